"""Entities are aligned by their names, else by the facts that they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cyberkg.evaluate.found import find_by_document
from cyberkg.evaluate.gold import Gold
from cyberkg.evaluate.score import DocumentScore, score

MakeGold = Callable[..., Gold]
MakeRows = Callable[..., list[dict[str, Any]]]
ScoreOf = Callable[..., DocumentScore]


def rename(rows: list[dict[str, Any]], names: dict[str, str], kinds: dict[str, str] | None = None) -> None:
    for row in rows:
        for end in ("subject", "object"):
            row[end] = names.get(row[f"{end}_id"], row[end])
            row[f"{end}_type"] = (kinds or {}).get(row[f"{end}_id"], row[f"{end}_type"])


def align(
    gold: Gold, rows: list[dict[str, Any]], entities: list[dict[str, Any]] | None = None
) -> dict[str, str]:
    return dict(score(gold, find_by_document(rows, entities or [])["a.txt"]).aligned)


def test_by_name_without_article_and_case(make_gold: MakeGold, make_rows: MakeRows) -> None:
    rows = make_rows("x affiliatedWith y")
    rename(rows, {"id:x": "Ms Jane DOE", "id:y": "The Digital Office"}, {"id:y": "Organisation"})
    assert align(make_gold([]), rows) == {"id:x": "doe", "id:y": "office"}


def test_by_an_alias_of_the_entity_rows(make_gold: MakeGold, make_rows: MakeRows) -> None:
    rows = make_rows("doe affiliatedWith y")
    rename(rows, {"id:y": "Bureau"}, {"id:y": "Organisation"})
    entity = {"id": "id:y", "type": "Organisation", "label": "Bureau", "aliases": ["DO"], "documents": []}
    assert "id:y" not in align(make_gold([]), rows)
    assert align(make_gold([]), rows, [entity])["id:y"] == "office"


def test_by_a_close_spelling(make_gold: MakeGold, make_rows: MakeRows) -> None:
    rows = make_rows("doe attended x", "doe attended y")
    rename(rows, {"id:x": "Harbor Forum", "id:y": "Harvest Fair"})
    assert align(make_gold([]), rows) == {"id:doe": "doe", "id:x": "forum"}


def test_one_name_goes_to_the_thing_of_the_same_type(make_gold: MakeGold, make_rows: MakeRows) -> None:
    gold = make_gold([])
    entities = dict(gold.entities)
    entities["zz-person"] = type(entities["doe"])(entities["doe"].type, ("Ruritania",))
    gold = Gold(gold.document, entities, ())
    assert align(gold, make_rows("land attended forum"))["id:land"] == "land"


def test_no_name_makes_an_incident_of_something_else(make_gold: MakeGold, make_rows: MakeRows) -> None:
    rows = make_rows("i-a victim office")
    rename(rows, {"id:i-a": "Digital Office"})
    assert align(make_gold([]), rows) == {"id:office": "office"}


def test_an_incident_goes_by_one_shared_fact(make_gold: MakeGold, make_rows: MakeRows) -> None:
    gold = make_gold(["i-a victim office", "i-b victim doe", "i-b incidentType =fraud"])
    rows = make_rows("x victim doe", "x incidentType =fraud", "y victim office")
    rename(rows, {}, {"id:x": "Incident", "id:y": "Incident"})
    assert align(gold, rows) == {"id:doe": "doe", "id:office": "office", "id:x": "i-b", "id:y": "i-a"}


def test_an_optional_fact_tells_an_incident_too(make_gold: MakeGold, make_rows: MakeRows) -> None:
    gold = make_gold([], optional=["i-a victim office"])
    assert align(gold, make_rows("i-a victim office"))["id:i-a"] == "i-a"


def test_each_incident_is_one_thing(make_gold: MakeGold, make_rows: MakeRows) -> None:
    gold = make_gold(["i-a victim office"])
    rows = make_rows("i-a victim office", "i-b victim office")
    assert sorted(align(gold, rows)) == ["id:i-b", "id:office"]


def test_an_event_without_name_takes_two_shared_facts(make_gold: MakeGold, make_rows: MakeRows) -> None:
    gold = make_gold(["doe attended lunch", "roe attended lunch"])
    assert "id:lunch" not in align(gold, make_rows("doe attended lunch"))
    assert align(gold, make_rows("doe attended lunch", "roe attended lunch"))["id:lunch"] == "lunch"


def test_what_has_a_type_with_names_is_never_told_by_facts(make_gold: MakeGold, score_of: ScoreOf) -> None:
    found = score_of(make_gold(["doe attended forum", "doe spokeAt forum"]), "nobody spokeAt forum")
    assert found.aligned == {"id:forum": "forum"}
