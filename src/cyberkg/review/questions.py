"""What to ask about a graph, the worst first: what is most probably wrong in it.

Two things of an unsure pair are two in the graph, so the graph is wrong with the probability that they are one.
A fact is wrong with the probability that its confidence leaves; of facts in conflict one at the most is right,
so that what is claimed for all of them is shared out. One that is left out, though a reader has it, is missing
with the probability that it is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cyberkg.identity import Decision, Decisions
from cyberkg.identity.fold import fold
from cyberkg.llm import Difference
from cyberkg.model import Entity, Iri, Knowledge
from cyberkg.review.doubts import find_doubts
from cyberkg.review.passages import Passages
from cyberkg.review.question import IdentityQuestion, Mention, Question
from cyberkg.review.verdicts import Verdict
from cyberkg.terms import EntityType

__all__ = ["find_questions"]


def find_questions(
    knowledge: Knowledge,
    decisions: Decisions,
    verdicts: Sequence[Verdict],
    below: float,
    differences: Sequence[Difference] = (),
) -> tuple[Question, ...]:
    """Find what to ask; what is answered already, though not yet built, is left out.

    :param decisions: those of the identity file as it is now.
    :param verdicts: those of the file of verdicts as it is now.
    :param below: facts claimed with less confidence than this are asked, and those in conflict.
    :param differences: what two readers do not agree on, the first the one whose facts the graph has; all asked.
    """
    passages = Passages(knowledge)
    entities = {e.iri: e for e in knowledge.entities}
    found: list[Question] = [*_identity(knowledge, entities, passages, decisions)]
    found += find_doubts(knowledge, passages, verdicts, below, differences)
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
    near = _by_place(knowledge.entities)
    seen = set()
    for merge in knowledge.merges:
        entity = entities.get(merge.entity)
        if merge.verdict != "unsure" or entity is None:
            continue
        place = merge.cited if merge.cited in documents else ""
        far = _find_other(entity, merge.other, near.get((entity.type, place), ()))
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


def _by_place(entities: Iterable[Entity]) -> dict[tuple[EntityType, str], list[Entity]]:
    """Sort entities by their type and each document that speaks of them."""
    found: dict[tuple[EntityType, str], list[Entity]] = {}
    for entity in entities:
        for name in entity.documents:
            found.setdefault((entity.type, name), []).append(entity)
    return found


def _find_other(entity: Entity, name: str, there: Iterable[Entity]) -> Entity | None:
    """Find the entity that the other side is; incidents are not known by names, but there is mostly one.

    :param there: the entities of its type in the document of the other side.
    """
    near = [e for e in there if e.iri != entity.iri]
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
