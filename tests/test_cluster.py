"""Reading on a cluster: real schedulers and workers, processes of their own on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="needs the extra: pip install 'cyberkg[cluster]'")

from cyberkg.building import Options, build
from cyberkg.cluster import read_on_cluster
from cyberkg.errors import LimitError, NetworkError, UsageError

TEXTS = (
    "# Digest of 8 September 2023\n\nAda Tan, chair of Delta Bank, spoke at the Cyber Forum on 5 September 2023.\n",
    "# Digest of 9 October 2023\n\nOmar Fathi of Acme attended the Safe Net Summit in Lagos.\n",
    "# Digest of 3 May 2024\n\nHackers stole names of 12,000 customers of Delta Bank in April 2024.\n",
)
EVALUATE: Callable[[str], Any] = eval  # what a worker knows without importing it
PATIENCE = 60  # seconds for a process to come up on a busy machine


class Cluster:
    """A scheduler and its workers; each is killed at the end."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.note = folder / "scheduler.json"
        environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
        own = ("--scheduler-file", str(self.note), "--no-dashboard")
        near = ("--host", "127.0.0.1", "--port", "0")
        self.scheduler = self._start(environment, "dask_scheduler", *own, *near)
        self.address = self._read_address()
        self.workers = [
            self._start(
                environment, "dask_worker", self.address, "--no-dashboard", "--no-nanny", "--nthreads", "1",
                "--local-directory", str(folder), "--host", "127.0.0.1",
            )
            for _ in range(workers)
        ]  # fmt: skip
        self._wait(workers)

    def _start(self, environment: dict[str, str], module: str, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *words],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _read_address(self) -> str:
        for _ in range(PATIENCE * 10):
            if self.note.exists() and self.note.read_text():
                return str(json.loads(self.note.read_text())["address"])
            time.sleep(0.1)
        raise AssertionError("the scheduler did not come up")

    def _wait(self, workers: int) -> None:
        from distributed import Client

        if workers:
            make: Callable[..., Any] = Client
            with make(self.address, set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=PATIENCE)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    found = Cluster(tmp_path_factory.mktemp("cluster"), workers=2)
    yield found
    found.stop()


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "briefings"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"2024-{number}.md").write_text(text)
    return folder


def test_the_graph_has_the_same_bytes_as_at_home(cluster: Cluster, sources: Path, tmp_path: Path) -> None:
    build([sources], tmp_path / "home", Options(reader="rules", cache=False))
    build([sources], tmp_path / "away", Options(reader="rules", cache=False, cluster=cluster.address))
    for name in ("graph.ttl", "network.html"):
        home = next((tmp_path / "home").rglob(name)).read_bytes()
        assert next((tmp_path / "away").rglob(name)).read_bytes() == home


def test_workers_read_and_what_they_read_comes_in_order(cluster: Cluster) -> None:
    asked = [f"({number}, __import__('os').getpid())" for number in range(40)]
    found = list(read_on_cluster(EVALUATE, asked, cluster.address, str))
    assert [number for number, _ in found] == list(range(40))
    assert {process for _, process in found} == {worker.pid for worker in cluster.workers}


def test_what_a_document_does_to_the_reader_is_told_as_at_home(cluster: Cluster) -> None:
    with pytest.raises(ZeroDivisionError):
        list(read_on_cluster(EVALUATE, ["1 / 0"], cluster.address, str))


def test_a_worker_with_another_cyberkg_is_named(cluster: Cluster) -> None:
    with pytest.raises(NetworkError, match=r"^tcp://127\.0\.0\.1:\d+: has another cyberkg"):
        list(read_on_cluster(EVALUATE, ["1"], cluster.address, os.getpid))  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://127.0.0.1:8786", "inproc://a", "file:///etc"])
def test_other_addresses_are_refused_and_not_called(address: str) -> None:
    with pytest.raises(UsageError, match="no address of a scheduler"):
        list(read_on_cluster(EVALUATE, ["1"], address, str))


def build_by(sources: Path, out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cyberkg", "build", str(sources), "--out", str(out), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_where_nobody_answers_one_line_says_so(sources: Path, tmp_path: Path) -> None:
    done = build_by(sources, tmp_path / "g", "--reader", "rules", "--cluster", "tcp://127.0.0.1:9")
    assert done.returncode == 8
    assert done.stderr.strip().splitlines() == [
        "error: tcp://127.0.0.1:9: no scheduler answers; start one (dask scheduler)"
    ]
    assert not (tmp_path / "g" / "graph.ttl").exists()


LLM = ("--reader", "llm", "--llm-server", "http://127.0.0.1:9/v1", "--llm-model", "none")


@pytest.mark.parametrize(("named", "other"), [("--workers", ("--workers", "2")), ("--reader llm", LLM)])
def test_it_does_not_go_with_other_ways_to_read(
    sources: Path, tmp_path: Path, named: str, other: tuple[str, ...]
) -> None:
    done = build_by(sources, tmp_path / "g", *other, "--cluster", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert f"--cluster does not go with {named}" in done.stderr


def test_a_cluster_without_workers_is_refused(tmp_path: Path) -> None:
    empty = Cluster(tmp_path, workers=0)
    try:
        with pytest.raises(NetworkError, match="the cluster has no workers; start some"):
            list(read_on_cluster(EVALUATE, ["1"], empty.address, str))
    finally:
        empty.stop()


def test_a_document_that_ends_its_worker_ends_the_build(tmp_path: Path) -> None:
    doomed = Cluster(tmp_path, workers=1)
    try:
        with pytest.raises(LimitError, match="ended one after another"):
            list(read_on_cluster(EVALUATE, ["__import__('os')._exit(1)"], doomed.address, str))
    finally:
        doomed.stop()


def test_a_scheduler_that_goes_away_ends_the_build_and_the_old_graph_stays(
    sources: Path, tmp_path: Path
) -> None:
    lost = Cluster(tmp_path, workers=1)
    try:
        asked = [
            f"__import__('os').kill({lost.scheduler.pid}, {int(signal.SIGKILL)})",
            "__import__('time').sleep(1)",
        ]
        with pytest.raises(NetworkError, match="went away"):
            list(read_on_cluster(EVALUATE, asked, lost.address, str))
        out = tmp_path / "g"
        build([sources], out, Options(reader="rules", cache=False))
        before = next(out.rglob("graph.ttl")).read_bytes()
        with pytest.raises(NetworkError):
            build([sources], out, Options(reader="rules", cache=False, cluster=lost.address))
        assert next(out.rglob("graph.ttl")).read_bytes() == before
    finally:
        lost.stop()
