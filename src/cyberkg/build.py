"""The conductor: briefings in, a published graph out. Calls each room in turn and has no logic of its own."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from cyberkg.errors import DamagedError, DiskError, InputError, LimitError, UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Knowledge, Reading
from cyberkg.terms import PREDICATES

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from cyberkg.cache import ReadingCache
    from cyberkg.forgotten import Record, Withdrawal
    from cyberkg.identity.decision_file import Waiting
    from cyberkg.llm import Difference, Settings, Weighed
    from cyberkg.review import Judged
    from cyberkg.sources import Refusal, Source
    from cyberkg.store import Claim, Generation

__all__ = [
    "READERS",
    "Options",
    "Summary",
    "build",
    "collect",
    "open_doubts",
    "open_knowledge",
    "republish",
    "rewrite",
    "to_json",
]

READERS = ("", "learned", "rules", "llm")
GRAPH, PAGE, IDENTITY = "graph.ttl", "network.html", "identity.yaml"
_FEW = 40_000  # characters; a second process takes longer to start than to read this much
Progress = Callable[[str, int, int], None]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Options:
    """How to build.

    :param base: where the IRIs of data begin; ends with ``/`` or ``#``.
    :param model: the spaCy model to read with; empty for the embedded one.
    :param min_confidence: facts claimed below this are left out.
    :param workers: processes that read; 0 for one a core, fewer where there is little to read.
    :param identity: the file of identity decisions; None for the one ``identity.yaml`` beside the sources.
    :param reader: who reads, one of ``READERS``: empty for the network and the rules together, ``learned`` or
        ``rules`` for one of them alone, ``llm`` for a language model on the server that ``llm`` names. Network
        and rules read beside it then, and what they have otherwise is kept to be reviewed.
    :param llm: the server and the model, for that reader; ``workers`` then counts requests at a time, one
        where it is 0.
    :param cache: find what earlier builds read beside the graph, and keep what this one reads; False removes what
        is kept. The graph is the same.
    """

    base: str = DEFAULT_BASE
    model: str = ""
    min_confidence: float = 0.0
    workers: int = 0
    identity: Path | None = None
    reader: str = ""
    llm: Settings | None = None
    cache: bool = True


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


class Notes(NamedTuple):
    """What a user may want to know of a reading, though nothing failed.

    :param waiting: identity decisions with names that no fact speaks of.
    :param differences: what a language model and the built-in reader do not agree on and nobody judged; None
        where only one of them read.
    :param kept_out: facts left out as they are about people who are to be forgotten.
    """

    warnings: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    differences: tuple[Difference, ...] | None = None
    kept_out: int = 0


class _Read(NamedTuple):
    """What was read of briefings; ``weighed`` is empty but where two readers read."""

    readings: list[Reading]
    weighed: list[Weighed]
    warnings: list[str]


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
        quads, files, about = _publication(knowledge, options, notes, progress)
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

    waits = load_record(_beside(sources, RECORD)) is not None
    basis = find_basis(options.reader, options.model) if options.cache else None
    return ReadingCache(place.layout.generations / FOLDER, basis, waits=waits)


def republish(knowledge: Knowledge, base: str, out: Path) -> None:
    """Publish knowledge, a part of a graph for one, as a graph of its own that every command opens.

    :raises UsageError: where the folder holds other files.
    :raises CyberkgError: as the rooms raise them; the old graph stays then.
    """
    from cyberkg.store import claim

    with claim(out) as place:
        quads, files, about = _publication(knowledge, Options(base=base), Notes((), ()), None)
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
        changed = change(_decoded(generation), differences, str(manifest["base"]))
        if changed is None:
            place.clear()
            return
        knowledge, left = changed
        options = Options(base=str(manifest["base"]), **manifest["options"])
        quads, files, about = _publication(knowledge, options, Notes((), (), left if told else None), None)
        place.publish(files, quads, about=about)
        place.clear()


def collect(
    sources: Sequence[Path],
    options: Options,
    progress: Progress | None = None,
    *,
    cache: ReadingCache | None = None,
) -> tuple[Knowledge, tuple[Refusal, ...], Notes]:
    """Read sources and resolve who is who: the knowledge, the files refused, notes.

    :param cache: what was read before, which is not read again; what is read now is kept in it.
    :raises InputError: where there is nothing to read, every file was refused, or two files hold decisions.
    :raises UsageError: where a language model is to read and no server is named.
    """
    from cyberkg.forgotten import RECORD, load_record
    from cyberkg.identity import load_decisions, resolve
    from cyberkg.review import VERDICTS, apply_verdicts, load_verdicts
    from cyberkg.sources import Refusal, discover, read_all

    if options.reader == "llm" and options.llm is None:
        raise UsageError("no server is named for the language model", hint="name one; the text is sent there")

    files = discover(sources)
    if not files:
        raise InputError(
            "there is nothing to read",
            ", ".join(map(str, sources)),
            "add briefings (.txt, .md, .html, .pdf, .docx)",
        )
    decisions = load_decisions(options.identity or _beside(sources, IDENTITY))
    verdicts = load_verdicts(_beside(sources, VERDICTS))
    record = load_record(_beside(sources, RECORD))
    read = list(read_all(files, known=cache))
    refusals = tuple(r for r in read if isinstance(r, Refusal))
    found = [r for r in read if not isinstance(r, Refusal)]
    if not found:
        raise InputError("no file could be read", refusals[0].name, str(refusals[0].error))
    by_hand = [r for s in found for r in (s.reading, *s.further) if r is not None]
    known = [s for s in found if s.reading is None]
    briefings = [s.document for s in known if s.heard is None]
    heard = _with_known(known, _read_all(_shielded(briefings, record, options), options, progress, cache))
    heard_readings = _masked([*by_hand, *heard.readings], record)
    judged = apply_verdicts(heard_readings, verdicts, _masked([w.spare for w in heard.weighed], record))
    readings = list(judged.readings)
    if options.min_confidence:
        readings = [_above(r, options.min_confidence) for r in readings]
    documents = sorted((s.document for s in found), key=lambda d: d.name)
    resolution = resolve(readings, documents, decisions, base=options.base)
    knowledge = Knowledge(
        documents=tuple(replace(d, items=()) for d in documents),
        entities=tuple(resolution.entities),
        facts=tuple(resolution.facts),
        merges=tuple(resolution.merges),
    )
    withdrawal = _withdraw(knowledge, record, options)
    if cache:
        cache.settle(withdrawal.keeps if withdrawal else lambda _: True)
    knowledge = withdrawal.knowledge if withdrawal else knowledge
    _check_quotes(knowledge)
    notes = [note for s in found for note in s.notes]
    told = (*notes, *heard.warnings, *judged.warnings, *resolution.warnings)
    differences = _differences(heard, judged, options)
    if withdrawal and record and differences is not None:
        from cyberkg.forgotten import without

        differences = without(differences, record, withdrawal)
    kept_out = withdrawal.facts if withdrawal else 0
    return knowledge, refusals, Notes(told, resolution.waiting, differences, kept_out)


def _shielded(documents: list[Document], record: Record | None, options: Options) -> list[Document]:
    """Mask the names of forgotten people in what is sent to a server."""
    if record is None or options.reader != "llm":
        return documents
    from cyberkg.forgotten import shield

    return [shield(document, record) for document in documents]


def _masked(readings: list[Reading], record: Record | None) -> list[Reading]:
    """Mask forgotten names in quotes, as verdicts on them have them masked."""
    if record is None:
        return readings
    from cyberkg.forgotten import with_masked_quotes

    return [with_masked_quotes(reading, record) for reading in readings]


def _withdraw(knowledge: Knowledge, record: Record | None, options: Options) -> Withdrawal | None:
    """Leave out people who are to be forgotten; None where there are none."""
    if record is None:
        return None
    from cyberkg.forgotten import withdraw

    return withdraw(knowledge, record, options.base)


def _beside(sources: Sequence[Path], name: str) -> Path:
    """Find a user's file beside the sources: in a folder among them, or where a file among them lies.

    :returns: the file, or where one would be; the order of ``sources`` does not matter.
    :raises InputError: where there are two, as one of them would be passed over.
    """
    folders = {(s if s.is_dir() else s.parent).resolve(): s if s.is_dir() else s.parent for s in sources}
    places = [folders[folder] / name for folder in sorted(folders)]
    found = [place for place in places if os.path.lexists(place)]
    if len(found) > 1:
        hint = "make them one" if name != IDENTITY else "name one with --identity"
        raise InputError(f"is not the only {name}: there is {found[1]} too", str(found[0]), hint)
    return (found or places)[0]


def _above(reading: Reading, least: float) -> Reading:
    claims = tuple(c for c in reading.claims if c.confidence >= least)
    used = {k for c in claims for k in (c.subject, c.object, c.represents)}
    return replace(reading, claims=claims, referents=tuple(r for r in reading.referents if r.key in used))


def _with_known(sources: Sequence[Source], read: _Read) -> _Read:
    """Put what was read of some documents now between what is known of the others, in the order of the documents."""
    now = iter(read.readings)
    return read._replace(readings=[source.heard or next(now) for source in sources])


def _read_all(
    documents: Sequence[Document], options: Options, progress: Progress | None, cache: ReadingCache | None
) -> _Read:
    """Read documents; where a language model reads, weigh what it finds against the built-in reader."""
    if options.reader != "llm" or options.llm is None:
        readings = []
        for document, reading in zip(
            documents, _readings(documents, options, "reading", progress), strict=True
        ):
            if cache:
                _keep(cache, document, reading)
            readings.append(reading)
        return _Read(readings, [], [])
    from cyberkg.llm import read_documents, weigh

    examined = list(
        _counted(read_documents(documents, options.llm, options.workers), "reading", len(documents), progress)
    )
    # only once the server has answered: a build that it fails should fail at once
    second = _readings(documents, replace(options, reader="", workers=0), "comparing", progress)
    weighed = [weigh(one.reading, other) for one, other in zip(examined, second, strict=True)]
    warnings = [warning for one in examined for warning in one.warnings]
    return _Read([w.reading for w in weighed], weighed, warnings)


def _keep(cache: ReadingCache, document: Document, reading: Reading) -> None:
    from cyberkg.sources import Source

    cache.keep(document.name, document.sha256, [Source(document, heard=reading)])


def _differences(heard: _Read, judged: Judged, options: Options) -> tuple[Difference, ...] | None:
    """Give what two readers do not agree on and nobody judged, by document; None where only one read."""
    if options.reader != "llm":
        return None
    found = [d for w in heard.weighed for d in w.differences(judged.settled, options.min_confidence)]
    return tuple(sorted(found, key=lambda d: d.document))


def _readings(
    documents: Sequence[Document], options: Options, stage: str, progress: Progress | None
) -> Iterator[Reading]:
    """Read documents with the built-in reader, in as many processes as are worth it, in their order."""
    size = sum(len(d.text) for d in documents)
    workers = options.workers or min(os.cpu_count() or 1, 1 + size // _FEW)
    read = partial(_read, model=options.model, reader=options.reader)
    if workers < 2 or len(documents) < 2:
        yield from _counted(map(read, documents), stage, len(documents), progress)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool: Executor
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            yield from _counted(pool.map(read, documents), stage, len(documents), progress)
        except BrokenProcessPool as error:
            what = "a process that reads was ended from outside, perhaps for want of memory"
            raise LimitError(what, hint="read with fewer at a time (--workers 1)") from error


def _counted(found: Iterable[_T], stage: str, total: int, progress: Progress | None) -> Iterator[_T]:
    for n, one in enumerate(found, 1):
        if progress:
            progress(stage, n, total)
        yield one


def _read(document: Document, *, model: str, reader: str) -> Reading:
    from cyberkg.learned import LearnedReader
    from cyberkg.reading.language import DEFAULT_MODEL
    from cyberkg.reading.reader import RuleReader

    model = model or DEFAULT_MODEL
    if reader == "rules":
        return RuleReader(model).read(document)
    return LearnedReader(model, ruled=reader != "learned").read(document)


def _check_quotes(knowledge: Knowledge) -> None:
    """Hold every build to the first law: a quote stands where its offsets say."""
    texts = {d.name: d.text for d in knowledge.documents}
    for fact in knowledge.facts:
        place = fact.evidence
        if texts[place.document][place.start : place.end] != place.quote:
            raise DamagedError(
                "a fact's quote is not at its offsets", place.document, "report this with the briefing"
            )


def _publication(
    knowledge: Knowledge, options: Options, notes: Notes, progress: Progress | None
) -> tuple[list[Any], dict[str, bytes], dict[str, Any]]:
    """Write down what is to be published: quads, files by path, and what the manifest tells."""
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
    return _decoded(generation), str(generation.manifest["base"])


def open_doubts(folder: Path) -> tuple[Knowledge, tuple[Difference, ...]]:
    """Read a published graph back, and what its readers do not agree on; nothing where one of them read.

    :raises DamagedError: where there is no graph, or it is damaged.
    """
    from cyberkg.llm import DISAGREEMENTS, read_differences
    from cyberkg.store import open_graph

    generation = open_graph(folder)
    kept = DISAGREEMENTS in generation.files
    return _decoded(generation), read_differences(generation.read(DISAGREEMENTS)) if kept else ()


def _decoded(generation: Generation) -> Knowledge:
    import pyoxigraph as ox

    from cyberkg.rdf.decode import decode

    names = generation.manifest["texts"]
    texts = {name: generation.read(path).decode("utf-8") for name, path in names.items()}
    with generation.store() as store:
        quads = ox.parse(store.dump(), format=ox.RdfFormat.N_QUADS)
        return decode(quads, texts)


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
