"""Queries, updates and uploads, each over HTTP to the address that takes it.

Sources: https://www.w3.org/TR/sparql11-protocol/, https://www.w3.org/TR/sparql11-http-rdf-update/,
https://www.w3.org/TR/sparql11-results-json/
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import urlencode

from cyberkg.errors import LimitError, NetworkError, UsageError
from cyberkg.net import Failure, Reason, Reply, Transport
from cyberkg.remote.server import Server

__all__ = ["RESULTS", "TRIPLES", "Client", "UncertainError"]

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
_JSON = frozenset({RESULTS, "application/json"})
_NT = frozenset({TRIPLES, "text/plain"})
_AGAIN = frozenset({429, 502, 503, 504})
_NOT_BEGUN = frozenset({429, 503})  # these say that nothing was done; the others do not know
_UNSURE = frozenset({Reason.LATE, Reason.BROKEN, Reason.LARGE})
_SMALL = 64 << 20  # bytes of an answer that is kept in memory
Row = dict[str, str]


class UncertainError(NetworkError):
    """An update may have been done or not: its answer did not come."""


@dataclass(slots=True)
class Client:
    """Asks one server. Keeps connections open.

    :param product: the name and version that the server gave itself in its last answer to ``rows``.
    """

    server: Server
    product: str = field(default="", init=False)
    _usual: Transport = field(init=False, repr=False)
    _once: Transport = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._usual = Transport(self.server.timeout, self.server.pause, _AGAIN)
        self._once = Transport(self.server.timeout, self.server.pause, _NOT_BEGUN)

    def rows(self, sparql: str, *, default: Sequence[str] = ()) -> list[Row]:
        """Ask a small SELECT: for each row the values of the variables that are bound, as plain texts.

        :param default: as for ``ask``.
        :raises NetworkError: where no answer comes, or what comes is none.
        """
        reply = self.ask(sparql, default=default, largest=_SMALL)
        self.product = reply.product
        try:
            found = json.loads(reply.body)["results"]["bindings"]
            return [{name: str(term["value"]) for name, term in row.items()} for row in found]
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise self.not_results() from error

    def ask(
        self,
        sparql: str,
        *,
        default: Sequence[str] = (),
        named: Sequence[str] = (),
        triples: bool = False,
        largest: int,
        timeout: float | None = None,
        into: IO[bytes] | None = None,
    ) -> Reply:
        """Send a query and take its answer as it is: SPARQL results in JSON, or N-Triples.

        :param default: IRIs of the graphs whose merge the query sees as default graph; none for the server's own.
        :param named: IRIs of the graphs that GRAPH finds.
        :param triples: whether it is a CONSTRUCT or DESCRIBE.
        :param largest: bytes of the answer at the most.
        :param into: a file that takes the answer.
        :raises NetworkError: where no answer comes, or one of another kind.
        :raises UsageError: where the server finds fault with the query.
        :raises LimitError: where the answer is longer than ``largest``.
        """
        fields = [("query", sparql)]
        fields += [("default-graph-uri", iri) for iri in default] + [
            ("named-graph-uri", iri) for iri in named
        ]
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": TRIPLES if triples else RESULTS,
        }
        body = urlencode(fields).encode()
        try:
            reply = self._usual.send(
                "POST", self.server.query, {**headers, **self.server.credentials.header}, body,
                largest=largest, timeout=timeout, cut=True, into=into,
            )  # fmt: skip
        except Failure as failure:
            if failure.reason is Reason.LARGE:
                raise LimitError(
                    f"the answer has more than {largest >> 20} MB", hint="ask for less"
                ) from failure
            raise self.server.explain("query", failure, timeout) from failure
        if reply.status == 400:
            raise UsageError(
                f"the server does not take the query ({self.server.said(reply)})", self.server.query
            )
        if reply.status != 200:
            raise self.server.refused("query", reply)
        if reply.type not in (_NT if triples else _JSON):
            raise self.server.error(
                "query",
                f"answers with {reply.type[:60] or 'no type'!r} where {TRIPLES if triples else RESULTS} was asked for",
                "check the URL after {option}",
            )
        return reply

    def update(self, sparql: str | bytes, *, once: bool = False) -> None:
        """Send an update.

        :param once: it must not be done twice: then it is sent again only where it was surely not begun.
        :raises UncertainError: where it is to be done once, and may have been.
        :raises NetworkError: where the server does not do it.
        """
        text = sparql.encode() if isinstance(sparql, str) else sparql
        self._change("update", self.server.update, "application/sparql-update", text, once=once)

    def add(self, graph: str, triples: bytes) -> None:
        """Add triples to a graph by the graph store protocol.

        :param triples: N-Triples.
        :raises NetworkError: where the server does not take them.
        """
        self._change(
            "data", f"{self.server.data}?{urlencode({'graph': graph})}", TRIPLES, triples, once=False
        )

    def _change(self, role: str, url: str, kind: str, body: bytes, *, once: bool) -> None:
        transport = self._once if once else self._usual
        headers = {"Content-Type": kind, "Accept": f"{RESULTS}, */*;q=0.1", **self.server.credentials.header}
        try:
            reply = transport.send("POST", url, headers, body, largest=_SMALL, cut=not once)
        except Failure as failure:
            error = self.server.explain(role, failure)
            raise _as_uncertain(error, once and failure.reason in _UNSURE) from failure
        if not 200 <= reply.status < 300:
            raise _as_uncertain(self.server.refused(role, reply), once and reply.status in {502, 504})

    def not_results(self) -> NetworkError:
        """Say that an answer is cut off or is no answer at all."""
        return self.server.error(
            "query",
            "gives half an answer, or none that is SPARQL results",
            "try again, or check the URL after {option}",
        )


def _as_uncertain(error: NetworkError, uncertain: bool) -> NetworkError:
    return UncertainError(error.what, error.where, error.hint) if uncertain else error
