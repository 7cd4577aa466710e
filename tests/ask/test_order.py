"""Questions for what comes first in an order: the largest, the latest, who has most; what is as large is told too."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyberkg.ask import answer, interpret
from cyberkg.ask.interpret import Interpretation
from cyberkg.ask.known import KnownNames, newest_day, read_known_names
from cyberkg.building import build
from cyberkg.errors import CyberkgError
from cyberkg.query.named import named_queries
from cyberkg.report.model import Report, Row
from cyberkg.report.render import render
from cyberkg.report.render.cells import readable
from cyberkg.store import open_graph

FACTS = """subject,subject_type,predicate,object,object_type,qualifier,status
first,Incident,victim,Orchid Bank,Organisation,,asserted
first,Incident,attacker,Grey Heron,Organisation,,reported
first,Incident,incidentType,ransomware,text,,asserted
first,Incident,incidentDate,2024-02-01,date,,asserted
first,Incident,ransomDemanded,300000 USD,money,,asserted
first,Incident,dataVolume,900 GB,quantity,,asserted
second,Incident,victim,Lotus Press,Organisation,,asserted
second,Incident,attacker,Grey Heron,Organisation,,asserted
second,Incident,incidentType,ransomware,text,,asserted
second,Incident,incidentDate,2024-04,date,,asserted
second,Incident,ransomDemanded,300000 USD,money,,asserted
second,Incident,dataVolume,2 TB,quantity,,asserted
third,Incident,victim,Tamar Clinic,Organisation,,asserted
third,Incident,attacker,Night Wren,Organisation,,asserted
third,Incident,incidentType,data-breach,text,,asserted
third,Incident,incidentDate,2024-06-10,date,,asserted
third,Incident,ransomDemanded,9000000 HKD,money,,asserted
third,Incident,ransomPaid,5000 USD,money,,denied
third,Incident,affectedCount,40,number,,asserted
Harbour Forum,Event,eventDate,2024-05-03,date,,asserted
Autumn Drill,Event,eventDate,2025-10,date,,planned
Ada Tan,Person,spokeAt,Harbour Forum,Event,,asserted
Bela Kiss,Person,attended,Harbour Forum,Event,,denied
"""


@pytest.fixture(scope="module")
def ordered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("order")
    (folder / "facts.csv").write_text(FACTS, encoding="utf-8")
    old = "Briefing of 1 March 2024\n\nAda Tan, director of Orchid Bank, spoke at the Harbour Forum in Vellum.\n"
    new = "Briefing of 5 July 2024\n\nLotus Press appointed Chen Wei as its chairman.\n"
    (folder / "2024-03-01-old.txt").write_text(old, encoding="utf-8")
    (folder / "2024-07-05-new.txt").write_text(new, encoding="utf-8")
    build([folder], folder / "graph")
    return folder / "graph"


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten breaches, half with volumes, half with numbers; twelve people, the last of whom was at two events."""
    names = [
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
        "Nine",
        "Ten",
        "Eleven",
        "Twelve",
    ]
    lines = ["subject,subject_type,predicate,object,object_type,qualifier,status"]
    for number, name in enumerate(names[:5], start=5):
        for what, amount, kind in (
            ("dataVolume", f"{number}00 GB", "quantity"),
            ("affectedCount", f"{number}0", "number"),
        ):
            incident = f"{what} {name}"
            lines.append(f"{incident},Incident,incidentType,data-breach,text,,asserted")
            lines.append(f"{incident},Incident,{what},{amount},{kind},,asserted")
    lines += [f"Person {name},Person,attended,Harbour Forum,Event,,asserted" for name in names]
    lines.append("Person Twelve,Person,attended,Autumn Drill,Event,,asserted")
    folder = tmp_path_factory.mktemp("crowded")
    (folder / "facts.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build([folder / "facts.csv"], folder / "graph")
    return folder / "graph"


def ask(question: str, graph: Path) -> tuple[Interpretation, Report]:
    generation = open_graph(graph)
    base, store = str(generation.manifest["base"]), generation.store_path
    found = interpret(question, named_queries(), read_known_names(store, base), newest_day(store, base))[0]
    return found, answer(found, store, question, base)


def told(question: str, graph: Path) -> set[tuple[str, str]]:
    """The heading and the value of each row."""
    report = ask(question, graph)[1]
    at = report.columns.index("value")
    return {(section.heading, str(row.cells[at])) for section in report.sections for row in section.rows}


def victims(question: str, graph: Path) -> set[str]:
    return {value for _, value in told(question, graph)} & {"Orchid Bank", "Lotus Press", "Tamar Clinic"}


def test_the_largest_comes_with_its_ties_and_once_for_each_currency(ordered: Path) -> None:
    amounts = sorted(value for _, value in told("what was the biggest ransom?", ordered))
    assert amounts == ["300000 USD", "300000 USD", "9000000 HKD"]


def test_what_is_denied_is_not_the_largest(ordered: Path) -> None:
    assert told("largest ransom paid", ordered) == set()


def test_volumes_are_compared_in_bytes_not_in_digits(ordered: Path) -> None:
    assert {v for _, v in told("what was the largest incident", ordered)} == {"2 TB", "40"}


def test_a_ranking_has_the_largest_first(ordered: Path) -> None:
    report = ask("top 5 incidents", ordered)[1]
    values = [str(row.cells[report.columns.index("value")]) for s in report.sections for row in s.rows]
    assert values.index("2 TB") < values.index("900 GB")


@pytest.mark.parametrize(
    ("question", "victim"),
    [
        ("what was the latest attack?", "Tamar Clinic"),
        ("the first incident", "Orchid Bank"),
        ("latest attack by Grey Heron", "Lotus Press"),
        ("most recent ransomware attack", "Lotus Press"),
        ("first attack after March 2024", "Lotus Press"),
    ],
)
def test_the_ends_of_the_order_of_dates(question: str, victim: str, ordered: Path) -> None:
    assert victims(question, ordered) == {victim}


def test_amounts_of_the_latest_are_parted_in_threes_and_its_dates_are_not(ordered: Path) -> None:
    page = render(ask("the first incident", ordered)[1], "table")
    assert "300,000 USD" in page and "2024-02-01" in page
    assert "300000 USD" in render(ask("the first incident", ordered)[1], "csv")
    year = Report(
        "", "latest", "", ("fact", "value"), (), amounts=("value",), measured=frozenset({"affected count"})
    )
    rows = (Row(("incident date", "2024")), Row(("affected count", "2024")))
    assert [[*readable(year, year.columns, row)][1] for row in rows] == ["2024", "2,024"]


def test_a_command_that_gives_more_than_was_shown_says_so(ordered: Path) -> None:
    assert ask("top 2 victims", ordered)[0].command.endswith(" # the whole ranking")
    assert "#" not in ask("who was attacked most?", ordered)[0].command


def test_what_is_only_planned_is_not_the_latest(ordered: Path) -> None:
    assert {heading for heading, _ in told("what was the last event?", ordered)} == {"Harbour Forum"}


def test_who_has_most_is_told_with_what_was_counted(ordered: Path) -> None:
    report = ask("which gang is the most active?", ordered)[1]
    assert [section.heading for section in report.sections] == ["Grey Heron"]
    assert [row.cells[1] for row in report.sections[0].rows] == ["2", "2"]
    assert all(row.sentences for row in report.sections[0].rows)


def test_all_that_have_as_many_are_told(ordered: Path) -> None:
    report = ask("who was attacked most?", ordered)[1]
    assert {section.heading for section in report.sections} == {"Orchid Bank", "Lotus Press", "Tamar Clinic"}


def test_an_answer_says_what_it_leaves_out(ordered: Path) -> None:
    assert "money only with money of the same currency" in ask("biggest ransom", ordered)[1].notes[0]


def test_a_timeline_of_a_thing_has_what_it_has_a_part_in(ordered: Path) -> None:
    for question in ("timeline of Grey Heron", "what did Grey Heron do and when"):
        found, report = ask(question, ordered)
        dates = [row.cells[0] for section in report.sections for row in section.rows]
        assert (found.query.name, dates) == ("timeline", ["2024-02-01", "2024-04"])


def test_what_is_new_is_the_report_of_changes(ordered: Path) -> None:
    found, report = ask("what changed in the latest briefing?", ordered)
    assert found.command == "cyberkg report changes"
    assert "5 July 2024" in report.notes[0]
    assert any("Chen Wei" in str(cell) for s in report.sections for row in s.rows for cell in row.cells)


def test_news_of_a_stretch_of_time_are_those_of_its_briefings(ordered: Path) -> None:
    found, report = ask("what was new in March 2024?", ordered)
    assert found.command == "cyberkg report changes --since 2024-03 --until 2024-03"
    assert "1 March 2024" in report.notes[0]
    assert "Chen Wei" not in report.notes[0]


def headings(report: Report) -> list[str]:
    return [section.heading for section in report.sections]


def test_so_many_are_shown_as_are_asked_for_and_how_many_there_are(ordered: Path) -> None:
    report = ask("top 2 victims", ordered)[1]
    assert headings(report) == ["Lotus Press", "Orchid Bank"]
    assert report.notes[0] == "Showing 2 of 3; 1 more ties with the last."


@pytest.mark.parametrize(
    "question", ["top 3 victims", "top twelve victims", "top 250 victims", "ranking of victims"]
)
def test_a_ranking_that_is_whole_does_not_say_how_much_is_shown(question: str, ordered: Path) -> None:
    report = ask(question, ordered)[1]
    assert len(report.sections) == 3
    assert not any(note.startswith("Showing") for note in report.notes)


def test_the_largest_are_so_many_of_each_currency(ordered: Path) -> None:
    report = ask("the two largest ransoms demanded", ordered)[1]
    assert len(report.sections) == 3
    assert not report.notes[0].startswith("Showing")


def test_the_largest_are_so_many_of_each_kind(crowded: Path) -> None:
    report = ask("three largest breaches", crowded)[1]
    told = [str(row.cells[1]) for section in report.sections for row in section.rows]
    assert told == ["90", "80", "70", "900 GB", "800 GB", "700 GB"]
    assert report.notes[0] == "Showing 3 of each kind and currency, 6 of 10 in all."


def test_the_busiest_people_are_those_at_most_events(crowded: Path) -> None:
    report = ask("who are the ten busiest people?", crowded)[1]
    assert headings(report)[0] == "Person Twelve"
    assert (len(report.sections), report.notes[0]) == (10, "Showing 10 of 12; 2 more tie with the last.")


def test_a_year_is_no_number_of_things() -> None:
    with pytest.raises(CyberkgError):
        interpret("top 2024 victims", named_queries(), KnownNames({}))
    (found,) = interpret("top 20 victims in 2024", named_queries(), KnownNames({}))
    assert (found.most, dict(found.values)) == (20, {"what": "victims", "from": "2024", "to": "2024"})
