"""What many formats have no place for, in a clause each: told only of a graph that has such a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyberkg.export.text import count
from cyberkg.model import Document, Entity, Knowledge

__all__ = ["former_iris", "links", "of_briefings", "other_names"]


def former_iris(knowledge: Knowledge) -> Iterator[str]:
    """Tell of the IRIs that things had before."""
    if number := sum(len(entity.former) for entity in knowledge.entities):
        yield count(number, "former IRI")


def other_names(entities: Iterable[Entity]) -> Iterator[str]:
    """Tell of the other names of some things."""
    lost = [entity for entity in entities if entity.aliases]
    if lost:
        kinds = sorted({f"{entity.type.value.lower()}s" for entity in lost})
        yield f"{count(sum(len(entity.aliases) for entity in lost), 'other name')} of {', '.join(kinds)}"


def links(entities: Iterable[Entity], *, but: str = "") -> Iterator[str]:
    """Tell of the links of some things to the same things elsewhere.

    :param but: how links begin that are carried.
    """
    found = [link for entity in entities for link in entity.links]
    if number := sum(not (but and link.startswith(but)) for link in found):
        yield f"{count(number, 'link')} to the same thing elsewhere"


def of_briefings(knowledge: Knowledge, *what: str) -> Iterator[str]:
    """Tell of what briefings say of themselves, of those that do.

    :param what: ``title``, ``dates``, ``days`` (the first of several), ``source`` (a name), ``address``, ``digest``.
    """
    found = [words for name in what for words in [_WORDS[name]] if any(map(_HAS[name], knowledge.documents))]
    if found:
        yield f"{', '.join(found)} of briefings"


def _is_address(document: Document) -> bool:
    return document.source.startswith(("http://", "https://"))


_WORDS = {
    "title": "titles",
    "dates": "dates",
    "days": "first days",
    "source": "publishers",
    "address": "addresses",
    "digest": "SHA-256 digests",
}
_HAS = {
    "title": lambda document: bool(document.title),
    "dates": lambda document: document.date is not None,
    "days": lambda document: document.date is not None and document.date.start != document.date.end,
    "source": lambda document: bool(document.source) and not _is_address(document),
    "address": _is_address,
    "digest": lambda document: bool(document.sha256),
}
