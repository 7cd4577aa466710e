"""Components are laid out once: in the places that they had, or where nothing is known, anew."""

from __future__ import annotations

import numpy as np
import pytest

from cyberkg.view import layout
from cyberkg.view.shapes import Plane, Shapes, known, lay_out_once

ONE, OTHER = np.array([[1.0, 2.0], [3.0, -0.0]]), np.array([[0.1, 0.2]])


def refuse() -> Plane:
    raise AssertionError("this is known")


def test_places_come_back_bit_for_bit() -> None:
    shapes = Shapes()
    shapes.place((b"ab", b"c"), 2, lambda: ONE)
    shapes.place((b"a", b"bc"), 1, lambda: OTHER)
    again = Shapes(shapes.pack())
    assert again.place((b"ab", b"c"), 2, refuse).tobytes() == ONE.tobytes()
    assert again.place((b"a", b"bc"), 1, refuse).tobytes() == OTHER.tobytes()
    assert again.pack() == shapes.pack()


def test_what_was_not_asked_for_is_not_kept() -> None:
    shapes = Shapes()
    shapes.place((b"a",), 2, lambda: ONE)
    shapes.place((b"b",), 1, lambda: OTHER)
    again = Shapes(shapes.pack())
    again.place((b"a",), 2, refuse)
    with pytest.raises(AssertionError, match="this is known"):
        Shapes(again.pack()).place((b"b",), 1, refuse)


@pytest.mark.parametrize("count", [1, 3])
def test_places_of_another_number_of_nodes_are_not_taken(count: int) -> None:
    shapes = Shapes()
    shapes.place((b"a",), 2, lambda: ONE)
    new = np.ones((count, 2))
    assert Shapes(shapes.pack()).place((b"a",), count, lambda: new) is new


def test_what_is_no_list_of_places_is_not_believed() -> None:
    shapes = Shapes()
    shapes.place((b"a",), 2, lambda: ONE)
    whole = shapes.pack()
    endless = Shapes()
    endless.place((b"a",), 2, lambda: np.full((2, 2), np.nan))
    for broken in (whole[:-1], whole[:20], whole + b"x", endless.pack(), b"\xff" * 100, b"\0" * 36):
        assert Shapes(broken).place((b"a",), 2, lambda: OTHER) is OTHER


def test_outside_of_a_block_each_is_laid_out() -> None:
    shapes = Shapes()
    with known(shapes):
        lay_out_once((b"a",), 2, lambda: ONE)
        assert lay_out_once((b"a",), 1, lambda: OTHER) is OTHER
    assert lay_out_once((b"a",), 2, lambda: OTHER) is OTHER


def test_known_shapes_give_the_picture_of_a_layout() -> None:
    # the first two differ in their communities alone
    links = [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7), (8, 9)]
    room, groups = [(20.0, 20.0)] * 10, [0, 0, 1, 1, 2, 2, 2, 2, 3, 3]
    anew = layout.lay_out(links, room, groups).packed()
    shapes = Shapes()
    with known(shapes):
        assert layout.lay_out(links, room, groups).packed() == anew
    with known(Shapes(shapes.pack())):
        assert layout.lay_out(links, room, groups).packed() == anew
