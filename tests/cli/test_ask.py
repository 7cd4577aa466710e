"""``cyberkg ask`` as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FACTS = """subject,subject_type,predicate,object,object_type,qualifier,status
Ada Tan,Person,spokeAt,Harbour Forum,Event,,asserted
Grey Heron raid,Incident,victim,Orchid Bank,Organisation,,asserted
Grey Heron raid,Incident,attacker,Grey Heron,Organisation,,reported
"""
OWN = """# title: Speeches
# parameter: event | Event | | x
# phrasing: who raised a voice at {event}
SELECT ?name { VALUES ?event { UNDEF } ?p ckg:spokeAt ?event ; skos:prefLabel ?name }
"""


def call(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cyberkg", *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "facts.csv").write_text(FACTS, encoding="utf-8")
    assert call("build", "facts.csv", "--quiet", cwd=folder).returncode == 0
    (folder / "queries").mkdir()
    (folder / "queries" / "speeches.rq").write_text(OWN, encoding="utf-8")
    return folder


def test_the_query_is_told_and_the_answer_with_its_sentence(project: Path) -> None:
    done = call("ask", "who attacked Orchid Bank?", cwd=project)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "cyberkg query incidents --set 'victim=Orchid Bank' --set kind=attacker",
        "1 row",
    ]
    assert "attacker    Grey Heron    reported" in done.stdout
    assert "Grey Heron raid,Incident,attacker" in done.stdout


def test_words_need_no_quotes_and_the_answer_has_the_formats_of_reports(project: Path) -> None:
    done = call("ask", "who", "spoke", "at", "Harbour", "Forum", "--format", "json", cwd=project)
    (row,) = json.loads(done.stdout)
    assert row["person"] == "Ada Tan"


def test_a_question_that_nothing_answers_is_exit_code_1_in_one_line(project: Path) -> None:
    done = call("ask", "what is the weather at sea", cwd=project)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: no question that the graph can answer reads so; ask, for example: ")
    assert done.stderr.count("\n") == 1


def test_a_slip_is_mended_and_told(project: Path) -> None:
    done = call("ask", "who attacked Orhcid Bank", cwd=project)
    assert done.stderr.splitlines()[0] == "Orhcid Bank is taken for Orchid Bank"


def test_another_reading_is_taken_where_the_first_has_no_answer(project: Path) -> None:
    done = call("ask", "incidents involving Grey Heron", cwd=project)
    assert done.stderr.splitlines() == ["cyberkg query incidents --set 'attacker=Grey Heron'", "2 rows"]


def test_a_query_of_the_user_is_asked_by_its_own_phrasing(project: Path) -> None:
    done = call("ask", "who raised a voice at Harbour Forum", cwd=project)
    assert done.stderr.splitlines()[0] == "cyberkg query speeches --set 'event=Harbour Forum'"
    assert "Ada Tan" in done.stdout


def test_the_list_tells_what_can_be_asked(project: Path) -> None:
    done = call("ask", "--list", cwd=project)
    assert done.returncode == 0
    assert "    who attended EVENT\n" in done.stdout
    assert "    who raised a voice at EVENT\n" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        ([], 2, "there is no question; ask one, such as who attended CSOP 2023"),
        (["who", "--graph", "nowhere"], 6, "nowhere: there is no graph here; make one with `cyberkg build`"),
    ],
)
def test_a_wrong_call_is_one_line(project: Path, arguments: list[str], code: int, line: str) -> None:
    done = call("ask", *arguments, cwd=project)
    assert (done.returncode, done.stderr, done.stdout) == (code, f"error: {line}\n", "")
