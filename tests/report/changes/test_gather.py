"""Which briefings are the latest, and what counts as told before them."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from cyberkg.errors import UsageError
from cyberkg.report.changes import gather, tell

SAID = """
@ april.txt | 2024-04-30
Ada works for Bank. | P:Ada | holdsPost | O:Bank | | | clerk
Hack hit Bank. | I:Hack | victim | O:Bank
@ may.txt | 2024-05-01/2024-05-31
Hack hit 5. | I:Hack | affectedCount | 5
Ada came to Gala. | P:Ada | attended | E:Gala
@ notes.txt | | Notes without a date
Bela came to Gala. | P:Bela | attended | E:Gala
@ june-a.txt | 2024-06-30
Hack hit 7. | I:Hack | affectedCount | 7
Bela came to Gala. | P:Bela | attended | E:Gala
@ june-b.txt | 2024-06-30
Ada leads Bank. | P:Ada | holdsPost | O:Bank | | | head
Cy came to Ball. | P:Cy | attended | E:Ball
"""


@pytest.fixture(scope="module")
def store(telling: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = telling.store(telling.knowledge(SAID), tmp_path_factory.mktemp("changes"))
    assert isinstance(made, Path)
    return made


def test_the_latest_day_is_told_against_all_before(store: Path) -> None:
    news = gather(store)
    assert [briefing.name for briefing in news.briefings] == ["june-a.txt", "june-b.txt"]
    assert {told.sentence.quote for told in news.fresh} == {
        "Hack hit 7.", "Bela came to Gala.", "Ada leads Bank.", "Cy came to Ball.",
    }  # fmt: skip
    assert tell(news).paragraph == (
        "The 2 briefings of 30 June 2024 bring 1 new event, 1 new post and 1 value that differs from before. Ball took "
        "place. Cy attended it. Ada is now told to be head of Bank; the last post told before, on 30 April 2024, was "
        "clerk of Bank. For the incident “Hack”, the number affected is now told as 7; before, it was told as 5 (from 1 "
        "to 31 May 2024). Named for the first time is 1 person (Cy)."
    )


def test_since_takes_all_briefings_that_end_on_that_day_or_later(store: Path) -> None:
    assert [b.name for b in gather(store, "2024-05-20").briefings] == ["may.txt", "june-a.txt", "june-b.txt"]
    assert [b.name for b in gather(store, "2024-06").briefings] == ["june-a.txt", "june-b.txt"]
    assert len(gather(store, "2024").briefings) == 4
    assert tell(gather(store, "2025")).paragraph == "No briefing is of that time."


def test_a_malformed_day_is_said_in_one_line(store: Path) -> None:
    with pytest.raises(UsageError, match="--since cannot be 'June'; write a day, a month or a year"):
        gather(store, "June")


def test_a_graph_without_dates_needs_another_to_compare_with(telling: ModuleType, tmp_path: Path) -> None:
    undated = telling.store(telling.knowledge("@ a.txt |\ns. | P:Ada | attended | E:Gala"), tmp_path)
    with pytest.raises(
        UsageError, match="no briefing in this graph has a date; compare with an older graph: --against"
    ):
        gather(undated)
