"""A graph of a million triples that looks like what 1,300 briefings give: the measure for the speed of reports.

Each briefing tells of an event with four to forty people, of posts, and of two incidents; people mostly meet the
same others. Needs nothing but cyberkg, so that the benchmark can import it.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from pathlib import Path

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Period
from cyberkg.rdf.encode import encode
from cyberkg.rdf.order import in_order
from cyberkg.store.generation import write_generation
from cyberkg.store.manifest import make_manifest
from cyberkg.terms import INCIDENT_TYPES, EntityType, LiteralKind, Status

__all__ = ["make_briefings", "publish"]

COUNTS = {
    EntityType.PERSON: 3000,
    EntityType.ORGANISATION: 500,
    EntityType.EVENT: 1300,
    EntityType.INCIDENT: 1300,
    EntityType.PLACE: 100,
}
NAMES = {
    EntityType.PERSON: "Person {}",
    EntityType.ORGANISATION: "Organisation {}",
    EntityType.EVENT: "Event {} Forum",
    EntityType.INCIDENT: "Attack {}",
    EntityType.PLACE: "City {}",
}
FIRST = datetime.date(2018, 1, 1)
VOUCHED = ((Status.ASSERTED, Status.REPORTED, Status.PLANNED, Status.DENIED), (80, 12, 6, 2))


class _Briefing:
    def __init__(self, world: _World, number: int) -> None:
        self.world, self.number, self.name = world, number, f"briefing-{number}.txt"
        self.length = 0
        self.said: Evidence | None = None

    def say(self, quote: str) -> None:
        self.said = Evidence(self.name, self.length, self.length + len(quote), quote)
        self.length += len(quote) + 1

    def state(
        self,
        subject: str,
        predicate: str,
        target: str | Literal,
        status: Status = Status.ASSERTED,
        *,
        post: str = "",
        stands_for: str = "",
    ) -> None:
        world = self.world
        for name in (subject, target, stands_for):
            if isinstance(name, str) and name:
                world.told_in[name].add(self.name)
        end = world.iris[target] if isinstance(target, str) else target
        represents = world.iris[stands_for] if stands_for else None
        assert self.said is not None
        confidence = round(world.rng.uniform(0.3, 1), 2)
        world.facts.append(
            Fact(
                world.iris[subject], predicate, end, self.said, "rules", status, post, represents, confidence
            )
        )


class _World:
    def __init__(self) -> None:
        self.rng = random.Random(5)
        self.names = {k: [NAMES[k].format(i) for i in range(n)] for k, n in COUNTS.items()}
        self.kinds = {name: kind for kind, names in self.names.items() for name in names}
        self.iris: dict[str, Iri] = {n: mint(DEFAULT_BASE, kind, n) for n, kind in self.kinds.items()}
        self.told_in: dict[str, set[str]] = {name: set() for name in self.iris}
        self.job = {
            p: self.rng.choice(self.names[EntityType.ORGANISATION]) for p in self.names[EntityType.PERSON]
        }
        self.facts: list[Fact] = []

    def vouched(self) -> Status:
        return self.rng.choices(*VOUCHED)[0]

    def day(self) -> str:
        return (FIRST + datetime.timedelta(days=self.rng.randrange(2500))).isoformat()

    def pick(self, kind: EntityType) -> str:
        return self.rng.choice(self.names[kind])


def _event(w: _World, b: _Briefing) -> list[str]:
    event, day, city = w.names[EntityType.EVENT][b.number % 1300], w.day(), w.pick(EntityType.PLACE)
    b.say(f"{event} was held on {day} in {city}.")
    b.state(event, "eventDate", Literal(day, LiteralKind.DATE), w.vouched())
    b.state(event, "eventPlace", city)
    people, middle = w.names[EntityType.PERSON], w.rng.randrange(3000)
    there = [
        people[(middle + int(w.rng.gauss(0, 60))) % 3000] for _ in range(w.rng.choice((4, 8, 12, 16, 40)))
    ]
    there = list(dict.fromkeys(there))
    for start in range(0, len(there), 4):
        some = there[start : start + 4]
        b.say(f"{', '.join(some)} came to {event} in the autumn, as was told by those who stood by the door.")
        for name in some:
            predicate = w.rng.choice(("attended", "attended", "spokeAt"))
            stands_for = w.job[name] if w.rng.random() < 0.5 else ""
            b.state(name, predicate, event, w.vouched(), stands_for=stands_for)
    one, other = w.rng.sample(w.names[EntityType.ORGANISATION], 2)
    b.say(f"{one} organised {event} and {other} supported it.")
    b.state(one, "organised", event, w.vouched())
    b.state(other, "supported", event, w.vouched())
    return there


def _posts(w: _World, b: _Briefing, there: Sequence[str]) -> None:
    for name in w.rng.sample(there, min(4, len(there))):
        b.say(f"{name} is Director of {w.job[name]}.")
        b.state(name, "holdsPost", w.job[name], post="Director")
        b.state(name, "affiliatedWith", w.job[name])


def _incidents(w: _World, b: _Briefing) -> None:
    for step in (0, 3):
        attack, day = w.names[EntityType.INCIDENT][(b.number + step) % 1300], w.day()
        victim, attacker = w.pick(EntityType.ORGANISATION), w.pick(EntityType.ORGANISATION)
        b.say(f"{attack} hit {victim} on {day}, carried out by {attacker}.")
        b.state(attack, "victim", victim)
        b.state(attack, "attacker", attacker, Status.REPORTED)
        b.state(attack, "incidentDate", Literal(day, LiteralKind.DATE))
        b.state(attack, "incidentType", Literal(w.rng.choice(INCIDENT_TYPES), LiteralKind.TEXT))
        b.say(f"{attack} touched {b.number} people and a ransom was asked.")
        b.state(
            attack, "affectedCount", Literal(str(w.rng.randrange(10**7)), LiteralKind.NUMBER), w.vouched()
        )
        b.state(
            attack, "ransomDemanded", Literal(f"{w.rng.randrange(10**6)} USD", LiteralKind.MONEY), w.vouched()
        )
        b.state(attack, "reportedTo", w.pick(EntityType.ORGANISATION))


def make_briefings(count: int = 1300) -> Knowledge:
    """Make what so many briefings tell, some 800 triples each; equal counts, equal knowledge."""
    w = _World()
    documents = []
    for number in range(count):
        briefing = _Briefing(w, number)
        day = w.day()
        _posts(w, briefing, _event(w, briefing))
        _incidents(w, briefing)
        documents.append(Document(briefing.name, "", title=briefing.name, date=Period(day, day)))
    entities = [
        Entity(w.iris[name], w.kinds[name], name, documents=tuple(sorted(told)))
        for name, told in w.told_in.items()
        if told
    ]
    return in_order(Knowledge(tuple(documents), tuple(entities), tuple(w.facts)))


def publish(folder: Path, count: int = 1300) -> Path:
    """Write a graph of so many briefings into a folder; return the folder that ``--graph`` takes.

    It has all that commands look at, but for the visible files, whose text no report reads.
    """
    manifest = make_manifest({"graph.ttl": b""}, {"base": DEFAULT_BASE, "briefings": count}, "0")
    path = folder / manifest.generation
    if not path.exists():
        write_generation(path, manifest, {"graph.ttl": b""}, encode(make_briefings(count)))
    return path
