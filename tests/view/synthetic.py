"""A graph of any size that looks like what years of briefings give: the measure for the budgets of the page.

Things come in circles of about 120 (a town, a sector) with most links within and one in twelve across; a
few people, organisations and events have far more links than the rest, and some things have none. Needs
nothing but cyberkg, so that the benchmark and subprocesses can import it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from cyberkg.ident import mint
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Period
from cyberkg.terms import EntityType, LiteralKind, Status

BASE = "https://example.org/id/"
CIRCLE = 120
ACROSS = 1 / 12
START = date(2016, 1, 4)
# how many of twenty things are of each type
SHARES = {
    EntityType.PERSON: 8,
    EntityType.ORGANISATION: 5,
    EntityType.EVENT: 3,
    EntityType.INCIDENT: 2,
    EntityType.PLACE: 1,
    EntityType.WORK: 1,
}
KINDS = tuple(kind for kind, share in SHARES.items() for _ in range(share))
NAMES = {
    EntityType.PERSON: "Person number {}",
    EntityType.ORGANISATION: "Organisation number {} of the Harbour District",
    EntityType.EVENT: "Annual Forum number {} on Resilience",
    EntityType.INCIDENT: "Ransomware attack number {}, spring",
    EntityType.PLACE: "Place number {}",
    EntityType.WORK: "Report number {} on the State of Things",
}


class _World:
    def __init__(self, count: int) -> None:
        self.rng = random.Random(count)
        kinds = [KINDS[i % len(KINDS)] for i in range(count)]
        self.rng.shuffle(kinds)
        self.kinds = kinds
        self.iris = [mint(BASE, kind, f"n {i}") for i, kind in enumerate(kinds)]
        self.circles: dict[tuple[int, EntityType], list[int]] = {}
        for i, kind in enumerate(kinds):
            self.circles.setdefault((i // CIRCLE, kind), []).append(i)
        self.facts: list[Fact] = []

    def pick(self, i: int, kind: EntityType) -> Iri | None:
        """Pick a thing of a type near another one, the first of a circle far more often than its last."""
        circle = i // CIRCLE
        if self.rng.random() < ACROSS:
            circle = self.rng.randrange(len(self.kinds) // CIRCLE + 1)
        members = self.circles.get((circle, kind))
        return self.iris[members[int(len(members) * self.rng.random() ** 2.2)]] if members else None

    def state(self, subject: Iri, predicate: str, target: Iri | Literal | None, qualifier: str = "") -> None:
        if target is None or target == subject:
            return
        number = len(self.facts)
        quote = (
            f"As line {number} has it, {subject.rsplit('/', 1)[1]} was there with many others, it is said."
        )
        said = Evidence(f"briefing-{number // 400:04}.txt", number * 100, number * 100 + len(quote), quote)
        status = self.rng.choices(list(Status), (90, 5, 3, 2))[0]
        confidence = round(self.rng.uniform(0.4, 0.99), 2)
        self.facts.append(
            Fact(subject, predicate, target, said, "rules", status, qualifier, None, confidence)
        )


def _day(rng: random.Random) -> Literal:
    return Literal((START + timedelta(days=rng.randrange(9 * 365))).isoformat(), LiteralKind.DATE)


def _person(w: _World, i: int) -> None:
    w.state(w.iris[i], "holdsPost", w.pick(i, EntityType.ORGANISATION), "Head of Everything")
    for _ in range(int(w.rng.paretovariate(1.6))):
        w.state(w.iris[i], w.rng.choice(("attended", "attended", "spokeAt")), w.pick(i, EntityType.EVENT))


def _organisation(w: _World, i: int) -> None:
    if w.rng.random() < 0.3:
        w.state(w.iris[i], "supported", w.pick(i, EntityType.EVENT))
    if w.rng.random() < 0.15:
        w.state(w.iris[i], "memberOf", w.pick(i, EntityType.ORGANISATION))


def _event(w: _World, i: int) -> None:
    w.state(w.iris[i], "eventDate", _day(w.rng))
    w.state(w.iris[i], "eventPlace", w.pick(i, EntityType.PLACE))
    organiser = w.pick(i, EntityType.ORGANISATION)
    if organiser:
        w.state(organiser, "organised", w.iris[i])


def _incident(w: _World, i: int) -> None:
    w.state(w.iris[i], "incidentDate", _day(w.rng))
    w.state(w.iris[i], "incidentType", Literal("ransomware", LiteralKind.TEXT))
    w.state(w.iris[i], "victim", w.pick(i, EntityType.ORGANISATION))
    if w.rng.random() < 0.5:
        w.state(w.iris[i], "attacker", w.pick(i, EntityType.ORGANISATION))


def _work(w: _World, i: int) -> None:
    publisher = w.pick(i, EntityType.ORGANISATION)
    if publisher and w.rng.random() < 0.8:
        w.state(publisher, "published", w.iris[i])


_TELL: dict[EntityType, Callable[[_World, int], None]] = {
    EntityType.PERSON: _person,
    EntityType.ORGANISATION: _organisation,
    EntityType.EVENT: _event,
    EntityType.INCIDENT: _incident,
    EntityType.WORK: _work,
}


def make_many(count: int) -> Knowledge:
    """Make knowledge of ``count`` things and some one and a half facts for each; equal counts, equal knowledge."""
    w = _World(count)
    for i, kind in enumerate(w.kinds):
        if kind in _TELL:
            _TELL[kind](w, i)
    entities = [
        Entity(iri, kind, NAMES[kind].format(i))
        for i, (iri, kind) in enumerate(zip(w.iris, w.kinds, strict=True))
    ]
    return Knowledge(tuple(_documents(w.facts)), tuple(entities), tuple(w.facts))


def _documents(facts: Sequence[Fact]) -> list[Document]:
    days: dict[str, str] = {}
    for fact in facts:
        days.setdefault(fact.evidence.document, (START + timedelta(days=len(days))).isoformat())
    return [Document(name, "", (), f"Briefing of {day}", Period(day, day)) for name, day in days.items()]
