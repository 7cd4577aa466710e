"""How a relation stands among the others that the network sees in a document.

A person listed at one summit is hardly at the two others of which the text tells; a date belongs to one event. The
network weighs each pair of marks by itself, so what else either end may be joined to says much of whether it is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from cyberkg.learned.things import Mark

__all__ = ["FAR", "UNSEEN", "Pair", "Standing", "Standings"]

FAR = 999  # characters, where the marks stand in different passages
Pair = tuple[Mark, str, Mark]
"""Subject, relation, object."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What surrounds a relation; all 0 where the network does not see it.

    :param other_object: chance of the likeliest other object of the subject's mark under the same relation.
    :param other_subject: chance of the likeliest other subject of the object's mark under the same relation.
    :param second: chance at the second likeliest of all pairs of marks of the two.
    :param total: sum of the chances at all pairs of marks of the two.
    :param beside: chance of the likeliest other relation between these marks.
    :param beside_anywhere: the same, between any marks of the two.
    :param sentences: how many sentences the marks stand apart.
    :param characters: how many characters, at most ``FAR``.
    :param backward: whether the object is told in an earlier sentence than the subject.
    :param told: number of the status that the network tells; of an incident's type, that of the type.
    :param subject_surety: how sure the network is of the subject's words; ``object_surety`` of the object's.
    """

    other_object: float = 0.0
    other_subject: float = 0.0
    second: float = 0.0
    total: float = 0.0
    beside: float = 0.0
    beside_anywhere: float = 0.0
    sentences: int = 0
    characters: int = 0
    backward: bool = False
    told: int = 0
    subject_surety: float = 0.0
    object_surety: float = 0.0


UNSEEN = Standing()
_Thing = int | str
_K = TypeVar("_K")
_Top = dict[tuple[Mark, str], dict[_Thing, float]]


@dataclass(slots=True)
class Standings:
    """The relations of a document, laid out so that each one's rivals are found at once.

    :param pairs: chance and number of the status of each pair of marks.
    :param where: number of its thing for each mark that has one.
    :param sentences: number of its sentence for each mark.
    """

    pairs: Mapping[Pair, tuple[float, int]]
    where: Mapping[Mark, int]
    sentences: Mapping[Mark, int]
    _objects: _Top = field(default_factory=dict)
    _subjects: _Top = field(default_factory=dict)
    _relations: dict[tuple[Mark, Mark], dict[str, float]] = field(default_factory=dict)
    _anywhere: dict[tuple[_Thing, _Thing], dict[str, float]] = field(default_factory=dict)
    _chances: dict[tuple[_Thing, str, _Thing], list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for (subject, name, target), (chance, _) in self.pairs.items():
            ends = self._thing(subject), self._thing(target)
            _raise_to(self._objects.setdefault((subject, name), {}), ends[1], chance)
            _raise_to(self._subjects.setdefault((target, name), {}), ends[0], chance)
            _raise_to(self._relations.setdefault((subject, target), {}), name, chance)
            _raise_to(self._anywhere.setdefault(ends, {}), name, chance)
            self._chances.setdefault((ends[0], name, ends[1]), []).append(chance)

    def of(self, pair: Pair) -> Standing:
        """Tell how one of the relations stands among the others."""
        subject, name, target = pair
        ends = self._thing(subject), self._thing(target)
        chances = sorted(self._chances[ends[0], name, ends[1]], reverse=True)
        apart = self.sentences[subject] - self.sentences[target]
        near = subject.passage == target.passage
        return Standing(
            other_object=_other(self._objects[subject, name], ends[1]),
            other_subject=_other(self._subjects[target, name], ends[0]),
            second=chances[1] if len(chances) > 1 else 0.0,
            total=sum(chances),
            beside=_other(self._relations[subject, target], name),
            beside_anywhere=_other(self._anywhere[ends], name),
            sentences=abs(apart),
            characters=min(abs(subject.start - target.start), FAR) if near else FAR,
            backward=apart > 0,
            told=self.pairs[pair][1],
            subject_surety=subject.surety,
            object_surety=target.surety,
        )

    def _thing(self, mark: Mark) -> _Thing:
        return self.where.get(mark, (mark.value or mark.text).casefold())


def _raise_to(known: dict[_K, float], key: _K, chance: float) -> None:
    known[key] = max(chance, known.get(key, 0.0))


def _other(chances: Mapping[_K, float], key: _K) -> float:
    return max((chance for other, chance in chances.items() if other != key), default=0.0)
