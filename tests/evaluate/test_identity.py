"""B-cubed over documents; keys of marked texts are their own."""

from __future__ import annotations

import pytest

from cyberkg.evaluate.identity import Identity, Mention, b_cubed


def mention(document: str, key: str, entity: str, *names: str, shared: bool = True) -> Mention:
    return Mention(document, key, entity, frozenset(names), shared)


def test_nothing_has_no_identity() -> None:
    assert b_cubed([]) == Identity(0.0, 0.0, 0)


def test_all_as_in_the_gold_is_perfect() -> None:
    found = b_cubed([mention("a", "doe", "1"), mention("b", "doe", "1"), mention("b", "roe", "2")])
    assert found == Identity(1.0, 1.0, 3)


def test_two_things_under_one_id_cost_precision() -> None:
    found = b_cubed([mention("a", "doe", "1"), mention("b", "doe", "1"), mention("c", "roe", "1")])
    assert found.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert found.recall == 1.0


def test_one_thing_under_two_ids_costs_recall() -> None:
    found = b_cubed([mention("a", "doe", "1"), mention("b", "doe", "1"), mention("c", "doe", "2")])
    assert found.precision == 1.0
    assert found.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)


def test_over_marked_texts_key_and_name_are_the_same_thing() -> None:
    one = mention("a", "o.fbi", "1", "fbi", shared=False)
    assert b_cubed([one, mention("b", "o.fbi", "2", "fbi", shared=False)]).recall == 0.5


def test_over_marked_texts_neither_key_nor_name_are_two_things() -> None:
    one = mention("a", "o.fbi", "1", "fbi", shared=False)
    assert b_cubed([one, mention("b", "o.nca", "1", "nca", shared=False)]).precision == 0.5


@pytest.mark.parametrize(("key", "names"), [("o.fbi", ["nca"]), ("o.bureau", ["fbi"]), ("o.bureau", [])])
def test_over_marked_texts_all_else_is_not_counted(key: str, names: list[str]) -> None:
    one = mention("a", "o.fbi", "1", "fbi", shared=False)
    for entity in ("1", "2"):
        found = b_cubed([one, mention("b", key, entity, *names, shared=False)])
        assert (found.precision, found.recall) == (1.0, 1.0)


def test_within_a_marked_text_keys_decide() -> None:
    found = b_cubed([mention("a", "p.x", "1", shared=False), mention("a", "p.x", "2", shared=False)])
    assert found == Identity(1.0, 0.5, 2)
