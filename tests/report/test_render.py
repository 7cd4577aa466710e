"""Reports as they are handed on: what a cell says is what is read, in every format."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from cyberkg.errors import UsageError
from cyberkg.query.table import width_of
from cyberkg.report import BINARY, FORMATS, Report, Row, Section, Sentence, render
from cyberkg.report.render.cells import grouped

COLUMNS = ("person", "role", "representing", "status")


def make_report(*sections: Section) -> Report:
    return Report("Attendance by event", "attendance", "event", COLUMNS, sections)


def make_section(
    name: str, *quotes: str, heading: str = "Harbour Forum", facts: str = "2024-05-03"
) -> Section:
    """Make a section of one row, of a person with a name who is told of in some sentences."""
    sentences = tuple(Sentence("may.txt", at, at + len(quote), quote) for at, quote in enumerate(quotes))
    return Section(heading, facts, (Row((name, "speaker", "Orchid Bank", "asserted"), sentences),))


PLAIN = make_report(make_section("Ada Tan", "Ada Tan spoke.", "She stayed."))


def said(element: html.HtmlElement | None) -> str:
    """Take the text out of an element."""
    return "" if element is None else "".join(str(text) for text in element.itertext())


def cells_of(report: Report) -> list[list[str]]:
    """Read the cells of the tables in the Markdown of a report as a viewer shows them."""
    page = html.fromstring(MarkdownIt("commonmark").enable("table").render(render(report, "markdown")))
    return [[said(cell) for cell in row] for row in page.iter("tr")]


def test_a_table_shows_each_section_with_its_first_sentence() -> None:
    assert render(PLAIN, "table").splitlines() == [
        "Harbour Forum  (2024-05-03)",
        "  person     role       representing    status      sentence",
        "  Ada Tan    speaker    Orchid Bank     asserted    Ada Tan spoke. [may.txt] (+1)",
        "",
    ]


def test_a_table_lets_no_text_steer_the_terminal() -> None:
    shown = render(make_report(make_section("\x1b[31mRed\u202e", "[bold]no[/bold] :smile:\x07")), "table")
    assert r"\x1b[31mRed\u202e" in shown
    assert r"[bold]no[/bold] :smile:\x07 [may.txt]" in shown
    assert all(c.isprintable() for c in shown.replace("\n", ""))


@pytest.mark.parametrize("matrix", [False, True])
def test_no_heading_note_or_name_of_a_column_steers_the_terminal(matrix: bool) -> None:
    bad = "\x1b[31mRed\u202e"
    row = Row((bad, "1"), (Sentence(bad, 0, 3, "Ada"),))
    report = Report(
        bad, "attendance", bad, ("person", bad), (Section(bad, bad, (row,)),), (bad,), matrix=matrix
    )
    for every in (False, True):
        shown = render(report, "table", every=every)
        assert r"\x1b[31mRed\u202e" in shown
        assert all(c.isprintable() for c in shown.replace("\n", ""))


def test_a_csv_has_one_line_for_each_sentence() -> None:
    lines = list(csv.reader(io.StringIO(render(PLAIN, "csv"))))
    assert lines == [
        ["event", "about", *COLUMNS, "document", "start", "end", "sentence"],
        ["Harbour Forum", "2024-05-03", "Ada Tan", "speaker", "Orchid Bank", "asserted",
         "may.txt", "0", "14", "Ada Tan spoke."],
        ["Harbour Forum", "2024-05-03", "Ada Tan", "speaker", "Orchid Bank", "asserted",
         "may.txt", "1", "12", "She stayed."],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://x.example","y")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        " =1+1",
        "＝1+1",
        "\u3000＋1",
        "\t=1",
        "\r=1",
        "\n=1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    written = render(make_report(make_section(text, text, heading=text, facts=text)), "csv")
    cells = list(csv.reader(io.StringIO(written, newline="")))[1]
    assert [at for at, cell in enumerate(cells) if cell == f"'{text}"] == [0, 1, 2, 9]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_csv_keeps_every_text_but_for_the_mark_before_a_formula(text: str) -> None:
    written = render(make_report(make_section(text, "x", heading=text, facts=text)), "csv")
    (_, cells) = csv.reader(io.StringIO(written, newline=""))
    for cell in cells[:3]:
        assert cell.removeprefix("'") == text.removeprefix("'")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_markdown_shows_a_heading_and_a_table() -> None:
    assert render(PLAIN, "markdown").splitlines() == [
        "# Attendance by event",
        "",
        "## Harbour Forum",
        "",
        r"2024\-05\-03",
        "",
        "| person | role | representing | status | sentence |",
        "| --- | --- | --- | --- | --- |",
        r"| Ada Tan | speaker | Orchid Bank | asserted | Ada Tan spoke. \[may.txt\] \(\+1\) |",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "<script>alert(1)</script>",
        "![x](https://x.example/y.png)",
        "[x](javascript:alert)",
        "`code` *b* __c__ ~~d~~",
        r"back\slash \| pipe",
        "&lt;b&gt; &amp;",
        "# no heading",
        "- no list",
        "> no quote",
    ],
)
def test_no_word_of_markdown_is_markup(text: str) -> None:
    report = make_report(make_section(text, text, heading=text, facts=text))
    assert cells_of(report)[1] == [text, "speaker", "Orchid Bank", "asserted", f"{text} [may.txt]"]
    page = html.fromstring(MarkdownIt("commonmark").enable("table").render(render(report, "markdown")))
    assert [said(e) for e in page.iter("h2", "p")] == [text, text]
    assert not list(page.iter("script", "img", "a", "code", "em", "strong", "ul", "blockquote"))


def test_a_line_break_does_not_end_a_row_of_markdown() -> None:
    assert cells_of(make_report(make_section("Ada\nTan", "one\r\n\r\ntwo")))[1][0] == r"Ada\nTan"
    assert len(cells_of(make_report(make_section("Ada\nTan", "one\r\n\r\ntwo")))) == 2


def test_html_shows_every_sentence_with_its_place() -> None:
    page = html.fromstring(render(PLAIN, "html"))
    assert [said(h) for h in page.iter("h1", "h2")] == ["Attendance by event", "Harbour Forum"]
    assert [said(h) for h in page.iter("th")] == [*COLUMNS]
    assert [said(h) for h in page.iter("summary")] == ["2 sentences"]
    assert [said(c) for c in page.iter("td")][:4] == [
        "Ada Tan",
        "speaker",
        "Orchid Bank",
        "asserted",
    ]
    assert [said(q) for q in page.iter("blockquote")] == [
        "Ada Tan spoke.may.txt, 0-14",
        "She stayed.may.txt, 1-12",
    ]


def test_html_sets_dates_that_contradict_each_other_below_each_other() -> None:
    told = "2023-08-18 [a-long-name.txt] ≠ 2023-09-08 [another.txt]"
    rows = (Row((told, "x"), ()), Row(("2023-08-18", "x"), ()))
    report = Report("Incidents", "incidents", "", ("date", "type"), (Section("", "", rows),))
    first, _, second, _ = html.fromstring(render(report, "html")).iter("td")
    assert (first.get("class"), second.get("class")) == ("dates", "date")
    assert (first.text or "").splitlines() == [
        "2023-08-18",
        "[a-long-name.txt]",
        "≠ 2023-09-08",
        "[another.txt]",
    ]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "</td><td>&amp;"]
)
def test_no_word_of_a_page_is_markup(text: str) -> None:
    written = render(make_report(make_section(text, text, heading=text, facts=text)), "html")
    page = html.fromstring(written)
    assert not list(page.iter("script", "img"))
    assert said(page.find(".//h2")) == text
    assert said(next(page.iter("td"))) == text
    assert [e.text for e in page.iter("blockquote")] == [text]


def test_a_page_asks_for_nothing_from_elsewhere() -> None:
    page = html.fromstring(render(PLAIN, "html"))
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]
    assert not page.xpath("//@src | //@href")


def test_json_is_laid_out_as_the_standard_library_does() -> None:
    awkward = 'a "quote" \\ \x01\n\u2028 José 😀'
    sentences = (Sentence(awkward, 1, 2, awkward), Sentence("b.txt", 3, 4, ""))
    rows = (Row((awkward, 5), sentences, ("https://example.org/i", "")), Row((1.5, ""), ()))
    report = Report("t", "q", "event", ("x", "y"), (Section(awkward, "f", rows, "https://example.org/h"),))
    text = render(report, "json")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert json.loads(text)[0]["event"] == awkward


def test_json_keeps_texts_as_they_are() -> None:
    text = "=José\x1b\n\u202e|<b>"
    assert json.loads(render(make_report(make_section(text, text)), "json")) == [
        {
            "event": "Harbour Forum",
            "about": "2024-05-03",
            "person": text,
            "role": "speaker",
            "representing": "Orchid Bank",
            "status": "asserted",
            "sentences": [{"document": "may.txt", "start": 0, "end": len(text), "quote": text}],
        }
    ]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("table", "nothing fits\n"),
        ("csv", '"event","about","person","role","representing","status","document","start","end","sentence"\n'),
        ("markdown", "# Attendance by event\nNothing fits.\n"),
        ("json", "[]\n"),
    ],
)  # fmt: skip
def test_an_empty_report_says_so(form: str, shown: str) -> None:
    assert render(make_report(), form) == shown


def test_an_empty_page_says_so() -> None:
    page = html.fromstring(render(make_report(), "html"))
    assert [said(p) for p in page.iter("p")] == ["Nothing fits."]
    assert not list(page.iter("table"))


@pytest.mark.parametrize("form", sorted({*FORMATS} - BINARY))
def test_every_format_ends_with_a_line_end(form: str) -> None:
    assert render(PLAIN, form).endswith("\n")


def test_an_unknown_format_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError) as error:
        render(PLAIN, "excel")
    assert str(error.value) == "no format is called excel; use table, csv, markdown, html, json, xlsx"


def test_a_workbook_is_no_text() -> None:
    with pytest.raises(UsageError) as error:
        render(PLAIN, "xlsx")
    assert str(error.value) == "xlsx is no text; write it to a file"


WIDE = Report(
    "Wide",
    "wide",
    "",
    ("who", "what", "where", "when", "how often"),
    (
        Section(
            "",
            "",
            (
                Row(
                    ("Ada Tan", "a" * 60, "Port Meridian", "2024-05-03", 12),
                    (Sentence("may.txt", 0, 3, "Oh 漢字"),),
                ),
            ),
        ),
        Section("Also", "so", (Row(("Bela Kiss", "x"), ()),), columns=("who", "why")),
    ),
    notes=("Read <this> first.",),
)
MATRIX = Report(
    "Grid", "grid", "", ("person", "One (2024)", "Two"),
    (Section("", "", (Row(("Ada Tan", "S", ""), PLAIN.sections[0].rows[0].sentences), Row(("Bela Kiss", "", "A?"), ()))),),
    matrix=True,
)  # fmt: skip


def test_a_wide_table_has_its_sentences_below_the_rows() -> None:
    assert render(WIDE, "table").splitlines() == [
        "Read <this> first.",
        "",
        f"  who      what{' ' * 58}where          when        how often",
        f"  Ada Tan  {'a' * 60}  Port Meridian  2024-05-03         12",
        "      Oh 漢字 [may.txt]",
        "",
        "Also  (so)",
        "  who          why",
        "  Bela Kiss    x",
        "",
    ]


def test_a_long_cell_is_folded_and_loses_nothing() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    shown = render(make_report(make_section(words, "漢" * 200)), "table")
    assert all(width_of(line) <= 150 for line in shown.splitlines())
    assert all(f"word{n}" in shown for n in range(60))
    assert shown.count("漢") == 200


def test_a_matrix_in_a_table_numbers_its_columns_and_names_them_below() -> None:
    assert render(MATRIX, "table").splitlines() == [
        "  person    1 2",
        "  Ada Tan   S ·",
        "  Bela Kiss · A?",
        "",
        "    1  One (2024)",
        "    2  Two",
    ]


def test_a_matrix_in_csv_has_one_line_a_row() -> None:
    assert list(csv.reader(io.StringIO(render(MATRIX, "csv")))) == [
        ["person", "One (2024)", "Two", "sentences"],
        ["Ada Tan", "S", "", "Ada Tan spoke. [may.txt, 0-14]\nShe stayed. [may.txt, 1-12]"],
        ["Bela Kiss", "", "A?", ""],
    ]


def test_sections_of_other_columns_share_one_csv() -> None:
    assert list(csv.reader(io.StringIO(render(WIDE, "csv")))) == [
        ["who", "what", "where", "when", "how often", "why", "document", "start", "end", "sentence"],
        ["Ada Tan", "a" * 60, "Port Meridian", "2024-05-03", "12", "", "may.txt", "0", "3", "Oh 漢字"],
        ["Bela Kiss", "", "", "", "", "x", "", "", "", ""],
    ]


def test_a_row_of_json_names_the_entities_in_it() -> None:
    row = Row(("Ada Tan", "speaker", "Orchid Bank", "asserted"), (), ("https://x.example/ada", "", "", ""))
    section = Section("Harbour Forum", "", (row,), "https://x.example/forum")
    (told,) = json.loads(render(make_report(section), "json"))
    assert told["iris"] == {"event": "https://x.example/forum", "person": "https://x.example/ada"}
    assert json.loads(render(WIDE, "json"))[0]["how often"] == 12


def test_notes_stand_under_the_title() -> None:
    assert "\n\nRead \\<this\\> first.\n\n" in render(WIDE, "markdown")
    page = html.fromstring(render(WIDE, "html"))
    assert [said(p) for p in page.iter("p") if p.get("class") == "note"] == ["Read <this> first."]
    assert [said(h) for h in page.iter("h2")] == ["Also"]


def test_a_table_can_show_every_sentence_with_its_place() -> None:
    assert render(PLAIN, "table", every=True).splitlines() == [
        "Harbour Forum  (2024-05-03)",
        "  person     role       representing    status",
        "  Ada Tan    speaker    Orchid Bank     asserted",
        "      Ada Tan spoke. [may.txt, 0-14]",
        "      She stayed. [may.txt, 1-12]",
        "",
    ]
    assert "  Ada Tan   S ·\n      Ada Tan spoke. [may.txt, 0-14]\n" in render(MATRIX, "table", every=True)


def test_markdown_can_show_every_sentence_with_its_place() -> None:
    row = render(PLAIN, "markdown", every=True).splitlines()[-1]
    assert row.endswith(r"| Ada Tan spoke. \[may.txt, 0\-14\]<br>She stayed. \[may.txt, 1\-12\] |")


def test_other_formats_hold_every_sentence_anyhow() -> None:
    for form in ("csv", "html", "json"):
        assert render(PLAIN, form, every=True) == render(PLAIN, form)


AMOUNTS = ("victim", "affected", "ransom", "note")
HARM = Report(
    "Incidents",
    "incident-values",
    "year",
    AMOUNTS,
    (
        Section(
            "2024",
            "",
            (
                Row(("Room 10000", 560_000_000, "paid 22000000 USD (reported)", "12345")),
                Row(("1234", "13000 [June 2024.txt] ≠ 8000 [may.txt]", "six-figure", "1234.5 USD")),
            ),
        ),
    ),
    amounts=("affected", "ransom"),
)


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_people_read_amounts_in_threes_of_digits(form: str) -> None:
    shown = " ".join(said(html.fromstring(render(HARM, form))).split()).replace("\\", "")
    for told in ("560,000,000", "paid 22,000,000 USD (reported)", "13,000 [June 2024.txt] ≠ 8,000 [may.txt]"):
        assert told in shown
    for told in ("Room 10000", "12345", "1234.5 USD"):  # a name or a text of another column is no amount
        assert told in shown


@pytest.mark.parametrize(
    "text",
    [
        "2024 tax records",
        "[2024 b.txt]",
        "0012345",
        "999",
        "1" * 5000,
        "2024-05-03",
        "x1234 USD",
        "1234\u0665",
    ],
)
def test_what_is_no_amount_is_shown_as_it_is(text: str) -> None:
    assert grouped(text) == text


def test_no_text_takes_long_to_be_looked_through_for_amounts() -> None:
    start = time.process_time()
    grouped("[" * 100_000 + "1234 " * 20_000)
    assert time.process_time() - start < 2


def test_machines_read_amounts_as_they_are() -> None:
    for form in ("csv", "json"):
        shown = render(HARM, form)
        assert "560000000" in shown and "22000000 USD" in shown
