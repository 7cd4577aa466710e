"""Facts that two readers do not agree on, as questions about a graph."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cyberkg.identity import Decisions
from cyberkg.llm import Difference, Side
from cyberkg.model import Knowledge
from cyberkg.review import FactQuestion, Verdict, find_questions

MAY = "may.md"
OPENED = "Harbour Forum opened on 3 May 2024."
SPOKE = "Ms Ada Tan of Orchid Bank spoke at the Harbour Forum."
DAY = Side("Harbour Forum", "Event", "eventDate", "2024-05-03", "date", "", "asserted", OPENED, 0, 35, 0.5)
CAME = Side(
    "Ada Tan",
    "Person",
    "attended",
    "Harbour Forum",
    "Event",
    "",
    "planned",
    SPOKE,
    36,
    89,
    0.6,
    "Orchid Bank",
)
OTHER_DAY = replace(DAY, object="2024-05-04", confidence=0.4)
PAIR = Difference(MAY, "object", DAY, OTHER_DAY)
MISSING = Difference(MAY, "second", None, CAME)


def asked(
    knowledge: Knowledge, *differences: Difference, given: tuple[Verdict, ...] = ()
) -> list[FactQuestion]:
    """Ask about one document's graph, in which nothing else is doubtful."""
    facts = tuple(replace(f, confidence=0.9) for f in knowledge.facts if f.evidence.document == MAY)
    found = find_questions(replace(knowledge, facts=facts, merges=()), Decisions(), given, 0.0, differences)
    return [q for q in found if isinstance(q, FactQuestion)]


def test_fact_that_the_readers_have_otherwise_is_asked_with_the_other_version(knowledge: Knowledge) -> None:
    (question,) = asked(knowledge, PAIR)
    assert (question.doubt, question.words) == (0.1, "Harbour Forum took place on 2024-05-03")
    assert question.other is not None
    assert (question.other.words, question.other.confidence) == (
        "Harbour Forum took place on 2024-05-04",
        0.4,
    )
    assert (question.only, question.absent) == ("", False)


def test_fact_that_only_the_model_has_is_asked(knowledge: Knowledge) -> None:
    (question,) = asked(knowledge, Difference(MAY, "first", DAY, None))
    assert (question.only, question.absent, question.other) == ("the language model", False, None)


def test_fact_that_the_graph_lacks_is_as_doubtful_as_it_is_likely(knowledge: Knowledge) -> None:
    (question,) = asked(knowledge, MISSING)
    assert (question.doubt, question.absent, question.only) == (0.6, True, "the built-in reader")
    assert question.words == "Ada Tan attended Harbour Forum, representing Orchid Bank"
    assert question.verdict == Verdict(
        MAY, "Ada Tan", "attended", "Harbour Forum", SPOKE, right=True, represents="Orchid Bank"
    )


def test_the_worst_comes_first(knowledge: Knowledge) -> None:
    assert [q.doubt for q in asked(knowledge, PAIR, MISSING)] == [0.6, 0.1]


@pytest.mark.parametrize("right", [True, False])
def test_answered_questions_are_not_asked_again(knowledge: Knowledge, right: bool) -> None:
    (missing,) = asked(knowledge, MISSING)
    (pair,) = asked(knowledge, PAIR)
    assert pair.other is not None
    for verdict, difference in ((missing.verdict, MISSING), (pair.verdict, PAIR), (pair.other.verdict, PAIR)):
        assert asked(knowledge, difference, given=(replace(verdict, right=right),)) == []


def test_versions_that_differ_in_status_are_told_apart_by_it(knowledge: Knowledge) -> None:
    (question,) = asked(knowledge, Difference(MAY, "status", DAY, replace(DAY, status="planned")))
    assert question.other is not None
    assert (question.verdict.status, question.other.verdict.status) == ("asserted", "planned")
    assert asked(knowledge, PAIR, given=(replace(question.other.verdict, right=False),)) != []


def test_what_the_graph_no_longer_has_is_not_asked(knowledge: Knowledge) -> None:
    gone = replace(DAY, object="2024-05-09")
    assert asked(knowledge, Difference(MAY, "first", gone, None)) == []
