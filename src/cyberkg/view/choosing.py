"""Which things are on a page: the best connected, up to a number of them and a weight of their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["choose", "line_of", "listed", "weights"]

# About what rows of a page weigh beside their words, in bytes. Weighed on graphs of 60 to 20,000 things: 5 % off.
_NODE, _FACT, _EVIDENCE, _SENTENCE, _DOCUMENT, _NUMBER = 170, 115, 15, 22, 60, 6

_LISTED = 100  # briefings that name one thing; of a country there are more of these than of things on a page
_MANY, _LISTED_OF_MANY = 20_000, 3  # where there are more of them, their lists would weigh more than all else


def line_of(subject: str, target: str, fact: Mapping[str, Any]) -> tuple[str, ...]:
    """What facts between two things must have in common to be one line."""
    return (subject, target, fact["predicate"], fact["status"], fact["qualifier"], fact["represents"])


def listed(names: Sequence[str], documents: Mapping[str, Mapping[str, str]]) -> Sequence[str]:
    """Tell which of the briefings that name a thing stand with it: all, or of very many the newest, in the same order.

    :param documents: what is known of each briefing of the graph, by name.
    """
    most = _LISTED if len(documents) <= _MANY else _LISTED_OF_MANY
    if len(names) <= most:
        return names
    newest = sorted(names, key=lambda name: (documents.get(name, {}).get("start", ""), name), reverse=True)
    kept = frozenset(newest[:most])
    return [name for name in names if name in kept]


def choose(
    graph: nx.MultiDiGraph[str], most: int, most_bytes: int | None, first: tuple[str, ...]
) -> list[str]:
    """Keep what must be there, then the best connected.

    :param most: nodes at the most.
    :param most_bytes: about how many bytes their rows may weigh; None for any number.
    :param first: nodes that must be there.
    :returns: their IRIs, sorted.
    """
    degree = dict(graph.degree())
    ranked = sorted(graph, key=lambda iri: (iri not in first, -degree[iri], iri))[:most]
    if most_bytes is not None:
        light = sum(1 for _ in takewhile(most_bytes.__ge__, accumulate(weights(graph, ranked))))
        ranked = ranked[: max(light, len(first), 1)]
    return sorted(ranked)


def weights(graph: nx.MultiDiGraph[str], ranked: list[str]) -> Iterator[int]:
    """Tell for each node about how many bytes it adds to a page that holds those before it."""
    known = {document["name"]: document for document in graph.graph["documents"]}
    unweighed = dict(known)
    kept: set[str] = set()
    lines: set[tuple[str, ...]] = set()
    told: set[tuple[str, int, int]] = set()
    for iri in ranked:
        node = graph.nodes[iri]
        kept.add(iri)
        weight = _NODE + _length(iri, node["label"], *node["aliases"], *node["links"])
        named = listed(node["documents"], known)
        weight += _NUMBER * len(named)
        around = [*graph.out_edges(iri, data=True), *graph.in_edges(iri, data=True)]
        edges = [(*line_of(one, other, fact), fact) for one, other, fact in around if {one, other} <= kept]
        values = [
            (iri, fact["predicate"], fact["value"], fact["status"], fact["qualifier"], fact)
            for fact in node["facts"]
        ]
        for *line, fact in (*edges, *values):
            if tuple(line) not in lines:
                lines.add(tuple(line))
                weight += _FACT + _length(fact["qualifier"], fact.get("value", ""))
            weight += _EVIDENCE
            place = (fact["document"], fact["start"], fact["end"])
            if place not in told:
                told.add(place)
                weight += _SENTENCE + _length(fact["quote"])
        for name in (*named, *(fact["document"] for *_, fact in (*edges, *values))):
            if name in unweighed:
                weight += _DOCUMENT + _length(*unweighed.pop(name).values())
        yield weight


def _length(*words: str) -> int:
    return sum(len(word.encode("utf-8", "replace")) for word in words)
