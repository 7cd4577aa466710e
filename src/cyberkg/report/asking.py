"""The rows of a named query as plain texts, quickly: reports read tens of thousands of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cyberkg.errors import LimitError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.engine import write
from cyberkg.query.named import find_query
from cyberkg.query.parameters import bind
from cyberkg.query.results import Limits, Term
from cyberkg.report.model import Sentence

__all__ = [
    "Filters",
    "Record",
    "ask",
    "ask_side_by_side",
    "joined",
    "sentence_of",
    "sentences_of",
    "text_of",
    "understand",
]

Filters = Mapping[str, str | Sequence[str]]
Record = Mapping[str, str]

_MOST = 500_000  # rows; a report of more is for nobody to read, and takes gigabytes
_LONGEST = 1 << 30  # characters of a text; the csv module stops at an eighth of a million
_LIMITS = Limits(timeout=60, rows=_MOST)
_ESCAPE = re.compile(r"\\([tnr\"\\])")
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", '"': '"', "\\": "\\"}


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
    return _read(_fetch(store_path, name, "csv", terms, base))


def ask_side_by_side(
    store_path: Path, asked: Sequence[tuple[str, Mapping[str, Sequence[Term]]]], base: str = DEFAULT_BASE
) -> list[list[list[str]]]:
    """Run several queries of the library at once, each by a process of its own.

    :param asked: for each its name, and the terms that ``ask`` takes.
    :returns: for each its rows, in no order: cells by the place of their column, in the syntax of SPARQL, as terms
        of which many are the same can be told apart without being read; ``text_of`` reads one.
    :raises LimitError: as ``ask``.
    """
    with ThreadPoolExecutor(len(asked)) as pool:
        found = [pool.submit(_fetch, store_path, name, "tsv", terms, base) for name, terms in asked]
        texts = [each.result().getvalue().decode("utf-8") for each in found]
    # no term has a line feed or a tabulator in it that is not escaped
    return [[line.split("\t") for line in text.split("\n")[1:-1]] for text in texts]


def text_of(cell: str) -> str:
    r"""Read a term as TSV has it: the characters of a literal, or an IRI; empty for none.

    Source: https://www.w3.org/TR/sparql11-results-csv-tsv/, section 4

    >>> text_of('"two\\nlines"'), text_of("<https://example.org/x>"), text_of("12"), text_of('"2024"^^<year>')
    ('two\nlines', 'https://example.org/x', '12', '2024')
    """
    if cell.startswith("<"):
        return cell[1:-1]
    if not cell.startswith('"'):
        return cell
    inner = cell[1 : cell.rindex('"')]
    return _ESCAPE.sub(lambda match: _ESCAPED[match[1]], inner) if "\\" in inner else inner


def _fetch(
    store_path: Path, name: str, form: str, terms: Mapping[str, Sequence[Term]], base: str
) -> io.BytesIO:
    out = io.BytesIO()
    sparql = find_query(name).sparql
    if write(store_path, sparql, out, form, limits=_LIMITS, bindings=terms, base=base).truncated:
        raise LimitError(
            f"the report has more than {_MOST:,} rows", hint="ask for less: a name, or --from and --to"
        )
    return out


def _read(file: io.BytesIO) -> list[Record]:
    """Read the rows one by one, so that no list of all their cells stands beside that of the records."""
    file.seek(0)
    usual = csv.field_size_limit(_LONGEST)
    try:
        rows = csv.reader(io.TextIOWrapper(file, encoding="utf-8", newline=""))
        columns = next(rows)
        return [dict(zip(columns, row, strict=True)) for row in rows]
    finally:
        csv.field_size_limit(usual)


def sentence_of(record: Record) -> Sentence:
    """Take the sentence of a row: its columns document, start, end, quote."""
    return Sentence(record["document"], int(record["start"] or 0), int(record["end"] or 0), record["quote"])


def sentences_of(records: Iterable[Record]) -> tuple[Sentence, ...]:
    """Take the sentences of rows, sorted, each once."""
    # texts are compared far more quickly than sentences
    told = {(r["document"], r["start"], r["end"], r["quote"]) for r in records}
    found = [Sentence(name, int(start or 0), int(end or 0), quote) for name, start, end, quote in told]
    return tuple(sorted(found) if len(found) > 1 else found)


def joined(values: Iterable[str], between: str = ", ") -> str:
    """Put texts side by side, sorted, each once, without empty ones."""
    return between.join(sorted({value for value in values if value}))
