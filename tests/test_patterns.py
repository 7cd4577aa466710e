"""No regular expression of the source takes long, whatever text it is given."""

from __future__ import annotations

import re
import signal
import time
from collections import deque
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest
from tests.patterns import Found, aimed, collect

LENGTH = 1500
QUICK = 1.5e-3  # seconds of work: at a linear cost, a megabyte takes one second
GROWTH = 2.5  # times as long for a text of twice the length
ENDLESS = 2.0
# rooms whose texts come from ``sources``, which leaves no two blanks in a row (tests/sources/test_marked.py)
TIDY = ("cyberkg.reading", "cyberkg.learned", "cyberkg.lint", "cyberkg.identity", "cyberkg.llm")
# What grows faster than its text, and how long a text it is given at the most.
BOUNDED = {
    "cyberkg.reading.counts._NUMBERED": 24,  # the characters before a number
    r"cyberkg.reading.date_forms: '[A-Za-z]+\\s{1,2}$'": 20,  # the characters before a date
    "cyberkg.reading.year._TO_COME": 120,  # the first characters of an entry
}
# What grows with the square of one sentence, or of one name in it.
SENTENCES = {"cyberkg.learned.features._ACRONYM", "cyberkg.reading.incident_ransom._BOUGHT"}
# What reads nothing but files of this package.
OURS = {"cyberkg.view.page._LOOSE_SCRIPT", "cyberkg.view.page._LOOSE_STYLE", "cyberkg.view.theme._COLOUR"}


pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs the timers of POSIX")


class _LateError(Exception):
    pass


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _LateError


def work(one: Found, way: str, text: str) -> float:
    """Give the seconds of work, the least of a few; ``ENDLESS`` where it takes so long."""
    pattern: Any = one.pattern
    given = text.encode("utf-8") if isinstance(pattern.pattern, bytes) else text
    least = ENDLESS
    for _ in range(3):
        signal.setitimer(signal.ITIMER_PROF, ENDLESS)
        began = time.process_time()
        try:
            if way == "search":
                deque(pattern.finditer(given), maxlen=0)
            else:
                getattr(pattern, way)(given)
        except _LateError:
            return ENDLESS
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        least = min(least, time.process_time() - began)
        if least < QUICK:
            break
    return least


def attacks(one: Found) -> Iterator[tuple[str, str, str, str]]:
    """Go through the ways of trying an expression with the texts that it can meet."""
    tidy = one.where.startswith(TIDY)
    for way in one.anchored:
        for before, part, after in aimed(one.pattern):
            if not tidy or not re.search(r"[^\S ]|  |^ $", part * 2):
                yield way, before, part, after


def slow(one: Found) -> str:
    """Find a text that takes an expression too long; empty where there is none."""
    for way, before, part, after in attacks(one):
        times = LENGTH // len(part) + 1
        spent = [work(one, way, before + part * times + after)]
        # twice over: the clock of a machine that does other things may be wrong once
        while spent[-1] >= QUICK and len(spent) < 3 and (len(spent) == 1 or spent[-1] > GROWTH * spent[-2]):
            spent.append(work(one, way, before + part * (times << len(spent)) + after))
        if spent[-1] >= ENDLESS or (len(spent) == 3 and spent[2] > GROWTH * spent[1]):
            return f"{way} of {before!r} + {part!r} * {times} + {after!r}, then twice as long: {spent}"
    return ""


def longest(one: Found, length: int) -> float:
    """Give the seconds of work that the worst text of a length takes."""
    texts = ((way, (before + part * length)[:length] + after) for way, before, part, after in attacks(one))
    return max(work(one, way, text) for way, text in texts)


@pytest.fixture(scope="module")
def found() -> Iterator[list[Found]]:
    before = signal.signal(signal.SIGPROF, _stop)
    yield collect()
    signal.signal(signal.SIGPROF, before)


@pytest.mark.slow
def test_time_grows_with_the_length_of_the_text(found: list[Found]) -> None:
    assert len(found) > 450
    known = BOUNDED.keys() | SENTENCES | OURS
    told = {one.where: how for one in found if one.where not in known and (how := slow(one))}
    assert told == {}


def test_what_grows_faster_is_given_short_texts(found: list[Found]) -> None:
    bounded = {one.where: longest(one, BOUNDED[one.where]) for one in found if one.where in BOUNDED}
    assert bounded.keys() == BOUNDED.keys()
    assert {where: seconds for where, seconds in bounded.items() if seconds > QUICK} == {}
