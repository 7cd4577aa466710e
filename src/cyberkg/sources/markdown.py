"""Markdown to pieces: headings, paragraphs, list entries and table rows, with the offsets of their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cyberkg.errors import InputError
from cyberkg.sources.extract import Extract, Piece
from cyberkg.sources.inline import read_inline, track_positions
from cyberkg.sources.marked import Marked

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["parse_markdown"]

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)>|\Z)|</?[a-zA-Z][^<>]*>|<[!?][^<>]*>",
    re.DOTALL,
)
# Levels of quotes and lists (two for a list: it and its entry) that are read; of marks within a line that are paired.
_DEEPEST, _DEEPEST_INLINE = 200, 20
_LIST_NUMBER = re.compile(r"(?:^|[\s>])([0-9]{1,9}[.)])[ \t]+(?:[*_`\[]{0,4})$")


@dataclass(slots=True)
class _Place:
    """Where the walk through the tokens is: depth of lists, cells of the row being read."""

    depth: int = 0
    fresh: bool = False
    row: list[Marked] | None = None
    links: dict[str, Any] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)


def parse_markdown(text: str) -> Extract:
    """Parse a Markdown text (CommonMark with tables) without its front matter; runs hold offsets in it.

    :raises InputError: where quotes and lists nest so deep that the parser gave up.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    track_positions(parser)
    starts = _line_starts(text)
    place = _Place()
    cell_at = 0
    tokens = parser.parse(text, place.links)
    # What is in the last level is left out without a word.
    if any(token.nesting == 1 and token.level == _DEEPEST - 1 for token in tokens):
        raise InputError("nests too deep to be parsed", hint="save it as text")
    parser.options["maxNesting"] = _DEEPEST_INLINE
    for token in tokens:
        cell_at = 0 if token.type == "tr_open" else cell_at
        if token.type == "inline":
            content = _locate(text, starts, token, cell_at)
            cell_at = content.offsets[-1] + 1 if content.text else cell_at
            words, strong = read_inline(parser, content, place.links)
            _add_words(place, text, words, strong)
        else:
            _step(place, text, starts, token)
    return Extract(pieces=tuple(place.pieces))


def _line_starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, c in enumerate(text) if c == "\n"), len(text) + 1]


def _step(place: _Place, text: str, starts: Sequence[int], token: Token) -> None:
    """Note what the opening and closing of a block changes."""
    kind = token.type
    if kind in {"bullet_list_open", "ordered_list_open"}:
        place.depth += 1
    elif kind in {"bullet_list_close", "ordered_list_close"}:
        place.depth -= 1
    elif kind == "list_item_open":
        place.fresh = True
    elif kind == "heading_open":
        place.pieces.append(Piece("heading", "", int(token.tag[1])))
    elif kind == "tr_open":
        place.row = []
    elif kind == "tr_close" and place.row is not None:
        _add(place, "bullet", _row(text, place.row), 1)
        place.row = None
    elif kind == "hr":
        place.pieces.append(Piece("rule", ""))
    elif kind == "html_block" and token.map:
        _add_html(place, text, starts[token.map[0]], starts[token.map[1]] - 1)


def _add_words(place: _Place, text: str, words: Marked, strong: bool) -> None:
    last = place.pieces[-1] if place.pieces else None
    if place.row is not None:
        place.row.append(words.tidied())
    elif last is not None and last.kind == "heading" and not last.text and not last.runs:
        place.pieces.pop()
        _add(place, "heading", words, last.level)
    elif place.depth and place.fresh:
        place.fresh = False
        numbered = _with_number(text, words) if place.depth == 1 else None
        _add(place, "paragraph" if numbered else "bullet", numbered or words, 0 if numbered else place.depth)
    else:
        _add(place, "paragraph", words, 0, strong)


def _with_number(text: str, words: Marked) -> Marked | None:
    """Put the number of a list entry back before its words; None where it has none.

    Many write headings as ``1. Cyberport hit`` with the text below, which Markdown takes for a list; whether
    the numbers are those of headings is told later, as in any other text.
    """
    start = words.offsets[0] if words.text else 0
    number = _LIST_NUMBER.search(text, max(text.rfind("\n", 0, start), start - 20, 0), start)
    return Marked.chain([Marked.of(text, number.start(1), start), words]) if number else None


def _add(place: _Place, kind: str, words: Marked, level: int, strong: bool = False) -> None:
    tidy = words.tidied()
    if tidy.text:
        place.pieces.append(Piece(kind, tidy.text, level, strong, tuple(_stretches(tidy.offsets))))


def _stretches(offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Write offsets as (first, length) of the stretches in which they count on."""
    for _, stretch in groupby(enumerate(offsets), key=lambda pair: pair[1] - pair[0]):
        run = list(stretch)
        yield run[0][1], len(run)


def _locate(text: str, starts: Sequence[int], token: Token, cell_at: int) -> Marked:
    """Find the lines of a block's content, from which the parser has cut quote marks and indents."""
    parts: list[Marked] = []
    first, last = token.map or (0, 0)
    at = max(starts[first], cell_at)
    for number, line in enumerate(token.content.split("\n")):
        if number:
            at = starts[min(first + number, last)]
            parts.append(Marked("\n", range(at - 1, at)))
        parts.append(_find_line(text, at, starts[min(first + number + 1, len(starts) - 1)] - 1, line))
    return Marked.chain([p for p in parts if p.text]) if any(p.text for p in parts) else Marked("", ())


def _find_line(text: str, start: int, end: int, line: str) -> Marked:
    """Find a line of content within a line of the file; the part of it that can be found where tabs moved."""
    bare = line.strip()
    if not bare:
        return Marked("", ())
    found = text.find(bare, start, end)
    if found >= 0:
        return Marked.of(text, found, found + len(bare))
    return _find_cell(text, start, end, bare)


def _find_cell(text: str, start: int, end: int, bare: str) -> Marked:
    """Find the content of a table cell whose escaped bars the parser has unescaped."""
    escaped = bare.replace("|", "\\|")
    found = text.find(escaped, start, end)
    if found < 0:
        return Marked("", ())
    kept = [i for i in range(len(escaped)) if escaped[i : i + 2] != "\\|"]
    return Marked(bare, tuple(found + i for i in kept))


def _row(text: str, cells: Sequence[Marked]) -> Marked:
    """Join the cells of a row by the bars between them, where there are words on both sides."""
    parts: list[Marked] = []
    for cell in cells:
        if not cell.text:
            continue
        if parts:
            end, start = parts[-1].offsets[-1] + 1, cell.offsets[0]
            bar = text.find("|", end, start)
            left, right = (bar - 1 if bar > end else bar), (bar + 2 if bar + 2 <= start else bar + 1)
            parts.append(Marked(" | "[1 - (bar - left) : 1 + (right - bar)], range(left, right)))
        parts.append(cell)
    return Marked.chain(parts) if parts else Marked("", ())


def _add_html(place: _Place, text: str, start: int, end: int) -> None:
    """Add what is left of a block of HTML when its tags are taken off, each stretch of it a paragraph."""
    at = start
    for tag in [*_TAG.finditer(text, start, end), None]:
        stop = tag.start() if tag else end
        _add(place, "paragraph", Marked.of(text, at, stop), 0)
        at = tag.end() if tag else end
