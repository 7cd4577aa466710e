"""Measure reports and named queries on a million triples: ``python tests/report/benchmark.py [FOLDER] [WORD]``.

Makes the graph in FOLDER (kept for the next time; else in a temporary one), runs each command whose words hold
WORD as a user would, and tells seconds of work of all its processes, seconds on the clock, and the seconds of
work as a multiple of what it takes the store alone to count all triples in the same minute. On a machine that
does other things at the same time only the first and the last say something. Budget: one second.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from many_briefings import publish  # type: ignore[import-not-found]

START = "import pyoxigraph"
COUNT = (
    "import sys, pyoxigraph as ox; s = ox.Store.read_only(sys.argv[1]);"
    " print(next(iter(s.query('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')))[0].value)"
)
PERSON, BODY, EVENT, INCIDENT = "Person 77", "Organisation 12", "Event 435 Forum", "Attack 12"
REPORTS = (
    "report attendance",
    "report attendance --by person",
    "report attendance --by organisation",
    f"report attendance --event|{EVENT}",
    f"report attendance --person|{PERSON}",
    f"report attendance --by organisation --organisation|{BODY}",
    "report attendance --from 2024 --to 2024-01",
    f"report attendance --matrix --person|{PERSON}",
    "report encounters",
    f"report encounters --person|{PERSON}",
    f"report encounters --event|{EVENT}",
    "report encounters --by organisation",
    f"report encounters --by organisation --organisation|{BODY}",
    "report encounters --by broker",
    "report incidents",
    "report incidents --by victim",
    "report incidents --by ransom",
    f"report incidents --victim|{BODY}",
    "report timeline",
    "report timeline --from 2024",
    "report calendar",
    "report calendar --from 2024",
    f"report dossier|{PERSON}",
    f"report dossier|{BODY}",
    f"report dossier|{EVENT}",
    f"report dossier|{INCIDENT}",
    "report changes",
)
QUERIES = (
    "attendance", "attendance-events", "attendance-organisations", "attendance-people", "briefings-read", "calendar",
    "encounters", "events", "happenings", "incident-order", "incident-values", "incidents", "inquiries", "losses",
    "memberships", "named-together", "names", "posts", "ransoms", "shared-people", "tenures", "timeline",
    "timeline-dates", "tools", "works",
)  # fmt: skip
BOUND = (
    f"about --set|thing={PERSON}", f"briefings --set|thing={BODY}", f"posts --set|person={PERSON}",
    f"attendance --set|event={EVENT}", f"incidents --set|victim={BODY}", f"events --set|event={EVENT}",
    f"dossier --set|entity={PERSON}",
)  # fmt: skip


def spent(arguments: list[str]) -> tuple[float, float, bytes, int]:
    """Run Python once; seconds of work of it and its children, seconds on the clock, what it wrote, its code."""
    before, clock = os.times(), time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    return work, time.perf_counter() - clock, done.stdout or done.stderr, done.returncode


def main(folder: Path, word: str) -> None:
    graph = publish(folder)
    lists = [["-m", "cyberkg", *_words(each), "--graph", str(graph)] for each in REPORTS]
    lists += [["-m", "cyberkg", "query", *_words(each), "--graph", str(graph)] for each in (*QUERIES, *BOUND)]
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {load:.1f}")
    base = min(spent(["-c", START])[0] for _ in range(3))
    print(f"python -c 'import pyoxigraph': {base:.2f} s of work")
    for arguments in lists:
        name = " ".join(arguments[2:-2])
        if word not in name:
            continue
        count = spent(["-c", COUNT, str(graph / "store")])[0]
        work, clock, wrote, code = spent(arguments)
        lines = wrote.count(b"\n")
        over = "  <-- over" if work > 1 else ""
        print(
            f"{name:<62} {work:5.2f} s of work {clock:6.2f} s clock {work / count:5.1f} x, code {code}, {lines:>6} lines{over}",
            flush=True,
        )


def _words(command: str) -> list[str]:
    """Split a command at spaces; behind a bar stands one word with spaces."""
    plain, _, last = command.partition("|")
    words = plain.split()
    if not last:
        return words
    return [*words[:-1], words[-1], last] if words[-1] != "--set" else [*words, last]


if __name__ == "__main__":
    given = sys.argv[1:]
    with tempfile.TemporaryDirectory() as temporary:
        main(Path(given[0]) if given else Path(temporary), given[1] if len(given) > 1 else "")
