"""Keys that bring referents together, so that no two need be compared that cannot be one.

Two profiles that share a *bundle key* are one without more ado; two that share a *block key* are worth a
comparison. Both only hold what comparisons look at, so that a key never says more than they would.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from cyberkg.identity import event_name, organisation_name, person_name, place, work
from cyberkg.identity.dates import years
from cyberkg.identity.event_name import EventName
from cyberkg.identity.fold import fold, spellings
from cyberkg.identity.incident import cves
from cyberkg.identity.lexicon import words
from cyberkg.identity.organisation_name import OrganisationName
from cyberkg.identity.person_name import PersonName
from cyberkg.identity.profile import Profile
from cyberkg.terms import EntityType

__all__ = ["block_keys", "bundle_keys", "sort_key"]

_STATE = words("organisations", "state")
_OFFICES = words("organisations", "offices")


def bundle_keys(profile: Profile) -> frozenset[Hashable]:
    """Give the keys of which any one in common makes two profiles one."""
    return frozenset(_BUNDLE[profile.type](profile))


def block_keys(profile: Profile) -> frozenset[Hashable]:
    """Give the keys of which any one in common makes two profiles worth a comparison."""
    return frozenset(_BLOCK[profile.type](profile))


def sort_key(profile: Profile) -> tuple[str, ...]:
    """Give what puts alike profiles next to each other, for blocks too large to compare all pairs."""
    if profile.type is EntityType.INCIDENT:
        context = profile.context
        return (min(context.dates or context.written, default="~"), profile.label)
    return (fold(profile.name), *sorted(r.id for r in profile.context.affiliations))


def _people(profile: Profile) -> Iterator[PersonName]:
    return (p for name in profile.names for p in person_name.parse(name) if p.full)


def _bundle_person(profile: Profile) -> Iterator[Hashable]:
    context = profile.context
    places = [("of", r.id) for r in context.affiliations] + [("at", r.id) for r in context.events]
    for name in _people(profile):
        if name.handle:
            yield name.key
        elif places:
            yield from ((name.key, place) for place in places)
        else:
            yield (name.words, context.countries if person_name.is_common(name) else "")


def _block_person(profile: Profile) -> Iterator[Hashable]:
    for name in _people(profile):
        if name.handle:
            yield name.words
        heads = name.family if len(name.words) > 3 else name.words
        for head in heads:
            for other in person_name.canonical(name.words):
                if other != head and len(head) > 1:
                    yield (head, other[0])
        yield "".join(sorted(name.words))
        yield from ((head, r.id) for head in name.family for r in profile.context.affiliations)


def _organisations(profile: Profile) -> Iterator[OrganisationName]:
    return (p for name in profile.names for p in organisation_name.parse(name))


def _bundle_organisation(profile: Profile) -> Iterator[Hashable]:
    parsed = list(_organisations(profile))
    here, nearby = profile.context.countries, profile.context.nearby
    full = [p for p in parsed if not p.anonymous and not p.acronym and p.text not in profile.acronyms]
    for name in full or parsed:
        if name.anonymous:
            if nearby and not _STATE.isdisjoint(name.core):
                yield ("state", name.core, nearby)
            continue
        country = here if (name.generic or name.acronym) and not name.places else ""
        yield (name.core, name.trade, name.places, name.led, country, name.acronym)


def _block_organisation(profile: Profile) -> Iterator[Hashable]:
    for name in _organisations(profile):
        if name.anonymous:
            if not _STATE.isdisjoint(name.core):
                yield ("all", name.core, profile.context.nearby)
            continue
        yield from _sets("all", name.core)
        yield "".join(name.core)
        yield from (("letters", letters) for letters in name.initials if len(letters) > 2)
        yield from (("word", w) for w in name.distinctive)
        yield from (("start", w[:4], len(name.core)) for w in name.distinctive)
        if not _OFFICES.isdisjoint(name.core):
            yield ("office", name.core[:2])
        if name.acronym or name.text in profile.acronyms:
            yield ("letters", name.core[0])
            yield ("stem", name.core[0].rstrip("0123456789"))
        if not _STATE.isdisjoint(name.core):
            yield ("all", name.core, frozenset(name.places))


def _sets(mark: str, core: tuple[str, ...]) -> Iterator[Hashable]:
    """Give the words of a name, and the words but one: what two names share that differ in one word."""
    ordered = tuple(sorted(core))
    yield (mark, ordered)
    if len(ordered) > 2:
        yield from ((mark, ordered[:i] + ordered[i + 1 :]) for i in range(len(ordered)))
    if len(ordered) > 3:
        yield (mark, core[:3])
        yield (mark, core[-3:])


def _events(profile: Profile) -> list[EventName]:
    return [event_name.parse(name) for name in profile.names]


def _bundle_event(profile: Profile) -> Iterator[Hashable]:
    context = profile.context
    parsed = _events(profile)
    named = frozenset(y for n in parsed for y in n.years)
    year = named or years(context.dates)
    for name in parsed:
        if name.generic:
            continue
        what = (name.core, name.kinds, name.parts, name.places, name.acronyms, name.edition)
        if name.occasion and not named:
            if context.dates:
                yield (*what, "on", context.dates)
        elif year:
            yield (*what, "of", year)


def _block_event(profile: Profile) -> Iterator[Hashable]:
    for name in _events(profile):
        if name.generic:
            yield from (("day", name.kinds, name.parts, d) for d in profile.context.dates)
            continue
        if name.core:
            yield from _sets("core", name.core)
        else:
            yield ("core", name.kinds, name.acronyms, name.places)
        yield from (("letters", letters) for letters in name.acronyms | name.initials if len(letters) > 2)


def _bundle_work(profile: Profile) -> Iterator[Hashable]:
    makers = profile.context.makers
    for title in map(work.parse, profile.names):
        if title.generic:
            continue
        if len(title.core) > 3 or not makers:
            yield (title.core, title.years, "")
        else:
            yield from ((title.core, title.years, r.id) for r in makers)


def _block_work(profile: Profile) -> Iterator[Hashable]:
    for title in map(work.parse, profile.names):
        yield title.core
        if len(title.core) > 3:
            yield from (title.core[:3], title.core[-3:])


def _bundle_place(profile: Profile) -> Iterator[Hashable]:
    return (place.base(spelling) for name in profile.names for spelling in spellings(name))


def _block_place(profile: Profile) -> Iterator[Hashable]:
    return ("".join(place.base(spelling)[0]) for name in profile.names for spelling in spellings(name))


def _bundle_incident(profile: Profile) -> Iterator[Hashable]:
    context = profile.context
    if context.victims and context.dates:
        yield (
            context.victims,
            context.dates,
            context.kinds,
            context.attackers,
            context.tools,
            context.figures,
        )


def _block_incident(profile: Profile) -> Iterator[Hashable]:
    context = profile.context
    yield from (("victim", r.id) for r in context.victims)
    yield from (("flaw", c) for c in cves(context))
    yield from (("figure", f) for f in context.figures if not context.victims or len(f.split()[-1]) > 2)
    if not context.victims:
        yield from (("attacker", r.id) for r in context.attackers)


_Keys = Mapping[EntityType, Callable[[Profile], Iterable[Hashable]]]
_BUNDLE: _Keys = {
    EntityType.PERSON: _bundle_person,
    EntityType.ORGANISATION: _bundle_organisation,
    EntityType.EVENT: _bundle_event,
    EntityType.INCIDENT: _bundle_incident,
    EntityType.PLACE: _bundle_place,
    EntityType.WORK: _bundle_work,
}
_BLOCK: _Keys = {
    EntityType.PERSON: _block_person,
    EntityType.ORGANISATION: _block_organisation,
    EntityType.EVENT: _block_event,
    EntityType.INCIDENT: _block_incident,
    EntityType.PLACE: _block_place,
    EntityType.WORK: _block_work,
}
