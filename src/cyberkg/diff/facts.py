"""Facts added, gone and changed, document by document.

A fact that another document states too is a fact of its own. Two facts are the same where document, ends,
predicate, status, title and who is stood for are. What is left is paired from the nearest to the farthest:
the same ends; the same sentence; the same subject of a predicate that takes a value. The rest came or went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass

from cyberkg.diff.align import Alignment
from cyberkg.diff.model import FactChange, Statement
from cyberkg.identity.fold import fold
from cyberkg.model import Entity, Fact, Iri, Knowledge, Literal
from cyberkg.terms import PREDICATES

__all__ = ["FactChanges", "fact_changes"]


@dataclass(frozen=True, slots=True)
class FactChanges:
    """What became of the facts; in no order."""

    added: tuple[Statement, ...]
    gone: tuple[Statement, ...]
    changed: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A fact made comparable: its ends are groups of the alignment."""

    statement: Statement
    document: str
    subject: Hashable
    object: Hashable
    represents: Hashable
    sentence: str

    @property
    def about(self) -> tuple[Hashable, ...]:
        return self.document, self.subject, self.statement.predicate

    @property
    def ends(self) -> tuple[Hashable, ...]:
        return *self.about, self.object

    @property
    def whole(self) -> tuple[Hashable, ...]:
        return *self.ends, fold(self.statement.qualifier), self.represents, self.statement.status


# From the nearest to the farthest; None where a row is not to be paired that way.
_WAYS: tuple[Callable[[_Row], Hashable | None], ...] = (
    lambda row: (row.whole, row.sentence),
    lambda row: row.whole,
    lambda row: (row.ends, row.sentence),
    lambda row: row.ends,
    lambda row: (row.about, row.sentence),
    lambda row: row.about if PREDICATES[row.statement.predicate].literal else None,
)


def fact_changes(
    old: Knowledge, new: Knowledge, alignment: Alignment, moved: Mapping[str, str]
) -> FactChanges:
    """Compare the facts of two graphs.

    :param moved: for each old document that goes by another name now, that name.
    """
    before = _rows(old, alignment.old, moved)
    after = _rows(new, alignment.new, {})
    changed = []
    for way in _WAYS:
        pairs, before, after = _pair(before, after, way)
        changed += [FactChange(n.statement, o.statement, what) for o, n in pairs if (what := _what(o, n))]
    return FactChanges(
        tuple(row.statement for row in after), tuple(row.statement for row in before), tuple(changed)
    )


def _rows(knowledge: Knowledge, groups: Mapping[Iri, Hashable], moved: Mapping[str, str]) -> list[_Row]:
    known = {e.iri: e for e in knowledge.entities}
    rows = []
    for fact in knowledge.facts:
        place = fact.evidence.document
        target: Hashable = (
            (fact.object.kind, fold(fact.object.value))
            if isinstance(fact.object, Literal)
            else groups[fact.object]
        )
        rows.append(
            _Row(
                statement=_statement(fact, known),
                document=moved.get(place, place),
                subject=groups[fact.subject],
                object=target,
                represents=groups[fact.represents] if fact.represents else None,
                sentence=" ".join(fact.evidence.quote.split()),
            )
        )
    return sorted(rows, key=lambda row: row.statement)


def _statement(fact: Fact, known: Mapping[Iri, Entity]) -> Statement:
    return Statement(
        subject=known[fact.subject].label,
        predicate=fact.predicate,
        phrase=PREDICATES[fact.predicate].phrase,
        object=fact.object.value if isinstance(fact.object, Literal) else known[fact.object].label,
        qualifier=fact.qualifier,
        represents=known[fact.represents].label if fact.represents else "",
        status=fact.status.value,
        confidence=round(fact.confidence, 3),
        document=fact.evidence.document,
        start=fact.evidence.start,
        quote=fact.evidence.quote,
    )


def _pair(
    before: Iterable[_Row], after: Iterable[_Row], way: Callable[[_Row], Hashable | None]
) -> tuple[list[tuple[_Row, _Row]], list[_Row], list[_Row]]:
    """Pair rows with equal keys one to one, in their order; give the pairs and what is left on each side."""
    waiting: dict[Hashable, list[_Row]] = defaultdict(list)
    for row in after:
        waiting[way(row)].append(row)
    pairs, left = [], []
    taken: set[int] = set()
    for row in before:
        key = way(row)
        if key is not None and waiting[key]:
            other = waiting[key].pop(0)
            taken.add(id(other))
            pairs.append((row, other))
        else:
            left.append(row)
    return pairs, left, [row for row in after if id(row) not in taken]


def _what(old: _Row, new: _Row) -> tuple[str, ...]:
    one, other = old.statement, new.statement
    differs = {
        "value": old.object != new.object,
        "status": one.status != other.status,
        "confidence": one.confidence != other.confidence,
        "qualifier": fold(one.qualifier) != fold(other.qualifier),
        "represents": old.represents != new.represents,
        "sentence": old.sentence != new.sentence,
    }
    return tuple(name for name, is_other in differs.items() if is_other)
