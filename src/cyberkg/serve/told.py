"""What a briefing tells: facts in words, each with its sentences.

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
from cyberkg.report.cited.wording import day_words
from cyberkg.serve.things import Thing, Things
from cyberkg.terms import PREDICATES, LiteralKind, Status

__all__ = ["Line", "Sentence", "in_order_of_text", "read_lines"]


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence and where it stands: offsets in characters of the briefing's text, half-open."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """A fact: who or what, the predicate in words, and a thing or a value.

    :param value: the value in words; empty where ``object`` is a thing.
    :param represents: whom the subject stood for.
    :param sentences: those that say it, in the order of the text.
    """

    subject: Thing
    predicate: str
    object: Thing | None
    value: str
    status: Status
    qualifier: str
    represents: Thing | None
    sentences: tuple[Sentence, ...]

    @property
    def phrase(self) -> str:
        """The predicate in words."""
        return PREDICATES[self.predicate].phrase


def read_lines(triples: Iterable[ox.Triple], things: Things) -> list[Line]:
    """Put the claims among the triples of ``description.rq`` together as lines.

    :raises DamagedError: where a claim lacks a part, or speaks of a thing or a predicate that the graph does
        not know.
    """
    graph = Graph(ox.Quad(*triple) for triple in triples)
    groups: dict[tuple[str, ...], set[Sentence]] = {}
    for claim in graph.of_type(vocab.CLAIM):
        says = (claim.one(vocab.RDF_SUBJECT), claim.one(vocab.RDF_PREDICATE), claim.one(vocab.RDF_OBJECT))
        how = (claim.one(vocab.STATUS), claim.find(vocab.QUALIFIER) or "", claim.find(vocab.REPRESENTS) or "")
        groups.setdefault((*says, *how), set()).add(_sentence(claim, graph))
    return [_line(key, groups[key], graph, things) for key in sorted(groups)]


def _line(key: tuple[str, ...], sentences: Iterable[Sentence], graph: Graph, things: Things) -> Line:
    subject, predicate, target, status, qualifier, represents = key
    name = predicate.removeprefix(vocab.PREFIXES["ckg"])
    if name not in PREDICATES:
        raise DamagedError("a fact has a predicate that nobody knows", where=predicate)
    kind = PREDICATES[name].literal
    return Line(
        subject=_thing(subject, things),
        predicate=name,
        object=None if kind else _thing(target, things),
        value=_in_words(graph.at(target).find(vocab.RDF_VALUE) or target, kind) if kind else "",
        status=Status(status.rpartition("status-")[2]),
        qualifier=qualifier,
        represents=_thing(represents, things) if represents else None,
        sentences=tuple(sorted(sentences)),
    )


def _thing(iri: str, things: Things) -> Thing:
    if iri not in things.by_iri:
        raise DamagedError("a fact speaks of something that the graph does not have", where=iri)
    return things.by_iri[iri]


def _sentence(claim: Node, graph: Graph) -> Sentence:
    passage = Node(claim.one(vocab.EVIDENCE))
    for selector in graph.at(passage.iri).all(vocab.OA_HAS_SELECTOR):
        passage.values.update(graph.at(selector).values)
    start, end = int(passage.number(vocab.OA_START)), int(passage.number(vocab.OA_END))
    return Sentence(start, end, passage.one(vocab.OA_EXACT))


def _in_words(value: str, kind: LiteralKind) -> str:
    """Write a value as people do: days by the names of their months, large numbers with separators."""
    if kind is LiteralKind.DATE:
        return day_words(value)
    number, blank, unit = value.partition(" ")
    if kind is not LiteralKind.TEXT and number.isascii() and number.isdigit() and len(number) < 16:
        return f"{int(number):,}{blank}{unit}"
    return value


def in_order_of_text(lines: Iterable[Line]) -> list[tuple[Thing, list[Line]]]:
    """Sort the lines of one briefing by where their sentences stand, those in a row about one thing together."""
    ordered = sorted(lines, key=lambda line: min((s.start, s.end) for s in line.sentences))
    runs = (list(run) for _, run in groupby(ordered, key=lambda line: line.subject.iri))
    return [(run[0].subject, run) for run in runs]
