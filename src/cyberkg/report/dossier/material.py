"""What a dossier is made of, as the named queries give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cyberkg.errors import UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Iri
from cyberkg.query.results import Table, Term
from cyberkg.report.cited.asking import ask
from cyberkg.report.cited.model import Cell, Ref
from cyberkg.report.cited.told import Briefing, Told, local_name, read_told, time_key
from cyberkg.report.dossier.model import Head
from cyberkg.terms import EntityType

__all__ = ["Around", "Material", "gather", "read_head"]


@dataclass(frozen=True, slots=True, order=True)
class Around:
    """A fact on an event or incident that somebody had part in, without its sentence.

    :param value: the value, or the IRI at the other end; ``label`` is the name of that.
    """

    rank: int
    unsure: float
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Material:
    """All that a dossier tells.

    :param own: the facts on the thing itself, in order of time.
    :param around: for events and incidents of these facts, by IRI and predicate: what is known, the surest
        first; nothing that is denied.
    :param company: for a person, the parts that others had in the same events.
    :param posts: for an event, the posts of those who took part.
    :param beside: other facts of the sentences that say the own ones.
    """

    head: Head
    own: tuple[Told, ...]
    around: Mapping[tuple[str, str], tuple[Around, ...]]
    company: tuple[Told, ...] = ()
    posts: tuple[Told, ...] = ()
    beside: tuple[Told, ...] = ()

    def when(self, thing: str) -> str:
        """Give the date of an event or incident; empty where none is told."""
        found = self.around.get((thing, "eventDate")) or self.around.get((thing, "incidentDate"))
        return found[0].value if found else ""

    def where(self, thing: str) -> Cell:
        """Give the places of an event, by their labels."""
        found = self.around.get((thing, "eventPlace"), ())
        return tuple(sorted({Ref(place.label or place.value, place.value) for place in found}))


def gather(store_path: Path, iri: Iri, base: str = DEFAULT_BASE) -> Material:
    """Ask all that a dossier tells, in three or four queries.

    :raises UsageError: where the graph knows no such thing.
    :raises CyberkgError: as ``query.engine.run``.
    """
    term = (Term(iri, "iri"),)

    def told(name: str, parameter: str = "entity") -> tuple[Told, ...]:
        return read_told(ask(store_path, name, {parameter: term}, base))

    head = ask(store_path, "dossier-head", {"entity": term}, base)
    own = told("dossier")
    found = read_head(iri, head, len(own))
    kind = found.type
    return Material(
        head=found,
        own=own,
        around=_around(ask(store_path, "dossier-around", {"entity": term}, base).records()),
        company=told("dossier-company", "person") if kind == EntityType.PERSON else (),
        posts=told("dossier-posts", "event") if kind == EntityType.EVENT else (),
        beside=told("dossier-beside") if kind in {EntityType.PERSON, EntityType.INCIDENT} else (),
    )


def read_head(iri: Iri, table: Table, facts: int) -> Head:
    """Read names, links and briefings from the answer to ``dossier-head.rq``.

    :raises UsageError: where the graph knows no such thing.
    """
    found: dict[str, list[str]] = defaultdict(list)
    briefings = set()
    for row in table.records():
        if row["what"] == "briefing":
            briefings.add(Briefing(row["value"], row["title"], row["date"]))
        else:
            found[row["what"]].append(row["value"])
    types = [kind for kind in found["type"] if kind in set(EntityType)]
    if not types or not found["label"]:
        raise UsageError("the graph knows nothing of this", where=iri, hint="see cyberkg entities")
    return Head(
        iri=iri,
        type=types[0],
        label=found["label"][0],
        aliases=tuple(name for name in found["alias"] if name not in found["acronym"]),
        acronyms=tuple(found["acronym"]),
        links=tuple(found["link"]),
        former=tuple(found["former"]),
        briefings=tuple(sorted(briefings, key=lambda b: (time_key(b.date), b))),
        facts=facts,
    )


def _around(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], tuple[Around, ...]]:
    ranks = {f"status-{name}": rank for rank, name in enumerate(("asserted", "reported", "planned"))}
    found: dict[tuple[str, str], set[Around]] = defaultdict(set)
    for row in rows:
        status = local_name(row["statusConcept"])
        if status in ranks:
            known = Around(ranks[status], -float(row["confidence"]), row["value"], row["label"])
            found[row["thing"], local_name(row["property"])].add(known)
    return {key: tuple(sorted(known)) for key, known in found.items()}
