"""Events past and planned, month by month: the rows of ``calendar.rq``, also for a calendar program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.results import Term
from cyberkg.rdf.values import day_bounds
from cyberkg.report.asking import Filters, ask, understand
from cyberkg.report.model import Report, Row, Section
from cyberkg.report.periods import UNDATED
from cyberkg.report.things import Thing, gather
from cyberkg.report.timeline import by_start, dated_page
from cyberkg.report.values import surest

__all__ = ["calendar"]

_COLUMNS = ("date", "event", "place", "theme", "organiser", "status", "told")
_NOTE = (
    "Events without a date are left out. ≠ stands between dates that contradict each other; the earliest counts."
    " Told: the day of the last briefing that tells of the event."
)


def calendar(
    store_path: Path, filters: Filters | None = None, base: str = DEFAULT_BASE, *, limit: int | None = 0
) -> Report:
    """Ask which events there were, and are to be.

    :param filters: values for the parameters of ``calendar.rq``.
    :param limit: rows at the most, as for a timeline.
    :raises UsageError: where a name is unknown (with the nearest ones) or a value is malformed.
    """
    terms = understand(store_path, "calendar", filters, base)
    same: dict[str, Sequence[Term]] = {
        **{name: terms[name] for name in ("from", "to") if name in terms},
        "kind": (Term("event"),),
    }
    page = dated_page(store_path, {**same, "thing": terms.get("event", ())}, base, limit)
    if page and not page.whole:
        terms = {**terms, "event": page.keys}
    records = ask(store_path, "calendar", terms, base)
    told: dict[str, str] = {}
    for record in records:
        bounds = day_bounds(record["told"])
        if bounds is not None:
            told[record["event"]] = max(told.get(record["event"], ""), bounds[1].isoformat())
    dated = [thing for thing in gather(records, "event") if thing.date != UNDATED]
    sections = tuple(
        Section(month, "", tuple(_row(thing, told.get(thing.iri, "")) for thing in things))
        for month, things in by_start(dated, 7)
    )
    notes = (*(page.notes if page else ()), *((_NOTE,) if sections else ()))
    return Report("Calendar", "calendar", "month", _COLUMNS, sections, notes=notes)


def _row(thing: Thing, told: str) -> Row:
    cells = (
        thing.cell("date", single=True),
        thing.label,
        thing.cell("place"),
        thing.cell("theme"),
        thing.cell("organiser"),
        str(surest(thing.claimed("date"))),
        told,
    )
    iris = ("", thing.iri, thing.iri_of("place"), "", thing.iri_of("organiser"), "", "")
    return Row(cells, thing.sentences, iris, thing.dates)
