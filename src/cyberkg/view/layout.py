"""Where each node goes: a force-directed layout, seeded, the same on every run.

Each connected component is laid out on its own and the components are packed side by side (``packing.py``):
laid out together, small ones drift away and waste the canvas. A component starts from a multidimensional
scaling of its distances to a few pivots (Brandes & Pich, "Eigensolver methods for progressive MDS", 2006),
then settles under the forces of Fruchterman and Reingold ("Graph drawing by force-directed placement",
1991) with hubs that push harder, and at last nodes that overlap step aside.

Repulsion is summed pair by pair in small components. In large ones it is read off a mesh: the nodes' weight
is spread over a grid and convolved with the force of a unit weight by FFT, which takes n log n.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import fft, sparse, spatial

from cyberkg.view.packing import ASPECT, pack
from cyberkg.view.shapes import lay_out_once

__all__ = ["Pieces", "arrange", "components", "lay_out", "pairs_of", "step_aside"]

Plane: TypeAlias = npt.NDArray[np.float64]
Pairs: TypeAlias = npt.NDArray[np.int64]
Spectrum: TypeAlias = npt.NDArray[np.complex128]

_SEED = 20230908
_TURNS = 100  # of the power method
_PIVOTS = 40
_PAIRWISE = 600  # nodes up to which all pairs are summed
_SETTLED = 60  # components that get forces; the smaller rest are drawn as rings
_STEPS = 260
_MESH_STEPS = 160
_MANY, _MANY_STEPS = 4000, 110  # of so many nodes nobody sees how the last ones settle
# Towards the middle. Against a push that falls off with the distance it settles at one density, so that
# the middle has room for names and no arm flies off.
_GRAVITY = 1.0
_ACROSS = 0.25  # how much links between communities pull, to links within them


class Pieces(NamedTuple):
    """The connected components of a graph, the largest first, each laid out on its own.

    :ivar members: the nodes of each piece.
    :ivar planes: their places, one row for each member; rows below these are of names that have room of their own.
    :ivar boxes: half the width and half the height that each row needs.
    """

    members: list[Pairs]
    planes: list[Plane]
    boxes: list[Plane]

    def packed(self, aspect: float = ASPECT, *, names: bool = True) -> list[tuple[int, int]]:
        """Set the pieces side by side: a point for each node, in whole units, the origin in the middle.

        :param aspect: width to height of the whole, as near as may be.
        :param names: whether names keep the room they have.
        """
        ends = [None if names else len(members) for members in self.members]
        planes = [plane[:end] for plane, end in zip(self.planes, ends, strict=True)]
        boxes = [box[:end] for box, end in zip(self.boxes, ends, strict=True)]
        plane = np.empty((sum(map(len, self.members)), 2))
        for members, piece in zip(self.members, pack(planes, boxes, aspect), strict=True):
            plane[members] = piece[: len(members)]
        return [(int(x), int(y)) for x, y in np.rint(plane)]


def arrange(
    links: Sequence[tuple[int, int]],
    room: Sequence[tuple[float, float]],
    groups: Sequence[int],
    aspect: float = ASPECT,
) -> list[tuple[int, int]]:
    """Place nodes ``0 .. len(room) - 1`` in the plane, in whole units; see ``lay_out``.

    :returns: a point for each node; the origin is in the middle of the picture.
    """
    return lay_out(links, room, groups).packed(aspect)


def lay_out(
    links: Sequence[tuple[int, int]], room: Sequence[tuple[float, float]], groups: Sequence[int]
) -> Pieces:
    """Lay out each connected component of the graph of nodes ``0 .. len(room) - 1``.

    :param links: pairs of nodes; direction, repetition and loops make no difference.
    :param room: for each node half the width and half the height it needs, in the units of the result.
    :param groups: for each node the number of its community; links between communities pull less.
    """
    count = len(room)
    if not count:
        return Pieces([], [], [])
    pairs = pairs_of(links)
    boxes = np.array(room, dtype=np.float64).reshape(-1, 2)
    community = np.array(groups, dtype=np.int64)
    pieces_of = components(count, pairs)
    owner = np.empty(count, dtype=np.int64)
    local = np.empty(count, dtype=np.int64)
    for number, members in enumerate(pieces_of):
        owner[members] = number
        local[members] = np.arange(len(members))
    order = np.argsort(owner[pairs[:, 0]], kind="stable")
    pairs = pairs[order]
    bounds = np.searchsorted(owner[pairs[:, 0]], np.arange(len(pieces_of) + 1))
    planes = []
    for i, members in enumerate(pieces_of):
        within = local[pairs[bounds[i] : bounds[i + 1]]]
        planes.append(_lay_out(boxes[members], within, community[members], settle=i < _SETTLED))
    return Pieces(pieces_of, planes, [boxes[members] for members in pieces_of])


def pairs_of(links: Sequence[tuple[int, int]]) -> Pairs:
    """Give the pairs of different nodes, each once, the lower number first, as sorted rows."""
    joined = sorted({(min(a, b), max(a, b)) for a, b in links if a != b})
    return np.array(joined, dtype=np.int64).reshape(-1, 2)


def components(count: int, pairs: Pairs) -> list[Pairs]:
    """Find the connected components, the largest first, each as the sorted numbers of its nodes."""
    _, label = sparse.csgraph.connected_components(_matrix(count, pairs), directed=False)
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    return sorted(np.split(order, cuts), key=lambda members: (-len(members), int(members[0])))


def _matrix(count: int, pairs: Pairs) -> sparse.csr_matrix:
    ones = np.ones(len(pairs))
    half = sparse.csr_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return (half + half.T).tocsr()


def _lay_out(boxes: Plane, pairs: Pairs, community: Pairs, *, settle: bool) -> Plane:
    count = len(boxes)
    if count == 1:
        return np.zeros((1, 2))
    settles = settle and count >= 3
    across = community[pairs[:, 0]] != community[pairs[:, 1]] if settles else None
    shape = boxes.tobytes(), pairs.tobytes()
    if across is None:
        return lay_out_once(shape, count, lambda: _laid_out(*shape, None))
    links = across.tobytes()
    return lay_out_once((*shape, links), count, lambda: _laid_out(*shape, links))


@lru_cache(maxsize=2000)
def _laid_out(boxes: bytes, pairs: bytes, across: bytes | None) -> Plane:
    """Lay out a component, told by its bytes: in a large graph most are small, and many of one shape.

    :param across: for each pair whether it links two communities; None to draw rings.
    """
    room = np.frombuffer(boxes, dtype=np.float64).reshape(-1, 2)
    ends = np.frombuffer(pairs, dtype=np.int64).reshape(-1, 2)
    unit = 1.8 * float(np.sqrt(np.mean(room.prod(axis=1))))
    if across is None:
        plane = _rings(len(room), ends) * unit
    else:
        tension = np.where(np.frombuffer(across, dtype=np.bool_), _ACROSS, 1.0)
        plane = _settle(_scale(len(room), ends), ends, tension) * unit
    apart = step_aside(plane, room)
    apart.flags.writeable = False  # shared by all components of this shape
    return apart


def _rings(count: int, pairs: Pairs) -> Plane:
    """Draw a small component as rings around its best connected node, one ring for each step away."""
    degree = np.bincount(pairs.ravel(), minlength=count)
    plane = np.zeros((count, 2))
    for step, ring in enumerate(_steps_from(int(np.argmax(degree)), count, pairs)):
        if step:
            angle = 2 * np.pi * np.arange(len(ring)) / len(ring) + step * 0.5
            radius = max(step, len(ring) / (2 * np.pi))
            plane[ring] = radius * np.column_stack([np.cos(angle), np.sin(angle)])
    return plane


def _steps_from(middle: int, count: int, pairs: Pairs) -> list[list[int]]:
    """Give the nodes that are none, one, two ... steps away from one, each list sorted."""
    beside: list[list[int]] = [[] for _ in range(count)]
    for one, other in pairs.tolist():
        beside[one].append(other)
        beside[other].append(one)
    rings, seen = [[middle]], {middle}
    while ring := sorted({other for one in rings[-1] for other in beside[one]} - seen):
        rings.append(ring)
        seen.update(ring)
    return rings


def _scale(count: int, pairs: Pairs) -> Plane:
    """Start so that points are about as far apart as their nodes are steps apart."""
    matrix = _matrix(count, pairs)
    degree = np.bincount(pairs.ravel(), minlength=count)
    steps = np.empty((count, 0))
    nearest = np.full(count, np.inf)
    pivot = int(np.argmax(degree))
    for _ in range(min(_PIVOTS, count)):
        column = sparse.csgraph.shortest_path(matrix, unweighted=True, indices=pivot)
        steps = np.column_stack([steps, column])
        nearest = np.minimum(nearest, column)
        pivot = int(np.argmax(nearest * count + degree))
    squares = steps**2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean())
    plane = _spread_most(centred)
    spread = plane.std(axis=0)
    plane = plane / np.where(spread > 0, spread, 1.0) * np.sqrt(count) * 0.4
    noise = np.random.default_rng(_SEED).normal(scale=0.08, size=(count, 2))
    return np.asarray(plane + noise, dtype=np.float64)


def _spread_most(centred: Plane) -> Plane:
    """Project points on the two axes along which they spread most.

    By sums in a fixed order and not by a library of linear algebra: these give other last digits on other
    processors, other axes where two are as good, and so another picture of the same graph.
    """
    size = centred.shape[1]
    spread = np.stack([(centred * centred[:, [i]]).sum(axis=0) for i in range(size)])
    axes: list[Plane] = []
    for start in np.random.default_rng(_SEED).uniform(0.5, 1.5, (2, size)):
        axis = start
        for _ in range(_TURNS):
            axis = (spread * axis).sum(axis=1)
            for other in axes:
                axis = axis - other * (other * axis).sum()
            axis = axis / max(float(np.sqrt((axis * axis).sum())), 1e-300)
        axes.append(axis)
    return np.column_stack([(centred * axis).sum(axis=1) for axis in axes])


def _settle(plane: Plane, pairs: Pairs, tension: Plane) -> Plane:
    """Let linked nodes attract and all nodes repel each other, in ever smaller steps.

    A link ends up about 1 long; ``tension`` says for each link how much it pulls.
    """
    count = len(plane)
    weight = 1.0 + 0.35 * np.sqrt(np.bincount(pairs.ravel(), minlength=count))
    steps = _STEPS if count <= _PAIRWISE else _MESH_STEPS if count <= _MANY else _MANY_STEPS
    push = _push_pairwise if count <= _PAIRWISE else _push_by_mesh
    reach = 0.25 * float(np.sqrt(count))
    for step in range(steps):
        force = push(plane, weight) * weight[:, None]
        way = plane[pairs[:, 1]] - plane[pairs[:, 0]]
        pull = way * (tension * np.sqrt((way**2).sum(axis=1)))[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(pairs[:, 0], pull[:, axis], count)
            force[:, axis] -= np.bincount(pairs[:, 1], pull[:, axis], count)
        force -= _GRAVITY * (plane - plane.mean(axis=0)) * weight[:, None]
        length = np.maximum(np.sqrt((force**2).sum(axis=1)), 1e-9)
        limit = reach * (1 - step / steps) ** 2 + 0.005
        plane = plane + force * (np.minimum(length, limit) / length)[:, None]
    return np.asarray(plane - plane.mean(axis=0), dtype=np.float64)


def _push_pairwise(plane: Plane, weight: Plane) -> Plane:
    dx = plane[:, None, 0] - plane[None, :, 0]
    dy = plane[:, None, 1] - plane[None, :, 1]
    share = dx * dx
    share += dy * dy
    np.maximum(share, 1e-4, out=share)
    np.divide(weight[None, :], share, out=share)
    dx *= share
    dy *= share
    return np.column_stack([dx.sum(axis=1), dy.sum(axis=1)])


def _push_by_mesh(plane: Plane, weight: Plane) -> Plane:
    """Sum the repulsion on a square mesh twice as wide as the picture, so that its edges do not meet."""
    side = 128 if len(plane) <= _MANY else 256
    low = plane.min(axis=0)
    cell = float(np.ptp(plane, axis=0).max()) / (side - 2) + 1e-9
    spot = (plane - low) / cell
    corner = spot.astype(np.int64)
    part = spot - corner
    mass = np.zeros((2 * side, 2 * side))
    shares = []
    for dx in (0, 1):
        for dy in (0, 1):
            share = np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1])
            at = (corner[:, 0] + dx, corner[:, 1] + dy)
            np.add.at(mass, at, share * weight)
            shares.append((at, share))
    spectrum = fft.rfft2(mass)
    force = np.zeros_like(plane)
    for axis, kernel in enumerate(_unit_force(side)):
        field = fft.irfft2(spectrum * kernel, s=mass.shape)
        for at, share in shares:
            force[:, axis] += field[at] * share
    return force / cell


@lru_cache(maxsize=2)
def _unit_force(side: int) -> tuple[Spectrum, Spectrum]:
    """Transform the force of a unit weight on a mesh whose cells are 1 wide, along either axis.

    On another mesh the force is as much weaker as its cells are wider.
    """
    near = fft.fftfreq(2 * side, 1 / (2 * side))
    square = near[:, None] ** 2 + near[None, :] ** 2 + 0.7**2
    return fft.rfft2(near[:, None] / square), fft.rfft2(near[None, :] / square)


def step_aside(plane: Plane, boxes: Plane, *, only: int | None = None, rounds: int = 60) -> Plane:
    """Move nodes whose boxes overlap apart, half the way each, along the axis where less is needed.

    :param only: the one axis to move along, 0 or 1.
    :param rounds: how often at the most.
    """
    plane = plane.copy()
    reach = 2 * float(boxes.max())
    for _ in range(rounds):
        near = spatial.cKDTree(plane).query_pairs(reach, p=np.inf, output_type="ndarray")
        # Most that are near do not overlap: these go before the rest is sorted.
        for side in (0, 1):
            a, b = near[:, 0], near[:, 1]
            near = near[boxes[a, side] + boxes[b, side] - np.abs(plane[b, side] - plane[a, side]) > 0.5]
        if not len(near):
            break
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        a, b = near[:, 0], near[:, 1]
        way = plane[b] - plane[a]
        lack = boxes[a] + boxes[b] - np.abs(way)
        axis = np.where(lack[:, 0] / boxes[a, 0] < lack[:, 1] / boxes[a, 1], 0, 1)
        if only is not None:
            axis = np.full(len(a), only)
        rows = np.arange(len(a))
        sign = np.where(way[rows, axis] < 0, -1.0, 1.0)
        move = np.zeros((len(a), 2))
        move[rows, axis] = 0.5 * sign * lack[rows, axis]
        crowd = np.sqrt(np.maximum(np.bincount(near.ravel(), minlength=len(plane)), 1))
        for side in (0, 1):
            plane[:, side] += np.bincount(b, move[:, side], len(plane)) / crowd
            plane[:, side] -= np.bincount(a, move[:, side], len(plane)) / crowd
    return plane
