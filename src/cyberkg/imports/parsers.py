"""Which parser reads which kind of file."""

from __future__ import annotations

from collections.abc import Callable

from cyberkg.errors import InputError

__all__ = ["FORMATS", "load_parser"]

FORMATS = ("ttl", "nt", "trig", "nq", "rdf", "json")
"""Kinds of files, by the usual ending of their names; ``json`` is JSON-LD, STIX or FollowTheMoney."""


def load_parser(kind: str) -> Callable[[bytes], bytes]:
    """Load what turns files of a kind into lines of JSON, with all that it needs.

    :param kind: one of ``FORMATS``.
    :returns: a function that raises ``InputError`` and ``LimitError`` without naming the file.
    """
    from cyberkg.imports.lines import write_lines
    from cyberkg.imports.rdf import read_rdf

    if kind == "json":
        from cyberkg.imports.json_files import read_json

        return lambda content: write_lines(read_json(content))
    if kind in FORMATS:
        return lambda content: write_lines(read_rdf(content, kind))
    raise InputError(f"is of a kind that is not imported ({kind})", hint=f"use one of {', '.join(FORMATS)}")
