"""The file of decisions: what it may say, and what is said of it where it is off."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from cyberkg.errors import InputError
from cyberkg.identity import Decisions, Resolution, load_decisions, resolve
from cyberkg.model import Document, Literal, Reading
from cyberkg.terms import EntityType

Briefing = tuple[Reading, Document]
Write = Callable[..., Briefing]
PERSON, ORGANISATION = EntityType.PERSON, EntityType.ORGANISATION
INCIDENT = EntityType.INCIDENT

GOOD = """\
same:
  - [Frank Law, Law Yuet-wing]
  - {type: Person, names: [John Lee], documents: [a.txt, b.txt]}
different:
  - [Raymond Siu, Raymond Lam]
label:
  Law Yuet-wing: Frank Law
link:
  Europol: https://www.wikidata.org/entity/Q207203
  INTERPOL: [https://www.wikidata.org/entity/Q8475, https://www.interpol.int/]
iri:
  Frank Law: person/frank-law
"""


def decisions_in(tmp_path: Path, text: str) -> Decisions:
    path = tmp_path / "identity.yaml"
    path.write_text(text, encoding="utf-8")
    return load_decisions(path)


def solve(found: list[Briefing], decisions: Decisions) -> Resolution:
    return resolve([b[0] for b in found], [b[1] for b in found], decisions)


def test_all_forms_are_read_with_their_lines(tmp_path: Path) -> None:
    found = decisions_in(tmp_path, GOOD)
    assert [d.names for d in found.same] == [("Frank Law", "Law Yuet-wing"), ("John Lee",)]
    assert (found.same[1].type, found.same[1].documents) == (PERSON, ("a.txt", "b.txt"))
    assert found.different[0].where.endswith("identity.yaml:5")
    assert found.labels[0].values == ("Frank Law",)
    assert found.links[1].values == ("https://www.interpol.int/", "https://www.wikidata.org/entity/Q8475")
    assert found.iris[0].values == ("person/frank-law",)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "same:\ndifferent:\n", "same: []\n"])
def test_an_empty_file_decides_nothing(tmp_path: Path, text: str) -> None:
    assert decisions_in(tmp_path, text) == Decisions()


def test_no_file_decides_nothing(tmp_path: Path) -> None:
    assert load_decisions(tmp_path / "identity.yaml") == Decisions()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- a\n- b\n", 1, "the file is no mapping"),
        ("sam:\n  - [a, b]\n", 2, "there is no section 'sam'"),
        ("same:\n  a: b\n", 2, "same is no list"),
        ("same:\n  - [a]\n", 2, "same needs two names at least"),
        ("same:\n  - [a, [b]]\n", 2, "a name is expected"),
        ("same:\n  - {names: [a, b], typ: Person}\n", 2, "a decision has no 'typ'"),
        ("same:\n  - {type: Persona, names: [a, b]}\n", 2, "there is no type 'Persona'"),
        ("same:\n  - {type: Person}\n", 2, "a decision without names"),
        ("different:\n  - [a, A]\n", 2, "different needs two names at least"),
        ("label:\n  a: b\n  a: c\n", 3, "'a' stands twice"),
        ("label:\n  a: [b]\n", 2, "a name is expected"),
        ("link:\n  a: Q1\n", 2, "'Q1' is no IRI"),
        ("link:\n  a: 'javascript:alert(1)'\n", 2, "is no IRI"),
        ("iri:\n  a: 'person/<x>'\n", 2, "is no IRI"),
        ("same:\n  - [a, b\nlabel:\n", 3, "expected"),
        ("same: [a\n", 2, "expected"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(InputError, match=what.replace("(", r"\(")) as caught:
        decisions_in(tmp_path, text)
    assert caught.value.where == f"{tmp_path / 'identity.yaml'}:{line}"
    assert caught.value.hint


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "identity.yaml"
    path.write_bytes(b"same: \xff\xfe")
    with pytest.raises(InputError, match="is not UTF-8 text"):
        load_decisions(path)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        decisions_in(tmp_path, "same: " + "[" * 5000)


def test_same_and_different_of_one_pair_are_refused_with_both_lines(tmp_path: Path) -> None:
    text = "same:\n  - [a, b]\n  - [b, c]\ndifferent:\n  - [C, a]\n"
    with pytest.raises(
        InputError, match=r"says that C and a are different, but .*:2 and .*:3 says"
    ) as caught:
        decisions_in(tmp_path, text)
    assert caught.value.where.endswith("identity.yaml:5")


def test_same_and_different_of_two_types_do_not_meet(tmp_path: Path) -> None:
    text = "same:\n  - {type: Person, names: [a, b]}\ndifferent:\n  - {type: Place, names: [a, b]}\n"
    assert len(decisions_in(tmp_path, text).same) == 1


def test_same_joins_names_that_no_rule_would(tmp_path: Path, briefing: Write) -> None:
    found = [briefing("a.txt", [(PERSON, "Dr. Frank Law")]), briefing("b.txt", [(PERSON, "LAW Yuet-wing")])]
    resolution = solve(found, decisions_in(tmp_path, "same:\n  - [Frank Law, Law Yuet-wing]\n"))
    assert [e.documents for e in resolution.entities] == [("a.txt", "b.txt")]
    (merge,) = resolution.merges
    assert (merge.by, merge.score, merge.verdict) == ("user", 1.0, "same")
    assert merge.reason == "identity.yaml:2 says so (in a.txt)"


def test_different_parts_names_that_rules_join(tmp_path: Path, briefing: Write) -> None:
    found = [briefing("a.txt", [(ORGANISATION, "Acme Group")]), briefing("b.txt", [(ORGANISATION, "Acme")])]
    assert len(solve(found, Decisions()).entities) == 1
    resolution = solve(found, decisions_in(tmp_path, "different:\n  - [Acme Group, Acme]\n"))
    assert len(resolution.entities) == 2
    assert [(m.verdict, m.by) for m in resolution.merges if m.by == "user"] == [("different", "user")]


def test_namesakes_are_told_apart_by_document(tmp_path: Path, briefing: Write) -> None:
    found = [briefing(n, [(PERSON, "Ossian Smyth")]) for n in ("a.txt", "b.txt", "c.txt")]
    text = "different:\n  - {names: [Ossian Smyth], documents: [a.txt, c.txt]}\n"
    entities = solve(found, decisions_in(tmp_path, text)).entities
    assert len(entities) == 2
    assert not any({"a.txt", "c.txt"} <= set(e.documents) for e in entities)
    assert len({e.iri for e in entities}) == 2


def test_namesakes_may_be_given_name_by_name(tmp_path: Path, briefing: Write) -> None:
    found = [briefing(n, [(PERSON, "Ossian Smyth")]) for n in ("a.txt", "b.txt")]
    text = "different:\n  - {names: [Ossian Smyth, Ossian Smyth], documents: [a.txt, b.txt]}\n"
    assert len(solve(found, decisions_in(tmp_path, text)).entities) == 2


def test_iris_of_the_graph_serve_as_names(tmp_path: Path, briefing: Write) -> None:
    found = [briefing("a.txt", [(PERSON, "Frank Law")]), briefing("b.txt", [(PERSON, "Law Yuet-wing")])]
    iris = [e.iri for e in solve(found, Decisions()).entities]
    resolution = solve(found, decisions_in(tmp_path, f"same:\n  - ['{iris[0]}', '{iris[1]}']\n"))
    assert len(resolution.entities) == 1
    assert set(iris) <= {resolution.entities[0].iri, *resolution.entities[0].former}


def test_the_iri_of_a_namesake_still_leads_to_it_after_a_merge(tmp_path: Path, briefing: Write) -> None:
    found = [
        briefing("a.txt", [(PERSON, "John Lee {of: Lantern Bank}")]),
        briefing("b.txt", [(PERSON, "John Lee {of: Tidewater Power}")]),
    ]
    before = [e.iri for e in solve(found, Decisions()).entities if e.type is PERSON]
    assert len(before) == 2
    text = "same:\n  - {names: [John Lee], documents: [a.txt, b.txt]}\n"
    (after,) = [e for e in solve(found, decisions_in(tmp_path, text)).entities if e.type is PERSON]
    assert set(before) == {after.iri, *after.former}


def test_the_iris_of_two_incidents_of_one_document_lead_to_each(tmp_path: Path, briefing: Write) -> None:
    kinds = ("fraud", "outage", "ddos")
    found = [briefing("a.txt", [(INCIDENT, f"~ {{hit: Lantern; kind: {k}; on: 2024-01}}") for k in kinds])]
    told = told_of(solve(found, Decisions()))
    assert sorted(told.values()) == [["ddos"], ["fraud"], ["outage"]]
    for one, other in combinations(told, 2):
        decisions = decisions_in(tmp_path, f'same:\n  - ["{one}", "{other}"]\n')
        assert sorted(told[one] + told[other]) in told_of(solve(found, decisions)).values()


def told_of(resolution: Resolution) -> dict[str, list[str]]:
    """The types of each incident, sorted."""
    told: dict[str, list[str]] = {}
    for fact in resolution.facts:
        if fact.predicate == "incidentType" and isinstance(fact.object, Literal):
            told.setdefault(fact.subject, []).append(fact.object.value)
    return {iri: sorted(types) for iri, types in told.items()}


def test_label_link_and_iri_reach_the_thing(tmp_path: Path, briefing: Write) -> None:
    found = [
        briefing("a.txt", [(ORGANISATION, "Hong Kong Cyberport Management Company Limited = Cyberport")])
    ]
    text = (
        "label:\n  Cyberport: Cyberport Hong Kong\n"
        "link:\n  Cyberport: https://www.wikidata.org/entity/Q1\n"
        "iri:\n  Cyberport: organisation/cyberport\n"
    )
    (entity,) = solve(found, decisions_in(tmp_path, text)).entities
    assert entity.label == "Cyberport Hong Kong"
    assert entity.aliases == ("Cyberport", "Hong Kong Cyberport Management Company Limited")
    assert entity.links == ("https://www.wikidata.org/entity/Q1",)
    assert entity.iri == "https://w3id.org/cyberkg/id/organisation/cyberport"
    assert "https://w3id.org/cyberkg/id/organisation/hong-kong-cyberport-management" in entity.former


def test_label_by_a_name_that_only_the_user_gives(tmp_path: Path, briefing: Write) -> None:
    text = "same:\n  - [Raymond Siu, Siu Chak-yee]\nlabel:\n  Siu Chak-yee: R. Siu\n"
    (entity,) = solve([briefing("a.txt", [(PERSON, "Raymond Siu")])], decisions_in(tmp_path, text)).entities
    assert entity.label == "R. Siu"


def test_a_decision_about_nothing_known_is_reported_and_kept(tmp_path: Path, briefing: Write) -> None:
    text = "same:\n  - [Ann Nobody, Bea Nowhere]\nlabel:\n  Nil: Nought\n"
    resolution = solve([briefing("a.txt", [(PERSON, "David Ip")])], decisions_in(tmp_path, text))
    assert resolution.warnings == ()
    assert [w.names for w in resolution.waiting] == [("Ann Nobody", "Bea Nowhere"), ("Nil",)]
    told = "nothing is called Ann Nobody or Bea Nowhere; the decision waits for it"
    assert str(resolution.waiting[0]) == f"{tmp_path / 'identity.yaml'}:2: {told}"


def test_a_label_for_several_things_is_reported(tmp_path: Path, briefing: Write) -> None:
    found = [briefing("a.txt", [(PERSON, "Ann Lee")]), briefing("b.txt", [(ORGANISATION, "Ann Lee")])]
    resolution = solve(found, decisions_in(tmp_path, "label:\n  Ann Lee: Anne Lee\n"))
    assert ["2 things are called Ann Lee; give the IRI of one" in w for w in resolution.warnings] == [True]


def test_a_full_name_comes_before_another_name_of_others(tmp_path: Path, briefing: Write) -> None:
    found = [
        briefing("a.txt", [(ORGANISATION, "Cyberport")]),
        briefing("b.txt", [(ORGANISATION, "Harbour Data Centre = Cyberport")]),
    ]
    text = "different:\n  - [Cyberport, Harbour Data Centre]\nlink:\n  Cyberport: https://example.org/c\n"
    resolution = solve(found, decisions_in(tmp_path, text))
    assert [e.label for e in resolution.entities if e.links] == ["Cyberport"]


def test_one_iri_for_two_things_is_refused(tmp_path: Path, briefing: Write) -> None:
    found = [briefing("a.txt", [(PERSON, "David Ip"), (PERSON, "Dicky Wong")])]
    with pytest.raises(InputError, match="is given to two things"):
        solve(found, decisions_in(tmp_path, "iri:\n  David Ip: person/x\n  Dicky Wong: person/x\n"))


def test_what_a_briefing_itself_joins_is_not_parted_but_reported(tmp_path: Path, briefing: Write) -> None:
    found = [briefing("a.txt", [(ORGANISATION, "ALPHV = BlackCat")])]
    resolution = solve(found, decisions_in(tmp_path, "different:\n  - [ALPHV, BlackCat]\n"))
    assert len(resolution.entities) == 1
    assert "a.txt itself gives ALPHV and BlackCat to one thing" in resolution.warnings[0]


def test_names_of_two_types_are_reported(tmp_path: Path, briefing: Write) -> None:
    found = [briefing("a.txt", [(PERSON, "Conti Smith"), (ORGANISATION, "Conti")])]
    resolution = solve(found, decisions_in(tmp_path, "same:\n  - [Conti Smith, Conti]\n"))
    assert len(resolution.entities) == 2
    assert "Organisation and Person, which are never one" in resolution.warnings[0]


def test_a_decision_outlives_new_briefings(tmp_path: Path, briefing: Write) -> None:
    decisions = decisions_in(tmp_path, "different:\n  - [Acme Group, Acme]\nsame:\n  - [Acme, Zenith]\n")
    found = [briefing("a.txt", [(ORGANISATION, "Acme Group")]), briefing("b.txt", [(ORGANISATION, "Acme")])]
    more = [*found, briefing("c.txt", [(ORGANISATION, "Zenith Limited"), (ORGANISATION, "The Acme Group")])]
    labels = {frozenset((e.label, *e.aliases)) for e in solve(more, decisions).entities}
    assert labels == {
        frozenset({"Acme Group", "The Acme Group"}),
        frozenset({"Acme"}),
        frozenset({"Zenith Limited"}),
    }
