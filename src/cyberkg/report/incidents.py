"""Incidents, one a row, with what briefings tell of each: the rows of ``incident-values.rq``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from cyberkg.errors import UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.report.asking import Filters, Record, ask, sentence_of, understand
from cyberkg.report.model import Cell, Report, Row, Section, Sentence
from cyberkg.report.periods import UNDATED
from cyberkg.report.values import Told, sharpest, side_by_side, together
from cyberkg.terms import Status

__all__ = ["Incident", "incidents", "read_incidents"]

_COLUMNS = ("incident", "date", "type", "victim", "attacker", "affected", "volume", "ransom", "status")
_SINGLE = frozenset({"affected", "volume", "demanded", "paid"})  # of which only one value can be right
_NOTE = "≠ stands between values that contradict each other, each with the briefings that tell it."
_NONE = "~"  # sorts behind every heading that has its place
_Key = tuple[str, str, str]  # what a heading sorts by, the heading, its IRI


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident: for each property what is told of it, and all sentences.

    :param amounts: the numbers that ransoms stand for or start from, with their currencies, and the counts.
    """

    iri: str
    label: str
    told: Mapping[str, tuple[Told, ...]]
    amounts: tuple[tuple[str, str, float], ...]
    sentences: tuple[Sentence, ...]

    def claimed(self, name: str) -> list[Told]:
        """What is told of a property and not denied."""
        return [each for each in self.told.get(name, ()) if each.status is not Status.DENIED]

    @property
    def date(self) -> str:
        """Its earliest date, to sort by."""
        return min((each.value for each in self.claimed("date")), default=UNDATED)

    @property
    def status(self) -> Status:
        """How far it is vouched for: as far as the surest of its facts."""
        return min((each.status for told in self.told.values() for each in told), key=lambda s: s.rank)

    def largest(self, *names: str) -> tuple[float, str]:
        """The largest amount of some properties with its currency; below zero where none is told."""
        return max(
            ((amount, currency) for name, currency, amount in self.amounts if name in names),
            default=(-1.0, ""),
        )


def incidents(
    store_path: Path, by: str = "period", filters: Filters | None = None, base: str = DEFAULT_BASE
) -> Report:
    """Ask what incidents there were.

    :param by: ``period`` (years), ``type``, ``victim``, ``attacker``, ``affected`` or ``ransom``. An incident
        of two types, or with two victims, stands under each of them.
    :param filters: values for the parameters of ``incident-values.rq``; a part of a name is enough.
    :raises UsageError: where a name is unknown (with the nearest ones) or a value is malformed.
    """
    if by not in _KEYS:
        raise UsageError(f"a report by {by} is not there", hint=f"use {', '.join(_KEYS)}")
    found = read_incidents(store_path, filters, base)
    groups: dict[_Key, list[Incident]] = {}
    for incident in found:
        for key in _KEYS[by](incident):
            groups.setdefault(key, []).append(incident)
    sections = tuple(
        Section(key[1], "", tuple(_row(incident) for incident in _sorted(groups[key], by)), key[2])
        for key in sorted(groups)
    )
    conflicts = any("≠" in str(cell) for section in sections for row in section.rows for cell in row.cells)
    return Report(
        f"Incidents by {by}", "incident-values", by, _COLUMNS, sections, notes=(_NOTE,) if conflicts else ()
    )


def read_incidents(
    store_path: Path, filters: Filters | None = None, base: str = DEFAULT_BASE
) -> list[Incident]:
    """Read incidents in order of dates, those without one last.

    :raises UsageError: as ``incidents``.
    """
    groups: dict[str, list[Record]] = {}
    for record in ask(
        store_path, "incident-values", understand(store_path, "incident-values", filters, base), base
    ):
        groups.setdefault(record["incident"], []).append(record)
    return sorted(map(_incident, groups.values()), key=lambda each: (each.date, each.label, each.iri))


def _incident(records: Sequence[Record]) -> Incident:
    claims: dict[str, list[tuple[str, str, str, str]]] = {}
    amounts = set()
    for record in records:
        name, value = record["property"], record["value"]
        iri = record["object"] if name in {"victim", "attacker"} else ""
        claims.setdefault(name, []).append((value, iri, record["status"], record["document"]))
        if record["status"] != Status.DENIED:
            if record["amount"]:
                amounts.add((name, record["currency"], float(record["amount"])))
            elif name == "affected" and value.isdigit():
                amounts.add((name, "", float(value)))
    told = {name: together(each) for name, each in claims.items()}
    if "date" in told:
        told["date"] = tuple(sharpest(told["date"]))
    return Incident(
        records[0]["incident"],
        records[0]["incidentLabel"],
        MappingProxyType(told),
        tuple(sorted(amounts)),
        tuple(sorted({sentence_of(record) for record in records})),
    )


def _row(incident: Incident) -> Row:
    told = incident.told
    ransom = "; ".join(
        f"{name} {side_by_side(told[name], single=True)}" for name in ("demanded", "paid") if name in told
    )
    cells: dict[str, Cell] = {
        "incident": incident.label,
        "date": side_by_side(told.get("date", ()), single=True),
        "affected": _count(told.get("affected", ())),
        "ransom": ransom,
        "status": str(incident.status),
        **{
            name: side_by_side(told.get(name, ()), single=name in _SINGLE)
            for name in ("type", "victim", "attacker", "volume")
        },
    }
    named = [told.get(name, ()) for name in ("victim", "attacker")]
    victim, attacker = (each[0].iri if len(each) == 1 else "" for each in named)
    return Row(
        tuple(cells[column] for column in _COLUMNS),
        incident.sentences,
        (incident.iri, "", "", victim, attacker, "", "", "", ""),
    )


def _count(told: Sequence[Told]) -> Cell:
    """Write a count as a number where one plain number is told."""
    if len(told) == 1 and told[0].status is Status.ASSERTED and told[0].value.isdigit():
        return int(told[0].value)
    return side_by_side(told, single=True)


def _named(name: str) -> Callable[[Incident], Iterable[_Key]]:
    def keys(incident: Incident) -> Iterable[_Key]:
        found = incident.claimed(name)
        return [("", each.value, each.iri) for each in found] or [(_NONE, f"no {name} told", "")]

    return keys


def _year(incident: Incident) -> Iterable[_Key]:
    date = incident.date
    return [("", date[:4], "") if date != UNDATED else (_NONE, "no date told", "")]


def _sized(*names: str) -> Callable[[Incident], Iterable[_Key]]:
    def keys(incident: Incident) -> Iterable[_Key]:
        amount, currency = incident.largest(*names)
        if amount < 0:
            return [(_NONE, "none told", "")]
        digits = len(str(int(amount)))
        low, high = 10 ** (digits - 1) if digits > 1 else 0, 10**digits - 1
        return [(f"{currency} {99 - digits:02}", f"{currency} {low:,} to {high:,}".strip(), "")]

    return keys


_KEYS: Mapping[str, Callable[[Incident], Iterable[_Key]]] = MappingProxyType(
    {
        "period": _year,
        "type": _named("type"),
        "victim": _named("victim"),
        "attacker": _named("attacker"),
        "affected": _sized("affected"),
        "ransom": _sized("demanded", "paid"),
    }
)


def _sorted(found: Sequence[Incident], by: str) -> Sequence[Incident]:
    """Put the largest amounts first where the report is by amounts."""
    names = {"affected": ("affected",), "ransom": ("demanded", "paid")}.get(by)
    return sorted(found, key=lambda each: -each.largest(*names)[0]) if names else found
