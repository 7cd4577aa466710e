"""What is told of a thing, or by a briefing: facts in words, each with its sentences.

Facts that say the same in several sentences are one line. Facts that differ in value, status, title or in whom
somebody stood for are lines of their own, side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from cyberkg.errors import DamagedError
from cyberkg.rdf import vocab
from cyberkg.rdf.graph import Graph, Node
from cyberkg.serve.things import Briefing, Thing, Things
from cyberkg.terms import PREDICATES, LiteralKind, Status
from cyberkg.view.wording import days

__all__ = ["Line", "Sentence", "by_year", "in_order_of_text", "in_order_of_time", "read_lines"]

_NEVER = "9999"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands: offsets in characters of the briefing's text, half-open.

    :param confidence: in (0, 1], the probability that the fact read from it is right.
    """

    briefing: Briefing
    start: int
    end: int
    quote: str
    confidence: float
    reader: str


@dataclass(frozen=True, slots=True)
class Line:
    """A fact: who or what, the predicate in words, and a thing or a value.

    :param value: the value in words; empty where ``object`` is a thing.
    :param represents: whom the subject stood for.
    :param sentences: those that say it, the first one told first.
    :param when: the day, month, year or period of the event or incident it is about; empty where it is about
        none, or none is known.
    """

    subject: Thing
    predicate: str
    object: Thing | None
    value: str
    status: Status
    qualifier: str
    represents: Thing | None
    sentences: tuple[Sentence, ...]
    when: str

    @property
    def phrase(self) -> str:
        """The predicate in words."""
        return PREDICATES[self.predicate].phrase

    @property
    def confidence(self) -> float:
        """How sure the reader is of it: the best of its sentences."""
        return max(sentence.confidence for sentence in self.sentences)

    @property
    def told(self) -> str:
        """The day or period of the first briefing that tells it; empty where none has one."""
        return min((s.briefing.date for s in self.sentences if s.briefing.date), default="")

    @property
    def places(self) -> tuple[tuple[str, int, int], ...]:
        """Where its sentences stand: briefing, start, end."""
        return tuple(sorted({(s.briefing.iri, s.start, s.end) for s in self.sentences}))

    def others(self, thing: Thing) -> list[Thing]:
        """The things it links a thing to."""
        ends = (self.subject, self.object, self.represents)
        return [end for end in ends if end is not None and end.iri != thing.iri]


def read_lines(triples: Iterable[ox.Triple], things: Things, seen_from: str = "") -> list[Line]:
    """Put the claims among the triples of ``description.rq`` together as lines.

    :param seen_from: IRI of the thing whose page they are for: its own dates do not date them.
    :raises DamagedError: where a claim lacks a part, or speaks of a thing, a briefing or a predicate that the
        graph does not know.
    """
    graph = Graph(ox.Quad(*triple) for triple in triples)
    groups: dict[tuple[str, ...], set[Sentence]] = {}
    for claim in graph.of_type(vocab.CLAIM):
        says = (claim.one(vocab.RDF_SUBJECT), claim.one(vocab.RDF_PREDICATE), claim.one(vocab.RDF_OBJECT))
        how = (claim.one(vocab.STATUS), claim.find(vocab.QUALIFIER) or "", claim.find(vocab.REPRESENTS) or "")
        groups.setdefault((*says, *how), set()).add(_sentence(claim, graph, things))
    return [_line(key, groups[key], graph, things, seen_from) for key in sorted(groups)]


def _line(
    key: tuple[str, ...], sentences: Iterable[Sentence], graph: Graph, things: Things, seen_from: str
) -> Line:
    subject, predicate, target, status, qualifier, represents = key
    name = predicate.removeprefix(vocab.PREFIXES["ckg"])
    if name not in PREDICATES:
        raise DamagedError("a fact has a predicate that nobody knows", where=predicate)
    kind = PREDICATES[name].literal
    ends = (_thing(subject, things), None if kind else _thing(target, things))
    return Line(
        subject=ends[0],
        predicate=name,
        object=ends[1],
        value=_in_words(graph.at(target).find(vocab.RDF_VALUE) or target, kind) if kind else "",
        status=Status(status.rpartition("status-")[2]),
        qualifier=qualifier,
        represents=_thing(represents, things) if represents else None,
        sentences=tuple(sorted(sentences, key=_in_time)),
        when=next((d for end in reversed(ends) if end and end.iri != seen_from for d in end.dates), ""),
    )


def _thing(iri: str, things: Things) -> Thing:
    if iri not in things.by_iri:
        raise DamagedError("a fact speaks of something that the graph does not have", where=iri)
    return things.by_iri[iri]


def _sentence(claim: Node, graph: Graph, things: Things) -> Sentence:
    document = claim.one(vocab.PROV_WAS_QUOTED_FROM)
    if document not in things.briefing_by_iri:
        raise DamagedError("a fact cites a briefing that the graph does not have", where=document)
    passage = Node(claim.one(vocab.EVIDENCE))
    for selector in graph.at(passage.iri).all(vocab.OA_HAS_SELECTOR):
        passage.values.update(graph.at(selector).values)
    reading = graph.at(claim.one(vocab.PROV_WAS_GENERATED_BY))
    return Sentence(
        briefing=things.briefing_by_iri[document],
        start=int(passage.number(vocab.OA_START)),
        end=int(passage.number(vocab.OA_END)),
        quote=passage.one(vocab.OA_EXACT),
        confidence=claim.number(vocab.CONFIDENCE),
        reader=graph.at(reading.one(vocab.PROV_WAS_ASSOCIATED_WITH)).one(vocab.RDFS_LABEL),
    )


def _in_time(sentence: Sentence) -> tuple[str, float, str, int, int, str]:
    briefing = sentence.briefing
    place = briefing.name, sentence.start, sentence.end, sentence.reader
    return briefing.date or _NEVER, -sentence.confidence, *place


def _in_words(value: str, kind: LiteralKind) -> str:
    """Write a value as people do: dates with words between, large numbers with separators."""
    if kind is LiteralKind.DATE:
        return value.replace("/", " to ")
    number, blank, unit = value.partition(" ")
    if kind is not LiteralKind.TEXT and number.isascii() and number.isdigit() and len(number) < 16:
        return f"{int(number):,}{blank}{unit}"
    return value


def in_order_of_time(lines: Iterable[Line]) -> list[Line]:
    """Sort lines by when they were, or else by when they were told; what has no date comes last."""
    order = list(PREDICATES)
    return sorted(lines, key=lambda x: (_first_day(x), order.index(x.predicate), x.subject.label, x.value))


def by_year(lines: Iterable[Line]) -> list[tuple[str, list[list[Line]]]]:
    """Cut lines that are in order of time into years, an empty one for what has no date.

    :returns: years with their lines, those of one time that rest on the same sentences together.
    """
    years: dict[str, dict[tuple[object, ...], list[Line]]] = {}
    for line in lines:
        day = _first_day(line)
        bundles = years.setdefault("" if day == _NEVER else day[:4], {})
        bundles.setdefault((day, line.when, line.places), []).append(line)
    return [(year, list(bundles.values())) for year, bundles in years.items()]


def _first_day(line: Line) -> str:
    for date in (line.when, line.told):
        if found := days(date):
            return found[0]
    return _NEVER


def in_order_of_text(lines: Iterable[Line]) -> list[tuple[Thing, list[Line]]]:
    """Sort the lines of one briefing by where their sentences stand, those in a row about one thing together."""
    ordered = sorted(lines, key=lambda line: min((s.start, s.end) for s in line.sentences))
    runs = (list(run) for _, run in groupby(ordered, key=lambda line: line.subject.iri))
    return [(run[0].subject, run) for run in runs]
