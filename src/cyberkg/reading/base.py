"""The one interface of every reader: a document in, facts with evidence out."""

from __future__ import annotations

from typing import Protocol

from cyberkg.model import Document, Reading

__all__ = ["Reader"]


class Reader(Protocol):
    """Reads documents. Two readers may stand side by side: their readings are joined by ``identity``."""

    @property
    def name(self) -> str:
        """Name and version, as claims cite them."""

    def read(self, document: Document) -> Reading:
        """Read one document: its referents and claims, each with its sentence.

        The same document gives the same reading, whatever was read before.
        """
