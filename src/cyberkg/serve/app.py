"""The routes: which address shows what. All of them only read."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cyberkg.errors import CyberkgError
from cyberkg.query.results import Limits
from cyberkg.serve.current import Current
from cyberkg.serve.endpoint import Endpoint
from cyberkg.serve.gate import Gate
from cyberkg.serve.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from starlette.types import ASGIApp

__all__ = ["LIMITS", "make_app"]

LIMITS = Limits(timeout=10, rows=100_000)
_ENDPOINT = "/sparql"


def make_app(
    current: Current, limits: Limits = LIMITS, hosts: Iterable[str] = (), ending: Event | None = None
) -> ASGIApp:
    """Make the explorer of a graph as an ASGI application.

    :param limits: of each query at the endpoint.
    :param hosts: names of this server besides those of loopback.
    :param ending: set as soon as the server is to end.
    """
    from starlette.applications import Starlette
    from starlette.routing import Route

    site = Site(current)
    endpoint = Endpoint(lambda: _place(current), limits, ending)
    routes = [
        Route("/", site.start),
        Route("/search", site.search),
        Route("/suggest", site.suggest),
        Route("/id/{local:path}", site.identified),
        Route("/about", site.about),
        Route("/briefings", site.briefings),
        Route("/reports", site.reports),
        Route("/report/{name}", site.report),
        Route("/dossier", site.dossier),
        Route("/network", site.network),
        Route("/query", site.editor),
        Route("/ontology/{name}", site.ontology),
        Route("/assets/{name}", site.asset),
        Route(_ENDPOINT, endpoint.answer, methods=["GET", "POST"]),
        Route(f"{_ENDPOINT}/", endpoint.answer, methods=["GET", "POST"]),
    ]
    inner = urlsplit(current.get().base).path.rstrip("/")
    if inner not in {"", "/id"}:  # an IRI whose host alone was replaced leads on, too
        routes.append(Route(f"{inner}/{{local:path}}", site.identified_by_path))
    handlers: dict[Any, Any] = {CyberkgError: site.fail, 404: site.miss, 405: site.miss, 500: site.crash}
    return Gate(Starlette(routes=routes, exception_handlers=handlers), hosts, closed=[_ENDPOINT])


def _place(current: Current) -> tuple[Path, str]:
    snapshot = current.get()
    return snapshot.generation.store_path, snapshot.base
