"""The values that pass between the rooms, from a file to a fact: all frozen, all standard library.

    Document   a briefing as read, cut into items and blocks            sources/ → reading/
    Reading    what one reader found in one document                    reading/ → identity/
    Knowledge  entities and facts over all documents                    identity/ → rdf/, view/, report/

Offsets count characters (Unicode code points) in ``Document.text``, half-open, so that
``document.text[span.start:span.end]`` is the passage.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from sys import intern
from typing import NewType

from cyberkg.errors import CyberkgError
from cyberkg.terms import EntityType, LiteralKind, Marking, Status

__all__ = [
    "NOWHERE",
    "SOME_ITEMS",
    "Block",
    "Claim",
    "Document",
    "Entity",
    "Evidence",
    "Fact",
    "Iri",
    "Item",
    "Knowledge",
    "Literal",
    "MarkedPart",
    "Merge",
    "Period",
    "Reading",
    "Referent",
    "Span",
    "merge_key",
    "with_common_places",
]

Iri = NewType("Iri", str)
NOWHERE = Iri("")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: offsets in characters, half-open."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise CyberkgError(f"a span runs from {self.start} to {self.end}")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included, as ISO 8601 prefixes (``2023``, ``2023-09``, ``2023-09-08``).

    A single day has ``start == end``.
    """

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list entry, made ready to be read.

    :param kind: ``heading``, ``paragraph`` or ``bullet`` (a list entry or a row of a programme).
    :param text: the words to be read: no markup, no furniture, wrapped lines joined by one space.
    :param offsets: for each character of ``text`` its offset in ``Document.text``; as long as ``text``.
    :param level: depth of the heading (1 is the topmost) or of the list entry (1 is the outermost);
        0 for a paragraph.
    """

    kind: str
    text: str
    offsets: tuple[int, ...] = field(repr=False)
    level: int = 0

    def span(self, start: int, end: int) -> Span:
        """Translate offsets in ``self.text`` (half-open, non-empty) to a span of the document's text."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a briefing: a heading, where it has one, and the blocks up to the next heading.

    :param path: texts of the headings above this one, the topmost first.
    :param number: the number the heading carries (``3``, ``IV``), without it in the heading's text.
    """

    heading: Block | None
    blocks: tuple[Block, ...]
    path: tuple[str, ...] = ()
    number: str = ""


SOME_ITEMS = (Item(None, ()),)
"""Stand for the items of a document that is read: that there were some tells a text from a table."""


@dataclass(frozen=True, slots=True, order=True)
class MarkedPart:
    """A part of a document with a marking of its own, an item or a paragraph."""

    span: Span
    marking: Marking


@dataclass(frozen=True, slots=True)
class Document:
    """A briefing as read.

    :param name: the file's name, as facts cite it; unique in a build.
    :param text: the text as read; all offsets count in it.
    :param items: the parts in order; the first has no heading where text stands above the first one.
    :param title: the title, empty where none is known.
    :param date: the day of the briefing or the period it covers; None where nothing tells.
    :param source: URL or name of the publisher, from the front matter; empty where none is given.
    :param sha256: hex digest of the file's bytes.
    :param marking: how far it may be passed on; None where it does not tell.
    :param parts: those with a marking of their own, in order; a part may lie within another, never across.
    """

    name: str
    text: str = field(repr=False)
    items: tuple[Item, ...] = field(default=(), repr=False)
    title: str = ""
    date: Period | None = None
    source: str = ""
    sha256: str = ""
    marking: Marking | None = None
    parts: tuple[MarkedPart, ...] = ()

    def marking_at(self, start: int, end: int) -> Marking | None:
        """Tell how far the text from ``start`` to ``end`` may be passed on; None where nothing tells.

        The innermost part around it rules, and any stricter one that lies in it or that it reaches into.
        """
        around = [p for p in self.parts if p.span.start <= start and end <= p.span.end]
        inner = min(around, key=lambda p: (p.span.end - p.span.start, -p.marking.rank), default=None)
        reached = [p for p in self.parts if p.span.start < end and start < p.span.end and p not in around]
        found = [p.marking for p in (*reached, *((inner,) if inner else ()))]
        if inner is None and self.marking is not None:
            found.append(self.marking)
        return max(found, key=lambda marking: marking.rank, default=None)


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The sentence that says a fact: ``documents[document].text[start:end] == quote``."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A normalised value that is not a node; ``LiteralKind`` says how each kind is written."""

    value: str
    kind: LiteralKind


@dataclass(frozen=True, slots=True)
class Referent:
    """A thing that one document speaks of: the cluster of its mentions in that document.

    :param key: identifies the referent within its document (``person:david-ip``).
    :param names: the names it goes by in the document, the fullest first; empty for an incident, which
        has no name.
    :param label: how to call it; for an incident made from its facts ("Ransomware attack on Cyberport").
    :param acronyms: those of ``names`` that abbreviate another of them.
    :param mentions: where it is spoken of, in order.
    :param links: IRIs of the same thing elsewhere, where the document gives any.
    :param iri: its IRI in the graph that the document is taken from; empty where it is from none.
    """

    key: str
    type: EntityType
    label: str
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    links: tuple[Iri, ...] = ()
    iri: Iri = NOWHERE


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as one document states it, its ends still keys of that document's referents.

    :param qualifier: the title of a post, or a role as the text words it; empty where there is none.
    :param represents: key of the organisation that a participant stands for; empty where none is told.
    :param confidence: in (0, 1], the probability that the fact is right.
    """

    subject: str
    predicate: str
    object: str | Literal
    evidence: Evidence
    status: Status = Status.ASSERTED
    qualifier: str = ""
    represents: str = ""
    confidence: float = 1.0

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the referents that it speaks of: subject, object, the one represented."""
        ends = (self.subject, self.object, self.represents)
        return tuple(end for end in ends if isinstance(end, str) and end)

    @property
    def order(self) -> tuple[Evidence, str, str, str, str]:
        """Where it comes in a reading: by its place in the text, then by what it says."""
        return (self.evidence, self.subject, self.predicate, str(self.object), self.qualifier)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader found in one document. Keys in claims are keys of referents.

    :param graph: the graph that the document is taken from: referents with one IRI in it are one thing, with
        two are two; empty where it is from none.
    """

    document: str
    reader: str
    referents: tuple[Referent, ...] = ()
    claims: tuple[Claim, ...] = ()
    graph: str = ""


def with_common_places(reading: Reading) -> Reading:
    """Give an equal reading whose claims of one sentence have it in common, and the keys of referents and predicates.

    A sentence says three facts or more, so that in memory a great many readings are half of what they were.
    """
    places: dict[Evidence, Evidence] = {}
    words = {referent.key: referent.key for referent in reading.referents} | {
        reading.document: reading.document
    }
    claims = []
    for claim in reading.claims:
        found = claim.evidence
        place = places.get(found)
        if place is None:
            document = words.get(found.document, found.document)
            place = places[found] = Evidence(document, found.start, found.end, found.quote)
        target = claim.object
        claims.append(
            Claim(
                words.get(claim.subject, claim.subject),
                intern(claim.predicate),
                words.get(target, target) if isinstance(target, str) else target,
                place,
                claim.status,
                claim.qualifier,
                words.get(claim.represents, claim.represents),
                claim.confidence,
            )
        )
    return replace(reading, reader=intern(reading.reader), claims=tuple(claims))


@dataclass(frozen=True, slots=True)
class Entity:
    """A node: one person, organisation, event, incident, place or work across all documents.

    :param aliases: its other names, sorted, without the label.
    :param documents: names of the documents that speak of it, sorted.
    :param links: IRIs of the same thing elsewhere (Wikidata, an authority file), sorted.
    :param former: IRIs this node had, or would have had without a merge, sorted; they still lead here.
    """

    iri: Iri
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    links: tuple[Iri, ...] = ()
    former: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact over resolved entities: one row of the contract, stated once per document.

    ``subject``, ``represents`` and (where it is no literal) ``object`` are IRIs of entities.
    """

    subject: Iri
    predicate: str
    object: Iri | Literal
    evidence: Evidence
    reader: str
    status: Status = Status.ASSERTED
    qualifier: str = ""
    represents: Iri | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Why a referent of a document was taken to be, or not to be, an entity.

    :param verdict: ``same``, ``different`` or ``unsure``.
    :param score: in [0, 1], the probability that the two are the same.
    :param by: ``rule`` or ``user`` (``data/identity.yaml``).
    """

    entity: Iri
    document: str
    name: str
    other: str
    verdict: str
    score: float
    reason: str
    by: str = "rule"

    @property
    def cited(self) -> str:
        """The document that has the other name, where the reason says so last: "the same name (in a.txt)"."""
        return self.reason.rpartition(" (in ")[2].removesuffix(")")


# The order that merges have of themselves; a tuple for each is compared in a fifth of the time.
merge_key = attrgetter(*(field.name for field in fields(Merge)))


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a build knows, every tuple sorted so that equal knowledge is equal bytes.

    Documents are kept without their items: these only serve the reading.
    """

    documents: tuple[Document, ...] = ()
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    merges: tuple[Merge, ...] = ()
