"""Which sentence to show for a name in a document: one that says a fact of the thing, or the words around it."""

from __future__ import annotations

from collections import defaultdict

from cyberkg.model import Evidence, Iri, Knowledge, Literal

__all__ = ["Passages"]

# Characters shown on either side of a name in a text that no fact cites.
_AROUND = 120


class Passages:
    """Sentences by entity and document."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._texts = {d.name: d.text for d in knowledge.documents}
        self._cited: dict[tuple[Iri, str], list[Evidence]] = defaultdict(list)
        for fact in knowledge.facts:
            for end in (fact.subject, fact.object, fact.represents):
                if end is not None and not isinstance(end, Literal):
                    self._cited[end, fact.evidence.document].append(fact.evidence)

    def find(self, entity: Iri, document: str, name: str) -> str:
        """Give a sentence about an entity, on one line, best one with its name; empty where there is none."""
        cited = sorted(set(self._cited.get((entity, document), ())))
        named = [e for e in cited if name.casefold() in e.quote.casefold()]
        quote = next((e.quote for e in (*named, *cited)), "") or self._around(document, name)
        return " ".join(quote.split())

    def _around(self, document: str, name: str) -> str:
        text = self._texts.get(document, "")
        at = text.casefold().find(name.casefold()) if name else -1
        if at < 0:
            return ""
        start, stop = max(0, at - _AROUND), min(len(text), at + len(name) + _AROUND)
        return f"{'…' if start else ''}{text[start:stop]}{'…' if stop < len(text) else ''}"

    def name_in(self, document: str, label: str, aliases: tuple[str, ...], quote: str = "") -> str:
        """Choose the longest name that a sentence uses, else the longest of its document, else the label.

        "Raymond Siu" stands in a text that speaks of Raymond Siu Chak-yee, but is not what it calls him.

        :param quote: the sentence; of two things of the document that were found to be one it tells which is meant.
        """
        names = sorted({label, *aliases}, key=lambda name: (-len(name), name))
        texts = [" ".join(text.split()).casefold() for text in (quote, self._texts.get(document, ""))]
        used = (name for text in texts for name in names if " ".join(name.split()).casefold() in text)
        return next(used, label)
