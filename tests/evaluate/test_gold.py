"""Gold of both formats is read; what is no sound gold is refused with one line that names the place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cyberkg.errors import InputError
from cyberkg.evaluate.gold import Gold, GoldEntity, GoldFact, load_gold
from cyberkg.terms import EntityType

CORPUS = Path(__file__).parents[1] / "corpus"
SMALL: dict[str, Any] = {
    "document": "a.txt",
    "entities": {
        "doe": {"type": "Person", "names": ["Jane Doe"]},
        "forum": {"type": "Event", "names": ["Harbour Forum"]},
        "office": {"type": "Organisation", "names": ["Digital Office"]},
    },
    "facts": [["doe", "spokeAt", "@forum"], ["doe", "holdsPost", "@office", "Head|Chief"]],
    "optional": [["forum", "eventDate", "2024-05|2024"]],
    "planned": [["office", "organised", "@forum"]],
    "denied": [["forum", "eventTheme", "peace"]],
}
MARKED = """# style: press release
# date: 2024-05-04

[Jane Doe|p.doe] of [the office|o.office~] spoke at the [Harbour Forum|e.forum].
> p.doe spokeAt e.forum
> ~ p.doe affiliatedWith o.office
[Phobos|t.phobos], or [Phobos ransomware|t.phobos], [hit|i.a~] it in the [Spring Attack|i.b].
> i.a usedTool t.phobos
> % i.a incidentType =ransomware
> ? o.office organised e.forum
> ! i.b victim o.office
"""


def write(path: Path, **changes: Any) -> Path:
    path.write_text(json.dumps({**SMALL, **changes}), encoding="utf-8")
    return path


def one(path: Path) -> Gold:
    (gold,) = load_gold([path])
    return gold


def test_json_is_read(tmp_path: Path) -> None:
    gold = one(write(tmp_path / "a.json"))
    assert gold.document == gold.file_name == "a.txt"
    assert gold.entities["doe"] == GoldEntity(EntityType.PERSON, ("Jane Doe",))
    assert gold.facts == (
        GoldFact("doe", "spokeAt", "forum"),
        GoldFact("doe", "holdsPost", "office", "Head|Chief"),
    )
    assert gold.optional == (GoldFact("forum", "eventDate", "2024-05|2024", is_value=True),)
    assert gold.planned == (GoldFact("office", "organised", "forum"),)
    assert gold.denied == (GoldFact("forum", "eventTheme", "peace", is_value=True),)
    assert (gold.text, gold.shares_keys) == (None, True)


def test_marked_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(MARKED, encoding="utf-8")
    gold = one(path)
    assert (gold.document, gold.file_name, gold.date) == ("notes.txt", "2024-05-04_notes.txt", "2024-05-04")
    assert gold.text == (
        "Jane Doe of the office spoke at the Harbour Forum. "
        "Phobos, or Phobos ransomware, hit it in the Spring Attack.\n"
    )
    assert gold.entities == {
        "e.forum": GoldEntity(EntityType.EVENT, ("Harbour Forum",)),
        "i.a": GoldEntity(EntityType.INCIDENT, ()),
        "i.b": GoldEntity(EntityType.INCIDENT, ("Spring Attack",)),
        "o.office": GoldEntity(EntityType.ORGANISATION, ("the office",)),
        "p.doe": GoldEntity(EntityType.PERSON, ("Jane Doe",)),
    }
    assert gold.facts == (
        GoldFact("p.doe", "spokeAt", "e.forum"),
        GoldFact("p.doe", "affiliatedWith", "o.office"),
        GoldFact("i.a", "usedTool", "Phobos|Phobos ransomware", is_value=True),
    )
    assert gold.facts[0].sentence == "Jane Doe of the office spoke at the Harbour Forum."
    assert gold.optional == (GoldFact("i.a", "incidentType", "ransomware", is_value=True),)
    assert gold.planned == (GoldFact("o.office", "organised", "e.forum"),)
    assert gold.denied == (GoldFact("i.b", "victim", "o.office"),)
    assert not gold.shares_keys


def test_a_date_in_the_name_is_not_put_before_it_again(tmp_path: Path) -> None:
    path = tmp_path / "2024-05-04-notes.txt"
    path.write_text(MARKED, encoding="utf-8")
    assert one(path).file_name == path.name


def test_a_folder_holds_both_formats_and_documents_of_gold_are_none(tmp_path: Path) -> None:
    write(tmp_path / "a.json")
    (tmp_path / "a.txt").write_text("Jane Doe spoke.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(MARKED, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Gold\n", encoding="utf-8")
    assert [gold.document for gold in load_gold([tmp_path, tmp_path / "b.txt"])] == ["a.txt", "b.txt"]


def test_our_own_corpus_is_sound() -> None:
    assert len(load_gold([CORPUS / "gold"])) == len(list((CORPUS / "gold").glob("*.json")))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"document": ""}, "a.json: names no document; tests/corpus/README.md has the format"),
        ({"document": "texts/a.txt"}, "a.json: names no document; tests/corpus/README.md has the format"),
        ({"entities": []}, "a.json: has no entities; tests/corpus/README.md has the format"),
        (
            {"entities": {"doe": {"type": "Robot", "names": []}}},
            "a.json: entity doe has no type; use Person, Organisation, Event, Incident, Place, Work",
        ),
        (
            {"entities": {"doe": {"type": "Person", "names": "Jane"}}},
            "a.json: entity doe has no list of names; tests/corpus/README.md has the format",
        ),
        ({"planned": {}}, "a.json: planned is no list; tests/corpus/README.md has the format"),
        (
            {"facts": [["doe", "spokeAt"]]},
            "a.json, row 1 of facts: is not [subject, predicate, object] or [subject, predicate, object, title]; "
            "tests/corpus/README.md has the format",
        ),
        (
            {"facts": [SMALL["facts"][0], ["doe", "met", "@forum"]]},
            "a.json, row 2 of facts: there is no predicate met; tests/corpus/README.md has the format",
        ),
        (
            {"optional": [["roe", "spokeAt", "@forum"]]},
            "a.json, row 1 of optional: there is no entity roe; tests/corpus/README.md has the format",
        ),
        (
            {"denied": [["doe", "spokeAt", "@fair"]]},
            "a.json, row 1 of denied: there is no entity fair; tests/corpus/README.md has the format",
        ),
        (
            {"facts": [["doe", "spokeAt", "forum"]]},
            "a.json, row 1 of facts: the object of spokeAt is an entity: @key; "
            "tests/corpus/README.md has the format",
        ),
        (
            {"facts": [["forum", "eventDate", "@doe"]]},
            "a.json, row 1 of facts: the object of eventDate is a value, without @; "
            "tests/corpus/README.md has the format",
        ),
    ],
)
def test_unsound_json_is_refused(
    changes: dict[str, Any], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.json", **changes)
    with pytest.raises(InputError) as refused:
        load_gold([Path("a.json")])
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b"{\n,", "a.json, line 2: is no JSON ("),
        ("a.json", b"[" * 100_000, "a.json: is nested too deeply"),
        ("a.json", b"[]", "a.json: names no document"),
        ("a.json", b'{"document": "a.txt", "entities": {}}', "a.json: has no facts"),
        ("a.json", b"\xff", "a.json: cannot be read ("),
        ("a.txt", b"no head\n", "a.txt, line 1: 'no head' is no line of a head"),
        ("a.txt", b"# date: May\n\nText.\n", "a.txt: 'May' is no date"),
        ("a.txt", b"# date: 2024-5-1\n\nText.\n", "a.txt: '2024-5-1' is no date"),
    ],
)
def test_what_is_no_gold_is_refused(
    name: str, content: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    with pytest.raises(InputError) as refused:
        load_gold([Path(name)])
    assert str(refused.value).startswith(message)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no gold in this folder"):
        load_gold([tmp_path])


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file or folder"):
        load_gold([tmp_path / "gold"])


def test_two_gold_files_for_one_document_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"b\.json: is for a\.txt, as .*a\.json is; keep one of the two"):
        load_gold([write(tmp_path / "a.json"), write(tmp_path / "b.json")])


def test_two_gold_files_for_one_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(MARKED, encoding="utf-8")
    write(tmp_path / "a.json", document="2024-05-04_notes.txt")
    with pytest.raises(InputError, match=r"is for 2024-05-04_notes\.txt, as .*a\.json is"):
        load_gold([tmp_path])


def test_a_number_without_end_is_refused(tmp_path: Path) -> None:
    """Found by tests/fuzz.py."""
    (tmp_path / "a.json").write_text(f'{{"document": {"9" * 5000}}}', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.json: holds a number that cannot be read; "):
        load_gold([tmp_path / "a.json"])
