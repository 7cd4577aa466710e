"""The process that runs one query: started by ``engine``, fed on standard input, gone after its answer.

In: a job as JSON. Out: the answer on standard output; what became of it as one line of JSON, after ``MARK``,
on standard error. It imports the standard library and pyoxigraph, nothing else.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyoxigraph

from cyberkg.query import sandbox
from cyberkg.query.lexer import mentions_service
from cyberkg.query.rows import EnoughRows, RowLimit, XmlOutput

__all__ = ["MARK", "main"]

MARK = "cyberkg-query-worker "
_TABLES = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_KINDS = {
    pyoxigraph.QueryBoolean: "boolean",
    pyoxigraph.QuerySolutions: "table",
    pyoxigraph.QueryTriples: "triples",
}


def main() -> None:
    """Read the job, open the store, give up all rights, answer, tell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C also ends what runs outside Python
    job = json.loads(sys.stdin.buffer.read())
    sandbox.limit(job["memory"], job["memory"], job["seconds"])
    try:
        store = pyoxigraph.Store.read_only(job["store"])
    except (OSError, ValueError) as error:
        _tell(error="store", message=str(error))
        return
    layers = sandbox.close(Path(job["store"]))
    if not {"calls", "files"} & set(layers) and mentions_service(job["sparql"]):
        _tell(error="unfenced", message="")
        return
    try:
        told = _answer(store, job, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except SyntaxError as error:
        told = {"error": "syntax", "message": str(error)}
    except MemoryError:
        told = {"error": "memory", "message": ""}
    except OSError as error:
        told = {"error": _kind(error), "message": str(error)}
    except (ValueError, RuntimeError, TypeError) as error:
        told = {"error": "query", "message": str(error)}
    _tell(**told, layers=layers)


def _answer(store: pyoxigraph.Store, job: dict[str, Any], output: IO[bytes]) -> dict[str, Any]:
    """Run the query and write its answer in the wanted format, or in the nearest one for its kind."""
    found = store.query(job["sparql"], prefixes=job["prefixes"])
    kind = _KINDS[type(found)]
    wanted = job["formats"].get(kind)
    if wanted is None:
        return {"error": kind, "message": ""}
    if isinstance(found, pyoxigraph.QueryTriples):
        truncated = _write_triples(found, job, wanted, output)
    else:
        truncated = _write_table(found, job["rows"], wanted, output)
    return {"kind": kind, "truncated": truncated}


def _write_table(
    found: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean, rows: int, wanted: str, output: IO[bytes]
) -> bool:
    """Write solutions, at most ``rows`` of them, or a boolean; return whether there were more."""
    if wanted == "xml":
        output = XmlOutput(output)  # type: ignore[assignment]  # all that is called is write and flush
    if not rows or isinstance(found, pyoxigraph.QueryBoolean):
        found.serialize(output, _TABLES[wanted])
        return False
    limited = RowLimit(output, wanted, rows)
    try:
        found.serialize(limited, _TABLES[wanted])  # type: ignore[arg-type]  # it only calls write and flush
        limited.close()
    except EnoughRows:
        return True
    return False


def _write_triples(
    found: pyoxigraph.QueryTriples, job: dict[str, Any], wanted: str, output: IO[bytes]
) -> bool:
    """Write triples, at most so many as the job has rows; return whether there were more."""
    kept = list(islice(found, job["rows"] or None))
    if wanted == "ttl":
        output.write(_turtle(kept, job["prefixes"]))
    else:
        pyoxigraph.serialize(kept, output, pyoxigraph.RdfFormat.N_TRIPLES)
    return bool(job["rows"]) and next(found, None) is not None


def _turtle(triples: list[pyoxigraph.Triple], prefixes: dict[str, str]) -> bytes:
    """Write Turtle, the prefixes that are used on top and sorted; the library writes all, in any order."""
    used = _used(triples, prefixes)
    lines = pyoxigraph.serialize(triples, None, pyoxigraph.RdfFormat.TURTLE, prefixes=used) or b""
    body = lines.split(b"\n", len(used))[-1]
    head = "".join(f"@prefix {name}: <{start}> .\n" for name, start in sorted(used.items()))
    return head.encode() + (b"\n" if head and body else b"") + body


def _used(triples: list[pyoxigraph.Triple], prefixes: dict[str, str]) -> dict[str, str]:
    """Keep the prefixes that shorten something: for each namespace the one that covers most of it."""
    iris = {term.value for triple in triples for term in triple if isinstance(term, pyoxigraph.NamedNode)}
    iris |= {
        t.object.datatype.value
        for t in triples
        if isinstance(t.object, pyoxigraph.Literal) and t.object.datatype.value != _STRING
    }
    spaces = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in iris}
    fitting = ([(len(p), n) for n, p in prefixes.items() if space.startswith(p)] for space in spaces)
    names = {max(some)[1] for some in fitting if some}
    return {name: prefixes[name] for name in names}


def _kind(error: OSError) -> str:
    """Tell a full disk, an answer beyond its limit, a broken store and a call for the network apart."""
    if error.errno == errno.EFBIG:
        return "output"
    if error.errno in {errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS}:
        return "disk"
    words = str(error)
    return "store" if "orruption" in words or words.startswith("IO error") else "network"


def _tell(**told: Any) -> None:
    """Write the last line; past the Python objects, which may be out of memory or of buffers."""
    os.write(2, f"\n{MARK}{json.dumps(told)}\n".encode())


if __name__ == "__main__":
    main()
