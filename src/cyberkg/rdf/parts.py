"""A graph written by its parts, the bytes of ``write_turtle``: what a briefing alone says is taken from the file before.

Of a briefing whose document, facts and entities are what they were, the blocks that no other briefing adds to (its
own, its marked parts, its claims and sentences) stand in the file before; these lie side by side there, as they sort by
its IRI. All else (people, participations, amounts) is written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import chain

import pyoxigraph as ox

from cyberkg.errors import InputError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Fact, Iri, Knowledge
from cyberkg.rdf import vocab
from cyberkg.rdf.claims import shared_triples
from cyberkg.rdf.encode import by_document, encode, encode_document, encode_entities, encode_merges
from cyberkg.rdf.iris import document_iri, entities_graph, identity_graph
from cyberkg.rdf.turtle import Names, Said, block, heading, natural, sort_key, write_turtle
from cyberkg.rdf.values import Triple

__all__ = ["Before", "Parts", "Places", "write_parts"]

_CLAIM, _DOCUMENT = "claim/", "document/"
_RUNS = 4  # a briefing's own block, its marked parts, its claims, its sentences
_Key = tuple[int, str, str, str]
_OBJECTS = (ox.NamedNode, ox.Literal)

Places = tuple[int, ...]
"""Where each run of a briefing's blocks begins and ends in the file, in bytes; the runs in the order of the file."""


@dataclass(frozen=True, slots=True)
class Before:
    """The file before, and where the parts of each briefing stand in it.

    :param places: by the digest of all that the part is made of.
    """

    turtle: bytes = field(default=b"", repr=False)
    places: Mapping[str, Places] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """A graph as written.

    :param turtle: the bytes of ``write_turtle``.
    :param places: what ``Before`` takes the next time; empty where the graph cannot be written by parts.
    :param anew: the quads of each named graph that may differ from the one before, by its IRI; empty where nothing
        is known of that, for all quads take more memory than what they are made of.
    :param kept: the IRIs of the other named graphs.
    """

    turtle: bytes = field(repr=False)
    places: Mapping[str, Places] = field(repr=False)
    anew: Mapping[str, list[ox.Quad]] = field(repr=False)
    kept: tuple[str, ...] = ()

    def quads(self, knowledge: Knowledge, base: str) -> Iterator[ox.Quad]:
        """Yield all quads of the knowledge that was written, in the order of ``encode``."""
        yield from encode(knowledge, base)


def write_parts(knowledge: Knowledge, base: str = DEFAULT_BASE, before: Before | None = None) -> Parts:
    """Write knowledge as Turtle.

    :param before: what an earlier call gave, with the same ``base`` and the same code.
    :raises CyberkgError: as ``encode`` does.
    """
    work = _Work(base, before or Before())
    for document, facts, mentions in by_document(knowledge):
        work.add(document, facts, mentions)
    for name, quads in (
        (entities_graph(base), encode_entities(knowledge.entities, base)),
        (identity_graph(base), encode_merges(knowledge.merges, base)),
    ):
        work.share(quad.triple for quad in work.note(name, quads))
    if not work.is_plain(knowledge):
        return Parts(write_turtle(encode(knowledge, base), base), {}, {})
    turtle, places = work.write()
    return Parts(turtle, places, work.anew, tuple(work.kept))


class _Work:
    """What is to be written so far: runs of blocks that one briefing owns, and what is said of all other subjects."""

    def __init__(self, base: str, before: Before) -> None:
        self.anew: dict[str, list[ox.Quad]] = {}
        self.kept: list[str] = []
        self._base = base
        self._before = before
        self._names = Names(base)
        self._shared: dict[str, Said] = {}
        self._runs: list[tuple[_Key, bytes, str]] = []
        self._told: set[tuple[str, str]] = set()
        self._own = True

    def add(self, document: Document, facts: list[Fact], mentions: list[Iri]) -> None:
        """Add a briefing's part."""
        iri = document_iri(self._base, document.name)
        self._told.add((iri, document.name))
        key = _key(document, facts, mentions, self._base)
        places = self._before.places.get(key)
        if places is not None:
            self.kept.append(iri)
            self.share(shared_triples(facts, self._base))
            runs = [self._before.turtle[at:end] for at, end in zip(places[::2], places[1::2], strict=True)]
        else:
            quads = self.note(iri, encode_document(document, facts, mentions, self._base))
            runs = self._written(iri, (quad.triple for quad in quads))
        self._runs += zip(_run_keys(iri), runs, [key] * _RUNS, strict=True)

    def note(self, name: str, quads: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
        """Note the quads of a named graph, where there is a graph before that they may differ from."""
        if not self._before.places:
            return quads
        self.anew[name] = list(quads)
        return self.anew[name]

    def share(self, triples: Iterable[Triple | ox.Triple]) -> None:
        """Add triples whose subjects are nobody's own."""
        for subject, predicate, value in triples:
            _say(self._shared, subject, predicate, value)

    def is_plain(self, knowledge: Knowledge) -> bool:
        """Tell whether no entity has an IRI like those of briefings and claims, and each part lies side by side."""
        for iri, name in self._told:
            said = self._shared.get(iri)
            if said is None:
                continue
            if said.keys() != {vocab.DCTERMS_IDENTIFIER} or {
                v.value for v in said[vocab.DCTERMS_IDENTIFIER]
            } != {name}:
                return False
            del self._shared[iri]  # the graph of decisions names the briefing, which says so itself
        taken = (f"{self._base}{_CLAIM}", f"{self._base}{_DOCUMENT}")
        ends = (
            end
            for f in knowledge.facts
            for end in (f.subject, f.object, f.represents)
            if isinstance(end, str)
        )
        return self._own and not any(iri.startswith(taken) for iri in chain(self._shared, ends))

    def write(self) -> tuple[bytes, dict[str, Places]]:
        """Give the file, and where the parts stand in it."""
        blocks = (
            (sort_key(iri, said), "".join(block(iri, said, self._names)).encode(), "")
            for iri, said in self._shared.items()
        )
        pieces = [self._names.header().encode()]
        at, group = len(pieces[0]), -1
        places: dict[str, list[int]] = {}
        for key, text, part in sorted(chain(self._runs, blocks)):
            if text and key[0] != group:
                group = key[0]
                pieces.append(heading(group).encode())
                at += len(pieces[-1])
            if part:
                places.setdefault(part, []).extend((at, at + len(text)))
            pieces.append(text)
            at += len(text)
        return b"".join(pieces), {part: tuple(found) for part, found in places.items()}

    def _written(self, iri: str, triples: Iterable[ox.Triple]) -> list[bytes]:
        """Write the blocks that a briefing owns as its runs, and share the rest."""
        own: dict[str, Said] = {}
        claims = f"{self._base}{_CLAIM}"
        for triple in triples:
            subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
            is_own = subject == iri or subject.startswith((f"{iri}#", claims))
            _say(own if is_own else self._shared, triple.subject, triple.predicate, triple.object)
        keys = _run_keys(iri)
        runs: list[list[str]] = [[] for _ in keys]
        for key, name in sorted((sort_key(name, said), name) for name, said in own.items()):
            run = next((n for n, first in enumerate(keys) if _is_in(key, first)), None)
            if run is None:
                self._own = False
                continue
            runs[run] += block(name, own[name], self._names)
        return ["".join(run).encode() for run in runs]


def _run_keys(iri: str) -> tuple[_Key, ...]:
    """Give what sorts the runs of a briefing among all blocks: nothing else lies between these and their blocks."""
    marked, claims, sentences = _groups()
    inside = natural(f"{iri}#")
    return (
        (marked, "", natural(iri), iri),
        (marked, "", inside, ""),
        (claims, inside, "", ""),
        (sentences, "", inside, ""),
    )


@cache
def _groups() -> tuple[int, int, int]:
    """Give the numbers of the groups of marked parts, claims and sentences."""
    types = (vocab.MARKED_PART, vocab.CLAIM, vocab.OA_SPECIFIC_RESOURCE)
    marked, claims, sentences = (sort_key("", {vocab.RDF_TYPE: {ox.NamedNode(name)}})[0] for name in types)
    return marked, claims, sentences


def _is_in(key: _Key, first: _Key) -> bool:
    """Tell whether a block is one of the run whose key this is."""
    if first[3]:
        return key == first
    anchored = bool(first[1])
    return key[0] == first[0] and (
        key[1].startswith(first[1]) if anchored else not key[1] and key[2].startswith(first[2])
    )


def _say(subjects: dict[str, Said], subject: object, predicate: ox.NamedNode, value: object) -> None:
    if not isinstance(subject, ox.NamedNode) or not isinstance(value, _OBJECTS):
        raise InputError("blank nodes and quoted triples have no place in the graph")
    said = subjects.setdefault(subject.value, {})
    name = predicate.value
    known = said.get(name)
    if known is None:
        said[name] = {value}
    else:
        known.add(value)


def _key(document: Document, facts: list[Fact], mentions: list[Iri], base: str) -> str:
    """Digest all that the part of a briefing is made of."""
    head = (document.name, document.title, document.date, document.source, document.sha256)
    made = repr((base, head, document.marking, document.parts, facts, sorted(set(mentions))))
    return sha256(made.encode("utf-8", "surrogatepass")).hexdigest()
