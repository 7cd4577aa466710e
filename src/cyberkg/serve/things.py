"""Every thing of the graph with its names, to be found by one of them, or by a part of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cyberkg.ident import fold, foldings
from cyberkg.report.cited.wording import day_words
from cyberkg.terms import EntityType

__all__ = ["Briefing", "Hit", "Thing", "Things", "collect"]

_MARKS = ",;:.()\"'"  # at the ends of words: "Tan, Ada"
_ALIKE = 60  # of a hundred: names that are less so are none that was meant
_APART = 20  # by which a name may be less alike than the one that is most
Ask = Callable[[str], list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Thing:
    """A person, an organisation, an event, an incident, a place or a work.

    :param names: its other names, sorted: aliases and acronyms.
    :param former: IRIs that led to it and still do.
    :param briefings: how many briefings speak of it.
    """

    iri: str
    type: EntityType
    label: str
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    briefings: int = 0


@dataclass(frozen=True, slots=True)
class Briefing:
    """A document: its name as facts cite it, its title and day or period, empty where there is none.

    :param facts: how many facts it tells.
    """

    iri: str
    name: str
    title: str
    date: str
    source: str
    facts: int

    @property
    def heading(self) -> str:
        """What to call it."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was sought, and the name that it was found by where that is not its label."""

    thing: Thing
    name: str = ""


class Things:
    """All things of a graph.

    :param things: in any order.
    :param briefings: in any order.
    """

    def __init__(self, things: Iterable[Thing], briefings: Iterable[Briefing]) -> None:
        self.all = tuple(sorted(things, key=lambda t: (fold(t.label), t.iri)))
        self.by_iri: Mapping[str, Thing] = {thing.iri: thing for thing in self.all}
        self.by_former: Mapping[str, Thing] = {iri: thing for thing in self.all for iri in thing.former}
        self.briefings = tuple(sorted(briefings, key=lambda b: (b.date, b.name), reverse=True))
        self.briefing_by_iri: Mapping[str, Briefing] = {each.iri: each for each in self.briefings}

    def of_type(self, kind: EntityType) -> list[Thing]:
        """Give the things of a type, those first of which most briefings speak."""
        return sorted((t for t in self.all if t.type is kind), key=lambda t: -t.briefings)

    def briefing_named(self, name: str) -> Briefing | None:
        """Give the briefing of that file name; None where there is none."""
        return self._by_name.get(name)

    def beside(self, briefing: Briefing) -> tuple[Briefing | None, Briefing | None]:
        """Give the briefing before one in time and the one after it; None where there is none."""
        at = self.briefings.index(briefing)
        older, newer = self.briefings[at + 1 : at + 2], self.briefings[max(0, at - 1) : at]
        return (older[0] if older else None), (newer[0] if newer else None)

    def search(self, sought: str, kind: EntityType | None = None) -> list[Hit]:
        """Find things by a name or a part of one, the likeliest first. Capitals and diacritics do not count.

        A name that is sought comes before one that begins with it, this before one that has it at the start of
        a word, this before one that has it anywhere, and this before one that has all its words; then what more
        briefings speak of comes first.
        """
        wanted = fold(sought)
        best: dict[str, tuple[int, int]] = {}
        if wanted:
            for folded, order, iri in self._names:
                rank = _rank(wanted, folded)
                if rank and (rank, -order) > best.get(iri, (0, -1_000_000)):
                    best[iri] = (rank, -order)
        found = [self.by_iri[iri] for iri in best if kind in {None, self.by_iri[iri].type}]
        found.sort(key=lambda t: (-best[t.iri][0], -t.briefings, fold(t.label), t.iri))
        return [Hit(thing, _said_name(thing, -best[thing.iri][1])) for thing in found]

    def search_briefings(self, sought: str) -> list[Briefing]:
        """Find briefings that have all words in title, file name, source or date, the newest first."""
        words = fold(sought).split()
        return [each for each, told in self._told if all(word in told for word in words)] if words else []

    def nearest(self, sought: str, count: int = 5) -> list[Hit]:
        """Give the things whose names look most like one that is not there; none that is unlike."""
        from rapidfuzz import fuzz, process

        folded = [name for name, _, _ in self._names]
        found = process.extract(
            fold(sought), folded, scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=4 * count
        )
        hits: dict[str, Hit] = {}
        for _, score, index in found:
            if score < found[0][1] - _APART:
                break
            _, order, iri = self._names[index]
            hits.setdefault(iri, Hit(self.by_iri[iri], _said_name(self.by_iri[iri], order)))
        return list(hits.values())[:count]

    @cached_property
    def _told(self) -> list[tuple[Briefing, str]]:
        """Each briefing with what it is found by, its date as people write it, too."""
        return [
            (each, fold(" ".join((each.title, each.name, each.source, each.date, day_words(each.date)))))
            for each in self.briefings
        ]

    @cached_property
    def _by_name(self) -> dict[str, Briefing]:
        return {briefing.name: briefing for briefing in self.briefings}

    @cached_property
    def _names(self) -> list[tuple[str, int, str]]:
        """Folded name, its place among the names of its thing, and the thing's IRI; in Latin letters, too."""
        return [
            (form, order, thing.iri)
            for thing in self.all
            for order, name in enumerate((thing.label, *thing.names))
            for form in foldings(name)
        ]


def _rank(wanted: str, name: str) -> int:
    """Say how well a folded name answers: 5 wholly, 4 at its start, 3 at a word, 2 anywhere, 1 in parts, 0 not."""
    at = name.find(wanted)
    if at < 0:
        words = [word.strip(_MARKS) for word in wanted.split()]
        return int(len(words) > 1 and all(word in name for word in words))
    if at == 0:
        return 5 if wanted == name else 4
    return 3 if any(not name[place - 1].isalnum() for place in _places(wanted, name)) else 2


def _places(wanted: str, name: str) -> Iterable[int]:
    at = name.find(wanted)
    while at > 0:
        yield at
        at = name.find(wanted, at + 1)


def _said_name(thing: Thing, order: int) -> str:
    return thing.names[order - 1] if order else ""


def collect(ask: Ask) -> Things:
    """Gather all things and briefings of a graph.

    :param ask: answers a query of this room.
    """
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in ask("names"):
        values[row["thing"]][row["what"]].append(row["value"])
    mentions = {row["thing"]: int(row["briefings"]) for row in ask("counts")}
    things = [
        Thing(
            iri=row["thing"],
            type=EntityType(row["type"].rpartition("/")[2]),
            label=row["label"],
            names=tuple(n for n in _each(values[row["thing"]], "name", "acronym") if n != row["label"]),
            former=_each(values[row["thing"]], "former"),
            briefings=mentions.get(row["thing"], 0),
        )
        for row in ask("things")
    ]
    facts = {row["document"]: int(row["facts"]) for row in ask("told")}
    briefings = [
        Briefing(
            row["document"],
            row["name"],
            row["title"],
            row["date"],
            row["source"],
            facts.get(row["document"], 0),
        )
        for row in ask("briefings")
    ]
    return Things(things, briefings)


def _each(values: Mapping[str, list[str]], *kinds: str) -> tuple[str, ...]:
    return tuple(sorted({value for kind in kinds for value in values.get(kind, ())}))
