"""The head of an RDF file: where it comes from and what it lacks, as comments."""

from __future__ import annotations

from collections.abc import Iterable

from cyberkg.export.model import Selection

__all__ = ["comments"]


def comments(selection: Selection, losses: Iterable[str] = ()) -> bytes:
    """Write what is known of a file as lines that begin with ``#``, no text of a briefing among them."""
    lines = [selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses)]
    return "".join(f"# {' '.join(line.split())}.\n" for line in lines).encode()
