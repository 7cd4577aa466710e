"""A graph written by its parts, the bytes of ``write_turtle``: what a briefing alone says is taken from the file before.

Of a briefing whose document, facts and entities are what they were, the blocks that no other briefing adds to (its
own, its marked parts, its claims and sentences) stand in the file before; these lie side by side there, as they sort by
its IRI. Of all else (people, participations, amounts) the blocks are written anew that a briefing adds to that has
changed, came or went, or whose entity or decision did; the others stand in the file before, too.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from hashlib import sha256
from itertools import chain
from operator import attrgetter

import pyoxigraph as ox

from cyberkg.errors import InputError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Merge
from cyberkg.rdf import vocab
from cyberkg.rdf.claims import reader_triples, shared_triples
from cyberkg.rdf.encode import (
    by_document,
    decision_iri,
    encode,
    encode_document,
    encode_entities,
    encode_merges,
)
from cyberkg.rdf.iris import document_iri, entities_graph, identity_graph, node_iri
from cyberkg.rdf.places import Before, Blocks, Layout, Places, base_print
from cyberkg.rdf.turtle import Names, Said, block, natural, sort_key, write_turtle
from cyberkg.rdf.values import Triple

__all__ = ["Before", "Parts", "write_parts"]

_CLAIM, _DOCUMENT = "claim/", "document/"
_DECISION = "d"
_MANY = 4  # where one block of so many is to be written anew, all are: each has to be read to find its place
_FEW = 100  # so many changed briefings are held to tell what differs, however many there are in all
_PACKED = 20_000  # of more briefings what is written so far lies packed: it is the larger part of the memory that takes
_RUNS = 4  # a briefing's own block, its marked parts, its claims, its sentences
_Key = tuple[int, str, str, str]
_OBJECTS = (ox.NamedNode, ox.Literal)
# All that a fact says, with its sentence: as a tuple it is written in a third of the time that dataclasses take.
_TOLD = attrgetter(
    *(field.name for field in fields(Fact) if field.name != "evidence"),
    *(f"evidence.{field.name}" for field in fields(Evidence)),
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A graph as written.

    :param turtle: the bytes of ``write_turtle``.
    :param places: what ``Before`` takes the next time; without runs where the graph cannot be written by parts.
    :param anew: the quads of each briefing's named graph that may differ from the one before, by its IRI; empty where
        nothing is known of that or many differ, for quads take more memory than what they are made of.
    :param kept: the IRIs of the other briefings' named graphs.
    :param partly: for each of the other named graphs, by its IRI, the subjects of which it may say something else than
        before, and all that it says of these; empty where nothing is known of that.
    """

    turtle: bytes = field(repr=False)
    places: Places = field(repr=False)
    anew: Mapping[str, list[ox.Quad]] = field(repr=False)
    kept: tuple[str, ...] = ()
    partly: Mapping[str, tuple[frozenset[Iri], list[ox.Quad]]] = field(default_factory=dict, repr=False)

    def quads(self, knowledge: Knowledge, base: str) -> Iterator[ox.Quad]:
        """Yield all quads of the knowledge that was written, in the order of ``encode``."""
        yield from encode(knowledge, base)


def write_parts(knowledge: Knowledge, base: str = DEFAULT_BASE, before: Before | None = None) -> Parts:
    """Write knowledge as Turtle.

    :param before: what an earlier call gave, with the same code; of no use where the base was another.
    :raises CyberkgError: as ``encode`` does.
    """
    work = _Work(base, before or Before(), packs=len(knowledge.documents) > _PACKED)
    for document, facts, mentions in by_document(knowledge):
        work.add(document, facts, mentions)
    work.share_rest(knowledge)
    written = work.write() if work.is_plain(knowledge) else None
    if written is None:
        return Parts(write_turtle(encode(knowledge, base), base), Places(), {})
    return Parts(*written, work.anew, tuple(work.kept) if work.differs else (), work.partly)


class _Work:
    """What is to be written so far: runs of blocks that one briefing owns, and what is said of all other subjects."""

    def __init__(self, base: str, before: Before, *, packs: bool = False) -> None:
        self.anew: dict[str, list[ox.Quad]] = {}
        self.kept: list[str] = []
        self.partly: dict[str, tuple[frozenset[Iri], list[ox.Quad]]] = {}
        self._base = base
        self._before = before if before.places.base == base_print(base) else Before()
        self.differs = bool(self._before.places.runs)
        self._names = Names(base)
        self._old = Blocks(self._before, self._names.header().encode())
        self._shared: dict[str, Said] = {}
        self._blocks: list[tuple[_Key, str, bytes]] = []
        self._runs: list[tuple[_Key, bytes, str]] = []
        self._told: dict[str, str] = {}
        self._kept_facts: dict[str, list[Fact]] = {}
        self._adds: dict[str, set[str]] = {}
        self._prints: dict[str, str] = {}
        self._dropped: set[int] = set()
        self._ends: set[str] = set()
        self._own = True
        self._packs = packs

    def add(self, document: Document, facts: list[Fact], mentions: list[Iri]) -> None:
        """Add a briefing's part."""
        iri = document_iri(self._base, document.name)
        self._told[iri] = document.name
        key = _key(document, facts, mentions)
        places = self._before.places.runs.get(key)
        if places is not None:
            self.kept.append(iri)
            self._kept_facts[key] = facts
            runs = [self._before.turtle[at:end] for at, end in zip(places[::2], places[1::2], strict=True)]
        else:
            quads: Iterable[ox.Quad] = encode_document(document, facts, mentions, self._base)
            if self.differs:
                quads = self.anew[iri] = list(quads)
                self._count()
            runs, self._adds[key] = self._written(iri, (quad.triple for quad in quads))
            ends = (end for f in facts for end in (f.subject, f.object, f.represents))
            self._ends.update(end for end in ends if isinstance(end, str))
        if self._packs:
            runs = [zlib.compress(run, 1) if run else run for run in runs]
        self._runs += zip(_run_keys(iri), runs, [key] * _RUNS, strict=True)

    def _count(self) -> None:
        """Let go of what differs where that is much: it takes more memory than all else, and spares no work."""
        if len(self.anew) > _FEW and _MANY * len(self.anew) > len(self._before.places.runs):
            self.differs = False
            self.anew.clear()

    def share_rest(self, knowledge: Knowledge) -> None:
        """Add what is said of all subjects that are nobody's own, as far as it may not be what it was."""
        entities = {self._names.iri(entity.iri): entity for entity in knowledge.entities}
        decisions = {self._names.iri(decision_iri(merge, self._base)): merge for merge in knowledge.merges}
        self._own = self._own and len(entities) == len(knowledge.entities)
        self._prints = {name: _print(entity) for name, entity in entities.items()}
        for name in decisions:
            self._prints[name] = self._prints.get(name, "") + _DECISION
        before = {
            name: told for name, told in zip(self._old.names, self._old.places.prints, strict=True) if told
        }
        changed = {name for name, _ in before.items() ^ self._prints.items()}
        touched = {self._names.iri(iri) for iri in self._shared} | changed
        gone = self._before.places.runs.keys() - self._kept_facts.keys()
        numbers = {number for key in gone for number in self._before.places.said[key]}
        touched.update(self._old.names[number] for number in numbers)
        numbers.update(self._old.numbers[name] for name in touched if name in self._old.numbers)
        whole = _MANY * len(numbers) >= len(self._old)
        self._dropped = set(range(len(self._old))) if whole else numbers
        readers = {} if whole else self._readers(before.keys() | entities.keys())
        wanted = numbers.difference(self._old.numbers[name] for name in readers if name in self._old.numbers)
        for key, facts in self._kept_facts.items():
            if whole or not wanted.isdisjoint(self._before.places.said[key]):
                triples = shared_triples(facts, self._base)
                self._share(t for t in triples if whole or self._names.iri(t[0].value) in touched)
        for name in touched & readers.keys():
            self._share(reader_triples(readers[name], self._base))
        things = [entities[name] for name in sorted(entities.keys() if whole else touched & entities.keys())]
        merges = [
            decisions[name] for name in sorted(decisions.keys() if whole else touched & decisions.keys())
        ]
        self._share(quad.triple for quad in encode_entities(things, self._base))
        self._decide(merges)
        if not self.differs:
            return
        if not whole:
            self._differ(changed, entities, decisions)
        else:
            self.anew[entities_graph(self._base)] = list(encode_entities(things, self._base))
            self.anew[identity_graph(self._base)] = list(encode_merges(merges, self._base))

    def _readers(self, things: Collection[str]) -> dict[str, str]:
        """Give the readers of the facts that stay, by name in the file: what is said of one takes no look at its facts.

        :param things: names of entities, which a user may give any IRI; a reader that is one of them is left out.
        """
        found = {fact.reader for facts in self._kept_facts.values() for fact in facts}
        named = {self._names.iri(node_iri(self._base, "reader", reader)): reader for reader in found}
        return {name: reader for name, reader in named.items() if name not in things}

    def _decide(self, merges: Iterable[Merge]) -> None:
        """Add decisions, each written at once, for nothing else is said of it; as triples they take ten times the memory."""
        for merge in merges:
            iri = decision_iri(merge, self._base)
            said: dict[str, Said] = {} if iri not in self._shared else self._shared
            decision = ox.NamedNode(iri)
            for quad in encode_merges([merge], self._base):
                own = said if quad.subject == decision else self._shared
                _say(own, quad.subject, quad.predicate, quad.object)
            if said is not self._shared:
                self._blocks.append(self._block(iri, said[iri]))

    def _block(self, iri: str, said: Said) -> tuple[_Key, str, bytes]:
        """Write what is said of a subject: what sorts it, its name in the file, its bytes."""
        return sort_key(iri, said), self._names.iri(iri), "".join(block(iri, said, self._names)).encode()

    def _differ(
        self, changed: set[str], entities: Mapping[str, Entity], decisions: Mapping[str, Merge]
    ) -> None:
        """Note what may differ in the graphs of entities and of decisions."""
        things = [entities[name] for name in changed & entities.keys()]
        merges = [decisions[name] for name in changed & decisions.keys()]
        old = [self._old.said(self._old.numbers[name]) for name in changed if name in self._old.numbers]
        subjects = {*(iri for iri, _ in old), *(entity.iri for entity in things)}
        name = entities_graph(self._base)
        self.partly[name] = frozenset(subjects), list(encode_entities(things, self._base))
        subjects.update(decision_iri(merge, self._base) for merge in merges)
        cited = {value.value for _, said in old for value in said.get(vocab.DCTERMS_SOURCE, ())}
        cited |= {document_iri(self._base, merge.document) for merge in merges if merge.document}
        subjects.update(map(Iri, cited))
        # The graph of decisions names each briefing once, whichever of its decisions it is that stays.
        one = {merge.document: merge for merge in decisions.values() if merge.document}
        named = [merge for name, merge in one.items() if document_iri(self._base, name) in cited]
        quads = {*encode_merges([*merges, *named], self._base)}
        told = [
            quad
            for quad in quads
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in subjects
        ]
        self.partly[identity_graph(self._base)] = frozenset(subjects), told

    def _share(self, triples: Iterable[Triple | ox.Triple]) -> None:
        """Add triples whose subjects are nobody's own."""
        for subject, predicate, value in triples:
            _say(self._shared, subject, predicate, value)

    def is_plain(self, knowledge: Knowledge) -> bool:
        """Tell whether no entity has an IRI like those of briefings and claims, and each part lies side by side."""
        for iri, name in self._told.items():
            said = self._shared.get(iri)
            if said is None:
                continue
            if said.keys() != {vocab.DCTERMS_IDENTIFIER} or {
                v.value for v in said[vocab.DCTERMS_IDENTIFIER]
            } != {name}:
                return False
            del self._shared[iri]  # the graph of decisions names the briefing, which says so itself
        taken = (f"{self._base}{_CLAIM}", f"{self._base}{_DOCUMENT}")
        entities = (entity.iri for entity in knowledge.entities)
        return self._own and not any(
            iri.startswith(taken) for iri in chain(self._shared, entities, self._ends)
        )

    def write(self) -> tuple[bytes, Places] | None:
        """Give the file, and where everything stands in it; None where blocks stand among those of briefings."""
        blocks = sorted(chain(self._blocks, self._rest()))
        if any(key[0] in _groups() for key, _, _ in blocks):
            return None
        layout = Layout(self._old, self._dropped)
        at = 0
        for key, name, text in blocks:
            if len(self._dropped) < len(self._old):
                number = bisect_left(range(len(self._old)), key, lo=at, key=self._old.key)
                layout.keep(at, number)
                at = number
            layout.write(key[0], name, text)
        layout.keep(at, len(self._old))
        unpack = zlib.decompress if self._packs else bytes
        turtle, runs = layout.file(self._names.header(), sorted(self._runs), unpack)
        numbers = {name: number for number, name in enumerate(layout.names)}
        new = {number: numbers[name] for number, name in enumerate(self._old.names) if name in numbers}
        said = {key: [new[n] for n in self._before.places.said[key]] for key in self._kept_facts}
        said |= {key: sorted(numbers[name] for name in names) for key, names in self._adds.items()}
        prints = [self._prints.get(name, "") for name in layout.names]
        places = Places(base_print(self._base), runs, said, layout.lengths, layout.groups, prints)
        return turtle, places

    def _rest(self) -> Iterator[tuple[_Key, str, bytes]]:
        """Write what is shared, and let go of it: as triples it takes several times the memory of its bytes."""
        while self._shared:
            yield self._block(*self._shared.popitem())

    def _written(self, iri: str, triples: Iterable[ox.Triple]) -> tuple[list[bytes], set[str]]:
        """Write the blocks that a briefing owns as its runs, and share the rest; give the runs, and the names of these."""
        own: dict[str, Said] = {}
        others: set[str] = set()
        claims = f"{self._base}{_CLAIM}"
        for triple in triples:
            subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
            is_own = subject == iri or subject.startswith((f"{iri}#", claims))
            _say(own if is_own else self._shared, triple.subject, triple.predicate, triple.object)
            if not is_own:
                others.add(subject)
        keys = _run_keys(iri)
        runs: list[list[str]] = [[] for _ in keys]
        for key, name in sorted((sort_key(name, said), name) for name, said in own.items()):
            run = next((n for n, first in enumerate(keys) if _is_in(key, first)), None)
            if run is None:
                self._own = False
                continue
            runs[run] += block(name, own[name], self._names)
        return ["".join(run).encode() for run in runs], {self._names.iri(other) for other in others}


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


def _key(document: Document, facts: list[Fact], mentions: list[Iri]) -> str:
    """Digest all that the part of a briefing is made of, but the base: of another base nothing is taken over."""
    head = (document.name, document.title, document.date, document.source, document.sha256)
    made = repr((head, document.marking, document.parts, [*map(_TOLD, facts)], sorted(set(mentions))))
    return sha256(made.encode()).hexdigest()


def _print(entity: Entity) -> str:
    """Digest all that is said of an entity itself."""
    made = (entity.type, entity.label, entity.aliases, entity.acronyms, entity.links, entity.former)
    return sha256(repr(made).encode()).hexdigest()[:32]
