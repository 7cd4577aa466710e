"""A plain denial or plan in the sentence stands against a network that took the fact for granted."""

from __future__ import annotations

import pytest

from cyberkg.learned.decode import Relation
from cyberkg.learned.statuses import status_told
from cyberkg.learned.things import Mark
from cyberkg.model import Block, Document, Item
from cyberkg.reading.reader import open_scene
from cyberkg.terms import Status


def told(text: str, name: str, *ends: str, network: Status = Status.ASSERTED) -> Status | None:
    block = Block("paragraph", text, tuple(range(len(text))))
    scene = open_scene(Document("a.txt", text, (Item(None, (block,)),)))
    marks = tuple(Mark(0, text.index(w), text.index(w) + len(w), "person", w) for w in ends)
    sentence = next(n for n, s in enumerate(scene.sentences) if ends[0] in s.text)
    return status_told(scene, Relation(0, name, 1, 0.9, network, sentence, marks))


@pytest.mark.parametrize(
    ("text", "name", "ends", "status"),
    [
        ("The dinner was lively. Omar Fathi could not come.", "attended", ("Omar Fathi",), Status.DENIED),
        ("Omar Fathi came to the dinner.", "attended", ("Omar Fathi", "dinner"), Status.ASSERTED),
        ("Omar Fathi will speak at the forum.", "spokeAt", ("Omar Fathi", "forum"), Status.PLANNED),
        ("In the attack no card numbers were taken.", "compromisedData", ("attack", "card numbers"), Status.DENIED),
        ("In the attack names were taken, but it was not stopped.", "compromisedData", ("attack", "names"), Status.ASSERTED),
    ],
)  # fmt: skip
def test_a_cue_at_the_mark_decides(text: str, name: str, ends: tuple[str, ...], status: Status) -> None:
    assert told(text, name, *ends) is status


def test_the_network_is_believed_where_it_saw_the_denial_itself() -> None:
    text = "Omar Fathi, never a friend of crowds, was elsewhere."
    assert told(text, "attended", "Omar Fathi", network=Status.DENIED) is Status.DENIED
    assert told("Omar Fathi: keynote.", "spokeAt", "Omar Fathi", network=Status.PLANNED) is Status.PLANNED


def test_a_denial_needs_a_word_that_denies() -> None:
    assert told("Omar Fathi came.", "attended", "Omar Fathi", network=Status.DENIED) is None


def test_a_post_holds_whatever_the_sentence_denies() -> None:
    text = "Omar Fathi, chair of Delta Bank, did not come."
    assert told(text, "holdsPost", "Omar Fathi", "Delta Bank") is Status.ASSERTED


def test_another_line_of_a_list_takes_nothing_back() -> None:
    text = "Present:\n- Ada Tan, who is not new\n- Omar Fathi"
    assert told(text, "attended", "Omar Fathi") is Status.ASSERTED
