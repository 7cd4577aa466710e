"""From readings to nodes: every referent of every document, and what the claims say around it.

A node is a referent of one document. Its context is put together later, pass by pass, because it points to
other things (a person to employers) that should be resolved by then.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cyberkg.errors import CyberkgError
from cyberkg.identity.countries import countries_in
from cyberkg.identity.fold import fold
from cyberkg.identity.geography import leading_country
from cyberkg.identity.organisation_name import is_acronym
from cyberkg.model import Claim, Document, Literal, Reading, Referent, Span
from cyberkg.terms import EntityType, Status

__all__ = ["Gathered", "Link", "Node", "NodeKey", "gather"]

NodeKey = tuple[str, str, str]
"""Document, type and key of a referent: two readers of one document mean the same by the same key."""

# Characters on either side of a mention that tell which country it speaks of.
_WINDOW = 300
# "Brazil's", "the Brazilian": what stands between the start of a country's name and that of a body of it
_OWNER = re.compile(r"[\w. -]+?(?:['’]s?|(?:an|ese|ish))\s+(?:own\s+)?")

# predicate: (field of the subject's context, field of the object's context); "" where it tells nothing
_FIELDS: Mapping[str, tuple[str, str]] = {
    "affiliatedWith": ("affiliations", "people"),
    "holdsPost": ("affiliations", "people"),
    "memberOf": ("", ""),
    "partOf": ("parents", ""),
    "attended": ("events", "people"),
    "spokeAt": ("events", "people"),
    "officiated": ("events", "people"),
    "organised": ("events", "makers"),
    "supported": ("", "makers"),
    "eventDate": ("dates", ""),
    "eventPlace": ("places", ""),
    "subEventOf": ("parents", ""),
    "incidentType": ("kinds", ""),
    "victim": ("victims", ""),
    "attacker": ("attackers", ""),
    "incidentDate": ("dates", ""),
    "dataVolume": ("figures", ""),
    "affectedCount": ("figures", ""),
    "ransomDemanded": ("figures", ""),
    "usedTool": ("tools", ""),
    "published": ("", "makers"),
    "launched": ("", "makers"),
}
# Predicates whose two ends are two things even where they look like one.
_APART = frozenset(["memberOf", "partOf", "subEventOf"])


@dataclass(frozen=True, slots=True)
class Node:
    """A referent of one document.

    :param key: which node it is.
    :param order: where the document stands among all: by date, undated ones last, then by name.
    :param country: the country that the whole document is about; empty where none is clear.
    :param nearby: the country that the text around its mentions is about, likewise.
    :param graph: the graph that the document is taken from; empty where it is from none.
    :param name: the fullest name, an abbreviation only where there is no other; for an incident its label. What comes
        from a graph is called as it is there.
    :param rank: sorts nodes of one thing: the earliest document first, full names before abbreviations.
    """

    key: NodeKey
    document: str
    order: int
    referent: Referent
    written: str
    country: str
    nearby: str
    graph: str = ""
    name: str = field(init=False, repr=False, compare=False)
    rank: tuple[int, int, int, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self._name())
        object.__setattr__(self, "rank", self._rank())

    def _name(self) -> str:
        if self.graph and self.referent.names:
            return self.referent.names[0]
        names = self.referent.names
        short = self.referent.acronyms
        return next((n for n in names if n not in short and not is_acronym(n)), None) or next(
            iter(names), self.referent.label or self.referent.key
        )

    def _rank(self) -> tuple[int, int, int, str]:
        bare = not self.referent.names or set(self.referent.names) <= set(self.referent.acronyms)
        first = self.referent.mentions[0].start if self.referent.mentions else 0
        return (self.order, int(bare), first, self.referent.key)


class Link(NamedTuple):
    """One thing a claim says of a node: another node, or a word, in a field of its context."""

    field: str
    target: NodeKey | str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All nodes by rank, what is said of each, and the pairs that a claim holds apart."""

    nodes: tuple[Node, ...]
    links: Mapping[NodeKey, tuple[Link, ...]]
    apart: tuple[tuple[NodeKey, NodeKey], ...]
    claims: tuple[tuple[Reading, Claim, NodeKey, NodeKey | None, NodeKey | None], ...] = field(repr=False)


def gather(readings: Sequence[Reading], documents: Sequence[Document]) -> Gathered:
    """Collect nodes, links and claims; the order of the arguments does not matter.

    :raises CyberkgError: where a claim names a key that its reading has no referent for.
    """
    orders = _document_orders(readings, documents)
    written = {d.name: f"{d.date.start}/{d.date.end}" for d in documents if d.date}
    # The rows of a table have nothing to do with each other: only a text, which has items, is about a country.
    texts = {d.name: d.text for d in documents if d.items}
    places = {name: countries_in(text) for name, text in texts.items()}
    about = {name: leading_country(country for _, country in found) for name, found in places.items()}
    referents: dict[NodeKey, Referent] = {}
    graphs = {r.document: r.graph for r in readings if r.graph}
    links: dict[NodeKey, dict[Link, None]] = {}
    apart: dict[tuple[NodeKey, NodeKey], None] = {}
    claims = []
    for reading in sorted(readings, key=lambda r: (r.document, r.reader)):
        keys = _add_referents(referents, reading)
        for claim in reading.claims:
            ends = _ends(claim, keys, reading)
            claims.append((reading, claim, *ends))
            for node, link in _links(claim, *ends):
                links.setdefault(node, {})[link] = None
            if claim.predicate in _APART and ends[1] and ends[0] != ends[1]:
                apart[(ends[0], ends[1])] = None
    nodes = [
        Node(
            key,
            key[0],
            orders[key[0]],
            referent,
            written.get(key[0], ""),
            about.get(key[0], ""),
            _nearby(texts.get(key[0], ""), places.get(key[0], ()), referent.mentions),
            graphs.get(key[0], ""),
        )
        for key, referent in referents.items()
    ]
    ranked = tuple(sorted(nodes, key=lambda n: n.rank))
    return Gathered(ranked, {k: tuple(v) for k, v in links.items()}, tuple(sorted(apart)), tuple(claims))


def _document_orders(readings: Iterable[Reading], documents: Iterable[Document]) -> dict[str, int]:
    dated = {d.name: d.date.start if d.date else "" for d in documents}
    names = {r.document for r in readings} | set(dated)
    ranked = sorted(names, key=lambda n: (not dated.get(n), dated.get(n, ""), n))
    return {name: i for i, name in enumerate(ranked)}


def _add_referents(referents: dict[NodeKey, Referent], reading: Reading) -> dict[str, NodeKey]:
    """Add the referents of a reading to those known; return the node of each key of the reading."""
    keys: dict[str, NodeKey] = {}
    for referent in reading.referents:
        key = (reading.document, referent.type.value, referent.key)
        known = referents.get(key)
        referents[key] = _united(known, referent) if known else referent
        keys[referent.key] = key
    return keys


def _united(one: Referent, other: Referent) -> Referent:
    return Referent(
        key=one.key,
        type=one.type,
        label=one.label or other.label,
        names=tuple(dict.fromkeys(one.names + other.names)),
        acronyms=tuple(dict.fromkeys(one.acronyms + other.acronyms)),
        mentions=tuple(sorted({*one.mentions, *other.mentions})),
        links=tuple(sorted({*one.links, *other.links})),
        iri=one.iri or other.iri,
    )


def _ends(
    claim: Claim, keys: Mapping[str, NodeKey], reading: Reading
) -> tuple[NodeKey, NodeKey | None, NodeKey | None]:
    def find(key: str) -> NodeKey:
        if key not in keys:
            raise CyberkgError(
                f"the claim {claim.predicate} names {key!r}, which the reading has no referent for",
                where=reading.document,
                hint=f"mend the reader {reading.reader}",
            )
        return keys[key]

    target = None if isinstance(claim.object, Literal) else find(claim.object)
    return find(claim.subject), target, find(claim.represents) if claim.represents else None


def _links(
    claim: Claim, subject: NodeKey, target: NodeKey | None, represents: NodeKey | None
) -> Iterator[tuple[NodeKey, Link]]:
    """Say what a claim tells of its two ends; what is denied tells nothing."""
    if claim.status is Status.DENIED:
        return
    of_subject, of_object = _FIELDS.get(claim.predicate, ("", ""))
    if of_subject and target:
        yield subject, Link(of_subject, target)
    elif of_subject and isinstance(claim.object, Literal):
        yield subject, Link(of_subject, _word(claim.predicate, of_subject, claim.object))
    if of_object and target:
        yield target, Link(of_object, subject)
    if claim.predicate == "holdsPost" and claim.qualifier:
        yield subject, Link("posts", fold(claim.qualifier))
    if represents and subject[1] == EntityType.PERSON.value:
        yield subject, Link("affiliations", represents)
        yield represents, Link("people", subject)


def _word(predicate: str, name: str, value: Literal) -> str:
    return f"{predicate} {fold(value.value)}" if name == "figures" else fold(value.value)


def _nearby(text: str, found: Sequence[tuple[int, str]], mentions: Sequence[Span]) -> str:
    """Give the country that the text around the mentions is about; empty where none is clear.

    One that stands right before a mention (*Brazil's Federal Police*) is the body's own, whatever else is near.

    :param found: offset in characters and country of what ``text`` names.
    """
    offsets = [offset for offset, _ in found]
    near: list[tuple[int, str]] = []
    owners: list[str] = []
    for span in mentions:
        first = bisect.bisect_left(offsets, span.start - _WINDOW)
        near += found[first : bisect.bisect_right(offsets, span.end + _WINDOW)]
        before = found[first : bisect.bisect_left(offsets, span.start)][-1:]
        owners += [c for offset, c in before if _OWNER.fullmatch(text[offset : span.start])]
    return leading_country(owners) or leading_country(country for _, country in near)
