"""What each page shows, as values for its template."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

from cyberkg.docs import CKG, terms
from cyberkg.query.prefixes import shorten
from cyberkg.serve.current import Snapshot
from cyberkg.serve.dossiers import TYPES, body_of
from cyberkg.serve.files import TITLES
from cyberkg.serve.media import DESCRIPTIONS
from cyberkg.serve.passages import cut
from cyberkg.serve.things import Hit, Thing, Things
from cyberkg.serve.told import in_order_of_text, read_lines
from cyberkg.serve.turning import part, turn
from cyberkg.terms import EntityType

__all__ = ["of_briefing", "of_node", "of_search", "of_thing"]

_HITS = 100  # on one page
_BRIEFINGS = 20
_FORMATS = DESCRIPTIONS[1:]
Values = dict[str, object]


def of_thing(snapshot: Snapshot, thing: Thing, page: int) -> Values:
    """Show a thing: its dossier, and where else there is more of it.

    :param page: which of the pages that its lines fill, from 1.
    """
    body, shown = body_of(snapshot, thing.iri, page)
    return {
        "it": thing,
        "body": body,
        "turn": shown,
        "node": quote(thing.iri, safe="/"),
        "files": [(form, TITLES[form]) for form in TYPES],
        "formats": _FORMATS,
    }


def of_briefing(snapshot: Snapshot, iri: str) -> Values:
    """Show a briefing: its text as read, each sentence that says a fact to be opened, and the facts."""
    briefing = snapshot.things.briefing_by_iri[iri]
    earlier, later = snapshot.things.beside(briefing)
    lines = read_lines(snapshot.triples("description", {"thing": [iri]}), snapshot.things)
    spans = {(s.start, s.end) for line in lines for s in line.sentences}
    return {
        "it": briefing,
        "earlier": earlier,
        "later": later,
        "formats": _FORMATS,
        "facts": len(lines),
        "groups": in_order_of_text(lines),
        "passages": cut(snapshot.text(briefing.name), spans),
        "cited": len(spans),
    }


def of_node(snapshot: Snapshot, iri: str, address: str) -> Values | None:
    """Show any other node of the graph: what it says, and what points to it; None where it is in neither."""
    said = snapshot.rows("node", {"thing": [iri]})
    links = snapshot.rows("links", {"thing": [iri]})
    if not said and not links:
        return None
    return {
        "iri": iri,
        "term": iri.removeprefix(CKG) if iri in terms() else "",
        "here": address,
        "formats": _FORMATS,
        "said": said,
        "links": links,
        "shorten": shorten,
    }


def of_search(things: Things, sought: str, kind: EntityType | None, page: int) -> Values:
    """Show what a search finds, or without words all things: a page of them, and how many of each type.

    The first page has the briefings, too, that are called so or are of such a date.
    """
    hits = things.search(sought) if sought else [Hit(thing) for thing in things.all]
    counts = Counter(hit.thing.type for hit in hits)
    fitting = [hit for hit in hits if kind in {None, hit.thing.type}]
    shown = turn(len(fitting), page, _HITS, _HITS)
    briefings = things.search_briefings(sought) if kind is None and shown.page == 1 else []
    return {
        "sought": sought,
        "kind": kind,
        "counts": {each: counts[each] for each in EntityType},
        "total": len(fitting),
        "hits": part(fitting, shown),
        "briefings": briefings[:_BRIEFINGS],
        "more": max(0, len(briefings) - _BRIEFINGS),
        "near": things.nearest(sought) if sought and not hits else [],
        "turn": shown,
    }
