"""Countries in texts as they were found before: what would be found anew, and never a word of the text."""

from __future__ import annotations

import pytest

from cyberkg.identity import countries as room
from cyberkg.identity.countries import Countries, countries_in, known
from cyberkg.identity.geography import country_mentions

TEXTS = (
    "Police in Kyiv, Ukraine, met Interpol in Lyon, France. A Hong Kong bank paid.",
    "Nobody is named here.",
    "The U.S. and the UK; South Korea, Seoul. \ud800",
    "",
)


def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the texts that are looked at from now on."""
    texts: list[str] = []

    def look(text: str) -> tuple[tuple[int, str], ...]:
        texts.append(text)
        return country_mentions(text)

    monkeypatch.setattr(room, "country_mentions", look)
    return texts


def test_what_is_known_is_found_without_a_look_and_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Countries()
    assert [first.find(text) for text in TEXTS] == [country_mentions(text) for text in TEXTS]
    packed = first.pack()
    texts = looked_at(monkeypatch)
    again = Countries(packed)
    with known(again):
        assert [countries_in(text) for text in TEXTS] == [country_mentions(text) for text in TEXTS]
    assert texts == []
    assert again.pack() == packed
    assert again.find("A bank in Seoul.") == country_mentions("A bank in Seoul.")
    assert texts == ["A bank in Seoul."]


def test_only_texts_that_were_asked_for_are_kept_and_no_word_of_them() -> None:
    countries = Countries()
    for text in TEXTS:
        countries.find(text)
    fewer = Countries(countries.pack())
    fewer.find(TEXTS[0])
    assert len(Countries(fewer.pack())._known) == 1
    assert not [word for word in (b"Kyiv", b"ukraine", b"Interpol") if word in countries.pack()]


@pytest.mark.parametrize("cut", [1, 30, 37])
def test_what_is_cut_is_not_believed(cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    countries = Countries()
    countries.find(TEXTS[0])
    texts = looked_at(monkeypatch)
    assert Countries(countries.pack()[:-cut]).find(TEXTS[0]) == country_mentions(TEXTS[0])
    assert texts == [TEXTS[0]]


def test_a_place_behind_the_text_or_a_country_that_there_is_not_is_not_believed() -> None:
    packed = Countries()
    packed.find(TEXTS[0])
    whole = packed.pack()
    for odd in (b"\xff\xff\xff\x0f\0\0", b"\0\0\0\0\xff\xff"):
        assert Countries(whole[:-6] + odd).find(TEXTS[0]) == country_mentions(TEXTS[0])


def test_without_a_block_each_text_is_looked_at() -> None:
    assert countries_in(TEXTS[0]) == country_mentions(TEXTS[0])
