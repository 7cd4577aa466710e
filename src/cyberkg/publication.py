"""What is published of knowledge, written down, and read back from a published graph."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyberkg.collect import Notes
from cyberkg.collector import paused
from cyberkg.errors import DamagedError
from cyberkg.ident import digest
from cyberkg.model import Knowledge
from cyberkg.order import Options, Progress

if TYPE_CHECKING:
    from cyberkg.llm import Difference
    from cyberkg.rdf.parts import Parts
    from cyberkg.rdf.places import Before
    from cyberkg.store import Change, Claim, Generation

__all__ = [
    "PAGE",
    "Former",
    "Publication",
    "decode_graph",
    "find_former",
    "open_doubts",
    "open_knowledge",
    "write_publication",
]

GRAPH, PAGE = "graph.ttl", "network.html"
# After so many stores by difference the next is written whole, free of the words of what is gone.
_MOST_CHANGES = 16
_LONGEST = 240  # bytes of a file's name
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, DamagedError)


@dataclass(frozen=True, slots=True)
class Former:
    """The graph that was published before, of which parts serve again.

    :param digest: of the whole graph.
    :param changes: how many stores in a row were written by difference, up to its own.
    """

    digest: str
    before: Before
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to be published.

    :param files: by path, with their bytes.
    :param about: what the manifest tells.
    :param quads: gives all quads.
    :param change: how the quads differ from those of the graph before; None where that is of no use.
    """

    files: dict[str, bytes]
    about: dict[str, Any]
    quads: Callable[[], Iterable[Any]]
    change: Change | None
    parts: Parts
    changes: int

    def pack(self, digest: str) -> bytes:
        """Write what ``find_former`` reads the next time: numbers and digests, no word.

        :param digest: of the graph that this has become.
        """
        return json.dumps([digest, self.changes, self.parts.places.pack()]).encode("ascii")


def find_former(place: Claim, packed: bytes) -> Former | None:
    """Find the graph that was published before, by what ``Publication.pack`` wrote; None where it is not whole."""
    from cyberkg.rdf.places import Before, Places

    try:
        digest, changes, places = json.loads(packed)
        turtle = place.open(str(digest)).read(GRAPH)
        return Former(str(digest), Before(turtle, Places.unpack(places)), int(changes))
    except _BROKEN:
        return None


@paused(aside=True)
def write_publication(
    knowledge: Knowledge,
    options: Options,
    notes: Notes,
    progress: Progress | None,
    former: Former | None = None,
) -> Publication:
    """Write down what is to be published.

    :param former: the graph before, made by the same code.
    """
    from cyberkg.rdf.parts import write_parts
    from cyberkg.store import Change
    from cyberkg.view import render

    if progress:
        progress("writing", 0, 1)
    parts = write_parts(knowledge, options.base, former.before if former else None)
    texts = _text_files(d.name for d in knowledge.documents)
    files = {texts[d.name]: d.text.encode("utf-8", "replace") for d in knowledge.documents}
    files[GRAPH] = parts.turtle
    files[PAGE] = render(knowledge).encode("utf-8")
    if notes.differences is not None:
        from cyberkg.llm import DISAGREEMENTS, write_differences

        files[DISAGREEMENTS] = write_differences(notes.differences)
    about = {
        "base": options.base,
        "options": {"min_confidence": options.min_confidence, "model": options.model},
        "readers": sorted({f.reader for f in knowledge.facts}),
        "sources": {d.name: d.sha256 for d in knowledge.documents},
        "texts": texts,
        "facts": len(knowledge.facts),
        "entities": len(knowledge.entities),
    }
    if progress:
        progress("writing", 1, 1)
    change = None
    if former and parts.kept and former.changes < _MOST_CHANGES:
        change = Change(former.digest, parts.anew, parts.kept, parts.partly)
    return Publication(
        files=files,
        about=about,
        quads=partial(parts.quads, knowledge, options.base),
        change=change,
        parts=parts,
        changes=former.changes + 1 if former and change else 0,
    )


def _text_files(names: Iterable[str]) -> dict[str, str]:
    """Give each document a file for its text, which no other has on any disk, and no disk finds too long.

    It has the document's own name, with ``.txt`` behind any other ending (``news.md.txt``). Where several would have
    the same, or one that differs in case alone, each has a digest behind it, and an ending that none of its own has.
    """
    own = {name: _file_name(name) for name in names}
    bearers = Counter(map(_alike, own.values()))
    return {
        name: f"texts/{file if bearers[_alike(file)] == 1 and len(file.encode()) <= _LONGEST else _marked(file, name)}"
        for name, file in own.items()
    }


def _alike(file: str) -> str:
    """Write a name as disks compare it that do not tell A from a."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", file).casefold())


def _file_name(name: str) -> str:
    flat = name.replace("/", "__").replace("\\", "__")
    return flat if flat.lower().endswith(".txt") else f"{flat}.txt"


def _marked(file: str, name: str) -> str:
    short = file[:-4].encode()[: _LONGEST // 2].decode("utf-8", "ignore")
    return f"{short}-{digest('text', name)}.text"


def open_knowledge(folder: Path) -> tuple[Knowledge, str]:
    """Read a published graph back: all it knows, and the base of its IRIs.

    :raises DamagedError: where there is no graph, or it is damaged.
    """
    from cyberkg.store import open_graph

    generation = open_graph(folder)
    return decode_graph(generation), str(generation.manifest["base"])


def open_doubts(folder: Path) -> tuple[Knowledge, tuple[Difference, ...]]:
    """Read a published graph back, and what its readers do not agree on; nothing where one of them read.

    :raises DamagedError: where there is no graph, or it is damaged.
    """
    from cyberkg.llm import DISAGREEMENTS, read_differences
    from cyberkg.store import open_graph

    generation = open_graph(folder)
    kept = DISAGREEMENTS in generation.files
    return decode_graph(generation), read_differences(generation.read(DISAGREEMENTS)) if kept else ()


@paused()
def decode_graph(generation: Generation) -> Knowledge:
    """Read all that a published graph knows. Raises DamagedError where it is damaged."""
    from cyberkg.rdf.decode import decode_file

    names = generation.manifest["texts"]
    texts = {name: generation.read(path).decode("utf-8") for name, path in names.items()}
    # The store holds the same, but is made for questions: it looks each term up where it is kept.
    with generation.whole(GRAPH) as path:
        return decode_file(path, texts)
