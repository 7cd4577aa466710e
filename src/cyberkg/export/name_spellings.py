"""How a name may stand in a text that a program wrote: escaped, without its markup, or in an address."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from itertools import groupby
from urllib.parse import quote

__all__ = ["signs", "spellings"]

_MARKS = frozenset("©®™°´¨¯¸")
_JOINERS = "\u200d\ufe0e\ufe0f"  # within one picture of several characters
_TAG = re.compile(r"<[^<>]*>")


def spellings(name: str) -> frozenset[str]:
    """Give the forms of a name besides itself: as HTML, JSON and addresses write it, and as they mean it.

    >>> sorted(spellings("Ann <b>Lee</b>"))[0]
    'Ann  Lee '
    >>> "Zo%C3%AB%20Lee" in spellings("Zoë Lee")
    True
    """
    meant = html.unescape(name)
    bare = {_TAG.sub(between, said) for said in (name, meant) for between in ("", " ")}
    said = {name, meant, *bare}
    # half of a surrogate pair has no bytes that an address could write
    written = {quote(form.encode("utf-8", "replace"), safe="") for form in said}
    written |= {html.escape(form) for form in said} | {json.dumps(form)[1:-1] for form in said}
    return frozenset(said | written) - {name, ""}


def signs(name: str) -> list[str]:
    """Give the runs of signs in a name that are neither words nor punctuation and may tell whose it is.

    >>> signs("Lee ★★★"), signs("Ann (Lee)™")
    (['★★★'], [])
    """
    runs = ("".join(run).strip(_JOINERS) for is_sign, run in groupby(name, key=_is_sign) if is_sign)
    return [run for run in runs if run]


def _is_sign(character: str) -> bool:
    if character in _JOINERS:
        return True
    return not character.isascii() and unicodedata.category(character)[0] == "S" and character not in _MARKS
