"""The attackers: a gang by its name, or the doer of the attack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cyberkg.reading.draft import Draft
from cyberkg.reading.grammar import children, is_passive, objects
from cyberkg.reading.incident_words import ATTACK_NOUNS, ATTACK_VERBS, GANG
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType

__all__ = ["read_attackers"]

# the verbs of attacking whose subject is a doer: an attack, too, affects or hits
_HARM = (ATTACK_VERBS - {"affect", "target", "hit", "strike"}) | {"steal"}
_GANG_BEFORE = re.compile(
    r"\b(?:gang|group|crew|collective|hackers|organi[sz]ation|actor|syndicate)\s*(?:,?\s*(?:known as|called|named|that calls itself|that called itself|calling itself|tracked as|dubbed)\s*)?[“\"']?$",
    re.I,
)


def read_attackers(incident: str, victims: frozenset[str], sentence: Sentence) -> Iterator[Draft]:
    """Draft ``attacker`` for each name of a sentence that a gang's noun stands beside or that does the harm.

    :param victims: keys of its victims, which are not its attackers.
    """
    text = sentence.passage.text
    for token in sentence.tokens:
        mention = sentence.mention(token)
        if mention is None or mention.quoted or mention.type in (EntityType.EVENT, EntityType.WORK):
            continue
        gang = GANG.search(text[mention.end : mention.end + 40]) or _GANG_BEFORE.search(
            text[max(0, mention.start - 60) : mention.start]
        )
        if not (gang or _does_harm(sentence, token)):
            continue
        key = _named_party(sentence, token)
        if key and key not in victims:
            yield Draft(incident, "attacker", key, sentence, mention.start, weight=0.75)


def _named_party(sentence: Sentence, token: Any) -> str | None:
    """The body that a name is in an attacker's place, whatever it was typed as."""
    mention = sentence.mention(token)
    if mention is None or mention.quoted:
        return None
    key = sentence.key(token)
    if (
        key
        and sentence.discourse.type_of(key) in (EntityType.ORGANISATION, EntityType.PERSON)
        and mention.strength >= 2
    ):
        return key
    return sentence.discourse.retype(mention.name, EntityType.ORGANISATION, sentence.passage, mention)


def _does_harm(sentence: Sentence, token: Any) -> bool:
    """Tell a name that is the doer of an attack, or is said to be behind one."""
    head = token
    while head.dep_ in {"conj", "appos"} and head.head != head:
        head = head.head
    verb = head.head
    if head.dep_ == "nsubj":
        return _is_harm(verb)
    if head.dep_ == "pobj" and verb.lower_ == "by":
        above = verb.head
        return above.lemma_ in ATTACK_VERBS | {"steal", "carry", "launch"} or above.lower_ in ATTACK_NOUNS
    if head.dep_ == "pobj" and verb.lower_ in {"to", "on"}:
        return verb.head.lemma_ in {"attribute", "link", "blame", "tie"}
    return head.dep_ == "dobj" and verb.lemma_ in {"blame", "accuse"}


def _is_harm(verb: Any) -> bool:
    """Tell *attacked*, *is behind the attack*, *claimed responsibility*: its subject is the attacker."""
    if verb.lemma_ == "claim":
        return any(o.lower_ in {"responsibility", "credit"} for o in objects(verb)) or any(
            c.lemma_ in ATTACK_VERBS | {"steal", "obtain"} for c in children(verb, "xcomp", "ccomp")
        )
    if verb.lemma_ == "be":
        return any(p.lower_ == "behind" for p in children(verb, "prep"))
    return verb.lemma_ in _HARM and not is_passive(verb)
