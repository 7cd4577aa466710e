"""The graph as CSV files for ``neo4j-admin database import``: entities, values and briefings as nodes, facts as relationships.

Each fact is a relationship with its sentence, so that nothing is put together that two briefings tell. A value (a date,
a count) is a node of its own. ``IMPORT.txt`` has the command.

Source: https://neo4j.com/docs/operations-manual/current/import/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cyberkg.export.cells import guarded
from cyberkg.export.marks import Marks, label
from cyberkg.export.model import Selection, Written
from cyberkg.export.text import count, to_utf8
from cyberkg.export.unsaid import former_iris
from cyberkg.ident import digest
from cyberkg.model import Fact, Knowledge, Literal
from cyberkg.query.visible import visible_lines
from cyberkg.rdf.order import fact_key

__all__ = ["write"]

_ARRAY = "|"
_HEADS = {
    "entities.csv": "iri:ID,name,aliases:string[],acronyms:string[],links:string[],marking,:LABEL",
    "values.csv": "id:ID,value,kind,:LABEL",
    "briefings.csv": "name:ID,title,start,end,source,sha256,marking,:LABEL",
    "facts.csv": ":START_ID,status,qualifier,represents,confidence:double,document,quote,start:long,end:long,reader,"
    "marking,:END_ID,:TYPE",
    "mentions.csv": ":START_ID,:END_ID,:TYPE",
}
_IMPORT = """{about}.

neo4j-admin database import full neo4j \\
    --nodes=entities.csv --nodes=values.csv --nodes=briefings.csv \\
    --relationships=facts.csv --relationships=mentions.csv \\
    --array-delimiter="|" --multiline-fields=true

MATCH (p:Person)-[f:SPOKE_AT]->(e:Event) RETURN p.name, e.name, f.quote LIMIT 10;
"""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def write(selection: Selection) -> Written:
    """Write a folder of CSV files."""
    knowledge = selection.knowledge
    rows = {
        "entities.csv": list(_entities(knowledge)),
        "values.csv": list(_values(knowledge)),
        "briefings.csv": list(_briefings(knowledge)),
        "facts.csv": list(_facts(knowledge)),
        "mentions.csv": list(_mentions(knowledge)),
    }
    losses = tuple(_losses(knowledge, rows.values()))
    told = ". ".join((selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses)))
    files = tuple((name, to_utf8(_lines(name, lines))) for name, lines in rows.items())
    return Written((*files, ("IMPORT.txt", (_IMPORT.format(about=told).encode(),))), losses)


_Row = tuple[str | float, ...]


def _losses(knowledge: Knowledge, tables: Iterable[list[_Row]]) -> Iterator[str]:
    texts = [cell for rows in tables for row in rows for cell in row if isinstance(cell, str)]
    if changed := sum(guarded(text) != text for text in texts):
        yield f"{count(changed, 'text')} as they are: hidden characters are spelled out, formulas have an apostrophe"
    lists = [name for e in knowledge.entities for name in (*e.aliases, *e.acronyms, *e.links)]
    if parted := sum(_ARRAY in name for name in lists):
        yield f"the bar in {count(parted, 'name')}, which parts the entries of a list (a slash instead)"
    if knowledge.merges:
        yield f"{count(len(knowledge.merges), 'decision')} about who is who"
    yield from former_iris(knowledge)


def _lines(name: str, rows: list[_Row]) -> Iterator[str]:
    yield f"{_HEADS[name]}\n"
    for row in rows:
        yield ",".join(_cell(cell) for cell in row) + "\n"


def _cell(cell: str | float) -> str:
    if not isinstance(cell, str):
        return repr(cell)
    return '"{}"'.format(guarded(cell).replace('"', '""')) if cell else ""


def _list(values: Iterable[str]) -> str:
    return _ARRAY.join(" ".join(visible_lines(value).replace(_ARRAY, "/").split()) for value in values)


def _entities(knowledge: Knowledge) -> Iterator[_Row]:
    marks = Marks(knowledge)
    for each in sorted(knowledge.entities, key=lambda e: e.iri):
        lists = map(_list, (each.aliases, each.acronyms, each.links))
        yield each.iri, each.label, *lists, label(marks.entity(each)), f"Entity{_ARRAY}{each.type.value}"


def _value_id(value: Literal) -> str:
    return f"value/{digest(value.kind.value, value.value)}"


def _values(knowledge: Knowledge) -> Iterator[_Row]:
    values = {fact.object for fact in knowledge.facts if isinstance(fact.object, Literal)}
    for value in sorted(values):
        yield _value_id(value), value.value, value.kind.value, "Value"


def _briefings(knowledge: Knowledge) -> Iterator[_Row]:
    for each in sorted(knowledge.documents, key=lambda d: d.name):
        start, end = (each.date.start, each.date.end) if each.date else ("", "")
        yield (
            each.name,
            each.title,
            start,
            end,
            each.source,
            each.sha256,
            label(Marks.document(each)),
            "Briefing",
        )


def _facts(knowledge: Knowledge) -> Iterator[_Row]:
    marks = Marks(knowledge)
    names = {entity.iri: entity.label for entity in knowledge.entities}
    for fact in sorted(knowledge.facts, key=fact_key):
        place = fact.evidence
        target = _value_id(fact.object) if isinstance(fact.object, Literal) else fact.object
        represents = names[fact.represents] if fact.represents else ""
        yield (
            fact.subject, fact.status.value, fact.qualifier, represents, fact.confidence, place.document, place.quote,
            place.start, place.end, fact.reader, label(marks.fact(fact)), target, _type(fact),
        )  # fmt: skip


def _type(fact: Fact) -> str:
    """Write a predicate as types of relationships are written: ``SPOKE_AT``."""
    return _CAMEL.sub("_", fact.predicate).upper()


def _mentions(knowledge: Knowledge) -> Iterator[_Row]:
    for each in sorted(knowledge.entities, key=lambda e: e.iri):
        for name in sorted(each.documents):
            yield name, each.iri, "MENTIONS"
