"""Break builds in every way and count what is lost: ``python tests/faults.py [--kills N] [--stride N] [--seed N]``.

Each build, query and check runs in a process of its own, forked from this one, which has the libraries loaded and
no store open. Prints one JSON object: trials by kind, and what must be nought:

lost      a graph that was reported as done was gone afterwards
partial   a graph was neither the whole old one nor the whole new one, or could not be opened
silent    damage was met, and a command gave another answer without an error
unclear   an error was no one line that says what to do, or of another exit code than the documented
stuck     one more ``cyberkg build`` did not put all right
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import hashlib
import http.client
import json
import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

HEAD = "subject,subject_type,predicate,object,object_type\n"
CALLS = ("write", "fsync", "replace", "rename", "mkdir", "unlink", "rmdir", "pwrite", "ftruncate", "open")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
KEPT = {"readings"}  # beside the generations, of the last build
GRAPHS = 3
_READ = ("facts", "--format", "jsonl")


class Ended(NamedTuple):
    """How a command ended: 0 or more, or minus the signal; what it wrote."""

    code: int
    out: str
    error: str


@dataclass
class Bench:
    """A folder with sources of three graphs, each built once, and the counts."""

    home: Path
    chance: random.Random
    briefings: bool = True
    trials: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.home / "graph"

    def source(self, number: int) -> Path:
        return self.home / f"data{number % GRAPHS}"

    def blame(self, kind: str, words: object) -> None:
        self.faults[kind] += 1
        self.told.append(f"{kind}: {words}"[:400])

    def prepare(self) -> None:
        """Write the sources, build each graph whole, and keep it to be broken."""
        for number in range(GRAPHS):
            folder = self.source(number)
            folder.mkdir()
            rows = "".join(f"Person {i} of {number},Person,attended,Forum {i % 7},Event\n" for i in range(9))
            (folder / "rows.csv").write_text(HEAD + rows, encoding="utf-8")
            # the same in each, so that a store is written by what differs from the one before
            (folder / "same.csv").write_text(f"{HEAD}Bo Ng,Person,attended,Forum 1,Event\n", encoding="utf-8")
            if self.briefings:
                (folder / "news.md").write_text(
                    f"# News\n\nOn {number + 1} March 2024 Ann Lee attended the Harbour Forum in Hong Kong.\n",
                    encoding="utf-8",
                )
        warm_up([self.source(0)])
        for number in range(GRAPHS):
            ended = self.build(number)
            if ended.code:
                raise SystemExit(f"no graph to begin with: {ended}")
            digest, answer = self.look()
            if not answer or digest in self.digests:
                raise SystemExit(f"no graph to begin with: {digest}")
            self.digests.append(digest)
            self.answers.append(answer)
            shutil.copytree(self.out, self.home / f"whole{number}")

    def build(self, number: int, before: Callable[[], None] = lambda: None) -> Ended:
        return call(
            "build", str(self.source(number)), "--out", str(self.out), "--reader", "rules", before=before
        )

    def fresh(self, number: int) -> None:
        """Put a whole graph in place."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.home / f"whole{number}", self.out)

    def look(self) -> tuple[str, str]:
        """Give the digest of the graph, held to all its files, and the digest of all its facts as a user gets them."""
        held = in_child(lambda: verify(self.out))
        digest, _, facts = held.out.partition("\n")
        answer = hashlib.sha256(facts.encode()).hexdigest()
        return (digest, answer) if held.code == 0 and facts else (held.error or "no facts", "")

    def check(self, kind: str, allowed: set[int], *, acknowledged: int | None = None) -> int | None:
        """Hold the graph to be one of these, whole; count what it is otherwise. Give which it is."""
        self.trials[kind] += 1
        digest, answer = self.look()
        found = next(
            (n for n in range(GRAPHS) if (self.digests[n], self.answers[n]) == (digest, answer)), None
        )
        if found is None:
            self.blame("partial", f"{kind}: {digest}")
        elif found not in allowed:
            self.blame(
                "lost" if acknowledged is not None else "partial", f"{kind}: graph {found} of {allowed}"
            )
        return found

    def repair(self, kind: str, number: int) -> None:
        """Build once more: the graph is whole, its visible files too, and nothing is left of what broke."""
        ended = self.build(number)
        seen = {p.name.split("-")[0] for p in (self.out / ".generations").iterdir()}
        visible = all(
            (self.out / name).read_bytes() == (self.home / f"whole{number % GRAPHS}" / name).read_bytes()
            for name in ("graph.ttl", "manifest.json", "network.html")
        )
        right = (self.digests[number % GRAPHS], self.answers[number % GRAPHS])
        if ended.code or self.look() != right or not visible or seen - KEPT != {"current", "gen", "lock"}:
            self.blame("stuck", f"{kind}: {ended} {seen}")

    def hold_error(self, kind: str, ended: Ended, codes: set[int]) -> None:
        """Hold an error to one line that says what to do."""
        lines = ended.error.splitlines()
        clear = len(lines) == 1 and lines[0].startswith("error: ") and ("; " in lines[0] or ended.code == 3)
        if ended.code not in codes or (ended.code and not clear):
            self.blame("unclear", f"{kind}: {ended.code} {ended.error!r}")


def warm_up(sources: list[Path]) -> None:
    """Load all that a build loads, without a store."""
    import cyberkg.cli.build
    import cyberkg.cli.rows  # noqa: F401
    from cyberkg.building import Options, collect
    from cyberkg.ident import DEFAULT_BASE
    from cyberkg.rdf.parts import write_parts
    from cyberkg.view import render

    knowledge, _, _ = collect(sources, Options(reader="rules"))
    write_parts(knowledge, DEFAULT_BASE)
    render(knowledge)


def verify(folder: Path) -> None:
    from cyberkg.cli import main
    from cyberkg.store import open_graph

    generation = open_graph(folder)
    generation.verify()
    sys.stdout.write(f"{generation.digest}\n")
    main([*_READ, str(folder)])


def call(*arguments: str, before: Callable[[], None] = lambda: None) -> Ended:
    """Run a command of cyberkg as a user would, but for the start of Python."""

    def run() -> None:
        from cyberkg.cli import main

        before()
        main(arguments)

    return in_child(run)


def in_child(work: Callable[[], None]) -> Ended:
    with tempfile.TemporaryDirectory() as folder:
        pid = start(work, Path(folder))
        _, status = os.waitpid(pid, 0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # parsers of a build that died
        out, error = (
            Path(folder, name).read_text(encoding="utf-8", errors="replace") for name in ("out", "error")
        )
    return Ended(os.waitstatus_to_exitcode(status), out, error)


def start(work: Callable[[], None], folder: Path) -> int:
    """Start a process group; its words go into two files."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        return pid
    code = 70
    try:
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
        for number, name in ((1, "out"), (2, "error")):
            os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT, 0o600), number)
        work()
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    except BaseException as error:  # noqa: BLE001 (whatever it is, the parent is to see it)
        os.write(2, f"{type(error).__name__}: {error}".encode())
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)


def patched(at: int, number: int = 0) -> Callable[[], None]:
    """Make the ``at``-th call that changes the disk fail with this error, or kill the process where it is 0."""

    def apply() -> None:
        me, count = os.getpid(), 0
        for name in CALLS:
            setattr(os, name, wrap(name, getattr(os, name)))

        def _count() -> None:
            nonlocal count
            count += 1
            if count == at:
                if not number:
                    os.kill(me, signal.SIGKILL)
                raise OSError(number, os.strerror(number))

        counted.append(_count)

    counted: list[Callable[[], None]] = []

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **options: Any) -> Any:
            to_words = name in {"write", "fsync"} and args[0] in {1, 2}
            if not to_words and not (name == "open" and not args[1] & WRITING):
                counted[0]()
            return real(*args, **options)

        return wrapped

    return apply


def kill_at_random(bench: Bench, kills: int) -> None:
    """Builds of one graph after the other, their process group killed at a random moment; at times repaired."""
    bench.fresh(0)
    began = time.monotonic()
    bench.build(0)
    pace = time.monotonic() - began
    last = 0
    for trial in range(kills):
        first = last + 1

        def work(number: int = first) -> None:
            from pathlib import Path as Place

            from cyberkg.building import Options, build

            for n in (number, number + 1):
                build([bench.source(n)], Place(bench.out), Options(reader="rules"))
                os.write(1, b"%d\n" % n)

        with tempfile.TemporaryDirectory() as folder:
            pid = start(work, Path(folder))
            time.sleep(bench.chance.uniform(0, 2 * pace))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            told = Path(folder, "out")  # not there yet where the process died at once
            done = [int(n) for n in told.read_text().split()] if told.exists() else []
        acknowledged = done[-1] if done else last
        found = bench.check(
            "kill", {acknowledged % GRAPHS, (acknowledged + 1) % GRAPHS}, acknowledged=acknowledged
        )
        last = acknowledged if found is None or found == acknowledged % GRAPHS else acknowledged + 1
        if trial % 10 == 9:
            bench.repair("kill", last)


def kill_at_each_step(bench: Bench, stride: int) -> None:
    """The process dies at each call that writes, flushes or renames."""
    for at in range(bench.chance.randint(1, stride), 2000, stride):
        bench.fresh(0)
        ended = bench.build(1, patched(at))
        if ended.code == 0:
            return
        bench.check("kill at a step", {0, 1})
        if bench.chance.random() < 0.2:
            bench.repair("kill at a step", 1)
    raise SystemExit("the build never ran through")


def refuse_at_each_step(bench: Bench, stride: int) -> None:
    """Each call that changes the disk is refused in turn, with each of the disk's refusals."""
    for number in (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EMFILE):
        for at in range(bench.chance.randint(1, stride), 2000, stride):
            bench.fresh(0)
            ended = bench.build(1, patched(at, number))
            kind = f"refusal {errno.errorcode[number]}"
            bench.hold_error(kind, ended, {0, 7})
            told = ended.code == 0 or "the graph is written" in ended.error
            bench.check(kind, {1} if told else {0})
            if bench.chance.random() < 0.2:
                bench.repair(kind, 1)
            if ended.code == 0 and bench.chance.random() < 0.5:
                break


@contextlib.contextmanager
def small_disk(bench: Bench, size: int) -> Iterator[Path | None]:
    """A disk of so many bytes at the place of the graph; None where this user may mount none."""
    shutil.rmtree(bench.out, ignore_errors=True)
    bench.out.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(bench.out)]
    if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield bench.out
    finally:
        subprocess.run(["umount", str(bench.out)], check=True)


def fill_the_disk(bench: Bench) -> None:
    """A real disk that is full after so many bytes, with the check of free space and without it."""

    def unguarded() -> None:
        from cyberkg.store import shelf

        shelf.require_space = lambda *_: None

    size = sum(p.stat().st_blocks * 512 for p in (bench.home / "whole0").rglob("*"))
    for extra in (0.02, 0.1, 0.25, 0.5, 0.8, 1.0, 1.2, 1.6):
        for before in (unguarded, lambda: None):
            with small_disk(bench, int(size * (1 + extra)) + (1 << 20)) as disk:
                if disk is None:
                    return
                shutil.copytree(bench.home / "whole0", disk, dirs_exist_ok=True)
                ended = bench.build(1, before)
                bench.hold_error("disk full", ended, {0, 7})
                bench.check("disk full", {1} if ended.code == 0 or "is written" in ended.error else {0})
                subprocess.run(["mount", "-o", "remount,size=400m", str(disk)], check=True)
                bench.repair("disk full", 1)
    with small_disk(bench, 100 << 20) as disk:
        if disk is not None:
            shutil.copytree(bench.home / "whole0", disk, dirs_exist_ok=True)
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            bench.hold_error("read-only folder", bench.build(1), {7})
            bench.check("read-only folder", {0})


def run_out_of_files(bench: Bench) -> None:
    """So few files may be open that one or another of a build's cannot be."""
    for room in (0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 60):
        bench.fresh(0)

        def few(room: int = room) -> None:
            probe = os.open(os.devnull, os.O_RDONLY)
            os.close(probe)
            resource.setrlimit(resource.RLIMIT_NOFILE, (probe + room, probe + room))

        ended = bench.build(1, few)
        bench.hold_error("too many open files", ended, {0, 7})
        bench.check("too many open files", {0, 1} if ended.code == 0 or "is written" in ended.error else {0})
        bench.repair("too many open files", 1)


def build_at_once(bench: Bench, times: int) -> None:
    """Two builds of one graph at once: one is done, the other is told who is at work, or comes after it."""
    for _ in range(times):
        bench.fresh(0)
        with tempfile.TemporaryDirectory() as one:
            arguments = ("build", str(bench.source(1)), "--out", str(bench.out), "--reader", "rules")

            def work(arguments: tuple[str, ...] = arguments) -> None:
                from cyberkg.cli import main

                main(arguments)

            pid = start(work, Path(one))
            time.sleep(bench.chance.uniform(0, 0.2))
            other = bench.build(2)
            _, status = os.waitpid(pid, 0)
            first = Ended(os.waitstatus_to_exitcode(status), "", Path(one, "error").read_text())
        for ended in (first, other):
            bench.hold_error("two builds", ended, {0, 5})
        bench.check("two builds", {n for n, e in ((1, first), (2, other)) if e.code == 0})


def kill_exports(bench: Bench, times: int) -> None:
    """Exports over older ones, killed at a random moment: each file is the old or the new one, and the next leaves no draft."""
    bench.fresh(0)
    place = bench.home / "exports"
    for form, name in (
        ("nquads", "graph.nq"),
        ("xlsx", "graph.xlsx"),
        ("neo4j", "folder"),
        ("graph", "again"),
    ):
        out = place / name
        arguments = ("export", "--format", form, "--graph", str(bench.out), "--out", str(out))
        wholes = []
        for number in (1, 0):
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            bench.fresh(number)
            began = time.monotonic()
            if (ended := call(*arguments)).code:
                raise SystemExit(f"no export to begin with: {ended}")
            pace = time.monotonic() - began
            wholes.append(files_under(out))
            shutil.copytree(place, bench.home / f"exports{number}", dirs_exist_ok=True)
        for _ in range(times):
            shutil.rmtree(place)
            shutil.copytree(bench.home / "exports1", place)
            kill_in_between(lambda a=arguments: main_of(a), bench.chance.uniform(0, 1.2 * pace))  # type: ignore[misc]
            bench.trials["kill of an export"] += 1
            found = files_under(out)
            if form == "graph" and call(*_READ, str(out)).code:
                bench.blame("partial", f"export {form}")
            for path in () if form == "graph" else found.keys() | wholes[0].keys():
                if found.get(path) not in [whole.get(path) for whole in wholes]:
                    bench.blame("partial", f"export {form}: {path}")
            ended = call(*arguments)
            if ended.code or [p.name for p in place.iterdir()] != [name] or files_under(out) != wholes[1]:
                bench.blame("stuck", f"export {form}: {ended} {[p.name for p in place.iterdir()]}")
        shutil.rmtree(bench.home / "exports1")
        shutil.rmtree(bench.home / "exports0")
    bench.check("graph after exports", {0})


def files_under(place: Path) -> dict[str, bytes]:
    """Read a file, or the files of a folder but those of a graph that only its own machine knows."""
    if place.is_file():
        return {"": place.read_bytes()}
    found = ((path.relative_to(place).as_posix(), path) for path in place.rglob("*") if path.is_file())
    return {name: path.read_bytes() for name, path in found if not name.startswith(".generations")}


def main_of(arguments: tuple[str, ...]) -> None:
    from cyberkg.cli import main

    main(arguments)


def kill_in_between(work: Callable[[], None], after: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pid = start(work, Path(folder))
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def kill_servers(bench: Bench, times: int) -> None:
    """A server killed while it starts, answers and is asked: the graph is as it was, no worker stays, the port is free."""
    bench.fresh(0)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    arguments = ("serve", "--graph", str(bench.out), "--port", str(port), "--no-browser")
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            pid = start(partial(main_of, arguments), Path(folder))
            end = time.monotonic() + bench.chance.uniform(0, 2.5)
            while time.monotonic() < end:
                with contextlib.suppress(OSError, http.client.HTTPException):
                    ask(port)
                    bench.trials["answer of a server to be killed"] += 1
            os.kill(pid, signal.SIGKILL)  # it alone: its workers are to end by themselves
            os.waitpid(pid, 0)
            time.sleep(0.3)
            bench.trials["kill of a server"] += 1
            try:
                os.killpg(pid, 0)
                bench.blame("stuck", "a worker of a dead server runs on")
                os.killpg(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
    bench.check("graph after servers", {0})
    bench.repair("kill of a server", 1)


def ask(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        query = urllib.parse.quote("SELECT * { ?s ?p ?o } LIMIT 20")
        connection.request("GET", f"/sparql?query={query}", headers={"Accept": "text/csv"})
        connection.getresponse().read()
    finally:
        connection.close()


def damage(bench: Bench, stride: int) -> None:
    """Each file of a graph cut, flipped, zeroed, emptied or removed: a right answer or an error, and one repair."""
    files = [
        p.relative_to(bench.home / "whole0")
        for p in sorted((bench.home / "whole0").rglob("*"))
        if p.is_file()
    ]
    trials = [(name, how) for name in files for how in ("cut", "flip", "zero", "empty", "gone", "foreign")]
    for name, how in trials[bench.chance.randrange(stride) :: stride]:
        bench.fresh(0)
        spoil(bench.out / name, how, bench.chance)
        kind = f"{how}: {name}"
        ended = call(*_READ, str(bench.out))
        bench.hold_error(kind, ended, {0, 6})
        bench.trials["damaged file"] += 1
        if ended.code == 0 and hashlib.sha256(ended.out.encode()).hexdigest() != bench.answers[0]:
            bench.blame("silent", kind)
        if ended.code and "cyberkg build" not in ended.error:
            bench.blame("unclear", f"{kind}: {ended.error}")
        if bench.chance.random() < 0.3:  # a fault while another is being mended
            bench.build(1, patched(bench.chance.randint(1, 80)))
        bench.repair(kind, 1)


def spoil(path: Path, how: str, chance: random.Random) -> None:
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
        return
    at = chance.randrange(len(data)) if data else 0
    path.write_bytes(
        {
            "cut": data[: len(data) // 2],
            "flip": data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
            if data
            else b"x",
            "zero": bytes(len(data)),
            "empty": b"",
            "foreign": data.replace(b'"format": 1', b'"format": 99')
            if b'"format": 1' in data
            else data + b"\n",
        }[how]
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--stride", type=int, default=1, help="take each so many-th step and damage")
    parser.add_argument(
        "--rows-only", action="store_true", help="build of rows alone, without parsers in children"
    )
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # not without taking the small disk away
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as home:
        bench = Bench(Path(home), random.Random(options.seed), not options.rows_only)
        began = time.monotonic()
        bench.prepare()
        breakings: list[Callable[[], None]] = [
            partial(kill_at_each_step, bench, options.stride),
            partial(fill_the_disk, bench),
            partial(run_out_of_files, bench),
            partial(build_at_once, bench, max(3, options.kills // 50)),
            partial(damage, bench, options.stride),
            partial(kill_exports, bench, max(2, options.kills // 40)),
            partial(kill_servers, bench, max(3, options.kills // 40)),
            partial(kill_at_random, bench, options.kills),
            partial(refuse_at_each_step, bench, options.stride),
        ]
        for breaking in breakings:
            breaking()
            sys.stderr.write(f"{time.monotonic() - began:.0f} s: {dict(bench.trials)} {dict(bench.faults)}\n")
        spent = round(time.monotonic() - began)
    nought = {kind: bench.faults[kind] for kind in ("lost", "partial", "silent", "unclear", "stuck")}
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    work = round(sum(u.ru_utime + u.ru_stime for u in used))
    told = {"trials": dict(bench.trials), **nought, "seconds": spent, "work": work, "told": bench.told[:40]}
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    return int(any(nought.values()))


if __name__ == "__main__":
    sys.exit(main())
