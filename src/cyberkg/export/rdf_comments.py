"""The head of an RDF file: where it comes from and what it lacks, as comments."""

from __future__ import annotations

from collections.abc import Iterable

from cyberkg.export.model import Selection

__all__ = ["NO_GRAPHS", "comments"]

NO_GRAPHS = "which briefing's graph a statement is in (its claims tell; TriG and N-Quads have the graphs)"
"""What a form loses that knows of one graph only."""


def comments(selection: Selection, losses: Iterable[str] = ()) -> bytes:
    """Write what is known of a file as lines that begin with ``#``, no text of a briefing among them."""
    lines = [selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses)]
    return "".join(f"# {' '.join(line.split())}.\n" for line in lines).encode()
