"""Incidents of which nothing tells whom they hit or when, events of which nothing tells when or where.

A fact that a reader misses is not missing from the text: where the passages that speak of a thing have a
date, an organisation or a place at all, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cyberkg.lint.model import Briefing, Finding
from cyberkg.model import Referent
from cyberkg.reading.dates import date_spans
from cyberkg.reading.discourse import Passage
from cyberkg.terms import EntityType

__all__ = ["check_events", "check_incidents"]

_PARTIES = frozenset({EntityType.PERSON, EntityType.ORGANISATION})
# who has one of these parts in an incident is not the one that it hit
_OTHERS = frozenset({"attacker", "investigatedBy", "reportedTo"})
_ONLINE = re.compile(r"\b(?:online|virtual(?:ly)?|webinar|by video|remote(?:ly)?)\b", re.IGNORECASE)
_NOWHERE = re.compile(r"\b(?:Operation|Month|Year|Campaign|Programme|Process|Award|Prize)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class _Story:
    """What is told of an incident or an event.

    :param said: the predicates of the facts of which it is the subject.
    :param passages: those that the same story has.
    :param place: where it is spoken of first: characters of the document's text, half-open.
    """

    thing: Referent
    said: frozenset[str]
    passages: tuple[Passage, ...]
    place: tuple[int, int]

    @property
    def is_dated(self) -> bool:
        """Whether a passage has a date at all."""
        return any(date_spans(passage.text) for passage in self.passages)


def check_incidents(briefing: Briefing) -> Iterator[Finding]:
    """Warn of incidents of a known type without a victim, and without a date; not of many attacks in one word."""
    for story in _stories(briefing, EntityType.INCIDENT):
        label = story.thing.label  # a word for what happened, such as "leak"
        if "incidentType" not in story.said or label.endswith("s") or not label.islower():
            continue
        if "victim" not in story.said and not _parties(briefing, story):
            message = "nothing tells whom it hit; name who was hit, or say that nobody did"
            yield briefing.warn_at(*story.place, "incident-without-victim", message)
        if "incidentDate" not in story.said and not story.is_dated:
            message = "nothing tells when it happened or became known; give a date"
            yield briefing.warn_at(*story.place, "incident-without-date", message)


def check_events(briefing: Briefing) -> Iterator[Finding]:
    """Warn of events with a name of which something is told, but not the date, or not the place."""
    for story in _stories(briefing, EntityType.EVENT):
        name = story.thing.label
        if not _is_named(story.thing):
            continue
        if "eventDate" not in story.said and not _YEAR.search(name) and not story.is_dated:
            message = f"nothing tells when {name} takes place; give a date"
            yield briefing.warn_at(*story.place, "event-without-date", message)
        if (
            "eventPlace" not in story.said
            and not _NOWHERE.search(name)
            and not any(map(_has_place, story.passages))
        ):
            message = f"nothing tells where {name} takes place; give a place"
            yield briefing.warn_at(*story.place, "event-without-place", message)


def _stories(briefing: Briefing, kind: EntityType) -> Iterator[_Story]:
    """Yield the stories of all things of a type of which a fact is told."""
    for referent in briefing.reading.referents:
        claims = [claim for claim in briefing.reading.claims if referent.key in claim.keys]
        if referent.type is kind and claims:
            said = frozenset(claim.predicate for claim in claims if claim.subject == referent.key)
            spots = [(span.start, span.end) for span in referent.mentions]
            if kind is EntityType.INCIDENT:  # what begins with a capital is the heading of a story
                spots = [spot for spot in spots if briefing.document.text[spot[0]].islower()]
            told = [(claim.evidence.start, claim.evidence.end) for claim in claims]
            passages = tuple(_passages(briefing, [start for start, _ in (*spots, *told)]))
            yield _Story(referent, said, passages, min(spots or told))


def _is_named(referent: Referent) -> bool:
    """Whether an event has a name of its own, as a meeting in passing has not."""
    return any(len(name.split()) > 1 and name[:1].isupper() for name in referent.names)


def _has_place(passage: Passage) -> bool:
    places = any(mention.type is EntityType.PLACE for mention in passage.mentions)
    return places or bool(_ONLINE.search(passage.text))


def _passages(briefing: Briefing, spots: Sequence[int]) -> Iterator[Passage]:
    """Yield the passages of the stories that speak of a thing, and of what stands beneath the headings above them."""
    items = briefing.document.items
    stories = {p.item for p in briefing.discourse.passages if any(_holds(p, spot) for spot in spots)}
    above = {heading for story in stories for heading in items[story].path}
    stories |= {n for n, item in enumerate(items) if item.heading and item.heading.text in above}
    return (passage for passage in briefing.discourse.passages if passage.item in stories)


def _holds(passage: Passage, spot: int) -> bool:
    offsets = passage.block.offsets
    return bool(offsets) and offsets[0] <= spot <= offsets[-1]


def _parties(briefing: Briefing, story: _Story) -> set[str]:
    """The persons and organisations that may be the one hit: named in the story, and not known to be another."""
    others = {c.object for c in briefing.reading.claims if c.predicate in _OTHERS}
    named = (
        briefing.discourse.key(passage, mention)
        for passage in story.passages
        for mention in passage.mentions
        if mention.type in _PARTIES
    )
    return {key for key in named if key and key not in others}
