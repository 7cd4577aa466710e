"""Files in, briefings out, by the readers that builds use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cyberkg.errors import InputError
from cyberkg.lint.model import Briefing

__all__ = ["read_briefings", "read_known"]


def read_briefings(
    files: Sequence[Path], known: frozenset[str] = frozenset()
) -> Iterator[Briefing | InputError]:
    """Read files one after the other; facts by hand are no briefings and are passed over.

    :param files: files and folders.
    :param known: names, in lower case, that need no introduction.
    :returns: for each file its briefing, or why it was refused.
    :raises InputError: where there is nothing to read.
    """
    from cyberkg.learned import LearnedReader
    from cyberkg.reading.discourse import read_discourse
    from cyberkg.reading.language import load_language
    from cyberkg.sources import Refusal, discover, read_all

    found = discover(files)
    if not found:
        raise InputError("there is nothing to read", ", ".join(map(str, files)), "name a briefing")
    for path, source in zip(found, read_all(found), strict=True):
        if isinstance(source, Refusal):
            yield InputError(str(source.error))
        elif source.reading is None:
            document = source.document
            discourse = read_discourse(document, load_language())
            yield Briefing(path.as_posix(), document, discourse, LearnedReader().read(document), known)


def read_known(graph: Path) -> frozenset[str]:
    """Read the names that a graph knows, in lower case.

    :raises DamagedError: where there is no graph, or it is damaged.
    """
    from cyberkg.building import open_knowledge

    knowledge, _ = open_knowledge(graph)
    return frozenset(
        name.casefold()
        for entity in knowledge.entities
        for name in (entity.label, *entity.aliases, *entity.acronyms)
    )
