"""What a command has made, handed over: to standard output, or to a file that is there whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cyberkg.cli.terminal import shown_output, visible
from cyberkg.errors import UsageError

__all__ = ["deliver", "out_option"]


def out_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option that names a file to write."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path, allow_dash=True),
        help="Write to this file [default: standard output].",
    )(command)


def deliver(data: bytes, out: Path | None, *, binary: str = "") -> None:
    """Write to a file and print its path, or write to standard output.

    :param out: the file, which is replaced in one step; None or ``-`` for standard output.
    :param binary: name of the format where it is no text, which no terminal gets.
    :raises UsageError: where bytes would go to a terminal.
    :raises DiskError: where the file cannot be written; what was there before is as it was.
    """
    if out is None or str(out) == "-":
        if binary and sys.stdout.isatty():
            raise UsageError(f"{binary} is nothing for a terminal", hint="write it to a file with --out FILE")
        sys.stdout.flush()
        with shown_output() as output:
            output.write(data)
        sys.stdout.buffer.flush()
        return
    _replace(out, data)
    click.echo(visible(str(out)))


def _replace(path: Path, data: bytes) -> None:
    from cyberkg.store.disk import disk_errors, draft_of, place, write_file

    with disk_errors(path):
        target = path.resolve()  # of a link, what it leads to is replaced
        if target.exists() and not target.is_file():
            with target.open("wb") as pipe:  # a pipe or a device, which cannot be replaced
                pipe.write(data)
            return
        draft = draft_of(target)
        try:
            write_file(draft, data)
            place(draft, target)
        finally:
            draft.unlink(missing_ok=True)
