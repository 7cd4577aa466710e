"""HTTP that does not wait for ever: a request that is not all there in time ends its connection.

uvicorn only bounds how long a connection stays idle after an answer, so clients that send a letter now and then, or
nothing at all, would keep their places until there are none left.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["SECONDS", "PatientProtocol"]

SECONDS = 10.0
_LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_INCOMPLETE = frozenset({h11.IDLE, h11.SEND_BODY})


class PatientProtocol(H11Protocol):
    """A connection whose client has ``SECONDS`` to send a request whole, however many pieces it comes in."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take a piece of a request, and go on waiting for the rest, or cease to."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cease to wait."""
        self._cease()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state not in _INCOMPLETE:
            self._cease()
        elif self._late is None:
            self._late = self.loop.call_later(SECONDS, self._give_up)

    def _give_up(self) -> None:
        """Close; where a request has begun and no answer has, say why."""
        if self._has_begun() and self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.write(_LATE)
        self.transport.close()

    def _has_begun(self) -> bool:
        return self.conn.their_state is h11.SEND_BODY or bool(self.conn.trailing_data[0])

    def _cease(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
