"""A text cut at its sentences is still the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cyberkg.serve.passages import cut

SPANS = st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=6)


@given(st.text("ab .\n", max_size=25), SPANS)
def test_nothing_is_lost_and_each_sentence_has_its_place(text: str, spans: list[tuple[int, int]]) -> None:
    passages = cut(text, spans)
    assert "".join(p.text for p in passages) == text
    kept = sorted({(s, e) for s, e in spans if 0 <= s < e <= len(text)})
    assert sorted(name for p in passages for name in p.names) == sorted(f"char={s},{e}" for s, e in kept)
    at = 0
    for passage in passages:
        assert passage.cited == any(s <= at < e for s, e in kept)
        for name in passage.names:
            assert name.startswith(f"char={at},")
        at += len(passage.text)
