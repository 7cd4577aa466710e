"""Reports: a named query of ``query/library``, its rows cut into sections, written in the format one hands on.

attendance   store -> Report: who took part in what, by event or by person
render       Report -> table, csv, markdown, html or json
"""

from __future__ import annotations

from cyberkg.report.attendance import attendance
from cyberkg.report.model import Report, Row, Section, Sentence
from cyberkg.report.render import FORMATS, render

__all__ = ["FORMATS", "Report", "Row", "Section", "Sentence", "attendance", "render"]
