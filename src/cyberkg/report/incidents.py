"""Incidents, one a row, with what briefings tell of each: the rows of ``incident-values.rq``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from cyberkg.errors import UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.results import Term
from cyberkg.report.asking import Filters, Record, ask, understand
from cyberkg.report.model import Cell, Report, Row, Section
from cyberkg.report.paging import cut
from cyberkg.report.periods import UNDATED
from cyberkg.report.things import Thing, gather, unsaid
from cyberkg.report.values import Told, side_by_side, surest
from cyberkg.terms import Status

__all__ = ["incidents"]

_COLUMNS = ("incident", "date", "type", "victim", "attacker", "affected", "volume", "ransom", "status")
_AMOUNTS = ("affected", "volume", "ransom")
_NOTE = "≠ stands between values that contradict each other, each with the briefings that tell it."
_NONE = "~"  # sorts behind every heading that has its place
# what has to be known of an incident to put it under its heading
_NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "period": (),
        "type": ("type",),
        "victim": ("victim",),
        "attacker": ("attacker",),
        "affected": ("affected",),
        "ransom": ("demanded", "paid"),
    }
)
_Key = tuple[str, str, str]  # what a heading sorts by, the heading, its IRI


@dataclass(frozen=True, slots=True)
class _Incident:
    """An incident and its amounts: property, currency and number, or the least that a vague word may mean."""

    thing: Thing
    amounts: tuple[tuple[str, str, float], ...]

    def largest(self, *names: str) -> tuple[float, str]:
        """The largest amount of some properties with its currency; below zero where none is told."""
        return max(
            ((amount, currency) for name, currency, amount in self.amounts if name in names),
            default=(-1.0, ""),
        )


def incidents(
    store_path: Path,
    by: str = "period",
    filters: Filters | None = None,
    base: str = DEFAULT_BASE,
    *,
    limit: int | None = 0,
) -> Report:
    """Ask what incidents there were.

    :param by: ``period`` (years), ``type``, ``victim``, ``attacker``, ``affected`` or ``ransom``. An incident
        of two types, or with two victims, stands under each of them.
    :param filters: values for the parameters of ``incident-values.rq``; a part of a name is enough.
    :param limit: rows after which no further section is shown, or incident where by period, which a note tells;
        0 for all; None for as many as a first look wants.
    :raises UsageError: where a name is unknown (with the nearest ones) or a value is malformed.
    """
    if by not in _KEYS:
        raise UsageError(f"a report by {by} is not there", hint=f"use {', '.join(_KEYS)}")
    terms = understand(store_path, "incident-values", filters, base)
    page = None
    if limit != 0:
        page = cut(_order(store_path, by, terms, base), limit)
        if not page.whole:
            terms = {
                **terms,
                "incident": tuple(Term(iri, "iri") for iri in dict.fromkeys(i for _, i in page.keys)),
            }
    records = ask(store_path, "incident-values", terms, base)
    groups = _grouped(gather(records, "incident"), records, by)
    if page and not page.whole:
        chosen = set(page.keys)
        groups = {k: [i for i in group if (k, i.thing.iri) in chosen] for k, group in groups.items()}
        groups = {key: group for key, group in groups.items() if group}
    sections = tuple(
        Section(key[1], "", tuple(_row(incident) for incident in _sorted(groups[key], by)), key[2])
        for key in sorted(groups)
    )
    conflicts = any("≠" in str(cell) for section in sections for row in section.rows for cell in row.cells)
    notes = (*(page.notes if page else ()), *((_NOTE,) if conflicts else ()))
    return Report(
        f"Incidents by {by}", "incident-values", by, _COLUMNS, sections, notes=notes, amounts=_AMOUNTS
    )


def _grouped(things: Iterable[Thing], records: Iterable[Record], by: str) -> dict[_Key, list[_Incident]]:
    """Put incidents, which come in order of dates, under their headings."""
    amounts = _amounts(records)
    groups: dict[_Key, list[_Incident]] = {}
    for thing in things:
        incident = _Incident(thing, tuple(amounts.get(thing.iri, ())))
        for key in _KEYS[by](incident):
            groups.setdefault(key, []).append(incident)
    return groups


def _order(
    store_path: Path, by: str, terms: Mapping[str, Sequence[Term]], base: str
) -> list[tuple[tuple[_Key, str], int]]:
    """Tell the rows of a report in order, each by its heading and its incident, without asking for sentences."""
    wanted = {"property": [Term(name) for name in ("date", *_NEEDED[by])]}
    rows = ask(store_path, "incident-order", {**terms, **wanted}, base)
    told = [unsaid(row) for row in rows if row["property"]]
    bare = {row["incident"]: row["incidentLabel"] for row in rows if not row["property"]}
    things = gather(told, "incident")
    things += [Thing(iri, label, "incident", MappingProxyType({}), ()) for iri, label in bare.items()]
    groups = _grouped(sorted(things, key=lambda thing: thing.order), told, by)
    return [((key, i.thing.iri), 1) for key in sorted(groups) for i in _sorted(groups[key], by)]


def _amounts(records: Iterable[Record]) -> dict[str, list[tuple[str, str, float]]]:
    amounts: dict[str, list[tuple[str, str, float]]] = {}
    for record in records:
        name, value = record["property"], record["value"]
        count = value if name == "affected" and value.isdigit() else ""
        number = record["amount"] or count
        if number and record["status"] != Status.DENIED:
            amounts.setdefault(record["incident"], []).append((name, record["currency"], float(number)))
    return amounts


def _row(incident: _Incident) -> Row:
    thing = incident.thing
    ransom = [
        f"{name} {thing.cell(name, single=True)}" for name in ("demanded", "paid") if name in thing.told
    ]
    cells: dict[str, tuple[Cell, str]] = {
        "incident": (thing.label, thing.iri),
        "date": (thing.cell("date", single=True), ""),
        "type": (thing.cell("type"), ""),
        "victim": (thing.cell("victim"), thing.iri_of("victim")),
        "attacker": (thing.cell("attacker"), thing.iri_of("attacker")),
        "affected": (_count(thing.told.get("affected", ())), ""),
        "volume": (thing.cell("volume", single=True), ""),
        "ransom": ("; ".join(ransom), ""),
        # as far vouched for as the surest of its facts
        "status": (str(surest(each for told in thing.told.values() for each in told)), ""),
    }
    shown = [cells[column] for column in _COLUMNS]
    return Row(tuple(text for text, _ in shown), thing.sentences, tuple(iri for _, iri in shown), thing.dates)


def _count(told: Sequence[Told]) -> Cell:
    """Write a count as a number where one plain number is told."""
    if len(told) == 1 and told[0].status is Status.ASSERTED and told[0].value.isdigit():
        return int(told[0].value)
    return side_by_side(told, single=True)


def _named(name: str) -> Callable[[_Incident], Iterable[_Key]]:
    def keys(incident: _Incident) -> Iterable[_Key]:
        found = incident.thing.claimed(name)
        return [("", each.value, each.iri) for each in found] or [(_NONE, f"no {name} told", "")]

    return keys


def _year(incident: _Incident) -> Iterable[_Key]:
    date = incident.thing.date
    return [("", date[:4], "") if date != UNDATED else (_NONE, "no date told", "")]


def _sized(*names: str) -> Callable[[_Incident], Iterable[_Key]]:
    def keys(incident: _Incident) -> Iterable[_Key]:
        amount, currency = incident.largest(*names)
        if amount < 0:
            return [(_NONE, "none told", "")]
        digits = len(str(int(amount)))
        low, high = 10 ** (digits - 1) if digits > 1 else 0, 10**digits - 1
        return [(f"{currency} {99 - digits:02}", f"{currency} {low:,} to {high:,}".strip(), "")]

    return keys


_KEYS: Mapping[str, Callable[[_Incident], Iterable[_Key]]] = MappingProxyType(
    {
        "period": _year,
        "type": _named("type"),
        "victim": _named("victim"),
        "attacker": _named("attacker"),
        "affected": _sized("affected"),
        "ransom": _sized("demanded", "paid"),
    }
)


def _sorted(found: Sequence[_Incident], by: str) -> Sequence[_Incident]:
    """Put the largest amounts first where the report is by amounts."""
    names = {"affected": ("affected",), "ransom": ("demanded", "paid")}.get(by)
    return sorted(found, key=lambda each: -each.largest(*names)[0]) if names else found
