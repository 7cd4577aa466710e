"""Triples on their way: sent in batches, to graphs that nobody reads yet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from cyberkg.remote.catalogue import batched, iri
from cyberkg.remote.client import Client

__all__ = ["Staging", "digest_of", "insertion"]

_CHUNK = 10_000  # triples written out at a time
_ESCAPED = re.compile(rb"\\(?:\\([uU])|.)", re.DOTALL)


def digest_of(triples: Iterable[ox.Triple]) -> tuple[str, int]:
    """Give the SHA-256 of triples in their order, and how many they are."""
    hasher = hashlib.sha256()
    count = 0
    for batch in batched(triples, _CHUNK):
        hasher.update(_write(batch))
        count += len(batch)
    return hasher.hexdigest(), count


def insertion(graph: str, triples: bytes) -> bytes:
    r"""Write triples as a part of INSERT DATA.

    SPARQL replaces ``\u0022`` by a quotation mark before it parses; an engine that does so without a look at the
    backslash before it would end a text there. So no backslash of a text is left beside a ``u``.

    >>> print(insertion("http://x/g", rb'<http://x/s> <http://x/p> "C:\\u0022" .').decode())
    GRAPH <http://x/g> { <http://x/s> <http://x/p> "C:\\\u00750022" . }
    """
    if b"\\\\u" in triples or b"\\\\U" in triples:
        triples = _ESCAPED.sub(_keep_apart, triples)
    return b"GRAPH " + iri(graph).encode() + b" { " + triples + b" }"


def _keep_apart(escape: re.Match[bytes]) -> bytes:
    return b"\\\\\\u%04x" % ord(escape[1]) if escape[1] else escape[0]


@dataclass(slots=True)
class Staging:
    """Sends triples to graphs of a server.

    :param batch: triples of one request at the most.
    :param sent: called with how many more were sent.
    """

    client: Client
    batch: int
    sent: Callable[[int], None]
    _parts: list[bytes] = field(default_factory=list, init=False, repr=False)
    _held: int = field(default=0, init=False, repr=False)

    def put(self, graph: str, triples: Iterable[ox.Triple]) -> tuple[str, int]:
        """Send the triples of a graph, or keep some until there are enough for a request.

        :returns: their digest and how many they are, as ``digest_of`` does.
        :raises NetworkError: where the server does not take them.
        """
        return digest_of(self._send(graph, triples))

    def _send(self, graph: str, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        rest = iter(triples)
        while batch := next(batched(rest, self.batch - (0 if self._direct else self._held)), None):
            if self._direct:
                self.client.add(graph, _write(batch))
                self.sent(len(batch))
            else:
                self._parts.append(insertion(graph, _write(batch)))
                self._held += len(batch)
                if self._held >= self.batch:
                    self.flush()
            yield from batch

    def flush(self) -> None:
        """Send what was kept."""
        if self._parts:
            self.client.update(b"INSERT DATA { %s }" % b"\n".join(self._parts))
            self.sent(self._held)
        self._parts, self._held = [], 0

    @property
    def _direct(self) -> bool:
        return bool(self.client.server.data)


def _write(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
