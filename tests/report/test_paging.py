"""A long report shows its beginning, says how much that is, and is the same as the whole one as far as it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cyberkg.report import Report, attendance, calendar, incidents, timeline
from cyberkg.report.paging import LONG, PAGE, cut

Ask = Callable[[Path, int | None], Report]
ATTENDED: dict[str, Ask] = {
    "event": lambda store, limit: attendance(store, "event", limit=limit),
    "person": lambda store, limit: attendance(store, "person", limit=limit),
    "organisation": lambda store, limit: attendance(store, "organisation", limit=limit),
    "speakers": lambda store, limit: attendance(store, "person", {"role": "speaker"}, limit=limit),
    "of one bank": lambda store, limit: attendance(
        store, "organisation", {"organisation": "Orchid Bank"}, limit=limit
    ),
    "timeline": lambda store, limit: timeline(store, limit=limit),
    "calendar": lambda store, limit: calendar(store, limit=limit),
}
HAPPENED: dict[str, Ask] = {
    by: lambda store, limit, by=by: incidents(store, by, limit=limit)  # type: ignore[misc]
    for by in ("period", "type", "victim", "attacker", "affected", "ransom")
}


def lines(report: Report) -> list[tuple[str, object]]:
    return [(section.heading, row) for section in report.sections for row in section.rows]


def check(ask: Ask, store: Path) -> None:
    whole = ask(store, 0)
    total = len(lines(whole))
    assert lines(ask(store, None)) == lines(whole)
    for limit in {1, total // 2}:
        page = ask(store, limit)
        shown = lines(page)
        assert shown == lines(whole)[: len(shown)]
        assert limit <= len(shown) <= total
        told = [note for note in page.notes if note.startswith("Showing")]
        assert told == (
            [f"Showing {len(shown)} of {total} rows; --all shows all of them."] if len(shown) < total else []
        )


@pytest.mark.parametrize("name", ATTENDED)
def test_a_page_of_who_attended_is_the_start_of_all(store: Path, name: str) -> None:
    check(ATTENDED[name], store)


@pytest.mark.parametrize("name", HAPPENED)
def test_a_page_of_incidents_is_the_start_of_all(happened: Path, name: str) -> None:
    check(HAPPENED[name], happened)


def test_only_a_long_report_is_cut_where_nobody_says_how_much() -> None:
    assert cut([(n, 1) for n in range(LONG)], None).whole
    assert cut([(n, 1) for n in range(LONG + 1)], None).shown == PAGE
