from __future__ import annotations

from typing import Any

import pytest

from cyberkg.learned.trees import LEAF, Tree, read_tree

# Left of 0.5 in the first feature; else by the second.
ROWS: dict[str, list[float]] = {
    "feature": [0, LEAF, 1, LEAF, LEAF],
    "most": [0.5, 0.0, 2.0, 0.0, 0.0],
    "left": [1, 0, 3, 0, 0],
    "right": [2, 0, 4, 0, 0],
    "value": [0.0, 10.0, 0.0, 20.0, 30.0],
}


@pytest.mark.parametrize(
    ("row", "value"), [((0.5, 9.0), 10.0), ((0.6, 2.0), 20.0), ((0.6, 2.1), 30.0), ((-3.0, -3.0), 10.0)]
)
def test_a_walk_ends_at_the_leaf_that_the_features_lead_to(row: tuple[float, ...], value: float) -> None:
    assert read_tree(ROWS, 2).weigh(row) == value


def test_a_leaf_alone_is_a_tree() -> None:
    assert Tree((LEAF,), (0.0,), (0,), (0,), (7.0,)).weigh(()) == 7.0


@pytest.mark.parametrize(
    "change",
    [
        {"feature": []},
        {"left": [1, 0, 3, 0]},
        {"feature": [5, LEAF, 1, LEAF, LEAF]},
        {"feature": [-2, LEAF, 1, LEAF, LEAF]},
        {"right": [5, 0, 4, 0, 0]},
        {"left": [0, 0, 3, 0, 0]},
        {"left": [1, 0, 1, 0, 0]},
        {"value": ["x", 0, 0, 0, 0]},
    ],
    ids=str,
)
def test_what_a_walk_could_leave_or_never_end_in_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        read_tree(ROWS | change, 2)
