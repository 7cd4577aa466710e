"""Dossiers written down: what a reader sees, and what hostile text must not become."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from cyberkg.errors import UsageError
from cyberkg.model import Iri
from cyberkg.report.cited.told import Briefing
from cyberkg.report.dossier import FORMATS, Dossier, Head, Line, Ref, Section, Source, render
from cyberkg.report.model import Sentence
from cyberkg.terms import Status

Open = Callable[..., Dossier]
NASTY = '=1+1"><script>alert(1)</script>\x1b[31m\u202e| *b* [x](javascript:x)\n# h'


def nasty() -> Dossier:
    """A dossier whose every text comes from somebody who means harm."""
    briefing = Briefing(NASTY, NASTY, NASTY)
    source = Source(briefing, Sentence(NASTY, 0, 9, NASTY), Status.REPORTED, 0.5)
    head = Head(
        Iri("https://example.org/x"), "Person", NASTY, (NASTY,), (NASTY,), ("javascript:alert(1)",), (NASTY,),
        (briefing,), 1,
    )  # fmt: skip
    line = Line(
        NASTY,
        ((Ref(NASTY, "https://example.org/y"),), (Ref(NASTY),), (Ref(NASTY),)),
        (source,),
        frozenset({"c"}),
    )
    forms = ("table", "facts", "story", "versions")
    return Dossier(
        head,
        (NASTY,),
        tuple(
            Section(form, form, "date", ("about", "told", "before that"), (line,), form=form)
            for form in forms
        ),
    )


def test_a_table_tells_sections_and_numbers_the_sentences(open_dossier: Open) -> None:
    written = render(open_dossier("L:Port Meridian"), "table")
    assert written.splitlines() == [
        "Port Meridian (Place)",
        "1 briefing of 31 May 2024; 1 fact.",
        "IRI: https://w3id.org/cyberkg/id/place/port-meridian",
        "",
        "Events there",
        "  date               event            status    confidence    sentences",
        "  3 to 5 May 2024    Harbour Forum    stated    0.9           1",
        "",
        "Briefings that speak of it",
        "  date           title           file",
        "  31 May 2024    May briefing    may.txt",
        "",
        "Sentences",
        "   1  “Harbour Forum ran from 3 to 5 May in Port Meridian.” may.txt, 0-51, 31 May 2024",
    ]


def test_markdown_has_a_table_for_each_section_and_a_list_of_sentences(open_dossier: Open) -> None:
    assert render(open_dossier("W:Guide"), "markdown") == (
        "# Guide\n\n**Work**\n\n1 briefing of 30 June 2024; 1 fact.\n\n"
        "- IRI: https://w3id.org/cyberkg/id/work/guide\n\n"
        "## Who made, signed or joined it\n\n"
        "| told | who | did | status | confidence | sentences |\n| --- | --- | --- | --- | --- | --- |\n"
        "| 30 June 2024 | Orchid Bank | published | stated | 0.9 | 1 |\n\n"
        "## Briefings that speak of it\n\n| date | title | file |\n| --- | --- | --- |\n"
        "| 30 June 2024 | June briefing | june.txt |\n\n"
        "## Sentences\n\n1. “Orchid Bank published a Guide.” june.txt, 206\\-236, 30 June 2024\n"
    )


def test_json_holds_values_as_the_contract_writes_them(open_dossier: Open) -> None:
    told = json.loads(render(open_dossier("I:Hack"), "json"))
    versions = next(s for s in told["sections"] if s["section"] == "versions")
    assert versions["lines"][1] == {
        "date": "2024-06-30",
        "about": [{"text": "number affected"}],
        "told": [{"text": "7,000", "value": "7000"}],
        "briefings": [{"text": "june.txt (30 June 2024)"}],
        "status": "stated",
        "confidence": [0.9],
        "sentences": [
            {
                "document": "june.txt", "briefing_date": "2024-06-30", "start": 37, "end": 66,
                "sentence": "The hack of 1 June hit 7,000.", "status": "asserted", "confidence": 0.9,
            }
        ],
    }  # fmt: skip
    assert (told["id"], told["label"], told["facts"]) == (
        "https://w3id.org/cyberkg/id/incident/hack",
        "Hack",
        10,
    )


def test_csv_has_a_row_for_each_line_and_sentence(open_dossier: Open) -> None:
    rows = list(csv.DictReader(io.StringIO(render(open_dossier("I:Hack"), "csv"))))
    found = [row for row in rows if row["section"] == "Where the briefings differ"]
    assert [(row["item"], row["details"], row["document"], row["status"]) for row in found] == [
        ("number affected", "told: 5000; briefings: may.txt (31 May 2024); notes.txt", "may.txt", "reported"),
        (
            "number affected",
            "told: 5000; briefings: may.txt (31 May 2024); notes.txt",
            "notes.txt",
            "asserted",
        ),
        ("number affected", "told: 7000; briefings: june.txt (30 June 2024)", "june.txt", "asserted"),
    ]
    last = rows[-1]
    assert (last["section"], last["date"], last["item"]) == (
        "Briefings that speak of it",
        "",
        "Notes without a date",
    )


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_format_lets_text_steer_a_screen(form: str) -> None:
    written = render(nasty(), form)
    assert written.endswith("\n")
    assert not [c for c in written if c != "\n" and not c.isprintable()]


def test_no_cell_of_a_csv_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(render(nasty(), "csv"))))
    cells = [cell for row in rows[1:] for cell in row]
    assert any(cell.startswith("'=1+1") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_no_word_of_markdown_is_markup() -> None:
    written = render(nasty(), "markdown")
    assert "<script>" not in written
    assert "[x](" not in written
    assert [line for line in written.splitlines() if line.startswith("# ")] == [written.splitlines()[0]]


def test_an_unknown_format_is_said_in_one_line(open_dossier: Open) -> None:
    with pytest.raises(UsageError, match="no format is called pdf; use table, markdown, html, json, csv"):
        render(open_dossier("W:Guide"), "pdf")


def test_the_same_dossier_gives_the_same_bytes_in_whatever_order_its_sections_come(
    open_dossier: Open,
) -> None:
    made = open_dossier("I:Hack")
    turned = replace(made, sections=made.sections[::-1])
    numbers = [line for line in render(made, "markdown").splitlines() if line[:1].isdigit()]
    assert numbers == [line for line in render(turned, "markdown").splitlines() if line[:1].isdigit()]
