"""A verdict on a fact: what the fact says, where, and whether that is right."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["CONFIRMED", "CORRECTED", "Verdict", "is_reviewed"]

# What the reader of a fact is called once a person has seen it, behind its own name.
CONFIRMED = ", confirmed by review"
CORRECTED = ", corrected by review"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody said of a fact.

    :param subject: a name of the subject that the document uses; for an incident what it was called.
    :param object: the same for the other end, or the value.
    :param quote: the sentence, its white space made single spaces.
    :param right: whether the fact is right; one that is not is left out of the graph.
    :param qualifier: the title or role; empty for any.
    :param represents: a name of who is stood for; empty for any.
    :param status: one of ``Status``; empty for any.
    :param corrected: what belongs in place of ``object``; empty where nothing does.
    :param where: file and line, for messages.
    """

    document: str
    subject: str
    predicate: str
    object: str
    quote: str
    right: bool
    qualifier: str = ""
    represents: str = ""
    status: str = ""
    corrected: str = ""
    where: str = field(default="", compare=False)


def is_reviewed(reader: str) -> bool:
    """Tell whether the reader of a fact says that a person has seen it."""
    return reader.endswith((CONFIRMED, CORRECTED))
