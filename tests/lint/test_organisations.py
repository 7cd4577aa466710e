"""Organisations that only a common noun names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.lint.model import Briefing
from cyberkg.lint.organisations import check_organisations

Draft = Callable[..., Briefing]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Data was stolen. The company said nothing.", "The company"),
        ("On 3 May the Ministry said nothing.", "the Ministry"),
    ],
)
def test_a_common_noun_that_stands_for_no_name_is_told(text: str, words: str, draft: Draft) -> None:
    (finding,) = check_organisations(draft(text))
    assert (finding.kind, finding.words) == ("unnamed-organisation", words)


@pytest.mark.parametrize(
    "text",
    [
        "Orchid Bank was hit. The company said nothing.",
        "The Ministry of Finance was hit. The Ministry said nothing.",
        "Harbour Hospital was hit, as the hospital said.",
        "The company of Ada Tan said nothing.",
        "## Orchid Bank is hit\n\nThe company said nothing.",
    ],
)
def test_a_common_noun_behind_a_name_is_not(text: str, draft: Draft) -> None:
    assert list(check_organisations(draft(text))) == []


def test_each_story_has_to_name_its_own(draft: Draft) -> None:
    text = "## One\n\nOrchid Bank was hit.\n\n## Two\n\nData was stolen. The firm said nothing."
    (finding,) = check_organisations(draft(text))
    assert finding.line == 7
