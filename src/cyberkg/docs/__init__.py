"""The ontology and its shapes as a page to read: every term with what it means, its rules and a query to try."""

from __future__ import annotations

from cyberkg.docs.page import FILES, render, terms
from cyberkg.docs.source import CKG

__all__ = ["CKG", "FILES", "render", "terms"]
