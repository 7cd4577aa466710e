"""Keys of an answer: one press on a terminal, one line where the input is a file or a pipe."""

from __future__ import annotations

import sys

import click

__all__ = ["read_key", "read_line"]


def read_key() -> str:
    """Read one key in lower case; of a line its first letter. Empty for a bare Enter, ``q`` at the end of input.

    :raises KeyboardInterrupt: on Ctrl-C at a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        line = sys.stdin.readline()
        return line.strip()[:1].lower() if line else "q"
    try:
        key = click.getchar()
    except EOFError:
        return "q"
    return key[:1].lower().strip()


def read_line() -> str:
    """Read a line without the white space around it; empty at the end of input."""
    return sys.stdin.readline().strip()
