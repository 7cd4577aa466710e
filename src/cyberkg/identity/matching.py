"""One pass over the nodes of a type: profiles, bundles, pairs, clusters; and for each node the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cyberkg.identity import person_name
from cyberkg.identity.authorities import held_apart, in_graph, link_edges, sides
from cyberkg.identity.blocking import bundles, candidates
from cyberkg.identity.choices import Choices
from cyberkg.identity.cluster import Clusters, Edge, cluster
from cyberkg.identity.compare import compare
from cyberkg.identity.context import Resolved, profile_of
from cyberkg.identity.decision_file import cite
from cyberkg.identity.gather import Node, NodeKey
from cyberkg.identity.keys import block_keys, bundle_keys, sort_key
from cyberkg.identity.profile import Comparison, Profile, Verdict, merged
from cyberkg.terms import EntityType

__all__ = ["Matched", "Reason", "match"]

# Doubts below this score are not worth an analyst's time.
_WORTH_TELLING = 0.4
# The score of two that are one only because others share something with both.
_BY_WAY = 0.9
_BY_OTHERS = "one by way of other briefings"


class Reason(NamedTuple):
    """Why a node was joined, or nearly joined, to another."""

    node: Node
    other: Node
    comparison: Comparison
    by: str = "rule"


@dataclass(frozen=True, slots=True)
class Matched:
    """The things of one type.

    :param things: the nodes of each, by rank, the first being the one it is known by.
    :param reasons: for every node but the first of each thing, why it is there.
    :param unsure: pairs of nodes of two things that may be one.
    :param heads: nodes that would stand alone if fewer briefings were known.
    """

    things: tuple[tuple[Node, ...], ...]
    reasons: tuple[Reason, ...]
    unsure: tuple[Reason, ...]
    heads: frozenset[NodeKey]


def match(kind: EntityType, resolved: Resolved, choices: Choices) -> Matched:
    """Find out which nodes of a type are one thing."""
    nodes = [n for n in resolved.gathered.nodes if n.referent.type is kind]
    profiles = [profile_of(node, resolved) for node in nodes]
    held = _held_apart(nodes, profiles, resolved.gathered.apart)
    marks = [frozenset({*choices.marks.get(n.key, {}).items(), *held.get(n.key, ())}) for n in nodes]
    groups = _bundles(nodes, profiles, marks)
    whole = [merged(profiles[i] for i in group) for group in groups]
    bundle_of = {nodes[i].key: b for b, group in enumerate(groups) for i in group}
    edges = [
        *_decided(choices, bundle_of),
        *_surnames(nodes, profiles, bundle_of),
        *link_edges([[nodes[i] for i in group] for group in groups], whole),
        *_alike(whole),
    ]
    constraints = _constraints(groups, nodes, choices, resolved.gathered.apart, bundle_of)
    found = cluster(whole, constraints, edges, choices.declared)
    members = [[nodes[i] for i in group] for group in groups]
    inner = list(_bundle_reasons(groups, nodes, profiles))
    return Matched(
        things=tuple(
            tuple(sorted((n for b in g for n in members[b]), key=lambda n: n.rank)) for g in found.groups
        ),
        reasons=(*inner, *_tree_reasons(found, members)),
        unsure=tuple(
            Reason(members[e.b][0], members[e.a][0], e.comparison)
            for e in found.unsure
            if e.comparison.score >= _WORTH_TELLING
        ),
        heads=frozenset(m[0].key for m in members)
        | {r.node.key for r in inner if _BY_OTHERS in r.comparison.reason},
    )


def _alike(profiles: Sequence[Profile]) -> Iterator[Edge]:
    """Compare what is worth it; pairs that turn out to be two, nineteen of twenty, are not kept."""
    for a, b in candidates(profiles, block_keys, sort_key):
        found = compare(profiles[a], profiles[b])
        if found.verdict is not Verdict.DIFFERENT:
            yield Edge(a, b, found)


def _bundles(
    nodes: Sequence[Node], profiles: Sequence[Profile], marks: Sequence[frozenset[tuple[str, int]]]
) -> list[list[int]]:
    """Bundle nodes, and once more with what no authority lets stand in one bundle held apart."""
    own = [in_graph(node) for node in nodes]
    groups = bundles(profiles, bundle_keys, marks, own)
    torn = held_apart(groups, nodes)
    if not torn:
        return groups
    return bundles(profiles, bundle_keys, [(mark, torn.get(i)) for i, mark in enumerate(marks)], own)


def _held_apart(
    nodes: Sequence[Node], profiles: Sequence[Profile], apart: Iterable[tuple[NodeKey, NodeKey]]
) -> dict[NodeKey, set[tuple[str, int]]]:
    """Give marks for nodes that a claim holds apart though their names are one: no bundle may have both."""
    index = {node.key: i for i, node in enumerate(nodes)}
    found: dict[NodeKey, set[tuple[str, int]]] = {}
    for number, (one, other) in enumerate(apart):
        if one not in index or other not in index:
            continue
        if not bundle_keys(profiles[index[one]]).isdisjoint(bundle_keys(profiles[index[other]])):
            found.setdefault(one, set()).add((f"claim:{number}", 0))
            found.setdefault(other, set()).add((f"claim:{number}", 1))
    return found


def _constraints(
    groups: Sequence[Sequence[int]],
    nodes: Sequence[Node],
    choices: Choices,
    apart: Iterable[tuple[NodeKey, NodeKey]],
    bundle_of: dict[NodeKey, int],
) -> list[dict[str, int]]:
    """Give what holds each bundle apart: the user's decisions, authorities, and claims such as ``partOf``."""
    found: list[dict[str, int]] = [{} for _ in groups]
    numbers: dict[tuple[str, str], int] = {}
    for b, group in enumerate(groups):
        for i in group:
            found[b].update(choices.marks.get(nodes[i].key, {}))
            for side in sides(nodes[i]).items():
                found[b][f"authority:{side[0]}"] = numbers.setdefault(side, len(numbers))
    for one, other in apart:
        if one in bundle_of and other in bundle_of and bundle_of[one] != bundle_of[other]:
            low, high = sorted((bundle_of[one], bundle_of[other]))
            found[low][f"claim:{low}:{high}"], found[high][f"claim:{low}:{high}"] = 0, 1
    return found


def _decided(choices: Choices, bundle_of: dict[NodeKey, int]) -> list[Edge]:
    edges = []
    for one, other, where in choices.same:
        if one in bundle_of and bundle_of[one] != bundle_of[other]:
            a, b = sorted((bundle_of[one], bundle_of[other]))
            edges.append(Edge(a, b, Comparison(1.0, f"{cite(where)} says so"), by="user"))
    return edges


def _surnames(
    nodes: Sequence[Node], profiles: Sequence[Profile], bundle_of: dict[NodeKey, int]
) -> list[Edge]:
    """Join a person of one name only ("Ip") to the one person of the same briefing who goes by it in full."""
    if not profiles or profiles[0].type is not EntityType.PERSON:
        return []
    full: dict[tuple[str, str], set[int]] = {}
    single: list[tuple[Node, frozenset[str]]] = []
    for node, profile in zip(nodes, profiles, strict=True):
        parsed = [p for name in profile.names for p in person_name.parse(name)]
        if any(p.full for p in parsed):
            for word in {w for p in parsed if p.full for w in p.words}:
                full.setdefault((node.document, word), set()).add(bundle_of[node.key])
        else:
            single.append((node, frozenset(w for p in parsed for w in p.words)))
    edges = []
    for node, words in single:
        able = {b for word in words for b in full.get((node.document, word), ())}
        if len(able) == 1:
            a, b = sorted((bundle_of[node.key], able.pop()))
            edges.append(Edge(a, b, Comparison(0.9, "nobody else in the briefing goes by that name")))
    return edges


def _bundle_reasons(
    groups: Sequence[Sequence[int]], nodes: Sequence[Node], profiles: Sequence[Profile]
) -> Iterable[Reason]:
    for first, *rest in groups:
        for i in rest:
            found = compare(profiles[first], profiles[i])
            if in_graph(nodes[i]) and in_graph(nodes[i]) == in_graph(nodes[first]):
                found = Comparison(1.0, f"one in {nodes[i].graph}")
            if found.verdict is not Verdict.SAME:
                found = Comparison(_BY_WAY, f"{found.reason}; {_BY_OTHERS}")
            yield Reason(nodes[i], nodes[first], found)


def _tree_reasons(found: Clusters, members: Sequence[Sequence[Node]]) -> Iterable[Reason]:
    """Follow the joining edges from the first bundle of each thing outwards: each bundle is reached once."""
    near: dict[int, list[Edge]] = {}
    for edge in found.joined:
        near.setdefault(edge.a, []).append(edge)
        near.setdefault(edge.b, []).append(edge)
    for group in found.groups:
        reached, todo = {group[0]}, [group[0]]
        while todo:
            here = todo.pop(0)
            for edge in near.get(here, ()):
                there = edge.b if edge.a == here else edge.a
                if there not in reached:
                    reached.add(there)
                    todo.append(there)
                    yield Reason(members[there][0], members[here][0], edge.comparison, edge.by)
