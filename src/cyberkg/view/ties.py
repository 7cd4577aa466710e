"""Views of the network in which things are tied by what they share, and the line tells how much.

    encounters      people who were at the same event: as attendees, speakers or guests who officiated there
    organisations   organisations that share people: by affiliation or post

Only presence counts as an encounter: people who are merely named together are not tied. What is denied ties
nobody, and neither does a crowd so large that being in it says little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import Any

from cyberkg.terms import EntityType, Status

__all__ = ["CROWD", "VIEWS", "View", "strongest", "ties_of"]

CROWD = 150  # how many may share one thing for it to tie them


@dataclass(frozen=True, slots=True)
class View:
    """What ties what.

    :param title: what the view is called, and ``plural`` what its ties are called.
    :param ends: the type of what is tied.
    :param middle: the type of what is shared, ``one`` and ``many`` of them in words.
    :param predicates: those that lead from an end to a middle, in either direction.
    :param phrase: what a tie says of one end to the other, and ``tells`` what of both.
    """

    title: str
    plural: str
    ends: EntityType
    middle: EntityType
    one: str
    many: str
    predicates: tuple[str, ...]
    phrase: str
    tells: str


VIEWS: MappingProxyType[str, View] = MappingProxyType(
    {
        "encounters": View(
            title="Who met whom",
            plural="encounters",
            ends=EntityType.PERSON,
            middle=EntityType.EVENT,
            one="event",
            many="events",
            predicates=("attended", "spokeAt", "officiated"),
            phrase="was at the same event as",
            tells="both were at the same event",
        ),
        "organisations": View(
            title="Shared people",
            plural="ties",
            ends=EntityType.ORGANISATION,
            middle=EntityType.PERSON,
            one="person",
            many="people",
            predicates=("affiliatedWith", "holdsPost"),
            phrase="shares people with",
            tells="the same person belongs to both",
        ),
    }
)


def ties_of(
    view: View, nodes: Iterable[Mapping[str, Any]], edges: Iterable[Mapping[str, Any]]
) -> dict[tuple[int, int], int]:
    """Find what is tied in the rows of a page, and by how many things.

    :param nodes: rows with ``id`` and ``type``.
    :param edges: rows with ``from``, ``to``, ``predicate`` and ``status``.
    :returns: pairs of nodes, the lower number first, sorted; for each how many things it shares.
    """
    kind = {node["id"]: node["type"] for node in nodes}
    around: dict[int, set[int]] = {}
    for edge in edges:
        if edge["predicate"] not in view.predicates or edge["status"] == Status.DENIED:
            continue
        for end, middle in ((edge["from"], edge["to"]), (edge["to"], edge["from"])):
            if kind[end] == view.ends and kind[middle] == view.middle:
                around.setdefault(middle, set()).add(end)
    shared: Counter[tuple[int, int]] = Counter()
    for middle in sorted(around):
        if len(around[middle]) <= CROWD:
            shared.update(combinations(sorted(around[middle]), 2))
    return dict(sorted(shared.items()))


def strongest(ties: Mapping[tuple[int, int], int], each: int) -> list[tuple[int, int]]:
    """Keep the strongest ties of each node, so many at the most, for a layout that many ties would clot."""
    beside: dict[int, list[tuple[int, int, int]]] = {}
    for (a, b), weight in ties.items():
        beside.setdefault(a, []).append((-weight, a, b))
        beside.setdefault(b, []).append((-weight, a, b))
    kept = {(a, b) for found in beside.values() for _, a, b in sorted(found)[:each]}
    return sorted(kept)
