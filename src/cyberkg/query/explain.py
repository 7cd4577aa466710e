"""Why the graph says what it says: the sentences behind a name or a fact, and why names were taken as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from cyberkg.errors import UsageError
from cyberkg.ident import fold
from cyberkg.model import Entity, Fact, Iri, Knowledge, Literal, Merge
from cyberkg.terms import PREDICATES, Status

__all__ = ["Explanation", "explain", "to_text"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found: the entity, where one is meant, its facts in words, and the decisions on who it is."""

    entity: Entity | None
    facts: tuple[tuple[str, Fact], ...]
    merges: tuple[Merge, ...]


def explain(knowledge: Knowledge, term: str) -> Explanation:
    """Find the sentences behind a term.

    :param term: an entity's name or IRI, or words that all occur in a fact put in words.
    :raises UsageError: where nothing fits; names the nearest names.
    """
    labels = {e.iri: e.label for e in knowledge.entities}
    wanted = fold(term)
    for entity in knowledge.entities:
        if term in (entity.iri, *entity.former) or wanted in {
            fold(n) for n in (entity.label, *entity.aliases)
        }:
            facts = [f for f in knowledge.facts if entity.iri in (f.subject, f.object)]
            merges = tuple(m for m in knowledge.merges if m.entity == entity.iri)
            return Explanation(entity, _worded(facts, labels), merges)
    words = wanted.split()
    found = tuple(
        (said, f)
        for said, f in _worded(knowledge.facts, labels)
        if words and all(w in fold(said) for w in words)
    )
    if found:
        return Explanation(None, found, ())
    names = sorted({n for e in knowledge.entities for n in (e.label, *e.aliases)})
    near = get_close_matches(term, names, n=3, cutoff=0.5)
    raise UsageError(
        f"nothing is called {term!r}",
        hint=f"did you mean {', '.join(near)}" if near else "see cyberkg entities",
    )


def _worded(facts: Iterable[Fact], labels: dict[Iri, str]) -> tuple[tuple[str, Fact], ...]:
    return tuple((_in_words(f, labels), f) for f in facts)


def _in_words(fact: Fact, labels: dict[Iri, str]) -> str:
    target = fact.object.value if isinstance(fact.object, Literal) else labels[fact.object]
    title = f" ({fact.qualifier})" if fact.qualifier else ""
    return f"{labels[fact.subject]} {PREDICATES[fact.predicate].phrase} {target}{title}"


def to_text(explanation: Explanation) -> str:
    """Write an explanation for a terminal: each fact, then its sentence and where it stands."""
    lines: list[str] = []
    entity = explanation.entity
    if entity is not None:
        also = f", also {', '.join(entity.aliases)}" if entity.aliases else ""
        lines += [f"{entity.label} ({entity.type}{also})", entity.iri, ""]
    for said, fact in explanation.facts:
        mark = "" if fact.status is Status.ASSERTED else f" [{fact.status}]"
        place = fact.evidence
        lines += [f"{said}{mark}  {fact.confidence:g}", f"    “{' '.join(place.quote.split())}”"]
        lines += [f"    {place.document}, {place.start}-{place.end}, {fact.reader}"]
    for merge in explanation.merges:
        lines.append(
            f"{merge.verdict}: {merge.name} and {merge.other} ({merge.score:.2f}, {merge.by}): {merge.reason}"
        )
    return "\n".join(lines)
