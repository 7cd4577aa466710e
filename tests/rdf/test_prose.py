from __future__ import annotations

import pyoxigraph as ox
import pytest

from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Knowledge
from cyberkg.rdf import vocab
from cyberkg.rdf.encode import encode
from cyberkg.rdf.prose import Prose


@pytest.fixture
def quads(sample: Knowledge) -> list[ox.Quad]:
    return list(encode(sample))


def typed(quads: list[ox.Quad], kind: str) -> str:
    return min(q.subject.value for q in quads if q.object == ox.NamedNode(kind))  # type: ignore[union-attr]


def test_nodes_are_called_by_what_they_are(quads: list[ox.Quad]) -> None:
    prose, text = Prose(quads), "Ms Ada Tan of Orchid Bank gave a keynote at Harbour Forum on 3 May 2024."
    assert prose.label(f"{DEFAULT_BASE}person/ada-tan") == "Ada Tan"
    assert prose.label(f"{DEFAULT_BASE}document/issue-7-txt") == "issue-7.txt"
    assert prose.label(f"{DEFAULT_BASE}document/issue-7-txt#char=0,72") == text
    assert prose.label(f"{DEFAULT_BASE}document/issue-7-txt#char=0,72;position") == text
    assert prose.label(typed(quads, vocab.PARTICIPATION)) == "Ada Tan at Harbour Forum"
    assert prose.label(typed(quads, vocab.SPOKE_AT)) == "Ada Tan spoke at Harbour Forum"
    assert prose.label(typed(quads, vocab.EVENT_DATE)) == "Harbour Forum took place on 2024-05-03"
    assert prose.label(typed(quads, vocab.IDENTITY_DECISION)) == "Ms Ada Tan"
    assert prose.label("http://x/unknown") == "http://x/unknown"


def test_every_node_of_the_text_leads_to_its_sentence(quads: list[ox.Quad]) -> None:
    prose = Prose(quads)
    told = (
        "person/ada-tan",
        "event/harbour-forum",
        "organisation/orchid-bank",
        "document/issue-7-txt#char=0,72",
    )
    for iri in (*(DEFAULT_BASE + local for local in told), typed(quads, vocab.PARTICIPATION)):
        assert prose.quote(iri).startswith("Ms Ada Tan of Orchid Bank")
    assert prose.quote("http://x/unknown") == ""


def test_what_is_missing_is_left_out(quads: list[ox.Quad]) -> None:
    lost = [q for q in quads if q.predicate.value not in (vocab.RDF_OBJECT, vocab.EVIDENCE, vocab.AT_EVENT)]
    prose = Prose(lost)
    assert prose.label(typed(quads, vocab.SPOKE_AT)) == "Ada Tan spoke at something"
    assert prose.label(typed(quads, vocab.PARTICIPATION)) == "Ada Tan at something"
    assert prose.quote(f"{DEFAULT_BASE}person/ada-tan") == ""
