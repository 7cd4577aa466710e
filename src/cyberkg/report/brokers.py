"""Who connects groups that would otherwise have nothing to do with each other, by the events they took part in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cyberkg.report.centrality import adjacency, betweenness
from cyberkg.report.cut_points import Walk
from cyberkg.report.model import Report, Row, Section
from cyberkg.report.presence import Presence
from cyberkg.report.tally import Named, Seen
from cyberkg.terms import Status

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["brokers"]

_COLUMNS = ("who", "kind", "between", "met", "events", "groups", "joins")
_SHOWN = 50  # brokers
_PIVOTS = 512  # of more people, paths are counted from so many
_NAMES = 3  # of a group
_NOTE = (
    "Between: of all pairs of two others, the percentage whose shortest chain of common events leads over the"
    " broker. Groups: into how many those whom the broker met would fall without it; joins names them."
)


@dataclass(frozen=True, slots=True)
class _Network:
    """People and organisations first, then events; a link for each presence.

    :param links: nodes × nodes, symmetric; ``neighbours`` are the same for each node.
    """

    members: tuple[Named, ...]
    links: csr_array
    neighbours: Sequence[Sequence[int]]
    walk: Walk


def brokers(seen: Iterable[Seen], fetch: Callable[[Sequence[str]], Iterable[Presence]]) -> Report:
    """Rank those present at events by how far they lie between others.

    :param seen: who was where; what is only planned does not count.
    :param fetch: gives for IRIs of some of them their presences with sentences, in order of events.
    """
    there = [each for each in seen if each.status != Status.PLANNED]
    kinds = {each.who: each.kind for each in there}
    if len(kinds) < 3:
        return Report("Brokers", "encounters", "", _COLUMNS, ())
    network = _network(sorted(kinds), there)
    everybody = range(len(network.members))
    step = -(-len(network.members) // _PIVOTS)
    scores = betweenness(network.links, everybody[::step], everybody)
    ranked = sorted((-scores[number], number) for number in everybody if scores[number] > 0)
    shown = ranked[:_SHOWN]
    events = {each.event for each in there}
    at: dict[Named, list[Presence]] = {}
    for presence in fetch([network.members[number][1] for _, number in shown]):
        if presence.status != Status.PLANNED and presence.event.iri in events:
            at.setdefault(presence.person, []).append(presence)
    rows = tuple(_row(network, number, -score, at[network.members[number]]) for score, number in shown)
    notes = [_NOTE]
    if len(ranked) > _SHOWN:
        notes.append(f"The first {_SHOWN} of {len(ranked)}.")
    if step > 1:
        notes.append(f"Estimated from the chains of {len(everybody[::step])} of {len(everybody)}.")
    sections = (Section("", "", rows),) if rows else ()
    return Report("Brokers", "encounters", "", _COLUMNS, sections, notes=tuple(notes) if rows else ())


def _network(members: Sequence[Named], there: Iterable[Seen]) -> _Network:
    numbers = {member: number for number, member in enumerate(members)}
    events: dict[str, int] = {}
    links = sorted(
        {(numbers[each.who], len(members) + events.setdefault(each.event, len(events))) for each in there}
    )
    neighbours: list[list[int]] = [[] for _ in range(len(members) + len(events))]
    for one, other in links:
        neighbours[one].append(other)
        neighbours[other].append(one)
    matrix = adjacency(links, len(neighbours))
    return _Network(tuple(members), matrix, neighbours, Walk(neighbours))


def _row(network: _Network, number: int, score: float, presences: Sequence[Presence]) -> Row:
    groups = _groups(network, number)
    label, iri = network.members[number]
    cells = (
        label,
        presences[0].kind,
        round(100 * score, 1),
        sum(map(len, groups)),
        len(presences),
        len(groups),
        " | ".join(_name(network, group) for group in groups) if len(groups) > 1 else "",
    )
    sentences = dict.fromkeys(s for presence in presences for s in presence.sentences)
    return Row(cells, tuple(sentences), (iri,))


def _groups(network: _Network, number: int) -> list[list[int]]:
    """Part those whom somebody met by what still holds together without it, the largest group first."""
    at = network.neighbours
    met = {other for event in at[number] for other in at[event]} - {number}
    groups: dict[int, list[int]] = {}
    for other in sorted(met):
        groups.setdefault(network.walk.part(number, other), []).append(other)
    return sorted(groups.values(), key=lambda group: (-len(group), group))


def _name(network: _Network, group: Sequence[int]) -> str:
    names = ", ".join(network.members[number][0] for number in group[:_NAMES])
    return f"{names} and {len(group) - _NAMES} more" if len(group) > _NAMES else names
