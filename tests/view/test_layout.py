from __future__ import annotations

import os
import platform
import random
import subprocess
import sys

import numpy as np
import pytest
from scipy import sparse

from cyberkg.view import layout
from cyberkg.view.layout import arrange
from cyberkg.view.packing import pack

ROOM = (14.0, 14.0)


def place(count: int, links: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return arrange(links, [ROOM] * count, [0] * count)


def tangle(count: int) -> list[tuple[int, int]]:
    rng = random.Random(count)
    return [(i, rng.randrange(i)) for i in range(1, count)] + [
        (i, rng.randrange(count)) for i in range(0, count, 3)
    ]


def overlapping(points: list[tuple[int, int]]) -> int:
    return sum(
        abs(a[0] - b[0]) < 2 * ROOM[0] - 2 and abs(a[1] - b[1]) < 2 * ROOM[1] - 2
        for i, a in enumerate(points)
        for b in points[:i]
    )


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_small_graphs_have_a_place_for_each_node(count: int) -> None:
    points = place(count, [(i, i + 1) for i in range(count - 1)])
    assert len(set(points)) == count


@pytest.mark.parametrize("count", [40, 300, 1200])
def test_hardly_any_nodes_overlap(count: int) -> None:
    assert overlapping(place(count, tangle(count))) <= count * 0.02


def test_loops_repetition_and_direction_make_no_difference() -> None:
    assert place(4, [(0, 1), (1, 2), (2, 3)]) == place(4, [(1, 0), (2, 1), (1, 2), (3, 2), (3, 3), (0, 1)])


def test_the_layout_is_the_same_every_time() -> None:
    assert place(200, tangle(200)) == place(200, tangle(200))


def test_linked_nodes_are_nearer_than_others() -> None:
    links = tangle(120)
    points = place(120, links)

    def apart(a: int, b: int) -> float:
        return float(((points[a][0] - points[b][0]) ** 2 + (points[a][1] - points[b][1]) ** 2) ** 0.5)

    near = [apart(a, b) for a, b in links]
    all_ = [apart(a, b) for a in range(120) for b in range(a)]
    assert sum(near) / len(near) < 0.6 * sum(all_) / len(all_)


def test_small_components_do_not_fly_off() -> None:
    links = tangle(100) + [(i, i + 1) for i in range(100, 160, 2)]
    points = place(200, links)
    main = [points[i] for i in range(100)]
    wide = max(x for x, _ in main) - min(x for x, _ in main)
    assert max(x for x, _ in points) - min(x for x, _ in points) < 2.5 * wide


def test_packed_pieces_do_not_overlap() -> None:
    import numpy as np

    pieces = [np.array([[0.0, 0.0], [width, 10.0]]) for width in (400.0, 120.0, 60.0, 10.0, 10.0, 10.0)]
    boxes = [np.full((2, 2), 5.0) for _ in pieces]
    corners = [(piece.min(axis=0) - 5, piece.max(axis=0) + 5) for piece in pack(pieces, boxes)]
    for i, (low, high) in enumerate(corners):
        for other_low, other_high in corners[:i]:
            assert (high <= other_low).any() or (other_high <= low).any()


def rings(sizes: list[int]) -> list[layout.Plane]:
    """Circles of so many points, 30 apart."""
    angles = [2 * np.pi * np.arange(size) / size for size in sizes]
    return [30 * len(a) / 6 * np.column_stack([np.cos(a), np.sin(a)]) for a in angles]


def test_no_piece_lies_within_another_or_across_its_lines() -> None:
    pieces = rings([60, 40, 12, 12, *[6] * 20, *[3] * 200])
    packed = pack(pieces, [np.full((len(piece), 2), 5.0) for piece in pieces])
    middles = [piece.mean(axis=0) for piece in packed]
    reach = [float(np.sqrt(((piece - piece.mean(axis=0)) ** 2).sum(axis=1)).max()) for piece in pieces]
    for i, middle in enumerate(middles):
        for j in range(i):
            assert np.hypot(*(middle - middles[j])) > reach[i] + reach[j]


@pytest.mark.parametrize("aspect", [0.6, 1.1, 1.6])
def test_packed_pieces_fill_a_rectangle_of_the_ratio_asked_for(aspect: float) -> None:
    pieces = rings([40, 30, 20, 12, 12, *[6] * 30])
    every = np.vstack(pack(pieces, [np.full((len(piece), 2), 5.0) for piece in pieces], aspect))
    wide, high = np.ptp(every, axis=0)
    assert 0.75 < wide / high / aspect < 1.33
    assert wide * high < 1.75 * sum(float((np.ptp(piece, axis=0) + 10).prod()) for piece in pieces)


@pytest.mark.skipif(platform.machine() not in {"x86_64", "AMD64"}, reason="names of kernels for x86")
def test_the_processor_does_not_show_in_the_picture() -> None:
    """A star has many axes that are as good as each other, so that the least difference turns it."""
    code = (
        "from cyberkg.view.layout import arrange\n"
        "links = [(0, i) for i in range(1, 40)] + [(i, i + 1) for i in range(1, 30, 3)]\n"
        "print(arrange(links, [(14.0, 14.0)] * 40, [0] * 40))"
    )
    older = {"OPENBLAS_CORETYPE": "Nehalem"}
    pictures = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **kernels},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for kernels in ({}, older)
    }
    assert len(pictures) == 1
    assert pictures != {""}


def test_components_of_one_shape_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    laid = []
    aside = layout.step_aside

    def count(plane: layout.Plane, boxes: layout.Plane) -> layout.Plane:
        laid.append(len(plane))
        return aside(plane, boxes)

    monkeypatch.setattr(layout, "step_aside", count)
    layout._laid_out.cache_clear()
    stars = [(4 * n, 4 * n + leaf) for n in range(80) for leaf in (1, 2, 3)]
    pieces = layout.lay_out(stars, [(20.0, 20.0)] * 320, [0] * 320)
    assert laid == [4, 4]  # one with forces, one as rings
    assert len(set(pieces.packed())) == 320


def test_components_that_differ_in_their_communities_alone_are_laid_out_each() -> None:
    links, room = [(0, 1), (1, 2), (2, 3)], [(20.0, 20.0)] * 4
    one, other = (layout.lay_out(links, room, groups).planes[0] for groups in ([0, 0, 0, 0], [0, 0, 1, 1]))
    assert not np.array_equal(one, other)


def test_rings_are_as_many_steps_away_as_a_search_of_shortest_paths_finds() -> None:
    draw = random.Random(3)
    for _ in range(30):
        count = draw.randint(2, 40)
        pairs = layout.pairs_of([(n, draw.randrange(n)) for n in range(1, count)])
        rings = layout._steps_from(0, count, pairs)
        steps = sparse.csgraph.shortest_path(layout._matrix(count, pairs), unweighted=True, indices=0)
        assert [ring.tolist() for ring in (np.flatnonzero(steps == n) for n in range(len(rings)))] == rings
        assert sum(map(len, rings)) == count
