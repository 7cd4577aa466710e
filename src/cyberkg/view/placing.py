"""Where everything on a page goes: nodes, the same nodes in the other views, and what stands for many of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cyberkg.terms import EntityType
from cyberkg.view.groups import GROUPINGS, group, set_groups
from cyberkg.view.layouts import Placed, Plan, place
from cyberkg.view.lettering import break_name
from cyberkg.view.packing import ASPECT
from cyberkg.view.ties import CROWD, VIEWS, View, strongest, ties_of

__all__ = ["place_rows"]

_SPACIOUS = 400  # nodes up to which there is space between them for part of their names
_FEW = 45  # nodes up to which all names find room by themselves
# Whose names get room: so many, with so many links, in lines of so many letters.
_LEADING, _LINKED, _LETTERS = 12, 6, 30
_PIXELS = 660  # the side of a picture
_SPREAD = 7.5  # how many times as large as all its nodes it is
_EACH = 4  # ties of a node that its place depends on, where all would make one clot
_CLOT = 4000  # ties up to which all count


def place_rows(
    nodes: list[dict[str, Any]],
    edges: Sequence[Mapping[str, Any]],
    *,
    layout: str,
    centres: Sequence[int],
    aspect: float | None = None,
) -> dict[str, Any]:
    """Give each node ``x``, ``y``, ``piece``, ``community`` and ``organisation``; the latter two are -1 for none.

    Those whose names have room of their own get ``side``: 0 below, 1 above, 2 right, 3 left.

    :param nodes: rows of ``rows.page_data``; they are added to.
    :param layout: one of ``layouts.LAYOUTS``.
    :param centres: nodes for the middle, in layouts that have one.
    :param aspect: width to height of the whole, as near as may be; None for that of a page.
    :returns: ``tall`` and ``wide``, for each piece how far to move it on such a screen; ``ticks`` of an axis of time;
        ``groups``, for each grouping its title and the point of each group; ``views``, for each what is tied
        by what in words, and where: ``at`` holds the number, x, y and piece of each node in it.
    """
    links = [(edge["from"], edge["to"]) for edge in edges]
    degree = Counter(end for link in links for end in set(link))
    found = group(nodes, links)
    kinds = list(EntityType)
    aspect = aspect or ASPECT
    room = [_room(node, degree[node["id"]], len(nodes)) for node in nodes]
    names = _names([node["label"] for node in nodes], degree, room)
    plan = Plan(
        links=links,
        room=room,
        groups=found["community"],
        kinds=[kinds.index(node["type"]) for node in nodes],
        days=[_day(node) for node in nodes],
        centres=centres,
        names=names,
    )
    placed = place(layout, plan, aspect)
    for i, node in enumerate(nodes):
        node["x"], node["y"] = placed.points[i]
        node["piece"] = placed.piece[i]
        if i in placed.sides:
            node["side"] = placed.sides[i]
        node |= {name: numbers[i] for name, numbers in found.items()}
    ring = layout if layout == "radial" else "force"
    return {
        "tall": [list(move) for move in placed.tall],
        "wide": [list(move) for move in placed.wide],
        "ticks": [list(tick) for tick in placed.ticks],
        "groups": [
            {"name": name, "title": title, "at": set_groups(found[name], links)}
            for name, title in GROUPINGS.items()
        ],
        "views": [_view(name, nodes, edges, layout=ring, centres=centres, aspect=aspect) for name in VIEWS],
    }


def _room(node: Mapping[str, Any], degree: int, count: int) -> tuple[float, float]:
    """Half the width and height a node wants: its own size and, where there is space, part of its name."""
    size = 10 + 3.4 * min(degree, 60) ** 0.5
    spacious = count <= _SPACIOUS
    name = 2.2 * min(len(node["label"]), 18) if spacious else 0.0
    return size + name + 8, size + (16 if spacious else 8)


def _names(
    labels: Sequence[str], degree: Mapping[int, int], room: Sequence[tuple[float, float]]
) -> list[tuple[int, float, float]]:
    """Half the width and height of the names that a reader looks for first, where there is space for them."""
    if not _FEW < len(labels) <= _SPACIOUS:
        return []
    best = sorted((node for node in degree if degree[node] >= _LINKED), key=lambda n: (-degree[n], n))
    scale = _PIXELS / (_SPREAD * sum(4 * wide * high for wide, high in room)) ** 0.5
    lines = [(node, break_name(labels[node], _LETTERS)) for node in best[:_LEADING]]
    return [(node, 4.0 * max(map(len, own)) / scale + 8, (8.5 * len(own) + 2) / scale) for node, own in lines]


def _day(node: Mapping[str, Any]) -> int | None:
    if "when" not in node:
        return None
    first, last = (date.fromisoformat(day).toordinal() for day in node["when"])
    return (first + last) // 2


def _view(
    name: str,
    nodes: Sequence[Mapping[str, Any]],
    edges: Sequence[Mapping[str, Any]],
    *,
    layout: str,
    centres: Sequence[int],
    aspect: float,
) -> dict[str, Any]:
    view = VIEWS[name]
    ties = ties_of(view, nodes, edges)
    tied = sorted({end for pair in ties for end in pair})
    number = {node: i for i, node in enumerate(tied)}
    kept = list(ties) if len(ties) <= _CLOT else strongest(ties, _EACH)
    links = [(number[a], number[b]) for a, b in kept]
    degree = Counter(number[end] for pair in ties for end in pair)
    plan = Plan(
        links=links,
        room=[_room(nodes[node], degree[i], len(tied)) for i, node in enumerate(tied)],
        groups=[nodes[node]["community"] for node in tied],
        kinds=[0] * len(tied),
        days=[None] * len(tied),
        centres=[number[node] for node in centres if node in number],
    )
    return _described(name, view, tied, place(layout, plan, aspect))


def _described(name: str, view: View, tied: Sequence[int], placed: Placed) -> dict[str, Any]:
    return {
        "name": name,
        "title": view.title,
        "plural": view.plural,
        "ends": str(view.ends),
        "middle": str(view.middle),
        "one": view.one,
        "many": view.many,
        "predicates": list(view.predicates),
        "phrase": view.phrase,
        "tells": view.tells,
        "crowd": CROWD,
        "at": [[node, *placed.points[i], placed.piece[i]] for i, node in enumerate(tied)],
        "tall": [list(move) for move in placed.tall],
        "wide": [list(move) for move in placed.wide],
    }
