"""CSV and XLSX as the one who opens them meets them: all rows, every cell a text or a number, nothing computed."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cyberkg.export.cells import guarded
from cyberkg.export.tables import make_tables
from cyberkg.model import Knowledge
from cyberkg.query.visible import visible_lines
from cyberkg.rdf.rows import fact_rows

Export = Callable[[Knowledge, str], bytes]
Folder = Callable[[Knowledge, str], dict[str, bytes]]
Losses = Callable[[Knowledge, str], tuple[str, ...]]


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_csv_holds_the_rows_of_the_contract(sample: Knowledge, export_folder: Folder) -> None:
    found = rows(export_folder(sample, "csv")["facts.csv"])
    expected = fact_rows(sample)
    assert len(found) == len(expected) == len(sample.facts)
    for row, fact in zip(found, expected, strict=True):
        assert {key: row[key] for key in fact} == {
            key: "" if v is None else str(v) for key, v in fact.items()
        }


def test_attendance_is_a_table_of_its_own(sample: Knowledge, export_folder: Folder) -> None:
    found = rows(export_folder(sample, "csv")["attendance.csv"])
    told = [
        (r["event"], r["dates"], r["places"], r["participant"], r["role"], r["represents"], r["status"])
        for r in found
    ]
    assert told == [
        ("Harbour Forum", "2024-05-03", "Singapore", "Ada Tan", "speaker", "", "asserted"),
        ("Harbour Forum", "2024-05-03", "Singapore", "Ada Tan", "speaker", "Orchid Bank", "asserted"),
        ("Harbour Forum", "2024-05-03", "Singapore", "Ben Okafor", "attendee", "", "asserted"),
        ("Harbour Forum", "2024-05-03", "Singapore", "Harbour Association", "organiser", "", "asserted"),
        ("Harbour Forum 2025", "2025", "", "Orchid Bank", "attendee", "", "planned"),
    ]  # fmt: skip
    assert found[1]["quote"].startswith("Ms Ada Tan of Orchid Bank gave a keynote")
    assert found[1]["marking"] == "TLP:GREEN"


def test_an_incident_is_one_row_that_tells_what_is_claimed_and_denied(
    sample: Knowledge, export_folder: Folder
) -> None:
    (row,) = rows(export_folder(sample, "csv")["incidents.csv"])
    assert row["attacker"] == "Grey Heron (reported); Silver Fern (denied)"
    assert (row["victim"], row["incidentDate"], row["affectedCount"]) == (
        "Orchid Bank",
        "2024-04-28",
        "13000",
    )
    assert row["usedTool"] == "CVE-2024-0001 (reported); HeronLock (reported)"
    assert row["marking"] == "TLP:RED"


def test_identifiers_lead_to_rows_that_are_there(sample: Knowledge) -> None:
    tables = {table.name: table for table in make_tables(sample)}
    for table in tables.values():
        names = [column.name for column in table.columns]
        for column, target in table.links.items():
            to = tables[target]
            keys = {row[[c.name for c in to.columns].index(to.key)] for row in to.rows}
            assert {row[names.index(column)] for row in table.rows} - {""} <= keys


def test_nothing_in_csv_is_a_formula(hostile: Knowledge, export_folder: Folder, losses: Losses) -> None:
    for data in export_folder(hostile, "csv").values():
        for delimiter in ",;\t":
            for row in csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter):
                for cell in row:
                    assert not cell.lstrip().startswith(("=", "+", "@", "\t", "\r")), cell
                    assert not (cell.startswith("-") and not cell[1:].isdigit()), cell
    first, second = losses(hostile, "csv")
    assert "hidden characters" in first
    assert "an apostrophe or a blank keeps it a text" in second


def test_a_quote_within_a_text_ends_no_cell(sample: Knowledge, export_folder: Folder) -> None:
    label = 'Ada","=1+1'
    odd = replace(sample, entities=(replace(sample.entities[0], label=label), *sample.entities[1:]))
    data = export_folder(odd, "csv")["entities.csv"]
    assert label in {row["label"] for row in rows(data)}


def test_nothing_hidden_stands_in_a_table(hostile: Knowledge, export: Export, export_folder: Folder) -> None:
    texts = [data.decode() for data in export_folder(hostile, "csv").values()]
    cells = [str(c) for table in sheets(export(hostile, "xlsx")).values() for row in table for c in row]
    for text in (*texts, *cells):
        assert all(c.isprintable() or c in "\n\u200d" for c in text)


def test_a_workbook_has_no_formula_link_or_code(hostile: Knowledge, export: Export) -> None:
    import openpyxl

    data = export(hostile, "xlsx")
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"n", "s", "inlineStr"}, cell
                assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert not [name for name in names if "vba" in name or "external" in name.lower()]
        assert not [name for name in names if b"<f>" in archive.read(name)]


def test_a_workbook_says_what_it_is_and_holds_all_rows(sample: Knowledge, export: Export) -> None:
    found = sheets(export(sample, "xlsx"))
    assert list(found) == [
        "About", "Documents", "Entities", "Facts", "Attendance", "Incidents", "Decisions",
    ]  # fmt: skip
    assert found["About"][0][0].startswith("TLP:RED, from 3 briefings, by cyberkg ")
    for table in make_tables(sample):
        head, *below = found[table.name.capitalize()]
        assert head == [column.name for column in table.columns]
        assert below == [[None if cell == "" else cell for cell in row] for row in table.rows]


def test_a_workbook_is_the_same_at_any_time(sample: Knowledge, export: Export) -> None:
    first = export(sample, "xlsx")
    time.sleep(2.1)  # a zip file counts in steps of two seconds
    assert export(sample, "xlsx") == first


@pytest.mark.parametrize("text", ["-5", "+12.50", "a=b", "3 May", ""])
def test_harmless_texts_are_as_they_are(text: str) -> None:
    assert guarded(text) == visible_lines(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1", "'=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("@x", "'@x"),
        ("-a", "'-a"),
        ("+1+1", "'+1+1"),
        ("\t=1", "\\t=1"),
    ],
)
def test_formulas_are_guarded(text: str, cell: str) -> None:
    assert guarded(text) == cell
