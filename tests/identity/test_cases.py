"""Pairs of names and contexts, each with what it should come to."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cyberkg.identity import Decisions, Resolution, resolve
from cyberkg.model import Claim, Document, Evidence, Literal, Reading
from cyberkg.terms import EntityType, LiteralKind

Briefing = tuple[Reading, Document]
Write = Callable[..., Briefing]

ROWS = list(csv.DictReader((Path(__file__).parent / "cases.csv").open(encoding="utf-8", newline="")))


def case_id(row: dict[str, str]) -> str:
    return re.sub(r"\W+", "-", f"{row['type']}-{row['a'][:30]}-{row['b'][:30]}")


def side(write: Write, name: str, kind: str, written: str) -> Briefing:
    date = re.search(r"doc: ([\d-]+)", written)
    text = re.search(r"text: ([^;}]*)", written)
    bare = (
        re.sub(r";? *(doc|text): [^;}]*", "", written).replace("{}", "").replace("{;", "{").replace("{ }", "")
    )
    things = [(EntityType(kind), bare)]
    reading, document = write(
        name, things, date=date[1] if date else "2024-01-15", text=text[1] if text else ""
    )
    mark = Literal("the thing compared", LiteralKind.TEXT)
    claim = Claim(reading.referents[0].key, "eventTheme", mark, Evidence(name, 0, 0, ""))
    return replace(reading, claims=(*reading.claims, claim)), document


def come_to(write: Write, row: dict[str, str]) -> tuple[str, Resolution]:
    """What becomes of a pair: same where it is one entity, else unsure or different."""
    one, other = side(write, "a.txt", row["type"], row["a"]), side(write, "b.txt", row["type"], row["b"])
    found = resolve([one[0], other[0]], [one[1], other[1]], Decisions())
    subjects = {
        fact.evidence.document: fact.subject for fact in found.facts if fact.predicate == "eventTheme"
    }
    if subjects["a.txt"] == subjects["b.txt"]:
        return "same", found
    doubts = [m for m in found.merges if m.verdict == "unsure" and m.entity in subjects.values()]
    return "unsure" if doubts else "different", found


@pytest.mark.parametrize("row", ROWS, ids=case_id)
def test_pair_comes_to_what_it_should(row: dict[str, str], briefing: Write) -> None:
    if row["note"].startswith("known:"):
        pytest.xfail(row["note"])
    verdict, found = come_to(briefing, row)
    expected = row["expected"]
    if expected == "same":
        assert verdict == "same"
    else:
        assert verdict != "same", [m for m in found.merges if m.verdict == "same"]


def test_figures_stay_what_the_readme_says(briefing: Write) -> None:
    verdicts = [(row["expected"] == "same", come_to(briefing, row)[0] == "same") for row in ROWS]
    hits = sum(wanted and found for wanted, found in verdicts)
    assert hits / max(1, sum(found for _, found in verdicts)) >= 0.98
    assert hits / sum(wanted for wanted, _ in verdicts) >= 0.95
