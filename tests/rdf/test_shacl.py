"""Every shape is broken once and seen to be reported."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from tests.rdf.oracle import as_written

from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Entity, Evidence, Fact, Iri, Knowledge, Literal, Merge
from cyberkg.rdf import vocab
from cyberkg.rdf.encode import Quads, encode
from cyberkg.rdf.resources import shapes_text
from cyberkg.rdf.shacl import SHAPES, Finding, load_rules, run_shapes
from cyberkg.terms import PREDICATES, EntityType, LiteralKind

TAN = f"{DEFAULT_BASE}person/ada-tan"
BANK = f"{DEFAULT_BASE}organisation/orchid-bank"
FORUM = f"{DEFAULT_BASE}event/harbour-forum"
ATTACK = f"{DEFAULT_BASE}incident/orchid"
HALL = f"{DEFAULT_BASE}place/hall"
GUIDE = f"{DEFAULT_BASE}work/guide"
BRIEFING = f"{DEFAULT_BASE}document/issue-7-txt"
SENTENCE = f"{BRIEFING}#char=0,72"
MONEY = f"{DEFAULT_BASE}money/six-figure"
PAID = f"{DEFAULT_BASE}money/5-USD"
DATA = f"{DEFAULT_BASE}quantity/400-GB"
Change = Callable[[list[ox.Quad]], list[ox.Quad]]


def test_nothing_is_found_where_nothing_is_wrong(rich: Knowledge) -> None:
    assert run_shapes(encode(rich)) == ()


def iri(text: str) -> ox.NamedNode:
    return ox.NamedNode(text)


def typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(datatype))


def subjects(quads: list[ox.Quad], who: str) -> set[str]:
    """Find subjects by IRI, or by type where ``who`` is a class; of claims the one of spokeAt."""
    if who == vocab.CLAIM:
        return {q.subject.value for q in quads if q.object == iri(vocab.SPOKE_AT)}  # type: ignore[union-attr]
    found = {q.subject.value for q in quads if (q.predicate, q.object) == (iri(vocab.RDF_TYPE), iri(who))}  # type: ignore[union-attr]
    return found or {who}


def drop(who: str, predicate: str) -> Change:
    def change(quads: list[ox.Quad]) -> list[ox.Quad]:
        whose = subjects(quads, who)
        return [q for q in quads if not (q.subject.value in whose and q.predicate.value == predicate)]  # type: ignore[union-attr]

    return change


def add(who: str, predicate: str, value: ox.NamedNode | ox.Literal) -> Change:
    def change(quads: list[ox.Quad]) -> list[ox.Quad]:
        whose = subjects(quads, who)
        graph = next(q.graph_name for q in quads if q.subject.value in whose)  # type: ignore[union-attr]
        return [*quads, *(ox.Quad(iri(one), iri(predicate), value, graph) for one in sorted(whose))]

    return change


def swap(who: str, predicate: str, value: ox.NamedNode | ox.Literal) -> Change:
    return lambda quads: add(who, predicate, value)(drop(who, predicate)(quads))


DECIMAL = vocab.XSD_DECIMAL
BREAKS: dict[str, Change] = {
    "claim-subject": add(vocab.CLAIM, vocab.RDF_SUBJECT, iri(BANK)),
    "claim-predicate": drop(vocab.CLAIM, vocab.RDF_PREDICATE),
    "claim-object": drop(vocab.CLAIM, vocab.RDF_OBJECT),
    "claim-evidence": drop(vocab.CLAIM, vocab.EVIDENCE),
    "claim-source": drop(vocab.CLAIM, vocab.PROV_WAS_QUOTED_FROM),
    "claim-reading": swap(vocab.CLAIM, vocab.PROV_WAS_GENERATED_BY, iri(BANK)),
    "claim-status": swap(vocab.CLAIM, vocab.STATUS, iri(f"{vocab.PREFIXES['ckg']}status-rumoured")),
    "claim-confidence": swap(vocab.CLAIM, vocab.CONFIDENCE, typed("1.5", DECIMAL)),
    "claim-doubtful": swap(vocab.CLAIM, vocab.CONFIDENCE, typed("0.25", DECIMAL)),
    "claim-represents": swap(vocab.CLAIM, vocab.REPRESENTS, iri(TAN)),
    "claim-marking": swap(vocab.CLAIM, vocab.MARKING, iri(vocab.STATUS_ASSERTED)),
    "part-source": drop(f"{SENTENCE};marked", vocab.OA_HAS_SOURCE),
    "part-selector": drop(f"{SENTENCE};marked", vocab.OA_HAS_SELECTOR),
    "part-marking": drop(f"{SENTENCE};marked", vocab.MARKING),
    "sentence-source": drop(SENTENCE, vocab.OA_HAS_SOURCE),
    "sentence-selectors": add(SENTENCE, vocab.OA_HAS_SELECTOR, iri(SENTENCE)),
    "quote-exact": swap(f"{SENTENCE};quote", vocab.OA_EXACT, ox.Literal("")),
    "position-start": swap(f"{SENTENCE};position", vocab.OA_END, typed("0", vocab.XSD_INTEGER)),
    "position-end": drop(f"{SENTENCE};position", vocab.OA_END),
    "participation-participant": swap(vocab.PARTICIPATION, vocab.PARTICIPANT, iri(FORUM)),
    "participation-event": swap(vocab.PARTICIPATION, vocab.AT_EVENT, iri(BANK)),
    "participation-role": swap(vocab.PARTICIPATION, vocab.ROLE, iri(vocab.STATUS_ASSERTED)),
    "participation-represents": add(vocab.PARTICIPATION, vocab.REPRESENTS, iri(TAN)),
    "participation-status": drop(vocab.PARTICIPATION, vocab.STATUS),
    "participation-claim": drop(vocab.PARTICIPATION, vocab.RESTS_ON),
    "tenure-holder": swap(vocab.TENURE, vocab.ORG_MEMBER, iri(BANK)),
    "tenure-organisation": add(vocab.TENURE, vocab.ORG_ORGANIZATION_PROPERTY, iri(FORUM)),
    "tenure-title": drop(vocab.TENURE, vocab.POST_TITLE),
    "tenure-status": drop(vocab.TENURE, vocab.STATUS),
    "tenure-claim": drop(vocab.TENURE, vocab.RESTS_ON),
    "entity-label": drop(TAN, vocab.SKOS_PREF_LABEL),
    "entity-alias": add(TAN, vocab.SKOS_ALT_LABEL, ox.Literal("Ada Tan")),
    "entity-wikidata": swap(TAN, vocab.SKOS_EXACT_MATCH, iri("https://www.wikidata.org/wiki/Q42")),
    "entity-wikidata-once": add(TAN, vocab.SKOS_EXACT_MATCH, iri("http://www.wikidata.org/entity/Q43")),
    "Person": add(TAN, vocab.RDF_TYPE, iri(vocab.ORGANISATION)),
    "Organisation": add(BANK, vocab.RDF_TYPE, iri(vocab.PLACE)),
    "Happening": add(FORUM, vocab.RDF_TYPE, iri(vocab.INCIDENT)),
    "PersonAffiliation": drop(TAN, vocab.HOLDS_POST),
    "event-date": drop(FORUM, vocab.EVENT_DATE),
    "event-date-agrees": add(
        FORUM, vocab.SEM_HAS_EARLIEST_BEGIN_TIME_STAMP, typed("2024-06-01", vocab.XSD_DATE)
    ),
    "incident-type": drop(ATTACK, vocab.INCIDENT_TYPE),
    "incident-type-known": add(ATTACK, vocab.INCIDENT_TYPE, ox.Literal("hacking")),
    "incident-victim": drop(ATTACK, vocab.VICTIM),
    "incident-date-agrees": add(
        ATTACK, vocab.SEM_HAS_LATEST_END_TIME_STAMP, typed("2023-01-01", vocab.XSD_DATE)
    ),
    "count-number": add(ATTACK, vocab.AFFECTED_COUNT, ox.Literal("many")),
    "money-words": drop(MONEY, vocab.RDF_VALUE),
    "money-value": swap(PAID, vocab.SCHEMA_VALUE, typed("-5", DECIMAL)),
    "money-currency": swap(PAID, vocab.SCHEMA_CURRENCY, ox.Literal("dollars")),
    "money-currency-known": swap(PAID, vocab.SCHEMA_CURRENCY, ox.Literal("XBT")),
    "money-bounds": swap(MONEY, vocab.SCHEMA_MIN_VALUE, typed("1000000", DECIMAL)),
    "quantity-words": drop(DATA, vocab.RDF_VALUE),
    "quantity-value": swap(DATA, vocab.SCHEMA_VALUE, typed("-1", DECIMAL)),
    "quantity-unit": drop(DATA, vocab.SCHEMA_UNIT_TEXT),
    "subject-person": add(BANK, vocab.HOLDS_POST, iri(BANK)),
    "subject-organisation": add(TAN, vocab.MEMBER_OF, iri(BANK)),
    "subject-agent": add(HALL, vocab.ATTENDED, iri(FORUM)),
    "subject-event": add(ATTACK, vocab.EVENT_PLACE, iri(HALL)),
    "subject-incident": add(FORUM, vocab.VICTIM, iri(BANK)),
    "object-organisation": add(TAN, vocab.AFFILIATED_WITH, iri(FORUM)),
    "object-agent": add(ATTACK, vocab.ATTACKER, iri(FORUM)),
    "object-event": add(TAN, vocab.ATTENDED, iri(ATTACK)),
    "object-place": add(FORUM, vocab.EVENT_PLACE, iri(BANK)),
    "object-work": add(BANK, vocab.SIGNED, iri(FORUM)),
    "briefing-name": drop(BRIEFING, vocab.DCTERMS_IDENTIFIER),
    "briefing-date": drop(BRIEFING, vocab.SCHEMA_TEMPORAL_COVERAGE),
    "briefing-sha256": swap(BRIEFING, vocab.SHA256, ox.Literal("ABC")),
    "briefing-marking": add(BRIEFING, vocab.MARKING, iri(vocab.MARKING_RED)),
    "decision-entity": drop(vocab.IDENTITY_DECISION, vocab.ABOUT_ENTITY),
    "decision-verdict": swap(vocab.IDENTITY_DECISION, vocab.VERDICT, ox.Literal("maybe")),
    "decision-unsure": swap(vocab.IDENTITY_DECISION, vocab.VERDICT, ox.Literal("unsure")),
    "decision-score": swap(vocab.IDENTITY_DECISION, vocab.SCORE, typed("7", DECIMAL)),
    "decision-by": drop(vocab.IDENTITY_DECISION, vocab.DECIDED_BY),
}


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_shape_is_reported(rich: Knowledge, rule: str) -> None:
    quads = BREAKS[rule](list(encode(rich)))
    found = run_shapes(quads)
    assert f"{SHAPES}{rule}" in {finding.rule for finding in found}
    told = {(finding.rule, finding.focus, finding.path, finding.value) for finding in found}
    assert told == as_written(quad.triple for quad in quads)


def test_every_shape_has_its_breaker_and_every_rule_its_words() -> None:
    lines = shapes_text().split("# What check.py looks at")[0]
    rules = {
        rule.removeprefix(SHAPES) for rule in load_rules() if f":{rule.removeprefix(SHAPES)} a sh:" in lines
    }
    assert rules == set(BREAKS)
    assert {rule.severity for rule in load_rules().values()} == {"Violation", "Warning", "Info"}


@pytest.mark.slow
def test_the_shapes_are_shapes() -> None:
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(data=shapes_text(), format="turtle")
    conforms, _, report = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, report


def test_shapes_and_contract_agree_on_the_ends_of_predicates() -> None:
    told = shapes_text()
    initials = {
        "person": "P",
        "organisation": "O",
        "agent": "PO",
        "event": "E",
        "incident": "I",
        "place": "L",
        "work": "W",
    }
    names = {"P": "Person", "O": "Organisation", "E": "Event", "I": "Incident", "L": "Place", "W": "Work"}
    for end in ("subject", "object"):
        for shape, letters in initials.items():
            if f":{end}-{shape} a" in told:
                block = told.split(f":{end}-{shape} a")[1].split(" .\n")[0]
                listed = {name for name in PREDICATES if f"ckg:{name}," in block or f"ckg:{name} ;" in block}
                wanted = {
                    name
                    for name, predicate in PREDICATES.items()
                    if (predicate.domain if end == "subject" else predicate.range)
                    == {names[one] for one in letters}
                }
                assert listed == wanted, (end, shape)


def test_what_another_briefing_tells_counts(rich: Knowledge) -> None:
    name = "issue-8.txt"
    later = dataclasses.replace(rich.documents[0], name=name)
    seven = ("issue-7.txt",)
    entities = tuple(dataclasses.replace(entity, documents=(*seven, name)) for entity in rich.entities)
    assert (
        run_shapes(encode(dataclasses.replace(rich, documents=(*rich.documents, later), entities=entities)))
        == ()
    )


def test_what_another_briefing_leads_to_is_known_by_name(rich: Knowledge) -> None:
    """Issue 8 speaks of Ada Tan alone; her bank, in which she has a post, comes with issue 7."""
    name = "issue-8.txt"
    later = dataclasses.replace(rich.documents[0], name=name)
    tan = dataclasses.replace(rich.entities[2], documents=("issue-7.txt", name))
    entities = (*rich.entities[:2], tan, *rich.entities[3:])
    assert (
        run_shapes(encode(dataclasses.replace(rich, documents=(later, *rich.documents), entities=entities)))
        == ()
    )
    earlier = dataclasses.replace(rich.documents[0], name="issue-6.txt")
    first = dataclasses.replace(tan, documents=("issue-6.txt", "issue-7.txt"))
    entities = (*rich.entities[:2], first, *rich.entities[3:])
    assert (
        run_shapes(encode(dataclasses.replace(rich, documents=(earlier, *rich.documents), entities=entities)))
        == ()
    )


def test_a_contradiction_of_two_briefings_is_found_once(rich: Knowledge) -> None:
    name = "issue-8.txt"
    later = dataclasses.replace(rich.documents[0], name=name, text="Forum on 1 June.")
    fact = Fact(
        Iri(FORUM),
        "eventDate",
        Literal("2024-06-01", LiteralKind.DATE),
        Evidence(name, 0, 5, "Forum"),
        "rules 3",
    )
    both = dataclasses.replace(rich, documents=(*rich.documents, later), facts=(*rich.facts, fact))
    assert run_shapes(encode(both)) == (
        Finding(
            graph=BRIEFING,
            rule=Iri(f"{SHAPES}event-date-agrees"),
            focus=FORUM,
            path=vocab.SEM_HAS_EARLIEST_BEGIN_TIME_STAMP,
            value="2024-06-01",
        ),
    )


def test_an_entity_of_no_briefing_is_looked_at(rich: Knowledge) -> None:
    lonely = Entity(Iri(f"{DEFAULT_BASE}place/nowhere"), EntityType.PLACE, "")
    found = run_shapes(encode(dataclasses.replace(rich, entities=(*rich.entities, lonely))))
    assert [(finding.graph, finding.rule, finding.focus) for finding in found] == [
        ("", f"{SHAPES}entity-label", lonely.iri)
    ]


def test_findings_do_not_depend_on_how_quads_come(rich: Knowledge) -> None:
    name = "issue-6.txt"
    earlier = dataclasses.replace(rich.documents[0], name=name)
    tan = dataclasses.replace(rich.entities[2], aliases=("Ada Tan",), documents=("issue-7.txt", name))
    broken = dataclasses.replace(
        rich,
        documents=(earlier, *rich.documents),
        entities=(*rich.entities[:2], tan, *rich.entities[3:]),
        merges=(Merge(Iri(TAN), name, "Ada", "Tan", "perhaps", 0.5, "", "rule"), *rich.merges),
    )
    whole = Quads(broken)
    mixed = sorted(whole, key=str)
    found = run_shapes(whole)
    assert [(f.graph.rpartition("/")[2], f.rule.removeprefix(SHAPES)) for f in found] == [
        ("", "decision-verdict"),
        ("issue-6-txt", "entity-alias"),
    ]
    assert run_shapes(iter(mixed)) == run_shapes(mixed) == run_shapes(mixed[::-1]) == found


@pytest.mark.parametrize("wrong", [0, 499, 500, 1200])
def test_of_many_identity_decisions_each_is_looked_at(rich: Knowledge, wrong: int) -> None:
    merges = tuple(
        Merge(Iri(TAN), "issue-7.txt", f"Tan {n:04}", "Tan", "same", 7.0 if n == wrong else 0.5, "", "rule")
        for n in range(1201)
    )
    (finding,) = run_shapes(Quads(dataclasses.replace(rich, merges=merges)))
    assert (finding.graph, finding.rule, finding.value) == ("", f"{SHAPES}decision-score", "7")
