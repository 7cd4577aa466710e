"""How far each thing in a selection may be passed on, by what the briefings say."""

from __future__ import annotations

from collections.abc import Iterable

from cyberkg.model import Document, Entity, Fact, Knowledge
from cyberkg.terms import Marking

__all__ = ["Marks", "label", "strictest"]


def strictest(markings: Iterable[Marking | None]) -> Marking | None:
    """Give the strictest of markings; None where none is given.

    >>> strictest([None, Marking.GREEN, Marking.AMBER]).label
    'TLP:AMBER'
    """
    return max((m for m in markings if m is not None), key=lambda m: m.rank, default=None)


def label(marking: Marking | None) -> str:
    """Write a marking as the protocol does; nothing where there is none."""
    return marking.label if marking else ""


class Marks:
    """The markings of facts, entities and documents of one graph."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._documents = {document.name: document for document in knowledge.documents}
        self._facts = knowledge.facts

    def fact(self, fact: Fact) -> Marking | None:
        """Give the marking of the sentence that says a fact."""
        document = self._documents.get(fact.evidence.document)
        return document.marking_at(fact.evidence.start, fact.evidence.end) if document else None

    def entity(self, entity: Entity) -> Marking | None:
        """Give the strictest marking of the documents that speak of an entity, as its names come from all."""
        return strictest(
            self.document(self._documents[name]) for name in entity.documents if name in self._documents
        )

    @staticmethod
    def document(document: Document) -> Marking | None:
        """Give the strictest marking in a document."""
        return strictest((document.marking, *(part.marking for part in document.parts)))

    def overall(self) -> Marking | None:
        """Give the strictest marking of all: that of a file with everything in it."""
        return strictest(map(self.document, self._documents.values()))
