"""A calendar as a file that calendar programs take in.

It holds no clock and no chance: an event has the same identifier in every file, and for a stamp the day of the
last briefing that tells of it.

Source: https://www.rfc-editor.org/rfc/rfc5545 (iCalendar), https://www.rfc-editor.org/rfc/rfc7986 (UID)
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cyberkg.errors import UsageError
from cyberkg.query.visible import visible
from cyberkg.rdf.values import day_bounds
from cyberkg.report.model import Cell, Report, Row
from cyberkg.report.render.cells import place_of

if TYPE_CHECKING:
    import icalendar

__all__ = ["to_icalendar"]

_STATUS = {"asserted": "CONFIRMED", "reported": "TENTATIVE", "planned": "TENTATIVE"}
_YEAR = 4  # characters of a date that is a year, which fills no day of a calendar


def to_icalendar(report: Report) -> bytes:
    """Write the events of a calendar, whole days each; a month where no day is told. Years are left out.

    :raises UsageError: where the report is no calendar.
    """
    import icalendar

    if report.query != "calendar":
        raise UsageError("only a calendar can be written as ics", hint="use cyberkg report calendar")
    rows = [row for section in report.sections for row in section.rows]
    shown = [row for row in rows if len(row.dates[0]) > _YEAR and day_bounds(row.dates[0])]
    book = icalendar.Calendar()
    book.add("prodid", "-//cyberkg//calendar//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", visible(report.title))
    if len(shown) < len(rows):
        left_out = len(rows) - len(shown)
        book.add("x-wr-caldesc", f"Left out, as no day or month is told: {left_out} of {len(rows)} events.")
    for row in shown:
        book.add_component(_event(row, dict(zip(report.columns, row.cells, strict=True))))
    return bytes(book.to_ical())


def _event(row: Row, cells: Mapping[str, Cell]) -> icalendar.Event:
    import icalendar

    text = {name: visible(str(cell)) for name, cell in cells.items()}
    first, last = day_bounds(row.dates[0]) or (datetime.date.min, datetime.date.min)
    iri = row.iris[1]
    event = icalendar.Event()
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, iri)))
    told = datetime.date.fromisoformat(text["told"]) if text["told"] else first
    event.add("dtstamp", datetime.datetime.combine(told, datetime.time(), datetime.UTC))
    event.add("dtstart", first)
    if last < datetime.date.max:
        event.add("dtend", last + datetime.timedelta(days=1))  # the day after the last one
    event.add("summary", text["event"])
    event.add("status", _STATUS[text["status"]])
    event.add("transp", "TRANSPARENT")  # it takes nobody's time
    if text["place"]:
        event.add("location", text["place"])
    event.add("url", iri)
    event.add("description", _description(row, text))
    return event


def _description(row: Row, text: Mapping[str, str]) -> str:
    about = [f"{name}: {text[name]}" for name in ("date", "status", "theme", "organiser") if text[name]]
    said = [f"“{visible(s.quote)}” [{visible(place_of(s))}]" for s in row.sentences]
    return "\n".join([*about, *said])
