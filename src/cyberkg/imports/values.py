"""Values of a foreign graph as the contract writes them: dates of an event, amounts, counts."""

from __future__ import annotations

from collections.abc import Iterator

from cyberkg.imports.alignment import iri
from cyberkg.imports.triples import Graph, Value
from cyberkg.imports.words import clean, day, interval
from cyberkg.rdf import vocab
from cyberkg.terms import EntityType, LiteralKind

__all__ = ["AMOUNT_PARTS", "event_dates", "literal_value"]

# Properties that begin and end an event; the first pair that tells anything is taken.
_PERIODS = (
    (iri("schema:startDate"), iri("schema:endDate")),
    (vocab.SEM_HAS_EARLIEST_BEGIN_TIME_STAMP, vocab.SEM_HAS_LATEST_END_TIME_STAMP),
    (iri("sem:hasBeginTimeStamp"), iri("sem:hasEndTimeStamp")),
    (iri("sem:hasTimeStamp"), iri("sem:hasTimeStamp")),
)
AMOUNT_PARTS = (vocab.RDF_VALUE, vocab.SCHEMA_VALUE, vocab.SCHEMA_CURRENCY, vocab.SCHEMA_UNIT_TEXT)
_ALL = tuple(name for pair in _PERIODS for name in pair)


def event_dates(graph: Graph, subject: str, kind: EntityType | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give when an event or an incident was, and the properties that tell it.

    Nothing is given where it has a date of the contract already: the others follow from that.
    """
    dated = {EntityType.EVENT: vocab.EVENT_DATE, EntityType.INCIDENT: vocab.INCIDENT_DATE}
    if kind not in dated:
        return
    if graph.texts(subject, dated[kind]):
        return
    for first, last in _PERIODS:
        start, end = day(graph.first(subject, first)), day(graph.first(subject, last))
        if start or end:
            told = (first, *_ALL) if start else (last, *_ALL)
            yield interval(start, end) if start <= (end or start) else start, told
            return


def literal_value(graph: Graph, value: Value, kind: LiteralKind) -> str:
    """Write a value as the contract does; empty where it cannot be."""
    if value.node:
        words, number = graph.first(value.text, AMOUNT_PARTS[0]), graph.first(value.text, AMOUNT_PARTS[1])
        unit = graph.first(value.text, *AMOUNT_PARTS[2:])
        return clean(words or (f"{number} {unit}" if number and unit else ""))
    if kind is LiteralKind.DATE:
        start, slash, end = value.text.partition("/")
        return interval(day(start), day(end)) if slash else day(start)
    return clean(value.text)
