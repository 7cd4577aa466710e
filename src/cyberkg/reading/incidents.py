"""Rules for incidents: which attacks a document tells of, and on whom.

An incident is introduced by a victim in one of the frames of being attacked. The sentences after it, up to the
next victim or the next item, are about it; ``incident_slots`` reads what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from cyberkg.model import Literal
from cyberkg.reading.draft import Draft, Scene
from cyberkg.reading.grammar import agents, children, expand, is_passive, objects, prepositions, subjects
from cyberkg.reading.incident_slots import read_slots
from cyberkg.reading.incident_words import (
    ASSETS,
    ATTACK_NOUNS,
    ATTACK_VERBS,
    CRIMINALS,
    SUFFER_VERBS,
    type_of_incident,
)
from cyberkg.reading.lexicon import words
from cyberkg.reading.sentences import Sentence
from cyberkg.reading.status import status_of
from cyberkg.terms import EntityType, LiteralKind, Status

__all__ = ["read_incidents"]

PERSON, ORGANISATION, INCIDENT = EntityType.PERSON, EntityType.ORGANISATION, EntityType.INCIDENT
_PARTIES = (PERSON, ORGANISATION)
_NAMED_ATTACK = re.compile(
    r"\b(?:suspicious|unauthori[sz]ed|attack|cyber-?attack|breach|hack|intru|ransom|leak|malware|phish|ddos|stolen|stole|encrypt|exploit|vulnerab"
    r"|zero-day|CVE-\d|compromis|espionage|scam|fraud|outage|back ?door|defac|infected|flaw)\w*",
    re.I,
)
_BACKGROUND = re.compile(r"\b(?:after|following|like|unlike|since|as with|similar to)\b[^,.;]*$", re.I)
_MALWARE = re.compile(r"\s+(?:ransomware|malware|trojan|gang|hackers|group|worm|botnet)\b", re.I)
_CVE = re.compile(r"\bCVE-\d{4}-\d{4,7}\b")
_WARY = words(
    "resist prevent avoid defend protect against combat fight counter tackle block thwart deter stop"
)


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
        victims = _victims(sentence)
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
            again = _victims(other) if not other.passage.is_heading else {}
            if key in again:
                incident.victims[key] = (other, again[key])
                break
    return incident


def _new_key(scene: Scene, sentence: Sentence, victim: str | None, n: int) -> str:
    """Make the referent of an incident; it has no name, its label tells its victim."""
    discourse = scene.discourse
    label = f"Incident at {discourse.referents[victim].label}" if victim else f"Incident {n + 1}"
    key = discourse.add(INCIDENT, f"{n + 1}-{label}", sentence.passage, sentence.start, sentence.end)
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


def _victims(sentence: Sentence) -> dict[str, int]:
    """The victims that a sentence names, each with the offset of the word that says so."""
    found: dict[str, int] = {}
    for token in sentence.tokens:
        for head in _victim_heads(sentence, token):
            if _is_denied(sentence, token):
                continue
            for key in _parties(sentence, head):
                if not _is_attacker_word(sentence, key) and not _only_named(sentence, token, key):
                    found.setdefault(key, sentence.offset(token))
    return found


def _only_named(sentence: Sentence, token: Any, key: str) -> bool:
    """Tell an authority that a noun of attacking brings in (*the attack … to the PCPD*): it is told, not hit."""
    return token.lower_ in ATTACK_NOUNS and bool(sentence.discourse.heads(key) & _AUTHORITIES)


_AUTHORITIES = words(
    "police commissioner commission bureau cert regulator ombudsman committee europol interpol court"
)
_SOFTWARE = words("ransomware malware backdoor virus trojan spyware intruders hackers attackers")
_SHADY = words("suspicious unauthorised unauthorized malicious unusual fraudulent criminal")


def _is_denied(sentence: Sentence, token: Any) -> bool:
    at = sentence.offset(token) - sentence.start
    return status_of(sentence.text, at, at + len(token)) is Status.DENIED


def _victim_heads(sentence: Sentence, token: Any) -> Iterator[Any]:  # noqa: C901, PLR0912
    """The noun heads that stand where a victim stands in the frame that a token opens."""
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX"} or token.dep_ == "ROOT":
        if lemma in ATTACK_VERBS:
            if is_passive(token):
                yield from subjects(token)
            elif (
                _criminal_subject(sentence, token)
                or lemma
                in {
                    "hit",
                    "strike",
                    "affect",
                    "cripple",
                    "paralyse",
                    "paralyze",
                }
            ) and any(_is_attackish(sentence, s) for s in subjects(token)):
                yield from objects(token)
        elif lemma in SUFFER_VERBS and _attack_complement(token):
            yield from subjects(token)
        elif lemma in {"break", "get", "enter", "gain"} and any(
            _is_attackish(sentence, s) for s in agents(token)
        ):
            yield from [*prepositions(token, "into", "to"), *objects(token)]
        elif lemma in {"steal", "leak", "take"} and not is_passive(token):
            if any(_is_attackish(sentence, s) for s in agents(token)):
                yield from prepositions(token, "from")
        elif lemma == "break" and is_passive(token):
            yield from subjects(token)
        elif lemma in {"find", "discover", "detect", "spot", "get", "deploy", "install", "plant"} and any(
            t.lower_ in _SOFTWARE for t in [*subjects(token), *objects(token)]
        ):
            yield from prepositions(token, "on", "in", "inside", "into", "at")
        elif lemma in {"shut", "switch", "take", "turn", "disconnect", "isolate", "lose"} and _loses_assets(
            sentence, token
        ):
            yield from subjects(token)
    elif token.lower_ == "ransom":
        yield from (b for v in children(token, "acl", "relcl") if v.lemma_ == "pay" for b in agents(v))
    elif token.lower_ in ATTACK_NOUNS and token.lower_ != "activity" and not _is_prevention(token):
        yield from prepositions(token, "on", "against", "at", "targeting", "of")
        if token.lower_ in {"theft", "leak", "heist"}:
            yield from prepositions(token, "from")
        if token.lower_ not in {"ransomware", "malware", "phishing", "campaign", "espionage"}:
            yield from (c for c in children(token, "poss", "compound", "nmod") if sentence.mention(c))
        for verb in children(token, "acl", "relcl"):
            if verb.lemma_ in {"target", "affect", "hit", "involve", "strike"}:
                yield from objects(verb)
    elif token.lower_ in {"victim", "victims"}:
        yield from prepositions(token, "of") if token.head.lemma_ != "be" else subjects(token.head)


def _loses_assets(sentence: Sentence, verb: Any) -> bool:
    """Tell *switched off all its systems* and *lost control of its network* in a sentence or item about an attack."""
    heads = [*objects(verb), *(i for o in objects(verb) for i in prepositions(o, "of", "to"))]
    return any(h.lower_ in ASSETS for h in heads) and (
        verb.lemma_ != "take" or any(p.lower_ in {"down", "offline"} for p in verb.children)
    )


def _is_prevention(token: Any) -> bool:
    above = token.head
    return any(t.lemma_.lower() in _WARY or t.lower_ in _WARY for t in (above, above.head))


def _attack_complement(verb: Any) -> bool:
    """Tell *suffered an attack*, *fell victim to a breach* by the nouns behind the verb."""
    if verb.lemma_ in {"take", "shut", "switch", "lose", "find", "see", "blame"}:
        return False
    for o in [*objects(verb), *prepositions(verb, "from", "to", "of", "by", "in")]:
        if o.lower_ == "activity":
            return any(c.lower_ in _SHADY for c in children(o, "amod"))
        if o.lower_ in ATTACK_NOUNS or any(c.lower_ in ATTACK_NOUNS for c in children(o, "compound")):
            return True
        if o.lower_ in {"victim", "prey"}:
            return True
    clauses = children(verb, "ccomp", "advcl")
    return verb.lemma_ in {"announce", "disclose", "confirm", "admit", "reveal", "say"} and any(
        _tells_attack(c) for c in clauses
    )


def _tells_attack(clause: Any) -> bool:
    """Tell *announced that ransomware had got into its network*: the clause speaks of its subject's things."""
    tokens = list(clause.subtree)
    attacked = any(t.lemma_.lower() in ATTACK_VERBS or t.lower_ in ATTACK_NOUNS | CRIMINALS for t in tokens)
    entered = any(t.lemma_.lower() in {"enter", "access", "steal", "break", "get"} for t in tokens)
    own = any(t.lower_ in {"its", "their"} and t.head.lower_ in ASSETS for t in tokens)
    struck = any(
        t.lower_ == "it" and t.dep_ == "nsubjpass" and t.head.lemma_.lower() in ATTACK_VERBS for t in tokens
    )
    return ((attacked or entered) and own) or struck


def _criminal_subject(sentence: Sentence, verb: Any) -> bool:
    return any(_is_attackish(sentence, s) for s in subjects(verb))


def _is_attackish(sentence: Sentence, token: Any) -> bool:
    """Tell an attacker or an attack as the doer: *hackers*, *a ransomware attack*, or a gang's name."""
    if token.lower_ in CRIMINALS | ATTACK_NOUNS or token.lower_ in {"someone", "somebody"}:
        return True
    key = sentence.key(token)
    if key:
        return _is_attacker_word(sentence, key) or bool(
            re.search(r"\b(?:gang|group|hackers|crew)\b", sentence.text, re.I)
        )
    return any(c.lower_ in CRIMINALS | {"ransomware"} for c in token.children)


def _is_attacker_word(sentence: Sentence, key: str) -> bool:
    return bool(sentence.discourse.heads(key) & (CRIMINALS - {"group"}))


def _parties(sentence: Sentence, head: Any) -> Iterator[str]:
    """The parties that a noun phrase in a victim's place leads to: itself, or the owner of a system."""
    for token in [head, *head.conjuncts]:
        mention = sentence.mention(token)
        if mention is not None:
            yield from _as_party(sentence, token)
            continue
        owned = token.lower_ in ASSETS or token.lemma_.lower() in ASSETS
        if owned:
            owners = [
                *children(token, "poss", "compound", "nmod"),
                *prepositions(token, "of", "at", "from", "in", "belonging"),
            ]
            for owner in owners:
                if sentence.mention(owner) is not None:
                    yield from _as_party(sentence, owner)
                else:
                    yield from (
                        r.key for r in expand(sentence, owner, _PARTIES) if r.how in {"antecedent", "named"}
                    )
        else:
            yield from (
                r.key for r in expand(sentence, token, _PARTIES) if r.how in {"named", "antecedent", "listed"}
            )


def _as_party(sentence: Sentence, token: Any) -> Iterator[str]:
    """The party that a name in a victim's place is: a name of no or a doubtful type is a body there."""
    mention = sentence.mention(token)
    if mention is None or mention.quoted or _MALWARE.match(sentence.passage.text, mention.end):
        return
    discourse = sentence.discourse
    key = sentence.key(token)
    if (
        key is not None
        and discourse.type_of(key) in _PARTIES
        and not (discourse.type_of(key) is PERSON and mention.strength < 2)
    ):
        yield key
    elif mention.type is None or (mention.strength < 2 and mention.type is not EntityType.EVENT):
        yield discourse.retype(mention.name, ORGANISATION, sentence.passage, mention)
