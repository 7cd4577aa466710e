"""Documents in, readings out: by the network and the rules, or by a language model that is weighed against them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cyberkg.errors import LimitError
from cyberkg.model import Document, Reading, with_common_places
from cyberkg.order import Options, Progress

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from cyberkg.cache import ReadingCache
    from cyberkg.llm import Weighed

__all__ = ["Heard", "hear", "read_document"]

_FEW = 40_000  # characters; a second process takes longer to start than to read this much
_T = TypeVar("_T")


class Heard(NamedTuple):
    """What was read of briefings; ``weighed`` is empty but where two readers read."""

    readings: list[Reading]
    weighed: list[Weighed]
    warnings: list[str]


def hear(
    documents: Sequence[Document], options: Options, progress: Progress | None, cache: ReadingCache | None
) -> Heard:
    """Read documents; where a language model reads, weigh what it finds against the built-in reader."""
    if options.reader != "llm" or options.llm is None:
        readings = []
        for document, reading in zip(
            documents, _readings(documents, options, "reading", progress), strict=True
        ):
            if cache:
                _keep(cache, document, reading)
            readings.append(with_common_places(reading))
        return Heard(readings, [], [])
    from cyberkg.llm import read_documents, weigh

    examined = list(
        _counted(read_documents(documents, options.llm, options.workers), "reading", len(documents), progress)
    )
    # only once the server has answered: a build that it fails should fail at once
    second = _readings(documents, replace(options, reader="", workers=0), "comparing", progress)
    weighed = [weigh(one.reading, other) for one, other in zip(examined, second, strict=True)]
    warnings = [warning for one in examined for warning in one.warnings]
    return Heard([w.reading for w in weighed], weighed, warnings)


def _keep(cache: ReadingCache, document: Document, reading: Reading) -> None:
    from cyberkg.sources import Source

    cache.keep(document.name, document.sha256, [Source(document, heard=reading)])


def _readings(
    documents: Sequence[Document], options: Options, stage: str, progress: Progress | None
) -> Iterator[Reading]:
    """Read documents with the built-in reader, in as many processes as are worth it, in their order."""
    size = sum(len(d.text) for d in documents)
    workers = options.workers or min(os.cpu_count() or 1, 1 + size // _FEW)
    read = partial(read_document, model=options.model, reader=options.reader)
    if options.cluster and documents:
        from cyberkg.cluster import read_on_cluster

        rests_on = partial(tell_basis, options.reader, options.model)
        yield from _counted(
            read_on_cluster(read, documents, options.cluster, rests_on), stage, len(documents), progress
        )
        return
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


def tell_basis(reader: str, model: str) -> str | None:
    """Give a digest of what reading rests on, by which two machines know that they would read the same.

    :param model: of a spaCy model of the user's only the name is known.
    """
    from cyberkg.cache import find_basis

    basis = find_basis(reader, "")
    return f"{basis} {model}" if basis else None


def read_document(document: Document, *, model: str, reader: str) -> Reading:
    """Read a document with the built-in reader.

    :param model: the spaCy model; empty for the embedded one.
    :param reader: one of ``READERS`` but ``llm``.
    """
    from cyberkg.reading.language import DEFAULT_MODEL

    model = model or DEFAULT_MODEL
    if reader == "rules":
        from cyberkg.reading.reader import RuleReader

        return RuleReader(model).read(document)
    from cyberkg.learned import LearnedReader  # takes half a second to load

    return LearnedReader(model, ruled=reader != "learned").read(document)
