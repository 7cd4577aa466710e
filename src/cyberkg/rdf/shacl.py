"""The shapes run over a graph, one briefing at a time, so that the cost grows with the briefings alone.

A briefing is looked at together with what the graph knows of the entities it speaks of: their types and
names, and the few traits that a shape asks for wherever they are told (the date of an event, the victim of an
incident, the post of a person).

Source: Shapes Constraint Language, https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice

import pyoxigraph as ox

from cyberkg.errors import LimitError
from cyberkg.model import Iri
from cyberkg.rdf import vocab
from cyberkg.rdf.looking import Finding, Part, look, look_packed, pack
from cyberkg.rdf.resources import shapes_text

__all__ = ["SHAPES", "Finding", "Rule", "load_rules", "run_shapes"]

SHAPES = Iri("https://w3id.org/cyberkg/shapes#")
_SH = vocab.PREFIXES["sh"]
_TRAITS = frozenset(
    {
        vocab.AFFILIATED_WITH,
        vocab.EVENT_DATE,
        vocab.HOLDS_POST,
        vocab.INCIDENT_TYPE,
        vocab.SEM_HAS_EARLIEST_BEGIN_TIME_STAMP,
        vocab.SEM_HAS_LATEST_END_TIME_STAMP,
        vocab.VICTIM,
    }
)


_TOGETHER = 500  # identity decisions that are looked at in one go
_BATCH = 12_000  # triples that are looked at in one go; few cost a run each, many cost memory
_AHEAD = 3  # batches on their way for each process


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape: what is wrong where it is broken, and how bad that is: Violation, Warning or Info."""

    message: str
    severity: str


def load_rules() -> dict[Iri, Rule]:
    """Read message and severity of each rule of ``shapes.ttl``, those that are checked elsewhere included."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value, _ in ox.parse(shapes_text(), format=ox.RdfFormat.TURTLE):
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            told[subject.value][predicate.value] = value.value
    return {
        Iri(iri): Rule(said[f"{_SH}message"], said.get(f"{_SH}severity", f"{_SH}Violation").removeprefix(_SH))
        for iri, said in told.items()
        if f"{_SH}message" in said
    }


def run_shapes(quads: Iterable[ox.Quad], workers: int = 1) -> tuple[Finding, ...]:
    """Validate each briefing's graph with what is known of the entities in it, then all that is in none.

    :param quads: gone through several times; what can be gone through only once is held in memory for that. Of
        graphs that come in one piece each, as ``encode`` gives them, some are held at a time.
    :param workers: processes that look at them; the findings are the same for any number.
    :returns: the findings, sorted; a node that breaks a rule in the same way in several graphs is found in
        the first of them.
    :raises LimitError: where one of the processes is ended from outside.
    """
    stored = list(quads) if isinstance(quads, Iterator) else quads
    found: dict[tuple[str, str, str, str], Finding] = {}
    for finding in _look_at(_batches(_parts(stored)), workers):
        key = (finding.rule, finding.focus, finding.path, finding.value)
        found[key] = min(found.get(key, finding), finding)
    return tuple(sorted(found.values()))


def _batches(parts: Iterable[tuple[str, Iterable[ox.Triple]]]) -> Iterator[list[Part]]:
    batch: list[Part] = []
    size = 0
    for name, triples in parts:
        batch.append((name, list(triples)))
        size += len(batch[-1][1])
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _look_at(batches: Iterator[list[Part]], workers: int) -> Iterator[Finding]:
    """Look at batches, in as many processes as are wanted; a few batches are made ahead, not all of them."""
    if workers < 2:
        for batch in batches:
            yield from look(batch)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            made = (pool.submit(look_packed, pack(batch)) for batch in batches)
            waiting = deque(islice(made, _AHEAD * workers))
            while waiting:
                found = waiting.popleft().result()
                waiting.extend(islice(made, 1))
                yield from found
        except BrokenProcessPool as error:
            what = "a process that checks was ended from outside, perhaps for want of memory"
            raise LimitError(what, hint="check with fewer at a time (--workers 1)") from error


def _parts(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, Iterable[ox.Triple]]]:
    """Cut the graph into one part for each briefing and some, without a name, for what none speaks of."""
    pieces, briefings = _outline(quads)
    known: dict[str, list[ox.Triple]] = defaultdict(list)
    loose: dict[str, list[ox.Triple]] = defaultdict(list)
    for name, members in _by_graph(quads):
        for quad in members:
            if name not in briefings or quad.predicate.value in _TRAITS:
                triple, subject = quad.triple, _key(quad.subject)
                known[subject].append(triple)
                if name not in briefings:
                    loose[subject].append(triple)
    told: set[str] = set()
    for name, triples in _whole(quads, pieces, briefings):
        told |= _nodes(triples) & loose.keys()
        yield name, _with_context(triples, known)
    yield from (("", part) for part in _rest({s: t for s, t in loose.items() if s not in told}))


def _by_graph(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, Iterator[ox.Quad]]]:
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        yield graph.value if isinstance(graph, ox.NamedNode) else "", members


def _outline(quads: Iterable[ox.Quad]) -> tuple[Counter[str], frozenset[str]]:
    """Count the pieces that each graph comes in, and tell which graphs are those of briefings."""
    pieces: Counter[str] = Counter()
    briefings = set()
    briefing = ox.NamedNode(vocab.BRIEFING)
    for name, members in _by_graph(quads):
        pieces[name] += 1
        if any(q.object == briefing and q.predicate.value == vocab.RDF_TYPE for q in members):
            briefings.add(name)
    return pieces, frozenset(briefings)


def _whole(
    quads: Iterable[ox.Quad], pieces: Counter[str], briefings: frozenset[str]
) -> Iterator[tuple[str, list[ox.Triple]]]:
    """Give the graphs of briefings, each whole; those in several pieces last."""
    waiting: dict[str, list[ox.Triple]] = defaultdict(list)
    for name, members in _by_graph(quads):
        if name in briefings and pieces[name] > 1:
            waiting[name] += (quad.triple for quad in members)
        elif name in briefings:
            yield name, [quad.triple for quad in members]
    yield from waiting.items()


def _rest(loose: Mapping[str, list[ox.Triple]]) -> Iterator[list[ox.Triple]]:
    """Cut what no briefing speaks of: identity decisions, which grow with the graph and look at nothing else, aside."""
    decision = ox.NamedNode(vocab.IDENTITY_DECISION)
    decisions = [triples for triples in loose.values() if any(t.object == decision for t in triples)]
    aside = set(map(id, decisions))
    yield [triple for triples in loose.values() if id(triples) not in aside for triple in triples]
    for start in range(0, len(decisions), _TOGETHER):
        yield [triple for triples in decisions[start : start + _TOGETHER] for triple in triples]


def _key(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _with_context(triples: list[ox.Triple], known: Mapping[str, list[ox.Triple]]) -> Iterator[ox.Triple]:
    """Add what is known of each node that a triple touches, and of the nodes that this touches in turn.

    The way is short: traits lead from an incident to a person, from a person to an organisation, no further.
    """
    yield from triples
    seen: set[str] = set()
    touched = _nodes(triples)
    while touched:
        seen |= touched
        context = [triple for iri in touched for triple in known.get(iri, ())]
        yield from context
        touched = _nodes(context) - seen


def _nodes(triples: Iterable[ox.Triple]) -> set[str]:
    return {end.value for t in triples for end in (t.subject, t.object) if isinstance(end, ox.NamedNode)}
