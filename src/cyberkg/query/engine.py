"""Ask a published graph: start a worker for the query, wait for it, say in words what became of it.

The store is named by the folder of its published generation, which nobody ever writes again; so the worker
may open it without a lock, beside any number of others. Or by a file that tells which graph on which server is
to be asked (``remote.Reading``): then the server runs the query, and the worker reads its answer.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from cyberkg.errors import LimitError, UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.answers import read_table, read_triples
from cyberkg.query.distant import fetched, is_distant
from cyberkg.query.failures import explain_death, explain_syntax, explain_trouble
from cyberkg.query.guard import check
from cyberkg.query.plan import plan
from cyberkg.query.prefixes import PREFIXES
from cyberkg.query.results import Dataset, Limits, Table, Term, Triples
from cyberkg.query.slots import fill

__all__ = ["FORMATS", "Outcome", "answer", "run", "write"]

FORMATS = ("csv", "tsv", "json", "xml", "ttl", "nt")
_MARK = (
    "cyberkg-query-worker "  # as in worker.py, which is not imported: it would load the library of the store
)
_IN_MEMORY = 64 << 20  # bytes of JSON that are turned into Python objects; about ten times that in memory
_USUAL = Limits()
_PATIENCE = 0.1  # seconds between two looks at whether anybody still waits


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer is (``table``, ``triples`` or ``boolean``) and whether rows were left out of it."""

    kind: str
    truncated: bool


def run(
    store_path: Path,
    sparql: str,
    *,
    limits: Limits = _USUAL,
    bindings: Mapping[str, Sequence[Term]] | None = None,
    base: str = DEFAULT_BASE,
) -> Table | Triples | bool:
    """Ask and take the answer into memory: SELECT gives a table, ASK a boolean, the others triples.

    The default graph of a published store is the union of its named graphs, each triple once. The prefixes
    of ``prefixes.PREFIXES`` need no declaration, and relative IRIs begin at ``base``.

    :param store_path: folder of an Oxigraph store that nobody writes, or file of a ``remote.Reading``.
    :param bindings: for each parameter of the query (``VALUES ?name { UNDEF }``) the terms it may be.
    :param base: what the prefix ``ckgd`` stands for.
    :raises UsageError: where the query is no SPARQL (with line and column), or an update.
    :raises LimitError: where a limit was hit, by time, memory, nesting or the size of the answer.
    :raises NetworkError: where it asks for the network.
    :raises DamagedError: where the store cannot be read.
    """
    formats = {"table": "json", "boolean": "json", "triples": "nt"}
    with tempfile.TemporaryFile() as file:
        outcome = _ask(_job(store_path, sparql, bindings or {}, base), limits, formats, file)
        size = file.seek(0, os.SEEK_END)
        if size > _IN_MEMORY:
            raise LimitError(
                f"the answer has {size >> 20} MB, too much to be shown",
                hint="ask for less, or write it to a file as csv, tsv or json",
            )
        file.seek(0)
        body = file.read()
    read = read_triples if outcome.kind == "triples" else read_table
    return read(body, outcome.truncated)


def write(
    store_path: Path,
    sparql: str,
    output: IO[bytes],
    format: str,  # noqa: A002
    *,
    limits: Limits = _USUAL,
    bindings: Mapping[str, Sequence[Term]] | None = None,
    base: str = DEFAULT_BASE,
) -> Outcome:
    """Ask and write the answer, all of it or nothing, in a W3C format (UTF-8), without a detour over Python.

    :param output: takes the bytes.
    :param format: one of ``FORMATS``: ``ttl`` and ``nt`` for CONSTRUCT and DESCRIBE, the others for SELECT
        and ASK.
    :raises CyberkgError: as ``run``; ``UsageError`` also where the format does not fit the query.
    """
    if format not in FORMATS:
        raise UsageError(f"no format is called {format}", hint=f"use {', '.join(FORMATS)}")
    kinds = ("triples",) if format in {"ttl", "nt"} else ("table", "boolean")
    with tempfile.TemporaryFile() as body:
        job = _job(store_path, sparql, bindings or {}, base)
        outcome = _ask(job, limits, dict.fromkeys(kinds, format), body)
        body.seek(0)
        shutil.copyfileobj(body, output)
    return outcome


def answer(
    store_path: Path,
    sparql: str,
    formats: Mapping[str, str],
    *,
    limits: Limits = _USUAL,
    base: str = DEFAULT_BASE,
    dataset: Dataset | None = None,
    is_awaited: Callable[[], bool] = lambda: True,
) -> tuple[Outcome, IO[bytes]]:
    """Ask, whatever the kind of the query, and have the answer written in the format of its kind.

    :param formats: ``table`` and ``boolean`` to csv, tsv, json or xml, ``triples`` to ttl, nt, rdf or jsonld.
    :param dataset: the graphs that it sees, where these are not all.
    :param is_awaited: asked time and again; as soon as it says no, the query is ended.
    :returns: what it is, and the answer in a temporary file, at its start, that goes when it is closed.
    :raises CyberkgError: as ``run``; ``LimitError`` also where nobody waits any more.
    """
    job = _job(store_path, sparql, {}, base, dataset)
    with ExitStack() as until_done:
        body = until_done.enter_context(tempfile.TemporaryFile())
        outcome = _ask(job, limits, formats, body, is_awaited)
        body.seek(0)
        until_done.pop_all()  # it is the caller's now
    return outcome, body


def _job(
    store_path: Path,
    sparql: str,
    bindings: Mapping[str, Sequence[Term]],
    base: str,
    dataset: Dataset | None = None,
) -> dict[str, Any]:
    """Check a query and put together what the worker has to know of it."""
    check(sparql)
    return {
        "store": str(store_path),
        "sparql": plan(fill(sparql, bindings)).encode("utf-8", "replace").decode("utf-8"),
        "prefixes": {**PREFIXES, "ckgd": base},
        "base": base,
        "dataset": dataset and {"default": dataset.default, "named": dataset.named},
    }


def _ask(
    job: dict[str, Any],
    limits: Limits,
    formats: Mapping[str, str],
    body: IO[bytes],
    is_awaited: Callable[[], bool] = lambda: True,
) -> Outcome:
    """Have a job done, here or on a server, and its answer written to the file."""
    if not is_distant(Path(job["store"])):
        return _run(job, limits, formats, body, is_awaited)
    with fetched(job, limits) as (answered, most):
        # of an answer as long as the server lets any be, nobody knows whether it is whole
        bounded = bool(most) and not 0 < limits.rows < most
        within = replace(limits, rows=most - 1) if bounded else limits
        outcome = _run({**job, **answered}, within, formats, body, is_awaited)
    if bounded and outcome.truncated:
        raise LimitError(
            f"the server gives no more than {most:,} rows of an answer",
            hint="ask for less, or raise its limit (ResultSetMaxRows of Virtuoso)",
        )
    return outcome


def _run(
    job: dict[str, Any],
    limits: Limits,
    formats: Mapping[str, str],
    body: IO[bytes],
    is_awaited: Callable[[], bool],
) -> Outcome:
    """Run a job in a process of its own, whose answer goes straight to the file."""
    order = {
        **job,
        "formats": dict(formats),
        "rows": limits.rows,
        "memory": limits.memory,
        "seconds": limits.timeout + 1,  # by then it ends itself, should this process be gone
    }
    with ExitStack() as at_the_end:
        with _unheard():
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "cyberkg.query.worker"],
                stdin=subprocess.PIPE,
                stdout=body,
                stderr=subprocess.PIPE,
                # one heap for all threads: else glibc sets 64 MB of address space aside for each of them
                env={**os.environ, "MALLOC_ARENA_MAX": "1"},
            )
            at_the_end.callback(process.wait)
            at_the_end.callback(process.kill)
        errors = _wait(process, json.dumps(order).encode(), limits.timeout, is_awaited)
    return _judge(process.returncode, errors.decode("utf-8", "replace"), job)


@contextmanager
def _unheard() -> Iterator[None]:
    """Start a worker that does not hear what ends programs: Ctrl-C and the like reach all that a terminal runs.

    Who asked ends it, and says why; a worker that died beforehand would be told of as a fault.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _wait(
    process: subprocess.Popen[bytes], order: bytes, seconds: float, is_awaited: Callable[[], bool]
) -> bytes:
    """Feed a worker and wait for its last word, as long as it has time and somebody waits."""
    told: bytes | None = order
    end = time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        try:
            return process.communicate(told, timeout=max(0.0, min(left, _PATIENCE)))[1]
        except subprocess.TimeoutExpired:
            told = None  # it is under way, and may not be given twice
        if left <= _PATIENCE:
            raise LimitError(
                f"the query ran longer than {seconds:g} s and was ended",
                hint="ask for less, or give it more time",
            )
        if not is_awaited():
            raise LimitError("nobody waits for the answer any more, and the query was ended")


def _judge(code: int, errors: str, job: dict[str, Any]) -> Outcome:
    """Take the last word of a worker, or its silence, for what it is.

    :raises CyberkgError: where there is no answer.
    """
    said = [line.removeprefix(_MARK) for line in errors.splitlines() if line.startswith(_MARK)]
    if not said:
        raise explain_death(code, errors)
    told = json.loads(said[-1])
    if "error" not in told:
        return Outcome(told["kind"], told["truncated"])
    if told["error"] == "syntax":
        raise explain_syntax(told["message"], job["sparql"])
    raise explain_trouble(told["error"], told["message"], job["store"])
