"""Frames of an attack: the nouns that stand where a victim stands beside a verb or noun of attacking."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cyberkg.reading.grammar import agents, children, is_passive, objects, prepositions, subjects
from cyberkg.reading.incident_words import ASSETS, ATTACK_NOUNS, ATTACK_VERBS, CRIMINALS, SUFFER_VERBS
from cyberkg.reading.lexicon import words
from cyberkg.reading.sentences import Sentence

__all__ = ["is_attacker_word", "victim_heads"]

_WARY = words(
    "resist prevent avoid defend protect against combat fight counter tackle block thwart deter stop"
)
_SOFTWARE = words("ransomware malware backdoor virus trojan spyware intruders hackers attackers")
_SHADY = words("suspicious unauthorised unauthorized malicious unusual fraudulent criminal")
_FIND_OR_PLANT = words("find discover detect spot get deploy install plant")
_SHUT_OFF = words("shut switch take turn disconnect isolate lose")


def victim_heads(sentence: Sentence, token: Any) -> Iterator[Any]:
    """The nouns that stand where a victim stands in the frame that a word opens.

    :param token: any word of the sentence; one that opens no frame of an attack gives nothing.
    """
    if token.pos_ in {"VERB", "AUX"} or token.dep_ == "ROOT":
        yield from _of_verb(sentence, token)
    elif token.lower_ == "ransom":
        yield from (b for v in children(token, "acl", "relcl") if v.lemma_ == "pay" for b in agents(v))
    elif token.lower_ in ATTACK_NOUNS and token.lower_ != "activity" and not _is_prevention(token):
        yield from _of_noun(sentence, token)
    elif token.lower_ in {"victim", "victims"}:
        yield from prepositions(token, "of") if token.head.lemma_ != "be" else subjects(token.head)


def _of_verb(sentence: Sentence, verb: Any) -> Iterator[Any]:
    """*X was hacked*, *hackers attacked X*, *X suffered a breach*."""
    lemma = verb.lemma_.lower()
    if lemma in ATTACK_VERBS:
        if is_passive(verb):
            yield from subjects(verb)
        elif _criminal_subject(sentence, verb):
            yield from objects(verb)
    elif lemma in SUFFER_VERBS and _attack_complement(verb):
        yield from subjects(verb)
    else:
        yield from _of_intrusion(sentence, verb, lemma)


def _of_intrusion(sentence: Sentence, verb: Any, lemma: str) -> Iterator[Any]:
    """*Hackers broke into X*, *stole data from X*, *malware was found at X*, *X shut its systems down*."""
    if lemma in {"break", "get", "enter", "gain"} and any(_is_attackish(sentence, s) for s in agents(verb)):
        yield from [*prepositions(verb, "into", "to"), *objects(verb)]
    elif lemma in {"steal", "leak", "take"} and not is_passive(verb):
        if any(_is_attackish(sentence, s) for s in agents(verb)):
            yield from prepositions(verb, "from")
    elif lemma == "break" and is_passive(verb):
        yield from subjects(verb)
    elif lemma in _FIND_OR_PLANT and any(t.lower_ in _SOFTWARE for t in [*subjects(verb), *objects(verb)]):
        yield from prepositions(verb, "on", "in", "inside", "into", "at")
    elif lemma in _SHUT_OFF and _loses_assets(sentence, verb):
        yield from subjects(verb)


def _of_noun(sentence: Sentence, noun: Any) -> Iterator[Any]:
    """*The attack on X*, *theft from X*, *X's breach*, *a campaign that targets X*."""
    yield from prepositions(noun, "on", "against", "at", "targeting", "of")
    if noun.lower_ in {"theft", "leak", "heist"}:
        yield from prepositions(noun, "from")
    if noun.lower_ not in {"ransomware", "malware", "phishing", "campaign", "espionage"}:
        yield from (c for c in children(noun, "poss", "compound", "nmod") if sentence.mention(c))
    for verb in children(noun, "acl", "relcl"):
        if verb.lemma_ in {"target", "affect", "hit", "involve", "strike"}:
            yield from objects(verb)


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
        return is_attacker_word(sentence, key) or bool(
            re.search(r"\b(?:gang|group|hackers|crew)\b", sentence.text, re.I)
        )
    return any(c.lower_ in CRIMINALS | {"ransomware"} for c in token.children)


def is_attacker_word(sentence: Sentence, key: str) -> bool:
    """Tell a referent that is called hackers, a gang or the like.

    :param key: of the referent.
    """
    return bool(sentence.discourse.heads(key) & (CRIMINALS - {"group"}))
