from __future__ import annotations

import itertools

from cyberkg.learned.labels import HINTS
from cyberkg.learned.windows import SIZE, Window, cut_windows, values_of
from cyberkg.model import Block, Document, Item, Period
from cyberkg.reading.draft import Scene
from cyberkg.reading.reader import open_scene

DAY = Period("2024-05-20", "2024-05-20")


def scene_of(*paragraphs: str) -> Scene:
    text = "\n\n".join(paragraphs)
    blocks, place = [], 0
    for words in paragraphs:
        blocks.append(Block("paragraph", words, tuple(range(place, place + len(words)))))
        place += len(words) + 2
    return open_scene(Document("a.txt", text, (Item(None, tuple(blocks)),), date=DAY))


def words_of(scene: Scene, window: Window) -> list[str]:
    texts = {p.index: p.text for p in scene.discourse.passages}
    return [texts[piece.passage][piece.start : piece.end] for piece in window.pieces]


def test_every_word_stands_in_a_piece_at_its_offsets() -> None:
    scene = scene_of("Ada TAN of ACME spoke on 14 May.", "It rained.")
    (window,) = cut_windows(scene)
    joined = "".join(words_of(scene, window))
    assert joined == "AdaTANofACMEspokeon14May.Itrained."
    assert len(window.ids) == len(window.shapes) == len(window.hints) == len(window.pieces)
    assert [piece.sentence for piece in window.pieces] == sorted(piece.sentence for piece in window.pieces)


def test_case_is_kept_as_a_shape_because_the_vocabulary_folds_it() -> None:
    upper, lower = (cut_windows(scene_of(text))[0] for text in ("US", "us"))
    assert upper.ids == lower.ids
    assert upper.shapes != lower.shapes


def test_what_rules_know_comes_as_a_hint() -> None:
    scene = scene_of("Ada Tan spoke on 14 May 2024.")
    (window,) = cut_windows(scene)
    told = {
        word: HINTS[hint // 2]
        for word, hint in zip(words_of(scene, window), window.hints, strict=True)
        if hint
    }
    assert told["Ada"] == "Person"
    assert told["14"] == "date"


def test_values_do_not_overlap_and_a_date_goes_before_a_count() -> None:
    (passage,) = scene_of(
        "On 14 May 2024 thieves took 400 GB from 12,000 people and asked $5 million."
    ).discourse.passages
    assert [(v.kind, v.value) for v in values_of(passage)] == [
        ("date", "2024-05-14"),
        ("quantity", "400 GB"),
        ("number", "12000"),
        ("money", "5000000 USD"),
    ]


def test_a_long_document_is_cut_in_windows_that_overlap_and_lose_nothing() -> None:
    paragraphs = [
        f"Speaker {n} of the Delta Bank told the forum about the attack of last year." for n in range(120)
    ]
    scene = scene_of(*paragraphs)
    windows = cut_windows(scene)
    assert len(windows) > 2
    assert all(len(window.pieces) <= SIZE for window in windows)
    seen = [{piece.passage for piece in window.pieces} for window in windows]
    assert set.union(*seen) == set(range(120))
    assert all(a & b for a, b in itertools.pairwise(seen))


def test_what_does_not_fit_begins_with_the_opening_of_its_story() -> None:
    paragraphs = [
        "The Harbour Forum was held in Accra.",
        *(f"Guest {n} spoke at length." for n in range(150)),
    ]
    scene = scene_of(*paragraphs)
    for window in cut_windows(scene):
        assert words_of(scene, window)[2:5] == ["The", "Harbour", "Forum"]
        assert len({(p.passage, p.start, p.end) for p in window.pieces}) == len(window.pieces) - 1


def test_a_single_block_longer_than_a_window_is_cut_too() -> None:
    scene = scene_of(" ".join(f"Sentence {n} says little." for n in range(400)))
    windows = cut_windows(scene)
    assert all(len(window.pieces) <= SIZE for window in windows)
    last = max(piece.end for window in windows for piece in window.pieces)
    assert last == len(scene.discourse.passages[0].text)
