"""What each address answers: a page, or the same in RDF for programs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cyberkg.docs import FILES
from cyberkg.errors import CyberkgError
from cyberkg.query.prefixes import PREFIXES, expand
from cyberkg.serve import pages, views
from cyberkg.serve.addresses import address_of, iri_of
from cyberkg.serve.current import Current, Snapshot
from cyberkg.serve.dossiers import write_dossier
from cyberkg.serve.examples import of_editor
from cyberkg.serve.files import File, disposition
from cyberkg.serve.framed import framed
from cyberkg.serve.looks import assets
from cyberkg.serve.media import DESCRIPTIONS, HTML, Format, choose, find
from cyberkg.serve.refusal import RefusalError, describe, status_of
from cyberkg.serve.reports import REPORTS, page_of, write_report
from cyberkg.terms import EntityType

if TYPE_CHECKING:
    from starlette.exceptions import HTTPException
    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["Site"]

_SUGGESTIONS = 10
_MOST_SOUGHT = 200  # characters; no name is longer, and each is compared with all names
_NETWORK = "network.html"


class Site:
    """The pages of a graph, each made anew when it is asked for.

    :param current: gives the graph as it is now.
    """

    def __init__(self, current: Current) -> None:
        self._current = current

    def start(self, request: Request) -> Response:
        """Show the start page: search, the things of each type, the newest briefings."""
        del request
        return _page("start", self._current.get(), reports=list(REPORTS.values()))

    def search(self, request: Request) -> Response:
        """Show what a search finds; without words all things of a type, or all things."""
        snapshot, asked = self._current.get(), request.query_params
        kind = EntityType(asked["type"]) if asked.get("type") in set(EntityType) else None
        found = views.of_search(snapshot.things, _sought(request), kind, _number(request))
        return _page("search", snapshot, **found)

    def suggest(self, request: Request) -> Response:
        """Give the first things that a search finds, as JSON, for search boxes; where there are none, what is near.

        The address may say of which types (``?type=Person&type=Organisation``).
        """
        from starlette.responses import JSONResponse

        snapshot, sought = self._current.get(), _sought(request)
        kinds = set(request.query_params.getlist("type")) & set(EntityType) or set(EntityType)
        hits = [hit for hit in snapshot.things.search(sought) if hit.thing.type in kinds]
        near = [] if hits else snapshot.things.nearest(sought)
        hits = hits or [hit for hit in near if hit.thing.type in kinds]
        told = [
            {
                "label": hit.thing.label,
                "name": hit.name,
                "type": hit.thing.type,
                "address": address_of(hit.thing.iri, snapshot.base),
            }
            for hit in hits[:_SUGGESTIONS]
        ]
        return JSONResponse(
            {"hits": told, "more": max(0, len(hits) - _SUGGESTIONS), "near": bool(near and hits)}
        )

    def identified(self, request: Request) -> Response:
        """Tell of the IRI that the path names: as a page, or in RDF where the client likes that better."""
        snapshot = self._current.get()
        return self._tell(request, snapshot, iri_of(request.scope["raw_path"], snapshot.base))

    def identified_by_path(self, request: Request) -> Response:
        """Lead from the path of an IRI to where it is told of."""
        from starlette.responses import RedirectResponse

        base = self._current.get().base
        local = request.scope["raw_path"].decode("latin-1")[len(urlsplit(base).path.rstrip("/")) + 1 :]
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/id/{local}{asked}", 303)

    def about(self, request: Request) -> Response:
        """Tell of any IRI (``?iri=``), also one in short (``ckgd:person/x``)."""
        from starlette.responses import RedirectResponse

        snapshot = self._current.get()
        iri = expand(request.query_params.get("iri", ""))
        address = address_of(iri, snapshot.base)
        if address.startswith("/id/"):
            return RedirectResponse(address, 303)
        return self._tell(request, snapshot, iri)

    def _tell(self, request: Request, snapshot: Snapshot, iri: str) -> Response:
        from starlette.responses import RedirectResponse

        things = snapshot.things
        if iri in things.by_former and iri not in things.by_iri:
            address = address_of(things.by_former[iri].iri, snapshot.base)
            asked = f"?{request.url.query}" if address.startswith("/id/") and request.url.query else ""
            return RedirectResponse(address + asked, 301)
        chosen = _choose(request)
        if chosen is not HTML:
            return _describe(snapshot, iri, chosen)
        if iri in things.by_iri:
            return _page("thing", snapshot, **views.of_thing(snapshot, things.by_iri[iri], _number(request)))
        if iri in things.briefing_by_iri:
            return _page("briefing", snapshot, **views.of_briefing(snapshot, iri))
        shown = views.of_node(snapshot, iri, address_of(iri, snapshot.base))
        if shown is None:
            raise _nothing()
        return _page("node", snapshot, **shown)

    def briefings(self, request: Request) -> Response:
        """List the briefings."""
        del request
        return _page("briefings", self._current.get())

    def reports(self, request: Request) -> Response:
        """List the reports."""
        del request
        return _page("reports", self._current.get(), reports=list(REPORTS.values()))

    def report(self, request: Request) -> Response:
        """Show a report, or write it in the format that is asked for."""
        kind = REPORTS.get(request.path_params["name"])
        if kind is None:
            raise RefusalError(404, "there is no such report", f"there is {', '.join(REPORTS)}")
        snapshot, given = self._current.get(), dict(request.query_params)
        store = snapshot.generation.store_path
        if given.get("format"):
            return _file(write_report(kind, given, store, snapshot.base))
        return _page("report", snapshot, **page_of(kind, given, store, snapshot.base, _number(request)))

    def dossier(self, request: Request) -> Response:
        """Write the dossier of a thing (``?iri=``) as a file; without a format lead to its page."""
        from starlette.responses import RedirectResponse

        snapshot, asked = self._current.get(), request.query_params
        iri = expand(asked.get("iri", ""))
        it = snapshot.things.by_iri.get(iri) or snapshot.things.by_former.get(iri)
        if it is None:
            raise _nothing()
        store, base = snapshot.generation.store_path, snapshot.base
        if asked.get("format"):
            return _file(write_dossier(store, it.iri, base, asked["format"]))
        return RedirectResponse(address_of(it.iri, base), 301)

    def network(self, request: Request) -> Response:
        """Show the network page, as the build drew it, with a way back to the other pages."""
        del request
        return framed(self._current.get().generation.read(_NETWORK).decode("utf-8"), "network")

    def ontology(self, request: Request) -> Response:
        """Show the reference of the ontology, or one of the files that it is made of."""
        from starlette.responses import Response

        name = request.path_params["name"]
        if name not in FILES:
            raise _nothing()
        text = FILES[name]()
        if name.endswith(".html"):
            return framed(text, "ontology")
        return Response(text, media_type="text/turtle")

    def editor(self, request: Request) -> Response:
        """Show the editor. A query in the address is put into it, and does not run by itself."""
        snapshot, asked = self._current.get(), request.query_params
        shown = of_editor(snapshot.things, asked.get("query", ""), asked.get("example", ""))
        return _page("editor", snapshot, prefixes={**PREFIXES, "ckgd": snapshot.base}, **shown)

    def asset(self, request: Request) -> Response:
        """Give a style sheet or a script of ours; there are no others, whatever the path says."""
        from starlette.responses import Response

        found = assets().get(request.path_params["name"])
        if found is None:
            raise _nothing()
        kind, body = found
        return Response(body, headers={"content-type": kind, "cache-control": "private, max-age=86400"})

    def fail(self, request: Request, error: CyberkgError) -> Response:
        """Tell an error: as a page to who reads pages, as a problem of RFC 9457 to programs."""
        from starlette.responses import JSONResponse

        headers = error.headers if isinstance(error, RefusalError) else {}
        told = describe(error)
        accept = request.headers.get("accept", "")
        if choose(accept, (_PROBLEM, HTML)) is HTML and request.method in {"GET", "HEAD"}:
            response = _page("error", None, problem=told)
            response.status_code = status_of(error)
        else:
            response = JSONResponse(told, status_of(error), media_type=_PROBLEM.type)
        response.headers.update({"vary": "Accept", **headers})
        return response

    def miss(self, request: Request, error: HTTPException) -> Response:
        """Tell that there is nothing at an address, or not by this method."""
        hint = "see / for what there is" if error.status_code == 404 else "ask with GET"
        return self.fail(request, RefusalError(error.status_code, error.detail, hint, error.headers))

    def crash(self, request: Request, error: Exception) -> Response:
        """Tell of an error that nobody expected; the terminal tells which."""
        del error
        return self.fail(request, RefusalError(500, *_CRASH))


_CRASH = (
    "something went wrong that nobody expected",
    "see what is said where cyberkg serve runs, and report it",
)
_PROBLEM = Format("problem", "application/problem+json", "", ("application/json",))


def _page(template: str, snapshot: Snapshot | None, **values: object) -> Response:
    from starlette.responses import HTMLResponse

    base, things = (snapshot.base, snapshot.things) if snapshot else ("", None)
    return HTMLResponse(pages.render(template, base, things, **values), headers={"vary": "Accept"})


def _file(file: File) -> Response:
    """Hand over what a report was written to."""
    from starlette.responses import Response

    # shown alone, a page of a report has its own style sheet; nothing in it can run
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
    headers = {"content-type": file.media, "content-security-policy": policy}
    return Response(file.body, headers={**headers, "content-disposition": file.disposition})


def _sought(request: Request) -> str:
    """Take from the address what is searched for."""
    return request.query_params.get("q", "").strip()[:_MOST_SOUGHT]


def _number(request: Request) -> int:
    """Take the number of a page from the address; the first where it says none that makes sense."""
    page = request.query_params.get("page", "1")
    return int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1


def _choose(request: Request) -> Format:
    """Choose the format in which an IRI is told of: the one that the address names, or the client's favourite."""
    name = request.query_params.get("format", "")
    chosen = find(name, DESCRIPTIONS) if name else choose(request.headers.get("accept", ""), DESCRIPTIONS)
    if chosen is None and name:
        raise RefusalError(
            400, f"no format is called {name}", f"use {', '.join(f.name for f in DESCRIPTIONS)}"
        )
    if chosen is None:
        types = ", ".join(f.types[0] for f in DESCRIPTIONS)
        raise RefusalError(406, "this is there in none of the types that are accepted", f"accept {types}")
    return chosen


def _describe(snapshot: Snapshot, iri: str, chosen: Format) -> Response:
    """Write what the graph says of an IRI."""
    import pyoxigraph as ox
    from starlette.responses import Response

    from cyberkg.export.jsonld import lines
    from cyberkg.query.triples import write_triples
    from cyberkg.rdf.turtle import write_turtle

    triples = snapshot.triples("description", {"thing": [iri]})
    if not triples:
        raise _nothing()
    body, quads = io.BytesIO(), (ox.Quad(*triple) for triple in triples)
    if chosen.name == "ttl":
        body.write(write_turtle(quads, snapshot.base))
    elif chosen.name == "jsonld":
        body.write("".join(lines(quads, snapshot.base)).encode())
    else:
        write_triples(triples, chosen.name, {**PREFIXES, "ckgd": snapshot.base}, body)
    name = disposition(iri.partition("#")[0].rpartition("/")[2], chosen.name, opened=True)
    headers = {"content-type": chosen.type, "vary": "Accept", "content-disposition": name}
    return Response(body.getvalue(), headers=headers)


def _nothing() -> RefusalError:
    return RefusalError(404, "the graph has nothing here", "search for it by name")
