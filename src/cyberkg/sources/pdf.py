"""A PDF to pieces: lines put back together to paragraphs, running heads dropped, headings told by their size.

A PDF knows glyphs and places, not paragraphs. Lines come from pypdf with the place and size of their first
word; wider gaps and changes of type end a paragraph, the rest is left to the rules for wrapped plain text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from cyberkg.errors import InputError, LimitError
from cyberkg.sources.drafts import Draft
from cyberkg.sources.extract import Extract, Piece
from cyberkg.sources.furniture import is_page_number
from cyberkg.sources.lines import cut_lines
from cyberkg.sources.tlp import holds_mark

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["parse_pdf"]

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_HYPHEN = re.compile(r"(\w+)[-\u2010\u00ad]\n([^\W\d_A-Z]\w*)([^\s\w]*)[ \t]*")
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)")
_NO_TITLE = re.compile(
    r"microsoft word|untitled|\.(?:docx?|html?|indd|pptx?|pdf|tex|rtf)$|^document ?\d*$", re.IGNORECASE
)
# Lines at the edge of a page that may be running heads; a gap, and a size, that stand out.
_EDGE = 3
_GAP = 1.35
_LARGER = 1.15


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: how far up it stands (points), the size of its type (points), whether it is bold."""

    text: str
    height: float
    size: float
    bold: bool


@dataclass(slots=True)
class _Collector:
    """Receives the fragments of a page from pypdf and puts them together to lines."""

    lines: list[_Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    height: float | None = None
    styles: Counter[tuple[float, bool]] = field(default_factory=Counter)

    def visit(self, text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        """Take a fragment: its text, the two matrices that place it, its font and size."""
        for at, part in enumerate(text.split("\n")):
            if at:
                self.flush()
            self.words.append(part)
            letters = sum(map(str.isalnum, part))
            if letters:
                if self.height is None:
                    self.height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
                name = str(font.get("/BaseFont", "")).lower() if isinstance(font, dict) else ""
                self.styles[size * scale, "bold" in name or "black" in name] += letters

    def flush(self) -> None:
        """End a line; its type is the one that most of its letters are set in."""
        text = " ".join("".join(self.words).translate(_LIGATURES).split())
        if text:
            style = max(self.styles, key=lambda style: (self.styles[style], style), default=(0.0, False))
            self.lines.append(_Line(text, self.height or 0.0, *style))
        self.words, self.height = [], None
        self.styles.clear()


def parse_pdf(content: bytes) -> Extract:
    """Parse a PDF.

    :raises InputError: where it is encrypted, damaged, or holds no text but at most images of it.
    :raises LimitError: where it unpacks to too much.
    """
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = _open(content)
        pages = [_lines_of(page) for page in reader.pages]
        title, dates = _properties(reader)
    except DependencyError as error:
        raise InputError("is encrypted", hint="save it without a password") from error
    except PyPdfError as error:
        if type(error).__name__ == "LimitReachedError":
            raise LimitError(
                "unpacks to more than a text takes up", hint="split it, or save it as text"
            ) from error
        raise InputError(
            "is no PDF that can be read", hint="open and save it again, or save it as text"
        ) from error
    lines = [_without_running_heads(page, pages) for page in pages]
    if sum(c.isalpha() for page in lines for line in page for c in line.text) < 2:
        raise InputError("has no text, only images", hint="run it through OCR first")
    pieces = tuple(_pieces([line for page in lines for line in page]))
    headed = any(piece.kind == "heading" for piece in pieces)
    dropped = (
        line.text for page, kept in zip(pages, lines, strict=True) for line in page if line not in kept
    )
    margins = tuple(dict.fromkeys(filter(holds_mark, dropped)))
    return Extract(pieces=pieces, title="" if headed else title, properties=dates, margins=margins)


def _open(content: bytes) -> PdfReader:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError("is encrypted", hint="save it without a password")
    return reader


def _lines_of(page: PageObject) -> list[_Line]:
    collector = _Collector()
    page.extract_text(visitor_text=collector.visit)
    collector.flush()
    return collector.lines


def _properties(reader: PdfReader) -> tuple[str, tuple[str, ...]]:
    """Read the title and the day of making from the file's properties, where they say anything."""
    properties: Mapping[str, object] = reader.metadata or {}
    title = " ".join(str(properties.get("/Title") or "").split())
    made = _DATE.match(str(properties.get("/CreationDate") or ""))
    dates = (f"{made[1]}-{made[2]}-{made[3]}",) if made else ()
    return ("" if _NO_TITLE.search(title) or " " not in title else title), dates


def _without_running_heads(page: Sequence[_Line], pages: Sequence[Sequence[_Line]]) -> list[_Line]:
    """Drop what stands at the edge of several pages alike but for its digits, and page numbers."""
    counts = Counter(key for other in pages for key in {_key(line) for line in _edges(other)})
    needed = max(2, min(3, len(pages)))
    return [
        line
        for line in page
        if line not in _edges(page) or not (is_page_number(line.text) or counts[_key(line)] >= needed)
    ]


def _edges(page: Sequence[_Line]) -> list[_Line]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _key(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _pieces(lines: Sequence[_Line]) -> Iterator[Piece]:
    """Put lines together to pieces in the order of the page."""
    body = _body_size(lines)
    text, starts = _as_text(lines, body)
    drafts, _ = cut_lines(text)
    firsts = [lines[max(bisect_right(starts, d.words.offsets[0]) - 1, 0)] if d.text else None for d in drafts]
    sizes = sorted({round(f.size) for f in firsts if f is not None and f.size > body * _LARGER}, reverse=True)
    for draft, first in zip(drafts, firsts, strict=True):
        yield _piece(draft, first, body, sizes)


def _piece(draft: Draft, first: _Line | None, body: float, sizes: Sequence[int]) -> Piece:
    if draft.kind != "paragraph" or first is None:
        return Piece(draft.kind, draft.text, draft.level)
    if first.size > body * _LARGER and len(draft.text) <= 200:
        return Piece("heading", draft.text, sizes.index(round(first.size)) + 1)
    return Piece("paragraph", draft.text, strong=first.bold)


def _body_size(lines: Sequence[_Line]) -> float:
    """Find the size of type that most characters are set in."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += len(line.text)
    return max(counts, key=lambda size: (counts[size], -size))


def _as_text(lines: Sequence[_Line], body: float) -> tuple[str, list[int]]:
    """Write lines one below the other, an empty line between paragraphs, words cut at line ends put together.

    :returns: the text and the offset at which each line starts in it.
    """
    steps = [
        a.height - b.height
        for a, b in pairwise(lines)
        if a.size == b.size and 0 < a.height - b.height < 5 * a.size
    ]
    leading = median(steps) / body if steps and body else 0.0
    parts = [lines[0].text]
    for above, below in pairwise(lines):
        parts.append("\n\n" if _parts(above, below, leading) else "\n")
        parts.append(below.text)
    return _rejoined(parts)


def _parts(above: _Line, below: _Line, leading: float) -> bool:
    """Tell whether a paragraph ends between two lines; a step up (a new page or column) says nothing."""
    if abs(above.size - below.size) > 0.05 * above.size or above.bold != below.bold:
        return True
    step = above.height - below.height
    return step > _GAP * leading * below.size > 0


def _rejoined(parts: Sequence[str]) -> tuple[str, list[int]]:
    """Join lines, moving the second half of a word that is cut at a line end up to the first."""
    known = set(re.findall(r"[\w-]+", " ".join(parts).casefold()))
    lines = list(parts)
    for at in range(0, len(lines) - 2, 2):
        cut = (
            _HYPHEN.match("\n".join((lines[at].rsplit(maxsplit=1)[-1], lines[at + 2]))) if lines[at] else None
        )
        if cut is None or lines[at + 1] != "\n":
            continue
        whole, compound = cut[1] + cut[2], f"{cut[1]}-{cut[2]}"
        keeps = compound.casefold() in known and whole.casefold() not in known
        head = lines[at][: len(lines[at]) - len(cut[1]) - 1]
        lines[at] = head + (compound if keeps else whole) + cut[3]
        lines[at + 2] = lines[at + 2][cut.end() - len(cut[1]) - 2 :]
    starts, at_char = [], 0
    for number, part in enumerate(lines):
        if number % 2 == 0:
            starts.append(at_char)
        at_char += len(part)
    return "".join(lines), starts
