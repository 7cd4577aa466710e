"""One file, or many, read: the format told by the name's ending, the parts of this room put in a row."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from cyberkg.errors import CyberkgError, DiskError, InputError, LimitError
from cyberkg.model import Document, Reading
from cyberkg.sources.dating import find_document_date
from cyberkg.sources.decoding import check_magic, decode
from cyberkg.sources.discovery import FEEDS, SUFFIXES, name_files
from cyberkg.sources.drafts import Draft
from cyberkg.sources.extract import Extract, compose, draft
from cyberkg.sources.front_matter import FrontMatter, read_front_matter
from cyberkg.sources.imported import Import, is_import, read_import
from cyberkg.sources.importing import convert, import_kind, tell_left
from cyberkg.sources.isolation import Parsers
from cyberkg.sources.limits import TEXT_LINES
from cyberkg.sources.lines import cut_lines
from cyberkg.sources.marked import Marked
from cyberkg.sources.opening import leaves_folder, open_bytes, printable
from cyberkg.sources.structure import outline, without_furniture
from cyberkg.sources.tlp import is_mark, read_margins, take_marks, unmarked
from cyberkg.sources.tlp_parts import place_marks

__all__ = ["Known", "Refusal", "Source", "read", "read_all"]

_DECLARED = re.compile(rb"""charset\s*+=\s*+(?:["']\s*+)?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_ENTITIES = re.compile(r"\s*(?:<\?[^>]{0,200}>\s*)?<!doctype[^>\[]{0,300}\[", re.IGNORECASE)
_ROWS = {".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".jsonl": "jsonl"}
# Fields in the head of a plain text that give no date.
_OTHER_FIELDS = {
    "source",
    "url",
    "link",
    "original",
    "title",
    "subject",
    "headline",
    "author",
    "byline",
    "from",
    "to",
    "cc",
}
_PICTURE = re.compile(r"!\[([^\[\]\n]{1,80})\]")  # what a picture in Markdown shows, in words
_LONGEST_NAME = 1000
_FEED = "save the pages that a feed leads to, as .html"
_XML = re.compile(r"\s*<(?:\?xml|rss|feed|rdf:RDF)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read, or one of the documents that an imported file holds.

    :param reading: given for hand-written facts and imports, whose documents have no items.
    :param further: the readings of other readers, in a graph that has several of one briefing.
    :param notes: what a user may want to know of it, though nothing failed.
    :param heard: what a reader found in its text; None where none has read it yet, as always from a file.
    """

    document: Document
    reading: Reading | None = None
    further: tuple[Reading, ...] = ()
    notes: tuple[str, ...] = ()
    heard: Reading | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read, and why."""

    path: Path
    name: str
    error: CyberkgError


class Known(Protocol):
    """What was read of files before, by name and SHA-256 of the bytes; threads share it."""

    def find(self, name: str, sha256: str) -> tuple[Source, ...] | None:
        """Give what was read of a file; None where that is not known."""

    def keep(self, name: str, sha256: str, sources: Sequence[Source]) -> None:
        """Take note of what was read of a file in which nothing is left to be read."""


def read(path: Path, name: str, *, parsers: Parsers | None = None) -> Source:
    """Read a file, its parser in a child process where the format asks for it.

    :param name: what facts will cite it as.
    :param parsers: children to parse with, which reading many files one by one saves from being started anew.
    :raises InputError: where it cannot be read as what its name says it is.
    :raises LimitError: where it is too large, or takes too long or too much memory to parse.
    """
    if parsers is None:
        with Parsers() as own:
            return read(path, name, parsers=own)
    found = _read(path, name, parsers)
    if len(found) > 1:
        raise InputError(f"holds {len(found)} documents, where one is wanted", name, "name another file")
    return found[0]


def read_all(
    files: Sequence[Path], *, workers: int = 2, known: Known | None = None
) -> Iterator[Source | Refusal]:
    """Read files as ``discover`` gives them, several at a time; one that is refused does not stop the rest.

    :param workers: how many files are read at a time, each with a child process for its parser.
    :param known: what was read of files before, which is not read again.
    :returns: for each file, in the order of ``files``, its source, or those that an import holds, or why it was
        refused.
    :raises DiskError: where the machine cannot read now, whatever file it is.
    """
    names = name_files(files)
    ahead = 2 * max(workers, 1)
    # What is known is found at once, and stands among the others as something that is done.
    waiting: deque[Future[Sequence[Source | Refusal]]] = deque()
    with Parsers() as parsers, ThreadPoolExecutor(max(workers, 1), "cyberkg-read") as pool:
        try:
            for path, name in zip(files, names, strict=True):
                found = _find(path, name, known) if known else None
                if found is not None and not waiting:
                    yield from found
                    continue
                waiting.append(
                    _done(found) if found is not None else pool.submit(_try, path, name, parsers, known)
                )
                if len(waiting) >= ahead:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _find(path: Path, name: str, known: Known) -> Sequence[Source] | None:
    """Give what is known of a file; None where it is to be read, or refused, without asking again."""
    try:
        return known.find(name, hashlib.sha256(open_bytes(path, name)).hexdigest())
    except CyberkgError:
        return None


def _done(found: Sequence[Source]) -> Future[Sequence[Source | Refusal]]:
    future: Future[Sequence[Source | Refusal]] = Future()
    future.set_result(found)
    return future


def _try(path: Path, name: str, parsers: Parsers, known: Known | None) -> Sequence[Source | Refusal]:
    try:
        return _read(path, name, parsers, known)
    except DiskError:
        raise  # of the machine, not of this file: nothing is to be published without it
    except CyberkgError as error:
        return (Refusal(path, printable(name), error),)


def _read(path: Path, name: str, parsers: Parsers, known: Known | None = None) -> tuple[Source, ...]:
    _check_name(name)
    suffix = Path(name).suffix.lower()
    if suffix in FEEDS and path.is_file() and not leaves_folder(path):
        raise InputError(f"is of a type that is not read ({suffix})", name, _FEED)
    if suffix not in SUFFIXES and path.is_file() and not leaves_folder(path):
        raise InputError(f"is of a type that is not read ({suffix or 'no ending'})", name, _known_types())
    content = open_bytes(path, name)
    digest = hashlib.sha256(content).hexdigest()
    kind = import_kind(suffix, content)
    if not kind and suffix not in _ROWS:
        return (Source(_document(content, suffix, name, digest, parsers)),)
    if kind:
        sources = _imported(convert(content, kind, name, parsers), told=True)
    else:
        sources = _rows(decode(content, name), suffix, name, digest)
    if known:
        known.keep(name, digest, sources)
    return sources


def _rows(text: str, suffix: str, name: str, digest: str) -> tuple[Source, ...]:
    """Read facts by hand, or an import that was written down."""
    from cyberkg.sources.facts import read_facts, read_marks

    if suffix == ".jsonl" and is_import(text):
        return _imported(read_import(text, name, digest, strict=True), told=False)
    reading = read_facts(text, _ROWS[suffix], name)
    parts = read_marks(text, _ROWS[suffix], name)
    return (Source(Document(name, text, sha256=digest, parts=parts), reading),)


def _imported(found: Import, *, told: bool) -> tuple[Source, ...]:
    """Make sources of the documents of an import, the first of which tells what was not carried."""
    notes = (tell_left(found),) if told and found.left else ()
    return tuple(
        Source(document, readings[0], readings[1:], () if number else notes)
        for number, (document, readings) in enumerate(found.documents)
    )


def _check_name(name: str) -> None:
    if not name.isprintable() or len(name) > _LONGEST_NAME:
        raise InputError("has a name that cannot be written down", printable(name[:200]), "rename it")


def _known_types() -> str:
    return f"give it as one of {', '.join(sorted(SUFFIXES))}"


def _briefing(content: bytes, name: str) -> str:
    """Decode a briefing in plain text or Markdown."""
    text = decode(content, name)
    if text.count("\n") > TEXT_LINES:
        raise LimitError(f"has more than {TEXT_LINES:,} lines", name, "split it")
    return text


def _document(content: bytes, suffix: str, name: str, digest: str, parsers: Parsers) -> Document:
    if suffix == ".txt":
        return _read_plain(_briefing(content, name), name, digest)
    if suffix == ".md":
        return _read_markdown(_briefing(content, name), name, digest, parsers)
    if suffix in {".html", ".htm"}:
        declared = _DECLARED.search(content[:4096])
        page = decode(content, name, declared[1].decode("ascii") if declared else "")
        if _ENTITIES.match(page):
            raise InputError(
                "declares entities", name, "take the part in square brackets out of its first line"
            )
        extract = parsers.parse("html", page.encode("utf-8"), name)
    else:
        check_magic(content, name, (b"%PDF-",) if suffix == ".pdf" else (b"PK\x03\x04",))
        extract = parsers.parse(suffix[1:], content, name)
    text, drafts = compose(extract)
    return _assemble(name, text, without_furniture(drafts), extract, FrontMatter(), digest)


def _read_plain(text: str, name: str, digest: str) -> Document:
    if re.match(r"\s*<(?:!doctype html|html)\b", text[:500], re.IGNORECASE):
        raise InputError("is a web page under another name", name, "rename it to end in .html")
    if _XML.match(text[:500]):
        raise InputError("is XML under another name", name, _FEED)
    drafts, fields = cut_lines(text)
    values = {field.name: field.value for field in reversed(fields)}
    dates = tuple(field.value for field in fields if field.name not in _OTHER_FIELDS)
    source = values.get("source") or values.get("url") or values.get("link") or ""
    front = FrontMatter(
        values.get("title") or values.get("headline") or values.get("subject") or "", "", source
    )
    return _assemble(name, text, drafts, Extract(dates=dates), front, digest)


def _read_markdown(text: str, name: str, digest: str, parsers: Parsers) -> Document:
    front = read_front_matter(text, name)
    # Blanked out, not cut off, so that offsets count in the file.
    body = re.sub(r"[^\n]", " ", text[: front.end]) + text[front.end :]
    extract = parsers.parse("md", body.encode("utf-8"), name)
    drafts: list[Draft] = []
    for piece in extract.pieces:
        offsets = [at for start, length in piece.runs for at in range(start, start + length)]
        if len(offsets) != len(piece.text) or not _counts_up(offsets, len(text)):
            raise InputError("could not be parsed", name, "save it as plain text")
        drafts.append(draft(piece, Marked(piece.text, tuple(offsets))))
    dates = (front.date,) if front.date else ()
    found = Extract(dates=dates, margins=tuple(filter(is_mark, _PICTURE.findall(body))))
    return _assemble(name, text, without_furniture(drafts), found, front, digest)


def _counts_up(offsets: Sequence[int], end: int) -> bool:
    return all(a < b for a, b in pairwise([-1, *offsets, end]))


def _assemble(
    name: str, text: str, drafts: Sequence[Draft], extract: Extract, front: FrontMatter, digest: str
) -> Document:
    """Make a document of its text, its drafts and what it says about itself."""
    plain, marks = take_marks(drafts, text, name)
    found = outline(plain)
    title, on_title = unmarked(front.title or extract.title or found.title)
    stated = (front.marking, on_title, *read_margins(extract.margins, name))
    marking, parts = place_marks(found.items, marks, stated, len(text))
    date = find_document_date(name, text[front.end :], title, extract.dates, extract.properties)
    source = front.source or extract.source
    return Document(name, text, found.items, title, date, source, digest, marking, parts)
