"""Names as they stand in a sentence: "the Digital Policy Office", but "Microsoft"; "the hack of …"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cyberkg.report.cited.told import Thing
from cyberkg.report.cited.wording import listed
from cyberkg.terms import EntityType

__all__ = ["one_line", "plain_noun", "the", "the_all", "titled"]

# Nouns whose proper names English gives an article, where they stand at the end or before "of", "for", "on".
_NOUNS = frozenset(
    [
        "academy",
        "administration",
        "agency",
        "alliance",
        "army",
        "assembly",
        "association",
        "authority",
        "ballet",
        "board",
        "bureau",
        "cabinet",
        "centre",
        "center",
        "chamber",
        "coalition",
        "college",
        "commission",
        "committee",
        "congress",
        "convention",
        "council",
        "court",
        "department",
        "directorate",
        "division",
        "embassy",
        "federation",
        "force",
        "forum",
        "foundation",
        "government",
        "institute",
        "institution",
        "league",
        "library",
        "ministry",
        "mission",
        "museum",
        "navy",
        "office",
        "organisation",
        "organization",
        "parliament",
        "police",
        "registry",
        "secretariat",
        "senate",
        "service",
        "society",
        "treasury",
        "tribunal",
        "union",
        "unit",
        "university",
        "assembly",
        "briefing",
        "carnival",
        "ceremony",
        "conference",
        "congress",
        "drill",
        "exercise",
        "expo",
        "fair",
        "forum",
        "gala",
        "hearing",
        "lecture",
        "meeting",
        "roundtable",
        "seminar",
        "session",
        "show",
        "summit",
        "symposium",
        "talks",
        "tournament",
        "training",
        "week",
        "workshop",
    ]
)
_BEFORE = re.compile(r"(?<!\s)\s++(?:of|for|on|to|at|in|and)\s+")
_DETERMINED = frozenset({"the", "a", "an", "this", "that", "its", "their", "our"})
_YEAR = re.compile(r"(?<!\s)\s++(?:19|20)\d\d$")
_KINDS = (
    "ransomware", "data breach", "phishing", "denial", "malware", "intrusion", "fraud", "defacement", "outage",
    "vulnerability", "espionage", "supply", "incident", "attack",
)  # fmt: skip


def one_line(text: str) -> str:
    """Write a text on one line."""
    return " ".join(text.split())


def the(thing: Thing) -> str:
    """Name a thing within a sentence, with an article where English wants one.

    >>> the(Thing("Digital Policy Office", "Organisation", "")), the(Thing("Microsoft", "Organisation", ""))
    ('the Digital Policy Office', 'Microsoft')
    >>> the(Thing("University of Vellum", "Organisation", "")), the(Thing("CSOP 2023", "Event", ""))
    ('the University of Vellum', 'CSOP 2023')
    >>> the(Thing("Ransomware attack on Synnovis, June 2024", "Incident", ""))
    'the ransomware attack on Synnovis, June 2024'
    """
    label = one_line(thing.label)
    words = label.split()
    if not words or words[0].casefold() in _DETERMINED:
        return label
    if thing.type == EntityType.INCIDENT:
        return f"the {_lower(label)}" if label.casefold().startswith(_KINDS) else f"the incident “{label}”"
    if thing.type in {EntityType.PERSON, EntityType.PLACE}:
        return label
    if label[:1].islower():
        return f"the {label}"
    return f"the {label}" if len(words) > 1 and _has_noun(label) else label


def _has_noun(label: str) -> bool:
    heads = _BEFORE.split(_YEAR.sub("", label).casefold())
    return any(head.split()[-1] in _NOUNS for head in (heads[0], heads[-1]) if head.split())


def _lower(label: str) -> str:
    """Take the capital from a first word that is no name or abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def plain_noun(text: str) -> str:
    """Write a noun of a list within a sentence: without the capital that merely began a sentence.

    >>> plain_noun("Bank account numbers"), plain_noun("Covid-19 test results"), plain_noun("Social Security numbers")
    ('bank account numbers', 'Covid-19 test results', 'Social Security numbers')
    """
    line = one_line(text)
    first, _, rest = line.partition(" ")
    began = first[:1].isupper() and first.replace("'", "").isalpha() and first[1:].islower()
    return f"{line[0].lower()}{line[1:]}" if began and rest == rest.lower() else line


def the_all(things: Iterable[Thing], most: int = 5) -> str:
    """Name things in a list, each once, in the order in which they come.

    >>> the_all([Thing("A Ltd", "Organisation", "a"), Thing("Police Force", "Organisation", "b")])
    'A Ltd and the Police Force'
    """
    return listed([the(thing) for thing in dict.fromkeys(things)], most)


def titled(thing: Thing) -> str:
    """Name a work: by its title in quotation marks, or by a noun where it has no title.

    >>> titled(Thing("Guidelines on Securing AI", "Work", "")), titled(Thing("a report", "Work", ""))
    ('“Guidelines on Securing AI”', 'a report')
    """
    label = one_line(thing.label)
    if label[:1].isupper() or not label[:1].isalpha():
        return f"“{label}”"
    return label if label.split()[0] in _DETERMINED else f"the {label}"
