"""The phrasings that a question fits, with the values it gives their parameters.

First in order: every word of the question must be a word of the phrasing, a value, a period, or say nothing.
Where no phrasing fits so, by what stands in the question in whatever order (*At CSOP 2023, who spoke?*).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from cyberkg.ask.counts import SEVERAL, count_in
from cyberkg.ask.dates import Stretch
from cyberkg.ask.known import EXACT
from cyberkg.ask.lattice import Lattice
from cyberkg.ask.pattern import Element, compile_phrasing, stems
from cyberkg.ask.words import NOISE, all_meanings
from cyberkg.query.named import NamedQuery, Parameter, Phrasing
from cyberkg.terms import EntityType

__all__ = ["Match", "Question", "in_any_order", "in_order"]

_LONGEST = 16  # words of a name
_LONGEST_TEXT = 5  # words of a value that is any text
# nouns that may stand beside a name to say what it names: "the Trigona gang", "the SICW conference"
_BESIDE = {
    EntityType.PERSON: frozenset({"person"}),
    EntityType.ORGANISATION: frozenset({"organisation", "gang", "attacker"}),
    EntityType.EVENT: frozenset({"event"}),
    EntityType.INCIDENT: frozenset({"incident"}),
    EntityType.PLACE: frozenset({"place"}),
    EntityType.WORK: frozenset({"publication", "agreement", "programme"}),
}

_ASKING = frozenset(
    {"who", "what", "when", "where", "why", "how", "how-much", "how-many", "not", "by", "because", "if"}
)

Fit = Callable[[str, Sequence[EntityType]], int]
"""How well a text fits a name of some types, as ``KnownNames.fit``."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrasing that a question fits.

    :param values: parameters and the question's words for them.
    :param score: how well it fits; the greater of two is the better reading.
    :param most: how many of a ranking are asked for; 0 for all.
    """

    query: NamedQuery
    phrasing: Phrasing
    values: tuple[tuple[str, str], ...] = ()
    score: int = 0
    most: int = 0

    def taking(self, score: int, *values: tuple[str, str]) -> Match:
        """Return the match with more of the question taken in."""
        return replace(self, values=(*self.values, *values), score=self.score + score)

    @property
    def given(self) -> dict[str, str]:
        """All values, those that the phrasing itself stands for too, in the order of the parameters."""
        found = dict((*self.phrasing.values, *self.values))
        return {p.name: found[p.name] for p in self.query.parameters if found.get(p.name)}


@dataclass(frozen=True, slots=True)
class Question:
    """A question made ready.

    :param periods: its periods: first word, word behind, period.
    :param guessing: whether words that no name has may be a name.
    """

    lattice: Lattice
    periods: tuple[tuple[int, int, Stretch], ...]
    fit: Fit
    guessing: bool = False

    def rank(self, match: Match) -> tuple[int, int, int]:
        """What to order readings by, the best last.

        How well they fit; how many of the question's own words the phrasing has, *at* and *by* too; and how few
        types of things its names may be.
        """
        kinds = (match.query.parameter(name).entity_types for name, _ in match.values)
        same = stems(match.phrasing) & {word.stem for word in self.lattice.words}
        return match.score, len(same), -sum(map(len, kinds))


def in_order(question: Question, query: NamedQuery, phrasing: Phrasing) -> Iterator[Match]:
    """Yield each way in which a question fits a phrasing, word by word."""
    yield from _walk(question, compile_phrasing(phrasing), 0, Match(query, phrasing))


def _walk(question: Question, elements: Sequence[Element], at: int, match: Match) -> Iterator[Match]:
    """Go on from a word: past what says nothing, then to what the phrasing has next, or over a period."""
    for place in question.lattice.reach[at]:
        if place == len(question.lattice.words):
            if all(element.group for element in elements):
                yield match
            continue
        yield from _over_period(question, elements, place, match)
        if elements:
            yield from _step(question, elements, place, match)


def _step(question: Question, elements: Sequence[Element], at: int, match: Match) -> Iterator[Match]:
    """Take in the next part of a phrasing, which must begin at this very word."""
    element, rest = elements[0], elements[1:]
    if element.group:
        yield from _step(question, (*element.group, *rest), at, match)
        if rest:
            yield from _step(question, rest, at, match)
        return
    if element.slot:
        for end, value, score in _values(question, match.query.parameter(element.slot), at):
            yield from _walk(question, rest, end, match.taking(score, (element.slot, value)))
        return
    for edge in question.lattice.edges[at]:
        if edge.meaning in element.meanings:
            taken = match.taking(2 + edge.end - edge.start)
            if edge.meaning == SEVERAL:
                taken = replace(taken, most=count_in(question.lattice.span(edge.start, edge.end)))
            yield from _walk(question, rest, edge.end, taken)


def _over_period(question: Question, elements: Sequence[Element], at: int, match: Match) -> Iterator[Match]:
    if not _takes_period(match.query) or any(name in {"from", "to"} for name, _ in match.values):
        return
    for start, end, period in question.periods:
        if start == at:
            yield from _walk(question, elements, end, match.taking(1, *_bounds(period)))


def _takes_period(query: NamedQuery) -> bool:
    return {"from", "to"} <= {parameter.name for parameter in query.parameters}


def _bounds(period: Stretch) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("from", period.first), ("to", period.last)


def _values(question: Question, parameter: Parameter, at: int) -> Iterator[tuple[int, str, int]]:
    """Yield the values that may begin at a word: where the stretch ends, the value, how well it fits."""
    if parameter.choices:
        yield from _choices(question.lattice, parameter, at)
    elif parameter.entity_types:
        yield from _names(question, parameter, at)
    elif parameter.type == "text":
        for end in range(at + 1, min(at + _LONGEST_TEXT, len(question.lattice.words)) + 1):
            if question.lattice.is_noise(at) or question.lattice.is_noise(end - 1):
                continue
            if _may_be_name(question, at, end) and _has_its_word(question.lattice, parameter, at, end):
                yield end, question.lattice.span(at, end), 2


def _has_its_word(lattice: Lattice, parameter: Parameter, start: int, end: int) -> bool:
    """Whether a text for a parameter that has a meaning of its own in ``words.txt`` has a word of that meaning."""
    said = {edge.meaning for edges in lattice.edges[start:end] for edge in edges if edge.end <= end}
    return parameter.name in said or parameter.name not in all_meanings()


def _choices(lattice: Lattice, parameter: Parameter, at: int) -> Iterator[tuple[int, str, int]]:
    for edge in lattice.edges[at]:
        for choice in parameter.choices:
            if edge.meaning == choice.replace(" ", "-"):
                yield edge.end, choice, 3 + edge.end - edge.start


def _names(question: Question, parameter: Parameter, at: int) -> Iterator[tuple[int, str, int]]:
    """Yield the names that may begin here, with or without a noun before or behind that tells what they name."""
    lattice = question.lattice
    for start, before in ((at, parameter.entity_types), *_nouns(lattice, parameter, at)):
        for end in range(start + 1, min(start + _LONGEST, len(lattice.words)) + 1):
            score = _score(question, start, end, before)
            if score is None:
                continue
            value = lattice.span(start, end)
            yield end, value, score
            for last, behind in _nouns(lattice, parameter, end):
                kinds = [kind for kind in before if kind in behind]
                if kinds and question.fit(value, kinds):
                    yield last, value, score


def _nouns(lattice: Lattice, parameter: Parameter, at: int) -> Iterator[tuple[int, Sequence[EntityType]]]:
    """Yield the nouns at a word that say what a name beside them names: where each ends, and the types."""
    for edge in lattice.edges[at] if at < len(lattice.words) else ():
        kinds = [kind for kind in parameter.entity_types if edge.meaning in _BESIDE[kind]]
        if kinds:
            yield edge.end, kinds


def _score(question: Question, start: int, end: int, kinds: Sequence[EntityType]) -> int | None:
    """How well a stretch fits a name of some types; None where it is none."""
    lattice = question.lattice
    fit = question.fit(lattice.span(start, end), kinds)
    if fit < EXACT and _is_vague(lattice, start, end):
        return None
    if not fit:
        return 0 if question.guessing and _may_be_name(question, start, end) else None
    return 8 + 2 * (end - start) if fit == EXACT else 1


def _is_vague(lattice: Lattice, start: int, end: int) -> bool:
    """Whether a part of a name is none that one would call it by: *the*, *conference*, *of Hong*."""
    return lattice.is_noise(start) or lattice.is_noise(end - 1) or lattice.is_common(start, end)


def _may_be_name(question: Question, start: int, end: int) -> bool:
    """Whether words may be a name that the graph does not have: no word that asks and no period is among them."""
    edges = question.lattice.edges[start:end]
    asks = any(edge.meaning in _ASKING for some in edges for edge in some)
    return not asks and all(last <= start or end <= first for first, last, _ in question.periods)


def in_any_order(question: Question, query: NamedQuery, phrasing: Phrasing) -> Iterator[Match]:
    """Yield the ways in which a question has all that a phrasing has, in whatever order, and nothing else."""
    elements = compile_phrasing(phrasing)
    if len(elements) > 5 or len([e for e in elements if not e.group]) < 2:
        return
    for order in permutations(elements):
        if order != elements:
            yield from _walk(question, order, 0, Match(query, phrasing))


def shared(lattice: Lattice, phrasing: Phrasing) -> float:
    """Say how much of its meanings a phrasing has in common with a question: from 0 to 1."""
    wanted = [element.meanings for element in compile_phrasing(phrasing) if element.meanings]
    said: Mapping[str, None] = {
        e.meaning: None for edges in lattice.edges for e in edges if e.meaning != NOISE
    }
    common = sum(any(name in said for name in names) for names in wanted)
    return common / len(wanted) if wanted else 0.0
