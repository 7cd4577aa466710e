"""Measure a build after one change: ``python tests/cache/benchmark.py [DOCUMENTS ...] [--reader NAME] [--steps]``.

By default 1,000 documents and the reader ``rules``; ``both`` is that of a build. Of several sizes the last line tells how
the share grows. ``--steps`` tells what each step of the build after the change takes, and its share of a full build.

Makes that many briefings of the marked corpus with names exchanged, and runs ``cyberkg build`` as a user would, each
time in a new process, from modules that are compiled: all of them, without a change, with a sentence more in one of them, and those with the change
anew in another folder, keeping nothing. Figures are seconds of work, user and system, of all processes together:
seconds on the clock say little on a machine that does other things.

Budget: a build after one change takes at most 2 % of the full one, and all that is published, and all quads of the
store, are the same as after a full one. Exit code 1 tells where either does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
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


def build(sources: Path, graph: Path, reader: str, *options: str, steps: Path | None = None) -> float:
    """Build a graph; give the work in seconds.

    :param steps: where to write what each step takes.
    """
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    how = [str(Path(__file__).with_name("steps.py")), str(steps)] if steps else ["-m", "cyberkg"]
    words = [*how, "build", str(sources), "--out", str(graph), *options]
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


def measure(folder: Path, count: int, reader: str, *, by_step: bool) -> tuple[float, bool]:
    """Print the table of one size; give the share of a full build that the change costs, and whether the bytes are right."""
    sources, graph, anew, steps = (folder / name for name in ("sources", "graph", "anew", "steps.json"))
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
    one = build(sources, graph, reader, steps=steps if by_step else None)
    print(f"one has changed                          {one:8.2f} s", flush=True)
    full = build(sources, anew, reader, "--no-cache")
    print(f"all of them, with the change, keeping nothing {full:3.2f} s", flush=True)
    if by_step:
        for name, spent in json.loads(steps.read_text(encoding="utf-8")).items():
            print(f"  {name:38} {spent:8.2f} s  {spent / full:6.2%}")
    same = contents(graph) == contents(anew)
    print(
        f"the change costs {one / full:.2%} of a full build (budget {BUDGET:.0%}); the bytes are {'the same' if same else 'OTHERS'}"
    )
    return one / full, same


def main(words: Sequence[str] | None = None) -> int:
    """Measure each size that is asked for; return how many promises are broken."""
    parser = argparse.ArgumentParser(description="Measure a build after one change.")
    parser.add_argument("counts", nargs="*", type=int, default=[1_000], metavar="DOCUMENTS")
    parser.add_argument("--reader", default="rules", choices=("rules", "learned", "both"))
    parser.add_argument("--steps", action="store_true", help="tell what each step takes")
    given = parser.parse_args(words)
    found = []
    for count in given.counts:
        with tempfile.TemporaryDirectory() as temporary:
            found.append(measure(Path(temporary), count, given.reader, by_step=given.steps))
    if len(found) > 1:
        told = ", ".join(f"{share:.2%} of {n:,}" for n, (share, _) in zip(given.counts, found, strict=True))
        print(f"one change costs of a full build: {told}")
    return sum((share > BUDGET) + (not same) for share, same in found)


if __name__ == "__main__":
    sys.exit(main())
