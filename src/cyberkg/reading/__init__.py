"""From a document to its reading: the names, dates, amounts and facts that its sentences say."""

from __future__ import annotations

__all__: list[str] = []
