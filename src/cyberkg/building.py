"""The conductor: briefings in, a published graph out. Calls each room in turn and has no logic of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cyberkg.collect import Notes, collect, place_beside
from cyberkg.collector import returned
from cyberkg.errors import DiskError
from cyberkg.model import Knowledge
from cyberkg.order import READERS, Options, Progress
from cyberkg.publication import (
    PAGE,
    Publication,
    decode_graph,
    find_former,
    open_doubts,
    open_knowledge,
    write_publication,
)
from cyberkg.standing import find_standing
from cyberkg.summary import Summary, pack_summary, summarise, to_json, unpack_summary

if TYPE_CHECKING:
    from cyberkg.cache import ReadingCache
    from cyberkg.llm import Difference
    from cyberkg.store import Claim, Generation

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


def build(
    sources: Sequence[Path], out: Path, options: Options | None = None, progress: Progress | None = None
) -> Summary:
    """Read sources and publish their graph in a folder, wholly or not at all.

    Where nothing has changed since the last build of that graph, nothing is done.

    :param sources: files and folders.
    :param out: the graph's folder; made where it is missing.
    :param progress: called with a stage, how much is done and how much there is.
    :raises InputError: where there is nothing to read, or every file was refused.
    :raises CyberkgError: as the rooms raise them; the old graph stays then.
    """
    from cyberkg.cache import PARTS
    from cyberkg.store import claim

    options = options or Options()
    with claim(out) as place, returned():
        standing = find_standing(sources, options) if options.cache else None
        cache = _open_cache(place, sources, options)
        told = _find_told(place, cache, standing, out / PAGE)
        if told is not None:
            return told
        ground = _find_ground()
        with _countries_of(cache, ground):
            knowledge, refusals, notes = collect(sources, options, progress, cache=cache)
        former = find_former(place, cache.find_numbers(PARTS, ground))
        with _shapes_of(cache, ground):
            written = write_publication(knowledge, options, notes, progress, former)
        try:
            generation = _publish(place, written)
        except DiskError:
            if not cache.clear():
                raise
            generation = _publish(place, written)  # in the room that kept readings took
        cache.keep_numbers(PARTS, ground, written.pack(generation.digest))
        if notes.withheld:
            place.clear()  # the graph before this one may hold what is to be forgotten
        summary = summarise(knowledge, refusals, notes, out / PAGE, found=cache.found)
        # a file that was refused may be read the next time; one may have changed while it was read
        if standing and not refusals and standing == find_standing(sources, options, cache.seen):
            cache.note(standing, generation.digest, pack_summary(summary))
        cache.prune()
    return summary


def _find_ground() -> str:
    """Give the digest of all code and libraries; empty where it cannot be told."""
    from cyberkg.cache import find_ground

    return find_ground() or ""


def _publish(place: Claim, written: Publication) -> Generation:
    return place.publish(written.files, written.quads(), about=written.about, change=written.change)


def _find_told(place: Claim, cache: ReadingCache, standing: str | None, page: Path) -> Summary | None:
    """Give what the last build told, where this one would publish the same and that is there undamaged."""
    noted = cache.find_note(standing) if standing else None
    if noted is None or not place.shows(noted[0]):
        return None
    try:
        return unpack_summary(noted[1], page)
    except (ValueError, LookupError, TypeError):
        return None


@contextmanager
def _shapes_of(cache: ReadingCache, ground: str) -> Iterator[None]:
    """Draw what has not changed since the last build as it was drawn, and keep what is drawn in the block."""
    from cyberkg.view.shapes import Shapes, known

    shapes = Shapes(cache.find_shapes(ground) if ground else b"")
    with known(shapes):
        yield
    if ground:
        cache.keep_shapes(ground, shapes.pack())


@contextmanager
def _countries_of(cache: ReadingCache, ground: str) -> Iterator[None]:
    """Look for countries in the texts of the block that were not looked at before, and keep what is found."""
    from cyberkg.cache import COUNTRIES
    from cyberkg.identity.countries import Countries, known

    countries = Countries(cache.find_numbers(COUNTRIES, ground))
    with known(countries):
        yield
    cache.keep_numbers(COUNTRIES, ground, countries.pack())


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
        _publish(place, write_publication(knowledge, Options(base=base), Notes((), ()), None))


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
        notes = Notes((), (), left if told else None)
        _publish(place, write_publication(knowledge, options, notes, None))
        place.clear()
