"""What every request passes before any work is done for it, and what every answer says to the browser.

A page that a browser shows must not be able to ask this server behind the reader's back, nor to read what it
answers. So only requests are let in that

- name this machine as their host: a name of another, made to lead here (DNS rebinding), is turned away;
- come from a page of this server, from the address bar, or from no browser at all; from another site's page
  only to open a page of ours in the window, where that site cannot see it;
- have a body of a bounded size.

No answer allows any other origin to read it.

Sources: https://web.dev/articles/fetch-metadata, https://www.w3.org/TR/fetch-metadata/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from cyberkg.serve.refusal import RefusalError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["POLICY", "Gate"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_DIGITS = 19  # of a length; Python refuses to read a number of thousands
_MOST = 4 << 20  # bytes of a body: a query of a million characters, and some more


class Gate:
    """An ASGI application around another.

    :param hosts: names by which a request may call this server besides those of loopback.
    :param closed: paths that no page of another site may open, not even in the window.
    :param most: bytes that a body may have.
    """

    def __init__(
        self, app: ASGIApp, hosts: Iterable[str] = (), closed: Iterable[str] = (), most: int = _MOST
    ) -> None:
        self._app = app
        self._hosts = _LOOPBACK | {host.casefold() for host in hosts}
        self._closed = frozenset(closed)
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or tell it in one line why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        if scope["type"] != "http":
            return
        answer = _Answer(send)
        try:
            self._check(scope)
            await self._app(scope, self._bounded(receive), answer)
        except RefusalError as refusal:
            if not answer.begun:
                await _refuse(refusal, answer)
        except ClientDisconnect:
            return  # it left before it had said all, or was let go: nobody is left to tell

    def _check(self, scope: Scope) -> None:
        headers: dict[bytes, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.lower(), []).append(value.decode("latin-1"))
        hosts = headers.get(b"host", [])
        if len(hosts) != 1 or _name_of(hosts[0]) not in self._hosts:
            raise RefusalError(
                403, "this server is called 127.0.0.1 or localhost, and answers to no other name"
            )
        self._check_origin(scope, {name: values[0] for name, values in headers.items()}, hosts[0])
        length = headers.get(b"content-length", ["0"])[0]
        if not length.isdecimal() or len(length) > _DIGITS or int(length) > self._most:
            raise self._too_large()

    def _check_origin(self, scope: Scope, headers: dict[bytes, str], host: str) -> None:
        """Turn away what pages of other sites send.

        Browsers say where a request comes from, and to what end; older ones name at least the origin of what
        may change something. Other programs say nothing.
        """
        site = headers.get(b"sec-fetch-site", "none")
        origin = headers.get(b"origin")
        if site in {"none", "same-origin"} and origin in {None, f"http://{host}"}:
            return
        opens_a_page = (
            scope["method"] in {"GET", "HEAD"}
            and headers.get(b"sec-fetch-mode") == "navigate"
            and headers.get(b"sec-fetch-dest") == "document"
            and scope["path"].rstrip("/") not in self._closed
        )
        if not opens_a_page:
            raise RefusalError(403, "pages of other sites may not ask this server")

    def _bounded(self, receive: Receive) -> Receive:
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise self._too_large()
            return message

        return bounded

    def _too_large(self) -> RefusalError:
        return RefusalError(413, f"a request may have {self._most:,} bytes at most", "send less")


class _Answer:
    """The way out: adds to each answer what it does not say itself, and knows whether it has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            said = {name.lower() for name, _ in message.get("headers", ())}
            added = [(n.encode(), v.encode()) for n, v in _HEADERS.items() if n.encode() not in said]
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await self._send(message)


def _name_of(host: str) -> str:
    """Take the port off a host: ``127.0.0.1:8000``, ``[::1]:8000``."""
    name, colon, port = host.casefold().rpartition(":")
    return name if colon and port.isdecimal() else host.casefold()


async def _refuse(refusal: RefusalError, send: _Answer) -> None:
    body = f"error: {refusal}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    headers += [(b"connection", b"close")]  # whatever else it wanted to send
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
