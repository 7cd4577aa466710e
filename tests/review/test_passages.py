"""Which name of a thing a document uses, so that a verdict finds it again."""

from __future__ import annotations

from cyberkg.model import Document, Knowledge
from cyberkg.review.passages import Passages


def test_the_longest_name_in_the_document_is_the_one_it_uses() -> None:
    passages = Passages(Knowledge(documents=(Document("a.md", "Mr Raymond SIU\nChak-yee spoke."),)))
    assert passages.name_in("a.md", "Raymond Siu", ("Raymond Siu Chak-yee", "Siu")) == "Raymond Siu Chak-yee"
    assert passages.name_in("a.md", "Raymond Siu", ("Commissioner",)) == "Raymond Siu"
    assert passages.name_in("b.md", "Raymond Siu", ("Siu",)) == "Raymond Siu"


def test_the_name_of_the_sentence_goes_before_the_longest_of_the_document() -> None:
    text = "The Cyber Expo of the week closed the Cyber Week."
    passages = Passages(Knowledge(documents=(Document("a.md", text),)))
    names = ("Cyber Expo of the week", "Cyber Week")
    assert passages.name_in("a.md", names[0], names[1:]) == "Cyber Expo of the week"
    assert passages.name_in("a.md", names[0], names[1:], "The Cyber Week closed.") == "Cyber Week"
    assert passages.name_in("a.md", names[0], names[1:], "It closed.") == "Cyber Expo of the week"
