from __future__ import annotations

import dataclasses

import pyoxigraph as ox
import pytest

from cyberkg.check import Problem, Severity, validate, validate_quads
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Period
from cyberkg.rdf.encode import encode
from cyberkg.rdf.shacl import SHAPES
from cyberkg.terms import EntityType, LiteralKind, Status

NAME = "issue-7.txt"
TAN = Iri(f"{DEFAULT_BASE}person/ada-tan")
BANK = Iri(f"{DEFAULT_BASE}organisation/orchid-bank")
FORUM = Iri(f"{DEFAULT_BASE}event/harbour-forum")
TEXT = "Ms Tan of Orchid Bank spoke. Harbour Forum was on 3 May."
SPOKE = Evidence(NAME, 0, 28, TEXT[:28])
DATED = Evidence(NAME, 29, 56, TEXT[29:])


def dated(date: str, status: Status = Status.ASSERTED, place: Evidence = DATED) -> Fact:
    return Fact(FORUM, "eventDate", Literal(date, LiteralKind.DATE), place, "rules", status)


@pytest.fixture
def sound() -> Knowledge:
    """One briefing with nothing wrong."""
    return Knowledge(
        documents=(Document(NAME, TEXT, date=Period("2024-05", "2024-05")),),
        entities=(
            Entity(TAN, EntityType.PERSON, "Ada Tan", documents=(NAME,)),
            Entity(BANK, EntityType.ORGANISATION, "Orchid Bank", documents=(NAME,)),
            Entity(FORUM, EntityType.EVENT, "Harbour Forum", documents=(NAME,)),
        ),
        facts=(
            Fact(TAN, "affiliatedWith", BANK, SPOKE, "rules"),
            Fact(TAN, "spokeAt", FORUM, SPOKE, "rules", represents=BANK),
            dated("2024-05-03"),
        ),
    )


def plus(knowledge: Knowledge, *facts: Fact) -> Knowledge:
    return dataclasses.replace(knowledge, facts=(*knowledge.facts, *facts))


def found(knowledge: Knowledge, rule: str) -> list[Problem]:
    return [problem for problem in validate(knowledge) if problem.rule == f"{SHAPES}{rule}"]


def test_nothing_is_said_where_nothing_is_wrong(sound: Knowledge) -> None:
    assert validate(sound) == ()


def test_a_quote_that_is_not_in_the_text_is_a_violation(sound: Knowledge) -> None:
    wrong = Fact(TAN, "attended", FORUM, Evidence(NAME, 0, 28, "Ms Tan of Orchid Bank slept."), "rules")
    assert validate(plus(sound, wrong)) == (
        Problem(
            severity=Severity.VIOLATION,
            rule=Iri(f"{SHAPES}quote-in-text"),
            subject="Ada Tan attended Harbour Forum",
            message="The text says “Ms Tan of Orchid Bank slept.”, but the briefing has other words at that place"
            " (Ms Tan of Orchid Bank spoke.).",
            document=NAME,
        ),
    )


def test_quotes_are_not_compared_with_a_text_that_is_not_there(sound: Knowledge) -> None:
    assert validate_quads(encode(sound), {}) == ()
    assert len(validate_quads(encode(sound), {NAME: TEXT.upper()})) == 3


def test_a_period_that_ends_before_it_begins_is_a_violation(sound: Knowledge) -> None:
    (problem,) = found(plus(sound, dated("2024-05-09/2024-05-03")), "date-order")
    assert problem.message == (
        "The text says “Harbour Forum was on 3 May.”, but the period ends before it begins (2024-05-09/2024-05-03)."
    )


@pytest.mark.parametrize(
    ("date", "ordered"),
    [
        ("2024/2024-05-03", True),
        ("2024-05/2024-05-03", True),
        ("2024-05/2024-04", False),
        ("2024-05-03/2023", False),
    ],
)
def test_partial_dates_are_compared_by_the_days_they_can_mean(
    sound: Knowledge, date: str, ordered: bool
) -> None:
    assert (found(plus(sound, dated(date)), "date-order") == []) is ordered


def test_a_briefing_whose_period_is_upside_down_is_told(sound: Knowledge) -> None:
    document = dataclasses.replace(sound.documents[0], date=Period("2024-06", "2024-05"))
    (problem,) = found(dataclasses.replace(sound, documents=(document,)), "date-order")
    assert (problem.subject, problem.message) == (NAME, "The period ends before it begins.")


def test_a_date_of_no_calendar_is_told(sound: Knowledge) -> None:
    (problem,) = found(plus(sound, dated("2024-02-30")), "date-form")
    assert problem.message.endswith("but that is no date of the calendar (2024-02-30).")


def test_nobody_was_at_what_is_still_to_come(sound: Knowledge) -> None:
    future = dataclasses.replace(sound, facts=(sound.facts[1], dated("2024-06-01", Status.PLANNED)))
    (problem,) = found(future, "future-as-fact")
    assert problem.severity is Severity.WARNING
    assert problem.subject == "Ada Tan spoke at Harbour Forum"
    assert problem.message == (
        "The text says “Ms Tan of Orchid Bank spoke.”, but at the time of the briefing that was still to come"
        " (2024-06-01)."
    )


def test_what_was_over_is_no_plan(sound: Knowledge) -> None:
    plan = dataclasses.replace(sound.facts[1], status=Status.PLANNED)
    past = dataclasses.replace(sound, facts=(plan, dated("2024-04-30")))
    (problem,) = found(past, "past-as-plan")
    assert problem.message.endswith("but at the time of the briefing that was over (2024-04-30).")
    assert found(dataclasses.replace(past, facts=(plan, dated("2024"))), "past-as-plan") == []


def test_the_same_stated_and_denied_is_told_with_both_sentences(sound: Knowledge) -> None:
    denied = dataclasses.replace(sound.facts[1], status=Status.DENIED, evidence=DATED)
    (problem,) = found(plus(sound, denied), "stated-and-denied")
    assert problem.message == (
        "The text says “Harbour Forum was on 3 May.”, but the same is stated as a fact"
        " (issue-7.txt: Ms Tan of Orchid Bank spoke.)."
    )


def test_two_nodes_with_one_name_are_told(sound: Knowledge) -> None:
    twin = Entity(Iri(f"{TAN}-2"), EntityType.PERSON, "ADA TAN", documents=(NAME,))
    (problem,) = found(dataclasses.replace(sound, entities=(*sound.entities, twin)), "label-unique")
    assert problem.severity is Severity.WARNING
    assert problem.message == f"Another node of the same type has the same name ({TAN}, {TAN}-2)."


def test_a_broken_shape_is_told_with_the_sentence_about_it(sound: Knowledge) -> None:
    (problem,) = found(plus(sound, Fact(TAN, "attended", BANK, SPOKE, "rules")), "object-event")
    assert problem == Problem(
        severity=Severity.VIOLATION,
        rule=Iri(f"{SHAPES}object-event"),
        subject="Orchid Bank",
        message="The text says “Ms Tan of Orchid Bank spoke.”, but what was attended, organised or supported is no event.",
        document=NAME,
    )


def test_dates_that_contradict_each_other_quote_a_sentence_about_the_date(sound: Knowledge) -> None:
    (problem,) = found(plus(sound, dated("2024-05-09")), "event-date-agrees")
    assert problem.message == (
        "The text says “Harbour Forum was on 3 May.”, but the event has dates that cannot all be right (2024-05-09)."
    )


def test_a_problem_of_the_graph_that_reading_back_meets_is_told(sound: Knowledge) -> None:
    quads = [quad for quad in encode(sound) if not quad.predicate.value.endswith("prefLabel")]
    problems = validate_quads(quads, {})
    assert [p.message for p in problems if p.rule == f"{SHAPES}readable"] == [
        f"The graph cannot be read back ({TAN} has no http://www.w3.org/2004/02/skos/core#prefLabel)."
    ]
    assert {p.subject for p in problems if p.rule == f"{SHAPES}entity-label"} == {TAN, BANK, FORUM}


def test_a_document_that_is_cited_and_is_no_briefing_breaks_nothing(sound: Knowledge) -> None:
    quads = [quad for quad in encode(sound) if not str(quad.object).endswith("cyberkg/Briefing>")]
    assert f"{SHAPES}claim-source" in {problem.rule for problem in validate_quads(quads, {NAME: TEXT})}


def test_a_claim_about_itself_is_named_without_end(sound: Knowledge) -> None:
    quads = list(encode(sound))
    claim = next(quad for quad in quads if str(quad.object).endswith("cyberkg/Claim>"))
    subject = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject")
    problems = validate_quads([*quads, ox.Quad(claim.subject, subject, claim.subject, claim.graph_name)], {})
    assert f"{SHAPES}claim-subject" in {problem.rule for problem in problems}


def test_violations_come_first_then_warnings_then_info(sound: Knowledge) -> None:
    twin = Entity(Iri(f"{TAN}-2"), EntityType.PERSON, "Ada Tan", documents=(NAME,))
    broken = dataclasses.replace(plus(sound, dated("2024-02-30")), entities=(*sound.entities, twin))
    severities = [problem.severity for problem in validate(broken)]
    assert severities == [Severity.VIOLATION, Severity.WARNING, Severity.INFO]


def test_long_sentences_lose_their_middle(sound: Knowledge) -> None:
    text = "Ms Tan " + "very " * 100 + "often spoke."
    document = dataclasses.replace(sound.documents[0], text=text)
    fact = Fact(TAN, "attended", BANK, Evidence(NAME, 0, len(text), text), "rules")
    (problem,) = found(dataclasses.replace(sound, documents=(document,), facts=(fact,)), "object-event")
    assert len(problem.message) < 340
    assert "Ms Tan very" in problem.message
    assert "very … very" in problem.message
    assert "often spoke.”, but" in problem.message


@pytest.mark.slow
def test_thirteen_briefings_are_checked_within_half_a_minute(sound: Knowledge) -> None:
    import time

    documents, facts = [], []
    for number in range(13):
        name = f"issue-{number}.txt"
        documents.append(dataclasses.replace(sound.documents[0], name=name, text=TEXT * 60))
        for at in range(60):
            place = Evidence(name, at * 56, at * 56 + 28, SPOKE.quote)
            facts.append(dataclasses.replace(sound.facts[1], subject=Iri(f"{TAN}-{at}"), evidence=place))
    entities = tuple(
        Entity(
            Iri(f"{TAN}-{at}"), EntityType.PERSON, f"Ada Tan {at}", documents=tuple(d.name for d in documents)
        )
        for at in range(60)
    )
    whole = Knowledge(tuple(documents), (*sound.entities[1:], *entities), tuple(facts))
    whole = dataclasses.replace(
        whole,
        entities=tuple(
            dataclasses.replace(e, documents=tuple(d.name for d in documents)) for e in whole.entities
        ),
    )
    start = time.process_time()
    problems = validate(whole)
    assert time.process_time() - start < 30  # some eight seconds on an idle core, more where cores are shared
    assert {problem.severity for problem in problems} == {Severity.INFO}


def test_a_sentence_without_words_is_told_as_the_fact_that_rests_on_it(sound: Knowledge) -> None:
    quads = [quad for quad in encode(sound) if not quad.predicate.value.endswith("#start")]
    (problem, _) = (p for p in validate_quads(quads, {}) if p.rule == f"{SHAPES}position-start")
    assert problem.subject == "Harbour Forum was on 3 May."
    assert problem.message == (
        "The text says “Harbour Forum was on 3 May.”, but the place of the sentence does not start, or not before its"
        " end."
    )
