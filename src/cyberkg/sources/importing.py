"""Files that others made, imported: which kind a file is, its parser run in a child, its lines read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import MappingProxyType

from cyberkg.errors import InputError, LimitError
from cyberkg.sources.imported import Import, read_import
from cyberkg.sources.isolation import Parsers
from cyberkg.sources.limits import TEXT_CHARS
from cyberkg.sources.opening import open_bytes, printable

__all__ = ["IMPORTED", "convert", "import_file", "import_kind", "rank_left", "tell_left"]

IMPORTED = MappingProxyType(
    {
        ".ttl": "ttl", ".nt": "nt", ".trig": "trig", ".nq": "nq", ".rdf": "rdf", ".jsonld": "json", ".json": "json",
    }
)  # fmt: skip
"""The parser for the ending of a file's name."""
_MOST_TOLD = 8


def import_kind(suffix: str, content: bytes) -> str:
    """Tell which parser imports a file; empty where none does.

    Lines of JSON are FollowTheMoney where the first is an entity of it, and facts by hand otherwise.
    """
    if suffix != ".jsonl":
        return IMPORTED.get(suffix, "")
    try:
        first = json.loads(content.lstrip().split(b"\n", 1)[0][:1_000_000])
    except (ValueError, RecursionError):
        return ""
    return "json" if isinstance(first, dict) and {"schema", "properties"} <= first.keys() else ""


def convert(content: bytes, kind: str, name: str, parsers: Parsers) -> Import:
    """Parse a file in a child and read what comes back.

    :param kind: which parser, as ``import_kind`` tells.
    :raises InputError: where the file cannot be parsed, or says nothing that can be carried.
    :raises LimitError: where it takes too much time, memory or room.
    """
    try:
        lines = parsers.ask(kind, content, name).decode("ascii")
    except UnicodeDecodeError as error:
        raise InputError("could not be parsed", name, "export it again") from error
    return read_import(lines, name, hashlib.sha256(content).hexdigest(), strict=False)


def import_file(path: Path, parsers: Parsers, kind: str = "") -> tuple[Import, str]:
    """Import a file and write it down as lines of JSON, to be read in its place, and edited.

    :param kind: which parser; empty to tell by the name and by what the file holds.
    :returns: what was read, and the lines.
    :raises InputError: as ``convert``, and where the file is of a kind that is not imported.
    :raises LimitError: as ``convert``, and where the lines would be too long to be read again.
    """
    name = printable(path.name)
    content = open_bytes(path, name)
    kind = kind or import_kind(path.suffix.lower(), content)
    if not kind:
        raise InputError("is of a kind that is not imported", name, "name its syntax with --format")
    found = convert(content, kind, name, parsers)
    written = _write(found, hashlib.sha256(content).hexdigest())
    if len(written) > TEXT_CHARS:
        raise LimitError(f"comes to more than {TEXT_CHARS // 1_000_000} million characters", name, "split it")
    return found, written


def _write(found: Import, sha256: str) -> str:
    header = found.header
    first = {
        "import": 1,
        "file": header.file,
        "format": header.format,
        "sha256": sha256,
        "graph": header.graph,
        "left": dict(sorted(found.left.items())),
    }
    lines = (json.dumps(json.loads(line), ensure_ascii=False) for line in found.lines)
    return "".join(f"{line}\n" for line in (json.dumps(first, ensure_ascii=False), *lines))


def rank_left(found: Import) -> list[tuple[str, int]]:
    """Give what of a file was not carried and how often, the most frequent first."""
    return sorted(found.left.items(), key=lambda kind: (-kind[1], kind[0]))


def tell_left(found: Import) -> str:
    """Tell in one line what of a file was not carried, the most frequent first."""
    ranked = rank_left(found)
    shown = ", ".join(f"{number} × {what}" for what, number in ranked[:_MOST_TOLD])
    more = f", and {len(ranked) - _MOST_TOLD} other kinds" if len(ranked) > _MOST_TOLD else ""
    return f"{found.header.file}: not carried: {shown}{more}"
