"""Hand-written facts as rows of strings, each with the place in the file it was written at."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cyberkg.errors import InputError, LimitError
from cyberkg.sources.limits import YAML_CHARS
from cyberkg.sources.opening import shown
from cyberkg.sources.yaml_text import Node, read_yaml

__all__ = ["FIELDS", "Row", "check_fields", "json_object", "make_row", "read_rows"]

FIELDS = (
    "subject subject_type predicate object object_type qualifier status confidence represents aliases "
    "document quote start end subject_id object_id represents_id reader marking"
)
_FIELDS = frozenset(FIELDS.split())
_NEEDED = ("subject", "predicate", "object")
# A spreadsheet's guard against formulas, which exports put before these and nobody means.
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")
_LISTS = ("facts", "rows")


@dataclass(frozen=True, slots=True)
class Row:
    """One fact as written: its fields without the empty ones, and where it stands (characters, half-open)."""

    fields: dict[str, str]
    aliases: tuple[str, ...]
    start: int
    end: int
    where: str

    def get(self, field: str) -> str:
        """Read a field; empty where it is not given."""
        return self.fields.get(field, "")


def read_rows(text: str, form: str, name: str) -> list[Row]:
    """Read the rows of a file in the form ``csv``, ``jsonl`` or ``yaml``.

    :raises InputError: where the file is not of the form, or not about facts, naming the row.
    :raises LimitError: where a YAML file is longer than its parser can read in reasonable time.
    """
    readers = {"csv": _csv_rows, "jsonl": _jsonl_rows, "yaml": _yaml_rows}
    return list(readers[form](text, name))


def _csv_rows(text: str, name: str) -> Iterator[Row]:
    starts = [0]
    lines = text.splitlines(keepends=True) if "\n" not in text else [f"{line}\n" for line in text.split("\n")]
    for line in lines:
        starts.append(starts[-1] + len(line))
    header = lines[0].rstrip("\n")
    delimiter = max(",;\t", key=header.count)
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        columns = [column.strip().casefold() for column in next(table)]
        _check_columns(columns, name)
        first = table.line_num
        for values in table:
            where = f"{name}, line {first + 1}"
            if any(value.strip() for value in values):
                if len(values) > len(columns):
                    raise InputError(
                        "has more values than columns", where, "put values with commas in quotes"
                    )
                start, end = _trimmed(text, starts[first], starts[table.line_num])
                yield make_row(dict(zip(columns, values, strict=False)), start, end, where)
            first = table.line_num
    except csv.Error as error:
        raise InputError(
            f"is no valid CSV ({error})", f"{name}, line {table.line_num}", "mend the line"
        ) from error


def _check_columns(columns: list[str], name: str) -> None:
    missing = [field for field in _NEEDED if field not in columns]
    if missing:
        raise InputError(
            f"is no table of facts: it has no column {missing[0]!r}",
            name,
            "begin it with a line 'subject,predicate,object', or leave it out",
        )
    check_fields(columns, f"{name}, line 1")
    twice = sorted({column for column in columns if columns.count(column) > 1 and column})
    if twice:
        raise InputError(f"has the column {twice[0]!r} twice", f"{name}, line 1", "keep one of them")


def check_fields(fields: list[str], where: str) -> None:
    """Refuse fields that no row has.

    :raises InputError: naming the first of them and the nearest that there is.
    """
    for field in fields:
        if field and field not in _FIELDS:
            from cyberkg.sources.nearest import nearest

            raise InputError(f"does not know the field {shown(field)}", where, nearest(field, _FIELDS))


def _jsonl_rows(text: str, name: str) -> Iterator[Row]:
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        where = f"{name}, line {number}"
        if line.strip():
            fields = json_object(line, where)
            check_fields(list(fields), where)
            start, end = _trimmed(text, at, at + len(line))
            yield make_row(fields, start, end, where)
        at += len(line) + 1


def json_object(line: str, where: str) -> dict[str, Any]:
    """Read a line as a JSON object.

    :raises InputError: where it is none.
    """
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "it nests too deep or holds too long a number")
        raise InputError(f"is no valid JSON ({reason})", where, "write one JSON object a line") from error
    if not isinstance(value, dict):
        raise InputError(
            "is no JSON object", where, 'write {"subject": ..., "predicate": ..., "object": ...}'
        )
    return value


def _yaml_rows(text: str, name: str) -> Iterator[Row]:
    if len(text) > YAML_CHARS:
        raise LimitError(
            f"is longer than {YAML_CHARS // 1_000_000} million characters", name, "write it as .jsonl or .csv"
        )
    for node in _yaml_list(read_yaml(text, name), name):
        where = f"{name}, line {node.line}"
        if node.entries is None:
            raise InputError("is no fact", where, "write '- subject: ...' with predicate and object below it")
        check_fields([key for key, _ in node.entries], where)
        fields = {key: _yaml_value(value, where) for key, value in node.entries}
        start, end = _trimmed(text, node.start, node.end)
        yield make_row(fields, start, end, where)


def _yaml_list(root: Node | None, name: str) -> tuple[Node, ...]:
    """Find the list of facts: the file itself, or what stands under ``facts:``."""
    if root is not None and root.entries is not None:
        listed = [value for key, value in root.entries if key in _LISTS]
        root = listed[0] if len(listed) == 1 == len(root.entries) else root
    if root is None or root.values is None:
        raise InputError("is no list of facts", name, "begin it with '- subject: ...', or leave it out")
    return root.values


def _yaml_value(node: Node, where: str) -> str | list[str]:
    if node.values is not None and all(value.scalar is not None for value in node.values):
        return [value.scalar or "" for value in node.values]
    if node.scalar is None:
        raise InputError(
            "has a value that is neither a word nor a list of words", where, "write it on one line"
        )
    return node.scalar


def make_row(values: dict[str, Any], start: int, end: int, where: str) -> Row:
    """Make a row of its fields.

    :raises InputError: where one is no word or number, or subject, predicate or object is missing.
    """
    aliases = _aliases(values.get("aliases"), where)
    fields = {}
    for field, value in values.items():
        if field and field != "aliases":
            words = _words(value, field, where)
            if words:
                fields[field] = words
    missing = [field for field in _NEEDED if field not in fields]
    if missing:
        raise InputError(f"has no {missing[0]}", where, "give subject, predicate and object")
    return Row(fields, aliases, start, end, where)


def _aliases(value: object, where: str) -> tuple[str, ...]:
    """Read other names of the subject: a list, or one string with semicolons between them."""
    parts = (
        value if isinstance(value, list) else re.split(r"[;|]", value) if isinstance(value, str) else [value]
    )
    names = [_words(part, "aliases", where) for part in parts]
    return tuple(dict.fromkeys(name for name in names if name))


def _words(value: object, field: str, where: str) -> str:
    """Read a value as words: white space collapsed; numbers as written by JSON."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise InputError(f"has a {field} that is no string", where, "put it in quotes")
    words = " ".join(_GUARDED.sub("", str(value), count=1).split()) if isinstance(value, str) else str(value)
    if not words.isprintable():
        raise InputError(f"has a {field} with a control or broken character in it", where, "type it again")
    return words


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a stretch of text to what is not white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
