"""From pairs to things: join what is the same, the surest pairs first, and never two that are held apart.

Three rounds. The user's decisions come first. Then the pairs that hold whatever else there is. Last those
that hold only as long as no other candidate is as likely: a bare "CSA" joins the Cyber Security Agency
unless the Cloud Security Alliance has as good a claim to it; then it joins neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cyberkg.identity.blocking import Forest
from cyberkg.identity.compare import compare
from cyberkg.identity.fold import fold
from cyberkg.identity.organisation_name import is_acronym
from cyberkg.identity.profile import Comparison, Profile, Verdict

__all__ = ["Clusters", "Edge", "Marks", "cluster"]

Marks = Mapping[str, int]
"""What holds a profile apart: two with the same constraint and other sides are never joined."""

# How the constraints of those begin whose word is final.
_DECIDED = ("user:", "authority:")
# A candidate must be this much likelier than the next one.
_MARGIN = 0.05


class Edge(NamedTuple):
    """A comparison of the profiles ``a`` and ``b`` (indices, ``a < b``); ``by`` is ``rule`` or ``user``."""

    a: int
    b: int
    comparison: Comparison
    by: str = "rule"


@dataclass(frozen=True, slots=True)
class Clusters:
    """What came of the pairs.

    :param groups: indices of profiles, each in exactly one group.
    :param joined: the edges that joined them, one fewer in each group than it has members.
    :param unsure: pairs of two groups that may be one, with the reason why they were not joined.
    """

    groups: tuple[tuple[int, ...], ...]
    joined: tuple[Edge, ...]
    unsure: tuple[Edge, ...]


def cluster(
    profiles: Sequence[Profile],
    marks: Sequence[Marks],
    edges: Iterable[Edge],
    declared: frozenset[frozenset[str]],
) -> Clusters:
    """Join profiles along edges.

    :param marks: for each profile what holds it apart.
    :param declared: pairs of folded names that a briefing or the user gives to one thing; these overrule
        what the names alone would say.
    """
    work = _Work(profiles, marks, declared, sorted(edges, key=lambda e: (-e.comparison.score, e.a, e.b)))
    for edge in work.edges:
        if edge.by == "user":
            work.force(edge)
    for edge in work.edges:
        if edge.by == "rule" and edge.comparison.firm and edge.comparison.verdict is Verdict.SAME:
            work.join(edge, strict=False)
    for edge in work.edges:
        if edge.by == "rule" and not edge.comparison.firm and edge.comparison.verdict is Verdict.SAME:
            work.settle(edge)
    for edge in work.edges:
        if edge.comparison.verdict is Verdict.UNSURE:
            work.doubt(edge, edge.comparison)
    return Clusters(tuple(map(tuple, work.forest.groups())), tuple(work.joined), work.open_doubts())


class _Work:
    """The state of one run of :func:`cluster`."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        marks: Sequence[Marks],
        declared: frozenset[frozenset[str]],
        edges: list[Edge],
    ) -> None:
        self.profiles = profiles
        self.edges = edges
        self.declared = declared
        self.forest = Forest(len(profiles))
        self.members = {i: [i] for i in range(len(profiles))}
        self.marks = {i: dict(m) for i, m in enumerate(marks)}
        self.foes: dict[int, dict[int, str]] = {}
        self.joined: list[Edge] = []
        self.doubts: list[Edge] = []
        self.known: dict[tuple[int, int], Comparison] = {
            (e.a, e.b): e.comparison for e in edges if e.by == "rule"
        }

    @cached_property
    def open_edges(self) -> dict[int, list[Edge]]:
        """The edges that may join, by either end."""
        found: dict[int, list[Edge]] = {}
        for edge in self.edges:
            if edge.by == "rule" and edge.comparison.verdict is Verdict.SAME:
                found.setdefault(edge.a, []).append(edge)
                found.setdefault(edge.b, []).append(edge)
        return found

    def roots(self, edge: Edge) -> tuple[int, int]:
        """Give the groups of both ends, the lesser first."""
        one, other = self.forest.find(edge.a), self.forest.find(edge.b)
        return min(one, other), max(one, other)

    def force(self, edge: Edge) -> None:
        """Join what the user says is one."""
        one, other = self.roots(edge)
        if one != other:
            self._unite(one, other, edge)

    def join(self, edge: Edge, *, strict: bool) -> None:
        """Join two groups unless something holds them apart; then say so."""
        one, other = self.roots(edge)
        if one == other:
            return
        bar = self._bar(one, other, strict=strict)
        if bar:
            reason = f"{edge.comparison.reason}; kept apart, for {bar}"
            self.doubt(edge, edge.comparison._replace(score=min(edge.comparison.score, 0.5), reason=reason))
        else:
            self._unite(one, other, edge)

    def settle(self, edge: Edge) -> None:
        """Join two groups unless another candidate is as likely; then say so."""
        one, other = self.roots(edge)
        if one == other:
            return
        rival = self._rival(edge, one, other) or self._rival(edge, other, one)
        if rival is None:
            self.join(edge, strict=True)
        else:
            reason = f"{edge.comparison.reason}; but it may as well be {rival}"
            self.doubt(edge, edge.comparison._replace(score=min(edge.comparison.score, 0.6), reason=reason))

    def doubt(self, edge: Edge, comparison: Comparison) -> None:
        """Note that the groups of an edge may be one."""
        self.doubts.append(edge._replace(comparison=comparison))

    def open_doubts(self) -> tuple[Edge, ...]:
        """Give the doubts between what are two groups in the end, one for each two: the likeliest."""
        found: dict[tuple[int, int], Edge] = {}
        for edge in self.doubts:
            pair = self.roots(edge)
            if pair[0] != pair[1] and not self._decided(*pair):
                found.setdefault(pair, edge)
        return tuple(found.values())

    def _decided(self, one: int, other: int) -> bool:
        """Tell whether the user or an authority says that two groups are two: then there is no doubt to tell of."""
        left, right = self.marks[one], self.marks[other]
        return any(c.startswith(_DECIDED) and right.get(c, side) != side for c, side in left.items())

    def _unite(self, one: int, other: int, edge: Edge) -> None:
        self.forest.union(one, other)
        self.members[one] = sorted(self.members[one] + self.members.pop(other))
        self.marks[one] = {**self.marks.pop(other), **self.marks[one]}
        for foe, reason in self.foes.pop(other, {}).items():
            self.foes[foe].pop(other)
            self._part(one, foe, reason)
        self.joined.append(edge)

    def _part(self, one: int, other: int, reason: str) -> str:
        """Remember what holds two groups apart, so that no further pair of theirs is looked at."""
        self.foes.setdefault(one, {})[other] = reason
        self.foes.setdefault(other, {})[one] = reason
        return reason

    def _bar(self, one: int, other: int, *, strict: bool) -> str:
        """Say what holds two groups apart; empty where nothing does."""
        known = self.foes.get(one, {}).get(other)
        if known:
            return known
        left, right = self.marks[one], self.marks[other]
        if len(left) > len(right):
            left, right = right, left
        if any(right.get(constraint, side) != side for constraint, side in left.items()):
            return self._part(one, other, "a decision or a briefing says they are two")
        for x in self.members[one]:
            for y in self.members[other]:
                found = self._compare(x, y)
                if (found.barred or (strict and self._unlike(x, y, found))) and not self._allied(x, y):
                    names = f"{self.profiles[x].name} is not {self.profiles[y].name}"
                    return self._part(one, other, f"{names}: {found.reason}")
        return ""

    def _compare(self, x: int, y: int) -> Comparison:
        pair = (min(x, y), max(x, y))
        if pair not in self.known:
            self.known[pair] = compare(self.profiles[pair[0]], self.profiles[pair[1]])
        return self.known[pair]

    def _unlike(self, x: int, y: int, found: Comparison) -> bool:
        """Tell whether two have nothing in common and both have more than an abbreviation to compare."""
        return found.verdict is Verdict.DIFFERENT and not any(
            all(is_acronym(name) for name in self.profiles[i].names) for i in (x, y)
        )

    def _allied(self, x: int, y: int) -> bool:
        """Tell whether a briefing or the user gives a name of ``x`` and a name of ``y`` to one thing."""
        left, right = ({fold(n) for n in self.profiles[i].names} for i in (x, y))
        return left.isdisjoint(right) and any(frozenset((m, n)) in self.declared for m in left for n in right)

    def _rival(self, edge: Edge, one: int, other: int) -> str | None:
        """Name another group that group ``one`` may as well join, and that is not one with ``other``."""
        for member in self.members[one]:
            for rival in self.open_edges.get(member, ()):
                far = self.forest.find(rival.b if rival.a == member else rival.a)
                likely = rival.comparison.score > edge.comparison.score - _MARGIN
                if far not in (one, other) and likely and not self._compatible(far, other):
                    return self.profiles[far].name
        return None

    def _compatible(self, one: int, other: int) -> bool:
        """Tell whether a pair of two groups is taken for the same."""
        wanted = set(self.members[other])
        return any(
            (edge.b if edge.a == member else edge.a) in wanted
            for member in self.members[one]
            for edge in self.open_edges.get(member, ())
        )
