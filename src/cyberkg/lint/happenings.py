"""Incidents of which nothing tells whom they hit or when, events of which nothing tells when or where.

A fact that a reader misses is not missing from the text: where the passages that speak of a thing have a
date, an organisation or a place at all, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.lint.model import Briefing, Finding
from cyberkg.model import Claim, Referent
from cyberkg.reading.dates import date_spans
from cyberkg.reading.discourse import Passage
from cyberkg.terms import EntityType

__all__ = ["check_events", "check_incidents"]

_PARTIES = frozenset({EntityType.PERSON, EntityType.ORGANISATION})
# who has one of these parts in an incident is not the one that it hit
_OTHERS = frozenset({"attacker", "investigatedBy", "reportedTo"})
_SEVERAL = re.compile(r"s$")
_ONLINE = re.compile(r"\b(?:online|virtual(?:ly)?|webinar|by video|remote(?:ly)?)\b", re.IGNORECASE)
_NOWHERE = re.compile(r"\b(?:Operation|Month|Year|Campaign|Programme|Process|Award|Prize)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def check_incidents(briefing: Briefing) -> Iterator[Finding]:
    """Warn of incidents of a known type without a victim, and without a date."""
    for referent in briefing.reading.referents:
        claims = [claim for claim in briefing.reading.claims if claim.subject == referent.key]
        said = {claim.predicate for claim in claims}
        if (
            referent.type is not EntityType.INCIDENT
            or "incidentType" not in said
            or _SEVERAL.search(referent.label)
        ):
            continue
        passages = _passages(briefing, referent, claims)
        at = _first(briefing, referent, claims)
        if "victim" not in said and not _parties(briefing, passages):
            yield briefing.warn_at(
                *at,
                "incident-without-victim",
                "nothing tells whom it hit; name who was hit, or say that nobody did",
            )
        if "incidentDate" not in said and not any(date_spans(passage.text) for passage in passages):
            yield briefing.warn_at(
                *at, "incident-without-date", "nothing tells when it happened or became known; give a date"
            )


def check_events(briefing: Briefing) -> Iterator[Finding]:
    """Warn of events with a name of which something is told, but not the date, or not the place."""
    for referent in briefing.reading.referents:
        claims = [claim for claim in briefing.reading.claims if referent.key in claim.keys]
        if referent.type is not EntityType.EVENT or not claims or not _is_named(referent):
            continue
        said = {claim.predicate for claim in claims if claim.subject == referent.key}
        passages = _passages(briefing, referent, claims)
        at = _first(briefing, referent, claims)
        dated = (
            "eventDate" in said or _YEAR.search(referent.label) or any(date_spans(p.text) for p in passages)
        )
        if not dated:
            yield briefing.warn_at(
                *at, "event-without-date", f"nothing tells when {referent.label} takes place; give a date"
            )
        placed = "eventPlace" in said or _NOWHERE.search(referent.label) or any(map(_has_place, passages))
        if not placed:
            yield briefing.warn_at(
                *at, "event-without-place", f"nothing tells where {referent.label} takes place; give a place"
            )


def _is_named(referent: Referent) -> bool:
    """Whether an event has a name of its own, as a meeting in passing has not."""
    return any(len(name.split()) > 1 and name[:1].isupper() for name in referent.names)


def _has_place(passage: Passage) -> bool:
    places = any(mention.type is EntityType.PLACE for mention in passage.mentions)
    return places or bool(_ONLINE.search(passage.text))


def _passages(briefing: Briefing, referent: Referent, claims: list[Claim]) -> list[Passage]:
    """The passages of the stories that speak of a thing, and of what stands beneath the headings above them."""
    spots = [span.start for span in referent.mentions] + [claim.evidence.start for claim in claims]
    own = [p for p in briefing.discourse.passages if any(_holds(p, spot) for spot in spots)]
    items = briefing.document.items
    stories = {passage.item for passage in own}
    above = {heading for story in stories for heading in items[story].path}
    stories |= {n for n, item in enumerate(items) if item.heading and item.heading.text in above}
    return [passage for passage in briefing.discourse.passages if passage.item in stories]


def _holds(passage: Passage, spot: int) -> bool:
    offsets = passage.block.offsets
    return bool(offsets) and offsets[0] <= spot <= offsets[-1]


def _first(briefing: Briefing, referent: Referent, claims: list[Claim]) -> tuple[int, int]:
    """Where a thing is spoken of first: its words, else the sentence that tells of it."""
    if referent.mentions:
        return referent.mentions[0].start, referent.mentions[0].end
    evidence = min(claim.evidence for claim in claims)
    return evidence.start, evidence.end


def _parties(briefing: Briefing, passages: list[Passage]) -> set[str]:
    """The persons and organisations that may be the one hit: named in the story, and not known to be another."""
    others = {
        key for claim in briefing.reading.claims if claim.predicate in _OTHERS for key in claim.keys[1:]
    }
    named = {
        briefing.discourse.key(passage, mention)
        for passage in passages
        for mention in passage.mentions
        if mention.type in _PARTIES
    }
    return {key for key in named if key} - others
