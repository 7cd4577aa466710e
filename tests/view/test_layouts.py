from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from cyberkg.view.layouts import LAYOUTS, Placed, Plan, place

ROOM = (14.0, 14.0)


def plan(count: int, links: list[tuple[int, int]]) -> Plan:
    rng = random.Random(count)
    return Plan(
        links=links,
        room=[ROOM] * count,
        groups=[0] * count,
        kinds=[i % 4 for i in range(count)],
        days=[
            date(2023, 1, 1).toordinal() + rng.randrange(700) if i % 3 == 0 else None for i in range(count)
        ],
    )


def tangle(count: int) -> list[tuple[int, int]]:
    rng = random.Random(count)
    return [(i, rng.randrange(i)) for i in range(1, count)] + [
        (i, rng.randrange(count)) for i in range(0, count, 3)
    ]


def overlapping(placed: Placed) -> int:
    points = placed.points
    return sum(
        abs(a[0] - b[0]) < 2 * ROOM[0] - 2 and abs(a[1] - b[1]) < 2 * ROOM[1] - 2
        for i, a in enumerate(points)
        for b in points[:i]
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_small_graphs_have_a_place_for_each_node(layout: str, count: int) -> None:
    placed = place(layout, plan(count, [(i, i + 1) for i in range(count - 2)]))
    assert len(set(placed.points)) == len(placed.piece) == count


@pytest.mark.parametrize("layout", LAYOUTS)
def test_hardly_any_nodes_overlap(layout: str) -> None:
    assert overlapping(place(layout, plan(240, tangle(200)))) <= 6


def test_all_layouts_are_the_same_in_every_process() -> None:
    code = (
        "import random\nfrom cyberkg.view.layouts import LAYOUTS, Plan, place\n"
        "rng = random.Random(1)\n"
        "links = [(i, rng.randrange(i)) for i in range(1, 90)]\n"
        "given = Plan(links, [(14.0, 14.0)] * 100, [0] * 100, [i % 4 for i in range(100)],"
        " [738000 + 9 * i if i % 3 else None for i in range(100)])\n"
        "print([place(layout, given) for layout in LAYOUTS])"
    )
    pictures = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(pictures) == 1
    assert pictures != {""}


def test_rings_are_as_far_out_as_nodes_are_steps_away() -> None:
    chain_and_star = [(0, i) for i in range(1, 9)] + [(1, 9), (9, 10)]
    placed = place("radial", replace(plan(11, chain_and_star), centres=[0]))
    middle = placed.points[0]
    far = [((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 for x, y in placed.points]
    ring = [0] + [1] * 8 + [2, 3]
    assert all(abs(far[a] - far[b]) < 3 for a in range(11) for b in range(11) if ring[a] == ring[b])
    assert far[1] + 20 < far[9]
    assert far[9] + 20 < far[10]


def test_what_is_asked_for_stands_in_the_middle_even_if_others_are_better_connected() -> None:
    star = [(0, i) for i in range(1, 9)]
    placed = place("radial", replace(plan(9, star), centres=[3]))
    x, y = placed.points[3]
    ranked = sorted(range(9), key=lambda i: (placed.points[i][0] - x) ** 2 + (placed.points[i][1] - y) ** 2)
    assert ranked[:2] == [3, 0]


def test_what_happened_earlier_stands_further_left_and_undated_things_between() -> None:
    days = [date(2023, month, 5).toordinal() for month in (9, 1, 5)]
    given = replace(plan(6, [(0, 3), (1, 3), (2, 4)]), days=[*days, None, None, None])
    placed = place("time", given)
    x = [point[0] for point in placed.points]
    assert x[1] < x[2] < x[0]
    assert x[1] < x[3] < x[0]
    assert x[4] == x[2]
    assert x[5] < x[1]
    names = [name for _, name in placed.ticks]
    assert names == ["undated", "2023", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
    places = [place for place, _ in placed.ticks]
    assert places == sorted(places)
    assert places[1] <= x[1] < places[2]


@pytest.mark.parametrize("days", [[None, None, None], [1, 3_652_059, None]])
def test_time_may_be_missing_or_all_there_is(days: list[int | None]) -> None:
    placed = place("time", replace(plan(3, [(0, 2)]), days=days))
    assert len(set(placed.points)) == 3


def test_each_type_has_columns_of_its_own() -> None:
    placed = place("columns", plan(80, tangle(80)))
    kinds: dict[int, set[int]] = {}
    for i, (x, _) in enumerate(placed.points):
        kinds.setdefault(x, set()).add(i % 4)
    assert all(len(found) == 1 for found in kinds.values())
    assert [found.pop() for _, found in sorted(kinds.items())] == sorted(
        kind for kind, count in Counter(i % 4 for i in range(80)).items() for _ in range(len(kinds) // 4)
    )


def test_columns_are_ordered_so_that_links_are_short() -> None:
    given = replace(plan(20, [(i, 10 + (i * 3) % 10) for i in range(10)]), kinds=[0] * 10 + [1] * 10)
    placed = place("columns", given, aspect=0.3)
    assert sum(abs(placed.points[a][1] - placed.points[b][1]) for a, b in given.links) <= 60


def test_for_a_tall_screen_the_pieces_stand_below_each_other_and_for_a_wide_one_side_by_side() -> None:
    links = tangle(60) + [(i, i + 1) for i in range(60, 120, 2)]
    placed = place("force", plan(122, links))

    def moved(moves: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [
            (x + moves[piece][0], y + moves[piece][1])
            for (x, y), piece in zip(placed.points, placed.piece, strict=True)
        ]

    def aspect(points: list[tuple[int, int]]) -> float:
        xs, ys = zip(*points, strict=True)
        return float((max(xs) - min(xs)) / (max(ys) - min(ys)))

    assert aspect(moved(placed.tall)) < 0.85 * aspect(placed.points) < 0.75 * aspect(moved(placed.wide))
    for moves in (placed.tall, placed.wide):
        assert overlapping(replace(placed, points=moved(moves))) <= 4


def test_names_that_are_to_have_room_are_told_their_side() -> None:
    given = replace(plan(60, tangle(60)), names=[(0, 90.0, 20.0), (3, 90.0, 20.0)])
    placed = place("force", given)
    assert sorted(placed.sides) == [0, 3]
    assert placed.points != place("force", replace(given, names=[])).points
    assert place("radial", given).sides == {}
