"""What a machine may do between two builds: its clock goes back, its folders move, its numbers of processes come again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = "subject,subject_type,predicate,object,object_type\n"
FUTURE, PAST = 4_000_000_000, 100_000  # seconds since 1970: the year 2096, and its second day


def call(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )  # fmt: skip


def write(folder: Path, name: str, person: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"{HEAD}{person},Person,attended,Harbour Forum,Event\n", encoding="utf-8")


def build(cwd: Path, out: str = "graph", *more: str) -> dict[str, bytes]:
    done = call(cwd, "build", "data", "--out", out, "--quiet", *more)
    assert (done.returncode, done.stderr) == (0, "")
    shown = (p for p in (cwd / out).rglob("*") if p.is_file() and ".generations" not in p.parts)
    return {p.relative_to(cwd / out).as_posix(): p.read_bytes() for p in shown}


@pytest.mark.slow
def test_a_clock_that_goes_back_hides_no_change(tmp_path: Path) -> None:
    write(tmp_path / "data", "a.csv", "Ada Tan")
    write(tmp_path / "data", "b.csv", "Bo Ng")
    build(tmp_path)
    for path in tmp_path.rglob("*"):
        os.utime(path, (FUTURE, FUTURE), follow_symlinks=False)
    build(tmp_path)
    write(tmp_path / "data", "a.csv", "Ida Tan")  # of equal length
    os.utime(tmp_path / "data" / "a.csv", (PAST, PAST))
    now = build(tmp_path)
    assert now == build(tmp_path, "whole", "--no-cache")
    assert b"Ida Tan" in now["graph.ttl"]
    assert b"Ada Tan" not in now["graph.ttl"]
    assert call(tmp_path, "query", "SELECT ?x { ?x skos:prefLabel 'Ida Tan' }").stdout.count("\n") == 2


@pytest.mark.slow
def test_a_change_that_keeps_time_and_size_is_seen(tmp_path: Path) -> None:
    write(tmp_path / "data", "a.csv", "Ada Tan")
    times = (tmp_path / "data" / "a.csv").stat()
    build(tmp_path)
    write(tmp_path / "data", "a.csv", "Ida Tan")
    os.utime(tmp_path / "data" / "a.csv", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert b"Ida Tan" in build(tmp_path)["graph.ttl"]


@pytest.mark.slow
def test_a_project_that_was_moved_or_copied_is_built_on(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new place"
    old.mkdir()
    write(old / "data", "a.csv", "Ada Tan")
    build(old)
    shutil.copytree(old, tmp_path / "copy", symlinks=True)
    old.rename(new)
    for folder in (new, tmp_path / "copy"):
        assert "Ada Tan" in call(folder, "report", "attendance", "--format", "csv").stdout
        write(folder / "data", "b.csv", "Bo Ng")
    assert build(new) == build(tmp_path / "copy")


@pytest.mark.slow
def test_what_dead_processes_left_under_living_numbers_stops_nothing(tmp_path: Path) -> None:
    """As in a container, where the one process always has the same number."""
    write(tmp_path / "data", "a.csv", "Ada Tan")
    build(tmp_path)
    write(tmp_path / "data", "b.csv", "Bo Ng")
    inside = tmp_path / "graph" / ".generations"
    numbers = (1, os.getpid(), *range(os.getpid() + 1, os.getpid() + 40))
    for number in numbers:
        (inside / f".build-{number}").mkdir()
        (tmp_path / f".graph.nq.{number}.part").write_bytes(b"Ada Tan")
    (inside / "lock").write_text("process 1 since 2001-01-01T00:00:00Z\n", encoding="utf-8")
    assert b"Bo Ng" in build(tmp_path)["graph.ttl"]
    assert {p.name.split("-")[0] for p in inside.iterdir()} == {"current", "gen", "lock", "readings"}
    code = (
        "import os, sys; from pathlib import Path; Path(f'.graph.nq.{os.getpid()}.part').write_bytes(b'Ada Tan'); "
        "from cyberkg.cli import main; main(sys.argv[1:])"
    )
    words = ("export", "--format", "nquads", "--out", "graph.nq")
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "graph.nq").stat().st_size > 1000


@pytest.mark.slow
def test_names_that_are_one_on_a_disk_blind_to_case_are_refused_or_kept_apart(tmp_path: Path) -> None:
    """Each text has a file in the graph; on such a disk the second would replace the first."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "News.md").write_text(
        "# News\n\nAda Tan attended the Harbour Forum.\n", encoding="utf-8"
    )
    (tmp_path / "data" / "news.md").write_text("# News\n\nBo Ng attended the Peak Forum.\n", encoding="utf-8")
    done = call(tmp_path, "build", "data", "--out", "graph", "--reader", "rules", "--quiet")
    if done.returncode == 0:
        names = [p.name.casefold() for p in (tmp_path / "graph" / "texts").iterdir()]
        assert len(names) == len(set(names)) == 2
    else:
        assert done.stderr.startswith("error: ") and done.stderr.count("\n") == 1
        assert not (tmp_path / "graph" / "graph.ttl").exists()
