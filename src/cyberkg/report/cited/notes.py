"""Sentences numbered, so that a line cites them as a paper does and each is printed once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cyberkg.report.cited.model import Line, Sheet, Source
from cyberkg.report.cited.told import Briefing, time_key
from cyberkg.report.model import Sentence

__all__ = ["Note", "Notes", "number_notes"]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with its number, from 1, and the briefing in which it stands."""

    number: int
    briefing: Briefing
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Notes:
    """The sentences of a sheet, in order of time."""

    all: tuple[Note, ...]
    _numbers: dict[Sentence, int]

    def of(self, line: Line) -> tuple[tuple[int, Source], ...]:
        """Give number and source of the sentences that a line rests on, by number; each once."""
        found: dict[int, Source] = {}
        for source in line.sources:
            found.setdefault(self._numbers[source.sentence], source)
        return tuple(sorted(found.items()))


def number_notes(sheet: Sheet) -> Notes:
    """Number the sentences of all lines by the dates of their briefings, then by their place in the text."""
    found: dict[Sentence, Briefing] = {source.sentence: source.briefing for source in _sources(sheet)}
    ordered = sorted(found.items(), key=lambda pair: (time_key(pair[1].date), pair[0]))
    notes = tuple(Note(number, briefing, said) for number, (said, briefing) in enumerate(ordered, start=1))
    return Notes(notes, {note.sentence: note.number for note in notes})


def _sources(sheet: Sheet) -> Iterable[Source]:
    return (source for section in sheet.sections for line in section.lines for source in line.sources)
