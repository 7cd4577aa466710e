"""Names of the record in a text, which is gone through word by word: no name is known but as a hash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cyberkg.export.name_finder import SHORTEST_RUN, joined
from cyberkg.export.name_words import Word, gap_before, words_in
from cyberkg.forgotten.record import Record

__all__ = ["MASK", "Spot", "blot", "spot"]

MASK = "█"
_LONGEST = 7  # words of a name


@dataclass(frozen=True, slots=True)
class Spot:
    """A name of the record in a text: where it stands (characters, half-open) and whose it is.

    :param person: the number of the entry.
    """

    start: int
    end: int
    person: int
    words: tuple[str, ...]


def spot(
    record: Record, text: str, documents: Iterable[str] = (), *, any_case: bool = False, alone: bool = False
) -> Iterator[Spot]:
    """Find names of the record, the longest at each place, none within another.

    :param documents: those that the text is of: some names are kept out of some documents only.
    :param any_case: also find names in small letters, as file names and IRIs have them; in sentences *mark law*
        is no name, unless they stand together as in an address (*mark.law@bank.example*, *mark_law.pdf*, *marklaw*).
    :param alone: also find words that are kept out of some documents only, though they may be part of the name of
        somebody else there (*Chung* in *Peter Chung*).
    """
    if not record.people:
        return
    words, places, at = words_in(text), tuple(documents), 0
    while at < len(words):
        found = _at(record, text, words, at, places, any_case=any_case, alone=alone)
        if found is not None:
            yield found
        at += len(found.words) if found else 1


def _at(
    record: Record, text: str, words: Sequence[Word], at: int, documents: tuple[str, ...],
    *, any_case: bool, alone: bool,
) -> Spot | None:  # fmt: skip
    small = not (any_case or words[at].capital)
    if small and len(words[at].folded) < SHORTEST_RUN and not _is_bound(text, words, at + 1):
        return None
    run = 1
    follows = _is_bound if small else joined
    while run < _LONGEST and at + run < len(words) and follows(text, words, at + run):
        run += 1
    for length in range(run, 0, -1):
        last = words[at + length - 1]
        if not (small or any_case or last.capital or not text[last.start - 1].isspace()):
            continue
        name = tuple(word.folded for word in words[at : at + length])
        person = record.whose(name, documents if length > 1 or alone else ())
        if person is not None:
            return Spot(words[at].start, last.end, person, name)
    return None


def _is_bound(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether a word follows the one before it without a blank."""
    return at < len(words) and joined(text, words, at) and not re.search(r"\s", gap_before(text, words, at))


def blot(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Put a mask of equal length over stretches of a text; line ends stay.

    >>> blot("Ada Chung spoke.", [(0, 9)])
    '█████████ spoke.'
    """
    parts, done = [], 0
    for start, end in sorted(spans):
        start = max(start, done)  # noqa: PLW2901 (spans may overlap)
        parts += [text[done:start], "".join(c if c in "\r\n" else MASK for c in text[start:end])]
        done = max(done, end)
    return "".join((*parts, text[done:]))
