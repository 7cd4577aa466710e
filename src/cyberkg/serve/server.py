"""A socket on loopback, and uvicorn on it until somebody ends it."""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cyberkg.errors import CyberkgError, UsageError
from cyberkg.query.results import Limits

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from cyberkg.serve.current import Current

__all__ = ["listen", "open_site", "serve"]

_IDLE_SECONDS = 5
_CONNECTIONS = 500  # half of the files that a process may have open on most systems


def listen(host: str, port: int) -> socket.socket:
    """Open a socket that only this machine can reach.

    :param host: an address of loopback, or ``localhost``.
    :param port: 0 for any that is free.
    :raises UsageError: where the host is not of loopback, or the port is taken or not to be had.
    """
    if not _is_loopback(host):
        raise UsageError(
            f"{host} can be reached from elsewhere, and there is no login here",
            hint="use 127.0.0.1; from another machine come through `ssh -L`",
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise UsageError(
            f"port {port} of {host} cannot be had: {reason.lower()}",
            hint="choose another with --port, or any that is free with --port 0",
        ) from error


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(
    app: ASGIApp, bound: socket.socket, begun: Callable[[], None], ending: threading.Event | None = None
) -> None:
    """Answer requests until the process is interrupted.

    :param begun: called as soon as requests are answered.
    :param ending: set as soon as the process is interrupted, before the answers under way are waited for.
    """
    import uvicorn

    from cyberkg.serve.patience import PatientProtocol

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            begun()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            if ending:
                ending.set()
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,  # it would keep queries and names
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=2,
        limit_concurrency=_CONNECTIONS,
    )
    Server(config).run(sockets=[bound])


def open_site(folder: Path, limits: Limits, host: str, ending: threading.Event | None = None) -> ASGIApp:
    """Open a graph and make its explorer.

    :param ending: as of ``serve``.
    :raises DamagedError: where there is none, or it is damaged.
    """
    from cyberkg.serve.app import make_app
    from cyberkg.serve.current import Current

    current = Current(folder)
    threading.Thread(target=_gather, args=[current], daemon=True).start()
    return make_app(current, limits, [f"[{host}]" if ":" in host else host], ending)


def _gather(current: Current) -> None:
    """Gather what a big graph has, while the reader is still on the way to its first page."""
    with suppress(CyberkgError):  # that page will tell it
        current.get().things  # noqa: B018
