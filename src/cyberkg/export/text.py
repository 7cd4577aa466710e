"""Text that others' programs will read: nothing hidden stays hidden, nothing that a format forbids gets in.

Characters that cannot be seen, or that turn the direction of writing around them, are written as escapes where
a format has any, so that a file shows what it says; a program that reads it gets the very characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

__all__ = [
    "HIDDEN",
    "count",
    "join_bytes",
    "to_json",
    "to_utf8",
    "xml_attribute",
    "xml_legal",
    "xml_losses",
    "xml_text",
]

# Control and format characters but for tab, line feed and carriage return.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
# What no XML 1.0 may hold in any form (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_XML_SPECIAL = re.compile('[&<>"\r]')
_XML_SPACE = re.compile("[\t\n]")
_PIECE = 1 << 16


def count(number: int, one: str, many: str = "") -> str:
    """Say how many: ``1 fact``, ``3 facts``.

    >>> count(1, "fact"), count(1200, "entity", "entities")
    ('1 fact', '1,200 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def to_json(value: Any, indent: int | None = None) -> str:
    r"""Write a value as JSON, keys in their order and characters as they are, but for hidden ones.

    >>> print(to_json({"name": "a\u202eb"}))
    {"name": "a\u202eb"}
    """
    return HIDDEN.sub(_json_escape, json.dumps(value, ensure_ascii=False, indent=indent))


def _json_escape(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


def to_utf8(texts: Iterable[str]) -> Iterator[bytes]:
    """Encode texts as UTF-8 in pieces of some size, however short they are."""
    return join_bytes(text.encode("utf-8", "replace") for text in texts)


def join_bytes(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Put short pieces together to longer ones, so that a file is written in few steps."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= _PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def xml_legal(text: str) -> str:
    r"""Put U+FFFD for each character that no XML may hold.

    >>> xml_legal("a\x00b")
    'a�b'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def xml_losses(texts: Iterable[str]) -> tuple[str, ...]:
    """Say how many texts XML cannot hold as they are; nothing where there are none."""
    spoilt = sum(text != xml_legal(text) for text in texts)
    if not spoilt:
        return ()
    return (f"control characters in {count(spoilt, 'text')}, which XML may not hold (U+FFFD instead)",)


def xml_text(text: str) -> str:
    """Write a text as the content of an XML element, hidden characters as references."""
    escaped = _XML_SPECIAL.sub(lambda found: _XML[found[0]], xml_legal(text))
    return HIDDEN.sub(_xml_reference, escaped)


def xml_attribute(text: str) -> str:
    """Write a text as the value of an XML attribute, without the quotes around it."""
    return _XML_SPACE.sub(_xml_reference, xml_text(text))


def _xml_reference(found: re.Match[str]) -> str:
    return f"&#x{ord(found[0]):X};"
