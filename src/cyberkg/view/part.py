"""A part of the graph: what lies around some things, of some types, in some stretch of time.

The page and the pictures hold the part alone and tell what they leave out: so a picture of one event can be
handed on without the rest, and a graph that no browser could draw can be drawn piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cyberkg.errors import UsageError
from cyberkg.terms import EntityType, Status
from cyberkg.view.wording import clean, days

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Part", "part_of", "when_of"]

_DATABLE = frozenset({EntityType.EVENT, EntityType.INCIDENT})
_EVER = ("0000-00-00", "9999-99-99")  # earlier and later than any day


@dataclass(frozen=True, slots=True)
class Part:
    """What to draw of a graph; the one with no arguments is all of it.

    Time is looked at first, then types, then steps: the steps go over what is left.

    :param focus: IRIs of the things in the middle; all things where there are none.
    :param hops: steps from them, over facts in either direction; at least 1.
    :param types: the types to keep; all where there are none. Things in the middle are kept in any case.
    :param start: first day of a stretch of time, as ISO 8601 prefix (``2023-09``), empty where it is open. Kept
        are events and incidents of that time, what they are linked to, and undated facts between these.
    :param end: its last day, in the same way.
    """

    focus: tuple[str, ...] = ()
    hops: int = 1
    types: frozenset[EntityType] = frozenset()
    start: str = ""
    end: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.focus or self.types or self.start or self.end)

    def bounds(self) -> tuple[str, str]:
        """First and last day of the stretch of time.

        :raises UsageError: where an end is no date, or the stretch ends before it begins.
        """
        first, last = _bound(self.start, 0), _bound(self.end, 1)
        if first > last:
            raise UsageError(f"the time from {self.start} to {self.end} is none", hint="swap its ends")
        return first, last

    def in_words(self, graph: nx.MultiDiGraph[str]) -> str:
        """Say what the part is: "around INTERPOL, 2 steps; people and events; 2023 to 2024-03"."""
        from cyberkg.view.theme import LOOKS

        told = []
        if self.focus:
            names = [clean(graph.nodes[iri]["label"]) for iri in self.focus[:3]]
            more = [f"{len(self.focus) - 3} more"] if len(self.focus) > 3 else []
            told.append(f"around {_listed(names + more)}, {self.hops} step{'s' if self.hops > 1 else ''}")
        if self.types:
            told.append(_listed([LOOKS[kind].plural.lower() for kind in EntityType if kind in self.types]))
        if self.start or self.end:
            ends = f"from {self.start}" * bool(self.start), f"to {self.end}" * bool(self.end)
            told.append(" ".join(filter(None, ends)))
        return "; ".join(told)


def part_of(graph: nx.MultiDiGraph[str], part: Part) -> nx.MultiDiGraph[str]:
    """Cut a part out of a graph of ``project``; ``graph`` stays as it is.

    :raises UsageError: where the stretch of time is none, or nothing is left.
    """
    if part.is_all:
        return graph
    kept, edges = set(graph), list(graph.edges(keys=True))
    if part.start or part.end:
        kept, edges = _in_time(graph, part.bounds())
    if part.types:
        kept = {iri for iri in kept if graph.nodes[iri]["type"] in part.types or iri in part.focus}
        edges = [edge for edge in edges if edge[0] in kept and edge[1] in kept]
    if part.focus:
        kept = _reach(part.focus, part.hops, edges)
        edges = [edge for edge in edges if edge[0] in kept and edge[1] in kept]
    if not kept:
        raise UsageError("nothing in this graph is of that kind and time", hint="ask for less")
    return _cut(graph, kept, edges)


def _cut(
    graph: nx.MultiDiGraph[str], kept: set[str], edges: list[tuple[str, str, str]]
) -> nx.MultiDiGraph[str]:
    """Copy these nodes and edges in the order in which the graph has them."""
    import networkx as nx

    smaller: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    smaller.add_nodes_from((iri, data) for iri, data in graph.nodes(data=True) if iri in kept)
    for a, b, key in edges:
        smaller.add_edge(a, b, key=key, **graph.edges[a, b, key])
    return smaller


def _in_time(
    graph: nx.MultiDiGraph[str], bounds: tuple[str, str]
) -> tuple[set[str], list[tuple[str, str, str]]]:
    when = {iri: when_of(node["facts"]) for iri, node in graph.nodes(data=True)}

    def meets(period: tuple[str, str] | None) -> bool:
        return period is not None and period[0] <= bounds[1] and bounds[0] <= period[1]

    dated = {
        iri
        for iri, node in graph.nodes(data=True)
        if node["type"] in _DATABLE and meets(when[iri])
    }  # fmt: skip
    banned = {iri for iri, node in graph.nodes(data=True) if node["type"] in _DATABLE} - dated
    edges = [edge for edge in graph.edges(keys=True) if edge[0] not in banned and edge[1] not in banned]
    kept = dated.union(*(edge[:2] for edge in edges if edge[0] in dated or edge[1] in dated))
    return kept, [edge for edge in edges if edge[0] in kept and edge[1] in kept]


def _reach(centres: Iterable[str], hops: int, edges: Iterable[tuple[str, str, str]]) -> set[str]:
    beside: dict[str, set[str]] = {}
    for a, b, _ in edges:
        beside.setdefault(a, set()).add(b)
        beside.setdefault(b, set()).add(a)
    near = set(centres)
    rim = near
    for _ in range(hops):
        rim = {other for iri in rim for other in beside.get(iri, ())} - near
        near = near | rim
    return near


def when_of(facts: Iterable[Mapping[str, Any]]) -> tuple[str, str] | None:
    """Find the first and the last day of all dates that the facts of a node give, apart from those denied."""
    known = [
        period
        for fact in facts
        if fact["kind"] == "date" and fact["status"] != Status.DENIED and (period := days(fact["value"]))
    ]
    return (min(start for start, _ in known), max(end for _, end in known)) if known else None


def _bound(text: str, side: int) -> str:
    if not text:
        return _EVER[side]
    period = days(text) if "/" not in text else None
    if period is None:
        raise UsageError(
            f"{text!r} is no date", hint="write a year, a month or a day: 2023, 2023-09, 2023-09-13"
        )
    return period[side]


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
