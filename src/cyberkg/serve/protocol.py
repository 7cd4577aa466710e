"""SPARQL 1.1 Protocol: from a request to the query it carries. Only queries; an update is refused.

Source: https://www.w3.org/TR/sparql11-protocol/, section 2.1
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from cyberkg.query.results import Dataset
from cyberkg.serve.refusal import RefusalError

__all__ = ["Operation", "read_operation"]

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_FIELDS = 1000
_MOST_DIGITS = 9  # of a number of rows; Python refuses to read a number of thousands
_READS = "this endpoint only reads"


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for.

    :param query: the text of the query; None where there is none, which asks what this endpoint is.
    :param dataset: the graphs it names; None where it names none, which means all of them.
    :param format: what it wants to have whatever its Accept header says; may be no format of ours.
    :param rows: how many rows it is content with, where there are more; None where it wants all or nothing.
    """

    query: str | None
    dataset: Dataset | None = None
    format: str = ""
    rows: int | None = None


def read_operation(method: str, query_string: bytes, content_type: str, body: bytes) -> Operation:
    """Read a request.

    :param method: GET, HEAD or POST.
    :param query_string: what stands behind ``?`` in the address.
    :param content_type: of the body; empty where none is told.
    :raises RefusalError: where it is malformed, of another media type, not UTF-8, or an update.
    """
    fields = _fields(query_string)
    queries = []
    if method == "POST":
        kind, charset = _content_type(content_type)
        if kind == _UPDATE:
            raise RefusalError(403, f"an update cannot be taken: {_READS}", "ask with a query")
        if kind not in {_FORM, _QUERY}:
            told = f"a body of type {kind}" if kind else "a body without a type"
            raise RefusalError(415, f"{told} cannot be taken", f"send a query as {_QUERY} or {_FORM}")
        if charset not in {"", "utf-8", "utf8"}:
            raise RefusalError(415, "the body is not in UTF-8", "send it in UTF-8")
        if kind == _FORM:
            fields += _fields(body)
        else:
            queries.append(_decode(body))
    queries += _values(fields, "query")
    if _values(fields, "update"):
        raise RefusalError(403, f"an update cannot be taken: {_READS}", "ask with query=")
    if len(queries) > 1:
        raise RefusalError(400, f"the request has {len(queries)} queries", "send one at a time")
    if not queries and method == "POST":
        raise RefusalError(400, "the request has no query", "send it as query=")
    return Operation(
        queries[0] if queries else None,
        _dataset(fields),
        "".join(_values(fields, "format")[:1]),
        _rows(fields),
    )


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise RefusalError(
            400, "the parameters are not percent-encoded UTF-8, or too many", "encode them"
        ) from error


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusalError(400, "the query is not in UTF-8", "send it in UTF-8") from error


def _content_type(header: str) -> tuple[str, str]:
    """Take a header apart into type and charset, both in small letters."""
    kind, *parameters = (part.strip().casefold() for part in header.split(";"))
    charset = next((p.removeprefix("charset=") for p in parameters if p.startswith("charset=")), "")
    return kind, charset.strip('"')


def _values(fields: list[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in fields if key == name]


def _dataset(fields: list[tuple[str, str]]) -> Dataset | None:
    default, named = (tuple(_values(fields, f"{part}-graph-uri")) for part in ("default", "named"))
    return Dataset(default, named) if default or named else None


def _rows(fields: list[tuple[str, str]]) -> int | None:
    given = _values(fields, "rows")
    if not given:
        return None
    number = given[0].lstrip("0")
    if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        raise RefusalError(400, f"rows cannot be {given[0][:20]!r}", "give a number above 0")
    return int(number)
