"""The rules of the SPARQL 1.1 Protocol, section 2.1: what a request may be."""

from __future__ import annotations

import pytest

from cyberkg.query.results import Dataset
from cyberkg.serve.protocol import Operation, read_operation
from cyberkg.serve.refusal import RefusalError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


@pytest.mark.parametrize(
    ("method", "address", "kind", "body", "wanted"),
    [
        ("GET", b"query=ASK%20%7B%7D", "", b"", Operation("ASK {}")),
        ("GET", b"query=ASK+%7B%7D", "", b"", Operation("ASK {}")),
        (
            "GET",
            b"query=ASK%20%7B%20%3Fs%20%3Fp%20%22%C3%A9%22%20%7D",
            "",
            b"",
            Operation('ASK { ?s ?p "é" }'),
        ),
        ("GET", b"", "", b"", Operation(None)),
        ("POST", b"", FORM, b"query=ASK+%7B%7D&format=csv", Operation("ASK {}", format="csv")),
        ("POST", b"", f"{FORM}; charset=UTF-8", b"query=ASK+%7B%7D&rows=7", Operation("ASK {}", rows=7)),
        ("POST", b"", QUERY, "ASK { ?s ?p 'é' }".encode(), Operation("ASK { ?s ?p 'é' }")),
        ("POST", b"", f'{QUERY};charset="utf-8"', b"ASK {}", Operation("ASK {}")),
        (
            "POST",
            b"default-graph-uri=urn:a&default-graph-uri=urn:b&named-graph-uri=urn:c",
            QUERY,
            b"ASK {}",
            Operation("ASK {}", Dataset(("urn:a", "urn:b"), ("urn:c",))),
        ),
        (
            "POST",
            b"default-graph-uri=urn:a",
            FORM,
            b"query=ASK+%7B%7D&named-graph-uri=urn:c",
            Operation("ASK {}", Dataset(("urn:a",), ("urn:c",))),
        ),
    ],
)
def test_a_query_comes_in_three_ways(
    method: str, address: bytes, kind: str, body: bytes, wanted: Operation
) -> None:
    assert read_operation(method, address, kind, body) == wanted


@pytest.mark.parametrize(
    ("method", "address", "kind", "body", "status", "message"),
    [
        ("GET", b"query=ASK+%7B%7D&query=ASK+%7B%7D", "", b"", 400, "has 2 queries; send one at a time"),
        ("POST", b"query=ASK+%7B%7D", QUERY, b"ASK {}", 400, "has 2 queries"),
        ("POST", b"", FORM, b"", 400, "the request has no query; send it as query="),
        ("POST", b"", "", b"ASK {}", 415, "a body without a type cannot be taken; send a query as"),
        ("POST", b"", "text/plain", b"ASK {}", 415, "a body of type text/plain cannot be taken"),
        ("POST", b"", "multipart/form-data; boundary=x", b"--x", 415, "multipart/form-data"),
        ("POST", b"", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), 415, "not in UTF-8"),
        ("POST", b"", QUERY, b"ASK { ?s ?p '\xff' }", 400, "the query is not in UTF-8"),
        ("GET", b"query=%FF", "", b"", 400, "not percent-encoded UTF-8"),
        ("GET", b"query=ASK&" + b"a&" * 1001, "", b"", 400, "or too many"),
        ("GET", b"update=DROP+ALL", "", b"", 403, "an update cannot be taken: this endpoint only reads"),
        ("POST", b"", FORM, b"update=DROP+ALL", 403, "only reads"),
        ("POST", b"", FORM, b"query=ASK+%7B%7D&update=DROP+ALL", 403, "only reads"),
        ("POST", b"", "application/sparql-update", b"DROP ALL", 403, "only reads"),
        ("GET", b"query=ASK+%7B%7D&rows=0", "", b"", 400, "rows cannot be '0'; give a number above 0"),
        ("GET", b"query=ASK+%7B%7D&rows=many", "", b"", 400, "rows cannot be 'many'"),
        ("GET", b"query=ASK+%7B%7D&rows=%C2%B2", "", b"", 400, "rows cannot be"),
        ("GET", b"query=ASK+%7B%7D&rows=1000000000", "", b"", 400, "rows cannot be '1000000000'"),
        ("GET", b"query=ASK+%7B%7D&rows=" + b"9" * 5000, "", b"", 400, "rows cannot be '999"),
    ],
)
def test_what_is_no_query_is_refused(
    method: str, address: bytes, kind: str, body: bytes, status: int, message: str
) -> None:
    with pytest.raises(RefusalError) as caught:
        read_operation(method, address, kind, body)
    assert caught.value.status == status
    assert message in str(caught.value)
