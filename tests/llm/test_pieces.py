"""Documents are cut along their items, and each character of a piece knows its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cyberkg.llm.pieces import cut
from cyberkg.model import Block, Document, Item


def block(text: str, at: int, kind: str = "paragraph") -> Block:
    return Block(kind, text, tuple(range(at, at + len(text))))


def document(*items: tuple[str, list[str]]) -> Document:
    text, made = "", []
    for heading, paragraphs in items:
        blocks: list[Block] = []
        for words in (heading, *paragraphs):
            blocks.append(block(words, len(text), "paragraph" if blocks else "heading"))
            text += words + "\n"
        made.append(Item(blocks[0], tuple(blocks[1:]), path=("Top",)))
    return Document("d.txt", text, tuple(made))


def test_items_that_fit_go_together() -> None:
    pieces = cut(document(("One", ["a" * 30]), ("Two", ["b" * 30]), ("Three", ["c" * 30])), longest=80)
    assert [p.text for p in pieces] == [
        f"One\n\n{'a' * 30}\n\nTwo\n\n{'b' * 30}",
        f"Three\n\n{'c' * 30}",
    ]
    assert {p.headings for p in pieces} == {("Top",)}


def test_long_item_is_cut_between_blocks_and_says_its_heading() -> None:
    pieces = cut(document(("One", ["a" * 30, "b" * 30])), longest=40)
    assert [p.text for p in pieces] == [f"One\n\n{'a' * 30}", "b" * 30]
    assert pieces[1].headings == ("Top", "One")


def test_long_block_is_cut_at_the_end_of_a_sentence() -> None:
    pieces = cut(
        document(("", ["One. Second one. The third one is here, and ends notwithoutalongword."])), longest=30
    )
    assert [p.text for p in pieces] == [
        "One. Second one. ",
        "The third one is here, and ",
        "ends notwithoutalongword.",
    ]


def test_document_without_items_has_no_pieces() -> None:
    assert cut(Document("facts.csv", "a,b\n")) == ()


@given(
    st.lists(
        st.tuples(st.text("ab .", max_size=20), st.lists(st.text("ab .\n", max_size=60), max_size=4)),
        max_size=4,
    )
)
def test_every_character_stands_where_its_offset_says(items: list[tuple[str, list[str]]]) -> None:
    whole = document(*items)
    pieces = cut(whole, longest=25)
    for piece in pieces:
        assert 0 < len(piece.text) == len(piece.offsets) <= 25
        assert list(piece.offsets) == sorted(piece.offsets)
        assert all(
            whole.text[at] == c for c, at in zip(piece.text, piece.offsets, strict=True) if not c.isspace()
        )
    words = "".join("".join(p.text.split()) for p in pieces)
    assert words == "".join(whole.text.split())
