"""The victims of attacks: the parties that stand where a victim stands, or own the system that was hit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cyberkg.reading.grammar import children, expand, prepositions
from cyberkg.reading.incident_frames import is_attacker_word, victim_heads
from cyberkg.reading.incident_words import ASSETS, ATTACK_NOUNS
from cyberkg.reading.lexicon import words
from cyberkg.reading.sentences import Sentence
from cyberkg.reading.status import status_of
from cyberkg.terms import EntityType, Status

__all__ = ["victims_in"]

_PARTIES = (EntityType.PERSON, EntityType.ORGANISATION)
_MALWARE = re.compile(r"\s+(?:ransomware|malware|trojan|gang|hackers|group|worm|botnet)\b", re.I)
_AUTHORITIES = words(
    "police commissioner commission bureau cert regulator ombudsman committee europol interpol court"
)


def victims_in(sentence: Sentence) -> dict[str, int]:
    """The victims that a sentence names, each with the offset of the word that says so."""
    found: dict[str, int] = {}
    for token in sentence.tokens:
        for head in victim_heads(sentence, token):
            if _is_denied(sentence, token):
                continue
            for key in _parties(sentence, head):
                if not is_attacker_word(sentence, key) and not _only_named(sentence, token, key):
                    found.setdefault(key, sentence.offset(token))
    return found


def _only_named(sentence: Sentence, token: Any, key: str) -> bool:
    """Tell an authority that a noun of attacking brings in (*the attack … to the PCPD*): it is told, not hit."""
    return token.lower_ in ATTACK_NOUNS and bool(sentence.discourse.heads(key) & _AUTHORITIES)


def _is_denied(sentence: Sentence, token: Any) -> bool:
    at = sentence.offset(token) - sentence.start
    return status_of(sentence.text, at, at + len(token)) is Status.DENIED


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
        and not (discourse.type_of(key) is EntityType.PERSON and mention.strength < 2)
    ):
        yield key
    elif mention.type is None or (mention.strength < 2 and mention.type is not EntityType.EVENT):
        yield discourse.retype(mention.name, EntityType.ORGANISATION, sentence.passage, mention)
