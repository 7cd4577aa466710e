"""Rules for incidents: which attacks a document tells of, and on whom.

An incident is introduced by a victim, as ``incident_victims`` reads them. The sentences after it, up to the next
victim or the next item, are about it; ``incident_slots`` reads what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cyberkg.model import Literal
from cyberkg.reading.draft import Draft, Scene
from cyberkg.reading.incident_slots import read_slots
from cyberkg.reading.incident_victims import victims_in
from cyberkg.reading.incident_words import type_of_incident
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType, LiteralKind

__all__ = ["read_incidents"]

_NAMED_ATTACK = re.compile(
    r"\b(?:suspicious|unauthori[sz]ed|attack|cyber-?attack|breach|hack|intru|ransom|leak|malware|phish|ddos|stolen|stole|encrypt|exploit|vulnerab"
    r"|zero-day|CVE-\d|compromis|espionage|scam|fraud|outage|back ?door|defac|infected|flaw)\w*",
    re.I,
)
_CVE = re.compile(r"\bCVE-\d{4}-\d{4,7}\b")


@dataclass(slots=True)
class Incident:
    """An incident while it is read: its victims and the sentences that are about it."""

    key: str
    victims: dict[str, tuple[Sentence, int]] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)


def read_incidents(scene: Scene) -> Iterator[Draft]:
    """Find the incidents of a document and read their victims, types and slots."""
    for incident in _find(scene):
        for victim, (sentence, at) in incident.victims.items():
            yield Draft(incident.key, "victim", victim, sentence, at, weight=0.8)
        yield from _type(incident)
        yield from read_slots(incident.key, frozenset(incident.victims), incident.sentences)


def _type(incident: Incident) -> Iterator[Draft]:
    told = " ".join(s.text for s in incident.sentences)
    kind = type_of_incident(told)
    if kind == "vulnerability" and incident.victims:
        kind = type_of_incident(
            _CVE.sub("", re.sub(r"\b(?:vulnerabilit\w+|flaws?|patch\w*|zero-days?)\b", "", told))
        )
        kind = "vulnerability" if kind == "other" else kind
    best = next(
        (s for s in incident.sentences if not s.passage.is_heading and type_of_incident(s.text) == kind), None
    )
    sentence = best or incident.sentences[0]
    yield Draft(
        incident.key, "incidentType", Literal(kind, LiteralKind.TEXT), sentence, sentence.start, weight=0.8
    )


def _find(scene: Scene) -> list[Incident]:
    """Cut the document's items into incidents."""
    found: list[Incident] = []
    items = sorted({s.passage.item for s in scene.sentences})
    for item in items:
        found += _of_item(scene, item, len(found))
    return found


def _of_item(scene: Scene, item: int, count: int) -> list[Incident]:
    sentences = list(scene.of_item(item))
    told = " ".join(s.text for s in sentences)
    if not _NAMED_ATTACK.search(told):
        return []
    found: list[Incident] = []
    current: Incident | None = None
    early: list[Sentence] = []
    for sentence in sentences:
        victims = victims_in(sentence)
        known = next((i for i in found if set(victims) & set(i.victims)), None)
        fresh = {k: at for k, at in victims.items() if known is None or k not in known.victims}
        if known is not None:
            current = known
        elif fresh:
            current = Incident(_new_key(scene, sentence, next(iter(fresh)), count + len(found)))
            found.append(current)
        for key, at in fresh.items():
            if current is not None:
                current.victims.setdefault(key, (sentence, at))
        if current is None:
            early.append(sentence)
        else:
            current.sentences.append(sentence)
    if not found:
        return _without_victim(scene, sentences, count)
    found[0].sentences[:0] = early
    return [_prefer_body(i) for i in found]


def _prefer_body(incident: Incident) -> Incident:
    """Quote a sentence of the body rather than a heading for a victim that both name."""
    for key, (sentence, _) in list(incident.victims.items()):
        if not sentence.passage.is_heading:
            continue
        for other in incident.sentences:
            again = victims_in(other) if not other.passage.is_heading else {}
            if key in again:
                incident.victims[key] = (other, again[key])
                break
    return incident


def _new_key(scene: Scene, sentence: Sentence, victim: str | None, n: int) -> str:
    """Make the referent of an incident; it has no name, its label tells its victim."""
    discourse = scene.discourse
    label = f"Incident at {discourse.referents[victim].label}" if victim else f"Incident {n + 1}"
    key = discourse.add(
        EntityType.INCIDENT, f"{n + 1}-{label}", sentence.passage, sentence.start, sentence.end
    )
    discourse.referents[key] = replace(discourse.referents[key], label=label, names=())
    return key


def _without_victim(scene: Scene, sentences: list[Sentence], count: int) -> list[Incident]:
    """An item about a flaw or a campaign that names no victim: an incident where a CVE or an exploit is told."""
    told = " ".join(s.text for s in sentences)
    exploited = re.search(r"\b(?:exploit|abus|attack|infect|target)\w*", told, re.I)
    if not (_CVE.search(told) and exploited):
        return []
    incident = Incident(_new_key(scene, sentences[0], None, count))
    incident.sentences = list(sentences)
    return [incident]
