"""Reports: a named query of ``query/library``, its rows cut into sections, written in the format one hands on.

attendance   store -> Report: who took part in what, by event, by person, by organisation, or as a matrix
encounters   store -> Report: who met whom, organisations that share people, brokers between groups
incidents    store -> Report: by period, type, victim, attacker or amount, conflicting values side by side
timeline     store -> Report: events and incidents in order of date
calendar     store -> Report: events past and planned
render       Report -> table, csv, markdown, html or json; ``to_bytes`` also -> xlsx, ics
"""

from __future__ import annotations

from cyberkg.report.attendance import attendance
from cyberkg.report.calendar import calendar
from cyberkg.report.encounters import encounters
from cyberkg.report.incidents import incidents
from cyberkg.report.model import Report, Row, Section, Sentence
from cyberkg.report.render import BINARY, FORMATS, render, to_bytes
from cyberkg.report.timeline import timeline

__all__ = [
    "BINARY",
    "FORMATS",
    "Report",
    "Row",
    "Section",
    "Sentence",
    "attendance",
    "calendar",
    "encounters",
    "incidents",
    "render",
    "timeline",
    "to_bytes",
]
