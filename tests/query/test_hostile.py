"""Queries that want more than an answer: another server, a file, all memory, all time."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Protocol

import pytest

from cyberkg.errors import LimitError, NetworkError, UsageError
from cyberkg.query import engine
from cyberkg.query.engine import run, write
from cyberkg.query.results import Limits, Table

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="filters calls in the Linux kernel")


class Canary(Protocol):
    """The listener of conftest."""

    hits: list[object]

    @property
    def url(self) -> str: ...


# every way that was found to ask another server; URL stands for it
PLAIN = (
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE # <\n <URL> { ?s ?p ?o } }",
    'SELECT * { ?s skos:prefLabel ?n BIND(IRI(CONCAT("URL?", ENCODE_FOR_URI(?n))) AS ?u)'
    " LATERAL { SERVICE ?u { ?a ?b ?c } } }",
    "ASK { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
)
TRICKY = (
    "SELECT * { FILTER(1<2)SERVICE#>\n<URL> { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE#>\nSILENT <URL> { ?s ?p ?o } }",
)


def elapsed(since: float) -> float:
    return time.monotonic() - since


@pytest.mark.parametrize("sparql", PLAIN)
def test_a_call_for_a_server_is_refused_before_it_runs(store: Path, canary: Canary, sparql: str) -> None:
    with pytest.raises(NetworkError, match=r"SERVICE"):
        run(store, sparql.replace("URL", canary.url))
    assert canary.hits == []


@LINUX
@pytest.mark.parametrize("sparql", PLAIN + TRICKY)
def test_a_call_that_passes_the_check_is_contained(
    store: Path, canary: Canary, sparql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "check", lambda _: None)
    with pytest.raises(NetworkError, match="asked for the network, which it does not have"):
        run(store, sparql.replace("URL", canary.url))
    assert canary.hits == []


@LINUX
def test_a_call_by_host_name_is_contained(store: Path, canary: Canary) -> None:
    url = canary.url.replace("127.0.0.1", "localhost")
    with pytest.raises(NetworkError):
        run(store, TRICKY[0].replace("URL", url))
    assert canary.hits == []


LAYER = """
import resource, sys, pyoxigraph
from cyberkg.query.seccomp import filter_calls
store = pyoxigraph.Store.read_only(sys.argv[1])
if "files" in sys.argv[3]:
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
if "calls" in sys.argv[3] and not filter_calls():
    sys.exit(9)
try:
    print(len(list(store.query("SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }" % sys.argv[2]))))
except OSError:
    pass
"""


@LINUX
@pytest.mark.parametrize(
    ("layers", "code", "hits"), [("none", 0, 1), ("files", 0, 0), ("calls", -signal.SIGSYS, 0)]
)
def test_each_layer_of_the_sandbox_is_enough(
    store: Path, canary: Canary, layers: str, code: int, hits: int
) -> None:
    command = [sys.executable, "-c", LAYER, str(store), canary.url, layers]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, min(len(canary.hits), 1)) == (code, hits)


OPENER = """
import sys, pyoxigraph
from cyberkg.query import sandbox
from pathlib import Path
store = pyoxigraph.Store.read_only(sys.argv[1])
print(*sandbox.close(Path(sys.argv[1])))
for act in (
    lambda: open("/etc/passwd"),
    lambda: open(sys.argv[1] + "/new", "w"),
    lambda: __import__("os").remove(sys.argv[1] + "/CURRENT"),
    lambda: __import__("os").execv("/bin/true", ["true"]),
):
    try:
        act()
        print("done")
    except OSError:
        print("refused")
print(len(list(store.query("SELECT * { ?s ?p ?o }"))))
"""


@LINUX
def test_the_sandbox_touches_no_file_and_still_reads_the_store(store: Path, many_files: Path) -> None:
    for folder, layers in ((store, "paths calls files"), (many_files, "paths calls")):
        before = digest(folder)
        done = subprocess.run([sys.executable, "-c", OPENER, str(folder)], capture_output=True, check=True)
        assert done.stdout.decode().split() == [*layers.split(), *["refused"] * 4, "87"]
        assert digest(folder) == before


def test_a_store_of_more_files_than_are_opened_at_first_is_read(many_files: Path) -> None:
    """RocksDB opens sixteen tables at the start, and the others when they are needed."""
    assert len(list(many_files.glob("*.sst"))) > 16
    table = run(many_files, "SELECT ?s { ?s ?p ?o }", limits=Limits(timeout=3))
    assert isinstance(table, Table)
    assert len(table.rows) == 87


def test_where_nothing_keeps_a_query_from_the_network_the_word_is_refused(
    store: Path, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a system that has none of the layers: then a name that holds the word is one too many."""
    bare = "from cyberkg.query import sandbox, worker; sandbox.close = lambda store: (); worker.main()"
    start = subprocess.Popen

    def start_bare(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        return start([command[0], "-P", "-c", bare], **options)

    monkeypatch.setattr("cyberkg.query.engine.subprocess.Popen", start_bare)
    assert run(store, "ASK { ?s ?p ?o }") is True
    for sparql in (*TRICKY, "ASK { ?services ?p ?o }", "ASK { ?s ?p '\\u0053ervice' }"):
        with pytest.raises(NetworkError, match="write it without that word"):
            run(store, sparql.replace("URL", canary.url))
    assert canary.hits == []


@pytest.mark.parametrize(
    "sparql",
    [
        "LOAD <file:///etc/passwd>",
        "LOAD <URL>",
        "PREFIX a: <https://a.test/> INSERT DATA { a:a a:b a:c }",
        "DELETE WHERE { ?s ?p ?o }",
        "# SELECT\nDROP ALL",
        "WITH <https://a.test/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_a_change_is_refused_before_it_runs(store: Path, canary: Canary, sparql: str) -> None:
    before = digest(store)
    with pytest.raises(UsageError, match="changes the graph; ask with SELECT instead"):
        run(store, sparql.replace("URL", canary.url))
    assert (digest(store), canary.hits) == (before, [])


def test_a_change_that_passes_the_check_is_no_query(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "check", lambda _: None)
    with pytest.raises(UsageError, match="no SPARQL"):
        run(store, "DROP ALL")


def test_from_a_file_reads_no_file(store: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<a:a> <a:b> <a:c> .")
    assert run(store, f"ASK FROM <{secret.as_uri()}> {{ ?s ?p ?o }}") is False


def digest(store: Path) -> str:
    files = sorted(path for path in store.iterdir() if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "SELECT (COUNT(*) AS ?n) { ?a (ckg:next|^ckg:next)* ?b . ?c (ckg:next|^ckg:next)* ?d ."
        " ?e ckg:next* ?f . ?g ckg:next* ?h }",
    ],
)
def test_an_endless_query_ends_at_its_deadline(store: Path, sparql: str) -> None:
    start = time.monotonic()
    with pytest.raises(LimitError) as caught:
        run(store, sparql, limits=Limits(timeout=0.5))
    assert elapsed(start) < 1.0
    assert str(caught.value) == (
        "the query ran longer than 0.5 s and was ended; ask for less, or give it more time"
    )
    assert run(store, "ASK { ?s ?p ?o }") is True


def grow(levels: int) -> str:
    text = '"aaaaaaaaaa"'
    for _ in range(levels):
        text = f'REPLACE({text}, "a", "aaaaaaaaaa")'
    return f"SELECT (STRLEN({text}) AS ?n) {{}}"


@pytest.mark.parametrize(
    "sparql",
    [
        grow(20),
        "SELECT (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    ],
)
def test_a_greedy_query_ends_at_its_memory_or_its_deadline(store: Path, sparql: str) -> None:
    with pytest.raises(LimitError, match=r"out of memory|ran longer"):
        run(store, sparql, limits=Limits(timeout=2, memory=256 << 20))


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * " + "{" * 5000 + "}" * 5000,
        "SELECT * { FILTER" + "(" * 12_000 + "1" + ")" * 12_000 + " }",
        "SELECT * { FILTER(1" + "+1" * 20_000 + ") }",
        "SELECT * { FILTER(" + "!" * 20_000 + "true) }",
        "SELECT * " + "{ OPTIONAL" * 5000 + "{}" + "}" * 5000,
    ],
    ids=["braces", "brackets", "sums", "negations", "optionals"],
)
def test_endless_nesting_kills_the_worker_alone(store: Path, sparql: str) -> None:
    with pytest.raises(LimitError) as caught:
        run(store, sparql)
    assert str(caught.value) == (
        "the query is nested too deeply; write it with fewer brackets or signs in a row"
    )


def test_a_query_of_megabytes_is_refused(store: Path) -> None:
    start = time.monotonic()
    with pytest.raises(LimitError, match="at most 1,000,000 are taken"):
        run(store, f"SELECT * {{ VALUES ?x {{ {'1 ' * 2_000_000} }} }}")
    assert elapsed(start) < 0.5


def test_an_answer_of_endless_width_is_refused(store: Path) -> None:
    """Few rows, but each a megabyte: the disk must not fill up either."""
    million = grow(5).replace("STRLEN(", "(").partition(" {}")[0]
    sparql = f"{million} ?s {{ ?s ckg:next ?t . ?u ckg:next ?v }}"
    with pytest.raises(LimitError, match="the answer is larger than the memory limit"):
        write(store, sparql, io.BytesIO(), "tsv", limits=Limits(memory=256 << 20, timeout=60))


SLOW = """
import sys
from pathlib import Path
from cyberkg.query.engine import run
print("ready", flush=True)
run(Path(sys.argv[1]), "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
"""


def start_slow_query(store: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start a process with a query that does not end, and find its worker."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(store)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # what a shell starts in the background ignores Ctrl-C, and so would what it starts
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )
    assert process.stdout is not None
    process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not children.read_text():
        time.sleep(0.01)
    worker = int(children.read_text().split()[0])
    deadline = time.monotonic() + 60
    while not has_open(worker, store):  # limits are set before the store is opened
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return process, worker


def has_open(pid: int, folder: Path) -> bool:
    """Whether a process has a file of this folder open; one may close while it is looked at."""
    found = []
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found.append(handle.readlink())
    return any(folder in path.parents for path in found)


@LINUX
def test_ctrl_c_ends_a_query_at_once(store: Path) -> None:
    process, worker = start_slow_query(store)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=5) == -signal.SIGINT  # what Python does with KeyboardInterrupt
    assert elapsed(start) < 0.5
    assert not Path(f"/proc/{worker}").exists()


@LINUX
def test_a_worker_that_crashes_leaves_no_image_of_its_memory(store: Path) -> None:
    """Even where a program that uses the library would leave one."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_CORE)
    if not before[1]:
        pytest.skip("no process may leave one here")
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        process, worker = start_slow_query(store)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
    cores = [
        Path(f"/proc/{pid}/limits").read_text().partition("core file size")[2].split()[0]
        for pid in (process.pid, worker)
    ]
    process.kill()
    process.wait(timeout=5)
    assert cores[0] != "0"
    assert cores[1] == "0"


@LINUX
def test_a_worker_does_not_outlive_who_asked(store: Path) -> None:
    process, worker = start_slow_query(store)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=5)
    deadline = time.monotonic() + 1
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(worker)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
