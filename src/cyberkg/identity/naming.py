"""IRIs of nodes: the same on every machine, and left alone when a later briefing comes in.

A thing is known by what its earliest briefing calls it. Two things that would be known by the same IRI are
told apart by their earliest briefings: the later one has a digest of that briefing's name behind its IRI.
Every other IRI that one of its referents alone would have is kept as a former one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from cyberkg.errors import InputError
from cyberkg.ident import digest, mint
from cyberkg.identity import person_name, place
from cyberkg.identity.context import Resolved
from cyberkg.identity.dates import month_of, year_of
from cyberkg.identity.decisions import Decision
from cyberkg.identity.fold import spellings, tokens
from cyberkg.identity.gather import Node, NodeKey
from cyberkg.identity.lexicon import words
from cyberkg.identity.organisation_name import is_acronym
from cyberkg.model import Iri
from cyberkg.terms import EntityType

__all__ = ["alone", "former", "iris", "known_by", "suffixed"]

_LEGAL = words("organisations", "legal")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LOCAL = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def alone(node: Node, resolved: Resolved, base: str) -> Iri:
    """Give the IRI that a node has as long as it is one with no other.

    Honorifics, accents, the order of a person's names, articles and legal forms make no difference. What comes
    from a graph of the same base keeps the IRI that it has there.
    """
    kind = node.referent.type
    if _is_own(node.referent.iri, base, kind):
        return node.referent.iri
    return mint(
        base,
        kind.value,
        _incident_name(node, resolved) if kind is EntityType.INCIDENT else _name(node, resolved),
    )


def _is_own(iri: Iri, base: str, kind: EntityType) -> bool:
    """Tell whether an IRI is one that this room could have given, so that it can be nothing else's."""
    start = f"{base}{kind.value.lower()}/"
    return iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)) is not None


def suffixed(iri: Iri, node: Node) -> Iri:
    """Give the IRI with a digest of the node's document, for the later of two things of one name."""
    return Iri(f"{iri}-{digest(node.document, length=6)}")


def _name(node: Node, resolved: Resolved) -> str:
    referent = node.referent
    name = node.name
    if referent.type is EntityType.PERSON:
        return " ".join(person_name.parse(name)[0].ordered)
    if referent.type is EntityType.PLACE:
        return " ".join(place.base(spellings(name)[0])[0])
    if referent.type is EntityType.ORGANISATION:
        return _organisation(name)
    if referent.type is EntityType.EVENT:
        return _event(node, resolved)
    return " ".join(_without_article(name))


@lru_cache(1 << 16)
def _without_article(name: str) -> tuple[str, ...]:
    found = tokens(spellings(name)[0].replace("-", " "))
    return found[1:] if len(found) > 1 and found[0] == "the" else found or (name,)


def _organisation(name: str) -> str:
    found = list(_without_article(name))
    while len(found) > 1 and found[-1] in _LEGAL:
        found.pop()
    return " ".join(found)


def _event(node: Node, resolved: Resolved) -> str:
    """Put the year behind the name, wherever it stands in it or however else it is told."""
    every = _without_article(node.name)
    plain = [w for w in every if not _YEAR.fullmatch(w)]
    named = [w for w in every if _YEAR.fullmatch(w)]
    return " ".join([*plain, *(named or [_year(node, resolved)])]).rstrip()


def _year(node: Node, resolved: Resolved) -> str:
    dates = sorted(resolved.words(node, "dates"))
    return next((year_of(d) for d in dates if year_of(d)), "") or year_of(node.written)


def _incident_name(node: Node, resolved: Resolved) -> str:
    """Give what an incident is known by: a CVE identifier, else the victim; and the month."""
    flaws = sorted(t for t in resolved.words(node, "tools") if t.startswith("cve-"))
    if flaws and "vulnerability" in resolved.words(node, "kinds"):
        return flaws[0]
    victims = sorted(_name(v, resolved) for v in resolved.nodes(node, "victims"))
    months = sorted(filter(None, map(month_of, resolved.words(node, "dates"))))
    when = months[0] if months else month_of(node.written)
    return f"{victims[0] if victims else node.referent.label or node.referent.key} {when}".rstrip()


def iris(
    things: Sequence[Sequence[Node]], own: Mapping[NodeKey, Iri], pins: Mapping[int, tuple[Iri, Decision]]
) -> list[Iri]:
    """Give each thing its IRI.

    :param things: the nodes of each thing by rank.
    :param own: the IRI each node would have alone.
    :param pins: IRIs the user gave, by index of the thing.
    :raises InputError: where the user gave one IRI to two things.
    """
    found: dict[int, Iri] = {}
    taken: dict[str, int] = {}
    for i, (iri, decision) in sorted(pins.items()):
        if iri in taken:
            raise InputError(f"{iri} is given to two things", decision.where, "give each an IRI of its own")
        taken[iri] = i
        found[i] = iri
    for i in sorted(range(len(things)), key=lambda i: (things[i][0].rank, things[i][0].key)):
        if i not in found:
            found[i] = next(iri for iri in _choices(_head(things[i]), own) if iri not in taken)
            taken[found[i]] = i
    return [found[i] for i in range(len(things))]


def _head(nodes: Sequence[Node]) -> Node:
    """The node that names a thing: the first of its earliest briefing that is more than letters.

    What letters stand for may turn out to be two, and the name in full then keeps the IRI.
    """
    return next((n for n in nodes if n.document == nodes[0].document and not is_acronym(n.name)), nodes[0])


def _choices(node: Node, own: Mapping[NodeKey, Iri]) -> Iterable[Iri]:
    iri = own[node.key]
    yield iri
    yield suffixed(iri, node)
    yield _longest(iri, node)


def _longest(iri: Iri, node: Node) -> Iri:
    return Iri(f"{iri}-{digest(*node.key, length=12)}")


def known_by(nodes: Sequence[Node], own: Mapping[NodeKey, Iri]) -> dict[NodeKey, tuple[Iri, ...]]:
    """Give the IRIs that a reader of the graph may call each node by, before it is known who is who.

    Of several of one name in one document the first has the IRI without a digest, so that the one with the digest
    of the document is another's.

    :param nodes: all nodes by rank.
    """
    alike = Counter((node.document, own[node.key]) for node in nodes)
    seen: set[tuple[str, Iri]] = set()
    found: dict[NodeKey, tuple[Iri, ...]] = {}
    for node in nodes:
        iri, here = own[node.key], (node.document, own[node.key])
        shorter = (iri,) if alike[here] > 1 and here not in seen else (iri, suffixed(iri, node))
        found[node.key] = (*shorter, _longest(iri, node))
        seen.add(here)
    return found


def former(
    things: Sequence[Sequence[Node]],
    own: Mapping[NodeKey, Iri],
    given: Sequence[Iri],
    heads: frozenset[NodeKey],
) -> list[tuple[Iri, ...]]:
    """Give the other IRIs that lead to each thing: what its nodes would have alone, if it leads nowhere else.

    Where two things lay claim to one, the thing of the earlier briefing has it.

    :param heads: nodes that could stand alone; where the IRI was taken they had the one with a digest.
    """
    taken = set(given)
    found: list[tuple[Iri, ...]] = [()] * len(things)
    for i in sorted(range(len(things)), key=lambda i: (things[i][0].rank, things[i][0].key)):
        wanted = {own[n.key] for n in things[i]}
        seen: set[Iri] = set()
        for node in things[i]:
            iri = own[node.key]
            if node.key in heads and (iri in seen or (iri in taken and iri != given[i])):
                wanted.add(suffixed(iri, node))
            seen.add(iri)
        wanted -= taken
        taken |= wanted
        found[i] = tuple(sorted(wanted))
    return found
