"""Word lists for the comparison of names: plain text files beside this module, one subject a file.

A ``#`` opens a comment, ``[name]`` opens a section; what stands above the first section is in section "".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cyberkg.shipped import read_shipped

__all__ = ["aliases", "sections", "words"]


@cache
def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """Read the lines of the list ``name`` (no suffix), by section, without comments and empty lines."""
    text = read_shipped(Path(__file__).with_name(f"{name}.txt")).decode("utf-8")
    found: dict[str, list[str]] = {"": []}
    current = found[""]
    for raw in text.splitlines():
        line = raw.split("#")[0].strip()
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line:
            current.append(line)
    return {section: tuple(lines) for section, lines in found.items()}


@cache
def words(name: str, section: str) -> frozenset[str]:
    """Read the words of one section of a list."""
    return frozenset(word for line in sections(name)[section] for word in line.split())


@cache
def aliases(name: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Read lines such as ``ireland: irish; IE | dublin, cork``: the name, its other names, what lies in it.

    Other names are set apart by ``;`` or, where a line has none, by ``,``.
    """
    rows = []
    for line in sections(name)[""]:
        head, _, rest = line.partition(":")
        other, _, inside = rest.partition("|")
        mark = "," if ";" not in other and "|" not in rest else ";"
        rows.append((head.strip(), _split(other, mark), _split(inside, ",")))
    return tuple(rows)


def _split(text: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark) if part.strip())
