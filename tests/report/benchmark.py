"""Measure reports and named queries on a million triples: ``python tests/report/benchmark.py [FOLDER] [WORD]``.

Makes the graph in FOLDER (kept for the next time; else in a temporary one) and runs each command whose words hold
WORD several times, as a user would: a new process, from modules that are compiled. The best time counts.

raw      the store alone (pyoxigraph), in a process of its own, answering whole the queries that the report shows
query    what the worker processes take that answer the queries of the report, and as a multiple of raw
command  the whole command, from its start to its last line
clock    the same on the clock

All are seconds; but for the clock, of work: user and system, of all processes together. The clock also counts what
other programs do on the machine, and work side by side only once.

Budget: a command returns within one second. ``pass``: its work is no more, so that it does on any one processor.
``CLOCK``: its work is more, but on two processors or more it was done within a second. ``FAIL``: neither; which on a
machine that is busy with other things, as the load tells, may say more of the machine. The last line counts them;
exit code 1 tells of a FAIL.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from many_briefings import publish  # type: ignore[import-not-found]

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.query.named import find_query
from cyberkg.query.prefixes import PREFIXES
from cyberkg.query.results import Term
from cyberkg.query.slots import fill
from cyberkg.terms import EntityType

BUDGET = 1.0  # seconds
ROUNDS = 3
RAW = (
    "import io, json, sys, pyoxigraph as ox; job = json.load(sys.stdin);"
    " found = ox.Store.read_only(job['store']).query(job['sparql'], prefixes=job['prefixes']);"
    " found.serialize(io.BytesIO(), ox.QueryResultsFormat.CSV)"
)
RUN = """
import os, sys
from cyberkg.cli import main
try:
    main(sys.argv[2:])
finally:
    spent = os.times()
    with open(sys.argv[1], "w") as file:
        file.write(str(spent.children_user + spent.children_system))
"""
LATEST = """SELECT ?name { ?briefing dcterms:identifier ?name ; schema:temporalCoverage ?day } ORDER BY DESC(?day) LIMIT 1"""
PERSON, BODY, EVENT, INCIDENT = "Person 77", "Organisation 12", "Event 435 Forum", "Attack 12"
KINDS = {
    PERSON: EntityType.PERSON, BODY: EntityType.ORGANISATION, EVENT: EntityType.EVENT, INCIDENT: EntityType.INCIDENT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A command, the query that it shows, and what that is told.

    :param beside: another query of which it shows everything, where it is shown whole.
    """

    words: tuple[str, ...]
    query: str
    told: dict[str, str] = field(default_factory=dict)
    beside: str = ""


def _report(words: str, query: str, beside: str = "", **told: str) -> Case:
    """Make a case of a report; options by name, each with its value."""
    options = [word for name, value in told.items() for word in (f"--{name}", value)]
    return Case(("report", *words.split(), *options), query, told, beside)


def _query(name: str, **told: str) -> Case:
    settings = [word for key, value in told.items() for word in ("--set", f"{key}={value}")]
    return Case(("query", name, *settings, "--format", "csv", "--rows", "0", "--timeout", "60"), name, told)


CASES = (
    _report("attendance", "attendance"),
    _report("attendance --by person", "attendance"),
    _report("attendance --by organisation", "attendance"),
    _report("attendance", "attendance", event=EVENT),
    _report("attendance", "attendance", person=PERSON),
    _report("attendance --by organisation", "attendance", organisation=BODY),
    _report("attendance", "attendance", **{"from": "2024", "to": "2024-01"}),
    _report("attendance --matrix", "attendance", person=PERSON),
    _report("encounters", "encounters"),
    _report("encounters --at-least 3", "encounters"),
    _report("encounters", "encounters", person=PERSON),
    _report("encounters", "encounters", event=EVENT),
    _report("encounters", "encounters", **{"from": "2024"}),
    _report("encounters --by organisation", "shared-people"),
    _report("encounters --by organisation", "shared-people", organisation=BODY),
    _report("encounters --by broker", "encounters"),
    *(_report(f"incidents --by {by}", "incident-values") for by in ("period", "type", "victim", "attacker", "affected", "ransom")),
    _report("incidents", "incident-values", victim=BODY),
    _report("timeline", "timeline"),
    _report("timeline", "timeline", **{"from": "2024"}),
    _report("calendar", "calendar"),
    _report("calendar", "calendar", **{"from": "2024"}),
    *(Case(("report", "dossier", thing), "dossier", {"entity": thing}) for thing in (PERSON, BODY, EVENT, INCIDENT)),
    Case(("report", "changes"), "changes", {"recent": ""}),
    *(_report(f"attendance --format {form}", "attendance", "tenures") for form in ("csv", "json", "xlsx")),
    *(_report(f"incidents --format {form}", "incident-values") for form in ("csv", "json")),
    _report("timeline --format csv", "timeline"),
    _report("calendar --format ics", "calendar"),
    *(_query(name) for name in (
        "attendance", "attendance-events", "attendance-organisations", "attendance-people", "briefings-read", "calendar",
        "encounters", "encounters-people", "events", "happenings", "incident-order", "incident-values", "incidents",
        "inquiries", "losses", "memberships", "named-together", "names", "participations", "participations-told", "posts", "ransoms", "shared-people", "tenures",
        "timeline", "timeline-dates", "tools", "works",
    )),
    _query("about", thing=PERSON), _query("briefings", thing=BODY), _query("posts", person=PERSON),
    _query("attendance", event=EVENT), _query("incidents", victim=BODY), _query("events", event=EVENT),
    _query("dossier", entity=PERSON),
)  # fmt: skip


class Runner:
    """Runs Python on a graph, each time in a new process.

    :param graph: the folder that ``--graph`` takes.
    :param folder: where compiled modules and notes go.
    """

    def __init__(self, graph: Path, folder: Path) -> None:
        self.graph, self.note = graph, folder / "note"
        self.environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder)}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def spent(self, arguments: list[str], said: str = "") -> tuple[float, float, bytes]:
        """Run Python once; give the work of it and its children, the time it took, in seconds, and what it wrote."""
        before, start = os.times(), time.perf_counter()
        done = subprocess.run(
            [sys.executable, *arguments],
            input=said.encode(), capture_output=True, check=False, env=self.environment,
        )  # fmt: skip
        clock = time.perf_counter() - start
        after = os.times()
        work = after.children_user + after.children_system - before.children_user - before.children_system
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments[1:])}\n{done.stderr.decode()}")
        return work, clock, done.stdout

    def raw(self, sparql: str) -> float:
        """Have the store alone answer a query; the work in seconds."""
        job = json.dumps({"store": str(self.graph / "store"), "sparql": sparql, "prefixes": dict(PREFIXES)})
        return self.spent(["-c", RAW], job)[0]

    def command(self, case: Case) -> tuple[float, float, float, int]:
        """Run a command; the work of its workers and of all, the time, in seconds, and the lines it wrote."""
        words = [*case.words, "--graph", str(self.graph)]
        work, clock, wrote = self.spent(["-c", RUN, str(self.note), *words])
        return float(self.note.read_text()), work, clock, wrote.count(b"\n")

    def terms(self, case: Case) -> dict[str, list[Term]]:
        """Turn what a query is told into terms; of changes, the name of the latest briefing."""
        terms = {name: Term(value) for name, value in case.told.items()}
        for name, value in case.told.items():
            if value in KINDS:
                terms[name] = Term(mint(DEFAULT_BASE, KINDS[value], value), "iri")
        if "recent" in terms:
            words = ["-m", "cyberkg", "query", LATEST, "--format", "csv", "--graph", str(self.graph)]
            terms["recent"] = Term(self.spent(words)[2].decode().split()[1])
        return {name: [term] for name, term in terms.items()}


def main(folder: Path, word: str) -> int:
    """Print the table; return how many commands are over the budget."""
    graph = publish(folder)
    with tempfile.TemporaryDirectory() as compiled:
        runner = Runner(graph, Path(compiled))
        print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        print(
            f"{'command':<66} {'raw':>6} {'query':>6} {'ratio':>7} {'command':>8} {'clock':>6} {'lines':>7}"
        )
        verdicts = [_measure(runner, case) for case in CASES if word in " ".join(case.words)]
    passed, clocked = verdicts.count("pass"), verdicts.count("CLOCK")
    failed = len(verdicts) - passed - clocked
    print(
        f"{passed + clocked} of {len(verdicts)} return within {BUDGET:g} s: {passed} with no more work than that,"
        f" {clocked} on the clock, by work side by side; {failed} fail"
    )
    return failed


def _measure(runner: Runner, case: Case) -> str:
    queries = [fill(find_query(case.query).sparql, runner.terms(case))]
    queries += [fill(find_query(case.beside).sparql, {})] if case.beside else []
    raw = sum(min(runner.raw(sparql) for _ in range(ROUNDS)) for sparql in queries)
    runs = [runner.command(case) for _ in range(ROUNDS)]
    query, command, clock, lines = (min(part) for part in zip(*runs, strict=True))
    verdict = "pass" if command <= BUDGET else "CLOCK" if clock <= BUDGET else "FAIL"
    print(
        f"{' '.join(case.words):<66} {raw:6.2f} {query:6.2f} {query / raw:5.1f} x"
        f" {command:8.2f} {clock:6.2f} {lines:>7} {verdict}",
        flush=True,
    )
    return verdict


if __name__ == "__main__":
    given = sys.argv[1:]
    with tempfile.TemporaryDirectory() as temporary:
        over = main(Path(given[0]) if given else Path(temporary), given[1] if len(given) > 1 else "")
    sys.exit(1 if over else 0)
