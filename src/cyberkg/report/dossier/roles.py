"""Parts at events: who was there, as what, and how far that is vouched for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from cyberkg.report.cited.lines import gathered
from cyberkg.report.cited.told import Thing, Told

__all__ = ["ROLES", "Part", "parts_at_events", "role_names"]

ROLES = MappingProxyType(
    {
        "organised": "organiser",
        "officiated": "officiating guest",
        "spokeAt": "speaker",
        "supported": "supporter",
        "attended": "attendee",
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody was at one event, by facts of one status."""

    who: Thing
    event: Thing
    facts: tuple[Told, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """The names of the roles, the weightiest first."""
        return role_names(self.facts)


def parts_at_events(facts: Iterable[Told]) -> tuple[Part, ...]:
    """Gather parts by who, event and status: what is denied stands apart from what is stated."""
    groups = gathered(facts, lambda t: (t.subject, t.object, t.status) if t.predicate in ROLES else None)
    return tuple(
        Part(members[0].subject, members[0].object, members)
        for members in groups.values()
        if isinstance(members[0].object, Thing)
    )


def role_names(facts: Sequence[Told]) -> tuple[str, ...]:
    """Name the roles in facts, the weightiest first; an attendee who did more is not called one."""
    names = [name for predicate, name in ROLES.items() if any(t.predicate == predicate for t in facts)]
    return tuple(name for name in names if name != "attendee" or len(names) == 1)
