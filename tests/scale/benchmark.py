"""Builds of very many short briefings, measured: ``python -m tests.scale.benchmark [COUNT ...] [--reader NAME]``.

For each COUNT it makes so many briefings of 60 to 100 words from the marked corpus, names exchanged, and runs the
commands as a user would: a build, the check of the graph, five named queries, the network page, an export, a build for
which nothing has changed, and one for which one briefing has. The check tells how much is wrong with the graph, most
of it by the making of the briefings: exchanged names make two people of one name, and a day drawn by lot makes past
events of a text future ones. In the same run the engines below do the same alone: spaCy parses a sample of the texts,
Oxigraph loads the graph and answers the queries, rdflib loads the graph (small ones only). Seconds of work are what to
compare: a clock tells little on a machine that does other things.

The figures go to ``results.json`` in the folder that ``--out`` names, beside those of earlier runs of other sizes, and
from there to ``table.md`` and ``growth.svg``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.scale.measuring import Spent, disk_bytes, run
from tests.scale.multiplied import write_briefings
from tests.scale.peers import OXIGRAPH_LOAD, OXIGRAPH_QUERY, RDFLIB_LOAD, SPACY
from tests.scale.telling import Figure, draw, tell

from cyberkg.query.named import find_query
from cyberkg.query.prefixes import PREFIXES
from cyberkg.query.slots import fill

COUNTS = (1_000, 3_000)
QUERIES = ("attendance", "encounters", "incidents", "posts", "timeline")
SAMPLE = 300  # briefings that spaCy alone parses
RDFLIB = 3_000  # briefings beyond which rdflib takes minutes and gigabytes
LONG = ("--rows", "0", "--timeout", "3600")


def measure(count: int, reader: str, folder: Path) -> Iterator[Figure]:
    """Measure everything at one size, each step as soon as it is done.

    :param folder: an empty one, for briefings and graph.
    """
    sources, graph, quads = folder / "briefings", folder / "graph", folder / "graph.nq"
    write_briefings(sources, count)

    def figure(step: str, spent: Spent, **more: float) -> Figure:
        return Figure(count, reader, step, round(spent.wall, 2), round(spent.cpu, 2), spent.memory, more)

    def command(step: str, *words: str) -> Figure:
        return figure(step, run(["-m", "cyberkg", *words]))

    who = () if reader == "both" else ("--reader", reader)
    build = ("build", str(sources), "--out", str(graph), *who, "--json")
    made = run(["-m", "cyberkg", *build])
    summary = json.loads(made.wrote)
    facts, things = sum(summary["facts"].values()), sum(summary["entities"].values())
    yield figure("build", made, facts=facts, things=things, disk=disk_bytes(graph))
    checked = run(["-m", "cyberkg", "validate", "--graph", str(graph)], codes=(0, 1))
    found = Counter(line.partition(b":")[0] for line in checked.wrote.splitlines())
    yield figure("validate", checked, violations=found[b"violation"], warnings=found[b"warning"])
    for name in QUERIES:
        words = ("query", name, "--graph", str(graph), "--format", "csv", *LONG)
        yield command(f"query {name}", *words)
        yield figure(f"query {name}, Oxigraph alone", run(["-c", OXIGRAPH_QUERY], said=_raw(graph, name)))
    yield command("view", "view", "--graph", str(graph), "--out", str(folder / "page.html"))
    export = run(
        ["-m", "cyberkg", "export", "--format", "nquads", "--graph", str(graph), "--out", str(quads)]
    )
    with quads.open("rb") as lines:
        triples = sum(not line.startswith(b"#") for line in lines)
    yield figure("export", export, triples=triples)
    yield figure("load, Oxigraph alone", run(["-c", OXIGRAPH_LOAD, str(quads), str(folder / "raw")]))
    if count <= RDFLIB:
        yield figure("load, rdflib alone", run(["-c", RDFLIB_LOAD, str(quads)]))
    paths = sorted(sources.rglob("*.txt"))
    sample = paths[:: max(1, count // SAMPLE)][:SAMPLE]
    listed = "\n".join(map(str, sample)).encode()
    start = run(["-c", SPACY])
    parsed = run(["-c", SPACY], said=listed)
    alone = Spent(parsed.wall - start.wall, parsed.cpu - start.cpu, parsed.memory)
    yield figure("read, spaCy alone", alone, documents=len(sample))
    yield command("build, nothing changed", *build)
    changed = paths[len(paths) // 2]
    changed.write_text(changed.read_text(encoding="utf-8") + "\nThe council met.\n", encoding="utf-8")
    yield command("build, one changed", *build)


def _raw(graph: Path, name: str) -> bytes:
    """Write down what Oxigraph alone is asked: the query as it is published, about everything."""
    current = (graph / ".generations" / "current").read_text(encoding="utf-8")
    generation = next(p for p in sorted((graph / ".generations").glob("gen-*")) if p.name in current)
    told = {
        "store": str(generation / "store"),
        "sparql": fill(find_query(name).sparql, {}),
        "prefixes": dict(PREFIXES),
    }
    return json.dumps(told).encode()


def main() -> None:
    """Measure the sizes asked for, keep the figures, and tell of all that are kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.scale.benchmark")
    parser.add_argument("counts", nargs="*", type=int, metavar="COUNT", help="how many briefings")
    parser.add_argument("--reader", choices=["rules", "learned", "both"], default="rules")
    parser.add_argument("--out", type=Path, default=Path("benchmark"), help="where the figures go")
    parser.add_argument("--work", type=Path, help="where briefings and graphs are made, and stay")
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    kept = told.out / "results.json"
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    for count in told.counts or COUNTS:
        work = Path(tempfile.mkdtemp(prefix=f"scale-{count}-", dir=told.work))
        for one in measure(count, told.reader, work):
            _keep(kept, one)
            more = "".join(f", {value:,} {what}" for what, value in one.more.items())
            print(
                f"{count:>7,} {one.step:<32} {one.wall:9.1f} s {one.cpu:9.1f} CPU s {one.memory / 1e6:7.0f} MB{more}",
                flush=True,
            )
        if told.work is None:
            shutil.rmtree(work)
    figures = _read(kept)
    (told.out / "table.md").write_text(tell(figures), encoding="utf-8")
    draw(figures, told.out / "growth.svg")
    print(told.out / "table.md")


def _read(kept: Path) -> list[Figure]:
    return [Figure(**row) for row in json.loads(kept.read_text(encoding="utf-8"))] if kept.exists() else []


def _keep(kept: Path, new: Figure) -> None:
    """Put a figure in place of an earlier one of the same size, reader and step."""
    figures = {one.key: one for one in (*_read(kept), new)}
    rows = ",\n".join(json.dumps(figures[key].row()) for key in sorted(figures))
    kept.write_text(f"[\n{rows}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
