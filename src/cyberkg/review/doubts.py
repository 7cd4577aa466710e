"""Facts to ask about: claimed with little confidence, in conflict, or not agreed on by two readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cyberkg.identity.fold import fold
from cyberkg.llm import Difference, Side
from cyberkg.model import Entity, Fact, Iri, Knowledge, Literal
from cyberkg.review.conflicts import find_conflicts
from cyberkg.review.disputes import place_differences
from cyberkg.review.matching import SIMILAR, likeness
from cyberkg.review.passages import Passages
from cyberkg.review.question import FactQuestion, Version
from cyberkg.review.verdicts import Verdict, is_reviewed
from cyberkg.terms import PREDICATES, Status

__all__ = ["find_doubts"]

_BY_HAND = "hand"
_MODEL, _BUILT_IN = "the language model", "the built-in reader"


def find_doubts(
    knowledge: Knowledge,
    passages: Passages,
    verdicts: Sequence[Verdict],
    below: float,
    differences: Sequence[Difference],
) -> Iterator[FactQuestion]:
    """Yield the questions on facts that no verdict answers; the parameters are those of ``find_questions``."""
    entities = {e.iri: e for e in knowledge.entities}
    conflicts = find_conflicts(knowledge.facts)
    disputed, left_out = place_differences(differences, knowledge.facts, entities)
    given = _Given(verdicts)
    for at, fact in enumerate(knowledge.facts):
        against, dispute = conflicts.get(at, ()), disputed.get(at)
        doubtful = against or dispute or fact.confidence < below
        if fact.reader == _BY_HAND or is_reviewed(fact.reader) or not doubtful:
            continue
        verdict = _narrowed(_verdict(fact, entities, passages), fact, dispute)
        other = _version(dispute, dispute.second) if dispute and dispute.second else None
        if given.judge(verdict, fact.status) or (other and given.judge(other.verdict, other.status)):
            continue
        yield FactQuestion(
            doubt=_doubt(fact, against),
            words=_words(fact, entities),
            status=fact.status.value,
            confidence=fact.confidence,
            against=tuple(f"{_words(f, entities)} ({f.evidence.document})" for f in against),
            verdict=verdict,
            only=_MODEL if dispute and not other else "",
            other=other,
        )
    for difference in left_out:
        if difference.second:
            lacking = _version(difference, difference.second)
            if not given.judge(lacking.verdict, lacking.status):
                yield _lacking(lacking)


def _lacking(version: Version) -> FactQuestion:
    """Ask about a fact that only the built-in reader has; the graph is wrong where it is right."""
    return FactQuestion(
        doubt=version.confidence,
        words=version.words,
        status=version.status,
        confidence=version.confidence,
        against=(),
        verdict=version.verdict,
        only=_BUILT_IN,
        absent=True,
    )


def _doubt(fact: Fact, against: Sequence[Fact]) -> float:
    claims: dict[object, float] = {}
    for other in against:
        key = (other.object, other.status is Status.DENIED)
        claims[key] = max(claims.get(key, 0.0), other.confidence)
    return round(1 - fact.confidence / max(1.0, fact.confidence + sum(claims.values())), 3)


def _verdict(fact: Fact, entities: Mapping[Iri, Entity], passages: Passages) -> Verdict:
    """Write a fact down by the names its document uses, so that it is known again when labels change."""
    place = fact.evidence

    def called(iri: Iri) -> str:
        entity = entities[iri]
        return passages.name_in(place.document, entity.label, entity.aliases, place.quote)

    return Verdict(
        document=place.document,
        subject=called(fact.subject),
        predicate=fact.predicate,
        object=fact.object.value if isinstance(fact.object, Literal) else called(fact.object),
        quote=" ".join(place.quote.split()),
        right=True,
        qualifier=fact.qualifier if fact.predicate == "holdsPost" else "",
        represents=called(fact.represents) if fact.represents else "",
    )


def _narrowed(verdict: Verdict, fact: Fact, dispute: Difference | None) -> Verdict:
    """Name what the readers differ in too, so that a verdict on one version is none on the other."""
    if dispute and dispute.kind == "qualifier":
        return replace(verdict, qualifier=fact.qualifier)
    return replace(verdict, status=fact.status.value) if dispute and dispute.kind == "status" else verdict


def _version(difference: Difference, side: Side) -> Version:
    post = side.predicate == "holdsPost" or difference.kind == "qualifier"
    verdict = Verdict(
        document=difference.document,
        subject=side.subject,
        predicate=side.predicate,
        object=side.object,
        quote=" ".join(side.quote.split()),
        right=True,
        qualifier=side.qualifier if post else "",
        represents=side.represents,
        status=side.status if difference.kind == "status" else "",
    )
    words = _phrase(side.subject, side.predicate, side.object, side.qualifier, side.represents)
    return Version(words, side.status, side.confidence, verdict)


class _Given:
    """Verdicts that are given already, by document and predicate."""

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        self._by_place: dict[tuple[str, str], list[Verdict]] = {}
        for verdict in verdicts:
            self._by_place.setdefault((verdict.document, verdict.predicate), []).append(verdict)

    def judge(self, asked: Verdict, status: str) -> bool:
        """Tell whether one of them is on the fact that is asked about, which has this status."""
        near = self._by_place.get((asked.document, asked.predicate), ())
        return any(v.status in {"", status} and _judges(v, asked) for v in near)


def _judges(given: Verdict, asked: Verdict) -> bool:
    """Tell whether a verdict is on the fact that is asked about."""
    pairs = [(given.subject, asked.subject), (given.object, asked.object)]
    pairs += [(given.qualifier, asked.qualifier)] if given.qualifier else []
    pairs += [(given.represents, asked.represents)] if given.represents else []
    return all(fold(a) == fold(b) for a, b in pairs) and likeness(given.quote, asked.quote) >= SIMILAR


def _words(fact: Fact, entities: Mapping[Iri, Entity]) -> str:
    target = fact.object.value if isinstance(fact.object, Literal) else entities[fact.object].label
    behalf = entities[fact.represents].label if fact.represents else ""
    return _phrase(entities[fact.subject].label, fact.predicate, target, fact.qualifier, behalf)


def _phrase(subject: str, predicate: str, target: str, qualifier: str, represents: str) -> str:
    title = f" ({qualifier})" if qualifier else ""
    behalf = f", representing {represents}" if represents else ""
    return f"{subject} {PREDICATES[predicate].phrase} {target}{title}{behalf}"
