"""A dossier before it is written down: who or what it is on, and sections of lines with their sources."""

from __future__ import annotations

from dataclasses import dataclass

from cyberkg.model import Iri
from cyberkg.report.cited.model import Section, Sheet
from cyberkg.report.cited.told import Briefing

__all__ = ["Dossier", "Head"]


@dataclass(frozen=True, slots=True)
class Head:
    """Who or what a dossier is on.

    :param type: ``Person`` or another type of the contract.
    :param links: IRIs of the same thing elsewhere.
    :param former: IRIs that it had before.
    :param briefings: those that speak of it, in order of time.
    :param facts: how many facts the graph holds on it.
    """

    iri: Iri
    type: str
    label: str
    aliases: tuple[str, ...]
    acronyms: tuple[str, ...]
    links: tuple[str, ...]
    former: tuple[str, ...]
    briefings: tuple[Briefing, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a graph holds on one thing.

    :param summary: sentences that a colleague reads first.
    """

    head: Head
    summary: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def lines(self) -> int:
        """How many lines it has in all sections."""
        return sum(len(section.lines) for section in self.sections)

    @property
    def sheet(self) -> Sheet:
        """The dossier as it is handed on."""
        head = self.head
        names = (
            ("also", head.aliases),
            ("short", head.acronyms),
            ("elsewhere", head.links),
            ("formerly", head.former),
            ("IRI", (head.iri,)),
        )
        named = tuple((word, values) for word, values in names if values)
        return Sheet(head.label, head.type, named, self.summary, self.sections)
