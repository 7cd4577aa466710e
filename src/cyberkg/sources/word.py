"""A Word document to pieces: headings by style, list entries, table rows, as the reader of it sees them.

The archive is checked before any of it is unpacked, and no part may declare a document type, so neither a
bomb of compression nor one of entities goes off.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from cyberkg.errors import InputError, LimitError
from cyberkg.sources.extract import Extract, Piece
from cyberkg.sources.limits import ZIP_PARTS, ZIP_RATIO, ZIP_UNPACKED_BYTES
from cyberkg.sources.marked import Marked
from cyberkg.sources.tlp import holds_mark, is_mark

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

__all__ = ["check_archive", "parse_word"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What a reader does not see: text deleted or moved away under tracked changes, second copies of text boxes.
_UNSEEN = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}instrText", f"{_W}rPr", f"{_W}pPr"})
_SPACES = frozenset({f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}ptab"})
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_HEADING_STYLE = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"^(?:word document|document ?\d*|untitled|microsoft word.*|.*\.docx?)$", re.IGNORECASE
)
_LONGEST_CELL = 300
# What python-docx writes into files that were made without a date.
_NO_DATE = "2013-12-23"


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: name, depth of heading (0: none), numbering, the style it builds on."""

    name: str
    outline: int
    numbering: str
    base: str


@dataclass(slots=True)
class _Context:
    """What the walk through a document needs to know and counts; lives no longer than one parse."""

    styles: dict[str, _Style]
    counted: frozenset[str]
    counts: Counter[str] = field(default_factory=Counter)


def check_archive(content: bytes) -> None:
    """Check a .docx by its directory alone.

    :raises InputError: where it is no archive of a Word document, or holds more parts than any has.
    :raises LimitError: where it would unpack to too much.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(
            "is no Word document, or a damaged one", hint="open and save it again as .docx"
        ) from error
    if "word/document.xml" not in {part.filename for part in parts}:
        raise InputError("is a zip archive, but no Word document", hint="save it as .docx")
    if len(parts) > ZIP_PARTS:
        raise InputError(f"has more than {ZIP_PARTS} parts", hint="save its text as a new document")
    if any(part.flag_bits & 1 for part in parts):
        raise InputError("is encrypted", hint="save it without a password")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > ZIP_UNPACKED_BYTES:
        raise LimitError(f"unpacks to more than {ZIP_UNPACKED_BYTES // 1_000_000} MB", hint="split it")
    # A short text of spaces packs well too, and does no harm.
    if unpacked > 1_000_000 and unpacked > ZIP_RATIO * len(content):
        raise LimitError(
            f"unpacks to more than {ZIP_RATIO} times its size", hint="save its text as a new document"
        )


def parse_word(content: bytes) -> Extract:
    """Parse a Word document.

    :raises InputError: where it is damaged, declares a document type, or has no text.
    :raises LimitError: where it would unpack to too much.
    """
    check_archive(content)
    _check_parts(content)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(BytesIO(content))
        context = _Context(_styles(document.styles.element), _counted_lists(document))
        pieces = _below_title(list(_walk(context, document.element.body)))
    except (PackageNotFoundError, LxmlError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise InputError(
            "is no Word document, or a damaged one", hint="open and save it again as .docx"
        ) from error
    if not pieces:
        raise InputError("has no text to read", hint="check that its text is not in images")
    properties = document.core_properties
    title = " ".join((properties.title or "").split())
    titled = any(piece.kind == "heading" for piece in pieces)
    made = properties.created.date().isoformat() if properties.created else _NO_DATE
    return Extract(
        pieces=tuple(pieces),
        title="" if titled or _NO_TITLE.match(title) else title,
        properties=() if made == _NO_DATE else (made,),
        margins=tuple(_margins(document)),
    )


def _margins(document: WordDocument) -> Iterator[str]:
    """Find the lines of page headers and footers, and words of the properties, that mark the text."""
    properties = document.core_properties
    yield from filter(is_mark, (properties.keywords, properties.category, properties.subject))
    for section in document.sections:
        for part in (
            section.header, section.footer, section.first_page_header, section.first_page_footer,
            section.even_page_header, section.even_page_footer,
        ):  # fmt: skip
            if not part.is_linked_to_previous:
                for paragraph in part._element.iter(f"{_W}p"):
                    runs = paragraph.iter(f"{_W}t", *_SPACES)
                    line = "".join(" " if run.tag in _SPACES else run.text or "" for run in runs)
                    if holds_mark(line):
                        yield line
                for shape in part._element.iter("{urn:schemas-microsoft-com:vml}textpath"):  # a watermark
                    if holds_mark(shape.get("string", "")):
                        yield shape.get("string")


def _check_parts(content: bytes) -> None:
    """Refuse document types, which Word never writes and entity bombs need."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")) and any(
                    d in archive.read(part) for d in _DOCTYPES
                ):
                    raise InputError("declares a document type", hint="open and save it again as .docx")
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, NotImplementedError, ValueError) as error:  # type: ignore[attr-defined]
        raise InputError("is a damaged Word document", hint="open and save it again as .docx") from error


def _styles(element: _Element) -> dict[str, _Style]:
    styles = {}
    for style in element.iter(f"{_W}style"):
        name = _value(style, "name")
        outline = _value(style, "pPr/outlineLvl")
        found = _HEADING_STYLE.match(name)
        depth = int(found[1]) if found else int(outline) + 1 if outline.isdigit() and int(outline) < 9 else 0
        numbering = _value(style, "pPr/numPr/numId")
        styles[style.get(f"{_W}styleId", "")] = _Style(
            name.casefold(), depth, numbering, _value(style, "basedOn")
        )
    return styles


def _counted_lists(document: WordDocument) -> frozenset[str]:
    """Find the numberings whose outermost level counts in digits."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    part = next(
        (r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING), None
    )
    if part is None:
        return frozenset()
    root = part.element
    formats = {}
    for abstract in root.iter(f"{_W}abstractNum"):
        level = abstract.find(f"{_W}lvl")
        formats[abstract.get(f"{_W}abstractNumId", "")] = "" if level is None else _value(level, "numFmt")
    numbers = {n.get(f"{_W}numId", ""): _value(n, "abstractNumId") for n in root.iter(f"{_W}num")}
    return frozenset(n for n, abstract in numbers.items() if formats.get(abstract, "").startswith("decimal"))


def _walk(context: _Context, body: _Element) -> Iterator[Piece]:
    """Go through the paragraphs and tables of a document in order, into content controls too."""
    from lxml import etree

    steps = etree.iterwalk(body, events=("start",))
    for _, element in steps:
        if element.tag in _UNSEEN:
            steps.skip_subtree()
        elif element.tag == f"{_W}p":
            yield from _paragraph(context, element)
        elif element.tag == f"{_W}tr":
            cells = [_cell(cell) for cell in element.iterchildren(f"{_W}tc", f"{_W}sdt")]
            if len(cells) > 1 and all(len(cell) <= _LONGEST_CELL for cell in cells):
                steps.skip_subtree()
                if any(cells):
                    yield Piece("bullet", " | ".join(cell for cell in cells if cell), 1)


def _cell(cell: _Element) -> str:
    return _tidy(" ".join(_words(p)[0] for p in cell.iter(f"{_W}p")))


def _paragraph(context: _Context, paragraph: _Element) -> Iterator[Piece]:
    words, bold = _words(paragraph)
    text = _tidy(words)
    if not text:
        return
    style = _value(paragraph, "pPr/pStyle")
    depth = _depth(context, paragraph, style)
    if depth:
        yield Piece("heading", text, depth)
        return
    numbering = _value(paragraph, "pPr/numPr/numId") or _inherited(context, style, "numbering")
    level = _value(paragraph, "pPr/numPr/ilvl") or "0"
    if numbering in context.counted and level == "0":
        context.counts[numbering] += 1
        yield Piece("paragraph", f"{context.counts[numbering]}. {text}", strong=bold)
    elif numbering not in {"", "0"} or _inherited(context, style, "name").startswith("list "):
        yield Piece("bullet", text, int(level) + 1 if level.isdigit() else 1)
    else:
        yield Piece("paragraph", text, strong=bold)


def _depth(context: _Context, paragraph: _Element, style: str) -> int:
    """Find how deep a heading is, 1 for the title; 0 where the paragraph is none."""
    own = _value(paragraph, "pPr/outlineLvl")
    if own.isdigit() and int(own) < 9:
        return int(own) + 1
    if style in context.styles and context.styles[style].name == "title":
        return 1
    return int(_inherited(context, style, "outline") or 0)


def _inherited(context: _Context, style: str, attribute: str) -> str:
    """Read an attribute of a style, or of the nearest style it builds on that has it."""
    for _ in range(20):
        found = context.styles.get(style)
        if found is None:
            return ""
        value = str(getattr(found, attribute) or "")
        if value:
            return value
        style = found.base
    return ""


def _below_title(pieces: Sequence[Piece]) -> list[Piece]:
    """Move headings one down below a title, where both are of the first level."""
    tops = [at for at, piece in enumerate(pieces) if piece.kind == "heading" and piece.level == 1]
    if len(tops) < 2 or any(p.kind != "heading" for p in pieces[: tops[0] + 1]) or tops[0] != 0:
        return list(pieces)
    return [
        Piece(p.kind, p.text, p.level + 1, p.strong) if p.kind == "heading" and at else p
        for at, p in enumerate(pieces)
    ]


def _words(paragraph: _Element) -> tuple[str, bool]:
    """Read what a paragraph shows without the text boxes in it, and whether all of it is bold."""
    from lxml import etree

    words: list[str] = []
    plain, bold = False, False
    steps = etree.iterwalk(paragraph, events=("start",))
    for _, element in steps:
        tag = element.tag
        if element is not paragraph and (tag in _UNSEEN or tag == f"{_W}p"):
            steps.skip_subtree()
        elif tag == f"{_W}r":
            bold = _is_on(element, "b")
            if _is_on(element, "vanish"):
                steps.skip_subtree()
        elif tag == f"{_W}t":
            words.append(element.text or "")
            plain = plain or (not bold and bool((element.text or "").strip()))
        elif tag == f"{_W}noBreakHyphen":
            words.append("-")
        elif tag in _SPACES:
            words.append(" ")
    return "".join(words), not plain and bool("".join(words).strip())


def _is_on(run: _Element, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and found.get(f"{_W}val", "true") not in {"0", "false", "none", "off"}


def _value(element: _Element, path: str) -> str:
    """Read the ``val`` of an element below another; empty where there is none."""
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{_W}val", "")


def _tidy(text: str) -> str:
    return Marked.of(text, 0, len(text)).tidied().text
