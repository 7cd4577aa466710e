"""The process that runs one query: started by ``engine``, fed on standard input, gone after its answer.

In: a job as JSON. Out: the answer on standard output; what became of it as one line of JSON, after ``MARK``,
on standard error. It imports the standard library and pyoxigraph, nothing else; and not pathlib, which takes a
fourth of its start.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

import pyoxigraph

from cyberkg.query import sandbox
from cyberkg.query.delimited import CommaCount, write_rows
from cyberkg.query.rows import EnoughRows, RowLimit, XmlOutput
from cyberkg.query.triples import write_triples

__all__ = ["MARK", "main"]

MARK = "cyberkg-query-worker "
_TABLES = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
_VIRTUOSO_ASK = "__ASK_RETVAL"
_Found = pyoxigraph.QueryBoolean | pyoxigraph.QuerySolutions | Iterator[pyoxigraph.Triple]
_KINDS = {
    pyoxigraph.QueryBoolean: "boolean",
    pyoxigraph.QuerySolutions: "table",
    pyoxigraph.QueryTriples: "triples",
}


def main() -> None:
    """Read the job, open the store or a server's answer, give up all rights, answer, tell."""
    job = json.loads(sys.stdin.buffer.read())
    sandbox.limit(job["memory"], job["memory"], job["seconds"])
    try:
        source = _open(job)
    except (OSError, ValueError) as error:
        _tell(error="store", message=str(error))
        return
    asks_another = _asks_another(job["sparql"])  # looked at first: nothing can be imported later
    layers = sandbox.close(job["store"])
    if not {"calls", "files"} & set(layers) and asks_another:
        _tell(error="unfenced", message="")
        return
    try:
        told = _answer(source, job, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except SyntaxError as error:
        told = {"error": "answer" if "answer" in job else "syntax", "message": str(error)}
    except MemoryError:
        told = {"error": "memory", "message": ""}
    except OSError as error:
        told = {"error": _kind(error), "message": str(error)}
    except (ValueError, RuntimeError, TypeError) as error:
        told = {"error": "query", "message": str(error)}
    _tell(**told, layers=layers)


def _asks_another(sparql: str) -> bool:
    """Tell whether a query could ask another server; most need not be read word by word to say no."""
    if "\\" not in sparql and "SERVICE" not in sparql.upper():
        return False
    from cyberkg.query.lexer import mentions_service

    return mentions_service(sparql)


def _open(job: dict[str, Any]) -> pyoxigraph.Store | IO[bytes]:
    """Open the store, or the answer that a server gave."""
    if "answer" in job:
        return open(job["answer"], "rb")  # noqa: PTH123
    return pyoxigraph.Store.read_only(job["store"])


def _answer(source: pyoxigraph.Store | IO[bytes], job: dict[str, Any], output: IO[bytes]) -> dict[str, Any]:
    """Run the query and write its answer in the wanted format, or in the nearest one for its kind."""
    found = _find(source, job)
    kind = _KINDS.get(type(found), "triples")
    wanted = job["formats"].get(kind)
    if wanted is None:
        return {"error": kind, "message": ""}
    if isinstance(found, pyoxigraph.QuerySolutions) and wanted == "csv":
        counted = CommaCount(output, len(found.variables))
        truncated = _write_table(found, job["rows"], wanted, counted)  # type: ignore[arg-type]  # as in there
        if not counted.is_even:
            output.seek(0)
            output.truncate()
            truncated = write_rows(_find(source, job), job["rows"], output)  # type: ignore[arg-type]  # as before
    elif isinstance(found, pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean):
        truncated = _write_table(found, job["rows"], wanted, output)
    else:
        truncated = _write_triples(found, job, wanted, output)
    return {"kind": kind, "truncated": truncated}


def _find(source: pyoxigraph.Store | IO[bytes], job: dict[str, Any]) -> _Found:
    """Run the query, or read a server's answer from its start."""
    if isinstance(source, pyoxigraph.Store):
        seen, graphs = _see(source, job["dataset"])
        return seen.query(job["sparql"], base_iri=job["base"], prefixes=job["prefixes"], **graphs)
    source.seek(0)
    return _read(source, triples=job["triples"])


def _read(answer: IO[bytes], *, triples: bool) -> _Found:
    """Read the answer of a server: N-Triples, or SPARQL results in JSON.

    Virtuoso answers ASK by a table of one cell.
    """
    if triples:
        quads = pyoxigraph.parse(answer, format=pyoxigraph.RdfFormat.N_TRIPLES)
        return (quad.triple for quad in quads)
    found = pyoxigraph.parse_query_results(answer, format=pyoxigraph.QueryResultsFormat.JSON)
    if isinstance(found, pyoxigraph.QuerySolutions) and [v.value for v in found.variables] == [_VIRTUOSO_ASK]:
        cells = [row[0] for row in found]
        yes = any(isinstance(cell, pyoxigraph.Literal) and cell.value == "1" for cell in cells)
        told = json.dumps({"head": {}, "boolean": yes})
        found = pyoxigraph.parse_query_results(told, format=pyoxigraph.QueryResultsFormat.JSON)
    return found


def _see(
    store: pyoxigraph.Store, dataset: dict[str, list[str]] | None
) -> tuple[pyoxigraph.Store, dict[str, Any]]:
    """Give the store that the query asks, and its graphs, where it does not see all of them.

    Where several graphs are merged, the library repeats a triple that stands in two; a copy of them does not.
    """
    if dataset is None:
        return store, {}
    default, named = (list(map(pyoxigraph.NamedNode, dataset[part])) for part in ("default", "named"))
    if len(default) < 2:
        return store, {"default_graph": default, "named_graphs": named}
    copy = pyoxigraph.Store()
    copy.bulk_extend(
        pyoxigraph.Quad(*quad.triple)
        for graph in default
        for quad in store.quads_for_pattern(None, None, None, graph)
    )
    copy.bulk_extend(quad for graph in named for quad in store.quads_for_pattern(None, None, None, graph))
    return copy, {}


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
    found: Iterator[pyoxigraph.Triple], job: dict[str, Any], wanted: str, output: IO[bytes]
) -> bool:
    """Write triples, at most so many as the job has rows; return whether there were more."""
    kept = list(islice(found, job["rows"] or None))
    write_triples(kept, wanted, job["prefixes"], output)
    return bool(job["rows"]) and next(found, None) is not None


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
