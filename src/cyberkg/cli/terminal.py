"""What goes to a terminal: hostile names made harmless, tables, rows in the formats of every command."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import click

__all__ = [
    "echo_rows",
    "graph_option",
    "memory_option",
    "print_table",
    "shown_output",
    "spelt",
    "unseen_escaped",
    "visible",
]

# characters that turn the direction of text around them
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


_WIDTH = 160  # columns of text of a table that goes to no terminal


def visible(text: str) -> str:
    r"""Write control and bidirectional characters as escapes, so that no text moves the cursor or turns a line.

    >>> print(visible("a\x1b[31mb"))
    a\x1b[31mb
    """
    if text.isprintable():
        return text
    return "".join(
        c.encode("unicode_escape").decode()
        if (unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t") or c in _BIDI
        else c
        for c in text
    )


def spelt(line: bytes) -> bytes:
    r"""Write control and bidirectional characters of a line of UTF-8 as escapes, those of JSON, Turtle and N-Triples.

    >>> print(spelt("a\u202eb".encode()).decode())
    a\u202eb
    """
    text = line.decode("utf-8", "replace")
    if text.isprintable():
        return line
    kept = text.rstrip("\r\n")
    shown = "".join(c if c == "\t" or visible(c) == c else f"\\u{ord(c):04x}" for c in kept)
    return f"{shown}{text[len(kept) :]}".encode()


@contextmanager
def shown_output() -> Iterator[IO[bytes]]:
    """Give standard output for text in UTF-8; what goes to a terminal is held back until it is whole, and spelt out."""
    if not sys.stdout.isatty():
        yield sys.stdout.buffer
        return
    with TemporaryFile() as held:
        yield held
        held.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.writelines(map(spelt, held))
        sys.stdout.buffer.flush()


def graph_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option that names the graph's folder."""
    return click.option(
        "--graph",
        type=click.Path(path_type=Path),
        default=Path("graph"),
        show_default=True,
        help="The graph's folder.",
    )(command)


def memory_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option that tells how much memory a query may take: megabytes, passed on as bytes."""
    return click.option(
        "--memory",
        type=click.IntRange(256, 1 << 20),
        default=1024,
        show_default=True,
        callback=lambda _context, _option, megabytes: megabytes << 20,
        help="Megabytes that a query may take.",
    )(command)


def echo_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: str) -> None:
    """Print rows as ``jsonl``, ``csv`` (no cell is a formula) or ``table``; none of them steers a terminal."""
    if form == "jsonl":
        for row in rows:
            click.echo(unseen_escaped(json.dumps(row, ensure_ascii=False)))
    elif form == "csv":
        _echo_csv(rows, columns)
    else:
        print_table(columns, ([_cell(row.get(c)) for c in columns] for row in rows))


def unseen_escaped(written: str) -> str:
    """Write what cannot be seen in JSON, but for ends of lines, as its escapes, which say the same."""
    if written.isprintable():
        return written
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in written)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _echo_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    import csv

    from cyberkg.sheets import is_formula

    writer = csv.writer(sys.stdout, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    is_shown = sys.stdout.isatty()
    for row in rows:
        cells = [_cell(row.get(c)) for c in columns]
        cells = [visible(c) for c in cells] if is_shown else cells
        writer.writerow([f"'{c}" if is_formula(c) and not _is_number(c) else c for c in cells])


def _is_number(text: str) -> bool:
    return text.lstrip("-+").replace(".", "", 1).isdigit()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as wide as the terminal, or 160 columns wide where there is none."""
    from cyberkg.query.table import lay_out

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH
    names = [visible(column.replace("_", " ")) for column in columns]
    head, *lines = lay_out(names, [[visible(cell) for cell in row] for row in rows], width)
    click.echo(click.style(head, bold=True))
    for line in lines:
        click.echo(line)
