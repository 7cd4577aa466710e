"""Events and incidents in order of date: the rows of ``timeline.rq``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.results import Term
from cyberkg.report.asking import Filters, ask, understand
from cyberkg.report.model import Report, Row, Section
from cyberkg.report.paging import Page, cut
from cyberkg.report.periods import UNDATED
from cyberkg.report.things import Thing, gather, unsaid
from cyberkg.report.values import surest

__all__ = ["by_start", "dated_page", "timeline"]

_COLUMNS = ("date", "kind", "what", "details", "status")
_NOTE = (
    "What has no date is left out. ≠ stands between dates that contradict each other; the earliest counts."
)


def timeline(
    store_path: Path, filters: Filters | None = None, base: str = DEFAULT_BASE, *, limit: int | None = 0
) -> Report:
    """Ask what was when, year by year.

    :param filters: values for the parameters of ``timeline.rq``.
    :param limit: rows at the most, the earliest, which a note tells; 0 for all; None for as many as a first look wants.
    :raises UsageError: where a value is malformed.
    """
    terms = understand(store_path, "timeline", filters, base)
    page = dated_page(store_path, terms, base, limit)
    if page and not page.whole:
        terms = {**terms, "thing": page.keys}
    records = ask(store_path, "timeline", terms, base)
    dated = [thing for thing in gather(records, "thing") if thing.date != UNDATED]
    sections = tuple(
        Section(year, "", tuple(_row(thing) for thing in things)) for year, things in by_start(dated, 4)
    )
    notes = (*(page.notes if page else ()), *((_NOTE,) if records else ()))
    return Report("Timeline", "timeline", "year", _COLUMNS, sections, notes=notes)


def dated_page(
    store_path: Path, terms: Mapping[str, Sequence[Term]], base: str, limit: int | None
) -> Page[Term] | None:
    """Choose the earliest of the events and incidents that have a date.

    :param terms: for the parameters of ``timeline-dates.rq``.
    :param limit: how many; None for as many as a first look wants.
    :returns: their IRIs; None where ``limit`` is 0, which asks for all.
    """
    if limit == 0:
        return None
    things = gather((unsaid(record) for record in ask(store_path, "timeline-dates", terms, base)), "thing")
    return cut(((Term(thing.iri, "iri"), 1) for thing in things if thing.date != UNDATED), limit)


def by_start(dated: Iterable[Thing], length: int) -> list[tuple[str, Sequence[Thing]]]:
    """Group things by so many characters of their earliest date: 4 for years, 7 for months."""
    groups: dict[str, list[Thing]] = {}
    for thing in dated:
        groups.setdefault(thing.date.partition("/")[0][:length], []).append(thing)
    return sorted(groups.items())


def _row(thing: Thing) -> Row:
    cells = (
        thing.cell("date", single=True),
        thing.kind,
        thing.label,
        thing.cell("place") if thing.kind == "event" else _deed(thing),
        str(surest(thing.claimed("date"))),
    )
    return Row(cells, thing.sentences, ("", "", thing.iri, "", ""), thing.dates)


def _deed(thing: Thing) -> str:
    """Say what an incident was: its types, whom it hit, and whose deed it is said to be."""
    parts = [thing.cell("type")]
    parts += [f"hit {thing.cell('victim')}"] if "victim" in thing.told else []
    parts += [f"by {thing.cell('attacker')}"] if "attacker" in thing.told else []
    return "; ".join(part for part in parts if part)
