"""Decisions applied: which nodes a decision speaks of, what it joins and what it holds apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from cyberkg.errors import InputError
from cyberkg.identity import person_name
from cyberkg.identity.blocking import Forest
from cyberkg.identity.decision_file import Waiting
from cyberkg.identity.decisions import Decision, Decisions
from cyberkg.identity.fold import fold, tokens, unify
from cyberkg.identity.gather import Gathered, Node, NodeKey
from cyberkg.terms import EntityType

__all__ = ["Choices", "Finder", "choose", "name_key"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What decisions say about nodes.

    :param same: pairs of nodes that are one, with the place of the decision.
    :param different: pairs of nodes, one of each side, that are two, with the place of the decision.
    :param marks: for each node held apart from others, its side in each constraint.
    :param declared: pairs of folded names that a briefing or the user gives to one thing.
    :param warnings: decisions that speak of what cannot be joined or taken apart.
    :param waiting: decisions with names that nothing goes by.
    """

    same: tuple[tuple[NodeKey, NodeKey, str], ...]
    different: tuple[tuple[NodeKey, NodeKey, str], ...]
    marks: Mapping[NodeKey, Mapping[str, int]]
    declared: frozenset[frozenset[str]]
    warnings: tuple[str, ...] = field(default=())
    waiting: tuple[Waiting, ...] = field(default=())


def name_key(kind: EntityType, name: str) -> str:
    """Give what all ways to write a name in a decision share: no case, no titles, no order of persons.

    >>> name_key(EntityType.PERSON, "Mr IP David") == name_key(EntityType.PERSON, "David Ip")
    True
    """
    if kind is EntityType.PERSON:
        return " ".join(person_name.parse(name)[0].key)
    words = unify(tokens(name))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words) or fold(name)


class Finder:
    """Finds nodes by name or IRI; what it takes is made when it is first asked, and no build without decisions asks.

    :param iris: gives for each node the IRIs that it alone is known by.
    :param same: decisions that give a thing further names, which no briefing need use.
    """

    def __init__(
        self,
        nodes: Sequence[Node],
        iris: Callable[[], Mapping[NodeKey, Sequence[str]]],
        same: Sequence[Decision] = (),
    ) -> None:
        self._nodes = nodes
        self._iris = iris
        self._same = [d for d in same if not d.documents]

    @cached_property
    def _by_name(self) -> dict[tuple[EntityType, str], list[Node]]:
        found: dict[tuple[EntityType, str], list[Node]] = {}
        for node in self._nodes:
            kind = node.referent.type
            for key in dict.fromkeys(
                name_key(kind, n) for n in (*node.referent.names, node.referent.label) if n
            ):
                found.setdefault((kind, key), []).append(node)
        return found

    @cached_property
    def _by_iri(self) -> dict[str, Node]:
        found: dict[str, Node] = {}
        iris = self._iris()
        for node in self._nodes:
            for iri in iris[node.key]:
                found.setdefault(iri, node)
        return found

    def find(self, name: str, kind: EntityType | None, documents: Sequence[str] = ()) -> list[Node]:
        """Find the nodes that go by a name, in all documents or in those given; of an IRI its one node."""
        if name in self._by_iri:
            found = [self._by_iri[name]]
        else:
            kinds = (kind,) if kind else tuple(EntityType)
            found = [n for k in kinds for n in self._by_name.get((k, name_key(k, name)), [])]
        return [
            n
            for n in found
            if (kind in {None, n.referent.type}) and (not documents or n.document in documents)
        ]

    def find_called(self, name: str, kind: EntityType | None) -> list[Node]:
        """Find nodes as :meth:`find` does, else those that the user says go by the name."""
        found = self.find(name, kind)
        if found:
            return found
        others = [
            d for d in self._same if fold(name) in map(fold, d.names) and kind in {None, d.type or kind}
        ]
        return [n for d in others for other in d.names for n in self.find(other, d.type or kind)]


def choose(gathered: Gathered, decisions: Decisions, finder: Finder) -> Choices:
    """Apply decisions to nodes.

    :raises InputError: where decisions, taken together, say of two that they are one and that they are not.
    """
    warnings: list[str] = []
    waiting: list[Waiting] = []
    same = [pair for d in decisions.same for pair in _joined(d, _known(d, finder, waiting), warnings)]
    marks: dict[NodeKey, dict[str, int]] = {}
    said: dict[str, str] = {}
    different = []
    for number, decision in enumerate(decisions.different):
        sides = _apart(decision, finder, warnings, waiting)
        said[f"user:{number}"] = decision.where
        different += [
            (one[0], other[0], decision.where) for one, other in combinations(filter(None, sides), 2)
        ]
        for side, nodes in enumerate(sides):
            for node in nodes:
                marks.setdefault(node, {})[f"user:{number}"] = side
    _refuse_contradictions(gathered.nodes, same, marks, said)
    named = (node.referent.names for node in gathered.nodes)
    names = [[fold(n) for n in several] for several in named if len(several) > 1]
    names += [[fold(n) for n in d.names] for d in decisions.same]
    declared = frozenset(frozenset(pair) for group in names for pair in combinations(dict.fromkeys(group), 2))
    return Choices(tuple(same), tuple(different), marks, declared, tuple(warnings), tuple(waiting))


def _known(decision: Decision, finder: Finder, waiting: list[Waiting]) -> dict[str, list[Node]]:
    """Find the nodes of each name; note names that nothing goes by."""
    found = {name: finder.find(name, decision.type, decision.documents) for name in decision.names}
    unknown = tuple(name for name, nodes in found.items() if not nodes)
    if unknown:
        waiting.append(Waiting(unknown, decision.where, decision.documents))
    return found


def _joined(
    decision: Decision, found: Mapping[str, list[Node]], warnings: list[str]
) -> list[tuple[NodeKey, NodeKey, str]]:
    pairs = []
    by_type: dict[EntityType, list[Node]] = {}
    for nodes in found.values():
        for node in nodes:
            by_type.setdefault(node.referent.type, []).append(node)
    for nodes in by_type.values():
        keys = list(dict.fromkeys(n.key for n in nodes))
        pairs += [(keys[0], key, decision.where) for key in keys[1:]]
    reached = [{n.referent.type for n in nodes} for nodes in found.values() if nodes]
    if len(reached) > 1 and not set.intersection(*reached):
        kinds = " and ".join(sorted({k.value for kinds in reached for k in kinds}))
        warnings.append(f"{decision.where}: the names are of {kinds}, which are never one")
    return pairs


def _apart(
    decision: Decision, finder: Finder, warnings: list[str], waiting: list[Waiting]
) -> list[list[NodeKey]]:
    """Give the nodes of each side; one that goes by several of the names is on the side of its fullest."""
    distinct = dict.fromkeys(map(fold, decision.names))
    if len(distinct) > 1 and len(distinct) == len(decision.names):
        sides = list(_known(decision, finder, waiting).values())
    elif len(decision.names) == len(decision.documents) and len(decision.names) > 1:
        pairs = zip(decision.names, decision.documents, strict=True)
        sides = [finder.find(name, decision.type, [document]) for name, document in pairs]
    else:
        sides = [finder.find(decision.names[0], decision.type, [document]) for document in decision.documents]
    keys = [{n.key for n in side} for side in sides]
    both = {k for one, other in combinations(keys, 2) for k in one & other}
    for document in sorted({k[0] for k in both}):
        shown = " and ".join(dict.fromkeys(decision.names))
        warnings.append(f"{decision.where}: {document} itself gives {shown} to one thing")
    names = decision.names if len(decision.names) == len(sides) else decision.names * len(sides)
    return [
        list(dict.fromkeys(n.key for n in side if n.key not in both or _is_fullest(n, name)))
        for side, name in zip(sides, names, strict=True)
    ]


def _is_fullest(node: Node, name: str) -> bool:
    kind = node.referent.type
    return name_key(kind, node.name) == name_key(kind, name)


def _refuse_contradictions(
    nodes: Sequence[Node],
    same: Sequence[tuple[NodeKey, NodeKey, str]],
    marks: Mapping[NodeKey, Mapping[str, int]],
    said: Mapping[str, str],
) -> None:
    if not same or not marks:
        return
    index = {node.key: i for i, node in enumerate(nodes)}
    forest = Forest(len(nodes))
    sides = {i: dict(marks.get(node.key, {})) for i, node in enumerate(nodes)}
    for one, other, where in same:
        left, right = forest.find(index[one]), forest.find(index[other])
        if left == right:
            continue
        clash = sorted(c for c, side in sides[left].items() if sides[right].get(c, side) != side)
        if clash:
            names = " and ".join(nodes[index[k]].referent.label or k[2] for k in (one, other))
            what = f"says that {names} are the same, but {said[clash[0]]} says that they are different"
            raise InputError(what, where, "drop one of the two")
        whole = forest.union(left, right)
        sides[whole] = {**sides[left], **sides[right]}
