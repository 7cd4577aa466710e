"""Pages: templates filled with plain values. No word of the graph is markup, and none turns those beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from cyberkg.report.cited.wording import day_words
from cyberkg.report.render.cells import readable
from cyberkg.serve.addresses import address_of, outside
from cyberkg.serve.looks import shapes, stamp
from cyberkg.terms import EntityType
from cyberkg.view.theme import LOOKS, STATUSES
from cyberkg.view.wording import clean

if TYPE_CHECKING:
    import jinja2

    from cyberkg.serve.things import Things

__all__ = ["render"]

# a month, a day or a period; a year alone reads as it stands, and what is a piece of a word is none
_DATE = re.compile(r"(?<![\w/.-])\d{4}(?:-\d\d){1,2}(?:/\d{4}(?:-\d\d){0,2})?(?![\w/-]|\.\w)", re.ASCII)


def render(template: str, base: str, things: Things | None, **values: object) -> str:
    """Fill a template.

    :param base: where the IRIs of the graph begin.
    :param things: of the graph, for what stands on top of each page; None where no graph can be read.
    :param values: what the template shows; texts of any origin.
    """
    address: Callable[[str], str] = lambda iri: address_of(iri, base)  # noqa: E731
    return _engine().get_template(f"{template}.html").render(things=things, address=address, **values)


@cache
def _engine() -> jinja2.Environment:
    import jinja2

    engine = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finish,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    engine.globals |= {
        "kinds": list(EntityType),
        "readable": readable,
        "looks": LOOKS,
        "statuses": STATUSES,
        "shapes": shapes(),
        "stamp": stamp(),
    }
    engine.filters |= {"query": urlencode, "plural": _plural, "days": _days}
    engine.tests |= {"outside": outside}
    return engine


def _template(name: str) -> str:
    return resources.files("cyberkg.serve").joinpath("templates", name).read_text(encoding="utf-8")


def _finish(value: Any) -> Any:
    """Replace, in all that a template shows, characters that are unfit to be shown."""
    return clean(value) if type(value) is str else value


def _plural(count: int, word: str, words: str = "") -> str:
    """Count: ``1 fact``, ``2,000 facts``."""
    return f"{count:,} {word if count == 1 else words or word + 's'}"


def _days(text: str) -> str:
    """Write the dates in a text as people do.

    >>> _days("Forum (2023-09-13/2023-09-15), 2023")
    'Forum (13 to 15 September 2023), 2023'
    """
    return _DATE.sub(lambda match: day_words(match[0]), text)
