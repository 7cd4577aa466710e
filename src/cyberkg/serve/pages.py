"""Pages: templates filled with plain values. No word of the graph is markup, and none turns those beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

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
    engine.filters |= {"query": urlencode, "plural": _plural, "span": _span}
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


def _span(date: str) -> str:
    """Write a period with a word between its days."""
    return date.replace("/", " to ")
