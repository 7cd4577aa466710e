"""What a report or a dossier was written to, with the name under which a browser keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

__all__ = ["TITLES", "File", "disposition"]

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "csv": "CSV",
        "markdown": "Markdown",
        "json": "JSON",
        "html": "HTML",
        "xlsx": "Workbook",
        "ics": "Calendar file",
    }
)
"""What the formats are called, by what they are called in an address."""
_ENDINGS = {"markdown": "md"}
_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand over.

    :param name: what it is on, without an ending.
    :param form: the format, as it is said in an address.
    :param media: its media type.
    """

    name: str
    form: str
    media: str
    body: bytes

    @property
    def disposition(self) -> str:
        """The header of that name; a page is opened, all else is kept."""
        return disposition(self.name, self.form, opened=self.form == "html")


def disposition(name: str, form: str, *, opened: bool = False) -> str:
    r"""Write a Content-Disposition.

    :param name: of the file, without an ending; what no file system would take is replaced.
    :param form: the format, from which comes the ending.
    :param opened: whether the browser may show it; else it is saved.

    Source: RFC 6266

    >>> disposition("ada-tan", "html", opened=True)
    'inline; filename="ada-tan.html"'
    >>> disposition("zoë tan", "markdown")
    'attachment; filename="zo-tan.md"; filename*=UTF-8\'\'zo%C3%AB-tan.md'
    """
    whole = f"{_UNFIT.sub('-', name).strip('.-') or 'cyberkg'}.{_ENDINGS.get(form, form)}"
    kind = "inline" if opened else "attachment"
    plain = whole.encode("ascii", "ignore").decode("ascii")
    more = f"; filename*=UTF-8''{quote(whole)}" if plain != whole else ""
    return f'{kind}; filename="{plain}"{more}'
