"""Measure a build after one change: ``python tests/cache/benchmark.py [DOCUMENTS] [READER]`` (1,000, ``rules``; or ``both``).

Makes that many briefings of the marked corpus with names exchanged, and runs ``cyberkg build`` as a user would, each
time in a new process, from modules that are compiled: all of them, without a change, with a sentence more in one of them, and those with the change
anew in another folder, keeping nothing. Figures are seconds of work, user and system, of all processes together:
seconds on the clock say little on a machine that does other things.

Budget: a build after one change takes at most 2 % of the full one, and all that is published, and all quads of the
store, are the same as after a full one. Exit code 1 tells where either does not hold.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from cyberkg.corpus import parse_marked
from cyberkg.store import open_graph
from cyberkg.training.exchange import exchange, pool_of

BUDGET = 0.02  # of a full build
MARKED = Path(__file__).parents[1] / "corpus" / "marked"
SENTENCE = "\nZebulon Quux of Orchid Bank spoke at the Harbour Garden Forum on 4 May 2024.\n"


def write_briefings(folder: Path, count: int) -> None:
    """Write briefings of the marked corpus, as they are and then with names exchanged, to a new folder."""
    paths = sorted(MARKED.glob("*.txt"))
    sources = [(path.stem, path.read_text(encoding="utf-8")) for path in paths]
    names = pool_of([parse_marked(source, name) for name, source in sources])
    folder.mkdir()
    for number in range(count):
        name, source = sources[
            number * len(sources) // count if count < len(sources) else number % len(sources)
        ]
        around = number // len(sources)
        text = parse_marked(exchange(source, names, f"{name}-{around}") if around else source, name).text
        (folder / f"{name}-{around}.txt").write_text(text, encoding="utf-8")


def build(sources: Path, graph: Path, reader: str, *options: str) -> float:
    """Build a graph; give the work in seconds."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    words = ["-m", "cyberkg", "build", str(sources), "--out", str(graph), *options]
    words += ["--reader", reader] if reader != "both" else []
    before = os.times()
    done = subprocess.run([sys.executable, *words], capture_output=True, check=False, env=environment)
    after = os.times()
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return after.children_user + after.children_system - before.children_user - before.children_system


def contents(graph: Path) -> dict[str, bytes]:
    """All that is published, and all quads of the store."""
    shown = (p for p in graph.rglob("*") if p.is_file() and ".generations" not in p.parts)
    with open_graph(graph).store() as store:
        return {**{p.relative_to(graph).as_posix(): p.read_bytes() for p in shown}, "dump": store.dump()}


def main(folder: Path, count: int, reader: str) -> int:
    """Print the table; return how many promises are broken."""
    sources, graph, anew = folder / "sources", folder / "graph", folder / "anew"
    write_briefings(sources, count)
    print(
        f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; {count} briefings"
    )
    write_briefings(folder / "single", 1)
    build(folder / "single", folder / "small", reader)  # compiles modules where they are not yet
    first = build(sources, graph, reader)
    print(f"all of them, and what is read is kept    {first:8.2f} s", flush=True)
    print(f"nothing has changed                      {build(sources, graph, reader):8.2f} s", flush=True)
    changed = sorted(sources.iterdir())[count // 2]
    changed.write_text(changed.read_text(encoding="utf-8") + SENTENCE, encoding="utf-8")
    one = build(sources, graph, reader)
    print(f"one has changed                          {one:8.2f} s", flush=True)
    full = build(sources, anew, reader, "--no-cache")
    print(f"all of them, with the change, keeping nothing {full:3.2f} s", flush=True)
    same = contents(graph) == contents(anew)
    print(
        f"the change costs {one / full:.2%} of a full build (budget {BUDGET:.0%}); the bytes are {'the same' if same else 'OTHERS'}"
    )
    return int(one > BUDGET * full) + int(not same)


if __name__ == "__main__":
    given = sys.argv[1:]
    with tempfile.TemporaryDirectory() as temporary:
        broken = main(
            Path(temporary), int(given[0]) if given else 1000, given[1] if len(given) > 1 else "rules"
        )
    sys.exit(1 if broken else 0)
