"""Drafts: facts as the rules propose them, before status, confidence and duplicates are settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cyberkg.model import Literal
from cyberkg.reading.discourse import Discourse
from cyberkg.reading.sentences import Sentence

__all__ = ["Draft", "Rule", "Scene"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed fact.

    :param subject: key of a referent.
    :param object: key of a referent, or a literal.
    :param sentence: the sentence that says it.
    :param at: offset in the block's text of the words that say it; their clause gives the status.
    :param weight: how well the form that was matched bears it out, in (0, 1].
    """

    subject: str
    predicate: str
    object: str | Literal
    sentence: Sentence
    at: int
    qualifier: str = ""
    represents: str = ""
    weight: float = 0.8


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule reads: the whole document, parsed."""

    discourse: Discourse
    sentences: tuple[Sentence, ...]

    def of_item(self, item: int) -> Iterator[Sentence]:
        """The sentences of an item, its heading among them, in order."""
        return (s for s in self.sentences if s.passage.item == item)


Rule = Callable[[Scene], Iterator[Draft]]
