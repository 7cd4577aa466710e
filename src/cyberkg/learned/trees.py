"""Trees of questions about a candidate, as ``training.calibrate`` grows them; read without the library that grew them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["LEAF", "Tree", "read_tree"]

LEAF = -1  # instead of a feature's number


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree, its nodes numbered from the root, 0; in all five rows one entry for each node.

    :param feature: the number of the feature that a node asks for, or ``LEAF``.
    :param most: what goes left is at most this.
    :param left: the node to the left; ``right`` the one to the right.
    :param value: what a leaf adds to the score.
    """

    feature: tuple[int, ...]
    most: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def weigh(self, row: Sequence[float]) -> float:
        """What the tree adds to the score of a candidate with these features."""
        node = 0
        while self.feature[node] != LEAF:
            goes_left = row[self.feature[node]] <= self.most[node]
            node = (self.left if goes_left else self.right)[node]
        return self.value[node]


def read_tree(content: Mapping[str, Any], features: int) -> Tree:
    """Read a tree from its rows.

    :param features: how many features there are.
    :raises ValueError: where it is none: a walk down could leave it, or never end.
    """
    tree = Tree(
        tuple(map(int, content["feature"])),
        tuple(map(float, content["most"])),
        tuple(map(int, content["left"])),
        tuple(map(int, content["right"])),
        tuple(map(float, content["value"])),
    )
    size = len(tree.feature)
    asked = [n for n, feature in enumerate(tree.feature) if feature != LEAF]
    if (
        not size
        or {len(tree.most), len(tree.left), len(tree.right), len(tree.value)} != {size}
        or any(not 0 <= tree.feature[n] < features for n in asked)
        or any(not n < below < size for n in asked for below in (tree.left[n], tree.right[n]))
    ):
        raise ValueError("a broken tree")
    return tree
