"""The documents that gold is for: read now, or found in a graph."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePath

from cyberkg.building import Options, Progress, collect, open_knowledge
from cyberkg.errors import InputError
from cyberkg.evaluate.gold import Gold
from cyberkg.model import Knowledge

__all__ = ["find_in_graph", "read_documents"]


def read_documents(
    golds: Sequence[Gold], texts: Sequence[Path], options: Options, progress: Progress | None = None
) -> Knowledge:
    """Read the documents that gold is for; what a marked text carries, from a file that has its date in its name.

    All are read from a folder of their own, where nothing lies that the user decided: no identity decisions.

    :param texts: folders with the documents of gold in JSON; by default those in which such a document lies.
    :raises InputError: where a document is missing or cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="cyberkg-") as name:
        folder = Path(name)
        files = []
        for gold in golds:
            files.append(folder / gold.file_name)
            if gold.text is None:
                shutil.copyfile(_find_document(gold, texts), files[-1])
            else:
                files[-1].write_text(gold.text, encoding="utf-8", newline="\n")
        knowledge, refusals, _ = collect(files, options, progress)
    if refusals:
        raise refusals[0].error
    return knowledge


def _find_document(gold: Gold, texts: Sequence[Path]) -> Path:
    beside = gold.path.parent
    folders = list(texts) or [beside, beside.parent / "texts", Path("data")]
    found = next((folder / gold.document for folder in folders if (folder / gold.document).is_file()), None)
    if found is None:
        places = ", ".join(folder.as_posix() for folder in folders)
        raise InputError(
            f"{gold.document} is in none of {places}", str(gold.path), "name its folder with --texts"
        )
    return found


def find_in_graph(golds: Sequence[Gold], graph: Path) -> Knowledge:
    """Open a graph that knows every document that gold is for.

    :raises InputError: where it does not know one.
    :raises DamagedError: where there is no graph, or it is damaged.
    """
    knowledge, _ = open_knowledge(graph)
    known = {PurePath(document.name).name for document in knowledge.documents}
    for gold in golds:
        if known.isdisjoint({gold.document, gold.file_name}):
            raise InputError(
                f"the graph in {graph.as_posix()} has no document {gold.document}",
                str(gold.path),
                "build it, or leave its gold out",
            )
    return knowledge
