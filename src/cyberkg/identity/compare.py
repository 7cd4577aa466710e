"""Compare any two referents of one type: the score, the reason in words, the verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cyberkg.identity import event, incident, organisation, person, place, work
from cyberkg.identity.profile import Comparison, Profile
from cyberkg.terms import EntityType

__all__ = ["compare"]

_COMPARE: Mapping[EntityType, Callable[[Profile, Profile], Comparison]] = {
    EntityType.PERSON: person.compare,
    EntityType.ORGANISATION: organisation.compare,
    EntityType.EVENT: event.compare,
    EntityType.INCIDENT: incident.compare,
    EntityType.PLACE: place.compare,
    EntityType.WORK: work.compare,
}


def compare(a: Profile, b: Profile) -> Comparison:
    """Say how far two referents are one, and why. The order of the two does not matter.

    Two of different types are never one: the person Conti is not the gang.
    """
    if a.type is not b.type:
        return Comparison(0.0, f"{a.type.value} and {b.type.value} are never one")
    if (b.names, b.label) < (a.names, a.label):
        a, b = b, a
    return _COMPARE[a.type](a, b)
