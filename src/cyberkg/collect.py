"""Sources in, knowledge out: what is read of them, judged, resolved, and freed of who is to be forgotten."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cyberkg.collector import paused
from cyberkg.errors import DamagedError, InputError, UsageError
from cyberkg.hearing import Heard, hear
from cyberkg.model import SOME_ITEMS, Document, Knowledge, Reading
from cyberkg.order import Options, Progress

if TYPE_CHECKING:
    from cyberkg.cache import ReadingCache
    from cyberkg.forgotten import Record, Withdrawal
    from cyberkg.identity.decision_file import Waiting
    from cyberkg.llm import Difference
    from cyberkg.review import Judged
    from cyberkg.sources import Refusal, Source

__all__ = ["IDENTITY", "Notes", "collect", "place_beside"]

IDENTITY = "identity.yaml"


class Notes(NamedTuple):
    """What a user may want to know of a reading, though nothing failed.

    :param waiting: identity decisions with names that no fact speaks of.
    :param differences: what a language model and the built-in reader do not agree on and nobody judged; None
        where only one of them read.
    :param kept_out: facts left out as they are about people who are to be forgotten.
    :param withheld: whether anything, facts or not, is left out or masked because of them.
    """

    warnings: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    differences: tuple[Difference, ...] | None = None
    kept_out: int = 0
    withheld: bool = False


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
    from cyberkg.sources import discover

    if options.reader == "llm" and options.llm is None:
        raise UsageError("no server is named for the language model", hint="name one; the text is sent there")

    files = discover(sources)
    if not files:
        raise InputError(
            "there is nothing to read",
            ", ".join(map(str, sources)),
            "add briefings (.txt, .md, .html, .pdf, .docx)",
        )
    decisions = load_decisions(options.identity or place_beside(sources, IDENTITY))
    verdicts = load_verdicts(place_beside(sources, VERDICTS))
    record = load_record(place_beside(sources, RECORD))
    found, refusals, heard = _read(files, record, options, progress, cache)
    with paused(aside=True):
        by_hand = [r for s in found for r in (s.reading, *s.further) if r is not None]
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
        differences = _differences(heard, judged, options, record, withdrawal)
        kept_out, withheld = (withdrawal.facts, withdrawal.changed) if withdrawal else (0, False)
        return knowledge, refusals, Notes(told, resolution.waiting, differences, kept_out, withheld)


def _read(
    files: Sequence[Path],
    record: Record | None,
    options: Options,
    progress: Progress | None,
    cache: ReadingCache | None,
) -> tuple[list[Source], tuple[Refusal, ...], Heard]:
    """Read files, and hear what their briefings say: documents without their items, the files refused, readings."""
    from cyberkg.sources import Refusal, read_all

    with paused(aside=True):
        read = list(read_all(files, known=cache))
    refusals = tuple(r for r in read if isinstance(r, Refusal))
    found = [r for r in read if not isinstance(r, Refusal)]
    if not found:
        raise InputError("no file could be read", refusals[0].name, str(refusals[0].error))
    known = [s for s in found if s.reading is None]
    briefings = [s.document for s in known if s.heard is None]
    heard = _with_known(known, hear(_shielded(briefings, record, options), options, progress, cache))
    return [_read_through(s) for s in found], refusals, heard


def _read_through(source: Source) -> Source:
    """Leave out the items of a document, which only serve the reading and take more memory than its text."""
    document = source.document
    return replace(source, document=replace(document, items=SOME_ITEMS)) if document.items else source


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


def place_beside(sources: Sequence[Path], name: str) -> Path:
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


def _with_known(sources: Sequence[Source], read: Heard) -> Heard:
    """Put what was read of some documents now between what is known of the others, in the order of the documents."""
    now = iter(read.readings)
    return read._replace(readings=[source.heard or next(now) for source in sources])


def _differences(
    heard: Heard, judged: Judged, options: Options, record: Record | None, withdrawal: Withdrawal | None
) -> tuple[Difference, ...] | None:
    """Give what two readers do not agree on and nobody judged, by document; None where only one read.

    What is about people who are to be forgotten is left out.
    """
    if options.reader != "llm":
        return None
    found = [d for w in heard.weighed for d in w.differences(judged.settled, options.min_confidence)]
    differences = tuple(sorted(found, key=lambda d: d.document))
    if withdrawal is None or record is None:
        return differences
    from cyberkg.forgotten import without

    return without(differences, record, withdrawal)


def _check_quotes(knowledge: Knowledge) -> None:
    """Hold every build to the first law: a quote stands where its offsets say."""
    texts = {d.name: d.text for d in knowledge.documents}
    for fact in knowledge.facts:
        place = fact.evidence
        if texts[place.document][place.start : place.end] != place.quote:
            raise DamagedError(
                "a fact's quote is not at its offsets", place.document, "report this with the briefing"
            )
