"""What briefings brought: what is known of them before it is put in words, and the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cyberkg.report.cited.model import Section, Sheet
from cyberkg.report.cited.told import Briefing, Thing, Told

__all__ = ["Changes", "Item", "News"]


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told.

    :param briefings: those that bring it, in order of time.
    :param fresh: the facts that they tell, in order of time.
    :param earlier: what was told before on the same subjects, in order of time.
    :param named: all things that the fresh facts and their briefings speak of.
    :param known: of these, by IRI, those that were spoken of before, with the first briefing that did.
    :param against: whether another graph is what came before, not other briefings.
    :param gone: with another graph: how many facts of it are no longer told.
    """

    briefings: tuple[Briefing, ...]
    fresh: tuple[Told, ...]
    earlier: tuple[Told, ...]
    named: frozenset[Thing]
    known: Mapping[str, Briefing]
    against: bool = False
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of news.

    :param kind: what it is on, a key of ``telling.KINDS``.
    :param words: sentences.
    :param weight: sorts it among its kind, the weightiest first: the least key is the weightiest.
    :param facts: what it rests on.
    """

    kind: str
    words: str
    weight: tuple[float, str]
    facts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What briefings brought.

    :param paragraph: to be sent as it is.
    :param remark: what was left out of it, and why; may be empty.
    :param sections: all of it, with the sentences.
    """

    title: str
    briefings: tuple[Briefing, ...]
    paragraph: str
    remark: str
    sections: tuple[Section, ...]

    @property
    def sheet(self) -> Sheet:
        """The report as it is handed on."""
        paragraphs = (self.paragraph, self.remark) if self.remark else (self.paragraph,)
        files = tuple(briefing.name for briefing in self.briefings)
        return Sheet(self.title, "Changes", (("files", files),) if files else (), paragraphs, self.sections)
