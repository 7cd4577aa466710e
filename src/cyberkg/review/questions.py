"""What to ask about a graph, the worst first: what is most probably wrong in it.

Two things of an unsure pair are two in the graph, so the graph is wrong with the probability that they are one.
A fact is wrong with the probability that its confidence leaves; of facts in conflict one at the most is right,
so that what is claimed for all of them is shared out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cyberkg.identity import Decision, Decisions
from cyberkg.identity.fold import fold
from cyberkg.model import Entity, Fact, Iri, Knowledge, Literal, Merge
from cyberkg.review.conflicts import find_conflicts
from cyberkg.review.matching import SIMILAR, likeness
from cyberkg.review.passages import Passages
from cyberkg.review.verdicts import Verdict, is_reviewed
from cyberkg.terms import PREDICATES, EntityType, Status

__all__ = ["FactQuestion", "IdentityQuestion", "Mention", "Question", "find_questions"]

_BY_HAND = "hand"


@dataclass(frozen=True, slots=True)
class Mention:
    """One side of an unsure pair.

    :param iri: of the entity it is; empty where the graph does not tell.
    :param quote: a sentence about it; empty where none is found.
    """

    name: str
    document: str
    label: str
    iri: str
    quote: str


@dataclass(frozen=True, slots=True)
class IdentityQuestion:
    """A pair that may be one; ``doubt`` in [0, 1] is the probability that the graph is wrong."""

    doubt: float
    type: EntityType
    one: Mention
    other: Mention
    reason: str


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """A fact to be judged.

    :param words: the fact in words.
    :param against: what it is in conflict with, in words, with the document.
    :param verdict: the verdict that says yes; one that says no differs in ``right``.
    """

    doubt: float
    words: str
    status: str
    confidence: float
    against: tuple[str, ...]
    verdict: Verdict


Question = IdentityQuestion | FactQuestion


def find_questions(
    knowledge: Knowledge, decisions: Decisions, verdicts: Sequence[Verdict], below: float
) -> tuple[Question, ...]:
    """Find what to ask; what is answered already, though not yet built, is left out.

    :param decisions: those of the identity file as it is now.
    :param verdicts: those of the file of verdicts as it is now.
    :param below: facts claimed with less confidence than this are asked, and those in conflict.
    """
    passages = Passages(knowledge)
    entities = {e.iri: e for e in knowledge.entities}
    found: list[Question] = [*_identity(knowledge, entities, passages, decisions)]
    found += _facts(knowledge, entities, passages, verdicts, below)
    return tuple(sorted(found, key=_order))


def _order(question: Question) -> tuple[object, ...]:
    if isinstance(question, IdentityQuestion):
        one, other = question.one, question.other
        return -question.doubt, 0, one.document, one.name, other.document, other.name, one.iri, other.iri
    said = question.verdict
    return (
        -question.doubt,
        1,
        said.document,
        said.quote,
        said.subject,
        said.predicate,
        said.object,
        question.words,
    )


def _identity(
    knowledge: Knowledge, entities: dict[Iri, Entity], passages: Passages, decisions: Decisions
) -> Iterator[IdentityQuestion]:
    documents = {d.name for d in knowledge.documents}
    seen = set()
    for merge in knowledge.merges:
        entity = entities.get(merge.entity)
        if merge.verdict != "unsure" or entity is None:
            continue
        place = _other_document(merge, documents)
        far = _find_other(entity, merge.other, place, knowledge.entities)
        question = IdentityQuestion(
            doubt=merge.score,
            type=entity.type,
            one=Mention(
                merge.name, merge.document, entity.label, entity.iri,
                passages.find(entity.iri, merge.document, merge.name),
            ),
            other=Mention(
                merge.other, place, far.label if far else merge.other, far.iri if far else "",
                passages.find(far.iri if far else Iri(""), place, merge.other),
            ),
            reason=merge.reason,
        )  # fmt: skip
        answered = any(_decides(d, question, entity, far) for d in (*decisions.same, *decisions.different))
        if not answered and question not in seen:
            seen.add(question)
            yield question


def _other_document(merge: Merge, documents: set[str]) -> str:
    """Read the other document off the reason, which names it last: "the same name (in a.txt)"."""
    name = merge.reason.rpartition(" (in ")[2].removesuffix(")")
    return name if name in documents else ""


def _find_other(entity: Entity, name: str, document: str, entities: Sequence[Entity]) -> Entity | None:
    """Find the entity that the other side is; incidents are not known by names, but there is mostly one."""
    near = [e for e in entities if e.type is entity.type and e.iri != entity.iri and document in e.documents]
    called = [e for e in near if fold(name) in map(fold, (e.label, *e.aliases))]
    if not called and entity.type is EntityType.INCIDENT:
        victim = fold(name.rpartition(" at ")[2] or name)
        called = [e for e in near if victim in fold(e.label)]
    return called[0] if len(called) == 1 else None


def _decides(decision: Decision, question: IdentityQuestion, one: Entity, other: Entity | None) -> bool:
    """Tell whether a decision answers a question; of two with one name it has to name both documents."""
    names = {*decision.names, *map(fold, decision.names)}
    places = question.one.document, question.other.document
    if decision.type not in {None, question.type} or (
        decision.documents and not set(places) <= set(decision.documents)
    ):
        return False
    keys = fold(question.one.name), fold(question.other.name)
    if keys[0] == keys[1] and keys[0] in names:
        return len(set(decision.documents) & set(places)) == 2
    sides = [{keys[0], one.iri, *one.former}, {keys[1]} | ({other.iri, *other.former} if other else set())]
    return all(names & side for side in sides)


def _facts(
    knowledge: Knowledge, entities: dict[Iri, Entity], passages: Passages, verdicts: Sequence[Verdict],
    below: float,
) -> Iterator[FactQuestion]:  # fmt: skip
    conflicts = find_conflicts(knowledge.facts)
    given: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        given.setdefault((verdict.document, verdict.predicate), []).append(verdict)
    for at, fact in enumerate(knowledge.facts):
        against = conflicts.get(at, ())
        if fact.reader == _BY_HAND or is_reviewed(fact.reader) or not (against or fact.confidence < below):
            continue
        verdict = _verdict(fact, entities, passages)
        if any(_judges(v, verdict) for v in given.get((verdict.document, verdict.predicate), ())):
            continue
        yield FactQuestion(
            doubt=_doubt(fact, against),
            words=_words(fact, entities),
            status=fact.status.value,
            confidence=fact.confidence,
            against=tuple(f"{_words(f, entities)} ({f.evidence.document})" for f in against),
            verdict=verdict,
        )


def _doubt(fact: Fact, against: Sequence[Fact]) -> float:
    claims: dict[object, float] = {}
    for other in against:
        key = (other.object, other.status is Status.DENIED)
        claims[key] = max(claims.get(key, 0.0), other.confidence)
    return round(1 - fact.confidence / max(1.0, fact.confidence + sum(claims.values())), 3)


def _verdict(fact: Fact, entities: dict[Iri, Entity], passages: Passages) -> Verdict:
    """Write a fact down by the names its document uses, so that it is known again when labels change."""
    place = fact.evidence

    def called(iri: Iri) -> str:
        entity = entities[iri]
        return passages.name_in(place.document, entity.label, entity.aliases)

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


def _judges(given: Verdict, asked: Verdict) -> bool:
    """Tell whether a verdict is on the fact that is asked about."""
    pairs = [(given.subject, asked.subject), (given.object, asked.object)]
    pairs += [(given.qualifier, asked.qualifier)] if given.qualifier else []
    pairs += [(given.represents, asked.represents)] if given.represents else []
    return all(fold(a) == fold(b) for a, b in pairs) and likeness(given.quote, asked.quote) >= SIMILAR


def _words(fact: Fact, entities: dict[Iri, Entity]) -> str:
    target = fact.object.value if isinstance(fact.object, Literal) else entities[fact.object].label
    title = f" ({fact.qualifier})" if fact.qualifier else ""
    behalf = f", representing {entities[fact.represents].label}" if fact.represents else ""
    return f"{entities[fact.subject].label} {PREDICATES[fact.predicate].phrase} {target}{title}{behalf}"
