"""How far a sentence vouches for what the network found in it: the network's word, unless a plain cue speaks against it.

The network learned from few denials and plans. The cues of ``reading.status`` are asked at the mark whose part in the
fact the sentence tells: who came, else what was taken, paid or hit.
"""

from __future__ import annotations

from cyberkg.learned.decode import Relation
from cyberkg.learned.things import Mark
from cyberkg.reading.cues import find_cues
from cyberkg.reading.draft import Scene
from cyberkg.reading.status import status_of
from cyberkg.terms import PREDICATES, Group, Status

__all__ = ["status_told"]

_TAKEN_BACK = frozenset({Status.DENIED, Status.PLANNED})
# Their object is what is denied or not yet so; of an incident's other facts the cue says something else.
_OF_INCIDENTS = frozenset(
    {"compromisedData", "ransomPaid", "victim", "dataVolume", "affectedCount", "attacker"}
)


def status_told(scene: Scene, relation: Relation) -> Status | None:
    """The status of a relation: what the network says, or denied or planned where a cue governs its mark.

    A denial of the network's in a sentence without a word of denial is no fact at all, neither denied nor asserted: on
    the corpus's dev part one in four such candidates is true. Plans need no such word (a programme has none).

    :returns: None where it is no fact.
    """
    if relation.status is Status.DENIED and not _has_denial(scene.sentences[relation.sentence].text):
        return None
    group = PREDICATES[relation.name].group
    # A post beside a name holds whatever the sentence denies or plans.
    if relation.status in _TAKEN_BACK or group is Group.PEOPLE:
        return relation.status
    if group is Group.INCIDENTS and relation.name not in _OF_INCIDENTS:
        return relation.status
    marks = relation.marks[::-1] if group is Group.INCIDENTS else relation.marks
    told = next((line for mark in marks if (line := _line(scene, relation.sentence, mark))), None)
    status = status_of(*told) if told else relation.status
    return status if status in _TAKEN_BACK else relation.status


def _has_denial(sentence: str) -> bool:
    return any(cue.status is Status.DENIED for cue in find_cues(sentence))


def _line(scene: Scene, number: int, mark: Mark) -> tuple[str, int, int] | None:
    """The line of a sentence that holds a mark, and the mark's offsets in it; None where it stands elsewhere."""
    sentence = scene.sentences[number]
    start, end = mark.start - sentence.start, mark.end - sentence.start
    if mark.passage != sentence.passage.index or not 0 <= start < end <= len(sentence.text):
        return None
    opening = sentence.text.rfind("\n", 0, start) + 1
    closing = sentence.text.find("\n", end)
    line = sentence.text[opening : closing if closing >= 0 else None]
    return line, start - opening, end - opening
