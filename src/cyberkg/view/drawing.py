"""What a static picture shows, in its own pixels: marks, lines between them and words around; no library yet.

Made from the rows of the page, so that page and picture tell the same. Beyond ``CROWDED`` nodes communities
stand for their members.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cyberkg.terms import Status
from cyberkg.view.lettering import Box
from cyberkg.view.rows import PageData
from cyberkg.view.theme import FAIR, LOOKS, colours
from cyberkg.view.ties import VIEWS, ties_of

__all__ = ["CROWDED", "Drawing", "Key", "Line", "Mark", "make_drawing"]

CROWDED = 5000  # nodes above which communities stand for their members
_MARGIN = (70.0, 26.0)  # for names at the rim
_LARGEST = 2.4  # pixels a unit, however few there are
_BUBBLES = 220  # lines between groups
_WIDER = 1.8  # how much groups may be drawn apart to fill a frame


@dataclass(frozen=True, slots=True)
class Mark:
    """A node: its middle and half its size in pixels; ``rank`` is higher for what should be named first.

    :ivar side: where the layout has left room for its name; see ``lettering.Label``.
    :ivar parts: of what stands for many things, colours and shares of their types; their number is ``rank``.
    """

    x: float
    y: float
    radius: float
    shape: str
    fill: str
    outline: str
    name: str
    rank: int
    side: int = -1
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two marks, by number; ``directed`` where it has a direction, ``words`` what it says."""

    start: int
    end: int
    width: float
    status: str
    directed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: a shape with its colours, or the status of a line."""

    text: str
    shape: str = ""
    fill: str = ""
    outline: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of a picture but its letters.

    :param ticks: where on the axis of x which month or year begins; empty where x is no time.
    :param told: what of the graph is shown, in words.
    """

    marks: list[Mark]
    lines: list[Line]
    keys: list[Key]
    ticks: list[tuple[float, str]]
    told: str


def make_drawing(content: PageData, frame: Box, theme: str, view: str = "") -> Drawing:
    """Set what a page knows into a frame.

    :param theme: ``light`` or ``dark``.
    :param view: one of ``ties.VIEWS``, or empty for things and facts.
    """
    looks = {kind["name"]: kind for kind in content["types"]}
    if view:
        return _ties(content, frame, theme, view, looks)
    if len(content["nodes"]) > CROWDED:
        return _groups(content, frame, theme, looks)
    return _things(content, frame, theme, looks)


class _Fit:
    """From the units of a layout to the pixels of a frame."""

    def __init__(self, points: Sequence[tuple[float, float]], frame: Box) -> None:
        xs, ys = [x for x, _ in points] or [0], [y for _, y in points] or [0]
        wide, high = max(max(xs) - min(xs), 1e-9), max(max(ys) - min(ys), 1e-9)
        room = (frame.right - frame.left - 2 * _MARGIN[0], frame.bottom - frame.top - 2 * _MARGIN[1])
        self.scale = min(max(room[0], 1) / wide, max(room[1], 1) / high, _LARGEST)
        self._from = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
        self._to = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)

    def point(self, x: float, y: float) -> tuple[float, float]:
        return (
            self._to[0] + (x - self._from[0]) * self.scale,
            self._to[1] + (y - self._from[1]) * self.scale,
        )

    def size(self, units: float) -> float:
        """Draw small ones larger than they are, so that they can be told apart from afar."""
        return units * min(max(1.5 * self.scale, 0.26), 1.15)


def _node_size(degree: int) -> float:
    return 10 + 3.4 * math.sqrt(min(degree, 60))


def _mark(
    fit: _Fit, node: Mapping[str, Any], at: Sequence[float], degree: int, look: Mapping[str, str]
) -> Mark:
    x, y = fit.point(at[0], at[1])
    side = node.get("side", -1)
    radius = fit.size(_node_size(degree)) * FAIR[look["shape"]]
    return Mark(x, y, radius, look["shape"], look["fill"], look["outline"], node["label"], degree, side)


def _looks(looks: Mapping[str, Mapping[str, str]], theme: str) -> dict[str, dict[str, str]]:
    return {name: {**look, "outline": look[theme]} for name, look in looks.items()}


def _things(content: PageData, frame: Box, theme: str, looks: Mapping[str, Mapping[str, str]]) -> Drawing:
    nodes, edges = content["nodes"], content["edges"]
    seen = _looks(looks, theme)
    fit = _Fit([(node["x"], node["y"]) for node in nodes], frame)
    degree = Counter(end for edge in edges for end in {edge["from"], edge["to"]})
    marks = [
        _mark(fit, node, (node["x"], node["y"]), degree[node["id"]], seen[node["type"]]) for node in nodes
    ]
    phrases = {each["name"]: each["phrase"] for each in content["predicates"]}
    said: dict[tuple[int, int, str], list[str]] = {}
    for edge in edges:
        if edge["from"] != edge["to"]:
            words = phrases.get(edge["predicate"], edge["predicate"])
            said.setdefault((edge["from"], edge["to"], edge["status"]), []).append(words)
    lines = [
        Line(a, b, 1 + 0.5 * math.log2(len(words)), status, True, ", ".join(dict.fromkeys(words)))
        for (a, b, status), words in said.items()
    ]
    count = Counter(node["type"] for node in nodes)
    keys = [
        Key(f"{look['plural']} {count[name]:,}", look["shape"], look["fill"], look["outline"])
        for name, look in seen.items()
    ]
    unsure = [status for status in Status if any(line.status == status for line in lines)]
    keys += [Key(str(status), status=str(status)) for status in unsure if status != Status.ASSERTED]
    ticks = [(fit.point(x, 0)[0], name) for x, name in content["placing"]["ticks"]]
    every = len(nodes) + content["leftOut"]["nodes"], len(edges) + content["leftOut"]["links"]
    told = f"{len(nodes):,} of {every[0]:,} things, {len(edges):,} of {every[1]:,} links"
    return Drawing(marks, lines, keys, ticks, told)


def _ties(
    content: PageData, frame: Box, theme: str, name: str, looks: Mapping[str, Mapping[str, str]]
) -> Drawing:
    view = VIEWS[name]
    ties = ties_of(view, content["nodes"], content["edges"])
    at = next(each["at"] for each in content["placing"]["views"] if each["name"] == name)
    fit = _Fit([(x, y) for _, x, y, _ in at], frame)
    met = Counter(end for pair in ties for end in pair)
    number = {node: i for i, (node, *_) in enumerate(at)}
    look = _looks(looks, theme).get(str(view.ends), {})
    nodes = [{**node, "side": -1} for node in content["nodes"]]  # the room for names is in the other view
    marks = [_mark(fit, nodes[node], (x, y), met[node], look) for node, x, y, _ in at]
    lines = [
        Line(
            number[a], number[b], 0.8 + 1.3 * math.log2(weight), str(Status.ASSERTED), False,
            f"{weight} {view.one if weight == 1 else view.many}" if weight > 1 else "",
        )
        for (a, b), weight in ties.items()
    ]  # fmt: skip
    every = sum(1 for node in nodes if node["type"] == view.ends)
    plural = LOOKS[view.ends].plural
    keys = [Key(f"{plural} {len(marks):,}", look["shape"], look["fill"], look["outline"])] if marks else []
    most = max(ties.values(), default=0)
    if most > 1:
        keys.append(Key(f"thin: 1 {view.one}, thick: up to {most}", status=str(Status.ASSERTED)))
    told = f"{len(marks):,} of {every:,} {plural.lower()}, {len(ties):,} {view.plural}"
    return Drawing(marks, lines, keys, [], told)


def _groups(content: PageData, frame: Box, theme: str, looks: Mapping[str, Mapping[str, str]]) -> Drawing:
    nodes = content["nodes"]
    points = _stretched(content["placing"]["groups"][0]["at"], frame)
    degree = Counter(end for edge in content["edges"] for end in {edge["from"], edge["to"]})
    members: dict[int, list[int]] = {}
    for node in nodes:
        members.setdefault(node["community"], []).append(node["id"])
    fit = _Fit(points, frame)
    paint = colours(theme)
    marks = []
    for number, point in enumerate(points):
        own = members[number]
        best = max(own, key=lambda node: (degree[node], -node))
        radius = max(3.0, min(70.0, 9 + 2.6 * math.sqrt(len(own))) * min(fit.scale, 0.7))
        types = Counter(nodes[node]["type"] for node in own)
        parts = tuple((look["fill"], types[name] / len(own)) for name, look in looks.items() if types[name])
        marks.append(
            Mark(
                *fit.point(*point), radius, "dot", paint["surface"], paint["control"],
                nodes[best]["label"], len(own), parts=parts,
            )
        )  # fmt: skip
    ties: Counter[tuple[int, int]] = Counter()
    for edge in content["edges"]:
        a, b = sorted((nodes[edge["from"]]["community"], nodes[edge["to"]]["community"]))
        if a != b and a >= 0:
            ties[a, b] += 1
    strongest = sorted(ties.items(), key=lambda tie: (-tie[1], tie[0]))[:_BUBBLES]
    lines = [
        Line(a, b, 0.6 + 0.6 * math.log2(weight), str(Status.ASSERTED), False, "")
        for (a, b), weight in strongest
    ]
    loose = len(members.get(-1, ()))
    every = len(nodes) + content["leftOut"]["nodes"]
    told = f"{len(marks):,} communities of {len(nodes) - loose:,} of {every:,} things"
    seen = _looks(looks, theme)
    keys = [Key(look["plural"], look["shape"], look["fill"], look["outline"]) for look in seen.values()]
    keys.append(Key("a community, named after its best connected", "dot", paint["surface"], paint["control"]))
    return Drawing(marks, lines, keys, [], told)


def _stretched(points: Sequence[Sequence[float]], frame: Box) -> list[tuple[float, float]]:
    """Widen a layout that is higher than the frame: what matters of groups is who is near whom."""
    spans = [max(axis) - min(axis) for axis in zip(*points, strict=True)] if points else [0.0, 0.0]
    ratio = (frame.right - frame.left) / (frame.bottom - frame.top)
    wider = min(max(ratio * spans[1] / max(spans[0], 1e-9), 1.0), _WIDER)
    return [(wider * x, y) for x, y in points]
