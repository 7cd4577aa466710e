"""Sources in, knowledge out: what is refused, what is left out, what is told, and that quotes stand where they should."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from cyberkg import hearing, identity
from cyberkg.collect import Notes, collect, place_beside
from cyberkg.errors import DamagedError, InputError, UsageError
from cyberkg.model import SOME_ITEMS, Claim, Document, Evidence, Knowledge, Reading, Referent
from cyberkg.order import Options
from cyberkg.sources import Refusal
from cyberkg.terms import EntityType

HEAD = "subject,subject_type,predicate,object,object_type\n"
ALONE = Options(workers=1)
_SAID = re.compile(r"(\w+ \w+) came to the (\w+ Forum)( \(perhaps\))?\.")


def read_quickly(document: Document, *, model: str, reader: str) -> Reading:
    """A reader that takes no time: who came where, what is told with *perhaps* with a confidence of 0.4."""
    referents: dict[str, Referent] = {}
    claims = []
    for found in _SAID.finditer(document.text):
        keys = []
        for kind, name in zip((EntityType.PERSON, EntityType.EVENT), found.groups()[:2], strict=True):
            keys.append(f"{kind.lower()}:{name}")
            referents[keys[-1]] = Referent(keys[-1], kind, name, (name,))
        place = Evidence(document.name, *found.span(), found[0])
        claims.append(Claim(keys[0], "attended", keys[1], place, confidence=0.4 if found[3] else 0.9))
    return Reading(document.name, "quick", tuple(referents.values()), tuple(claims))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "read_document", read_quickly)


def write(folder: Path, **texts: str) -> Path:
    """Write files, named by their stems and endings: ``a_txt``."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def gather(*sources: Path, options: Options = ALONE) -> tuple[Knowledge, tuple[Refusal, ...], Notes]:
    return collect(sources, options)


def labels(knowledge: Knowledge) -> list[str]:
    return [entity.label for entity in knowledge.entities]


def test_documents_come_by_name_whatever_the_order_of_the_sources(tmp_path: Path) -> None:
    one = write(
        tmp_path / "one",
        b_txt="Bo Ng came to the Sea Forum.",
        d_csv=f"{HEAD}Di Ho,Person,attended,Sea Forum,Event\n",
    )
    two = write(tmp_path / "two", a_txt="Yan Lee came to the Sea Forum.")
    knowledge = gather(one, two)[0]
    assert gather(two, one)[0] == knowledge
    assert [document.name for document in knowledge.documents] == ["a.txt", "b.txt", "d.csv"]
    assert set(labels(knowledge)) == {"Sea Forum", "Yan Lee", "Bo Ng", "Di Ho"}
    assert [fact.reader for fact in knowledge.facts].count("quick") == 2


def test_documents_are_kept_without_what_only_reading_needs(tmp_path: Path) -> None:
    (document,) = gather(write(tmp_path / "data", a_txt="Ann Lee came to the Sea Forum."))[0].documents
    assert (document.items, document.text) == ((), "Ann Lee came to the Sea Forum.")


def test_once_they_are_read_documents_are_held_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Document] = []
    whole = identity.resolve

    def noted(
        readings: list[Reading], documents: list[Document], decisions: identity.Decisions, *, base: str
    ) -> identity.Resolution:
        held.extend(documents)
        return whole(readings, documents, decisions, base=base)

    monkeypatch.setattr(identity, "resolve", noted)
    gather(write(tmp_path / "in", a_txt="Ann Lee came to the Harbour Forum."))
    assert held
    assert all(document.items in ((), SOME_ITEMS) for document in held)


def test_no_file_is_an_error_with_advice(tmp_path: Path) -> None:
    folder = write(tmp_path / "data")
    with pytest.raises(InputError) as caught:
        gather(folder)
    error = caught.value
    assert (error.what, error.where, error.exit_code) == ("there is nothing to read", str(folder), 3)
    assert error.hint == "add briefings (.txt, .md, .html, .pdf, .docx)"


def test_a_refused_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "data", a_txt="Ann Lee came to the Sea Forum.", b_csv="what,is,this\n1,2,3\n")
    knowledge, refusals, _ = gather(folder)
    assert [refusal.name for refusal in refusals] == ["b.csv"]
    assert [document.name for document in knowledge.documents] == ["a.txt"]


def test_where_every_file_is_refused_the_first_is_named_with_its_fault(tmp_path: Path) -> None:
    folder = write(tmp_path / "data", a_csv="what,is,this\n1,2,3\n", b_csv="")
    with pytest.raises(InputError) as caught:
        gather(folder)
    assert str(caught.value).startswith("a.csv: no file could be read; ")


def test_a_language_model_without_a_server_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no server is named for the language model"):
        gather(write(tmp_path / "data", a_txt="Ann Lee came."), options=replace(ALONE, reader="llm"))


def test_what_is_less_sure_is_left_out_with_those_of_whom_nothing_else_is_told(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "data", a_txt="Ann Lee came to the Sea Forum. Bo Ng came to the Sea Forum (perhaps)."
    )
    assert labels(gather(folder)[0]) == ["Sea Forum", "Ann Lee", "Bo Ng"]
    sure = gather(folder, options=replace(ALONE, min_confidence=0.5))[0]
    assert labels(sure) == ["Sea Forum", "Ann Lee"]
    assert len(sure.facts) == 1


def test_a_quote_that_is_not_where_it_is_said_to_stand_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shifted(document: Document, *, model: str, reader: str) -> Reading:
        reading = read_quickly(document, model=model, reader=reader)
        moved = (replace(c, evidence=replace(c.evidence, start=c.evidence.start + 1)) for c in reading.claims)
        return replace(reading, claims=tuple(moved))

    monkeypatch.setattr(hearing, "read_document", shifted)
    with pytest.raises(DamagedError) as caught:
        gather(write(tmp_path / "data", a_txt="Ann Lee came to the Sea Forum."))
    assert (caught.value.what, caught.value.where) == ("a fact's quote is not at its offsets", "a.txt")


def test_decisions_on_names_that_nobody_has_wait_and_are_told(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "data",
        a_txt="Ann Lee came to the Sea Forum.",
        identity_yaml="same:\n  - [Ann Lee, Anna Leigh]\n",
    )
    notes = gather(folder)[2]
    assert "Anna Leigh" in str(notes.waiting)
    assert (notes.differences, notes.kept_out) == (None, 0)


def test_decisions_of_another_file_take_the_place_of_those_beside(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "data",
        a_txt="Ann Lee came to the Sea Forum. Bo Ng came to the Sea Forum.",
        identity_yaml="same:\n  - [Ann Lee, Bo Ng]\n",
    )
    other = write(tmp_path / "other", own_yaml="different:\n  - [Ann Lee, Bo Ng]\n") / "own.yaml"
    assert len(labels(gather(folder)[0])) == 2
    assert labels(gather(folder, options=replace(ALONE, identity=other))[0]) == [
        "Sea Forum",
        "Ann Lee",
        "Bo Ng",
    ]


def test_a_file_lies_beside_the_sources_whatever_their_order(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one", a_txt="x"), write(tmp_path / "two", identity_yaml="")
    for sources in ((one, two), (two, one), (one / "a.txt", two)):
        assert place_beside(sources, "identity.yaml") == two / "identity.yaml"
    assert place_beside([two, one], "verdicts.yaml") == one / "verdicts.yaml"


@pytest.mark.parametrize(
    ("name", "hint"), [("identity.yaml", "name one with --identity"), ("verdicts.yaml", "make them one")]
)
def test_two_files_of_one_name_are_refused(name: str, hint: str, tmp_path: Path) -> None:
    folders = [write(tmp_path / each, **{name.replace(".", "_"): ""}) for each in ("one", "two")]
    with pytest.raises(InputError) as caught:
        place_beside(folders[::-1], name)
    assert (caught.value.where, caught.value.hint) == (str(folders[0] / name), hint)
