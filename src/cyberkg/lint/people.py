"""Persons of whom nothing tells who they are: no post, no body that they belong to, no word beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.lint.model import Briefing, Finding
from cyberkg.model import Span
from cyberkg.reading.lexicon import ORGANISATION_HEADS, PARTICLES, PLACE_HEADS, POST_HEADS, words
from cyberkg.terms import EntityType

__all__ = ["check_people"]

KIND = "person-without-affiliation"
_TIES = frozenset({"holdsPost", "affiliatedWith"})
_FORM = 3  # strength of a mention whose very form, such as an honorific, says that it is a person
# words for what somebody is, beside those of posts
_ROLES = words(
    """host hostess comedian singer actor actress winner author writer poet journalist columnist blogger student pupil teacher
    lawyer negotiator consultant contractor employee worker victim suspect defendant witness hacker programmer developer
    father mother son daughter brother sister husband wife widow cousin friend neighbour pensioner farmer doctor nurse
    artist painter photographer moderator presenter emcee volunteer activist investor entrepreneur businessman
    businesswoman col capt gen lt sgt maj insp king queen prince princess pope bishop elder magistrate veteran pioneer speaker guest boss colleague"""
)
# "NAME, the senior Republican", "NAME, negotiator", "NAME (Fyrlykt AB)", "NAME of Idaho", "NAME, who founded it"
_BEHIND = re.compile(
    r"\s*(?:\(|[–—-]\s|(?:of|from|at|for)\s|(?:is|was)\s(?:an?|the)\s"
    r"|,\s*(?:an?|the|who|whose|our|its|his|her|formerly|then|known|aged|born|based|\d\d)\b"
    r"|,\s*(?!(?:and|or|but|said|has|had|is|was|will|then|as|in|on|at|for|by|with|to)\b)(?:[a-z-]+\s){0,6}[a-z-]+[ \t]*(?:[,.;:\n]|$))"
)
_REACH = 60  # characters in which the three words before a name stand


def check_people(briefing: Briefing) -> Iterator[Finding]:
    """Warn of each such person once, where the name stands first."""
    claims = briefing.reading.claims
    tied = {claim.subject for claim in claims if claim.predicate in _TIES or claim.represents}
    introduced = _introduced(briefing)
    for key, (label, spans) in sorted(_persons(briefing).items()):
        if key in tied or key in introduced or not _is_whole(label):
            continue
        if not any(_is_described(briefing.document.text, span) for span in spans):
            message = f"nothing tells who {label} is; give a post or an organisation"
            yield briefing.warn_at(spans[0].start, spans[0].end, KIND, message)


def _is_whole(label: str) -> bool:
    """Tell whether a name has two words or more and is all name: no title in it that says who it is."""
    parts = label.split()
    if parts[-1].casefold() in ORGANISATION_HEADS | PLACE_HEADS:
        return False
    capital = all(part[:1].isupper() or part in PARTICLES for part in parts)
    titled = any(part.casefold() in POST_HEADS for part in parts)
    return len(parts) > 1 and capital and ". " not in label and not titled


def _persons(briefing: Briefing) -> dict[str, tuple[str, tuple[Span, ...]]]:
    """The persons of whom it is sure that they are persons: label and places by key.

    That is where a form of the name says so, or both the names on the surface and the facts take it for one.
    """
    discourse = briefing.discourse
    named = [(p, m) for p in discourse.passages for m in p.mentions if m.type is EntityType.PERSON]
    sure = {discourse.key(passage, mention) for passage, mention in named if mention.strength >= _FORM}
    formal = [referent for key, referent in discourse.referents.items() if key in sure]
    spots = {passage.block.span(mention.start, mention.end) for passage, mention in named}
    both = [
        referent
        for referent in briefing.reading.referents
        if any(
            one.start < other.end and other.start < one.end for one in referent.mentions for other in spots
        )
    ]
    return {
        referent.key: (referent.label, referent.mentions)
        for referent in (*formal, *both)
        if referent.type is EntityType.PERSON and referent.mentions
    }


def _introduced(briefing: Briefing) -> set[str | None]:
    """The persons that stand beside a post or an organisation somewhere."""
    discourse = briefing.discourse
    found = {discourse.key(passage, post.person) for passage in discourse.passages for post in passage.posts}
    titled = ((p, m) for p in discourse.passages for m in p.mentions if m.title)
    return found | {discourse.key(passage, mention) for passage, mention in titled}


def _is_described(text: str, span: Span) -> bool:
    """Tell whether the words before or behind a name say who that is."""
    line = text[
        text.rfind("\n", 0, span.start) + 1 : text.find("\n", span.end)
        if "\n" in text[span.end :]
        else len(text)
    ]
    if line.strip(" *-•\t") == text[span.start : span.end]:
        return True  # a name with a line of its own: what stands beneath it says who that is
    beside = re.findall(r"[\w-]+", text[max(0, span.start - _REACH) : span.start])[-3:]
    beside += text[span.start : span.end].split()[:1]
    return bool(_BEHIND.match(text, span.end)) or any(
        word.casefold() in POST_HEADS | _ROLES for word in beside
    )
