"""What a command leaves behind besides its answer: nothing that names anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = "subject,subject_type,predicate,object,object_type\n"
NAME = "Zebulon Quux"


def call(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    temporary = cwd / "tmp"
    temporary.mkdir(exist_ok=True)
    env = {**os.environ, "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(cwd / "cache")}
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", WATCHED, *arguments],
        capture_output=True, text=True, cwd=cwd, env=env, check=False,
    )  # fmt: skip


WATCHED = """
import os, sys
from contextlib import suppress
from cyberkg.cli import main
if sys.platform != "win32":
    import resource
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
try:
    main(sys.argv[1:])
finally:
    if sys.platform != "win32":
        os.write(2, f"core {resource.getrlimit(resource.RLIMIT_CORE)[0]}\\n".encode())
"""


@pytest.mark.slow
def test_errors_and_temporary_files_name_nobody_and_a_crash_would_leave_no_core(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text(
        f"{HEAD}{NAME},Person,attended,Harbour Forum,Event\n", encoding="utf-8"
    )
    (tmp_path / "data" / "b.csv").write_text(f"{HEAD}{NAME},Person,attends,{NAME},Event\n", encoding="utf-8")
    (tmp_path / "data" / "c.docx").write_bytes(f"PK\x03\x04{NAME}".encode())
    done = call("build", "data", "--out", "graph", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    told = [done]
    for arguments in (
        ("query", f'SELECT ?x {{ ?x skos:prefLabel "{NAME}" . SERVICE <http://127.0.0.1:9/> {{}} }}'),
        ("query", "SELECT ?x { ?x ?p ?o }"),
        ("report", "attendance", "--out", "report.xlsx", "--format", "xlsx"),
    ):
        told.append(call(*arguments, cwd=tmp_path))
    for ended in told:
        assert ended.stderr.endswith("core 0\n"), ended.stderr
        assert NAME not in ended.stderr, ended.args
    assert list((tmp_path / "tmp").iterdir()) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "graph", "report.xlsx", "tmp"]


@pytest.mark.slow
def test_a_build_loads_nothing_by_pickle(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.md").write_text(
        "# News\n\nAnn Lee attended the Harbour Forum.\n", encoding="utf-8"
    )
    watch = (
        "import sys\n"
        "found = []\n"
        "sys.addaudithook(lambda event, a: found.append(a) if event == 'pickle.find_class' else None)\n"
        "from cyberkg.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "finally:\n"
        "    print(found)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch, "build", "data", "--quiet"],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")
