"""Briefings in a few words, so that a test shows what it is about and nothing else.

A thing is written as its names and what its briefing says of it:

    David Ip {of: HKCNSA; post: Chairman}            a person
    Hong Kong Police Force = HKPF {people: Raymond Siu}   an organisation and its abbreviation
    CSOP 2023 {on: 2023-09-19; in: Hong Kong}        an event
    ~ {hit: Cyberport; kind: ransomware; on: 2023-09-08; by: Trigona; count: 13000}   an incident
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from cyberkg.model import Claim, Document, Evidence, Item, Literal, Period, Reading, Referent, Span
from cyberkg.terms import EntityType, LiteralKind, Status

Briefing = tuple[Reading, Document]

# word: (predicate, type of the other end or kind of literal, whether the other end is the subject)
_WORDS: dict[str, tuple[str, EntityType | LiteralKind, bool]] = {
    "of": ("affiliatedWith", EntityType.ORGANISATION, False),
    "people": ("affiliatedWith", EntityType.PERSON, True),
    "at": ("attended", EntityType.EVENT, False),
    "guests": ("attended", EntityType.PERSON, True),
    "part of": ("partOf", EntityType.ORGANISATION, False),
    "within": ("subEventOf", EntityType.EVENT, False),
    "on": ("eventDate", LiteralKind.DATE, False),
    "in": ("eventPlace", EntityType.PLACE, False),
    "organiser": ("organised", EntityType.ORGANISATION, True),
    "publisher": ("published", EntityType.ORGANISATION, True),
    "hit": ("victim", EntityType.ORGANISATION, False),
    "kind": ("incidentType", LiteralKind.TEXT, False),
    "by": ("attacker", EntityType.ORGANISATION, False),
    "with": ("usedTool", LiteralKind.TEXT, False),
    "count": ("affectedCount", LiteralKind.NUMBER, False),
}


class Writer:
    """Collects the referents and claims of one document."""

    def __init__(self, document: str, text: str) -> None:
        self.document = document
        self.text = text
        self.referents: dict[str, Referent] = {}
        self.claims: list[Claim] = []

    def add(self, kind: EntityType, names: list[str]) -> str:
        key = f"{kind.value.casefold()}:{names[0] if names else len(self.referents)}"
        if key not in self.referents:
            spans = [Span(m.start(), m.end()) for n in names for m in re.finditer(re.escape(n), self.text)]
            short = tuple(n for n in names[1:] if n.isupper() and " " not in n)
            self.referents[key] = Referent(
                key, kind, names[0] if names else "Incident", tuple(names), short, tuple(sorted(spans))
            )
        return key

    def thing(self, kind: EntityType, written: str) -> None:
        shown, _, said = written.partition("{")
        names = [n.strip() for n in shown.split(" = ") if n.strip() not in {"", "~"}]
        key = self.add(kind, names)
        post = ""
        for part in said.rstrip("} ").split(";"):
            word, _, value = part.partition(":")
            word, value = word.strip(), value.strip()
            if word == "post":
                post = value
            elif word and word != "text":
                self.claim(key, kind, word, value, post)

    def claim(self, key: str, kind: EntityType, word: str, value: str, post: str = "") -> None:
        predicate, end, turned = _WORDS[word]
        if word == "on" and kind is EntityType.INCIDENT:
            predicate = "incidentDate"
        if isinstance(end, LiteralKind):
            self.state(key, predicate, Literal(value, end))
            return
        other = self.add(end, [n.strip() for n in value.split(" = ")])
        one, two = (other, key) if turned else (key, other)
        self.state(
            one, "holdsPost" if post and word == "of" else predicate, two, post if word == "of" else ""
        )

    def state(self, subject: str, predicate: str, target: str | Literal, qualifier: str = "") -> None:
        proof = Evidence(self.document, len(self.claims), len(self.claims) + 1, self.text[:1])
        self.claims.append(Claim(subject, predicate, target, proof, Status.ASSERTED, qualifier))


def write(
    name: str, things: list[tuple[EntityType, str]], *, date: str = "2024-01-15", text: str = ""
) -> Briefing:
    """Make the reading of a document of that name, and the document."""
    writer = Writer(name, text)
    for kind, written in things:
        writer.thing(kind, written)
    reading = Reading(name, "test", tuple(writer.referents.values()), tuple(writer.claims))
    return reading, Document(name, text, (Item(None, ()),), date=Period(date, date) if date else None)


@pytest.fixture(scope="session")
def briefing() -> Callable[..., Briefing]:
    return write
