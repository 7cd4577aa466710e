"""What stands in a dossier of each type, in which order, and on what it rests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.errors import UsageError
from cyberkg.report.dossier import Dossier, Section

Open = Callable[..., Dossier]
Find = Callable[[Dossier, str], Section]
Rows = Callable[[Section], list[tuple[str, ...]]]


def test_the_head_tells_names_and_when_it_was_spoken_of(open_dossier: Open) -> None:
    made = open_dossier("P:Ada Tan")
    assert (made.head.label, made.head.type) == ("Ada Tan", "Person")
    assert [briefing.name for briefing in made.head.briefings] == ["may.txt", "june.txt", "notes.txt"]
    assert made.summary == (
        "3 briefings, from 31 May 2024 to 30 June 2024; 5 facts.",
        "Latest post told: Chief, Orchid Bank, as told on 30 June 2024.",
    )


def test_a_person_has_posts_events_people_and_incidents(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    made = open_dossier("P:Ada Tan")
    assert [found.key for found in made.sections] == ["posts", "events", "met", "incidents", "briefings"]
    assert rows(section(made, "posts")) == [
        ("2024-05-31", "auditor", "Orchid Bank", "31 May 2024", "stated"),
        ("2024-06-30", "Chief", "Orchid Bank", "30 June 2024", "stated"),
    ]
    assert rows(section(made, "events")) == [
        ("2024-05-03/2024-05-05", "Harbour Forum", "Port Meridian", "speaker", "Orchid Bank", "stated"),
        ("2024-10", "Autumn Drill", "", "officiating guest", "", "planned"),
    ]
    assert rows(section(made, "incidents")) == [("2024-06-01", "Hack", "attacker", "denied")]


def test_nobody_meets_who_stayed_away_or_is_yet_to_come(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    met = section(open_dossier("P:Ada Tan"), "met")
    assert rows(met) == [
        ("2024-05-03/2024-05-05", "Bela Kiss", "1 event", "Harbour Forum", "3 to 5 May 2024", "stated")
    ]
    assert {source.sentence.quote for source in met.lines[0].sources} == {
        "Ada Tan, auditor of Orchid Bank, spoke for it.",
        "Bela Kiss came, and Cy Fox stayed away.",
    }
    assert not [found for found in open_dossier("P:Cy Fox").sections if found.key == "met"]


def test_an_incident_told_in_one_sentence_with_a_person_is_told_as_such(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    made = open_dossier("P:Bela Kiss")
    assert rows(section(made, "affiliations")) == [("2024-05-31", "Orchid Bank", "", "31 May 2024", "stated")]
    (found,) = rows(section(made, "incidents"))
    assert found[1:3] == ("Hack", "named in one sentence with it")


def test_an_organisation_has_people_events_incidents_ties_and_works(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    made = open_dossier("O:Orchid Bank")
    assert rows(section(made, "people")) == [
        ("2024-05-31", "Ada Tan", "auditor", "31 May 2024", "stated"),
        ("2024-05-31", "Bela Kiss", "affiliated", "31 May 2024", "stated"),
        ("2024-06-30", "Ada Tan", "Chief", "30 June 2024", "stated"),
    ]
    assert rows(section(made, "events")) == [
        ("2024-05-03/2024-05-05", "Harbour Forum", "Port Meridian", "represented", "Ada Tan", "stated")
    ]
    assert rows(section(made, "incidents")) == [("2024-06-01", "Hack", "data breach", "victim", "stated")]
    assert rows(section(made, "members"))[0][1:3] == ("is a member of", "Harbour Alliance")
    assert rows(section(made, "works")) == [("2024-06-30", "published", "Guide", "", "stated")]
    other = open_dossier("O:Harbour Alliance")
    assert rows(section(other, "members"))[0][1:3] == ("has the member", "Orchid Bank")
    assert rows(section(other, "events"))[0][1:4] == ("Harbour Forum", "Port Meridian", "organiser")


def test_an_event_has_its_attendance_with_roles_and_posts(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    made = open_dossier("E:Harbour Forum")
    assert made.summary[1] == "Held from 3 to 5 May 2024 in Port Meridian."
    assert rows(section(made, "facts")) == [
        ("2024-05-31", "date", "3 to 5 May 2024", "stated"),
        ("2024-05-31", "place", "Port Meridian", "stated"),
        ("2024-05-31", "organised by", "Harbour Alliance", "stated"),
    ]
    assert [row[1:] for row in rows(section(made, "attendance"))] == [
        ("Harbour Alliance", "organiser", "", "", "stated"),
        ("Ada Tan", "speaker", "Orchid Bank", "auditor, Orchid Bank", "stated"),
        ("Bela Kiss", "attendee", "", "", "stated"),
        ("Cy Fox", "attendee", "", "", "denied"),
    ]
    assert rows(section(made, "parts")) == [("2024-10", "Autumn Drill", "", "stated")]


def test_a_planned_event_is_told_as_planned_and_a_post_from_elsewhere_with_its_day(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    made = open_dossier("E:Autumn Drill")
    assert made.summary[1] == "Planned for October 2024."
    attendance = rows(section(made, "attendance"))
    assert attendance[0][1:] == ("Ada Tan", "officiating guest", "", "Chief, Orchid Bank", "planned")
    late = """
        @ a.txt | 2024-01-01
        Ada came to Drill on 1 January. | P:Ada | attended | E:Drill
        Ada came to Drill on 1 January. | E:Drill | eventDate | 2024-01-01
        @ b.txt | 2024-02-01
        Ada leads Bank. | P:Ada | holdsPost | O:Bank | | | head
    """
    (row,) = rows(section(open_dossier("E:Drill", late), "attendance"))
    assert row[4] == "head, Bank (told 1 February 2024)"


def test_the_post_in_the_organisation_stood_for_comes_first(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    table = """
        @ a.txt | 2024-01-01
        Ada, head of Club, came for Bank. | P:Ada | attended | E:Drill | | O:Bank
        Ada, head of Club, came for Bank. | P:Ada | holdsPost | O:Club | | | head
        @ b.txt | 2024-02-01
        Ada is clerk of Bank. | P:Ada | holdsPost | O:Bank | | | clerk
    """
    (row,) = rows(section(open_dossier("E:Drill", table), "attendance"))
    assert row[4] == "clerk, Bank (told 1 February 2024)"


def test_a_post_that_two_briefings_write_with_other_capitals_stands_once(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    table = """
        @ a.txt | 2024-01-01
        Ada, chairman of Bank, came. | P:Ada | attended | E:Drill | | O:Bank
        Ada, chairman of Bank, came. | P:Ada | holdsPost | O:Bank | | | chairman
        @ b.txt | 2024-02-01
        Ada, Chairman of Bank, was there. | P:Ada | attended | E:Drill | | O:Bank
        Ada, Chairman of Bank, was there. | P:Ada | holdsPost | O:Bank | | | Chairman
    """
    (row,) = rows(section(open_dossier("E:Drill", table), "attendance"))
    assert row[4] == "chairman, Bank"


def test_an_incident_is_followed_from_briefing_to_briefing(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    made = open_dossier("I:Hack")
    story = section(made, "story")
    assert [(line.mark, *row[:-1]) for line, row in zip(story.lines, rows(story), strict=True)] == [
        ("new", "2024-05-31", "kind", "data breach", ""),
        ("new", "2024-05-31", "victim", "Orchid Bank", ""),
        ("new", "2024-05-31", "ransom demanded", "a six-figure sum", ""),
        ("new", "2024-05-31", "number affected", "5,000", ""),
        ("new", "2024-06-30", "date", "1 June 2024", ""),
        ("new", "2024-06-30", "ransom demanded", "USD 300,000", ""),
        ("new", "2024-06-30", "ransom paid", "USD 300,000", ""),
        ("differs", "2024-06-30", "number affected", "7,000", "5,000 (31 May 2024)"),
        ("new", "", "attacker", "Ada Tan", ""),
        ("again", "", "number affected", "5,000", ""),
    ]


def test_values_that_differ_stand_side_by_side_with_their_briefings(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    made = open_dossier("I:Hack")
    assert rows(section(made, "versions")) == [
        (
            "2024-05-31", "number affected", "5,000", "may.txt (31 May 2024), notes.txt",
            "reported (31 May 2024), then stated (notes.txt)",
        ),
        ("2024-06-30", "number affected", "7,000", "june.txt (30 June 2024)", "stated"),
    ]  # fmt: skip
    assert made.summary[-1] == "The briefings differ on 1 point: number affected."


def test_what_one_sentence_denies_and_another_states_differs(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    table = """
        @ a.txt | 2024-01-01
        The bank paid 10 USD. | I:Hack | ransomPaid | 10 USD | reported
        @ b.txt | 2024-02-01
        The bank paid no 10 USD. | I:Hack | ransomPaid | 10 USD | denied
    """
    made = open_dossier("I:Hack", table)
    assert [row[2] for row in rows(section(made, "versions"))] == ["USD 10", "denied: USD 10"]
    story = section(made, "story")
    assert [line.mark for line in story.lines] == ["new", "differs"]


def test_an_incident_is_followed_to_the_fine(open_dossier: Open, section: Find, rows: Rows) -> None:
    table = """
        @ a.txt | 2024-01-01
        The bank was hacked. | I:Hack | victim | O:Orchid Bank
        @ b.txt | 2024-09-01
        The regulator fined it 450,000 euros. | I:Hack | fine | 450000 EUR
        The regulator fined it 450,000 euros. | I:Hack | investigatedBy | O:Privacy Office
    """
    told = [row[:3] for row in rows(section(open_dossier("I:Hack", table), "story"))]
    assert told == [
        ("2024-01-01", "victim", "Orchid Bank"),
        ("2024-09-01", "investigated by", "Privacy Office"),
        ("2024-09-01", "fine", "EUR 450,000"),
    ]


def test_what_stands_in_the_sentences_on_an_incident_is_told(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    beside = rows(section(open_dossier("I:Hack"), "beside"))
    assert beside == [("2024-05-31", "Bela Kiss", "is affiliated with", "Orchid Bank", "", "stated")]


def test_a_place_has_its_events_and_a_work_its_makers(open_dossier: Open, section: Find, rows: Rows) -> None:
    assert rows(section(open_dossier("L:Port Meridian"), "events")) == [
        ("2024-05-03/2024-05-05", "Harbour Forum", "stated")
    ]
    assert rows(section(open_dossier("W:Guide"), "makers")) == [
        ("2024-06-30", "Orchid Bank", "published", "", "", "stated")
    ]


def test_a_line_tells_how_sure_the_reader_was(open_dossier: Open, section: Find) -> None:
    attendance = section(open_dossier("E:Harbour Forum"), "attendance")
    assert [line.confidence for line in attendance.lines] == ["0.9", "0.9", "0.6", "0.9"]
    mixed = """
        @ a.txt | 2024-01-01
        Names and files leaked. | I:Hack | compromisedData | names | | | | 0.5
        Names and files leaked. | I:Hack | compromisedData | files | | | | 0.8
        @ b.txt | 2024-02-01
        Names leaked. | I:Hack | compromisedData | names | | | | 0.7
    """
    (line,) = section(open_dossier("I:Hack", mixed), "facts").lines
    assert line.confidence == "0.7 to 0.8"


@pytest.mark.parametrize(
    "name",
    [
        "P:Ada Tan", "P:Bela Kiss", "P:Cy Fox", "O:Orchid Bank", "O:Harbour Alliance", "E:Harbour Forum",
        "E:Autumn Drill", "I:Hack", "L:Port Meridian", "W:Guide",
    ],
)  # fmt: skip
def test_every_fact_of_the_graph_stands_in_some_section(open_dossier: Open, name: str) -> None:
    made = open_dossier(name)
    shown = {key for found in made.sections for line in found.lines for key in line.ids}
    assert len(shown) >= made.head.facts


def test_facts_that_no_section_expects_are_told_in_one_of_their_own(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    odd = """
        @ a.txt | 2024-01-01
        Bela signed Guide for Ada. | P:Bela | signed | W:Guide | | P:Ada
    """
    assert rows(section(open_dossier("P:Ada", odd), "other")) == [
        ("2024-01-01", "Bela", "signed", "Guide", "", "stated")
    ]


def test_a_thing_that_is_only_mentioned_has_its_briefings(
    open_dossier: Open, section: Find, rows: Rows
) -> None:
    made = open_dossier("P:Cy Fox")
    assert rows(section(made, "briefings")) == [("2024-05-31", "May briefing", "may.txt", "")]


def test_what_the_graph_does_not_know_is_said_in_one_line(open_dossier: Open) -> None:
    with pytest.raises(UsageError, match="the graph knows nothing of this; see cyberkg entities"):
        open_dossier("P:Nobody")
