"""The numbers that headings and list entries carry, in the styles that briefings use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Number", "find_number"]

_DIGITS = r"[0-9０-９]{1,3}"
_ROMAN = r"[IVXivx]{1,6}"
_HAN = r"[一二三四五六七八九十百零〇]{1,4}"
_STOP = r"[.．、。)）:：﹒]"
# After a number with a stop no digit may follow, as in a decimal, a date or a time (3.5, 8.9.2023, 9:30).
_GAP = r"(?![0-9０-９])[ \t\u00a0\u3000]*(?=\S)"
_SPACED = r"[ \t\u00a0\u3000]+(?=\S)"

# Tried in this order; each captures the label.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "keyword",
        re.compile(
            rf"(?:item|section|part|chapter|topic|story|news|case|no\.?|#)[ \t]*"
            rf"({_DIGITS}|{_ROMAN})[ \t]*(?:{_STOP}|[-–—|])[ \t]*(?=\S)",
            re.IGNORECASE,
        ),
    ),
    ("han", re.compile(rf"第?({_HAN})(?:[章节節部条條项項则則]?{_STOP}|[章节節部条條项項则則]){_GAP}")),
    ("ordinal", re.compile(rf"第({_HAN}|{_DIGITS})[章节節部条條项項则則分]*(?:{_STOP}|{_SPACED}){_GAP}")),
    ("bracket-han", re.compile(rf"[(（]({_HAN})[)）]{_GAP}")),
    ("bracket-arabic", re.compile(rf"[(（]({_DIGITS})[)）]{_GAP}")),
    ("bracket-roman", re.compile(rf"[(（]({_ROMAN})[)）]{_GAP}")),
    ("bracket-letter", re.compile(rf"[(（]([A-Za-z])[)）]{_GAP}")),
    ("circled", re.compile(rf"([①-⑳㈠-㈩❶-❿➀-➉]){_GAP}")),
    ("keycap", re.compile(rf"([0-9]\uFE0F?\u20E3|🔟){_GAP}")),
    ("deep", re.compile(rf"({_DIGITS}(?:[.．]{_DIGITS}){{1,3}})[.．、)）]?{_SPACED}")),
    ("arabic", re.compile(rf"({_DIGITS}){_STOP}{_GAP}")),
    ("dashed", re.compile(rf"({_DIGITS})[ \t]+[-–—|]{_SPACED}")),
    ("roman", re.compile(rf"({_ROMAN})(?:[.．)）][ \t\u00a0]+|、[ \t]*)(?=\S)")),
    ("letter", re.compile(r"([A-Za-z])(?:[.)）][ \t\u00a0]+|、[ \t]*)(?=\S)")),
)
# What any number begins with, to pass over most lines at once.
_BEGINNING = re.compile(
    r"[0-9０-９(（①-⑳㈠-㈩❶-❿➀-➉🔟第一二三四五六七八九十百零〇#]|[A-Za-z][.)、]|[IVXivx]{2,6}[.．)）、]|"
    r"(?:item|section|part|chapter|topic|story|news|case|no\b)",
    re.IGNORECASE,
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in front of a heading or list entry.

    :param style: what it looks like; numbers of one style count on from each other.
    :param label: the number without brackets and stops (``3``, ``IV``, ``二``), digits half-width.
    :param value: what it counts as: 3 for ``3``, ``III``, ``三`` and ``c``.
    :param end: where the words after it begin, counted from the start of the line.
    """

    style: str
    label: str
    value: int
    end: int


def find_number(line: str) -> Number | None:
    """Find the number that a line (without leading white space) begins with; None where there is none.

    >>> find_number("3、CSOP 2023").label
    '3'
    >>> find_number("3.5 million people") is None
    False
    >>> find_number("400GB of data was leaked") is None
    True
    """
    if not _BEGINNING.match(line):
        return None
    for style, pattern in _STYLES:
        found = pattern.match(line)
        if found is not None:
            label = _label(style, found.group(1))
            value = _value(style, label)
            if value is not None:
                return Number(_style(style, label), label, value, found.end())
    return None


def _label(style: str, written: str) -> str:
    """Write a number the plain way: half-width, without a ring or a keycap around it."""
    if style == "circled":
        return str(int(unicodedata.numeric(written)))
    if style == "keycap":
        return "10" if written == "🔟" else written[0]
    return unicodedata.normalize("NFKC", written)


def _style(style: str, label: str) -> str:
    """Tell apart what counts separately: depths of 1.2.3, upper and lower case."""
    if style == "deep":
        return f"deep-{label.count('.')}"
    case = "-lower" if label.isalpha() and label.islower() and style != "keyword" else ""
    return f"{style}{case}"


def _value(style: str, label: str) -> int | None:
    if style == "deep":
        return int(label.rsplit(".", 1)[1])
    if style.endswith("letter"):
        return ord(label.lower()) - ord("a") + 1
    if label.isdecimal():
        return int(label)
    return _roman(label.lower()) if label.isascii() else _han(label)


def _roman(label: str) -> int | None:
    """Read a Roman number below 40; None where the letters make none."""
    if not re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", label):
        return None
    values = [_ROMAN_VALUES[c] for c in label]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _han(label: str) -> int | None:
    """Read a Chinese number below 100; None for any other."""
    tens, ten, ones = label.rpartition("十")
    digits = [_HAN_DIGITS.get(c) for c in (tens, ones) if c]
    if any(d is None for d in digits) or (not ten and len(label) != 1):
        return None
    high = _HAN_DIGITS[tens] if tens else 1
    return (high * 10 if ten else 0) + (_HAN_DIGITS[ones] if ones else 0)
