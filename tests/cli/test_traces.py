"""What a command leaves behind besides its answer: nothing that names anybody."""

from __future__ import annotations

import os
import stat
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


# 500 people whom nothing else is called, half of them in files that cannot be read
NAMES = tuple(
    f"Zeb{chr(97 + n // 25)}{chr(97 + n % 25)}lon Quu{chr(97 + n % 25)}{chr(97 + n // 25)}x"
    for n in range(500)
)
# files that are refused, each for a reason of its own, with a name where the reason is
_ROW = "subject,subject_type,predicate,object,object_type,status,confidence\n"
WRONG = {
    ".csv": f'"{_ROW}NAME": [NAME\n,NAME,',
    ".CSV": f"{_ROW}NAME,Person,NAME,Forum,Event,,\n",
    ".yaml": '"NAME": [NAME\n,NAME,',
    ".yml": "- {subject: NAME, NAME: NAME}\n",
    ".jsonl": '"NAME": [NAME',
    ".docx": "PK\x03\x04NAME",
    ".ttl": '"NAME" <http://e/NAME> "NAME',
    ".rdf": "<NAME>&NAME;",
    ".md": "---\ntlp: NAME\n---\nNAME",
    ".html": "<!doctype html [<!ENTITY a 'NAME'>]>",
}
ENDINGS = tuple(WRONG)


@pytest.mark.slow
def test_of_five_hundred_names_none_is_told_or_left_outside_the_outputs(tmp_path: Path) -> None:
    data, good, bad = tmp_path / "data", NAMES[:250], NAMES[250:]
    data.mkdir()
    rows = "".join(f"{name},Person,attended,Harbour Forum,Event\n" for name in good)
    (data / "rows.csv").write_text(HEAD + rows, encoding="utf-8")
    for number, (name, end) in enumerate(zip(bad, ENDINGS * 25, strict=True)):
        if number < 4 * len(ENDINGS):
            (data / f"{number}{end}").write_text(WRONG[end].replace("NAME", name), encoding="utf-8")
    told = [
        call(*arguments, cwd=tmp_path)
        for arguments in (
            ("build", "data", "--out", "graph", "--reader", "rules"),
            ("build", "data", "--out", "graph", "--reader", "rules", "--json"),
            ("validate",),
            ("query", f'SELECT ?x {{ ?x skos:prefLabel "{good[0]}" . LATERAL ( }}'),
            ("query", f'SELECT ?x {{ ?x skos:prefLabel "{good[1]}" . FILTER(?x = "unended }}'),
            ("query", f'INSERT DATA {{ <a:a> <a:b> "{good[2]}" }}'),
            ("query", "--timeout", "0.1", f'SELECT * {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = "{good[3]}") }} ORDER BY ?i'),
            ("report", "encounters", "--format", "csv", "--out", "report.csv"),
            ("export", "--format", "neo4j", "--out", "folder"),
            ("export", "--format", "stix", "--out", "missing/bundle.json"),
            ("view", "--out", "page.html"),
        )
    ]  # fmt: skip
    assert [ended.returncode for ended in told[:2]] == [3, 3], told[0].stderr
    everyone = [name.encode() for name in NAMES] + [name.split()[0].encode() for name in NAMES]
    for ended in told:
        assert ended.stderr.endswith("core 0\n"), ended.stderr
        assert not [name for name in everyone if name in ended.stderr.encode()], ended.args
    outputs = {"data", "graph", "report.csv", "folder", "page.html"}
    elsewhere = [
        p for p in tmp_path.rglob("*") if p.relative_to(tmp_path).parts[0] not in outputs and p.is_file()
    ]
    assert not [path for path in elsewhere for name in everyone if name in path.read_bytes()]
    assert list((tmp_path / "tmp").iterdir()) == []
    kept = tmp_path / "graph" / ".generations" / "readings"
    modes = {stat.S_IMODE(p.stat().st_mode) for p in (kept, *kept.rglob("*"))}
    assert modes <= {0o700, 0o600}


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
