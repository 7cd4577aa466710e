"""The days of briefings, which stand in for the clock: the same graph has the same dates on every day."""

from __future__ import annotations

import datetime

from cyberkg.model import Document, Knowledge
from cyberkg.rdf.values import day_bounds

__all__ = ["EPOCH", "day_of", "latest_day", "timestamp"]

EPOCH = datetime.date(1980, 1, 1)
"""Stands for a day that nothing tells; the first that a zip file can hold."""


def day_of(document: Document) -> datetime.date | None:
    """Give the day a briefing is from, the last one it can mean; None where nothing tells."""
    bounds = day_bounds(document.date.end) if document.date else None
    return max(bounds[1], EPOCH) if bounds else None


def latest_day(knowledge: Knowledge) -> datetime.date:
    """Give the day of the latest briefing, ``EPOCH`` where none has a date."""
    return max(filter(None, map(day_of, knowledge.documents)), default=EPOCH)


def timestamp(day: datetime.date) -> str:
    """Write the first moment of a day as STIX writes it.

    >>> timestamp(datetime.date(2024, 5, 3))
    '2024-05-03T00:00:00.000Z'
    """
    return f"{day.isoformat()}T00:00:00.000Z"
