"""Short forms that nothing spells out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.lint.acronyms import check_acronyms
from cyberkg.lint.model import Briefing

Draft = Callable[..., Briefing]


def found(briefing: Briefing) -> list[str]:
    return [finding.words for finding in check_acronyms(briefing)]


def test_a_short_form_is_told_once_where_it_stands_first(draft: Draft) -> None:
    (finding,) = check_acronyms(draft("The bank told the QTRB.\n\nThe QTRB came at once."))
    assert (finding.kind, finding.words, finding.line, finding.column) == ("unknown-acronym", "QTRB", 1, 19)


@pytest.mark.parametrize(
    "text",
    [
        "The Quality Test Review Board (QTRB) met. The QTRB agreed.",
        "The QTRB met. It is the Quality Test Review Board.",
        "The QTRB (Quality Test Review Board) met.",
        "Ministerio de Hacienda (QTRB) was hit.",
        "A gang called QTRB did it.",
        "QTRB, also known as Grey Heron, did it.",
        "The QTRB gang did it.",
        "A backdoor, QTRB, was found.",
        "The attack on QTRB Resorts lasted.",
        "The data protection authority QTRB was told.",
    ],
)
def test_a_short_form_that_the_text_explains_is_none(text: str, draft: Draft) -> None:
    assert found(draft(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The FBI and the CEO spoke of AI in the UK at 9 am UTC.",
        "Mr Alex CHAN and Baron CHAN Shun-ching came.",
        "PARIS, 3 May 2024 - The minister spoke.",
        "FOR INFORMATION ONLY\n\nThe bank was hit.",
        "The bank did NOT pay and you must STOP it.",
        "They lost USD 3 million and 40 GB.",
    ],
)
def test_what_everybody_knows_and_what_is_only_shouted_is_none(text: str, draft: Draft) -> None:
    assert found(draft(text)) == []


def test_what_the_graph_knows_is_none(draft: Draft) -> None:
    assert found(draft("The QTRB met.", known=frozenset({"qtrb"}))) == []
