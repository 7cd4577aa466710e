"""The rows of a named query as a report: sections by what stands first, each row with its sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from cyberkg.ask.interpret import Interpretation
from cyberkg.ask.ranking import first_of
from cyberkg.errors import UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.engine import run
from cyberkg.query.parameters import bind
from cyberkg.query.results import Limits, Table
from cyberkg.report import attendance, encounters, timeline
from cyberkg.report.asking import Filters
from cyberkg.report.changes import as_report, gather, tell
from cyberkg.report.model import Report, Row, Section, Sentence

__all__ = ["answer"]

_LIMITS = Limits(timeout=60, rows=10_000)
_SURE = 0.5  # facts less sure stay out of the paragraph of a report of changes, as in the report itself
_Reporting = Callable[[Path, Filters, str], Report]
_EVIDENCE = ("claim", "quote", "document", "start", "end", "confidence")
# columns that hold amounts
_AMOUNTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "largest": ("value",),
        "latest": ("value",),
        "losses": ("value",),
        "most": ("number",),
        "ransoms": ("value",),
    }
)
# what their first column says of a row that has one; other values are dates and names
_MEASURED: Mapping[str, frozenset[str]] = MappingProxyType(
    {"latest": frozenset({"affected count", "ransom demanded", "ransom paid", "data volume"})}
)
_UNSHOWN = frozenset({*_EVIDENCE, "unit"})  # a value has its unit in its words


def answer(
    interpretation: Interpretation, store_path: Path, question: str, base: str = DEFAULT_BASE
) -> Report:
    """Ask the graph what a question was taken for.

    A column ``xLabel`` is shown in place of the column ``x``; rows that show the same are one row with all
    their sentences. Where the query's first column is a thing, its rows stand in a section of its own. Of a ranking
    so many things are shown as are asked for. A query that has a report of its own is answered by that.

    :raises CyberkgError: as ``engine.run`` and ``parameters.bind``.
    """
    query = interpretation.query
    values = {name: [value] for name, value in interpretation.values}
    if query.name in _REPORTS:
        return replace(_REPORTS[query.name](store_path, values, base), title=question)
    bindings = bind(query, values, store_path, base)
    table = run(store_path, query.sparql, limits=_LIMITS, bindings=bindings, base=base)
    if not isinstance(table, Table):
        raise UsageError(f"the query {query.name} gives no table", hint="write a SELECT")
    shown = [c for c in table.columns if c not in _UNSHOWN and f"{c}Label" not in table.columns]
    heading = shown[0] if shown and shown[0].endswith("Label") else ""
    columns = [column for column in shown if column != heading]
    records, showing = first_of(query.name, list(table.records()), interpretation.most)
    sections = tuple(_sections(records, heading, columns))
    more = "There are more rows than these." if table.truncated else ""
    return Report(
        title=question,
        query=query.name,
        subject=_words(heading) if heading else "about",
        columns=tuple(_words(column) for column in columns),
        sections=sections,
        amounts=_AMOUNTS.get(query.name, ()),
        measured=_MEASURED.get(query.name, frozenset()),
        notes=tuple(filter(None, (showing, query.note if sections else "", more))),
    )


def _attendance(store_path: Path, values: Filters, base: str) -> Report:
    by = "person" if "person" in values and "event" not in values else "event"
    return attendance(store_path, by, values, base)


def _changes(store_path: Path, values: Filters, base: str) -> Report:
    since, until = ("".join(values.get(name, ())) for name in ("from", "to"))
    return as_report(tell(gather(store_path, since, base, until), _SURE))


_REPORTS: Mapping[str, _Reporting] = MappingProxyType(
    {
        "attendance": _attendance,
        "changes": _changes,
        "encounters": lambda path, values, base: encounters(path, "person", values, base),
        "shared-people": lambda path, values, base: encounters(path, "organisation", values, base),
        "timeline": timeline,
    }
)


def _words(column: str) -> str:
    """The name of a column as words: ``personLabel`` is *person*."""
    return re.sub(r"(?<=[a-z])([A-Z])", r" \1", column.removesuffix("Label")).lower()


def _sections(
    records: Iterable[Mapping[str, str]], heading: str, columns: Sequence[str]
) -> Iterable[Section]:
    groups: dict[tuple[str, str], dict[tuple[str, ...], set[Sentence]]] = {}
    for record in records:
        thing = (record[heading], record[heading.removesuffix("Label")]) if heading else ("", "")
        cells = tuple(_cell(record[column]) for column in columns)
        sentences = groups.setdefault(thing, {}).setdefault(cells, set())
        if record.get("quote"):
            sentences.add(
                Sentence(record["document"], int(record["start"]), int(record["end"]), record["quote"])
            )
    for (label, _), rows in groups.items():
        yield Section(label, "", tuple(Row(cells, tuple(sorted(found))) for cells, found in rows.items()))


def _cell(value: str) -> str:
    """Put what a query joins in one order: the engine has none."""
    return ", ".join(sorted(value.split(" | ")))
