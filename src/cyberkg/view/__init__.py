"""The network page and pictures: what a graph knows, as one HTML file to open and search, or as an image.

    project    Knowledge → networkx.MultiDiGraph, every fact an edge or an attribute
    page_data  MultiDiGraph → the plain rows that page and picture draw, of all of it or of a part
    render     Knowledge → the page, a single self-contained file
    picture    Knowledge → PNG, SVG or PDF

networkx, numpy, scipy, pyvis and matplotlib load when one of these is called, not before.
"""

from __future__ import annotations

from cyberkg.view.page import render
from cyberkg.view.part import Part
from cyberkg.view.project import project
from cyberkg.view.rows import Wish, page_data

__all__ = ["Part", "Wish", "page_data", "project", "render"]
