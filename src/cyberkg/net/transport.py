"""Sending a request and taking its answer: repeats with growing pauses, a deadline, a limit on size.

A request goes to the host of its URL and to no other: redirects are not followed, and neither are proxies from
the environment. What an answer is packed in (gzip) is not unpacked: none is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from io import BytesIO
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import urllib3

__all__ = ["Failure", "Reason", "Reply", "Transport"]

_CONNECT = 10.0  # seconds
_REPEATS = 3
_LONGEST_PAUSE = 30  # seconds, whatever the server asks for
_CHUNK = 65_536
_DIGITS = 19  # of a number of rows; Python refuses to read a number of thousands


class Reason(Enum):
    """What kept an answer from coming."""

    UNKNOWN = "its name is not known"
    UNREACHABLE = "nobody listens there, or no way leads there"
    CERTIFICATE = "its certificate cannot be trusted"
    LATE = "it took too long"
    BROKEN = "the connection broke off"
    LARGE = "the answer is longer than was allowed"


class Failure(Exception):  # noqa: N818  (told on in words by the room that sent the request)
    """No answer came, for a ``reason``."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer.

    :param type: its media type, in lower case and without parameters; empty where it has none.
    :param body: its bytes; empty where they went into a file.
    :param most: the most rows that the server gives of any answer (Virtuoso tells); 0 where it does not say.
    :param product: the name and version that the server gives itself; empty where it has none.
    """

    status: int
    type: str
    body: bytes
    most: int = 0
    product: str = ""


@dataclass(slots=True)
class Transport:
    """Keeps connections open to the servers it is sent to; safe to use from several threads.

    :param timeout: seconds that one answer may take, from its sending to its last byte.
    :param pause: seconds before the second repeat of a request; each further one waits twice as long.
    :param again: the statuses that have a request sent again.
    """

    timeout: float
    pause: float
    again: frozenset[int]
    _pool: urllib3.PoolManager | None = field(default=None, init=False, repr=False)

    def send(  # noqa: PLR0913
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes = b"",
        *,
        largest: int,
        timeout: float | None = None,
        cut: bool = False,
        into: IO[bytes] | None = None,
    ) -> Reply:
        """Send a request, again where that can help, and take its answer.

        :param largest: bytes that the answer may have.
        :param timeout: seconds, instead of those of the transport.
        :param cut: also send again what broke off before an answer: only where twice does as once.
        :param into: a file for the body of an answer with status 200.
        :raises Failure: where no answer comes, or not all of it.
        """
        import urllib3

        seconds = timeout or self.timeout
        deadline = time.monotonic() + seconds
        try:
            response = self._connections().request(
                method,
                url,
                body=body or None,
                headers={**headers, "User-Agent": "cyberkg"},
                preload_content=False,
                redirect=False,
                retries=self._repeats(cut),
                timeout=urllib3.Timeout(connect=min(_CONNECT, seconds), read=seconds),
            )
            try:
                kept = BytesIO()
                used = into if into is not None and response.status == 200 else kept
                _take(response, used, largest, deadline)
            finally:
                response.close()
        except urllib3.exceptions.HTTPError as error:
            raise Failure(_reason(error)) from error
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        most = response.headers.get("X-SPARQL-MaxRows", "")
        product = response.headers.get("Server", "")
        rows = int(most) if most.isdecimal() and len(most) <= _DIGITS else 0
        return Reply(response.status, kind, kept.getvalue(), rows, product)

    def _connections(self) -> urllib3.PoolManager:
        import urllib3

        if self._pool is None:
            self._pool = urllib3.PoolManager(maxsize=64)
        return self._pool

    def _repeats(self, cut: bool) -> urllib3.Retry:
        from urllib3 import Retry
        from urllib3.exceptions import ReadTimeoutError

        class Repeats(Retry):
            """Repeats that do not count for what took too long: it would take as long again."""

            def _is_read_error(self, err: Exception) -> bool:
                if isinstance(err, ReadTimeoutError):
                    raise err
                return super()._is_read_error(err)

        return Repeats(
            total=_REPEATS,
            read=_REPEATS if cut else False,
            allowed_methods=None,
            status_forcelist=self.again,
            raise_on_status=False,
            backoff_factor=self.pause,
            backoff_max=_LONGEST_PAUSE,
            retry_after_max=_LONGEST_PAUSE,
        )


def _take(response: urllib3.BaseHTTPResponse, into: IO[bytes], largest: int, deadline: float) -> None:
    size = 0
    while chunk := response.read1(_CHUNK, decode_content=False):
        into.write(chunk)
        size += len(chunk)
        if size > largest:
            raise Failure(Reason.LARGE)
        if time.monotonic() > deadline:
            raise Failure(Reason.LATE)


def _reason(error: urllib3.exceptions.HTTPError) -> Reason:
    from urllib3 import exceptions

    cause = error.reason if isinstance(error, exceptions.MaxRetryError) else error
    if isinstance(cause, exceptions.NameResolutionError):
        return Reason.UNKNOWN
    if isinstance(cause, exceptions.ConnectTimeoutError):  # also where the call is refused
        return Reason.UNREACHABLE
    if isinstance(cause, exceptions.ReadTimeoutError):
        return Reason.LATE
    return Reason.CERTIFICATE if isinstance(cause, exceptions.SSLError) else Reason.BROKEN
