"""What asking and loading cost beside the engine below and others: ``python -m tests.query.benchmark [MILLIONS ...]``.

For each size it makes a graph of so many million triples, loads it into Oxigraph alone, by cyberkg, into rdflib (up to
a million) and into Virtuoso, and asks: every named query of Oxigraph alone and by the whole command, and some of them
of the others too. All figures are seconds of work, user and system, of all processes of the asked together: a clock
tells little on a machine that does other things. Servers are asked over HTTP for CSV, their own work counts.

Of Oxigraph alone that is a process that opens the graph, asks and writes CSV; of cyberkg the worker that answers, with
the search for what a name means; the whole command stands beside it. A named query passes where the workers take at
most a tenth more than Oxigraph alone, or at most 0.1 s more. The figures go to ``results.json`` in the folder that ``--out`` names, beside those of earlier runs
of other sizes, and from there to ``benchmark.md`` and ``growth.svg``.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import platform
import shutil
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.query.matter import write_graph
from tests.query.peers import COMMAND, CYBERKG_LOAD, OXIGRAPH_LOAD, OXIGRAPH_QUERY, RDFLIB
from tests.query.telling import Figure, draw, tell
from tests.remote import servers
from tests.scale.measuring import run

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.query.distant import declare
from cyberkg.query.named import find_query
from cyberkg.query.prefixes import PREFIXES
from cyberkg.query.results import Term
from cyberkg.query.slots import fill
from cyberkg.terms import EntityType

MILLIONS = (0.1, 1.0)
RDFLIB_MOST = 1.0  # million triples
PATIENCE = 30  # seconds of work that a query has in rdflib, and twenty times that on the clock at a server
PERSON, BODY, EVENT = "Person 89", "Organisation 12", "Event 35 Forum"
KINDS = {PERSON: EntityType.PERSON, BODY: EntityType.ORGANISATION, EVENT: EntityType.EVENT}
WHOLE = (
    "attendance", "attendance-events", "attendance-organisations", "attendance-people", "briefings-read", "calendar",
    "encounters", "encounters-people", "events", "happenings", "incident-order", "incident-values", "incidents",
    "inquiries", "losses", "memberships", "named-together", "names", "posts", "ransoms", "shared-people", "tenures",
    "timeline", "timeline-dates", "tools", "works",
)  # fmt: skip
NARROW = (
    ("about", "thing", PERSON), ("briefings", "thing", BODY), ("posts", "person", PERSON),
    ("attendance", "event", EVENT), ("incidents", "victim", BODY), ("dossier", "entity", PERSON),
)  # fmt: skip
CASES: tuple[tuple[str, str, str], ...] = (*((name, "", "") for name in WHOLE), *NARROW)
ASKED_OF_ALL = ("names", "briefings-read", "tenures", "encounters-people", f"attendance, event {EVENT}")


def label(case: tuple[str, str, str]) -> str:
    """Name a case: the query, and what it is told."""
    name, parameter, value = case
    return f"{name}, {parameter} {value}" if parameter else name


def sparql_of(case: tuple[str, str, str]) -> str:
    """Write out the query of a case, as it is published and about what it is told."""
    name, parameter, value = case
    term = Term(mint(DEFAULT_BASE, KINDS[value], value), "iri") if value else None
    return fill(find_query(name).sparql, {parameter: [term]} if term else {})


QUERIES = {label(case): sparql_of(case) for case in CASES}


def measure(millions: float, folder: Path, *, others: bool) -> Iterator[Figure]:
    """Measure one size, each step as soon as it is done.

    :param folder: for the graph, in all its forms.
    :param others: measure the other engines too, not only Oxigraph and cyberkg.
    """
    quads, triples, raw = folder / "graph.nq", folder / "graph.nt", folder / "raw"
    count = write_graph(quads, triples, millions)

    def figure(step: str, engine: str, cpu: float, rows: int = 0, memory: int = 0) -> Figure:
        return Figure(count, step, engine, round(cpu, 3), rows, memory)

    alone = run(["-c", OXIGRAPH_LOAD, str(quads), str(triples), str(raw)])
    named, union = json.loads(alone.wrote)
    yield figure("load, named graphs only", "oxigraph", named, memory=alone.memory)
    yield figure("load, with their union", "oxigraph", union, memory=alone.memory)
    ours = run(["-c", CYBERKG_LOAD, str(quads), str(folder / "graph")])
    took, place = json.loads(ours.wrote)
    graph = Path(place)
    yield figure("load, with their union", "cyberkg", took, memory=ours.memory)
    triples.unlink()
    for name in QUERIES:
        yield from (figure(*one) for one in _asked(name, graph))
    shutil.rmtree(raw)
    if not others:
        return
    if servers.oxigraph_binary():
        with servers.oxigraph(graph / "store", "serve-read-only") as running:
            yield from (figure(*one) for one in _served("oxigraph server", running))
    if servers.has_virtuoso():
        place = tempfile.mkdtemp(dir=folder)
        with servers.virtuoso(Path(place), buffers=100_000, rows=10_000_000, allowed=str(folder)) as running:
            before = running.cpu()
            running.order(f"ld_dir('{folder}', 'graph.nq', '{DEFAULT_BASE}');")
            running.order("rdf_loader_run();")
            running.order("checkpoint;")
            yield figure("load, named graphs only", "virtuoso", running.cpu() - before)
            yield from (figure(*one) for one in _served("virtuoso", running))
    if millions <= RDFLIB_MOST:
        queries = {name: declare(QUERIES[name], PREFIXES, DEFAULT_BASE) for name in ASKED_OF_ALL}
        job = {"quads": str(quads), "queries": queries, "most": PATIENCE}
        done = run(["-c", RDFLIB], said=json.dumps(job).encode())
        for name, (cpu, rows) in json.loads(done.wrote).items():
            step = "load, named graphs only" if name == "load" else name
            yield figure(step, "rdflib", cpu, rows, done.memory)


def _asked(name: str, graph: Path) -> Iterator[tuple[str, str, float, int]]:
    """Ask Oxigraph alone, and by the command, each in a process of its own, from modules that are compiled."""
    case = CASES[list(QUERIES).index(name)]
    job = {"store": str(graph / "store"), "sparql": QUERIES[name], "prefixes": dict(PREFIXES)}
    told = [f"--set={case[1]}={case[2]}"] if case[1] else []
    words = [
        "query",
        case[0],
        *told,
        "--format",
        "csv",
        "--rows",
        "0",
        "--timeout",
        "3600",
        "--memory",
        "16000",
    ]
    alone = run(["-c", OXIGRAPH_QUERY], said=json.dumps(job).encode())
    yield name, "oxigraph", alone.cpu, _rows(alone.wrote)
    note = graph.with_name("note")
    done = run(["-c", COMMAND, str(note), *words, "--graph", str(graph)], codes=(0, 4))
    rows = _rows(done.wrote)
    yield name, "cyberkg", float(note.read_text()), rows
    yield name, "command", done.cpu, rows


def _served(engine: str, running: servers.Running) -> Iterator[tuple[str, str, float, int]]:
    for name in ASKED_OF_ALL:
        sparql = declare(QUERIES[name], PREFIXES, DEFAULT_BASE)
        request = urllib.request.Request(
            running.server.query,
            urllib.parse.urlencode({"query": sparql}).encode(),
            {"Accept": "text/csv", "Content-Type": "application/x-www-form-urlencoded"},
        )
        before = running.cpu()
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE * 20) as answer:
                rows = _rows(answer.read())
        except (urllib.error.HTTPError, TimeoutError):
            rows = -1
        yield name, engine, running.cpu() - before, rows


def _rows(body: bytes) -> int:
    """Count the rows of an answer in CSV; -1 where there is none."""
    csv.field_size_limit(1 << 30)
    return sum(1 for _ in csv.reader(io.StringIO(body.decode(), newline=""))) - 1


def main() -> None:
    """Measure the sizes asked for, keep the figures, and tell of all that are kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.query.benchmark")
    parser.add_argument("millions", nargs="*", type=float, metavar="MILLIONS", help="million triples")
    parser.add_argument("--alone", action="store_true", help="without the servers and rdflib")
    parser.add_argument("--out", type=Path, default=Path("benchmark"), help="where the figures go")
    parser.add_argument("--work", type=Path, help="where graphs are made")
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    os.environ["PYTHONPYCACHEPREFIX"] = tempfile.mkdtemp(prefix="cyberkg-compiled-")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    run(["-m", "cyberkg", "query", "--list"])  # compiles them
    kept = told.out / "results.json"
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    for millions in told.millions or MILLIONS:
        work = Path(tempfile.mkdtemp(prefix="asking-", dir=told.work))
        started = time.perf_counter()
        try:
            for one in measure(millions, work, others=not told.alone):
                _keep(kept, one)
                print(
                    f"{one.triples:>11,} {one.step:<36} {one.engine:<16} {one.cpu:9.2f} s {one.rows:>9,}",
                    flush=True,
                )
        finally:
            shutil.rmtree(work)
        print(f"{millions:g} million: {time.perf_counter() - started:.0f} s on the clock")
    shutil.rmtree(os.environ["PYTHONPYCACHEPREFIX"])
    figures = _read(kept)
    (told.out / "benchmark.md").write_text(tell(figures), encoding="utf-8")
    draw(figures, told.out / "growth.svg")
    print(told.out / "benchmark.md")


def _read(kept: Path) -> list[Figure]:
    return [Figure(**row) for row in json.loads(kept.read_text(encoding="utf-8"))] if kept.exists() else []


def _keep(kept: Path, new: Figure) -> None:
    """Put a figure in place of an earlier one of the same size, step and engine."""
    figures = {one.key: one for one in (*_read(kept), new)}
    rows = ",\n".join(json.dumps(one.row()) for one in figures.values())
    kept.write_text(f"[\n{rows}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
