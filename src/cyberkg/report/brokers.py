"""Who connects groups that would otherwise have nothing to do with each other, by the events they took part in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cyberkg.report.centrality import adjacency, betweenness
from cyberkg.report.model import Report, Row, Section
from cyberkg.report.presence import Presence
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
_Named = tuple[str, str]  # label and IRI


@dataclass(frozen=True, slots=True)
class _Network:
    """People and organisations first, then events; a link for each presence."""

    members: tuple[_Named, ...]
    links: csr_array


def brokers(found: Iterable[Presence]) -> Report:
    """Rank those present at events by how far they lie between others.

    :param found: presences in order of events; those only planned do not count.
    """
    there = [p for p in found if p.status != Status.PLANNED]
    at: dict[_Named, list[Presence]] = {}
    for presence in there:
        at.setdefault(presence.person, []).append(presence)
    if len(at) < 3:
        return Report("Brokers", "encounters", "", _COLUMNS, ())
    network = _network(sorted(at), there)
    everybody = range(len(network.members))
    step = -(-len(network.members) // _PIVOTS)
    scores = betweenness(network.links, everybody[::step], everybody)
    ranked = sorted((-scores[number], number) for number in everybody if scores[number] > 0)
    rows = tuple(
        _row(network, number, -score, at[network.members[number]]) for score, number in ranked[:_SHOWN]
    )
    notes = [_NOTE]
    if len(ranked) > _SHOWN:
        notes.append(f"The first {_SHOWN} of {len(ranked)}.")
    if step > 1:
        notes.append(f"Estimated from the chains of {len(everybody[::step])} of {len(everybody)}.")
    sections = (Section("", "", rows),) if rows else ()
    return Report("Brokers", "encounters", "", _COLUMNS, sections, notes=tuple(notes) if rows else ())


def _network(members: Sequence[_Named], there: Iterable[Presence]) -> _Network:
    numbers = {member: number for number, member in enumerate(members)}
    events: dict[str, int] = {}
    links = {(numbers[p.person], len(members) + events.setdefault(p.event.iri, len(events))) for p in there}
    return _Network(tuple(members), adjacency(sorted(links), len(members) + len(events)))


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
    from scipy.sparse.csgraph import connected_components

    keep = [node for node in range(network.links.shape[0]) if node != number]
    rest = network.links[keep][:, keep]
    _, parts = connected_components(rest, directed=False)
    part = dict(zip(keep, parts.tolist(), strict=True))
    events = network.links[[number]].indices
    met = {int(other) for event in events for other in network.links[[int(event)]].indices} - {number}
    groups: dict[int, list[int]] = {}
    for other in sorted(met):
        groups.setdefault(part[other], []).append(other)
    return sorted(groups.values(), key=lambda group: (-len(group), group))


def _name(network: _Network, group: Sequence[int]) -> str:
    names = ", ".join(network.members[number][0] for number in group[:_NAMES])
    return f"{names} and {len(group) - _NAMES} more" if len(group) > _NAMES else names
