"""What is published of knowledge, written down, and read back from a published graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyberkg.collect import Notes
from cyberkg.collector import paused
from cyberkg.model import Knowledge
from cyberkg.order import Options, Progress

if TYPE_CHECKING:
    from cyberkg.llm import Difference
    from cyberkg.store import Generation

__all__ = ["PAGE", "decode_graph", "open_doubts", "open_knowledge", "write_publication"]

GRAPH, PAGE = "graph.ttl", "network.html"


@paused()
def write_publication(
    knowledge: Knowledge, options: Options, notes: Notes, progress: Progress | None
) -> tuple[list[Any], dict[str, bytes], dict[str, Any]]:
    """Write down what is to be published: quads, files by path with their bytes, and what the manifest tells."""
    from cyberkg.rdf.encode import encode
    from cyberkg.rdf.turtle import write_turtle
    from cyberkg.view import render

    if progress:
        progress("writing", 0, 1)
    quads = list(encode(knowledge, options.base))
    files = {f"texts/{_file_name(d.name)}": d.text.encode("utf-8", "replace") for d in knowledge.documents}
    files[GRAPH] = write_turtle(quads)
    files[PAGE] = render(knowledge).encode("utf-8")
    if notes.differences is not None:
        from cyberkg.llm import DISAGREEMENTS, write_differences

        files[DISAGREEMENTS] = write_differences(notes.differences)
    about = {
        "base": options.base,
        "options": {"min_confidence": options.min_confidence, "model": options.model},
        "readers": sorted({f.reader for f in knowledge.facts}),
        "sources": {d.name: d.sha256 for d in knowledge.documents},
        "texts": {d.name: f"texts/{_file_name(d.name)}" for d in knowledge.documents},
        "facts": len(knowledge.facts),
        "entities": len(knowledge.entities),
    }
    if progress:
        progress("writing", 1, 1)
    return quads, files, about


def _file_name(name: str) -> str:
    """A file name for the text of a document: its own where that is plain, with ``.txt`` behind any other ending."""
    flat = name.replace("/", "__").replace("\\", "__")
    return flat if flat.lower().endswith(".txt") else f"{flat}.txt"


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
    import pyoxigraph as ox

    from cyberkg.rdf.decode import decode

    names = generation.manifest["texts"]
    texts = {name: generation.read(path).decode("utf-8") for name, path in names.items()}
    with generation.store() as store:
        quads = ox.parse(store.dump(), format=ox.RdfFormat.N_QUADS)
        return decode(quads, texts)
