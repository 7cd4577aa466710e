"""Claims over referents become facts over things; a fact stands once for each document."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from cyberkg.identity.fold import fold
from cyberkg.identity.gather import Gathered, NodeKey
from cyberkg.model import Fact, Iri, Literal
from cyberkg.terms import Status

__all__ = ["facts_of"]

_Sorted = tuple[str, str, str, str, str, str, str, int, int]


def facts_of(gathered: Gathered, iris: Mapping[NodeKey, Iri]) -> tuple[Fact, ...]:
    """Rewrite claims to the IRIs of things and fold those that say the same in one document.

    Of several the one with the best status stays (asserted, reported, planned), then the highest
    confidence, then the earliest evidence. A denial is never folded into what it denies: both stay, side
    by side. A post is told by its title, so that two titles are two facts; so are two organisations that
    somebody stands for.

    :param iris: the IRI of each node.
    """
    kept: dict[Hashable, Fact] = {}
    for reading, claim, subject, target, represents in gathered.claims:
        fact = Fact(
            subject=iris[subject],
            predicate=claim.predicate,
            object=iris[target] if target else _literal(claim.object),
            evidence=claim.evidence,
            reader=reading.reader,
            status=claim.status,
            qualifier=claim.qualifier,
            represents=iris[represents] if represents else None,
            confidence=claim.confidence,
        )
        key = _key(reading.document, fact)
        known = kept.get(key)
        kept[key] = fact if known is None else _better(known, fact)
    return tuple(sorted(_without_vague(kept.values()), key=_order))


def _literal(value: str | Literal) -> Literal:
    if isinstance(value, str):
        raise TypeError(f"{value!r} names a referent")
    return value


def _key(document: str, fact: Fact) -> Hashable:
    target: Hashable = fact.object
    if isinstance(fact.object, Literal):
        target = (fact.object.kind, fold(fact.object.value))
    title = fold(fact.qualifier) if fact.predicate == "holdsPost" else ""
    return (
        document,
        fact.subject,
        fact.predicate,
        target,
        title,
        fact.represents,
        fact.status is Status.DENIED,
    )


def _better(one: Fact, other: Fact) -> Fact:
    """Give the better of two facts that say the same; a role that only the other words is kept."""
    first, second = sorted((one, other), key=lambda f: (f.status.rank, -f.confidence, f.evidence, f.reader))
    if first.qualifier or not second.qualifier:
        return first
    return Fact(
        subject=first.subject,
        predicate=first.predicate,
        object=first.object,
        evidence=first.evidence,
        reader=first.reader,
        status=first.status,
        qualifier=second.qualifier,
        represents=first.represents,
        confidence=first.confidence,
    )


def _without_vague(facts: Iterable[Fact]) -> Iterable[Fact]:
    """Drop what another fact of the document says and more: for whom somebody came, which post is held."""
    every = list(facts)
    fuller = {_bare(f) for f in every if f.represents}
    titled = {_bare(f) for f in every if f.predicate == "holdsPost" and f.qualifier}
    for fact in every:
        if fact.represents is None and _bare(fact) in fuller:
            continue
        if fact.predicate == "holdsPost" and not fact.qualifier and _bare(fact) in titled:
            continue
        yield fact


def _bare(fact: Fact) -> Hashable:
    return (fact.evidence.document, fact.subject, fact.predicate, fact.object, fact.status)


def _order(fact: Fact) -> _Sorted:
    target = fact.object
    return (
        fact.evidence.document,
        fact.subject,
        fact.predicate,
        target.value if isinstance(target, Literal) else target,
        fold(fact.qualifier),
        fact.represents or "",
        fact.status.value,
        fact.evidence.start,
        fact.evidence.end,
    )
