from __future__ import annotations

import numpy as np
import pytest

from cyberkg.learned.features import DISTANCES, antecedents, distances, grid, likeness, pairs
from cyberkg.learned.labels import RELATIONS
from cyberkg.learned.spans import Span
from cyberkg.learned.windows import Piece, Window


@pytest.mark.parametrize(
    ("later", "earlier", "number"),
    [
        ("The Delta Bank", "delta bank", 1),
        ("Delta", "Delta Bank", 2),
        ("Delta Bank Ltd", "Delta Bank", 3),
        ("WACA", "West African Cyber Association", 4),
        ("West African Cyber Association", "WACA", 4),
        ("CSOP 2023", "Cyber Security Operation and Practices Conference", 4),
        ("Cyber Week Lagos 2024", "CWL 2024", 4),
        ("CSOP 2023", "CSOP", 3),
        ("CSOP", "Cyber Security Operation and Practices Guild", 0),
        ("CS", "Cyber Security Conference", 0),
        ("Cyber Forum", "Data Forum", 5),
        ("Cyber Forum", "Cyber Drill", 6),
        ("Grey Heron", "Delta Bank", 0),
        ("he", "Delta Bank", 0),
    ],
)
def test_likeness_of_two_names(later: str, earlier: str, number: int) -> None:
    assert likeness(later, earlier) == number


def window(sentences: list[int]) -> Window:
    pieces = tuple(Piece(0, n, n + 1, sentence) for n, sentence in enumerate(sentences))
    zeros = (0,) * len(pieces)
    return Window(pieces, zeros, zeros, zeros)


def test_only_pairs_that_some_relation_may_join_are_scored() -> None:
    spans = [Span(0, 1, "person"), Span(1, 2, "event"), Span(2, 3, "date")]
    rows, far, mask = pairs(window([0, 0, 0]), spans)
    joined = {
        (int(s), int(o)): {RELATIONS[n] for n in np.nonzero(mask[row])[0]} for row, (s, o) in enumerate(rows)
    }
    assert joined[0, 1] == {"attended", "spokeAt", "organised", "officiated"}
    assert joined[1, 2] == {"eventDate"}
    assert (0, 2) not in joined
    assert len(far) == len(rows) == len(mask)


def test_distances_tell_sides_sentences_and_what_stands_between() -> None:
    spans = [Span(0, 1, "person"), Span(1, 2, "event"), Span(2, 3, "person"), Span(3, 4, "event")]
    rows = np.array([(0, 1), (2, 1), (0, 3)])
    near, before, far = distances(window([0, 0, 0, 7]), spans, rows).tolist()
    assert len({near, before, far}) == 3
    assert all(0 <= number < DISTANCES for number in (near, before, far))


def test_a_grid_has_the_distance_of_each_two_spans() -> None:
    spans = [Span(0, 1, "person"), Span(1, 2, "event"), Span(2, 3, "person")]
    told = window([0, 0, 3])
    found = grid(told, spans)
    assert found.shape == (3, 3)
    for s in range(3):
        for o in range(3):
            assert found[s, o] == distances(told, spans, np.array([(s, o)]))[0]
    assert grid(told, []).shape == (0, 0)


def test_antecedents_are_earlier_spans_of_the_type_the_nearest_first() -> None:
    kinds = ["person", "organisation", "person-ref", "date", "person"]
    assert antecedents([Span(n, n + 1, kind) for n, kind in enumerate(kinds)]) == [[], [], [0], [], [2, 0]]


def test_antecedents_do_not_grow_with_the_square_of_the_text() -> None:
    found = antecedents([Span(n, n + 1, "person") for n in range(500)])
    assert max(map(len, found)) == 40
