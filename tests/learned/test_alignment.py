"""Within one document, each of the rules' referents is the network's that shares its name, its place or its facts."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from cyberkg.learned.alignment import align
from cyberkg.learned.candidate import Candidate
from cyberkg.model import Claim, Evidence, Literal, Reading, Referent, Span
from cyberkg.terms import EntityType, LiteralKind, Status

PERSON, BODY, INCIDENT = EntityType.PERSON, EntityType.ORGANISATION, EntityType.INCIDENT
EVIDENCE = Evidence("a.txt", 0, 1, "x")


def person(key: str, *names: str, at: Sequence[int] = ()) -> Referent:
    return Referent(key, PERSON, key, names, (), tuple(Span(n, n + 4) for n in at))


def body(key: str, *names: str, at: Sequence[int] = ()) -> Referent:
    return Referent(key, BODY, key, names, (), tuple(Span(n, n + 4) for n in at))


def incident(key: str, *, at: Sequence[int] = ()) -> Referent:
    return Referent(key, INCIDENT, key, (), (), tuple(Span(n, n + 4) for n in at))


def claim(subject: str, predicate: str, target: str | Literal) -> Claim:
    return Claim(subject, predicate, target, EVIDENCE)


def candidate(subject: str, predicate: str, target: str | Literal, chance: float = 0.9) -> Candidate:
    return Candidate(subject, predicate, target, EVIDENCE, Status.ASSERTED, chance=chance)


def aligned(
    ours: Sequence[Referent],
    theirs: Sequence[Referent],
    claims: Sequence[Claim] = (),
    candidates: Sequence[Candidate] = (),
) -> dict[str, str]:
    rules = Reading("a.txt", "rules", tuple(ours), tuple(claims))
    return align(rules, {r.key: r for r in theirs}, candidates)


def test_the_same_name_tells_more_than_the_same_place() -> None:
    ours = [body("r", "The Delta Bank", at=[0, 20])]
    assert aligned(ours, [body("n1", "Acme", at=[0, 20]), body("n2", "delta bank", at=[90])]) == {"r": "n2"}


def test_without_a_name_in_common_most_shared_mentions_tell() -> None:
    theirs = [body("n1", "Acme", at=[0]), body("n2", "Orchid", at=[22, 41]), body("n3", "Corner", at=[60])]
    assert aligned([body("r", "Delta", at=[1, 20, 40])], theirs) == {"r": "n2"}


def test_without_a_place_in_common_a_form_of_the_name_tells() -> None:
    theirs = [person("n1", "Kwame Boateng", at=[50]), person("n2", "Ada Tan", at=[60])]
    assert aligned([person("r", "Ms Tan", at=[0])], theirs) == {"r": "n2"}


def test_a_thing_of_another_type_is_another_thing() -> None:
    assert aligned([person("r", "Delta", at=[0])], [body("n", "Delta", at=[0])]) == {"r": "r"}


def test_what_has_no_match_gets_a_key_that_nobody_else_has() -> None:
    theirs = [person("person:tan", "Kwame Boateng"), person("person:tan-2", "Li Wei")]
    assert aligned([person("person:tan", "Tan")], theirs) == {"person:tan": "person:tan-2-2"}


def test_two_without_a_match_stay_two() -> None:
    ours = [person("person:tan", "Tan"), person("person:tan-2", "Ana Cruz")]
    found = aligned(ours, [person("person:tan", "Kwame Boateng")])
    assert len({*found.values(), "person:tan"}) == 3


def test_an_incident_is_the_one_with_its_facts_not_the_one_in_its_sentence() -> None:
    ours = [incident("r", at=[0]), body("bank", "Delta Bank")]
    theirs = [incident("n1", at=[0]), incident("n2", at=[90]), body("delta", "Delta Bank")]
    facts = [candidate("n2", "victim", "delta")]
    assert aligned(ours, theirs, [claim("r", "victim", "bank")], facts)["r"] == "n2"


def test_values_are_facts_in_common_whatever_their_case() -> None:
    ours, theirs = [incident("r")], [incident("n1"), incident("n2")]
    told = [claim("r", "compromisedData", Literal("The Names of staff", LiteralKind.TEXT))]
    facts = [candidate("n2", "compromisedData", Literal("names of Staff", LiteralKind.TEXT))]
    assert aligned(ours, theirs, told, facts) == {"r": "n2"}


def test_incidents_with_different_victims_are_two_wherever_they_stand() -> None:
    ours = [incident("r", at=[0]), body("bank", "Delta Bank")]
    theirs = [incident("n", at=[0]), body("shop", "Corner Shop")]
    facts = [candidate("n", "victim", "shop")]
    assert aligned(ours, theirs, [claim("r", "victim", "bank")], facts)["r"] == "r"


def test_what_the_network_deems_unlikely_tells_nothing() -> None:
    ours = [incident("r", at=[0]), body("bank", "Delta Bank")]
    theirs = [incident("n", at=[0]), body("shop", "Corner Shop")]
    facts = [candidate("n", "victim", "shop", chance=0.2)]
    assert aligned(ours, theirs, [claim("r", "victim", "bank")], facts)["r"] == "n"


def test_two_incidents_of_the_rules_are_never_one_of_the_network() -> None:
    found = aligned([incident("r1", at=[0, 10]), incident("r2", at=[0])], [incident("n", at=[0, 10])])
    assert found == {"r1": "n", "r2": "r2"}


MAKERS = (person, body, lambda key, *_, at: incident(key, at=at))
# Few keys, names and places, so that they often meet.
KEYS = ("k", "k-2", "k-2-2", "m")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(MAKERS), st.sampled_from(["Ada Tan", "Tan", "Acme"]), st.sampled_from([0, 3, 10])
    ),
    max_size=len(KEYS),
).map(lambda rows: [make(key, name, at=[at]) for key, (make, name, at) in zip(KEYS, rows, strict=False)])


@given(ROWS, ROWS)
def test_all_are_aligned_in_their_type_and_none_is_lost(ours: list[Referent], theirs: list[Referent]) -> None:
    found = aligned(ours, theirs)
    types = {r.key: r.type for r in theirs}
    assert found.keys() == {r.key for r in ours}
    matched = {r.key for r in ours if found[r.key] in types}
    assert all(types[found[r.key]] is r.type for r in ours if r.key in matched)
    alone = [found[r.key] for r in ours if r.key not in matched]
    assert len(alone) == len(set(alone))
    incidents = [found[r.key] for r in ours if r.type is INCIDENT]
    assert len(incidents) == len(set(incidents))
