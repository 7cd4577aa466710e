"""IRIs to addresses and back."""

from __future__ import annotations

import pytest

from cyberkg.serve.addresses import address_of, iri_of, outside

BASE = "https://w3id.org/cyberkg/id/"


@pytest.mark.parametrize(
    "local",
    [
        "person/ada-tan",
        "person/zoë",
        "person/东施",
        "a%20b",
        "a%2Fb",
        "a%C3%A9",
        "x:y@z!$&'()*+,;=~",
        "%zz",
        "é%41é",
    ],
)
def test_an_address_leads_back_to_its_iri(local: str) -> None:
    address = address_of(BASE + local, BASE)
    assert address.isascii()
    told = iri_of(address.encode(), BASE)
    assert told == BASE + local or local == "a%C3%A9"  # which a browser cannot tell from é


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{BASE}document/may-txt#char=1,20", "/id/document/may-txt#char=1,20"),
        (f"{BASE}x?y", "/about?iri=https%3A%2F%2Fw3id.org%2Fcyberkg%2Fid%2Fx%3Fy"),
        (f"{BASE}", "/about?iri=https%3A%2F%2Fw3id.org%2Fcyberkg%2Fid%2F"),
        ("https://example.org/'\"<x", "/about?iri=https%3A%2F%2Fexample.org%2F%27%22%3Cx"),
        ("javascript:alert(1)", "/about?iri=javascript%3Aalert%281%29"),
    ],
)
def test_an_address_is_always_of_this_server(iri: str, address: str) -> None:
    assert address_of(iri, BASE) == address


def test_a_base_that_ends_with_a_hash_serves_as_well() -> None:
    base = "https://example.org/data#"
    assert address_of(f"{base}person/ada", base) == "/id/person/ada"
    assert iri_of(b"/id/person/ada", base) == f"{base}person/ada"


def test_only_the_web_is_a_link() -> None:
    links = (
        "https://a.test/",
        "http://a.test/",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc",
        "//a",
    )
    assert [outside(link) for link in links] == [True, True, False, False, False, False]
