"""What may be said of what: the predicates of the contract by the types of their two ends."""

from __future__ import annotations

from cyberkg.docs.model import Link
from cyberkg.terms import PREDICATES, EntityType

__all__ = ["Cell", "matrix"]

Cell = tuple[Link, ...]


def matrix() -> tuple[tuple[str, ...], tuple[tuple[str, tuple[Cell, ...]], ...]]:
    """Give the types of objects, values last, and for each type of subject the predicates by these."""
    used = {end for p in PREDICATES.values() for end in p.range}
    columns = [kind for kind in EntityType if kind in used]
    rows = []
    for subject in EntityType:
        own = [p for p in PREDICATES.values() if subject in p.domain]
        cells = [tuple(Link(p.name, f"#{p.name}") for p in own if column in p.range) for column in columns]
        values = tuple(Link(p.name, f"#{p.name}") for p in own if p.literal)
        if any(cells) or values:
            rows.append((subject.value, (*cells, values)))
    return (*(kind.value for kind in columns), "a value"), tuple(rows)
