"""A web page to pieces: the text that a reader sees, without what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cyberkg.errors import InputError
from cyberkg.sources.boilerplate import Judge, tag_of
from cyberkg.sources.extract import Extract, Piece
from cyberkg.sources.furniture import is_furniture
from cyberkg.sources.marked import Marked
from cyberkg.sources.page_head import read_head
from cyberkg.sources.tlp import holds_mark, is_mark
from cyberkg.sources.word_lists import words

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["parse_webpage"]

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCKS = words("""
    html body main article section div p ul ol li dl dt dd table thead tbody tfoot tr td th caption
    blockquote pre figure figcaption address header footer form fieldset legend details summary center
    hgroup h1 h2 h3 h4 h5 h6 hr""")
_LAYOUT = ("table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6")
_EDGES = ("header", "footer")
_SAID = ("alt", "title", "aria-label", "content")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_LONGEST_CELL = 300
# Stands for a line break until its paragraph is complete; no text that is read has this character.
_BREAK = "\0"


@dataclass(slots=True)
class _Walk:
    """What has been collected on the way down a page; lives no longer than one parse."""

    pieces: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: list[bool] = field(default_factory=list)
    plain: bool = False
    unlinked: bool = False
    links: int = 0
    heading: int = 0
    depth: int = 0
    fresh: bool = False
    bold: int = 0
    preformatted: int = 0
    row: list[str] | None = None

    def say(self, text: str | None) -> None:
        """Add words to the block being collected."""
        if not text:
            return
        if self.preformatted and self.row is None:
            for at, part in enumerate(_EMPTY_LINE.split(text)):
                if at:
                    self.flush()
                self.words.append(part)
        else:
            self.words.append(text)
        if not text.isspace():
            self.plain = self.plain or not self.bold
            self.unlinked = self.unlinked or not self.links

    def flush(self) -> None:
        """End a block."""
        if self.row is not None:
            self.words.append(" ")
            return
        for text in _broken("".join(self.words)):
            self.add(self._piece(text), linked=not self.unlinked)
        self.words, self.plain, self.unlinked = [], False, False

    def add(self, piece: Piece, *, linked: bool = False) -> None:
        """Take a finished piece; ``linked`` where all of it is in links."""
        self.pieces.append(piece)
        self.linked.append(linked)

    def _piece(self, text: str) -> Piece:
        if self.heading:
            return Piece("heading", text, self.heading)
        if self.fresh and self.depth:
            self.fresh = False
            return Piece("bullet", text, self.depth)
        return Piece("paragraph", text, strong=not self.plain)

    def end_cell(self) -> None:
        """End a cell of the row being collected."""
        if self.row is not None:
            self.row.append(_tidy("".join(self.words)))
            self.words, self.plain, self.unlinked = [], False, False

    def end_row(self) -> None:
        """End the row being collected."""
        cells = [cell for cell in self.row or () if cell]
        self.row, self.words = None, []
        if cells:
            self.add(Piece("bullet", " | ".join(cells), 1))


def parse_webpage(markup: bytes) -> Extract:
    """Parse a web page.

    Nothing is fetched or run. A page that loses nearly all its text to the names of its elements is read
    again without regard to names.

    :param markup: the page in UTF-8.
    :raises InputError: where there is no text to read in it, or it nests so deep that its parser gave up.
    """
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(markup, parser)
    # Beyond some depth libxml2 leaves out all that follows, and says so here alone.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError("nests too deep to be parsed", hint="save it as text")
    if root is None:
        raise InputError("has no text to read", hint="check that the page is not drawn by a script")
    head = read_head(root)
    pieces = _pieces(root, Judge(root, head.title))
    if not any(piece.kind != "heading" for piece in pieces):
        pieces = _pieces(root, Judge(root, head.title, strict=False)) or pieces
    if not pieces:
        raise InputError("has no text to read", hint="check that the page is not drawn by a script")
    return Extract(
        pieces=tuple(pieces),
        title=_title(pieces, head.title),
        source=head.source,
        dates=head.dates,
        margins=tuple(_margins(root, pieces)),
    )


def _margins(root: _Element, pieces: Sequence[Piece]) -> Iterator[str]:
    """Find the marks beside the text: in what is left out of it, in words for pictures and for programs."""
    read = "\n".join(piece.text for piece in pieces)
    for element in root.iter():
        above = element.getparent()
        at_edge = tag_of(element) in _EDGES or (above is not None and tag_of(above) in _EDGES)
        for said in (element.text, element.tail, *map(element.get, _SAID)):
            line = _tidy(said) if said and len(said) < 300 else ""
            if line and (is_mark(line) or (at_edge and holds_mark(line))) and line not in read:
                yield line


def _title(pieces: Sequence[Piece], written: str) -> str:
    """Choose the title: the longest upper heading that the page's own title repeats, else the first one, else that."""
    upper = [p.text for p in pieces if p.kind == "heading" and p.level <= 2]
    repeated = [text for text in upper if text.casefold() in written.casefold()]
    first = next((p.text for p in pieces if p.kind == "heading" and p.level == 1), "")
    return max(repeated, key=len, default="") or first or written


def _pieces(root: _Element, judge: Judge) -> list[Piece]:
    """Walk down the part of a page that holds its text."""
    from lxml import etree

    walk = _Walk()
    steps = etree.iterwalk(judge.scope, events=("start", "end"))
    dropped: set[_Element] = set()
    for event, element in steps:
        if event == "start":
            if judge.drops(element):
                dropped.add(element)
                steps.skip_subtree()
            else:
                _enter(walk, element)
        else:
            if element not in dropped:
                _leave(walk, element)
            elif element.tag in _BLOCKS:
                walk.flush()
            if element is not judge.scope:
                walk.say(element.tail)
    walk.flush()
    return _without_link_boxes(walk)


def _enter(walk: _Walk, element: _Element) -> None:
    tag = tag_of(element)
    if tag in _BLOCKS:
        walk.flush()
    if tag in _HEADINGS and walk.row is None:
        walk.heading = _HEADINGS[tag]
    elif tag in {"ul", "ol"}:
        walk.depth += 1
    elif tag in {"li", "dd"}:
        walk.fresh = True
        walk.depth += tag == "dd"
    elif tag in {"b", "strong"}:
        walk.bold += 1
    elif tag == "a":
        walk.links += 1
    elif tag == "pre":
        walk.preformatted += 1
    elif tag == "tr" and walk.row is None and not _is_layout(element):
        walk.row = []
    elif tag == "br":
        _break(walk)
    walk.say(element.text)


def _leave(walk: _Walk, element: _Element) -> None:
    tag = tag_of(element)
    if tag in {"td", "th"}:
        walk.end_cell()
    if tag == "tr" and walk.row is not None:
        walk.end_row()
    elif tag in _BLOCKS:
        walk.flush()
    if tag in _HEADINGS:
        walk.heading = 0
    elif tag in {"ul", "ol", "dd"}:
        walk.depth -= 1
    elif tag == "li":
        walk.fresh = False
    elif tag in {"b", "strong"}:
        walk.bold -= 1
    elif tag == "a":
        walk.links -= 1
    elif tag == "pre":
        walk.preformatted -= 1
    elif tag == "hr":
        walk.add(Piece("rule", ""))


def _break(walk: _Walk) -> None:
    """Read a line break: it ends a paragraph, but not a heading, a list entry or a cell."""
    if walk.heading or (walk.depth and walk.fresh) or walk.row is not None:
        walk.words.append(" ")
    else:
        walk.words.append(_BREAK)


def _broken(words: str) -> Iterator[str]:
    """Cut a paragraph at its line breaks, but for those in the middle of a sentence."""
    kept = ""
    for line in map(_tidy, words.split(_BREAK)):
        if kept and line[:1].islower() and (kept[-1].isalnum() or kept[-1] == ","):
            kept = f"{kept} {line}"
            continue
        if kept:
            yield kept
        kept = line
    if kept:
        yield kept


def _is_layout(row: _Element) -> bool:
    """Tell whether a row of a table serves to place parts of the page rather than to list values."""
    if next(row.iter(*_LAYOUT), None) is not None:
        return True
    for cell in row.iterchildren("td", "th"):
        paragraphs = cell.iter("p")
        if next(paragraphs, None) is not None and next(paragraphs, None) is not None:
            return True
        if sum(len(text) for text in cell.itertext()) > _LONGEST_CELL:
            return True
    return False


def _without_link_boxes(walk: _Walk) -> list[Piece]:
    """Drop the lists of links below headings such as "Related articles"."""
    kept: list[Piece] = []
    boxed = False
    for piece, linked in zip(walk.pieces, walk.linked, strict=True):
        if piece.kind == "heading":
            boxed = piece.level > 1 and is_furniture(piece.text)
        elif piece.kind != "bullet":
            boxed = False
        if not boxed or (piece.kind == "bullet" and not linked):
            kept.append(piece)
    return kept


def _tidy(text: str) -> str:
    return Marked.of(text, 0, len(text)).tidied().text
