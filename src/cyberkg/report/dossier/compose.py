"""The conductor: asks for the material of a dossier and lets each type of thing lay out its sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Iri
from cyberkg.report.cited.lines import cell
from cyberkg.report.cited.model import Line, Ref, Section
from cyberkg.report.cited.wording import count, day_words
from cyberkg.report.dossier.event import event_sections, event_summary
from cyberkg.report.dossier.incident import incident_sections, incident_summary
from cyberkg.report.dossier.material import Material, gather
from cyberkg.report.dossier.model import Dossier, Head
from cyberkg.report.dossier.organisation import organisation_sections
from cyberkg.report.dossier.other import other_facts
from cyberkg.report.dossier.person import person_sections, person_summary
from cyberkg.report.dossier.place import place_sections
from cyberkg.report.dossier.works import makers_of
from cyberkg.terms import EntityType

__all__ = ["compose", "dossier"]

_Layout = Callable[[Material], Iterator[Section]]
_SECTIONS: Mapping[str, _Layout] = {
    EntityType.PERSON: person_sections,
    EntityType.ORGANISATION: organisation_sections,
    EntityType.EVENT: event_sections,
    EntityType.INCIDENT: incident_sections,
    EntityType.PLACE: place_sections,
    EntityType.WORK: lambda material: iter((makers_of(material),)),
}
_SUMMARIES: Mapping[str, Callable[[Material], Iterator[str]]] = {
    EntityType.PERSON: person_summary,
    EntityType.EVENT: event_summary,
    EntityType.INCIDENT: incident_summary,
}


def dossier(store_path: Path, iri: Iri, base: str = DEFAULT_BASE) -> Dossier:
    """Put together all that a graph holds on one thing.

    :param store_path: folder of the store of a published graph.
    :param iri: of an entity, in full; ``query.names.resolve`` finds it by a name or a former IRI.
    :raises UsageError: where the graph knows no such thing.
    :raises CyberkgError: as ``query.engine.run``.
    """
    return compose(gather(store_path, iri, base))


def compose(material: Material) -> Dossier:
    """Lay out a dossier of its material: sections with at least one line, all facts in some section."""
    kind = material.head.type
    sections = [section for section in _SECTIONS[kind](material) if section.lines]
    sections += other_facts(material, sections)
    sections.append(_briefings(material.head))
    more = _SUMMARIES[kind](material) if kind in _SUMMARIES else ()
    return Dossier(material.head, (*_told_in(material.head), *more), tuple(s for s in sections if s.lines))


def _told_in(head: Head) -> Iterator[str]:
    """Say how many briefings speak of it, the first and the last of them, and how much the graph holds."""
    dates = [day_words(briefing.date) for briefing in head.briefings if briefing.date]
    span = f", from {dates[0]} to {dates[-1]}" if len(set(dates)) > 1 else f" of {dates[0]}" if dates else ""
    yield f"{count(len(head.briefings), 'briefing')}{span}; {count(head.facts, 'fact')}."


def _briefings(head: Head) -> Section:
    lines = tuple(
        Line(
            briefing.date,
            (cell(briefing.title or briefing.name), cell(Ref(briefing.name, document=briefing.name))),
        )
        for briefing in head.briefings
    )
    return Section("briefings", "Briefings that speak of it", "date", ("title", "file"), lines)
