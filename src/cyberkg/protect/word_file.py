"""Names masked in a Word document, whose words may be cut into runs at any letter.

The archive is written anew with the texts of its parts masked, character for character; every other byte of a part
stays. Nothing is parsed as XML here, for the file may be a trap: what Word never writes is refused.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import chain, groupby
from typing import NamedTuple

from cyberkg.errors import InputError
from cyberkg.forgotten import MASK
from cyberkg.sources.word import check_archive

__all__ = ["mask_word"]

_EDIT = "mask the name in Word"
_TOKEN = re.compile(r"""<(?:[^<>"']|"[^"<]*"|'[^'<]*')*>|&[#\w]{1,12};|[^<]""")
_VALUE = re.compile(r"""(?<=[\s:])([\w.-]+)\s*=\s*("[^"<]*"|'[^'<]*')""")
_NAME = re.compile(r"</?([^\s/>]*)")
_PARAGRAPHS = frozenset({"w:p", "a:p"})
_SPACES = frozenset({"w:tab", "w:br", "w:cr", "w:ptab", "a:br"})
_UNSEEN = frozenset({"w:delText", "w:delInstrText", "w:instrText"})
_BREAK, _SPACE = "\n", " "
_PACKING = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)


class _Letter(NamedTuple):
    """A character of a text, and where it stands in the part: half-open, longer than one where it is escaped."""

    character: str
    start: int
    end: int


def mask_word(content: bytes, clean: Callable[[str], str]) -> bytes:
    """Mask names in all texts of a Word document: body, notes, comments, headers, properties, tracked changes.

    :param clean: masks names in a text by characters of equal number.
    :returns: the document; the same bytes where it has none of the names.
    :raises InputError: where it is damaged, or holds what cannot be looked into.
    :raises LimitError: where it would unpack to too much.
    """
    check_archive(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            infos = archive.infolist()
            if len({part.filename for part in infos}) < len(infos) or not _PACKING.issuperset(
                part.compress_type for part in infos
            ):
                raise InputError("is packed as Word never does it", hint=_EDIT)
            parts = [(part, archive.read(part)) for part in infos]
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, NotImplementedError, ValueError) as error:  # type: ignore[attr-defined]
        raise InputError("is a damaged Word document", hint=_EDIT) from error
    masked = [(part, _part(part.filename, data, clean)) for part, data in parts]
    if masked == parts:
        return content
    if any(part.filename.startswith("word/embeddings/") for part, _ in parts):
        raise InputError("holds other files, which cannot be looked into", hint=_EDIT)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, data in masked:
            fresh = zipfile.ZipInfo(part.filename, max(part.date_time, _FIRST_DATE))
            fresh.compress_type, fresh.external_attr = zipfile.ZIP_DEFLATED, part.external_attr
            archive.writestr(fresh, data)
    return buffer.getvalue()


def _part(name: str, data: bytes, clean: Callable[[str], str]) -> bytes:
    if not name.lower().endswith((".xml", ".rels")) or name == "[Content_Types].xml":
        return data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("has a part that is not UTF-8", hint=_EDIT) from error
    if "<!" in text:
        raise InputError("has what Word never writes", hint=_EDIT)
    hidden: dict[int, int] = {}
    seen, whole = _lines(_letters(text, seen_only=True)), _lines(_letters(text, seen_only=False))
    for run in chain(seen, whole, _values(text)):
        masked = clean("".join(letter.character for letter in run))
        for letter, shown in zip(run, masked, strict=True):
            if shown == MASK != letter.character and letter.end > letter.start:
                hidden[letter.start] = letter.end
    return _blotted(text, hidden).encode("utf-8")


def _lines(letters: Iterable[_Letter]) -> Iterator[list[_Letter]]:
    """Cut a text at its breaks: a name runs on from run to run, but not from one paragraph to the next."""
    for broken, line in groupby(letters, key=lambda letter: letter.character == _BREAK):
        if not broken:
            yield list(line)


def _letters(text: str, *, seen_only: bool) -> Iterator[_Letter]:
    """Give the characters between the tags; the runs of a paragraph join, all else is broken into lines.

    :param seen_only: pass over what tracked changes deleted, which may stand within a name.
    """
    inside, unseen = 0, False
    for found in _TOKEN.finditer(text):
        token, at = found[0], found.start()
        if token[0] != "<":
            if not (seen_only and unseen):
                yield _Letter(_character(token), at, found.end())
            continue
        name = _name(token)
        unseen = name in _UNSEEN and token[1] != "/" and not token.endswith("/>")
        if name in _PARAGRAPHS:
            inside = max(inside + (0 if token.endswith("/>") else -1 if token[1] == "/" else 1), 0)
            yield _Letter(_BREAK, at, at)
        elif name in _SPACES:
            yield _Letter(_SPACE, at, at)
        elif not inside:
            yield _Letter(_BREAK, at, at)


def _values(text: str) -> Iterator[list[_Letter]]:
    """Give the values of attributes: authors of changes and comments, words in place of pictures, addresses."""
    for tag in _TOKEN.finditer(text):
        if tag[0][0] != "<" or ('TargetMode="External"' not in tag[0] and _name(tag[0]) == "Relationship"):
            continue  # what a document calls its own parts by is not said of anybody
        for found in _VALUE.finditer(tag[0]):
            start = tag.start() + found.start(2) + 1
            value = found[2][1:-1]
            yield [
                _Letter(_character(t[0]), start + t.start(), start + t.end()) for t in _TOKEN.finditer(value)
            ]


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1] if found else ""


def _character(token: str) -> str:
    """Give the one character that is written here; one that is no character where it is none."""
    written = html.unescape(token) if token[0] == "&" else token
    return written if len(written) == 1 else "\ufffd"


def _blotted(text: str, hidden: dict[int, int]) -> str:
    parts, done = [], 0
    for start in sorted(hidden):
        parts += [text[done:start], MASK]
        done = hidden[start]
    return "".join((*parts, text[done:]))
