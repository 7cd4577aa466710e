"""What happens at the opening of an event happens at the event."""

from __future__ import annotations

import pytest

from cyberkg.learned.ceremonies import parts_of_events
from cyberkg.learned.things import Mark, gather_things
from cyberkg.model import Block, Document, Item
from cyberkg.reading.draft import Scene
from cyberkg.reading.reader import open_scene


def laid_out(text: str, *marked: tuple[str, str]) -> tuple[Scene, list[Mark]]:
    block = Block("paragraph", text, tuple(range(len(text))))
    scene = open_scene(Document("a.txt", text, (Item(None, (block,)),)))
    return scene, [Mark(0, text.index(w), text.index(w) + len(w), kind, w) for w, kind in marked]


@pytest.mark.parametrize(
    ("text", "part", "event", "is_part"),
    [
        ("At the opening ceremony of the Cyber Forum they signed.", "opening ceremony", "Cyber Forum", True),
        ("The closing of our third Cyber Forum was long.", "closing", "Cyber Forum", True),
        ("The dinner of the Cyber Forum was long.", "dinner", "Cyber Forum", False),
        ("The ceremony drew half the people of the Cyber Forum.", "ceremony", "Cyber Forum", False),
        ("The ceremony in May, after that of the Cyber Forum.", "ceremony", "Cyber Forum", False),
    ],
)
def test_only_a_ceremony_of_the_event_behind_it_is_its_part(
    text: str, part: str, event: str, is_part: bool
) -> None:
    scene, marks = laid_out(text, (part, "event-ref"), (event, "event"))
    assert list(parts_of_events(scene, marks)) == ([tuple(marks)] if is_part else [])


def test_a_named_part_is_an_event_of_its_own() -> None:
    scene, marks = laid_out(
        "Sunrise Opening of the Cyber Forum", ("Sunrise Opening", "event"), ("Cyber Forum", "event")
    )
    assert not list(parts_of_events(scene, marks))


def test_a_part_and_what_comes_back_to_it_join_the_event() -> None:
    text = "Our Cyber Forum met. The ceremony of the Forum was long. It rained at the end."
    _, (name, part, it) = laid_out(
        text, ("Cyber Forum", "event"), ("ceremony", "event-ref"), ("It", "event-ref")
    )
    at = text.index("Forum was")
    short = Mark(0, at, at + len("Forum"), "event", "Forum")
    chances = {short: (0.1, [(name, 0.9)]), it: (0.1, [(part, 0.9)])}
    marks = [name, part, short, it]
    assert len(gather_things(marks, chances)[0]) == 2
    things, _ = gather_things(marks, chances, parts={part: short})
    assert len(things) == 1
