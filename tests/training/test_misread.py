from __future__ import annotations

import numpy as np
import pytest

from cyberkg.learned.labels import RELATIONS, STATUSES, TAGS
from cyberkg.learned.spans import Span
from cyberkg.learned.windows import Piece, Window
from cyberkg.terms import INCIDENT_TYPES
from cyberkg.training.examples import IGNORED, Example
from cyberkg.training.misread import misread

ATTENDED = RELATIONS.index("attended")
ASSERTED = STATUSES.index("asserted")
# "ada came to forum": a person, an event; then a date that rules found, and a word left open
WORDS = (9262, 2234, 2000, 7057, 2154, 2003)


def example() -> Example:
    window = Window(tuple(Piece(0, 6 * n, 6 * n + 5, 0) for n in range(6)), WORDS, (1,) * 6, (0,) * 6)
    return Example(
        "told",
        window,
        (tag("B-person"), 0, 0, tag("B-event"), 0, IGNORED),
        (Span(0, 1, "person"), Span(3, 4, "event"), Span(4, 5, "date", "2023-09-01")),
        ("p.ada", "e.forum", ""),
        ("Ada", "Forum", "1 September"),
        frozenset({(0, 1, ATTENDED, ASSERTED)}),
        frozenset(),
        {},
    )


def tag(name: str) -> int:
    return TAGS.index(name)


def told(*names: str) -> np.ndarray:
    """Scores that leave no doubt, so that noise changes nothing."""
    scores = np.full((len(names), len(TAGS)), -1e6, np.float32)
    for n, name in enumerate(names):
        scores[n, tag(name)] = 0
    return scores


def draws(scores: np.ndarray, times: int = 20) -> list[Example]:
    return [misread(example(), scores, np.random.default_rng(seed)) for seed in range(times)]


def test_what_is_found_as_marked_stays_as_marked() -> None:
    for shown in draws(told("B-person", "O", "O", "B-event", "O", "O")):
        assert shown == example()


def test_a_missed_span_is_sometimes_missed_with_all_that_is_told_of_it() -> None:
    shown = draws(told("O", "O", "O", "B-event", "O", "O"))
    assert {len(s.spans) for s in shown} == {2, 3}
    for one in shown:
        assert one.positive == (example().positive if len(one.spans) == 3 else frozenset())
        assert Span(4, 5, "date", "2023-09-01") in one.spans, "rules do not miss their values"
        assert len(one.keys) == len(one.texts) == len(one.spans)


def test_a_false_span_stands_among_the_true_and_is_no_thing() -> None:
    (shown,) = draws(told("B-person", "B-incident", "O", "B-event", "O", "O"), 1)
    assert shown.spans[1] == Span(1, 2, "incident")
    assert shown.keys == ("p.ada", "", "e.forum", "")
    assert shown.texts[1] == "came"
    assert shown.positive == {(0, 2, ATTENDED, ASSERTED)}
    assert shown.types == {1: (0,) * len(INCIDENT_TYPES)}


def test_a_span_cut_otherwise_is_sometimes_shown_so_with_what_is_told_of_it() -> None:
    shown = draws(told("B-person", "O", "B-event", "I-event", "O", "O"))
    assert {s.spans[1] for s in shown} == {Span(2, 4, "event"), Span(3, 4, "event")}
    assert all(s.positive == example().positive and s.keys == example().keys for s in shown)


@pytest.mark.parametrize("kind", ["organisation", "work"])
def test_a_span_of_another_kind_sometimes_takes_the_place_of_the_marked_one(kind: str) -> None:
    shown = draws(told(f"B-{kind}", "O", "O", "B-event", "O", "O"))
    assert {(s.spans[0].kind, s.keys[0]) for s in shown} == {("person", "p.ada"), (kind, "")}


def test_where_the_marks_leave_it_open_nothing_is_false() -> None:
    for shown in draws(told("B-person", "O", "O", "B-event", "O", "B-place")):
        assert shown == example()
