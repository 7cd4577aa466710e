"""The dossier of a thing, as ``cyberkg report dossier`` makes it: the body of its page, or a file."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from cyberkg.errors import UsageError
from cyberkg.model import Iri
from cyberkg.serve.addresses import address_of
from cyberkg.serve.files import File
from cyberkg.serve.turning import Turn, turn

if TYPE_CHECKING:
    from markupsafe import Markup

    from cyberkg.serve.current import Snapshot

__all__ = ["TYPES", "body_of", "dossier_style", "write_dossier"]

TYPES = MappingProxyType(
    {
        "markdown": "text/markdown; charset=utf-8",
        "html": "text/html; charset=utf-8",
        "json": "application/json",
        "csv": "text/csv; charset=utf-8",
    }
)
_WHOLE_PAGE = re.compile(r"(?m)^(?::root|body) \{[^{}]*\}\n")


def body_of(snapshot: Snapshot, iri: str, page: int) -> tuple[Markup, Turn]:
    """Make the dossier of a thing as markup, its names and sentences links, a page of it at a time.

    :param page: which of the pages that its lines fill, from 1.
    :raises CyberkgError: where the graph cannot be asked.
    """
    from markupsafe import Markup

    from cyberkg.report.dossier import dossier, fragment

    base, things = snapshot.base, snapshot.things

    def place(document: str, start: int, end: int) -> str:
        briefing = things.briefing_named(document)
        here = f"#char={start},{end}" if end else ""
        return f"{address_of(briefing.iri, base)}{here}" if briefing else ""

    made = dossier(snapshot.generation.store_path, Iri(iri), base)
    shown = turn(made.lines, page)
    body = fragment(made, lambda entity: address_of(entity, base), place, (shown.start, shown.stop))
    return Markup(body), shown  # noqa: S704 - escaped when it was made


def write_dossier(store: Path, iri: str, base: str, form: str) -> File:
    """Write the dossier of a thing in a format.

    :raises UsageError: where there is no such format.
    """
    from cyberkg.report.dossier import dossier, render

    if form not in TYPES:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(TYPES)}")
    name = iri.removeprefix(base).rpartition("/")[2]
    return File(name, form, TYPES[form], render(dossier(store, Iri(iri), base), form).encode())


def dossier_style() -> bytes:
    """Give the style sheet of ``body_of``, without the rules for a page that is a dossier alone."""
    from cyberkg.report.dossier import style_sheet

    return _WHOLE_PAGE.sub("", style_sheet()).encode()
