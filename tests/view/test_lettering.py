from __future__ import annotations

import random
from dataclasses import replace

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
        (
            "Hong Kong Computer Emergency Response Team Coordination Centre",
            ("Hong Kong Computer", "Emergency Response Team", "Coordination Centre"),
        ),
        # a line a little wider rather than one more
        ("Conference of Ministers for the Environment", ("Conference of Ministers", "for the Environment")),
        ("61st Asia Pacific Privacy Authorities Forum", ("61st Asia Pacific Privacy", "Authorities Forum")),
        # of what does not fit whole words are left out
        (
            "Subcommittee on Oversight and Investigations of the Committee on Energy and Commerce",
            ("Subcommittee on Oversight", "and Investigations of the", "Committee on Energy and…"),
        ),
        ("Rindfleischetikettierungsüberwachungsgesetz", ("Rindfleischetikettierungsüb…",)),
        ("", ("",)),
    ],
)
def test_names_take_three_lines_at_the_most_and_end_with_a_word(name: str, lines: tuple[str, ...]) -> None:
    assert break_name(name, 24) == lines


@pytest.mark.parametrize("seed", range(20))
def test_no_line_of_a_name_is_much_wider_than_asked(seed: int) -> None:
    rng = random.Random(seed)
    name = " ".join("x" * rng.randrange(40) for _ in range(rng.randrange(12)))
    broken = break_name(name, 24)
    assert len(broken) <= 3
    assert all(len(line) <= 28 for line in broken)


def test_a_name_stands_where_the_layout_has_left_room_and_no_other_takes_that() -> None:
    for side, where in enumerate(("top", "bottom", "left", "right")):
        (_, box), (_, other) = place_labels(
            [label(400, 330), replace(label(400, 300), side=side)][::-1],
            Sheet(FRAME),
            Sheet(FRAME),
            leading=2,
        )
        edge = {"top": 308, "bottom": 292, "left": 408, "right": 392}[where]
        assert abs(getattr(box, where) - edge) <= 4
        assert not box.meets(other)
    # what comes first would stand below, in the room of the second
    first, second = label(400, 300), replace(label(400, 337), side=1)
    (_, box), (_, kept) = place_labels([first, second], Sheet(FRAME), Sheet(FRAME), leading=2)
    assert box.bottom < 300
    assert 300 < kept.top < kept.bottom < 337
