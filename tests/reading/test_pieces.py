"""Texts that are no prose: what the pipeline sees of them keeps its offsets and takes time by the length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.reading.language import load_language
from cyberkg.reading.pieces import cut, without_endless_words

_words = st.lists(st.sampled_from(["was", "Acme", "hit.", "Who?", "“No.”", "\n", "  "]), max_size=2000)


@given(_words)
def test_pieces_put_together_are_the_text(words: list[str]) -> None:
    text = " ".join(words)
    assert "".join(cut(text)) == text
    assert all(len(piece.split()) <= 400 or "." in piece or "?" in piece for piece in cut(text))


def test_prose_is_not_cut() -> None:
    text = "Acme was hit on 3 May. " * 400
    assert cut(text) == [text]


def test_only_the_endless_sentence_is_cut() -> None:
    before, behind = "Acme was hit on 3 May. ", "Orchid helped. "
    pieces = cut(before + "was " * 900 + "hit. " + behind)
    assert [len(piece.split()) for piece in pieces] == [6, 400, 400, 101, 2]


def test_an_endless_word_becomes_letters_of_the_same_number() -> None:
    text = "see https://example.org/" + "a/" * 150 + " and (Acme)"
    plain = without_endless_words(text)
    assert len(plain) == len(text)
    assert plain.startswith("see xxx")
    assert plain.endswith("xxx and (Acme)")


def test_what_was_cut_is_one_doc_with_the_offsets_of_the_text() -> None:
    text = "Acme was hit. " + "was " * 1000 + "there. Orchid helped  it."
    for doc in (*load_language().names([text]), *load_language().grammar([text])):
        assert doc.text == text
        assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


@pytest.mark.parametrize("endless", ["'", "(", ".,", "was "])
def test_time_does_not_grow_with_the_square(endless: str) -> None:
    language = load_language()
    text = "Acme was hit on 3 May. " + endless * (16_000 // len(endless)) + " end."
    began = time.process_time()
    for doc in (*language.names([text]), *language.grammar([text])):
        assert len(doc.text) == len(text)
        assert sum(len(list(token.children)) for token in doc) < len(doc)
    assert time.process_time() - began < 5
