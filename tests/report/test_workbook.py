"""A report as a workbook, read back with another library."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from cyberkg.errors import LimitError
from cyberkg.report import Report, Row, Section, Sentence, to_bytes
from cyberkg.report.render import workbook

HOSTILE = (
    '=HYPERLINK("https://x.example","y")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "{=1+1}",
    "https://x.example/y",
    "mailto:x@x.example",
    "internal:sheet!A1",
    "=cmd|' /C calc'!A0",
    "<b>bold</b> & _x0041_",
    "0012",
)


def make_report(*names: str) -> Report:
    rows = tuple(
        Row(
            (name, "speaker", 12),
            (Sentence("may.txt", 0, 7, f"{name} spoke."), Sentence("may.txt", 9, 12, name)),
        )
        for name in names
    )
    return Report(
        "Who came", "attendance", "event", ("person", "role", "times"), (Section("Harbour Forum", "2024", rows),), notes=("Read me.",)
    )  # fmt: skip


def read(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(to_bytes(report, "xlsx")))


def rows_of(sheet: Any) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_rows_and_their_sentences_carry_the_same_number() -> None:
    book = read(make_report("Ada Tan", "Bela Kiss"))
    assert book.sheetnames == ["report", "sentences", "about"]
    assert rows_of(book["report"]) == [
        ("row", "event", "about", "person", "role", "times", "sentence"),
        (1, "Harbour Forum", "2024", "Ada Tan", "speaker", 12, "Ada Tan spoke. [may.txt] (+1)"),
        (2, "Harbour Forum", "2024", "Bela Kiss", "speaker", 12, "Bela Kiss spoke. [may.txt] (+1)"),
    ]
    assert rows_of(book["sentences"])[:3] == [
        ("row", "document", "start", "end", "sentence"),
        (1, "may.txt", 0, 7, "Ada Tan spoke."),
        (1, "may.txt", 9, 12, "Ada Tan"),
    ]
    assert rows_of(book["about"]) == [
        ("what", "text"),
        ("title", "Who came"),
        ("query", "attendance"),
        ("note", "Read me."),
    ]


def test_counts_and_amounts_are_shown_in_threes_of_digits() -> None:
    row = Row((560_000_000, "22000000 USD"), ())
    sections = (Section("2024", "", (row,)),)
    report = Report("Harm", "incidents", "year", ("affected", "ransom"), sections, amounts=("ransom",))
    cells = next(read(report)["report"].iter_rows(min_row=2))
    shown = [(cell.value, cell.number_format) for cell in cells if cell.value is not None]
    assert shown == [
        (1, "General"),
        ("2024", "General"),
        (560_000_000, "#,##0"),
        ("22,000,000 USD", "General"),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_stays_a_text(text: str) -> None:
    book = read(make_report(text))
    cell = book["report"]["D2"]
    # a text that looks like an escape is escaped, which openpyxl shows and a spreadsheet does not
    assert (cell.value.replace("_x005F", ""), cell.data_type, cell.hyperlink) == (text, "s", None)
    assert book["sentences"]["E3"].value == cell.value
    written = to_bytes(make_report(text), "xlsx")
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not [
        name
        for name, part in parts.items()
        if "<f>" in part or ("hyperlink" in part.lower() and "Target" in part)
    ]


def test_control_characters_are_spelt_out_and_no_cell_is_too_long() -> None:
    sheet = read(make_report("\x1b[31mRed\u202e", "x" * 40_000))["report"]
    assert sheet["D2"].value == r"\x1b[31mRed\u202e"
    assert len(sheet["D3"].value) == 32_767
    assert sheet["D3"].value.endswith("…")


def test_the_same_report_has_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    report = make_report("Ada Tan", "Bela Kiss")
    first = to_bytes(report, "xlsx")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert to_bytes(report, "xlsx") == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_what_no_sheet_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    to_bytes(make_report("Ada Tan"), "xlsx")
    with pytest.raises(LimitError) as error:
        to_bytes(make_report("Ada Tan", "Bela Kiss"), "xlsx")
    assert str(error.value) == (
        "the report has 2 rows, 4 sentences and 7 columns, more than a sheet can hold;"
        " ask for less, or write it as csv"
    )
