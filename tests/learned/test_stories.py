"""A digest's items are stories of their own; the sections of a report are not."""

from __future__ import annotations

import pytest

from cyberkg.learned.stories import in_other_story
from cyberkg.learned.things import Mark
from cyberkg.model import Block, Document, Item
from cyberkg.reading.draft import Scene
from cyberkg.reading.reader import open_scene


def scene_of(*headings: str) -> tuple[Scene, list[Mark]]:
    """A document with an opening and a section under each heading, and a mark at the start of each."""
    text, items = "", []
    for heading in ("", *headings):
        blocks = []
        for kind, words in (("heading", heading), ("paragraph", "It goes on.")):
            if words:
                blocks.append(Block(kind, words, tuple(range(len(text), len(text) + len(words)))))
                text += f"{words}\n"
        items.append(Item(blocks[0] if heading else None, tuple(blocks[bool(heading) :])))
    scene = open_scene(Document("a.txt", text, tuple(items)))
    places = [p for p in scene.discourse.passages if p.text.startswith("It ")]
    return scene, [Mark(p.index, 0, 2, "incident", "It") for p in places]


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("Delta Bank hit", "Clinic of Lagos robbed", True),
        ("Ransomware", "Data breaches", True),
        ("What happened", "Who has been told", False),
        ("Background", "Our response", False),
        ("The Incident", "Lessons learned:", False),
        ("What happened", "Clinic of Lagos robbed", True),
    ],
)
def test_only_titles_of_stories_part_them(first: str, second: str, apart: bool) -> None:
    scene, (_, one, other) = scene_of(first, second)
    assert in_other_story(scene, one, other) is apart
    assert in_other_story(scene, other, one) is apart


def test_the_opening_and_a_section_itself_are_apart_from_nothing() -> None:
    scene, (opening, one, _) = scene_of("Delta Bank hit", "Clinic robbed")
    assert not in_other_story(scene, opening, one)
    assert not in_other_story(scene, one, one)
