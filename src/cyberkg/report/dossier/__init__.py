"""Dossiers: all that the graph holds on one thing, in order of time, as a page to hand to a colleague.

dossier    store and IRI -> Dossier: head and sections, each line with its sentences
render     Dossier -> table, markdown, html, json or csv
fragment   Dossier -> the HTML of its body alone, for a page of others; ``style_sheet`` dresses it
"""

from __future__ import annotations

from cyberkg.report.cited.model import Cell, Line, Ref, Section, Source
from cyberkg.report.cited.page import style_sheet
from cyberkg.report.dossier.compose import dossier
from cyberkg.report.dossier.model import Dossier, Head
from cyberkg.report.dossier.render import FORMATS, fragment, render

__all__ = [
    "FORMATS",
    "Cell",
    "Dossier",
    "Head",
    "Line",
    "Ref",
    "Section",
    "Source",
    "dossier",
    "fragment",
    "render",
    "style_sheet",
]
