"""Candidates: facts that the network, the rules or both propose for a document, over one set of things."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from cyberkg.learned.alignment import align
from cyberkg.learned.candidate import Candidate
from cyberkg.learned.decode import Found, Relation
from cyberkg.learned.fines import fines_of
from cyberkg.learned.referents import referents_of
from cyberkg.learned.statuses import status_told
from cyberkg.model import Claim, Literal, Reading, Referent
from cyberkg.reading.draft import Scene
from cyberkg.reading.mentions import normal
from cyberkg.terms import PREDICATES, LiteralKind, Status

__all__ = ["propose"]


_LIKELY = 0.3
_RULED = 0.9  # what the rules' word counts as, beside the network's chances
_TAKEN_BACK = frozenset({Status.DENIED, Status.PLANNED})
_Key = tuple[str, str, str]


def propose(scene: Scene, found: Found, rules: Reading) -> tuple[list[Candidate], dict[str, Referent]]:
    """Lay what the network found and what the rules read over each other.

    :returns: the candidates in the order of their evidence, and the referents they speak of, by key.
    """
    learned = referents_of(scene, found)
    referents = {r.key: r for r in learned.values()}
    network = list(_of_network(scene, found, learned))
    renamed = align(rules, referents, network)
    for referent in rules.referents:
        key = renamed[referent.key]
        known = referents.get(key)
        referents[key] = _joined(known, referent) if known else replace(referent, key=key)
    best = {_key(candidate): candidate for candidate in (*network, *fines_of(scene, found, learned))}
    for candidate in _of_rules(rules.claims, renamed):
        place = _key(candidate)
        if place not in best:
            place = _part(candidate, best) or place
        best[place] = _both(best[place], candidate) if place in best else candidate
    known_to_judge = [c for c in best.values() if PREDICATES[c.predicate].contract]
    beyond = [c for c in best.values() if not PREDICATES[c.predicate].contract]
    every = (*_among_rivals(known_to_judge, referents), *beyond)
    return sorted(every, key=lambda c: (c.evidence, _key(c))), referents


def _among_rivals(
    candidates: Collection[Candidate], referents: Mapping[str, Referent]
) -> Iterator[Candidate]:
    """Tell each candidate how it stands among those that share two of its subject, predicate and object."""
    by_subject: dict[tuple[str, str], list[float]] = {}
    by_object: dict[tuple[str, str], list[float]] = {}
    by_ends: dict[tuple[str, str], list[tuple[str, float]]] = {}
    ruled = {(c.subject, c.predicate) for c in candidates if c.weight}
    for c in candidates:
        subject, predicate, target = _key(c)
        by_subject.setdefault((subject, predicate), []).append(c.chance)
        by_object.setdefault((target, predicate), []).append(c.chance)
        by_ends.setdefault((subject, target), []).append((predicate, max(c.chance, _RULED * bool(c.weight))))
    for c in candidates:
        subject, predicate, target = _key(c)
        rivals, sharers = by_subject[subject, predicate], by_object[target, predicate]
        named = referents[c.object].label if isinstance(c.object, str) else c.object.value
        yield replace(
            c,
            share=_share(c.chance, rivals),
            contradicted=not c.weight and (subject, predicate) in ruled,
            rank=sum(chance > c.chance for chance in rivals),
            object_share=_share(c.chance, sharers),
            rivals=sum(chance > _LIKELY for chance in sharers),
            also=max((chance for p, chance in by_ends[subject, target] if p != predicate), default=0.0),
            words=len(named.split()),
        )


def _share(chance: float, chances: Sequence[float]) -> float:
    top = max(chances)
    return chance / top if top else 1.0


def _part(candidate: Candidate, best: Mapping[_Key, Candidate]) -> _Key | None:
    """Find what the network made of the words of a value: a part of them, in the same sentence."""
    if isinstance(candidate.object, str) or candidate.object.kind is not LiteralKind.TEXT:
        return None
    words = set(normal(candidate.object.value).split())
    for key, other in best.items():
        if key[:2] == (candidate.subject, candidate.predicate) and not isinstance(other.object, str):
            part = set(normal(other.object.value).split())
            if part and (part < words or words < part) and other.evidence == candidate.evidence:
                return key
    return None


def _key(candidate: Candidate) -> _Key:
    target = candidate.object if isinstance(candidate.object, str) else f"={normal(candidate.object.value)}"
    return candidate.subject, candidate.predicate, target


def _both(first: Candidate, second: Candidate) -> Candidate:
    """Join what the network and the rules say of one fact: the rules know best where, and under which title."""
    titles = second.titles if first.titles and second.titles else first.titles or second.titles
    return replace(
        first,
        object=second.object if isinstance(second.object, Literal) else first.object,
        evidence=second.evidence,
        titles=tuple(dict.fromkeys(titles)),
        status=second.status if second.status in _TAKEN_BACK else first.status,
        represents=second.represents,
        weight=max(first.weight, second.weight),
    )


def _joined(known: Referent, other: Referent) -> Referent:
    """The network's referent with the names and mentions that the rules know beside its own."""
    names = tuple(sorted(dict.fromkeys((*known.names, *other.names)), key=lambda n: -len(n.split())))
    mentions = tuple(sorted({*known.mentions, *other.mentions}))
    acronyms = tuple(dict.fromkeys((*known.acronyms, *other.acronyms)))
    return replace(
        known, label=(names or (known.label,))[0], names=names, acronyms=acronyms, mentions=mentions
    )


def _of_network(scene: Scene, found: Found, referents: Mapping[int, Referent]) -> Iterator[Candidate]:
    grouped: dict[tuple[int, str, int | str], list[Relation]] = {}
    for relation in found.relations:
        if relation.subject in referents:
            end = relation.object if isinstance(relation.object, int) else normal(_value(relation))
            grouped.setdefault((relation.subject, relation.name, end), []).append(relation)
    for relations in grouped.values():
        first = max(relations, key=lambda r: r.chance)
        target = _object(first, referents)
        status = status_told(scene, first)
        if target is not None and status is not None:
            yield Candidate(
                referents[first.subject].key,
                first.name,
                target,
                scene.sentences[first.sentence].evidence,
                status,
                tuple(r.title for r in relations if r.title),
                chance=first.chance,
                surety=math.prod(mark.surety for mark in first.marks),
                standing=first.standing,
            )


def _value(relation: Relation) -> str:
    mark = relation.object
    return "" if isinstance(mark, int) else mark.value or mark.text


def _object(relation: Relation, referents: Mapping[int, Referent]) -> str | Literal | None:
    if isinstance(relation.object, int):
        return referents[relation.object].key if relation.object in referents else None
    return Literal(_value(relation), PREDICATES[relation.name].literal or LiteralKind.TEXT)


def _of_rules(claims: Sequence[Claim], renamed: Mapping[str, str]) -> Iterator[Candidate]:
    grouped: dict[_Key, Candidate] = {}
    for claim in claims:
        target = renamed[claim.object] if isinstance(claim.object, str) else claim.object
        one = Candidate(
            renamed[claim.subject],
            claim.predicate,
            target,
            claim.evidence,
            claim.status,
            (claim.qualifier,) if claim.qualifier else (),
            renamed.get(claim.represents, ""),
            weight=claim.confidence,
        )
        known = grouped.get(_key(one))
        grouped[_key(one)] = replace(known, titles=(*known.titles, *one.titles)) if known else one
    yield from (c for c in grouped.values() if c.subject != c.object)
