"""The lines of an import as documents and readings, by the same path as facts written by hand.

The text of a document is what its rows quote, one below the other, so that every fact has its evidence there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cyberkg.errors import InputError, LimitError
from cyberkg.model import NOWHERE, Claim, Document, MarkedPart, Reading, Span
from cyberkg.sources.facts import make_claim
from cyberkg.sources.import_lines import Header, PartLines, read_header, read_parts
from cyberkg.sources.limits import TEXT_CHARS
from cyberkg.sources.rows import make_row
from cyberkg.sources.things import Things
from cyberkg.sources.tlp import read_marking
from cyberkg.terms import Marking

__all__ = ["Import", "is_import", "read_import"]

_BY = "import of "


@dataclass(frozen=True, slots=True)
class Import:
    """What was read of an imported file.

    :param documents: each with what was read in it, a reading for each reader.
    :param lines: those of its lines that hold, without the first.
    :param left: what could not be carried, and how often.
    """

    header: Header
    documents: tuple[tuple[Document, tuple[Reading, ...]], ...]
    lines: tuple[str, ...]
    left: Mapping[str, int]


def is_import(text: str) -> bool:
    """Tell by its first line whether a ``.jsonl`` file is an import, not a list of facts."""
    return text[:200].replace(" ", "").startswith('{"import":')


def read_import(text: str, name: str, sha256: str, *, strict: bool) -> Import:
    """Read the lines of an import.

    :param name: what it is cited as; the briefings of a graph have their own names behind it.
    :param sha256: digest of the file, for a document of which the lines tell none.
    :param strict: whether a line that breaks the contract is an error, as in files that people edit, or is left
        out and counted, as from a parser.
    :raises InputError: where a line is refused, or nothing is left.
    :raises LimitError: where the text of a document grows too long.
    """
    header = read_header(text.partition("\n")[0], name)
    left = Counter(header.left)
    parts = read_parts(text, name, None if strict else left)
    documents, lines = [], []
    for part in parts:
        about = _document(part, header, name, sha256)
        kept, readings, marks = _readings(part, header, about, None if strict else left)
        if kept or (header.graph and part.things):
            documents.append((replace(about, parts=marks), readings))
            lines += [part.line, *(thing.line for thing in part.things), *kept]
    if not documents:
        told = ", ".join(f"{what} ({number})" for what, number in left.most_common(3))
        because = f"; there are {told}" if told else ""
        raise InputError(f"holds nothing that the graph has room for{because}", name, "leave it out")
    return Import(header, tuple(documents), tuple(lines), left)


def _document(part: PartLines, header: Header, name: str, sha256: str) -> Document:
    what = f"the sentences that it cites of {part.name}" if part.name else "what it says, a line each"
    pieces = [f"{header.file}, {header.format}: {what}.\n", *dict.fromkeys(row.quote for row in part.rows)]
    text = "\n".join(pieces) + "\n"
    if len(text) > TEXT_CHARS:
        raise LimitError(f"says more than {TEXT_CHARS // 1_000_000} million characters", name, "split it")
    whole = f"{name}/{part.name}" if part.name else name
    digest = part.sha256 or sha256
    return Document(whole, text, (), part.title, part.date, part.source, digest, part.marking)


def _places(part: PartLines, text: str) -> dict[str, tuple[int, int]]:
    """Tell where each quote stands in the text that was made of them."""
    at, places = text.index("\n\n") + 2, dict[str, tuple[int, int]]()
    for quote in dict.fromkeys(row.quote for row in part.rows):
        places[quote] = at, at + len(quote)
        at += len(quote) + 1
    return places


def _readings(
    part: PartLines, header: Header, document: Document, left: Counter[str] | None
) -> tuple[list[str], tuple[Reading, ...], tuple[MarkedPart, ...]]:
    """Read the rows of a part.

    :param left: where rows that break the contract are counted; None to refuse them.
    :returns: the lines of the rows that hold, a reading for each reader, and the lines of the text that are
        marked otherwise than the document.
    """
    places, things, own = _places(part, document.text), Things(document.text), f"import ({header.format})"
    graph = document.name.removesuffix(f"/{part.name}") if header.graph else ""
    for thing in part.things:
        things.declare(thing.id, thing.referent if graph else replace(thing.referent, iri=NOWHERE))
    kept, claims, marks = [], dict[str, list[Claim]](), dict[Span, Marking]()
    for line in part.rows:
        try:
            row = make_row(line.fields, *places[line.quote], line.where)
            marking = read_marking(row.get("marking"), line.where)
            claim = make_claim(things, row, document.name)
        except InputError as error:
            if left is None:
                raise
            left[error.what] += 1
        else:
            kept.append(line.line)
            place = Span(row.start, row.end)
            if marking:
                marks[place] = max(marking, marks.get(place, marking), key=lambda one: one.rank)
            reader = row.get("reader").removeprefix(_BY)
            claims.setdefault(f"{_BY}{reader}" if reader else own, []).append(claim)
    referents = things.referents()
    readers = claims or {own: []}
    readings = tuple(Reading(document.name, r, referents, tuple(c), graph) for r, c in readers.items())
    parts = tuple(MarkedPart(s, m) for s, m in sorted(marks.items()) if m is not document.marking)
    return kept, readings, parts
