"""``cyberkg evaluate`` as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cyberkg.building import build

GOLD = {
    "document": "a.txt",
    "entities": {
        "berg": {"type": "Person", "names": ["Jan Berg"]},
        "lund": {"type": "Person", "names": ["Eva Lund"]},
        "forum": {"type": "Event", "names": ["Acme Forum"]},
    },
    "facts": [["berg", "attended", "@forum"], ["lund", "organised", "@forum"]],
    "optional": [["forum", "eventDate", "2024-05-03"]],
}
TEXT = "Acme Forum\n\nMr. Jan Berg attended the Acme Forum on 3 May 2024.\n"
MARKED = """# date: 2024-05-04

[Jan Berg|p.berg] attended the [Acme Forum|e.forum] on [3 May|=2024-05-03].
> p.berg attended e.forum
> e.forum eventDate =2024-05-03
> p.berg organised e.forum
"""
ROWS = """\
subject,subject_type,predicate,object,object_type,qualifier,status
Jan Berg,Person,spokeAt,Acme Forum,Event,,asserted
Eva Lund,Person,attended,Acme Forum,Event,,reported
Eva Lund,Person,officiated,Acme Forum,Event,,denied
"""
OF_ROWS = {
    **GOLD,
    "document": "rows.csv",
    "facts": [["berg", "spokeAt", "@forum"], ["lund", "organised", "@forum"]],
    "denied": [["lund", "officiated", "@forum"]],
}
EXPECTED = """\
1 document, 3 facts in the gold

predicate  gold  right  wrong  precision  recall     F1
attended      1      1      1      0.500   1.000  0.667
spokeAt       1      1      0      1.000   1.000  1.000
organised     1      0      0      0.000   0.000  0.000

group       gold  right  wrong  precision  recall     F1
attendance     3      2      1      0.667   0.667  0.667
all            3      2      1      0.667   0.667  0.667

claimed  facts  on average  right
0.9-1.0      2       1.000  0.500

calibration: expected error 0.500
identity (B-cubed): precision 1.000, recall 1.000 over 3 mentions
planned: 0 of 0 gold facts found with that status
denied: 1 of 1 gold fact found with that status

missing: Eva Lund organised Acme Forum
    rows.csv

wrong: Eva Lund attended Acme Forum  1.00
    “Eva Lund,Person,attended,Acme Forum,Event,,reported”
    rows.csv, 118-169
"""


def call(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", "evaluate", *arguments],
        capture_output=True, text=True, cwd=cwd, env=dict(os.environ), check=False,
    )  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("gold", "texts"):
        (tmp_path / name).mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_graph_is_measured_and_its_errors_are_listed(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "rows.json").write_text(json.dumps(OF_ROWS), encoding="utf-8")
    build([tmp_path / "rows.csv"], tmp_path / "graph")
    done = call("rows.json", "--graph", "graph", "--errors", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, EXPECTED, "")


def test_documents_are_read_where_there_is_no_graph(project: Path) -> None:
    done = call("gold", "--format", "json", cwd=project)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["overall"]["right"] == 1


def test_marked_texts_carry_their_documents(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(MARKED, encoding="utf-8")
    done = call("notes.txt", "--reader", "rules", "--format", "json", "--errors", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["predicates"]["eventDate"]["right"] == 1
    assert [(e["predicate"], e["sentence"]) for e in found["errors"]] == [
        ("organised", "Jan Berg attended the Acme Forum on 3 May.")
    ]


def test_markdown_is_printed(project: Path) -> None:
    done = call("gold", "--format", "markdown", cwd=project)
    assert done.stdout.startswith("# Evaluation\n\n1 document, 2 facts in the gold.\n\n| predicate |")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["none"], 3, "error: none: there is no such file or folder; check the path\n"),
        (["texts"], 3, "error: texts/a.txt, line 1: 'Acme Forum' is no line of a head; "),
        (["gold", "--texts", "gold"], 3, "error: gold/a.json: a.txt is in none of gold; "),
        (["gold", "--graph", "graph"], 6, "error: graph"),
        ([], 2, "error: Missing argument 'GOLD...'."),
    ],
)
def test_what_is_off_is_one_line(arguments: list[str], code: int, message: str, project: Path) -> None:
    done = call(*arguments, cwd=project)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert done.stderr.startswith(message)
