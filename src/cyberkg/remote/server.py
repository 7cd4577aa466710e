"""Which server holds the graph, with whose rights it is asked, and what is said where it fails.

User and password, or a token, come from the environment alone. They are sent in a header to the host that the
user named, and stand in no message: where the server's own words have them, they are taken out.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cyberkg.errors import NetworkError, UsageError
from cyberkg.net import Failure, Reason, Reply, is_loopback, split_url

__all__ = ["PASSWORD_VARIABLE", "TOKEN_VARIABLE", "USER_VARIABLE", "Credentials", "Server"]

USER_VARIABLE = "CYBERKG_STORE_USER"
PASSWORD_VARIABLE = "CYBERKG_STORE_PASSWORD"  # noqa: S105  (a name, no password)
TOKEN_VARIABLE = "CYBERKG_STORE_TOKEN"  # noqa: S105
_NAMES = f"{USER_VARIABLE} and {PASSWORD_VARIABLE}, or {TOKEN_VARIABLE}"
_OPTIONS = {"query": "--store", "update": "--update", "data": "--data"}
_REASONS = {
    Reason.UNKNOWN: ("has a name that is not known", "check the URL after {option}"),
    Reason.UNREACHABLE: ("cannot be reached", "start the server, or check the URL after {option}"),
    Reason.CERTIFICATE: ("has no certificate that can be trusted", "check the URL after {option}"),
    Reason.LATE: ("gave no answer in {seconds:g} s", "give it longer with --timeout, or try again"),
    Reason.BROKEN: ("broke off in the middle", "try again"),
    Reason.LARGE: ("gives a longer answer than can be taken", "ask for less"),
}
_REFUSALS = {
    401: ("wants to know who asks", f"set {_NAMES}"),
    403: ("refuses the right to do this", f"check {_NAMES}, or whether it is open for reading alone"),
    404: ("has nothing at this address", "check the URL after {option}"),
    405: ("does not do this at this address", "check the URL after {option}, or whether it only reads"),
    406: ("does not give answers in the formats of SPARQL 1.1", "check the URL after {option}"),
    413: ("finds the request too large", "send less at a time with --batch"),
    415: ("does not take this at this address", "check the URL after {option}"),
    429: ("asks for fewer requests", "try again later"),
    502: ("is not reached by the server in front of it", "try again later"),
    503: ("is not ready", "try again later"),
    504: ("is not reached in time by the server in front of it", "try again later"),
}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: user and password, a token, or nobody.

    :raises UsageError: where both are set, or one holds characters that no header may.
    """

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.token and (self.user or self.password):
            raise UsageError("a token and a user are both set", hint=f"set {_NAMES}")
        if self.password and not self.user:
            raise UsageError("a password is set without a user", hint=f"set {USER_VARIABLE} too")
        if ":" in self.user:
            raise UsageError("holds a colon, which no user's name may", USER_VARIABLE)
        if not (self.token.isascii() and self.token.isprintable()) or " " in self.token:
            raise UsageError(
                "holds characters that no token has", TOKEN_VARIABLE, "set it to the token alone"
            )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Credentials:
        """Take them from the environment."""
        return cls(
            *(environment.get(name, "") for name in (USER_VARIABLE, PASSWORD_VARIABLE, TOKEN_VARIABLE))
        )

    @property
    def header(self) -> dict[str, str]:
        """The header that tells who asks; none for nobody."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        return {"Authorization": f"Basic {self._pair}"} if self.user else {}

    def hide(self, text: str) -> str:
        """Take secrets out of a text.

        >>> Credentials(user="ada", password="s3cret").hide("no s3cret for ada")
        'no … for ada'
        """
        for secret in (self.token, self._pair if self.user else "", self.password):
            text = text.replace(secret, "…") if secret else text
        return text

    @property
    def _pair(self) -> str:
        return base64.b64encode(f"{self.user}:{self.password}".encode()).decode()


@dataclass(frozen=True, slots=True)
class Server:
    """A server and its addresses.

    :param query: the URL that takes queries (SPARQL 1.1 Protocol).
    :param update: the URL that takes updates; empty for ``…/update`` beside a ``…/query``, else the one of queries.
    :param data: the URL that takes triples (SPARQL 1.1 Graph Store HTTP Protocol); empty to send them by update.
    :param timeout: seconds that one answer may take.
    :param pause: seconds before the second repeat of a request; each further one waits twice as long.
    :raises UsageError: where a URL is none, holds more than host, port and path, or names another host.
    """

    query: str
    update: str = ""
    data: str = ""
    timeout: float = 60.0
    pause: float = 1.0
    credentials: Credentials = field(default_factory=Credentials.from_environment, repr=False)

    def __post_init__(self) -> None:
        for role, url in (("query", self.query), ("update", self.update), ("data", self.data)):
            if url or role == "query":
                _check(url, _OPTIONS[role])
        if not self.update:
            stem = self.query.removesuffix("/query")
            object.__setattr__(self, "update", self.query if stem == self.query else f"{stem}/update")
        origins = {_origin(url) for url in (self.query, self.update, self.data) if url}
        if len(origins) > 1:
            raise UsageError(
                f"the URLs name several servers ({' and '.join(sorted(origins))})",
                hint="name the same scheme, host and port in each, since the same credentials go to all",
            )

    @property
    def exposed(self) -> bool:
        """Tell whether the graph, and the credentials, go over a network unencrypted."""
        parts = split_url(self.query)
        return parts is not None and parts.scheme == "http" and not is_loopback(parts.hostname or "")

    def refused(self, role: str, reply: Reply) -> NetworkError:
        """Say that an answer is no success."""
        status = reply.status
        if 300 <= status < 400:
            what, hint = "sends on elsewhere, where nothing is sent", "name the server itself after {option}"
        elif status >= 500:
            what, hint = _REFUSALS.get(status, ("failed", "look into the log of the server"))
        else:
            what, hint = _REFUSALS.get(status, ("refuses this", "check the URL after {option}"))
        said = self.said(reply)
        return self.error(role, f"{what} (HTTP {status}{f': {said}' if said else ''})", hint)

    def said(self, reply: Reply) -> str:
        """Give the server's own words, one line of them, without what is secret."""
        return self.credentials.hide(_words(reply))

    def error(self, role: str, what: str, hint: str) -> NetworkError:
        """Make an error that names the address."""
        url = {"query": self.query, "update": self.update, "data": self.data}[role]
        return NetworkError(what, url, hint.format(option=_OPTIONS[role]))

    def explain(self, role: str, failure: Failure, seconds: float | None = None) -> NetworkError:
        """Say what kept an answer from coming.

        :param role: ``query``, ``update`` or ``data``: what was asked.
        :param seconds: what time it had, where that is not the server's.
        """
        what, hint = _REASONS[failure.reason]
        return self.error(role, what.format(seconds=seconds or self.timeout), hint)


def _check(url: str, option: str) -> None:
    parts = split_url(url)
    if parts is not None and (parts.username is not None or parts.query or parts.fragment):
        raise UsageError(
            f"the URL after {option} holds more than host, port and path",
            hint=f"who asks is told by the environment: {_NAMES}",
        )
    if parts is None:
        raise UsageError(
            f"what stands after {option} is no URL of a server",
            hint="write it as http://localhost:7878/query",
        )


def _origin(url: str) -> str:
    parts = split_url(url)
    if parts is None:
        return ""
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{parts.hostname}:{port}"


def _words(reply: Reply) -> str:
    """Give the server's own words, the first line of a plain text: 200 characters of it."""
    if "html" in reply.type or "xml" in reply.type:
        return ""
    text = reply.body[:2000].decode("utf-8", "replace").strip()
    return " ".join(text.partition("\n")[0].split())[:200] if not text.startswith("<") else ""
