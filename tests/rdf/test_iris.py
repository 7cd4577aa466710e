from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from cyberkg.model import Evidence, Iri
from cyberkg.rdf.iris import document_iri, entities_graph, identity_graph, node_iri, sentence_iri, value_iri

BASE = "https://graph.example/"
names = st.text(max_size=8) | st.from_regex(r"[aA]{1,2}[-. ][b1](\.txt|-txt)?", fullmatch=True)


@given(names, names)
@example("a.txt", "a-txt")
@example("a b.txt", "a-b.txt")
@example("a.b.txt", "a-b.txt")
@example("A.txt", "a.txt")
@example("", "d41d8")
def test_different_files_have_different_iris(one: str, other: str) -> None:
    assert (document_iri(BASE, one) == document_iri(BASE, other)) is (one == other)


@given(names, names)
@example("400 GB", "400-GB")
@example("400 GB", "400 Gb")
@example("1.5 TB", "1-5 TB")
@example("six-figure", "six figure")
def test_different_amounts_have_different_iris(one: str, other: str) -> None:
    assert (value_iri(BASE, "money", one) == value_iri(BASE, "money", other)) is (one == other)


def test_plain_names_stay_readable() -> None:
    assert document_iri(BASE, "2023-09-21-fortnightly.md") == f"{BASE}document/2023-09-21-fortnightly-md"
    assert value_iri(BASE, "quantity", "1.5 TB") == f"{BASE}quantity/1.5-TB"
    assert value_iri(BASE, "money", "six-figure") == f"{BASE}money/six-figure"


def test_a_sentence_is_named_by_its_offsets() -> None:
    document = Iri(f"{BASE}document/a-txt")
    place = Evidence("a.txt", 120, 188, "Ms Tan spoke.")
    assert sentence_iri(document, place) == f"{document}#char=120,188"
    assert sentence_iri(document, place, quoted=True) == f"{document}#char=120,188&quote=fdbc8060"


def test_parts_are_delimited() -> None:
    assert node_iri(BASE, "claim", "ab", "c") != node_iri(BASE, "claim", "a", "bc")
    assert node_iri(BASE, "claim", "ab", "c") == f"{BASE}claim/430fb1b4ac43316eca81"


def test_graphs_that_no_briefing_owns_have_names() -> None:
    assert entities_graph(BASE) == f"{BASE}graph/entities"
    assert identity_graph(BASE) == f"{BASE}graph/identity"
