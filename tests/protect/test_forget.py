"""Somebody forgotten: nowhere a byte of the name, kept out of later builds, and safe to run again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cyberkg.building import build, open_knowledge, republish
from cyberkg.errors import BusyError, DiskError, InputError, UsageError
from cyberkg.export.pseudonyms import Pseudonyms
from cyberkg.forgotten import MASK
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Knowledge
from cyberkg.protect import Places, Subject, find_holdings, forget, plan
from cyberkg.store import claim, publishing

Find = Callable[[str], tuple[Subject, str]]
Hits = Callable[..., list[str]]
BRIEFINGS = ("one.csv", "two.csv")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".generations" not in p.parts
    }


def test_no_byte_of_the_name_is_left_anywhere(places: Places, find: Find, hits: Hits) -> None:
    assert len(hits(places.graph.parent)) > 8
    outcome = forget(*find("Zebulon Quux"), places)
    assert hits(places.graph.parent, but=BRIEFINGS) == []
    assert outcome.people == ("Zebulon Quux",)
    assert outcome.facts == 3
    assert outcome.things == ("Garden Forum",) or outcome.things == ("Orchid Bank",)
    assert sorted(p.name for p in outcome.left) == list(BRIEFINGS)
    assert [p.name for p in places.graph.joinpath(".generations").glob("gen-*")].__len__() == 1


def test_others_keep_what_is_theirs(places: Places, find: Find) -> None:
    forget(*find("Quux Yuet-wing"), places)
    knowledge, _ = open_knowledge(places.graph)
    texts = {d.name: d.text for d in knowledge.documents}
    assert {e.label for e in knowledge.entities if e.type == "Person"} == {"Ann Lee"}
    assert [f.confidence for f in knowledge.facts] == [1.0] * 3
    for fact in knowledge.facts:
        assert texts[fact.evidence.document][fact.evidence.start : fact.evidence.end] == fact.evidence.quote
    assert f"deputy of {MASK * 12}" in {f.qualifier for f in knowledge.facts}
    assert len(texts["one.csv"]) == len((places.data / "one.csv").read_text(encoding="utf-8"))
    identity = places.identity.read_text(encoding="utf-8")
    assert f"# who is who; {MASK * 12} is an old friend\n" in identity
    assert "names: [Orchid Bank, Orchid Banking]" in identity
    assert "  - [Ann Lee, Bob Stone]\n" in identity
    assert "label:\n#\n  Ann Lee: Ann Lee\n" in identity
    verdicts = places.verdicts.read_text(encoding="utf-8")
    assert verdicts.count("- verdict: right") == 1
    assert f"deputy of {MASK * 12}" in verdicts
    assert len(list((places.graph.parent / "answers").rglob("*.json"))) == 1


def test_the_next_build_gives_the_same_bytes(places: Places, find: Find, hits: Hits, tmp_path: Path) -> None:
    forget(*find("Zebulon Quux"), places)
    summary = build([places.data], tmp_path / "again")
    assert summary.kept_out == 3
    assert not summary.warnings
    again, now = contents(tmp_path / "again"), contents(places.graph)
    assert again.keys() == now.keys()
    assert [name for name in now if again[name] != now[name]] == []
    assert hits(tmp_path / "again") == []


def test_a_new_briefing_brings_nobody_back(places: Places, find: Find) -> None:
    forget(*find("Zebulon Quux"), places)
    (places.data / "four.csv").write_text(
        "subject,subject_type,predicate,object,object_type\n\"QUUX Yuet-wing, Zebulon\",Person,attended,Sea Forum,Event\nMr Zebulon Quux,Person,attended,Tea Forum,Event\n",
        encoding="utf-8",
    )  # fmt: skip
    build([places.data], places.graph)
    people = {e.label for e in open_knowledge(places.graph)[0].entities if e.type == "Person"}
    assert people == {"Ann Lee"}
    texts = {d.name: d.text for d in open_knowledge(places.graph)[0].documents}
    assert not any(name in texts["four.csv"] for name in ("Zebulon", "Quux", "QUUX", "Yuet"))
    assert "Person,attended,Tea Forum,Event" in texts["four.csv"]


def test_it_may_be_run_again(places: Places, find: Find) -> None:
    forget(*find("Zebulon Quux"), places)
    before = contents(places.graph.parent)
    subject, base = find("Quux, Zebulon")
    assert subject.entity is None
    assert plan(subject, base, places).idle
    assert forget(subject, base, places).idle
    assert contents(places.graph.parent) == before


def test_a_build_clears_away_an_older_graph_that_holds_the_name(
    places: Places, find: Find, hits: Hits, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(places.graph, tmp_path / "other"))
    forget(*find("Zebulon Quux"), places)
    build([places.data], other)
    assert hits(other) == []


def test_a_build_clears_away_an_older_graph_that_tells_nothing_else_of_somebody(
    places: Places, find: Find, hits: Hits, tmp_path: Path
) -> None:
    (places.data / "one.csv").unlink()
    two = (places.data / "two.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (places.data / "two.csv").write_text("".join((two[0], two[2])), encoding="utf-8")
    other = tmp_path / "other"
    build([places.data], other)
    assert hits(other)
    forget(*find("Zebulon Quux"), places)
    assert build([places.data], other).kept_out == 0
    assert hits(other) == []


def test_a_name_that_stands_only_beside_the_text_goes_from_the_graph(hits: Hits, tmp_path: Path) -> None:
    places = Places(tmp_path / "graph", tmp_path / "data", tmp_path / "none")
    places.data.mkdir()
    briefing = Document("a.txt", "Nobody spoke.", (), "Zebulon Quux", source="https://a.example/zebulon-quux")
    republish(Knowledge((briefing,)), DEFAULT_BASE, places.graph)
    assert hits(places.graph)
    forget(Subject(("Zebulon Quux",)), DEFAULT_BASE, places)
    assert hits(places.graph) == []
    (left,) = open_knowledge(places.graph)[0].documents
    assert (left.text, left.title) == ("Nobody spoke.", MASK * 12)


def test_taking_the_entry_out_lets_the_person_in_again(places: Places, find: Find) -> None:
    forget(*find("Zebulon Quux"), places)
    places.record.unlink()
    build([places.data], places.graph)
    assert "Zebulon Quux" in {e.label for e in open_knowledge(places.graph)[0].entities}


def test_a_build_without_the_key_is_refused_and_the_graph_stays(places: Places, find: Find) -> None:
    forget(*find("Zebulon Quux"), places)
    before = contents(places.graph)
    places.record.with_name("forgotten.key").unlink()
    with pytest.raises(InputError, match="is missing"):
        build([places.data], places.graph)
    assert contents(places.graph) == before


@pytest.mark.parametrize("step", ["_show", "make_manifest", "point"])
def test_cut_short_it_leaves_a_whole_graph_and_is_finished_by_a_second_run(
    step: str, places: Places, find: Find, hits: Hits, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject, base = find("Zebulon Quux")
    before = contents(places.graph)

    def fail(*_: object, **__: object) -> None:
        raise DiskError("the disk is full")

    with monkeypatch.context() as patched, pytest.raises(DiskError):
        patched.setattr(publishing, step, fail)
        forget(subject, base, places)
    assert contents(places.graph) == before
    assert open_knowledge(places.graph)[0].facts
    forget(*find("Zebulon Quux"), places)
    assert hits(places.graph.parent, but=BRIEFINGS) == []


def test_nothing_is_done_where_a_ledger_is_damaged(places: Places, find: Find) -> None:
    subject, base = find("Zebulon Quux")
    places.verdicts.write_text("- verdict: perhaps\n", encoding="utf-8")
    before = contents(places.graph.parent)
    with pytest.raises(InputError, match=r"facts-review\.yaml"):
        forget(subject, base, places)
    assert contents(places.graph.parent) == before


def test_a_build_at_work_is_not_disturbed(places: Places, find: Find) -> None:
    subject, base = find("Zebulon Quux")
    with claim(places.graph), pytest.raises(BusyError):
        forget(subject, base, places)


def test_a_plan_changes_nothing(places: Places, find: Find) -> None:
    before = contents(places.graph.parent)
    assert plan(*find("Zebulon Quux"), places, sources=True).facts == 3
    assert contents(places.graph.parent) == before


@pytest.mark.parametrize(
    ("ledger", "text"),
    [
        (
            "verdicts",
            "- verdict: right\n  subject: Zebulon Quux\n  predicate: attended\n  object: Harbour Forum\n"
            "  document: one.csv\n  quote: Zebulon Quux,Person,attended,Harbour Forum,Event,\n",
        ),
        ("identity", "{same: [[Zebulon Quux, Quux Yuet-wing]]}\n"),
    ],
)
def test_a_ledger_that_speaks_of_nobody_else_is_emptied(
    places: Places, find: Find, hits: Hits, ledger: str, text: str
) -> None:
    """Where nothing of it is left, the file may not stay as it was."""
    getattr(places, ledger).write_text(text, encoding="utf-8")
    forget(*find("Zebulon Quux"), places)
    assert hits(places.data, but=BRIEFINGS) == []


def test_a_decision_that_names_somebody_by_an_address_goes(places: Places, find: Find, hits: Hits) -> None:
    with places.identity.open("a", encoding="utf-8") as file:
        file.write('  Garden Forum: ["https://example.org/zebulon-quux"]\n')
    forget(*find("Zebulon Quux"), places)
    assert hits(places.data, but=BRIEFINGS) == []


def test_sources_are_masked_on_demand_where_they_are_plain_text(places: Places, find: Find) -> None:
    (places.data / "old.md").write_text(
        "# News\n\nZebulon Quux\nmet Ann Lee. Mr Quux left.\n", encoding="utf-8"
    )
    (places.data / "old.html").write_text("<p>Zebulon <b>Quux</b> met <i>Ann</i>.</p>", encoding="utf-8")
    outcome = forget(*find("Zebulon Quux"), places, sources=True)
    assert sorted(p.name for p in outcome.masked) == ["old.html", "old.md"]
    assert sorted(p.name for p in outcome.left) == list(BRIEFINGS)
    masked = (places.data / "old.html").read_text(encoding="utf-8")
    assert masked == f"<p>{MASK * 8}<b>{MASK * 4}</b> met <i>Ann</i>.</p>"
    assert f"{MASK * 12}\nmet Ann Lee." in (places.data / "old.md").read_text(encoding="utf-8")


def test_all_that_is_stored_is_listed(places: Places, find: Find) -> None:
    subject, base = find("Quux Yuet-wing")
    found = find_holdings(subject, base, places)
    kinds = {h.kind for h in found}
    assert kinds >= {
        "name",
        "claim",
        "mention",
        "identity",
        "decision",
        "review",
        "answer",
        "older graph",
        "briefing",
        "key",
    }
    claims = [h for h in found if h.kind == "claim"]
    assert len(claims) == 3
    assert all(h.sentence and h.start is not None for h in claims)
    pseudonym = Pseudonyms(b"a key of pseudonyms").person(subject.entity.iri if subject.entity else "")
    assert any(pseudonym in h.what for h in found if h.kind == "key")
    assert [h.where.rpartition(":")[2] for h in found if h.kind == "decision"] == ["3", "6", "7", "9", "1"]
    assert find_holdings(subject, base, places) == found


def test_what_is_listed_afterwards_is_what_could_not_be_reached(places: Places, find: Find) -> None:
    forget(*find("Zebulon Quux"), places)
    assert {h.kind for h in find_holdings(*find("Zebulon Quux"), places)} == {"briefing", "record"}


def test_namesakes_are_refused_and_one_is_forgotten_by_the_iri(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    head = "subject,subject_type,predicate,object,object_type\n"
    (data / "a.csv").write_text(f"{head}John Lee,Person,attended,Sea Forum,Event\n", encoding="utf-8")
    (data / "b.csv").write_text(f"{head}John Lee,Person,attended,Tea Forum,Event\n", encoding="utf-8")
    (data / "identity.yaml").write_text(
        "different:\n  - {type: Person, names: [John Lee], documents: [a.csv, b.csv]}\n", encoding="utf-8"
    )
    places = Places(tmp_path / "graph", data, tmp_path / "none")
    build([data], places.graph)
    knowledge, base = open_knowledge(places.graph)
    people = {e.documents[0]: e for e in knowledge.entities if e.type == "Person"}
    from cyberkg.identity import load_decisions
    from cyberkg.protect import find_subject

    decisions = load_decisions(places.identity)
    with pytest.raises(UsageError) as refused:
        find_subject(knowledge, base, "Lee, John", decisions, None, whole=True)
    assert all(e.iri in str(refused.value) for e in people.values())
    subject = find_subject(knowledge, base, people["a.csv"].iri, decisions, None, whole=True)
    assert forget(subject, base, places).bound
    build([data], places.graph)
    left, _ = open_knowledge(places.graph)
    assert [e.documents for e in left.entities if e.type == "Person"] == [("b.csv",)]
    texts = {d.name: d.text for d in left.documents}
    assert "John Lee" not in texts["a.csv"]
    assert "John Lee" in texts["b.csv"]


def test_a_link_at_the_place_of_an_answer_is_removed_and_not_followed(places: Places, find: Find) -> None:
    outside = places.graph.parent / "outside.json"
    outside.write_text('{"answer": "Zebulon Quux"}', encoding="utf-8")
    link = places.graph.parent / "answers" / "ff" / "x.json"
    link.parent.mkdir()
    link.symlink_to(outside)
    forget(*find("Zebulon Quux"), places)
    assert not link.exists()
    assert outside.exists()
