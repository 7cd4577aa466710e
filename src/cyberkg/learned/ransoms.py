"""Sums demanded and sums paid: the network tells that a sum is a ransom, and mixes up which; the words around it tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cyberkg.learned.labels import STATUSES
from cyberkg.learned.rivals import Pair
from cyberkg.learned.things import Mark
from cyberkg.reading.draft import Scene
from cyberkg.reading.incident_ransom import ransom_told

__all__ = ["settle_ransoms"]

_OTHER = {"ransomDemanded": "ransomPaid", "ransomPaid": "ransomDemanded"}
_Weighed = tuple[float, int]
_ASSERTED, _DENIED = STATUSES.index("asserted"), STATUSES.index("denied")
_NO_DEMAND = re.compile(r"(?:\bnot|\bnever|n['’]t|\bno)\s(?:\w+\s)?(?:demand|ask|want)", re.I)


def settle_ransoms(
    scene: Scene, pairs: Mapping[Pair, _Weighed], sentences: Mapping[Mark, int]
) -> dict[Pair, _Weighed]:
    """Give each sum the relation that the words around it tell, with the chance that it is a ransom of either kind.

    Where no word tells, both stay as they are. The network has one status for a sum; where it denies one that the words
    say was demanded, it is the payment that is denied: *demanded 2 million, not paid*.

    :param pairs: chance and number of the status of each pair of marks.
    :param sentences: number of its sentence for each mark.
    """
    settled = dict(pairs)
    for (subject, name, target), (chance, status) in pairs.items():
        other = (subject, _OTHER.get(name, ""), target)
        if name not in _OTHER or _told(scene, target, sentences[target]) != name:
            continue
        beside = settled.pop(other, (0.0, status))
        settled[subject, name, target] = (1 - (1 - chance) * (1 - beside[0]), status)
    for (subject, name, target), weighed in pairs.items():  # told as what the network does not see at all
        other = (subject, _OTHER.get(name, ""), target)
        if name in _OTHER and other not in pairs and _told(scene, target, sentences[target]) == other[1]:
            del settled[subject, name, target]
            settled[other] = weighed
    for (subject, name, target), (chance, status) in list(settled.items()):
        if (
            name == "ransomDemanded"
            and status == _DENIED
            and _told(scene, target, sentences[target]) == name
            and not _NO_DEMAND.search(scene.sentences[sentences[target]].text)
        ):
            settled[subject, name, target] = (chance, _ASSERTED)
            settled[subject, _OTHER[name], target] = (chance, _DENIED)
    return settled


def _told(scene: Scene, mark: Mark, number: int) -> str:
    sentence = scene.sentences[number]
    start, end = mark.start - sentence.start, mark.end - sentence.start
    return ransom_told(sentence.text[:start], sentence.text[end:])
