"""What is told of a thing, each value once, with how far it is vouched for: for formats without sentences."""

from __future__ import annotations

from collections import defaultdict

from cyberkg.model import Fact, Iri, Knowledge, Literal
from cyberkg.rdf.order import fact_key
from cyberkg.terms import Status

__all__ = ["BETWEEN", "Told"]

BETWEEN = "; "


class Told:
    """The values of facts by subject and predicate."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._labels = {entity.iri: entity.label for entity in knowledge.entities}
        self._facts: dict[tuple[Iri, str], list[Fact]] = defaultdict(list)
        for fact in sorted(knowledge.facts, key=fact_key):
            self._facts[fact.subject, fact.predicate].append(fact)

    def values(self, subject: Iri, predicate: str) -> dict[str, Status]:
        """Give the values of a predicate, sorted, entities by their labels, and the best status of each."""
        found: dict[str, Status] = {}
        for fact in self._facts.get((subject, predicate), ()):
            value = fact.object.value if isinstance(fact.object, Literal) else self._labels[fact.object]
            found[value] = min(found.get(value, fact.status), fact.status, key=lambda status: status.rank)
        return dict(sorted(found.items()))

    def of(self, subject: Iri, predicate: str) -> str:
        """Put the values together in one text; what is not asserted has its status behind it."""
        return BETWEEN.join(
            value if status is Status.ASSERTED else f"{value} ({status})"
            for value, status in self.values(subject, predicate).items()
        )
