"""The network page: what a graph knows, as one HTML file that an analyst can open, search and pass on.

    project    Knowledge → networkx.MultiDiGraph, every fact an edge or an attribute
    page_data  MultiDiGraph → the plain rows that the page draws
    render     Knowledge → the page, a single self-contained file

networkx, numpy, scipy and pyvis load when one of these is called, not before.
"""

from __future__ import annotations

from cyberkg.view.page import render
from cyberkg.view.project import project
from cyberkg.view.rows import page_data

__all__ = ["page_data", "project", "render"]
