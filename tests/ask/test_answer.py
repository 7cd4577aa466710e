"""Answers: the rows of the query that was understood, each with its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyberkg.ask import answer, interpret
from cyberkg.ask.known import read_known_names
from cyberkg.query.named import named_queries
from cyberkg.report.model import Report
from cyberkg.store import open_graph

QUERIES = named_queries()


def ask(question: str, graph: Path) -> Report:
    generation = open_graph(graph)
    base = str(generation.manifest["base"])
    found = interpret(question, QUERIES, read_known_names(generation.store_path, base))[0]
    return answer(found, generation.store_path, question, base)


def cells(report: Report) -> list[tuple[str, ...]]:
    return [tuple(map(str, row.cells)) for section in report.sections for row in section.rows]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("who works for Orchid Bank", [("Chief Risk Officer", "Orchid Bank", "asserted"), ("", "Orchid Bank", "asserted")]),
        ("who is the chief risk officer of Orchid Bank", [("Chief Risk Officer", "Orchid Bank", "asserted")]),
        ("who attacked Orchid Bank", [("attacker", "Grey Heron", "reported")]),
        ("victims of Grey Heron", [("victim", "Orchid Bank", "asserted")]),
        ("when was Orchid Bank hacked", [("date", "2024-04-28", "asserted")]),
        ("how many people were affected by the attack on Orchid Bank", [("number", "13000", "asserted")]),
        ("what ransom was demanded from Orchid Bank", [("demanded", "300000 USD", "asserted")]),
        ("which malware was used against Orchid Bank", [("HeronLocker", "asserted")]),
        ("who investigates the attack on Orchid Bank", [("investigated by", "Data Office", "asserted")]),
        ("what was reported to the Data Office", [("reported to", "Data Office", "asserted")]),
        ("members of the Harbour Alliance", [("member", "Harbour Alliance", "asserted")]),
        ("when was Harbour Forum", [("date", "2024-05-03", "asserted")]),
        ("what did the Data Office publish", [("published", "Safe Passwords", "asserted")]),
    ],
)  # fmt: skip
def test_an_answer_has_the_rows_that_were_asked_for(
    question: str, rows: list[tuple[str, ...]], graph: Path
) -> None:
    assert cells(ask(question, graph)) == rows


def test_what_is_denied_is_marked_as_such(graph: Path) -> None:
    assert ("data", "passwords", "denied") in cells(ask("what was stolen from Orchid Bank", graph))


def test_a_period_cuts_the_answer(graph: Path) -> None:
    assert len(cells(ask("what happened in April 2024", graph))) == 1
    assert cells(ask("what happened in May 2023", graph)) == []
    assert cells(ask("what happened after April 2024", graph))[-1][-1] == "planned"


def test_every_row_has_its_sentence(graph: Path) -> None:
    report = ask("everything about Orchid Bank", graph)
    rows = [row for section in report.sections for row in section.rows]
    assert len(rows) > 3
    assert all(row.sentences for row in rows)


def test_the_thing_that_a_query_is_about_heads_its_rows(graph: Path) -> None:
    report = ask("events in Vellum", graph)
    assert [section.heading for section in report.sections] == ["Harbour Forum"]
    assert report.columns == ("kind", "value", "status")


def test_who_was_where_is_told_as_the_report_on_attendance_tells_it(graph: Path) -> None:
    report = ask("who attended Harbour Forum", graph)
    assert report.query == "attendance"
    assert {row[0]: row[-1] for row in cells(report)}["Bela Kiss"] == "denied"


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("who did Ada Tan meet", "encounters"),
        ("who has met Ada Tan?", "encounters"),
        ("whom did Ada Tan meet at Harbour Forum", "encounters"),
        ("which organisations share people", "shared-people"),
        ("which organisations share people with Orchid Bank?", "shared-people"),
        ("timeline", "timeline"),
        ("give me a timeline of incidents since April 2024", "timeline"),
        ("how much ransom was demanded?", "ransoms"),
        ("who was told about the Orchid Bank attack?", "inquiries"),
        ("who was told about the attack on Orchid Bank", "inquiries"),
    ],
)
def test_each_report_answers_the_questions_it_is_for(question: str, query: str, graph: Path) -> None:
    assert ask(question, graph).query == query


def test_who_met_whom_is_told_as_the_report_on_encounters_tells_it(graph: Path) -> None:
    assert ask("who did Ada Tan meet", graph).title == "who did Ada Tan meet"
    assert "Bela Kiss" not in {cell for row in cells(ask("who did Ada Tan meet", graph)) for cell in row}
    assert [row[2] for row in cells(ask("timeline of incidents", graph))] == [
        "Ransomware attack on Orchid Bank, April 2024"
    ]
