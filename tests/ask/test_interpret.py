"""Questions in plain words and the queries that they are taken for."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import pytest

from cyberkg.ask.interpret import Interpretation, interpret
from cyberkg.ask.known import KnownNames
from cyberkg.errors import CyberkgError, UsageError
from cyberkg.query.named import Phrasing, named_queries, parse_query

HERE = Path(__file__).parent
TODAY = "2024-12-13"
QUERIES = named_queries()
PHRASINGS = [(query.name, phrasing) for query in QUERIES for phrasing in query.phrasings]
# a value for each parameter that a phrasing may name
VALUES = {
    "person": "David Ip", "organisation": "HKPC", "event": "CSOP 2023", "victim": "Cyberport",
    "attacker": "LockBit", "body": "PCPD", "member": "HKCERT", "place": "Vienna", "work": "Pall Mall Process",
    "type": "ransomware", "title": "chairman", "thing": "Operation Cronos", "agent": "INTERPOL",
    "organiser": "Digital Policy Office", "involving": "INTERPOL",
}  # fmt: skip


def read_questions() -> list[tuple[str, str, dict[str, str]]]:
    """Questions, the query that answers each, and its values; ``none`` where nothing answers it."""
    rows = []
    for path in sorted(HERE.glob("questions*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return [
        (row["question"], row["query"], dict(v.split("=", 1) for v in (row["values"] or "").split(";") if v))
        for row in rows
    ]


def read(question: str, known: KnownNames) -> tuple[Interpretation, ...]:
    try:
        return interpret(question, QUERIES, known, TODAY)
    except CyberkgError:
        return ()


@pytest.mark.parametrize(("question", "query", "values"), read_questions())
def test_a_question_is_taken_for_its_query(
    question: str, query: str, values: dict[str, str], known: KnownNames
) -> None:
    found = read(question, known)
    if query == "none":
        assert not found
    else:
        assert (query, values) in [(each.query.name, dict(each.values)) for each in found]


@pytest.mark.parametrize("full", [False, True], ids=["short", "full"])
@pytest.mark.parametrize(("query", "phrasing"), PHRASINGS, ids=[f"{q}-{p.text}" for q, p in PHRASINGS])
def test_every_phrasing_is_taken_for_its_own_query(
    query: str, phrasing: Phrasing, full: bool, known: KnownNames
) -> None:
    text = re.sub(r"\(([^)]*)\)", r"\1" if full else "", phrasing.text)
    values = {name: VALUES[name] for name in re.findall(r"\{(\w+)\}", text)}
    question = re.sub(r"\{(\w+)\}", lambda match: VALUES[match[1]], text)
    expected = (query, {**dict(phrasing.values), **values})
    assert expected in [(each.query.name, dict(each.values)) for each in read(question, known)]


def refusal(question: str, known: KnownNames) -> CyberkgError:
    with pytest.raises(CyberkgError) as caught:
        interpret(question, QUERIES, known, TODAY)
    return caught.value


def test_where_nothing_fits_the_nearest_phrasings_are_told(known: KnownNames) -> None:
    error = refusal("why was Cyberport hacked", known)
    assert (error.exit_code, error.what) == (1, "no question that the graph can answer reads so")
    assert error.hint.startswith("ask, for example: ")
    assert "VICTIM" in error.hint


def test_an_unknown_name_is_told_with_those_near(known: KnownNames) -> None:
    error = refusal("who attacked Cyberporta Ltd", known)
    assert error.exit_code == 1
    assert str(error) == (
        "no person or organisation in this graph is called 'Cyberporta Ltd'; did you mean Cyberport?"
    )


def test_a_mistyped_name_is_mended_and_told(known: KnownNames) -> None:
    found = interpret("who attacked Synovis", QUERIES, known)[0]
    assert found.corrected == (("Synovis", "Synnovis"),)
    assert found.command == "cyberkg query incidents --set victim=Synnovis --set kind=attacker"


def test_the_longest_name_wins_over_its_parts_and_a_period(known: KnownNames) -> None:
    (found,) = read("who attended the China Cybersecurity Week 2023", known)
    assert dict(found.values) == {"event": "China Cybersecurity Week 2023"}
    (found,) = read("who attended the China Cybersecurity Week in 2023", known)
    assert dict(found.values) == {"event": "China Cybersecurity Week", "from": "2023", "to": "2023"}


def test_a_negation_does_not_get_lost(known: KnownNames) -> None:
    assert not read("who was not hit by LockBit", known)
    (found,) = read("who didn't attend CSOP 2023", known)
    assert dict(found.values)["status"] == "denied"


def test_the_command_is_safe_in_a_shell_and_on_a_screen() -> None:
    query = parse_query("own", "# parameter: title | text | | x\n# phrasing: seek {title}\nSELECT * {}")
    (found,) = interpret("seek '$(rm -rf x)chair\x1b[31m", [query], KnownNames({}))
    assert "\x1b" not in found.command
    assert found.command == "cyberkg query own --set 'title=rm -rf x)chair\\x1b[31m'"


@pytest.mark.parametrize("question", ["", "  ?! ", "a " * 61])
def test_what_is_no_question_is_a_wrong_call(question: str, known: KnownNames) -> None:
    with pytest.raises(UsageError):
        interpret(question, QUERIES, known)


def test_a_question_of_thousands_of_words_is_refused_before_it_is_read() -> None:
    began = time.process_time()
    with pytest.raises(UsageError, match="the question has 6000 words; ask in 60 or fewer"):
        interpret("of the " * 3000, [], KnownNames({}))
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    "question",
    [
        "all the " * 30,
        "who the what of all " * 12,
        "who attended " * 30,
        "Hong Kong " * 30,
        "who was hit by " * 15,
    ],
)
def test_no_question_takes_long(question: str, known: KnownNames) -> None:
    start = time.process_time()
    read(question, known)
    assert time.process_time() - start < 20
