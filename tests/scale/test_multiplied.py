"""The briefings that the benchmark is run on: short, different, the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.scale.multiplied import Multiplier, cut, write_briefings

SOURCE = Path(__file__).parents[1] / "corpus" / "marked"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Some forty texts of the corpus."""
    folder = tmp_path_factory.mktemp("corpus")
    for path in sorted(SOURCE.glob("*.txt"))[::60]:
        (folder / path.name).write_bytes(path.read_bytes())
    yield folder


def test_briefings_are_short_and_without_marks(corpus: Path) -> None:
    multiplier = Multiplier(corpus)
    for number in range(200):
        name, text = multiplier.make(number, 200)
        assert 50 <= len(text.split()) <= 140, text  # names may be longer or shorter than those they replace
        assert "|" not in text.replace("| ", "").replace(" |", "")
        assert name.endswith(f"-{number:06}.txt")


def test_equal_numbers_give_equal_bytes_and_others_do_not(corpus: Path) -> None:
    one, other = Multiplier(corpus), Multiplier(corpus)
    made = [one.make(number, 500) for number in range(100)]
    assert made == [other.make(number, 500) for number in range(100)]
    assert len({text for _, text in made}) == 100


def test_a_passage_holds_whole_sentences_of_one_text_and_no_facts() -> None:
    sentences = [f"[Ada Tan|p.tan] said {'very ' * 25}loudly, {n}." for n in range(6)]
    source = "# style: note\n\n" + "\n".join(f"{s}\n> p.tan attended e.x" for s in sentences)
    assert cut(source) == ["\n".join(sentences[:3]), "\n".join(sentences[3:])]


def test_what_is_too_short_or_too_long_is_left_out() -> None:
    assert cut("# style: note\n\nShort.") == []
    assert cut("# style: note\n\n" + "long " * 200) == []


def test_files_go_a_thousand_to_a_folder(corpus: Path, tmp_path: Path) -> None:
    write_briefings(tmp_path, 1003, corpus)
    assert [len(list((tmp_path / part).iterdir())) for part in ("000", "001")] == [1000, 3]
