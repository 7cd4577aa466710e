"""The opening of a summit is no event of its own: what happens at it counts for the summit.

So says the corpus's policy. A part of an event that has a name of its own is one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from cyberkg.learned.things import Mark
from cyberkg.reading.draft import Scene

__all__ = ["parts_of_events"]

_PART = re.compile(
    r"(?:ceremony|opening|closing|inauguration|kick-?off|launch|presentation)s?$", re.IGNORECASE
)
_OF = re.compile(r"\s(?:of|for)\s(?:(?:the|this|that|its|our|their)\s)?(?:[\w-]{2,12}\s)?", re.IGNORECASE)


def parts_of_events(scene: Scene, marks: Collection[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """Find *the opening ceremony of the Cyber Forum*: the mark of the part, and that of the event behind it."""
    events = sorted(mark for mark in marks if mark.kind in {"event", "event-ref"})
    for part, event in pairwise(events):
        between = scene.discourse.passages[part.passage].text[part.end : event.start]
        if (
            part.passage == event.passage
            and not part.is_name
            and _PART.search(part.text)
            and _OF.fullmatch(between)
        ):
            yield part, event
