"""Who is meant: a person of the graph by name or IRI, or a name that no reader took for a person's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cyberkg.errors import UsageError
from cyberkg.forgotten import Record
from cyberkg.forgotten.record import forms, merged_names, names_of
from cyberkg.identity import Decisions, person_name
from cyberkg.model import Entity, Iri, Knowledge
from cyberkg.query.names import Name, match_names, nearest_names
from cyberkg.terms import EntityType

__all__ = ["Subject", "find_subject"]

_SHORT = "ckgd:"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody.

    :param names: all names that the graph and the user's decisions have for the person; sorted.
    :param entity: the person in the graph; None where no reader took the name for a person's.
    """

    names: tuple[str, ...]
    entity: Entity | None = None

    @property
    def label(self) -> str:
        """What to call the person."""
        return self.entity.label if self.entity else self.names[0]


def find_subject(
    knowledge: Knowledge, base: str, term: str, decisions: Decisions, record: Record | None, *, whole: bool
) -> Subject:
    """Find who is meant.

    :param base: where the IRIs of data begin.
    :param term: a name in any order and with or without titles, or an IRI, also in short (``ckgd:person/…``).
    :param record: those to be kept out: a name of theirs needs no person in the graph.
    :param whole: a part of a name will not do.
    :raises UsageError: where several people may be meant (names them with their IRIs), or nobody.
    """
    people = [e for e in knowledge.entities if e.type is EntityType.PERSON]
    merged = merged_names(knowledge)
    called = partial(_called, merged=merged, told=_told(decisions))
    term = " ".join(term.split())
    if "://" in term or term.startswith(_SHORT):
        iri = f"{base}{term.removeprefix(_SHORT)}" if term.startswith(_SHORT) else term
        return _by_iri(knowledge, people, iri, record, called)
    sought = forms(term)
    found = [e for e in people if any(sought & forms(n) for n in called(e))]
    if not found and not whole:
        names = [Name(n, e.iri) for e in people for n in names_of(e, merged)]
        wanted = match_names(term, names)
        found = [e for e in people if e.iri in wanted]
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} people may be meant by {term!r}: {'; '.join(map(_shown, found))}",
            hint="name one by the IRI",
        )
    if found:
        return Subject(called(found[0]), found[0])
    known = record is not None and record.whose_name(term) is not None
    if known or (sought and person_name.parse(term)[0].full and _stands(knowledge, term)):
        return Subject((term,))
    near = nearest_names(term, [Name(n, e.iri) for e in people for n in names_of(e, merged)])
    hint = f"the nearest names are {', '.join(near)}" if near else "see cyberkg entities"
    raise UsageError(f"nobody in this graph goes by {term!r}", hint=hint)


def _by_iri(
    knowledge: Knowledge,
    people: Iterable[Entity],
    iri: str,
    record: Record | None,
    called: Callable[[Entity], tuple[str, ...]],
) -> Subject:
    for entity in people:
        if Iri(iri) in (entity.iri, *entity.former):
            return Subject(called(entity), entity)
    other = next((e for e in knowledge.entities if e.iri == iri), None)
    if other:
        raise UsageError(f"is of the type {other.type}, and these commands are about people", iri)
    local = iri.rpartition("/")[2].replace("-", " ")
    if record is not None and record.whose_name(local) is not None:
        return Subject((local,))
    raise UsageError("nobody in this graph has this IRI", iri, "see cyberkg entities")


def _told(decisions: Decisions) -> list[tuple[str, ...]]:
    """Give the names that decisions give to one person wherever they stand."""
    kinds = {None, EntityType.PERSON}
    return [d.names for d in decisions.same if d.type in kinds and not d.documents]


def _called(
    entity: Entity, merged: Mapping[Iri, Collection[str]], told: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """Give the names of a person, those included that a decision gives and no briefing uses."""
    names = set(names_of(entity, merged))
    known = {form for name in names for form in forms(name)} if told else set()
    for same in told:
        if any(not forms(name).isdisjoint(known) for name in same):
            names.update(name for name in same if "://" not in name)
    return tuple(sorted(names))


def _stands(knowledge: Knowledge, term: str) -> bool:
    """Tell whether a name stands in a text of the graph."""
    wanted = " ".join(term.casefold().split())
    return any(wanted in " ".join(d.text.casefold().split()) for d in knowledge.documents)


def _shown(entity: Entity) -> str:
    documents = ", ".join(entity.documents[:2]) + (", …" if len(entity.documents) > 2 else "")
    return f"{entity.label} <{entity.iri}>{f' in {documents}' if documents else ''}"
