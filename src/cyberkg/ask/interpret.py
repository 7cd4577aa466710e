"""A question in plain words in, a named query with its parameters out."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from cyberkg.ask.dates import find_stretches
from cyberkg.ask.known import KnownNames
from cyberkg.ask.lattice import Lattice, read_lattice
from cyberkg.ask.match import Match, Question, in_any_order, in_order, shared
from cyberkg.ask.pattern import literal_words, wording
from cyberkg.ask.ranking import ranks
from cyberkg.ask.words import cut
from cyberkg.errors import CyberkgError, UsageError
from cyberkg.query.named import NamedQuery, Phrasing
from cyberkg.query.visible import visible
from cyberkg.terms import EntityType

__all__ = ["Interpretation", "interpret"]

_MOST_WORDS = 60
# queries that tell something only as the report that chooses for them, and the options of that report
_REPORTED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"changes": {"from": "--since", "to": "--until"}}
)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a question was taken for.

    :param values: parameters of the query and what they are set to, in the order of the parameters.
    :param corrected: names that the graph does not have, and those that were taken in their place.
    :param most: how many of a ranking are asked for; 0 for all.
    """

    query: NamedQuery
    phrasing: Phrasing
    values: tuple[tuple[str, str], ...]
    corrected: tuple[tuple[str, str], ...] = ()
    most: int = 0

    @property
    def command(self) -> str:
        """The command that asks the same, fit for a shell and to be shown.

        Of a ranking it gives the whole, which a comment tells where less is asked for.
        """
        if options := _REPORTED.get(self.query.name):
            given = (f"{options[name]} {shlex.quote(value)}" for name, value in self.values)
            return visible(" ".join((f"cyberkg report {self.query.name}", *given)))
        settings = (f"--set {shlex.quote(f'{name}={value}')}" for name, value in self.values)
        whole = ["# the whole ranking"] if self.most and ranks(self.query.name) else []
        return visible(" ".join((f"cyberkg query {self.query.name}", *settings, *whole)))


def interpret(
    question: str, queries: Sequence[NamedQuery], known: KnownNames, today: str = ""
) -> tuple[Interpretation, ...]:
    """Find the query that a question asks, by the phrasings of the queries.

    :returns: the best reading, and behind it others that fit no worse: *incidents involving X* are those that hit
        X, or those that X was behind.
    :param known: the names that the question may have.
    :param today: the day that *last month* counts from, ISO 8601; empty where nothing tells.
    :raises UsageError: where the question is empty or too long.
    :raises CyberkgError: where no phrasing fits; names the nearest ones, or the names that are nearest to one
        that the graph does not have.
    """
    number = len(cut(question))  # before it is read: what may be left out between words is the square of them
    if not number:
        raise UsageError("there is no question", hint="ask one, such as who attended CSOP 2023")
    if number > _MOST_WORDS:
        raise UsageError(f"the question has {number} words", hint=f"ask in {_MOST_WORDS} or fewer")
    lattice = read_lattice(question)
    periods = tuple(
        (start, end, stretch)
        for stretch in find_stretches(question, today)
        for start, end in _words_in(lattice, stretch.start, stretch.end)
    )
    asked = Question(lattice, periods, known.fit)
    best = _best(asked, queries)
    if best:
        return tuple(dict.fromkeys(map(_read, best)))
    return _with_unknown_name(asked, queries, known)


def _words_in(lattice: Lattice, start: int, end: int) -> list[tuple[int, int]]:
    inside = [n for n, word in enumerate(lattice.words) if word.start >= start and word.end <= end]
    return [(inside[0], inside[-1] + 1)] if inside else []


def _read(match: Match, corrected: Iterable[tuple[str, str]] = ()) -> Interpretation:
    return Interpretation(
        match.query, match.phrasing, tuple(match.given.items()), tuple(corrected), match.most
    )


def _best(question: Question, queries: Sequence[NamedQuery]) -> list[Match]:
    """Take the best readings, word by word; where there are none, the only one in another order."""
    matches = [m for q in queries for p in q.phrasings for m in in_order(question, q, p)]
    if matches:
        ordered = sorted(matches, key=question.rank, reverse=True)
        return [match for match in ordered if question.rank(match)[:2] == question.rank(ordered[0])[:2]]
    matches = [m for q in queries for p in q.phrasings for m in in_any_order(question, q, p)]
    best = [match for match in matches if question.rank(match) == max(map(question.rank, matches))]
    return best if len({(match.query.name, tuple(match.given.items())) for match in best}) == 1 else []


def _with_unknown_name(
    question: Question, queries: Sequence[NamedQuery], known: KnownNames
) -> tuple[Interpretation, ...]:
    """Read a question with a name that the graph does not have: as the name it must be, or not at all.

    :raises CyberkgError: where no phrasing fits, or no name is near enough.
    """
    guesses = [
        m for q in queries for p in q.phrasings for m in in_order(replace(question, guessing=True), q, p)
    ]
    for guess in sorted(guesses, key=question.rank, reverse=True):
        unknown = [(value, kinds) for value, kinds in _named(guess) if not known.fit(value, kinds)]
        right = [known.mistyped(value, kinds) for value, kinds in unknown]
        if right and all(right):
            replaced = dict(zip((value for value, _ in unknown), right, strict=True))
            values = tuple((name, replaced.get(value, value)) for name, value in guess.values)
            return (_read(replace(guess, values=values), replaced.items()),)
    for guess in sorted(guesses, key=question.rank, reverse=True):
        unknown = [(value, kinds) for value, kinds in _named(guess) if not known.fit(value, kinds)]
        if len(unknown) == 1 and literal_words(guess.phrasing) > 1:
            near = known.near(*unknown[0])
            if near or unknown[0][0] != unknown[0][0].lower():
                raise CyberkgError(_no_such(*unknown[0]), hint=_did_you_mean(near))
    raise CyberkgError("no question that the graph can answer reads so", hint=_nearest(question, queries))


def _named(match: Match) -> list[tuple[str, Sequence[EntityType]]]:
    """The values that are names, each with the types of what it may name."""
    found = ((value, match.query.parameter(name).entity_types) for name, value in match.values)
    return [(value, kinds) for value, kinds in found if kinds]


def _no_such(name: str, kinds: Sequence[EntityType]) -> str:
    return f"no {' or '.join(kind.lower() for kind in kinds)} in this graph is called {name!r}"


def _did_you_mean(names: Sequence[str]) -> str:
    return f"did you mean {' or '.join(names)}?" if names else "cyberkg entities lists the names it has"


def _nearest(question: Question, queries: Sequence[NamedQuery]) -> str:
    """The phrasings that have most in common with a question, as advice."""
    rated = [
        (-shared(question.lattice, phrasing), number, wording(phrasing))
        for query in queries
        for number, phrasing in enumerate(query.phrasings)
    ]
    near = list(dict.fromkeys(text for rate, _, text in sorted(rated) if rate))[:3]
    if not near:
        near = [wording(query.phrasings[0]) for query in queries if query.phrasings][:3]
    return f"ask, for example: {'; '.join(near)}"
