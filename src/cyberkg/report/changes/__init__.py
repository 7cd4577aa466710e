"""What briefings brought, as a paragraph ready to send and as tables with the sentences.

gather, compare   store, or two values of knowledge -> News
tell              News -> Changes: the words and the sections
render            Changes -> table, markdown, html, json or csv
as_report         Changes -> Report: the same as rows
"""

from __future__ import annotations

from cyberkg.report.changes.compare import compare
from cyberkg.report.changes.gather import gather
from cyberkg.report.changes.model import Changes, News
from cyberkg.report.changes.render import FORMATS, render
from cyberkg.report.changes.rows import as_report
from cyberkg.report.changes.telling import tell

__all__ = ["FORMATS", "Changes", "News", "as_report", "compare", "gather", "render", "tell"]
