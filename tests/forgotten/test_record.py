"""The record of forgotten people: it knows them by any way to write a name, names nobody, and fails closed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from cyberkg.errors import InputError
from cyberkg.forgotten import RECORD, Record, entry_for, load_record
from cyberkg.model import Entity, Iri, Knowledge
from cyberkg.terms import EntityType

KEY = b"a key of some length"


def person(
    name: str, *aliases: str, iri: str = "person/x", documents: tuple[str, ...] = ("a.txt",)
) -> Entity:
    return Entity(Iri(f"https://example.org/{iri}"), EntityType.PERSON, name, aliases, (), documents)


def record_of(entity: Entity, *others: Entity) -> Record:
    record = Record(KEY)
    knowledge = Knowledge(entities=(entity, *others))
    return record.with_entry(entry_for(record, (entity.label, *entity.aliases), entity, knowledge))


@pytest.mark.parametrize(
    "said",
    ["Ada Chung Lai-ling", "Ms Ada CHUNG Lai-ling, JP", "Chung Lai-ling, Ada", "Ada Chung Lailing", "ÁDA CHUNG LAI LING"],
)  # fmt: skip
def test_a_name_is_known_however_it_is_written(said: str) -> None:
    assert record_of(person("Ada Chung Lai-ling")).whose_name(said) == 0


@pytest.mark.parametrize("said", ["Ada Chung", "Ada", "Chung", "Ada Chung Lai-ki", ""])
def test_another_name_is_not(said: str) -> None:
    assert record_of(person("Ada Chung Lai-ling")).whose_name(said) is None


def test_a_name_that_another_bears_too_is_shut_out_of_its_own_briefings_alone() -> None:
    john = person("John Lee", documents=("a.txt",))
    record = record_of(john, person("John Lee", iri="person/y", documents=("b.txt",)))
    assert record.whose_name("John Lee") is None
    assert record.whose_name("Lee, John", ["b.txt"]) is None
    assert record.whose_name("Lee, John", ["b.txt", "a.txt"]) == 0


def test_one_word_is_shut_out_of_its_own_briefings_alone() -> None:
    record = record_of(person("Frank Law", "Law"))
    assert record.whose_name("Law") is None
    assert record.whose_name("Law", ["a.txt"]) == 0


def test_the_file_names_nobody_and_comes_back(tmp_path: Path) -> None:
    record = load_record(tmp_path / RECORD, make=True)
    assert record is not None
    made = record.with_entry(entry_for(record, ["Zebulon Quux"], person("Zebulon Quux"), Knowledge()))
    (tmp_path / RECORD).write_text(made.render(), encoding="utf-8")
    assert "zebulon" not in made.render().casefold()
    assert "quux" not in made.render().casefold()
    assert load_record(tmp_path / RECORD) == made
    assert load_record(tmp_path / RECORD, make=True) == made
    assert stat.S_IMODE((tmp_path / "forgotten.key").stat().st_mode) == 0o600


def test_the_hashes_hang_on_the_key() -> None:
    assert Record(KEY).token(["ada"]) != Record(b"another key of length").token(["ada"])
    assert Record(KEY).token(["ada", "chung"]) == Record(KEY).token(["chung", "ada"])
    assert Record(KEY).token(["ada"]) != Record(KEY).token(["ada"], "a.txt")


def test_somebody_added_twice_is_one_entry() -> None:
    record = record_of(person("Frank Law", "Law Yuet-wing"))
    more = record.with_entry(entry_for(record, ["Frank Law", "Frank Law Yuet-wing"], None, Knowledge()))
    assert len(more.people) == 1
    assert more.whose_name("Law Yuet-wing") == more.whose_name("Law Yuet-wing, Frank") == 0


def test_no_record_is_no_record(tmp_path: Path) -> None:
    assert load_record(tmp_path / RECORD) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("key", [None, "short", "a key, but that of another record\n"])
def test_a_build_without_the_right_key_is_refused(key: str | None, tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text(record_of(person("Frank Law")).render(), encoding="utf-8")
    if key is not None:
        (tmp_path / "forgotten.key").write_text(key, encoding="utf-8")
    with pytest.raises(InputError, match=r"forgotten\.key"):
        load_record(tmp_path / RECORD)


@pytest.mark.parametrize(
    "damage",
    ["", "people: []\n", "check: abc\n", "[]\n", "check: x\npeople:\n  - names: [zz]\n", "check: x\npeople:\n  - no\n", "\x00", "a: &a [*a]\n"],
)  # fmt: skip
def test_a_damaged_record_is_refused(damage: str, tmp_path: Path) -> None:
    (tmp_path / "forgotten.key").write_bytes(KEY)
    (tmp_path / RECORD).write_text(damage, encoding="utf-8")
    with pytest.raises(InputError, match=r"forgotten\.yaml"):
        load_record(tmp_path / RECORD)


_CHECK = f"check: {Record(KEY).render().split('check: ')[1].split()[0]}\n"
_HASH = "0" * 32


@pytest.mark.parametrize(
    "damage",
    [
        f"{_CHECK}people: all of them\n",
        f"{_CHECK}people:\n  names: [{_HASH}]\n",
        f"{_CHECK}people:\n  - names: {_HASH}\n",
        f"{_CHECK}people:\n  - names: [[{_HASH}]]\n",
        f"{_CHECK}people:\n  - names: [{_HASH}0]\n",
        f"{_CHECK}people:\n  - names: [{_HASH[1:]}g]\n",
        f"{_CHECK}people:\n  - named: [{_HASH}]\n",
        f"{_CHECK}people:\n  - names: [{_HASH}]\n    names: []\n",
        f"{_CHECK}people:\n  - names: [{_HASH}]\npeople: []\n",
        f"{_CHECK}people: []\nothers:\n  - names: [{_HASH}]\n",
        "check: [x]\npeople: []\n",
        "check: é\npeople: []\n",
        'check: "\\ud800"\npeople: []\n',
        f"{_CHECK}",
    ],
)
def test_a_record_with_the_right_key_that_is_damaged_lets_nobody_in(damage: str, tmp_path: Path) -> None:
    (tmp_path / "forgotten.key").write_bytes(KEY)
    (tmp_path / RECORD).write_text(damage, encoding="utf-8")
    with pytest.raises(InputError, match=r"forgotten\.(yaml|key)"):
        load_record(tmp_path / RECORD)


def test_bytes_that_are_no_text_or_cannot_be_read_let_nobody_in(tmp_path: Path) -> None:
    (tmp_path / "forgotten.key").write_bytes(KEY)
    (tmp_path / RECORD).write_bytes(b"check: \xff\npeople: []\n")
    with pytest.raises(InputError, match=r"forgotten\.yaml: is not UTF-8 text"):
        load_record(tmp_path / RECORD)
    (tmp_path / RECORD).unlink()
    (tmp_path / RECORD).mkdir()
    with pytest.raises(InputError, match=r"forgotten\.yaml: cannot be read"):
        load_record(tmp_path / RECORD)


@pytest.mark.parametrize("people", ["people: []\n", "people:\n"])
def test_a_record_whose_last_entry_was_taken_out_keeps_nobody_out(people: str, tmp_path: Path) -> None:
    (tmp_path / "forgotten.key").write_bytes(KEY)
    (tmp_path / RECORD).write_text(f"\ufeff{_CHECK}{people}", encoding="utf-8")
    assert load_record(tmp_path / RECORD) == Record(KEY)


def test_a_name_that_half_a_character_stands_in_is_known(tmp_path: Path) -> None:
    assert record_of(person("Ada Ch\ud800ung")).whose_name("Ada Ch\ud800ung") == 0
