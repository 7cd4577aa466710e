"""Gathers what a file says while going through it: things by id, statements that fit the contract, what was left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cyberkg.imports.model import Imported, Part, Statement, Thing
from cyberkg.imports.words import clean, said, unique
from cyberkg.terms import PREDICATES, EntityType

__all__ = ["Collector"]


@dataclass(slots=True)
class Collector:
    """Lives no longer than the parsing of one file."""

    left: Counter[str] = field(default_factory=Counter)
    _things: dict[str, Thing] = field(default_factory=dict)
    _statements: dict[tuple[str, ...], Statement] = field(default_factory=dict)

    def add(
        self,
        id_: str,
        type_: EntityType,
        names: Iterable[str],
        links: Iterable[str] = (),
        short: Iterable[str] = (),
    ) -> bool:
        """Note a thing; what is known of it already is added to.

        :param names: the one to call it by first, as the file has them.
        :param short: those of its names that are abbreviations.
        :returns: False where it has no name.
        """
        known = self._things.get(id_)
        acronyms = [clean(name) for name in short]
        every = unique([*((known.name, *known.aliases) if known else ()), *map(clean, names), *acronyms])
        if not every:
            return False
        self._things[id_] = Thing(
            id_,
            known.type if known else type_,
            every[0],
            every[1:],
            unique([*(known.acronyms if known else ()), *acronyms], every[0]),
            unique([*(known.links if known else ()), *links]),
        )
        return True

    def type_of(self, id_: str) -> EntityType | None:
        """The type of a thing; None where nothing is known by this id."""
        thing = self._things.get(id_)
        return thing.type if thing else None

    def fits(self, predicate: str, subject: str, target: str) -> bool:
        """Tell whether a predicate may stand between two things."""
        known = PREDICATES[predicate]
        return self.type_of(subject) in known.domain and (
            bool(known.literal) or self.type_of(target) in known.range
        )

    def say(self, statement: Statement, origin: str, why: str) -> bool:
        """Note a statement, without its line, where its ends fit; else count it.

        One that says the same as another is dropped.

        :param origin: what in the file says so, to be found again; stands behind the line.
        :param why: how it is called among what is left.
        """
        fixed = replace(statement, qualifier=clean(statement.qualifier))
        literal = PREDICATES[fixed.predicate].literal
        if literal:
            fixed = replace(fixed, object=clean(fixed.object))
        if not fixed.object or not self.fits(fixed.predicate, fixed.subject, fixed.object):
            self.left[why] += 1
            return False
        if fixed.represents and self.type_of(fixed.represents) is not EntityType.ORGANISATION:
            fixed = replace(fixed, represents="")
        key = (fixed.subject, fixed.predicate, fixed.object, fixed.qualifier, fixed.represents, fixed.status)
        self._statements.setdefault(key, replace(fixed, line=self._line(fixed, origin)))
        return True

    def _line(self, statement: Statement, origin: str) -> str:
        literal = PREDICATES[statement.predicate].literal
        target = statement.object if literal else self._things[statement.object].name
        represents = self._things[statement.represents].name if statement.represents else ""
        ends = self._things[statement.subject].name, target
        words = said(statement.predicate, ends, statement.qualifier, represents, statement.status)
        return f"{words} [{origin}]" if origin else words

    def imported(self, form: str, *, title: str = "", date: str = "", source: str = "") -> Imported:
        """Give all of it as one part; things that no statement speaks of are counted, not carried."""
        statements = tuple(self._statements.values())
        used = {end for s in statements for end in (s.subject, s.object, s.represents)}
        idle = Counter(
            f"{thing.type.value} of which nothing is said that fits"
            for thing in self._things.values()
            if thing.id not in used
        )
        things = tuple(thing for thing in self._things.values() if thing.id in used)
        parts = (Part(things, statements, "", title, date, source),) if statements else ()
        return Imported(form, parts, self.left + idle)
