"""What each page shows, as values for its template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar
from urllib.parse import quote

from cyberkg.query.prefixes import shorten
from cyberkg.serve.current import Snapshot
from cyberkg.serve.media import DESCRIPTIONS
from cyberkg.serve.passages import cut
from cyberkg.serve.things import Hit, Thing, Things
from cyberkg.serve.told import Line, by_year, in_order_of_text, in_order_of_time, read_lines
from cyberkg.terms import PREDICATES, EntityType

__all__ = ["of_briefing", "of_node", "of_search", "of_thing"]

_HITS = 100  # on one page
_FACTS = 400
_FORMATS = DESCRIPTIONS[1:]
Values = dict[str, object]
_T = TypeVar("_T")


def of_thing(snapshot: Snapshot, thing: Thing, page: int) -> Values:
    """Show a thing: its facts in order of time, its values, and whom and what it is linked to.

    :param page: which of the pages that its facts fill, from 1.
    """
    lines = read_lines(snapshot.triples("description", {"thing": [thing.iri]}), snapshot.things, thing.iri)
    return {
        "it": thing,
        "node": quote(thing.iri, safe="/"),
        "formats": _FORMATS,
        "years": by_year(_part(in_order_of_time(lines), page, _FACTS)),
        **_turning(len(lines), page, _FACTS),
        "values": _values(lines, thing),
        "neighbours": _neighbours(lines, thing),
        "briefings": _briefings(snapshot, thing),
    }


def _values(lines: Iterable[Line], thing: Thing) -> list[tuple[str, list[Line]]]:
    """Put the values of a thing together by what they are, all that are told of it side by side."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.subject.iri == thing.iri and line.object is None:
            found.setdefault(line.predicate, []).append(line)
    ranked = sorted(found, key=list(PREDICATES).index)
    best = {name: sorted(found[name], key=lambda x: (-len(x.sentences), x.value)) for name in ranked}
    return [(PREDICATES[name].phrase, best[name]) for name in ranked]


def _neighbours(lines: Iterable[Line], thing: Thing) -> list[tuple[EntityType, list[tuple[Thing, int]]]]:
    """Count the facts that link a thing to others, by their type; those with most facts first."""
    counts = Counter(other.iri for line in lines for other in set(line.others(thing)))
    known = {other.iri: other for line in lines for other in line.others(thing)}
    groups: dict[EntityType, list[tuple[Thing, int]]] = {}
    for iri in sorted(counts, key=lambda iri: (-counts[iri], known[iri].label, iri)):
        groups.setdefault(known[iri].type, []).append((known[iri], counts[iri]))
    return [(kind, groups[kind]) for kind in EntityType if kind in groups]


def _briefings(snapshot: Snapshot, thing: Thing) -> list[object]:
    found = {row["document"] for row in snapshot.rows("mentions", {"thing": [thing.iri]})}
    return [each for each in reversed(snapshot.things.briefings) if each.iri in found]


def of_briefing(snapshot: Snapshot, iri: str) -> Values:
    """Show a briefing: its text as read, each sentence that says a fact to be opened, and the facts."""
    briefing = snapshot.things.briefing_by_iri[iri]
    lines = read_lines(snapshot.triples("description", {"thing": [iri]}), snapshot.things)
    spans = {(s.start, s.end) for line in lines for s in line.sentences}
    return {
        "it": briefing,
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
        "here": address,
        "formats": _FORMATS,
        "said": said,
        "links": links,
        "shorten": shorten,
    }


def of_search(things: Things, sought: str, kind: EntityType | None, page: int) -> Values:
    """Show what a search finds, or without words all things: a page of them, and how many of each type."""
    hits = things.search(sought) if sought else [Hit(thing) for thing in things.all]
    counts = Counter(hit.thing.type for hit in hits)
    fitting = [hit for hit in hits if kind in {None, hit.thing.type}]
    return {
        "sought": sought,
        "kind": kind,
        "counts": {each: counts[each] for each in EntityType},
        "total": len(fitting),
        "hits": _part(fitting, page, _HITS),
        "near": things.nearest(sought) if sought and not hits else [],
        **_turning(len(fitting), page, _HITS),
    }


def _part(whole: list[_T], page: int, size: int) -> list[_T]:
    start = (_in_range(len(whole), page, size) - 1) * size
    return whole[start : start + size]


def _turning(count: int, page: int, size: int) -> Values:
    return {"page": _in_range(count, page, size), "pages": max(1, -(-count // size))}


def _in_range(count: int, page: int, size: int) -> int:
    return max(1, min(page, -(-count // size)))
