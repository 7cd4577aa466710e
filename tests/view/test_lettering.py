from __future__ import annotations

import random

import pytest

from cyberkg.view.lettering import Box, Label, Sheet, break_name, place_labels

FRAME = Box(0, 0, 800, 600)


def label(x: float, y: float, width: float = 80) -> Label:
    return Label(("name",), x, y, 8, width, 15)


def crowd(count: int) -> list[Label]:
    rng = random.Random(7)
    return [label(rng.uniform(0, 800), rng.uniform(0, 600)) for _ in range(count)]


@pytest.mark.parametrize("leading", [0, 300])
def test_no_name_covers_another_or_sticks_out(leading: int) -> None:
    placed = place_labels(crowd(300), Sheet(FRAME), Sheet(FRAME), leading=leading)
    boxes = [box for _, box in placed]
    assert len(boxes) > 60
    assert all(box.within(FRAME) for box in boxes)
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_only_the_leading_names_may_cover_a_node() -> None:
    labels = crowd(200)
    marks = Sheet(FRAME)
    for each in labels:
        marks.take(Box(each.x - 8, each.y - 8, each.x + 8, each.y + 8))
    placed = place_labels(labels, Sheet(FRAME), marks, leading=10)
    assert {number for number, _ in placed} >= set(range(10))
    assert all(number < 10 or not marks.met(box) for number, box in placed)


def test_the_most_important_come_first() -> None:
    same = [label(400, 300) for _ in range(40)]
    placed = [number for number, _ in place_labels(same, Sheet(FRAME), Sheet(FRAME))]
    assert placed == list(range(len(placed)))
    assert 1 < len(placed) < 40


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("INTERPOL", ("INTERPOL",)),
        ("Hong Kong China Network Security Association", ("Hong Kong China Network", "Security Association")),
        ("an investigation of the reports", ("an investigation", "of the reports")),
        ("Rindfleischetikettierungsüberwachungsgesetz", ("Rindfleischetikettierun…",)),
        ("a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5 6", None),
        ("", ("",)),
    ],
)
def test_names_take_two_lines_at_the_most(name: str, lines: tuple[str, ...] | None) -> None:
    broken = break_name(name, 24)
    assert lines is None or broken == lines
    assert len(broken) <= 2
    assert all(len(line) <= 24 for line in broken)
