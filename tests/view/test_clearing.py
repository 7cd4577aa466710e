from __future__ import annotations

import random

import numpy as np
import pytest

from cyberkg.view.clearing import SIDES, Cleared, clear
from cyberkg.view.layout import lay_out

ROOM = (20.0, 20.0)
HALF = (120.0, 25.0)  # of a name


def star(seed: int) -> tuple[Cleared, int]:
    """A hub in a thicket, with its name cleared, and how many nodes there are."""
    rng = random.Random(seed)
    links = [(0, i) for i in range(1, 18)] + [(i, rng.randrange(i)) for i in range(18, 60)]
    pieces = lay_out(links, [ROOM] * 60, [0] * 60)
    hub = pieces.members[0].tolist().index(0)
    return clear(pieces.planes[0], pieces.boxes[0], [(hub, *HALF)]), len(pieces.members[0])


@pytest.mark.parametrize("seed", range(4))
def test_nothing_stands_where_the_name_of_a_hub_does(seed: int) -> None:
    cleared, count = star(seed)
    name, boxes = cleared.plane[count], cleared.boxes[:count]
    over = np.minimum(*(np.array(HALF) + boxes - np.abs(cleared.plane[:count] - name)).T)
    assert over.max() < 6


def test_a_name_is_beside_its_node_on_the_side_that_is_told() -> None:
    plane = np.array([[0.0, 0.0], [0.0, 60.0], [0.0, -60.0], [60.0, 0.0]])
    cleared = clear(plane, np.array([ROOM] * 4), [(0, *HALF)])
    assert cleared.sides == [3]  # left is free, and needs nobody to move
    assert np.array_equal(cleared.plane[:4], plane)
    assert cleared.plane[4].tolist() == [-140.0, 0.0]
    assert cleared.boxes[4].tolist() == list(HALF)
    assert SIDES[3] == (-1, 0)


def test_names_do_not_stand_on_each_other() -> None:
    plane = np.array([[0.0, 0.0], [50.0, 0.0]])
    cleared = clear(plane, np.array([ROOM] * 2), [(0, *HALF), (1, *HALF)])
    way = np.abs(cleared.plane[2] - cleared.plane[3])
    assert way[0] > 2 * HALF[0] - 2 or way[1] > 2 * HALF[1] - 2


def test_without_names_nothing_moves() -> None:
    plane, boxes = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([ROOM] * 2)
    cleared = clear(plane, boxes, [])
    assert cleared.plane is plane
    assert cleared.sides == []
