"""Whether the same things, and only they, were taken as one over all documents: B-cubed precision and recall.

A mention is an entity of the graph in one document, with the gold entity it was aligned to. For each mention:
precision is the share of the mentions under its id that are the same thing, recall the share of the mentions
of the same thing that are under its id; both are averaged over the mentions.
Source: Bagga and Baldwin, Entity-based cross-document coreferencing, 1998, https://aclanthology.org/P98-1012

Marked texts have keys of their own. Over two of them a key and a name in common are the same thing, two
things with names but neither key nor name in common are different, and all else is not known and not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cyberkg.evaluate.score import DocumentScore
from cyberkg.evaluate.values import normalise

__all__ = ["Identity", "Mention", "b_cubed", "mentions_of"]


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity of the graph in one document.

    :param key: of the gold entity that it is.
    :param names: of that gold entity, normalised.
    :param shares_keys: True where the key means the same thing in other documents.
    """

    document: str
    key: str
    id: str
    names: frozenset[str] = frozenset()
    shares_keys: bool = True


@dataclass(frozen=True, slots=True)
class Identity:
    """B-cubed precision and recall, and over how many mentions; 0 where there are none."""

    precision: float = 0.0
    recall: float = 0.0
    mentions: int = 0


def mentions_of(scores: Iterable[DocumentScore]) -> list[Mention]:
    """List the mentions of scored documents."""
    return [
        Mention(
            s.gold.document,
            key,
            entity,
            frozenset(map(normalise, s.gold.entities[key].names)),
            s.gold.shares_keys,
        )
        for s in scores
        for entity, key in s.aligned.items()
    ]


def b_cubed(mentions: Sequence[Mention]) -> Identity:
    """Compare who was taken for whom with who is who."""
    if not mentions:
        return Identity()
    by_id: dict[str, list[Mention]] = {}
    by_key: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_id.setdefault(mention.id, []).append(mention)
        by_key.setdefault(mention.key, []).append(mention)
    precision = recall = 0.0
    for mention in mentions:
        verdicts = [_same_thing(mention, other) for other in by_id[mention.id]]
        precision += verdicts.count(True) / (verdicts.count(True) + verdicts.count(False))
        same = [other for other in by_key[mention.key] if _same_thing(mention, other)]
        recall += sum(other.id == mention.id for other in same) / len(same)
    return Identity(precision / len(mentions), recall / len(mentions), len(mentions))


def _same_thing(one: Mention, other: Mention) -> bool | None:
    """Tell whether the gold takes two mentions for the same thing; None where it does not say."""
    if one.document == other.document or (one.shares_keys and other.shares_keys):
        return one.key == other.key
    if not one.names or not other.names:
        return None
    alike = not one.names.isdisjoint(other.names)
    if alike == (one.key == other.key):
        return alike
    return None
