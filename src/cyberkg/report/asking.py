"""The rows of a named query as plain texts, quickly: reports read tens of thousands of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cyberkg.errors import LimitError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.engine import run, write
from cyberkg.query.named import find_query
from cyberkg.query.parameters import bind
from cyberkg.query.results import Limits, Table, Term
from cyberkg.report.model import Sentence

__all__ = ["Filters", "Record", "ask", "joined", "sentence_of", "understand"]

Filters = Mapping[str, str | Sequence[str]]
Record = Mapping[str, str]

_MOST = 500_000  # rows; a report of more is for nobody to read, and takes gigabytes
_LONGEST = 1 << 30  # characters of a text; the csv module stops at an eighth of a million
_LIMITS = Limits(timeout=60, rows=_MOST)


def understand(
    store_path: Path, name: str, filters: Filters | None = None, base: str = DEFAULT_BASE
) -> dict[str, tuple[Term, ...]]:
    """Turn what the user says for the parameters of a query into terms.

    :param filters: names or parts of names, dates, words; empty ones count for nothing.
    :raises UsageError: where a name is unknown (with the nearest ones) or a value is malformed.
    """
    given = {key: [said] if isinstance(said, str) else list(said) for key, said in (filters or {}).items()}
    return bind(find_query(name), given, store_path, base)


def ask(
    store_path: Path, name: str, terms: Mapping[str, Sequence[Term]], base: str = DEFAULT_BASE
) -> list[Record]:
    """Run a query of the library.

    :param terms: for its parameters what they may be, as ``understand`` gives them.
    :returns: for each row its texts by column; an unbound one is empty. In no order.
    :raises LimitError: where there are more rows than a report can hold.
    """
    out = io.BytesIO()
    sparql = find_query(name).sparql
    if write(store_path, sparql, out, "csv", limits=_LIMITS, bindings=terms, base=base).truncated:
        raise LimitError(
            f"the report has more than {_MOST:,} rows", hint="ask for less: a name, or --from and --to"
        )
    columns, *rows = _read(out)
    if all(len(row) == len(columns) for row in rows):
        return [dict(zip(columns, row, strict=True)) for row in rows]
    # the store puts no quotes around an IRI with a comma; then the slower form in which it cannot be misread
    table = run(store_path, sparql, limits=_LIMITS, bindings=terms, base=base)
    return list(table.records()) if isinstance(table, Table) else []


def _read(file: io.BytesIO) -> list[list[str]]:
    file.seek(0)
    usual = csv.field_size_limit(_LONGEST)
    try:
        return list(csv.reader(io.TextIOWrapper(file, encoding="utf-8", newline="")))
    finally:
        csv.field_size_limit(usual)


def sentence_of(record: Record) -> Sentence:
    """Take the sentence of a row: its columns document, start, end, quote."""
    return Sentence(record["document"], int(record["start"] or 0), int(record["end"] or 0), record["quote"])


def joined(values: Iterable[str], between: str = ", ") -> str:
    """Put texts side by side, sorted, each once, without empty ones."""
    return between.join(sorted({value for value in values if value}))
