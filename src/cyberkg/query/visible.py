"""Text from elsewhere made fit to be shown: what would steer the screen or the reader's eye is spelt out."""

from __future__ import annotations

import unicodedata

__all__ = ["visible", "visible_lines"]

# joiners that letters of some scripts and some emoji need, and spaces other than the plain one
_KEPT = frozenset("\u200c\u200d")
_SPELT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    r"""Spell out control and format characters: escapes for terminals, changes of direction, invisible signs.

    Sources: https://unicode.org/reports/tr36/ (bidirectional spoofing), ECMA-48 (control sequences)

    >>> visible("Red\x1b[31m \u202etxt.exe")
    'Red\\x1b[31m \\u202etxt.exe'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or _is_harmless(c) else _spell(c) for c in text)


def visible_lines(text: str) -> str:
    r"""Do as ``visible`` does, but let line feeds stay.

    >>> print(visible_lines("a\u202eb"))
    a\u202eb
    """
    return text if text.isprintable() else "\n".join(map(visible, text.split("\n")))


def _is_harmless(character: str) -> bool:
    """Keep other spaces, and characters of private use or newer than this Python: they merely look odd."""
    return character in _KEPT or unicodedata.category(character) in {"Zs", "Co", "Cn"}


def _spell(character: str) -> str:
    code = ord(character)
    if character in _SPELT:
        return _SPELT[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
