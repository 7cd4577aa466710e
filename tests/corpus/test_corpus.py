"""The gold of our own corpus is sound: every row can be looked up in the text and in the contract."""

from __future__ import annotations

import csv
import html
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cyberkg.terms import INCIDENT_TYPES, PREDICATES, EntityType, LiteralKind

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SECTIONS = ("facts", "optional", "planned", "denied")
GOLD = sorted((HERE / "gold").glob("*.json"))
NO_DOCUMENT = {".csv", ".yaml"}

Gold = dict[str, Any]


def read_splits() -> dict[str, tuple[Path, str]]:
    with (HERE / "splits.csv").open(encoding="utf-8", newline="") as file:
        return {row["document"]: (ROOT / row["folder"], row["split"]) for row in csv.DictReader(file)}


def read_words(path: Path) -> str:
    """All words of a document on one line, in lower case, whatever its format."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            markup = archive.read("word/document.xml").decode("utf-8")
        text = html.unescape(re.sub(r"<[^>]*>", "", markup.replace("</w:p>", " ")))
    else:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            text = html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<(script|style).*?</\1>", "", text)))
    return " ".join(text.replace("’", "'").split()).casefold()


def is_day(text: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        return False
    date.fromisoformat((text + "-01-01")[:10])
    return True


def is_literal(kind: LiteralKind, value: str) -> bool:
    match kind:
        case LiteralKind.DATE:
            ends = value.split("/")
            return len(ends) <= 2 and all(map(is_day, ends)) and ends == sorted(ends)
        case LiteralKind.MONEY:
            return bool(re.fullmatch(r"\d+(\.\d+)? [A-Z]{3}|[^\d]+", value))
        case LiteralKind.QUANTITY:
            return bool(re.fullmatch(r"\d+(\.\d+)? [KMGTP]B", value))
        case LiteralKind.NUMBER:
            return value.isdigit()
        case LiteralKind.TEXT:
            return bool(value.strip())


@pytest.fixture(params=GOLD, ids=lambda path: path.stem)
def gold(request: pytest.FixtureRequest) -> Gold:
    loaded: Gold = json.loads(request.param.read_text(encoding="utf-8"))
    return loaded


def rows_of(gold: Gold) -> list[list[str]]:
    return [row for section in SECTIONS for row in gold.get(section, [])]


def test_every_document_has_gold_and_a_split() -> None:
    splits = read_splits()
    documents = {p.name for p in (HERE / "texts").iterdir()}
    documents |= {p.name for p in (ROOT / "data").iterdir() if p.suffix not in NO_DOCUMENT}
    assert set(splits) == documents
    assert {json.loads(path.read_text(encoding="utf-8"))["document"] for path in GOLD} == documents
    assert all((folder / name).is_file() for name, (folder, _) in splits.items())


def test_splits_alternate_by_name() -> None:
    splits = read_splits()
    assert list(splits) == sorted(splits)
    assert [split for _, split in splits.values()] == [("dev", "test")[i % 2] for i in range(len(splits))]


def test_gold_is_named_after_its_document() -> None:
    assert all(json.loads(p.read_text(encoding="utf-8"))["document"].startswith(p.stem + ".") for p in GOLD)


def test_names_occur_in_the_text_unless_marked_unwritten(gold: Gold) -> None:
    folder, _ = read_splits()[gold["document"]]
    text = read_words(folder / gold["document"])
    for key, entity in gold["entities"].items():
        unwritten = set(entity.get("unwritten", ()))
        assert unwritten <= set(entity["names"]), key
        for name in entity["names"]:
            found = re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text) is not None
            assert found == (name not in unwritten), (key, name)


def test_entities_are_typed_and_named(gold: Gold) -> None:
    used = {row[0] for row in gold["facts"] + gold["optional"]}
    for key, entity in gold["entities"].items():
        kind = EntityType(entity["type"])
        assert bool(entity["names"]) == (kind is not EntityType.INCIDENT), key
        assert key.startswith("i-") == (kind is EntityType.INCIDENT), key
        assert key in used or kind is not EntityType.INCIDENT, key


def test_rows_use_the_terms_of_the_contract(gold: Gold) -> None:
    kinds = {key: EntityType(entity["type"]) for key, entity in gold["entities"].items()}
    for row in rows_of(gold):
        predicate = PREDICATES[row[1]]
        assert kinds[row[0]] in predicate.domain, row
        assert (len(row) == 4) == (row[1] == "holdsPost"), row
        if predicate.literal is None:
            assert row[2].startswith("@"), row
            assert kinds[row[2][1:]] in predicate.range, row
        else:
            assert not row[2].startswith("@"), row


def test_literals_have_contract_form(gold: Gold) -> None:
    for row in rows_of(gold):
        kind = PREDICATES[row[1]].literal
        if kind is None:
            continue
        first, *others = row[2].split("|")
        assert is_literal(kind, first), row
        if row[1] == "incidentType":
            assert {first, *others} <= set(INCIDENT_TYPES), row
        if kind is LiteralKind.DATE:
            assert all(is_literal(kind, other) for other in others), row


def test_no_row_stands_twice(gold: Gold) -> None:
    rows = [tuple(row[:4]) for row in rows_of(gold)]
    assert len(rows) == len(set(rows))
    assert gold["facts"]
