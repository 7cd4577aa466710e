"""An evaluation is written as text, Markdown and JSON, with and without its errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from cyberkg.errors import UsageError
from cyberkg.evaluate.evaluation import Evaluation, measure
from cyberkg.evaluate.gold import Gold
from cyberkg.evaluate.render import FORMATS, render

TABLE = """\
2 documents, 4 facts in the gold

predicate       gold  right  wrong  precision  recall     F1
affiliatedWith     1      0      0      0.000   0.000  0.000
holdsPost          1      0      0      0.000   0.000  0.000
attended           1      1      0      1.000   1.000  1.000
spokeAt            1      1      0      1.000   1.000  1.000
supported          0      0      1      0.000   0.000  0.000

group       gold  right  wrong  precision  recall     F1
attendance     2      2      1      0.667   1.000  0.800
people         2      0      0      0.000   0.000  0.000
all            4      2      1      0.667   0.500  0.571

claimed  facts  on average  right
0.5-0.6      1       0.600  0.000
0.7-0.8      1       0.800  1.000

calibration: expected error 0.400
identity (B-cubed): precision 1.000, recall 1.000 over 4 mentions
planned: 1 of 1 gold fact found with that status
denied: 0 of 1 gold fact found with that status
"""
ERRORS = """
missing: Jane Doe holdsPost Digital Office (Head)
    “Sentence of doe holdsPost office =Head.”
    b.txt

missing: Jane Doe affiliatedWith Digital Office
    “Sentence of doe holdsPost office =Head.”
    b.txt

wrong: John Roe supported Harbour Forum  0.60
    “Quote of roe supported forum.”
    b.txt, 0-1
"""
MARKDOWN = """\
# Evaluation

2 documents, 4 facts in the gold.

| predicate | gold | right | wrong | precision | recall | F1 |
| --- | --- | --- | --- | --- | --- | --- |
| affiliatedWith | 1 | 0 | 0 | 0.000 | 0.000 | 0.000 |
| holdsPost | 1 | 0 | 0 | 0.000 | 0.000 | 0.000 |
| attended | 1 | 1 | 0 | 1.000 | 1.000 | 1.000 |
| spokeAt | 1 | 1 | 0 | 1.000 | 1.000 | 1.000 |
| supported | 0 | 0 | 1 | 0.000 | 0.000 | 0.000 |

| group | gold | right | wrong | precision | recall | F1 |
| --- | --- | --- | --- | --- | --- | --- |
| attendance | 2 | 2 | 1 | 0.667 | 1.000 | 0.800 |
| people | 2 | 0 | 0 | 0.000 | 0.000 | 0.000 |
| all | 4 | 2 | 1 | 0.667 | 0.500 | 0.571 |

| claimed | facts | on average | right |
| --- | --- | --- | --- |
| 0.5-0.6 | 1 | 0.600 | 0.000 |
| 0.7-0.8 | 1 | 0.800 | 1.000 |

- calibration: expected error 0.400
- identity (B-cubed): precision 1.000, recall 1.000 over 4 mentions
- planned: 1 of 1 gold fact found with that status
- denied: 0 of 1 gold fact found with that status

| error | document | fact | sentence |
| --- | --- | --- | --- |
| missing | b.txt | Jane Doe holdsPost Digital Office \\(Head\\) | Sentence of doe holdsPost office =Head. |
| missing | b.txt | Jane Doe affiliatedWith Digital Office | Sentence of doe holdsPost office =Head. |
| wrong | b.txt, 0\\-1 | John Roe supported Harbour Forum | Quote of roe supported forum. |
"""


def test_table(evaluation: Evaluation) -> None:
    assert render(evaluation) == TABLE


def test_table_with_errors(evaluation: Evaluation) -> None:
    assert render(evaluation, errors=True) == TABLE + ERRORS


def test_markdown_with_errors(evaluation: Evaluation) -> None:
    assert render(evaluation, "markdown", errors=True) == MARKDOWN


def test_json(evaluation: Evaluation) -> None:
    whole = json.loads(render(evaluation, "json"))
    assert list(whole) == [
        "overall", "groups", "predicates", "documents", "calibration", "identity", "statuses",
    ]  # fmt: skip
    assert whole["overall"] == {
        "gold": 4, "right": 2, "wrong": 1, "precision": 2 / 3, "recall": 0.5, "f1": 4 / 7,
    }  # fmt: skip
    assert whole["documents"]["a.txt"]["f1"] == 1.0
    assert whole["calibration"]["bins"][1] == {
        "low": 0.7, "high": 0.8, "facts": 1, "claimed": 0.8, "right": 1.0,
    }  # fmt: skip
    assert whole["identity"] == {"precision": 1.0, "recall": 1.0, "mentions": 4}
    assert whole["statuses"] == {"planned": {"gold": 1, "found": 1}, "denied": {"gold": 1, "found": 0}}


def test_json_with_errors(evaluation: Evaluation) -> None:
    errors = json.loads(render(evaluation, "json", errors=True))["errors"]
    assert [error["error"] for error in errors] == ["missing", "missing", "wrong"]
    assert errors[2] == {
        "error": "wrong",
        "document": "b.txt",
        "subject": "John Roe",
        "predicate": "supported",
        "object": "Harbour Forum",
        "title": "",
        "sentence": "Quote of roe supported forum.",
        "start": 0,
        "end": 1,
        "confidence": 0.6,
    }


def test_words_from_documents_are_no_markup(
    make_gold: Callable[..., Gold], make_rows: Callable[..., list[dict[str, Any]]]
) -> None:
    rows = make_rows("doe supported forum")
    rows[0]["subject"], rows[0]["quote"] = "<b>Doe</b>", "a | b\n# c"
    found = render(measure([make_gold([])], rows, []), "markdown", errors=True)
    assert r"| \<b\>Doe\</b\> supported Harbour Forum | a \| b \# c |" in found


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_can_be_rendered(form: str) -> None:
    assert render(measure([], [], []), form, errors=True).endswith("\n")


def test_other_formats_are_refused(evaluation: Evaluation) -> None:
    with pytest.raises(UsageError, match="no format is called csv; use table, json, markdown"):
        render(evaluation, "csv")
