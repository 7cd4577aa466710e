"""The news of a graph's own briefings: those since a day, or the latest, against all before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from cyberkg.errors import UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.results import Term
from cyberkg.rdf.values import day_bounds
from cyberkg.report.changes.model import News
from cyberkg.report.cited.asking import ask
from cyberkg.report.cited.told import Briefing, Thing, Told, local_name, read_told, time_key

__all__ = ["gather", "recent"]


def gather(store_path: Path, since: str = "", base: str = DEFAULT_BASE, until: str = "") -> News:
    """Ask what the latest dated briefings tell, and what was told before on the same subjects.

    :param since: a day, month or year: all briefings since its first day are taken; else those of the latest
        day that any briefing is of.
    :param until: a day, month or year: no briefing that begins after its last day is taken.
    :raises UsageError: where ``since`` or ``until`` is no date, or no briefing has one.
    :raises CyberkgError: as ``query.engine.run``.
    """
    records = ask(store_path, "briefings-read", {}, base).records()
    taken = recent([Briefing(row["document"], row["title"], row["date"]) for row in records], since, until)
    names = {briefing.name for briefing in taken}
    if not names:
        return News((), (), (), frozenset(), {})
    terms = {"recent": tuple(Term(name) for name in sorted(names))}
    told = read_told(ask(store_path, "changes", terms, base))
    named, known = _mentions(ask(store_path, "changes-mentions", terms, base).records(), names)
    fresh = tuple(t for t in told if t.briefing.name in names)
    return News(
        taken, fresh, tuple(t for t in told if t.briefing.name not in names), named | _ends(fresh), known
    )


def recent(briefings: Iterable[Briefing], since: str = "", until: str = "") -> tuple[Briefing, ...]:
    """Choose the briefings of a stretch of time, or without ``since`` those of its latest day; in order of time.

    :raises UsageError: where ``since`` or ``until`` is no date, or no briefing has one.
    """
    dated = {briefing: bounds for briefing in briefings if (bounds := day_bounds(briefing.date))}
    if not dated:
        raise UsageError(
            "no briefing in this graph has a date", hint="compare with an older graph: --against"
        )
    start, end = _day("--since", since), _day("--until", until)
    told = {b: days for b, days in dated.items() if end is None or days[0] <= end[1]}
    newest = max((last for _, last in told.values()), default=None)
    earliest = start[0] if start else newest
    taken = (b for b, (_, last) in told.items() if earliest is not None and last >= earliest)
    return tuple(sorted(taken, key=lambda briefing: (time_key(briefing.date), briefing)))


def _day(option: str, said: str) -> tuple[date, date] | None:
    """Read a day, month or year that the user gave: its first and last day; None where nothing was given."""
    bounds = day_bounds(said)
    if said and (bounds is None or "/" in said):
        raise UsageError(
            f"{option} cannot be {said!r}", hint="write a day, a month or a year: 2023-09-13, 2023-09"
        )
    return bounds


def _mentions(
    rows: Iterable[Mapping[str, str]], recent_names: set[str]
) -> tuple[frozenset[Thing], dict[str, Briefing]]:
    """Read who is spoken of, and for those who were before the first briefing that did."""
    named: set[Thing] = set()
    known: dict[str, Briefing] = {}
    for row in rows:
        named.add(Thing(row["label"], local_name(row["type"]), row["entity"]))
        if row["document"] not in recent_names:
            found = Briefing(row["document"], "", row["date"])
            first = known.get(row["entity"], found)
            known[row["entity"]] = min(first, found, key=lambda b: (time_key(b.date), b))
    return frozenset(named), known


def _ends(facts: Iterable[Told]) -> frozenset[Thing]:
    return frozenset(end for told in facts for end in told.ends if end.type)
