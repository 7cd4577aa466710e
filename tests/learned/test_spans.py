from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from cyberkg.learned.labels import SPAN_KINDS, TAGS
from cyberkg.learned.spans import Span, spans_of_tags, trimmed, with_values


def tags(*names: str) -> list[int]:
    return [TAGS.index(name) for name in names]


def test_a_span_runs_from_its_beginning_over_what_is_inside() -> None:
    found = spans_of_tags(tags("O", "B-person", "I-person", "O", "B-place"))
    assert found == [Span(1, 3, "person"), Span(4, 5, "place")]


def test_a_second_beginning_begins_a_second_span() -> None:
    assert spans_of_tags(tags("B-data", "B-data", "I-data")) == [Span(0, 1, "data"), Span(1, 3, "data")]


def test_an_inside_of_another_kind_begins_a_span_of_its_own() -> None:
    assert spans_of_tags(tags("B-person", "I-event")) == [Span(0, 1, "person"), Span(1, 2, "event")]


def test_a_value_inside_a_name_is_part_of_the_name() -> None:
    name, year, day = Span(0, 3, "event"), Span(2, 3, "date", "2023"), Span(5, 6, "date", "2023-09-19")
    assert with_values([name], [year, day]) == [name, day]


@given(st.lists(st.integers(0, len(TAGS) - 1), max_size=30))
def test_spans_stand_in_order_and_apart_whatever_the_tags(numbers: list[int]) -> None:
    found = spans_of_tags(numbers)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    covered = {n for span in found for n in range(span.start, span.end)}
    assert covered == {n for n, tag in enumerate(numbers) if tag}
    assert {span.kind for span in found} <= set(SPAN_KINDS)


def test_a_genitive_is_no_part_of_a_name_and_a_year_carries_no_stop() -> None:
    words = ["Delta", "Bank", "’", "s", "Forum", "202", "3", "."]
    spans = [Span(0, 4, "organisation"), Span(4, 8, "event")]
    assert trimmed(spans, words, [False] * len(words)) == [Span(0, 2, "organisation"), Span(4, 7, "event")]


def test_a_bracket_ends_a_name() -> None:
    words = ["Delta", "Bank", "(", "the", "Operation", "(", "X", ")"]
    spans = [Span(0, 4, "organisation"), Span(4, 8, "event")]
    assert trimmed(spans, words, [False] * len(words)) == [Span(0, 2, "organisation"), Span(4, 5, "event")]


def test_punctuation_is_taken_off_the_ends_but_an_abbreviation_keeps_its_stop() -> None:
    words = ["(", "Ada", "Tan", ")", ",", "Acme", "Inc", ".", ";", "Port", "Union", "."]
    spans = [
        Span(0, 5, "person"),
        Span(5, 8, "organisation"),
        Span(9, 12, "organisation"),
        Span(3, 5, "event"),
    ]
    assert trimmed(spans, words, [False] * len(words)) == [
        Span(1, 3, "person"),
        Span(5, 8, "organisation"),
        Span(9, 11, "organisation"),
    ]


def test_small_words_link_names_and_are_no_part_of_their_ends() -> None:
    words = ["the", "Forum", "of", "Ports", "and", "Oka", "for", "spoke", "of", "it"]
    joined = [False, False, False, False, False, False, True, False, False, False]
    spans = [Span(0, 5, "event"), Span(5, 7, "person"), Span(7, 9, "theme")]
    assert trimmed(spans, words, joined) == [Span(1, 4, "event"), Span(5, 7, "person"), Span(7, 9, "theme")]


def test_names_of_a_kind_with_nothing_between_are_one_and_a_number_is_none() -> None:
    words = ["Attack", "and", "Defence", "Cup", ",", "92", "nd"]
    spans = [Span(0, 2, "event"), Span(2, 3, "event"), Span(3, 4, "event"), Span(5, 7, "event")]
    joined = [False, False, False, False, False, False, True]
    assert trimmed(spans, words, joined) == [Span(0, 4, "event")]


def test_whose_a_name_is_stands_before_it() -> None:
    words = ["their", "training", "agreement", "with", "our", "Delta", "Bank"]
    spans = [Span(0, 3, "work"), Span(4, 7, "organisation")]
    assert trimmed(spans, words, [False] * len(words)) == [Span(1, 3, "work"), Span(5, 7, "organisation")]
