"""Texts and dates of a briefing, made fit to be shown on a page."""

from __future__ import annotations

import calendar
import re

__all__ = ["clean", "days"]

# Controls that no text needs, halves of surrogate pairs (UTF-8 has no form for them) and what is no character
# at all (XML has no form for it), and the marks that reorder what follows them: a name must not be able to
# turn its neighbours around.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def clean(text: str) -> str:
    r"""Replace each character that is unfit to be shown by a visible note of it.

    >>> clean("a\u202eb")
    'a[U+202E]b'
    """
    return _UNFIT.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def days(value: str) -> tuple[str, str] | None:
    """Find the first and the last day of an ISO 8601 prefix or interval; None where it is no such thing.

    >>> days("2024-02")
    ('2024-02-01', '2024-02-29')
    >>> days("2023-09-13/2023-09-15")
    ('2023-09-13', '2023-09-15')
    """
    start, _, end = value.partition("/")
    first, last = _first_and_last(start), _first_and_last(end or start)
    if first is None or last is None or last[1] < first[0]:
        return None
    return first[0], last[1]


def _first_and_last(prefix: str) -> tuple[str, str] | None:
    found = _DAY.fullmatch(prefix)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if year == 0 or (found[2] and not 1 <= month <= 12):
        return None
    if not month:
        return f"{year:04}-01-01", f"{year:04}-12-31"
    length = calendar.monthrange(year, month)[1]
    if found[3] and not 1 <= day <= length:
        return None
    return f"{year:04}-{month:02}-{day or 1:02}", f"{year:04}-{month:02}-{day or length:02}"
