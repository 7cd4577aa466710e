"""The dossier of a thing, as ``cyberkg report dossier`` makes it: on a page of the explorer, or as a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from cyberkg.errors import UsageError
from cyberkg.model import Iri

if TYPE_CHECKING:
    from markupsafe import Markup

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


def body_of(store: Path, iri: str, base: str, address: Callable[[str], str]) -> Markup:
    """Make the dossier of a thing as markup, the names in it links.

    :param address: gives the address of a thing's page by its IRI.
    :raises CyberkgError: where the graph cannot be asked.
    """
    from markupsafe import Markup

    from cyberkg.report.dossier import dossier, fragment

    return Markup(fragment(dossier(store, Iri(iri), base), address))  # noqa: S704 - escaped when it was made


def write_dossier(store: Path, iri: str, base: str, form: str) -> tuple[str, bytes]:
    """Write the dossier of a thing in a format: its media type and the bytes.

    :raises UsageError: where there is no such format.
    """
    from cyberkg.report.dossier import dossier, render

    if form not in TYPES:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(TYPES)}")
    return TYPES[form], render(dossier(store, Iri(iri), base), form).encode()


def dossier_style() -> bytes:
    """Give the style sheet of ``body_of``, without the rules for a page that is a dossier alone."""
    from cyberkg.report.dossier import style_sheet

    return _WHOLE_PAGE.sub("", style_sheet()).encode()
