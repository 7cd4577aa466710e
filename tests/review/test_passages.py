"""Which name of a thing a document uses, so that a verdict finds it again."""

from __future__ import annotations

from cyberkg.model import Document, Knowledge
from cyberkg.review.passages import Passages


def test_the_longest_name_in_the_document_is_the_one_it_uses() -> None:
    passages = Passages(Knowledge(documents=(Document("a.md", "Mr Raymond SIU\nChak-yee spoke."),)))
    assert passages.name_in("a.md", "Raymond Siu", ("Raymond Siu Chak-yee", "Siu")) == "Raymond Siu Chak-yee"
    assert passages.name_in("a.md", "Raymond Siu", ("Commissioner",)) == "Raymond Siu"
    assert passages.name_in("b.md", "Raymond Siu", ("Siu",)) == "Raymond Siu"
