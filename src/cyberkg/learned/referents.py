"""From the things that the network found to the referents that a reading speaks of."""

from __future__ import annotations

from cyberkg.ident import slug
from cyberkg.learned.decode import Found
from cyberkg.learned.things import Mark, Thing
from cyberkg.model import Referent, Span
from cyberkg.reading.draft import Scene
from cyberkg.reading.lexicon import words
from cyberkg.reading.mentions import initials
from cyberkg.terms import EntityType

__all__ = ["referents_of"]


# Words that stand for a thing, or before it, and tell nothing of what it is.
_PRONOUNS = words("a an the it its this that these those they them their which one there")

# What an incident may be called by; its other words (*exposed*, *it*) do not stand alone.
_HAPPENINGS = words(
    "attack attacks breach breaches break-in bug campaign compromise cyberattack cyber-attack data-breach deception"
    " defacement exposure flaw fraud hack hacks heist hole infection intrusion leak loss malware outage outbreak phishing"
    " raid ransomware robbery scam scheme spyware takeover theft thefts vulnerability wiper worm"
)


def referents_of(scene: Scene, found: Found) -> dict[int, Referent]:
    """Make referents of things: those with a name, incidents, and events that are at least described.

    :returns: by the number of its thing.
    """
    taken: set[str] = set()
    made: dict[int, Referent] = {}
    for number, thing in enumerate(found.things):
        label = _label(thing)
        if not label:
            continue
        key = f"{thing.type.lower()}:{slug(label)}"
        while key in taken:
            key += "-2"
        taken.add(key)
        names = () if thing.type is EntityType.INCIDENT else tuple(thing.names) or (label,)
        spans = tuple(sorted({_span(scene, mark) for mark in thing.marks}))
        made[number] = Referent(key, thing.type, label, names, _acronyms(names), spans)
    return made


def _label(thing: Thing) -> str:
    if thing.type is EntityType.INCIDENT:
        return next((m.text for m in thing.marks if m.text.casefold() in _HAPPENINGS), "incident")
    if thing.names:
        return thing.names[0]
    if thing.type in (EntityType.EVENT, EntityType.WORK):
        described = [m.text for m in thing.marks if m.text.casefold() not in _PRONOUNS]
        return max(described, key=len, default="")
    return ""


def _span(scene: Scene, mark: Mark) -> Span:
    return scene.discourse.passages[mark.passage].block.span(mark.start, mark.end)


def _acronyms(names: tuple[str, ...]) -> tuple[str, ...]:
    letters = {initials(n).casefold() for n in names if " " in n}
    return tuple(n for n in names if " " not in n and n.isupper() and n.casefold() in letters)
