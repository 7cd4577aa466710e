"""Two names of organisations side by side: spelling, places, numbers, words that one of them lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from rapidfuzz.distance import OSA

from cyberkg.identity.lexicon import words
from cyberkg.identity.organisation_name import OrganisationName, parse
from cyberkg.identity.profile import Comparison

__all__ = ["Surroundings", "compare_names"]

_UNLIKE = Comparison(0.02, "the names have nothing in common", firm=False)
_UNITS = words("organisations", "units")
_STATE = words("organisations", "state")
_OFFICES = words("organisations", "offices")
_COMMON = words("organisations", "generic") | words("organisations", "trade") | _UNITS
_LEVELS = frozenset(
    ["national", "international", "federal", "state", "provincial", "municipal", "regional", "global"]
)
_OF = re.compile(r"\s+(?:of|at|in|under|within)\s+")


class Surroundings:
    """What two contexts have to do with each other: people in common; countries that agree or differ.

    Looked up when it is first asked for: nineteen of twenty pairs are told apart by their names.
    """

    def __init__(self, look: Callable[[], tuple[tuple[str, ...], str, bool]]) -> None:
        """Take what gives people, the country of both or an empty text, and whether they are of two countries."""
        self._look = look

    @cached_property
    def _found(self) -> tuple[tuple[str, ...], str, bool]:
        return self._look()

    @property
    def people(self) -> tuple[str, ...]:
        """Names of people in common, sorted."""
        return self._found[0]

    @property
    def same_country(self) -> str:
        """A country of both; empty where there is none."""
        return self._found[1]

    @property
    def abroad(self) -> bool:
        """True where the two are of other countries."""
        return self._found[2]


def compare_names(
    x: OrganisationName, y: OrganisationName, letters: frozenset[str], around: Surroundings
) -> Comparison:
    """Compare two names, neither a mere abbreviation.

    :param letters: abbreviations that both organisations go by.
    """
    if x.numbers != y.numbers:
        if [w for w in x.core if w not in x.numbers] != [w for w in y.core if w not in y.numbers]:
            return _UNLIKE
        if x.numbers and y.numbers:
            return Comparison(0.05, "the numbers in the names differ")
        return Comparison(0.4, "the same name but for the number", firm=False)
    same = len(x.core) == len(y.core) and sorted(x.core) == sorted(y.core)
    if same or "".join(x.core) == "".join(y.core):
        return _places(x, y, around)
    return _nearly(x, y, letters, around)


def _places(x: OrganisationName, y: OrganisationName, around: Surroundings) -> Comparison:
    """Compare two names of the same core by the places in them."""
    reason = "the same name" if x.core == y.core else "the same words in another order"
    if x.trade != y.trade:
        reason += f" but for {' '.join(x.trade or y.trade).title()}"
    worth = 0.97 if x.trade == y.trade else 0.85
    if x.places == y.places:
        return _alike(x, y, Comparison(worth, reason), around)
    if x.places and y.places:
        return _both_placed(x, y, reason)
    placed = x if x.places else y
    return (_one_common if x.generic else _one_rare)(placed, Comparison(worth, reason), around)


def _alike(x: OrganisationName, y: OrganisationName, found: Comparison, around: Surroundings) -> Comparison:
    if x.led != y.led and len(x.core) == 1 and x.generic and _STATE.isdisjoint(x.core):
        return Comparison(0.5, "the same words in another order", firm=False)
    if x.generic and not x.places and around.abroad:
        return Comparison(0.35, f"{found.reason}, but in briefings about other countries", firm=False)
    return found


def _one_common(placed: OrganisationName, found: Comparison, around: Surroundings) -> Comparison:
    """Compare two names of common words of which one names a place."""
    reason, place = found.reason, min(placed.places).title()
    if around.abroad:
        return Comparison(0.15, f"{reason}, but one is of {place}, the other of another country")
    if len(placed.core) == 1 and _STATE.isdisjoint(placed.core):
        return Comparison(0.3, f"{reason}, but only one is of {place}", firm=False)
    if around.same_country:
        return Comparison(0.93, f"{reason}, both of {around.same_country.title()}")
    return Comparison(0.82, f"{reason}, only one says of {place}", firm=False)


def _one_rare(placed: OrganisationName, found: Comparison, around: Surroundings) -> Comparison:
    """Compare two names with a word of their own of which one names a place."""
    place = min(placed.places).title()
    if placed.branch and not placed.acronym:
        return Comparison(0.5, f"{found.reason}, but one may be the branch in {place}", firm=False)
    return Comparison(
        min(found.score, 0.92), f"{found.reason}, only one says of {place}", firm=not around.abroad
    )


def _both_placed(x: OrganisationName, y: OrganisationName, reason: str) -> Comparison:
    shown = " and ".join(sorted(p.title() for p in x.places ^ y.places))
    if x.places & y.places and not x.generic:
        return Comparison(0.6, f"{reason}, but not of the same places ({shown})", firm=False)
    return Comparison(0.05, f"{reason}, but of other places ({shown})")


def _nearly(
    x: OrganisationName, y: OrganisationName, letters: frozenset[str], around: Surroundings
) -> Comparison:
    """Compare two names whose cores differ."""
    left, right = _apart(x.core, y.core)
    apart = bool(x.places and y.places and x.places != y.places)
    if len(left) == len(right) == 1:
        return _misspelt(x, y, (left[0], right[0]), letters, around)
    if left and right:
        return _overlapping(x, y, left, right, letters, apart)
    extra = left or right
    longer, shorter = (x, y) if left else (y, x)
    if apart:
        return _UNLIKE
    if letters:
        return Comparison(0.86, f"the same name but for {_shown(extra)}, with the same abbreviation")
    if _holder(longer, shorter) and not around.abroad:
        return Comparison(
            0.82, f"the office of the {shorter.core[-1].title()}, but for {_shown(extra)}", firm=False
        )
    return _left_out(longer, shorter, extra, around)


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[str], list[str]]:
    left, right = list(one), list(other)
    for word in one:
        if word in right:
            left.remove(word)
            right.remove(word)
    return left, right


def _shown(some: list[str]) -> str:
    return " ".join(some).title()


def _holder(longer: OrganisationName, shorter: OrganisationName) -> bool:
    """Recognise an office by the start of its holder's title: "Privacy Commissioner's Office"."""
    starts = longer.core[: len(shorter.core)] == shorter.core
    return starts and len(shorter.core) > 1 and shorter.core[-1] in _OFFICES


def _misspelt(
    x: OrganisationName,
    y: OrganisationName,
    pair: tuple[str, str],
    letters: frozenset[str],
    around: Surroundings,
) -> Comparison:
    one, other = pair
    rest = len(x.core) - 1
    close = _close(one, other)
    apart = x.places != y.places and bool(x.places and y.places)
    if not close or apart:
        return _overlapping(x, y, [one], [other], letters, apart)
    reason = f"{one.title()} and {other.title()} differ in a letter or two"
    if one not in x.distinctive and other not in y.distinctive:
        return Comparison(0.1, f"{one.title()} and {other.title()} are two words")
    if letters or around.people:
        return Comparison(
            0.88, f"{reason}, with {'the same abbreviation' if letters else around.people[0] + ' in common'}"
        )
    if rest or min(len(one), len(other)) >= 8:
        return Comparison(0.78, reason, firm=False)
    return Comparison(0.45, reason, firm=False)


def _close(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= 4 and int(OSA.distance(one, other, score_cutoff=2)) <= (2 if shorter >= 9 else 1)


def _overlapping(
    x: OrganisationName,
    y: OrganisationName,
    left: list[str],
    right: list[str],
    letters: frozenset[str],
    apart: bool,
) -> Comparison:
    """Compare where either name has words that the other lacks."""
    common = len(x.core) - len(left)
    if apart or not common:
        return _UNLIKE
    shown = f"{_shown(left)} is not {_shown(right)}"
    if letters and max(map(len, letters)) >= 5:  # few bodies share so long an abbreviation
        return Comparison(0.8, f"{shown}, but the abbreviation is the same", firm=False)
    if common / max(len(x.core), len(y.core)) < 0.5:
        return _UNLIKE
    if letters:
        return Comparison(0.5, f"{shown}, but the abbreviation is the same", firm=False)
    return Comparison(0.08, f"much the same name, but {shown}")


def _left_out(
    longer: OrganisationName, shorter: OrganisationName, extra: list[str], around: Surroundings
) -> Comparison:
    """Compare where the shorter name lacks words of the longer one."""
    reason = f"the same name but for {_shown(extra)}"
    if _is_parent(longer, shorter):
        return Comparison(0.05, f"{longer.text} is a part of {shorter.text}")
    if _with_parent(longer, shorter):
        worth = 0.82 if len(shorter.core) > 2 else 0.5  # many a body has an "information centre"
        return Comparison(worth, f"{reason}, which it is a part of", firm=False)
    inside = longer.core[0] == shorter.core[0] and longer.core[-1] == shorter.core[-1]
    if inside and len(shorter.core) > 1 and len(extra) == 1:
        shared = f", with {around.people[0]} in common" if around.people else ""
        return Comparison(0.82 if shared else 0.5, f"{reason}{shared}", firm=bool(shared))
    return _longer_by(longer, shorter, extra)


def _longer_by(longer: OrganisationName, shorter: OrganisationName, extra: list[str]) -> Comparison:
    """Compare where words stand behind or in front: of a part, or of another body, more often than not."""
    if not _UNITS.isdisjoint(extra) or (shorter.generic and len(shorter.core) < 3):
        return Comparison(0.08, f"{shorter.text} may be what {longer.text} is a part of")
    if all(w in _COMMON for w in extra):
        return Comparison(0.2, f"{longer.text} may be a part of {shorter.text}", firm=False)
    return Comparison(0.4, f"the same name but for {_shown(extra)}", firm=False)


def _is_parent(longer: OrganisationName, shorter: OrganisationName) -> bool:
    """Recognise "Liaison Office" beside "Information Centre of the Liaison Office"."""
    tails = (longer.text[m.end() :] for m in _OF.finditer(longer.text))
    return any(p.core == shorter.core for tail in tails if tail.strip() for p in parse(tail))


def _with_parent(longer: OrganisationName, shorter: OrganisationName) -> bool:
    """Tell whether the longer name is the shorter one and what it is a part of, behind or in front."""
    heads = (longer.text[: m.start()] for m in _OF.finditer(longer.text))
    if any(p.core == shorter.core for head in heads if head.strip() for p in parse(head)):
        return True
    front = longer.core[: -len(shorter.core)]
    return longer.core[-len(shorter.core) :] == shorter.core and _LEVELS.isdisjoint(front)
