"""rdflib's store: terms there and back, and no way out to the network."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.errors import NetworkError, UsageError
from cyberkg.store import MemoryStore
from cyberkg.store.memory import from_rdflib, to_rdflib

XSD = "http://www.w3.org/2001/XMLSchema#"
_texts = st.text(st.characters(codec="utf-8"), max_size=20)
_kinds = st.sampled_from(["integer", "decimal", "date", "boolean", "gYear", "anyURI", "string"])
_terms = st.one_of(
    st.sampled_from(["https://example.org/a", "urn:x", "https://example.org/安?a=b#c"]).map(ox.NamedNode),
    st.sampled_from(["b0", "x"]).map(ox.BlankNode),
    _texts.map(ox.Literal),
    st.builds(lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)), _texts, _kinds),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), _texts, st.sampled_from(["en", "zh-Hant"])),
)


@given(_terms)
def test_terms_go_to_rdflib_and_back(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> None:
    assert from_rdflib(to_rdflib(term)) == term


def test_a_triple_as_a_term_is_refused() -> None:
    node = ox.NamedNode("https://example.org/a")
    with pytest.raises(UsageError, match="Oxigraph"):
        to_rdflib(ox.Triple(node, node, node))


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { OPTIONAL { { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } } } }",
        "SELECT * { FILTER EXISTS { service<http://127.0.0.1:9/>{ ?s ?p ?o } } }",
        "SELECT * { { SELECT * { SERVICE ?where { ?s ?p ?o } } } }",
    ],
)
def test_a_query_cannot_ask_another_server(sparql: str) -> None:
    with pytest.raises(NetworkError, match="another server"):
        MemoryStore().query(sparql)


def test_a_query_cannot_load_a_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> <urn:c> .")
    assert MemoryStore().query(f"ASK FROM <{secret.as_uri()}> {{ ?s ?p ?o }}") is False


def test_rdflib_tools_see_the_quads() -> None:
    store = MemoryStore()
    name = ox.NamedNode("https://example.org/a")
    store.load([ox.Quad(name, name, ox.Literal("x"), name)])
    assert [str(o) for _, _, o, _ in store.dataset.quads((None, None, None, None))] == ["x"]
