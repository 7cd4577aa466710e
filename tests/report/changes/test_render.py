"""A report of changes written down; no text of a briefing steers, marks up or computes anything."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest

from cyberkg.errors import UsageError
from cyberkg.model import Knowledge
from cyberkg.report.changes import FORMATS, Changes, compare, render, tell

Tell = Callable[..., Changes]
JUNE = "\n@ june.txt | 2024-06-30 | June briefing\nAda Tan came to Gala. | P:Ada Tan | attended | E:Gala"
NASTY = '=1+1"><script>alert(1)</script>\x1b[31m\u202e| *b* [x](javascript:x)\n# h'


def nasty(telling: ModuleType) -> Changes:
    """Changes in which all names come from somebody who means harm."""
    found: Knowledge = telling.knowledge(JUNE + "\nHack hit Ada Tan. | I:Hack | compromisedData | names")
    entities = tuple(replace(entity, label=NASTY) for entity in found.entities)
    return tell(replace(compare(Knowledge(), replace(found, entities=entities)), against=False))


def test_the_table_has_the_paragraph_then_the_lines_with_their_sentences(told: Tell) -> None:
    assert render(told(JUNE), "table").splitlines() == [
        "What the briefing of 30 June 2024 brought (Changes)",
        "The briefing of 30 June 2024 brings 1 new event. Gala took place. Ada Tan attended it. Named for the first "
        "time is 1 person (Ada Tan).",
        "files: june.txt",
        "",
        "New events",
        "  who or what    says        of      status    confidence    sentences",
        "  Ada Tan        attended    Gala    stated    0.9           1",
        "",
        "Sentences",
        "   1  “Ada Tan came to Gala.” june.txt, 0-21, 30 June 2024",
    ]


def test_text_is_the_paragraph_alone_on_one_line(told: Tell) -> None:
    assert render(told(JUNE), "text") == (
        "The briefing of 30 June 2024 brings 1 new event. Gala took place. Ada Tan attended it. Named for the first "
        "time is 1 person (Ada Tan).\n"
    )


def test_json_and_csv_hold_the_same_lines(told: Tell) -> None:
    found = json.loads(render(told(JUNE), "json"))
    assert found["briefings"] == [{"document": "june.txt", "title": "June briefing", "date": "2024-06-30"}]
    (section,) = found["sections"]
    assert section["lines"][0]["sentences"][0]["sentence"] == "Ada Tan came to Gala."
    (row,) = csv.DictReader(io.StringIO(render(told(JUNE), "csv")))
    assert (row["section"], row["item"], row["details"]) == (
        "New events",
        "Ada Tan",
        "says: attended; of: Gala",
    )


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_format_lets_text_steer_a_screen(telling: ModuleType, form: str) -> None:
    written = render(nasty(telling), form)
    assert not [c for c in written if c != "\n" and not c.isprintable()]
    if form in {"markdown", "html"}:
        assert "<script>" not in written
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    if form == "text":
        assert written.count("\n") == 1


def test_an_unknown_format_is_said_in_one_line(told: Tell) -> None:
    with pytest.raises(
        UsageError, match="no format is called pdf; use text, table, markdown, html, json, csv"
    ):
        render(told(JUNE), "pdf")
