"""The values of a difference: plain, frozen and sorted, so that equal graphs give equal bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Difference", "DocumentChange", "FactChange", "Statement", "Thing", "ThingChange"]


@dataclass(frozen=True, slots=True, order=True)
class DocumentChange:
    """A document that came, went or was edited; ``kind`` is ``new``, ``gone``, ``edited`` or ``moved``.

    :param before: the name it had, where it has another now; else empty.
    """

    kind: str
    name: str
    before: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """An entity as one of the graphs calls it."""

    label: str
    iri: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class ThingChange:
    """What became of entities.

    :param kind: ``merged``, ``split``, ``new``, ``gone``, ``renamed`` (another label) or ``altered`` (another
        IRI, other names or links).
    :param old: what it was, sorted; empty for ``new``.
    :param new: what it is, sorted; empty for ``gone``.
    :param details: what is altered, in words.
    """

    kind: str
    type: str
    old: tuple[Thing, ...]
    new: tuple[Thing, ...]
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """A fact in words, with its sentence.

    :param phrase: what the predicate says (``attended``).
    :param object: label of the other end, or the value.
    :param represents: label of who is stood for; empty where nobody is.
    :param start: offset of the sentence in the document, in characters.
    """

    subject: str
    predicate: str
    phrase: str = field(compare=False)
    object: str
    qualifier: str
    represents: str
    status: str
    confidence: float
    document: str
    start: int
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class FactChange:
    """A fact of one document that now says something else.

    :param what: what is other: ``value``, ``status``, ``confidence``, ``qualifier``, ``represents``,
        ``sentence``; in this order.
    """

    new: Statement
    old: Statement
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two graphs; every tuple is sorted."""

    documents: tuple[DocumentChange, ...] = ()
    things: tuple[ThingChange, ...] = ()
    added: tuple[Statement, ...] = ()
    gone: tuple[Statement, ...] = ()
    changed: tuple[FactChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.documents or self.things or self.added or self.gone or self.changed)
