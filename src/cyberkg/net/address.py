"""URLs of servers as users write them."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

__all__ = ["is_loopback", "split_url"]


def split_url(url: str) -> SplitResult | None:
    """Take the URL of a server apart; None where it is none: not http or https, no host, a port that is no number.

    >>> split_url("http://localhost:7878/query").netloc
    'localhost:7878'
    >>> split_url("file:///etc/passwd") is None
    True
    """
    if not (url.isascii() and url.isprintable()) or " " in url:
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (raises where it is no number)
    except ValueError:
        return None
    return parts if parts.scheme in {"http", "https"} and parts.hostname else None


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine.

    >>> is_loopback("127.0.0.1"), is_loopback("example.org")
    (True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
