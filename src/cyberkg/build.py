"""The conductor: briefings in, a published graph out. Calls each room in turn and has no logic of its own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cyberkg.collect import Notes, collect, place_beside
from cyberkg.errors import DiskError
from cyberkg.model import Knowledge
from cyberkg.order import READERS, Options, Progress
from cyberkg.publication import PAGE, decode_graph, open_doubts, open_knowledge, write_publication
from cyberkg.terms import PREDICATES

if TYPE_CHECKING:
    from cyberkg.cache import ReadingCache
    from cyberkg.identity.decision_file import Waiting
    from cyberkg.llm import Difference
    from cyberkg.store import Claim

__all__ = [
    "PAGE",
    "READERS",
    "Options",
    "Progress",
    "Summary",
    "build",
    "collect",
    "open_doubts",
    "open_knowledge",
    "republish",
    "rewrite",
    "to_json",
]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    :param facts: facts by group of predicates; ``entities`` by type; ``merges`` by verdict.
    :param refused: files that were not read, each as one line that says why.
    :param page: the network page to open.
    :param waiting: identity decisions with names that no fact speaks of.
    :param disagreements: how much a language model and the built-in reader do not agree on.
    :param kept_out: facts that were read, and are left out as they are about people who are to be forgotten.
    :param read_anew: documents that no earlier build has read as they are now.
    """

    documents: int
    facts: Mapping[str, int]
    entities: Mapping[str, int]
    merges: Mapping[str, int]
    warnings: tuple[str, ...]
    refused: tuple[str, ...]
    page: Path
    waiting: tuple[Waiting, ...] = ()
    disagreements: int = 0
    kept_out: int = 0
    read_anew: int = 0


def build(
    sources: Sequence[Path], out: Path, options: Options | None = None, progress: Progress | None = None
) -> Summary:
    """Read sources and publish their graph in a folder, wholly or not at all.

    :param sources: files and folders.
    :param out: the graph's folder; made where it is missing.
    :param progress: called with a stage, how much is done and how much there is.
    :raises InputError: where there is nothing to read, or every file was refused.
    :raises CyberkgError: as the rooms raise them; the old graph stays then.
    """
    from cyberkg.store import claim

    options = options or Options()
    with claim(out) as place:
        cache = _open_cache(place, sources, options)
        knowledge, refusals, notes = collect(sources, options, progress, cache=cache)
        quads, files, about = write_publication(knowledge, options, notes, progress)
        try:
            place.publish(files, quads, about=about)
        except DiskError:
            if not cache.clear():
                raise
            place.publish(files, quads, about=about)  # in the room that kept readings took
        if notes.kept_out:
            place.clear()  # the graph before this one may hold what is to be forgotten
        cache.prune()
    refused = tuple(str(r.error) for r in refusals)
    return Summary(
        documents=len(knowledge.documents),
        facts=dict(sorted(Counter(PREDICATES[f.predicate].group.value for f in knowledge.facts).items())),
        entities=dict(sorted(Counter(e.type.value for e in knowledge.entities).items())),
        merges=dict(sorted(Counter(m.verdict for m in knowledge.merges).items())),
        warnings=notes.warnings,
        refused=refused,
        page=out / PAGE,
        waiting=notes.waiting,
        disagreements=len(notes.differences or ()),
        kept_out=notes.kept_out,
        read_anew=len(knowledge.documents) - cache.found,
    )


def _open_cache(place: Claim, sources: Sequence[Path], options: Options) -> ReadingCache:
    """Open what earlier builds of a graph read; with a record of forgotten people nothing is written until it is clean."""
    from cyberkg.cache import FOLDER, ReadingCache, find_basis
    from cyberkg.forgotten import RECORD, load_record

    waits = load_record(place_beside(sources, RECORD)) is not None
    basis = find_basis(options.reader, options.model) if options.cache else None
    return ReadingCache(place.layout.generations / FOLDER, basis, waits=waits)


def republish(knowledge: Knowledge, base: str, out: Path) -> None:
    """Publish knowledge, a part of a graph for one, as a graph of its own that every command opens.

    :raises UsageError: where the folder holds other files.
    :raises CyberkgError: as the rooms raise them; the old graph stays then.
    """
    from cyberkg.store import claim

    with claim(out) as place:
        quads, files, about = write_publication(knowledge, Options(base=base), Notes((), ()), None)
        place.publish(files, quads, about=about)


def rewrite(
    out: Path,
    change: Callable[
        [Knowledge, tuple[Difference, ...], str], tuple[Knowledge, tuple[Difference, ...]] | None
    ],
) -> None:
    """Publish a graph anew with a change in what it knows, and leave no older graph on the disk.

    :param change: gets what the graph knows, what its readers do not agree on and the base of its IRIs; gives
        what is to be known instead, or None to leave the graph as it is.
    :raises DamagedError: where there is no graph, or it is damaged.
    :raises CyberkgError: as the rooms raise them; the old graph stays then.
    """
    from cyberkg.cache import FOLDER, remove_readings
    from cyberkg.llm import DISAGREEMENTS, read_differences
    from cyberkg.store import claim, open_graph

    with claim(out) as place:
        remove_readings(place.layout.generations / FOLDER)  # they know more than the graph is to know
        generation = open_graph(out)
        manifest = generation.manifest
        told = DISAGREEMENTS in generation.files
        differences = read_differences(generation.read(DISAGREEMENTS)) if told else ()
        changed = change(decode_graph(generation), differences, str(manifest["base"]))
        if changed is None:
            place.clear()
            return
        knowledge, left = changed
        options = Options(base=str(manifest["base"]), **manifest["options"])
        quads, files, about = write_publication(
            knowledge, options, Notes((), (), left if told else None), None
        )
        place.publish(files, quads, about=about)
        place.clear()


def to_json(summary: Summary) -> str:
    """Write a summary as one JSON object."""
    whole = {
        "documents": summary.documents,
        "facts": summary.facts,
        "entities": summary.entities,
        "merges": summary.merges,
        "warnings": summary.warnings,
        "waiting": [str(waiting) for waiting in summary.waiting],
        "disagreements": summary.disagreements,
        "kept_out": summary.kept_out,
        "read_anew": summary.read_anew,
        "refused": summary.refused,
        "page": summary.page.as_posix(),
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True)
