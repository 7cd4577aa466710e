"""Persons of whom nothing tells who they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.lint.model import Briefing
from cyberkg.lint.people import check_people

Draft = Callable[..., Briefing]


def test_a_person_without_anything_is_told(draft: Draft) -> None:
    (finding,) = check_people(draft("Ms Petra Kowalczyk spoke at the Harbour Forum on 3 May 2024."))
    assert (finding.kind, finding.line, finding.column) == ("person-without-affiliation", 1, 1)
    assert finding.message == "nothing tells who Petra Kowalczyk is; give a post or an organisation"


@pytest.mark.parametrize(
    "text",
    [
        "Ms Petra Kowalczyk of Orchid Bank spoke.",
        "Ms Petra Kowalczyk, chair of Orchid Bank, spoke.",
        "Orchid Bank's chief executive Ms Petra Kowalczyk spoke.",
        "Ms Petra Kowalczyk, negotiator, spoke.",
        "Ms Petra Kowalczyk, who founded the prize, spoke.",
        "The comedian Ms Petra Kowalczyk spoke.",
        "Ms Petra Kowalczyk (Orchid Bank) spoke.",
        "Ms Petra Kowalczyk spoke. Later Ms Petra Kowalczyk, a lawyer, left.",
        "- Ms Petra Kowalczyk\n  Orchid Bank",
    ],
)
def test_a_person_with_a_word_beside_the_name_is_not(text: str, draft: Draft) -> None:
    assert list(check_people(draft(text))) == []
