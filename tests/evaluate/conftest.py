"""Gold and rows in the short form of marked texts: ``[status] subject predicate object [=title]``."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyberkg.evaluate.evaluation import Evaluation, measure
from cyberkg.evaluate.found import find_by_document
from cyberkg.evaluate.gold import Gold, GoldEntity, GoldFact
from cyberkg.evaluate.score import DocumentScore, score
from cyberkg.terms import EntityType

THINGS = {
    "doe": (EntityType.PERSON, ("Jane Doe",)),
    "roe": (EntityType.PERSON, ("John Roe",)),
    "office": (EntityType.ORGANISATION, ("Digital Office", "DO")),
    "land": (EntityType.ORGANISATION, ("Ruritania",)),
    "forum": (EntityType.EVENT, ("Harbour Forum",)),
    "lunch": (EntityType.EVENT, ()),
    "i-a": (EntityType.INCIDENT, ()),
    "i-b": (EntityType.INCIDENT, ()),
}
STATUS = {"~": "reported", "?": "planned", "!": "denied"}
FACT = re.compile(r"(?:([~?!]) )?(\S+) (\S+) (=?)([^=]+?)(?: =(.+))?")

MakeGold = Callable[..., Gold]
MakeRows = Callable[..., list[dict[str, Any]]]
ScoreOf = Callable[..., DocumentScore]
Measure = Callable[..., Evaluation]


def _parts(line: str) -> tuple[str, str, str, bool, str, str]:
    match = FACT.fullmatch(line)
    assert match, line
    status, subject, predicate, value, target, title = match.groups()
    return subject, predicate, target, bool(value), title or "", STATUS.get(status or "", "asserted")


def _gold_fact(line: str) -> GoldFact:
    subject, predicate, target, is_value, title, _ = _parts(line)
    return GoldFact(subject, predicate, target, title, is_value, sentence=f"Sentence of {line}.")


def _gold(facts: list[str], *, document: str = "a.txt", **sections: list[str]) -> Gold:
    entities = {key: GoldEntity(kind, names) for key, (kind, names) in THINGS.items()}
    others = {name: tuple(map(_gold_fact, lines)) for name, lines in sections.items()}
    return Gold(document, entities, tuple(map(_gold_fact, facts)), path=Path("a.json"), **others)  # type: ignore[arg-type]


def _end(name: str, side: str) -> dict[str, Any]:
    """An end of a row: a thing of the gold, a second identity of it (``doe'``), or something unknown."""
    key = name.rstrip("'")
    kind, names = THINGS.get(key, (EntityType.PERSON, (key.replace("-", " "),)))
    label = names[0] if names else f"label of {name}"
    if "government" in key:
        kind = EntityType.ORGANISATION
    return {side: label, f"{side}_type": kind.value, f"{side}_id": f"id:{name}"}


def _rows(*lines: str, document: str = "a.txt", confidence: float = 0.8) -> list[dict[str, Any]]:
    rows = []
    for at, line in enumerate(lines):
        subject, predicate, target, is_value, title, status = _parts(line)
        thing = {"object": target, "object_type": "text", "object_id": None}
        rows.append(
            {
                "document": document,
                **_end(subject, "subject"),
                "predicate": predicate,
                **(thing if is_value else _end(target, "object")),
                "qualifier": title or None,
                "status": status,
                "quote": f"Quote of {line}.",
                "start": at,
                "end": at + 1,
                "confidence": confidence,
            }
        )
    return rows


@pytest.fixture
def make_gold() -> MakeGold:
    return _gold


@pytest.fixture
def make_rows() -> MakeRows:
    return _rows


@pytest.fixture
def score_of() -> ScoreOf:
    """Score rows, a line each, against the gold."""

    def run(gold: Gold, *lines: str) -> DocumentScore:
        return score(gold, find_by_document(_rows(*lines), [])["a.txt"])

    return run


@pytest.fixture
def evaluation() -> Evaluation:
    """Two documents: one right, one wrong, one missing; one planned fact found as such, one denied not."""
    golds = [
        _gold(["doe spokeAt forum"], planned=["roe attended forum"]),
        _gold(["doe holdsPost office =Head"], document="b.txt", denied=["i-a compromisedData =names"]),
    ]
    rows = [
        *_rows("doe spokeAt forum", "? roe attended forum"),
        *_rows("roe supported forum", document="b.txt", confidence=0.6),
    ]
    return measure(golds, rows, [])
