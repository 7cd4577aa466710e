"""The fact contract: which types, predicates, literals and statuses there are, and what may stand where.

This is the flat face of the graph, the same for every reader, report and export. The ontology behind it
(``ontology.ttl``) is richer; a test keeps the two in step.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "CONTRACT",
    "INCIDENT_TYPES",
    "PREDICATES",
    "EntityType",
    "Group",
    "LiteralKind",
    "Marking",
    "Predicate",
    "Status",
]


class EntityType(StrEnum):
    """What a node is."""

    PERSON = "Person"
    ORGANISATION = "Organisation"
    EVENT = "Event"
    INCIDENT = "Incident"
    PLACE = "Place"
    WORK = "Work"


class LiteralKind(StrEnum):
    """How the value of a fact is written down.

    date: ISO 8601 prefix or interval (``2023-09``, ``2023-09-13/2023-09-15``); money: amount and ISO 4217
    code (``300000 USD``) or vague words (``six-figure``); quantity: number and unit (``400 GB``);
    number: decimal digits; text: as the source words it.
    """

    DATE = "date"
    MONEY = "money"
    QUANTITY = "quantity"
    NUMBER = "number"
    TEXT = "text"


class Status(StrEnum):
    """How far a fact is vouched for by the sentence that says it, from the most down."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    PLANNED = "planned"
    DENIED = "denied"

    @property
    def rank(self) -> int:
        """The place in that order: where a fact is told twice, the telling of the lower rank stands.

        >>> Status.ASSERTED.rank < Status.DENIED.rank
        True
        """
        return _STATUS_RANKS[self]


_STATUS_RANKS = {
    status: rank for rank, status in enumerate(Status)
}  # reports ask for a hundred thousand ranks


class Marking(StrEnum):
    """How far a text may be passed on, by the Traffic Light Protocol 2.0, from the freest on.

    Source: https://www.first.org/tlp/
    """

    CLEAR = "clear"
    GREEN = "green"
    AMBER = "amber"
    AMBER_STRICT = "amber+strict"
    RED = "red"

    @property
    def rank(self) -> int:
        """The place in that order: what is of a lower rank may go wherever this may.

        >>> Marking.GREEN.rank < Marking.AMBER_STRICT.rank
        True
        """
        return list(Marking).index(self)

    @property
    def label(self) -> str:
        """The label as the protocol writes it.

        >>> Marking.AMBER_STRICT.label
        'TLP:AMBER+STRICT'
        """
        return f"TLP:{self.value.upper()}"


class Group(StrEnum):
    """The families of predicates, as reports and figures are cut."""

    ATTENDANCE = "attendance"
    PEOPLE = "people"
    EVENTS = "events"
    INCIDENTS = "incidents"
    WORKS = "works"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate of the contract: the types of its two ends and what it says in words.

    ``range`` holds entity types, or is empty where the object is a literal of ``literal`` kind.
    ``phrase`` puts a fact in words: "David Ip *attended* CSOP 2023". ``contract`` is False of what the graph tells beyond
    the contract: neither the network nor gold facts need know it.
    """

    name: str
    group: Group
    domain: frozenset[EntityType]
    range: frozenset[EntityType]
    literal: LiteralKind | None
    phrase: str
    contract: bool = True


INCIDENT_TYPES = (
    "ransomware",
    "data-breach",
    "phishing",
    "ddos",
    "intrusion",
    "malware",
    "fraud",
    "defacement",
    "outage",
    "vulnerability",
    "espionage",
    "supply-chain",
    "other",
)

_ENDS = {
    "P": EntityType.PERSON,
    "O": EntityType.ORGANISATION,
    "E": EntityType.EVENT,
    "I": EntityType.INCIDENT,
    "L": EntityType.PLACE,
    "W": EntityType.WORK,
}

# name, group, domain, range (initials of types, or a literal kind), phrase
_TABLE = """
affiliatedWith  people      P   O         is affiliated with
holdsPost       people      P   O         holds a post at
memberOf        people      O   O         is a member of
partOf          people      O   O         is part of
attended        attendance  PO  E         attended
spokeAt         attendance  PO  E         spoke at
organised       attendance  PO  E         organised
supported       attendance  O   E         supported
officiated      attendance  P   E         officiated at
eventDate       events      E   date      took place on
eventPlace      events      E   L         took place in
eventTheme      events      E   text      had the theme
subEventOf      events      E   E         was part of
incidentType    incidents   I   text      was of type
victim          incidents   I   PO        hit
attacker        incidents   I   PO        was carried out by
incidentDate    incidents   I   date      happened on
dataVolume      incidents   I   quantity  involved data of
affectedCount   incidents   I   number    affected
ransomDemanded  incidents   I   money     came with a ransom demand of
ransomPaid      incidents   I   money     ended with a ransom payment of
compromisedData incidents   I   text      exposed
affectedGroup   incidents   I   text      affected
reportedTo      incidents   I   O         was reported to
investigatedBy  incidents   I   O         was investigated by
usedTool        incidents   I   text      used
published       works       PO  W         published
launched        works       PO  W         launched
signed          works       PO  W         signed
joined          works       PO  W         joined
fine            incidents   I   money     brought a fine of
"""
_BEYOND = frozenset(["fine"])


def _parse(line: str) -> Predicate:
    name, group, domain, target, phrase = line.split(maxsplit=4)
    literal = LiteralKind(target) if target.islower() else None
    ends = "" if literal else target
    return Predicate(
        name=name,
        group=Group(group),
        domain=frozenset(_ENDS[end] for end in domain),
        range=frozenset(_ENDS[end] for end in ends),
        literal=literal,
        phrase=phrase,
        contract=name not in _BEYOND,
    )


PREDICATES: dict[str, Predicate] = {p.name: p for p in map(_parse, _TABLE.strip().splitlines())}
CONTRACT: tuple[str, ...] = tuple(p.name for p in PREDICATES.values() if p.contract)
