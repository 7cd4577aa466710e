"""Rules for what was published, launched, signed or joined."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cyberkg.reading.draft import Draft, Scene
from cyberkg.reading.grammar import agents, children, expand, objects, prepositions, subtree
from cyberkg.reading.lexicon import WORK_HEADS, words
from cyberkg.reading.mentions import Mention
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType

__all__ = ["read_works"]

PERSON, ORGANISATION, WORK, EVENT = (
    EntityType.PERSON,
    EntityType.ORGANISATION,
    EntityType.WORK,
    EntityType.EVENT,
)
_VERBS = {
    "published": words("publish release issue unveil present update"),
    "launched": words("launch introduce start roll unveil establish inaugurate"),
    "signed": words("sign ink conclude initial"),
    "joined": words("join"),
}
_SIGNABLE = words(
    "memorandum memorandums memoranda agreement convention treaty declaration pledge charter accord mou mous letter pact code compact statement"
)
_PUBLISHABLE = WORK_HEADS | words(
    "findings advisories guidelines reports alert notice warning results figures white"
)
_JOINABLE = words("programme program initiative campaign scheme alliance pledge network project")
_DEFINITES = words("its their the a an")


def read_works(scene: Scene) -> Iterator[Draft]:
    """Read works from the verbs of publishing, launching, signing and joining."""
    for sentence in scene.sentences:
        if sentence.passage.is_heading:
            continue
        for token in sentence.tokens:
            if token.pos_ != "VERB":
                continue
            for predicate, lemmas in _VERBS.items():
                if token.lemma_.lower() in lemmas:
                    yield from _verb(sentence, token, predicate)


def _verb(sentence: Sentence, verb: Any, predicate: str) -> Iterator[Draft]:
    doers = {r.key: r for t in agents(verb) for r in expand(sentence, t, [PERSON, ORGANISATION])}
    if not doers:
        return
    things = list(objects(verb))
    works = [w for o in things for w in _works(sentence, o, predicate)]
    if predicate == "signed":
        for o in things:
            for other in (t for p in subtree(o) if p.lower_ == "with" for t in children(p, "pobj")):
                doers |= {r.key: r for r in expand(sentence, other, [PERSON, ORGANISATION])}
        for other in prepositions(verb, "with"):
            doers |= {r.key: r for r in expand(sentence, other, [PERSON, ORGANISATION])}
    for work in dict.fromkeys(works):
        for ref in doers.values():
            yield Draft(ref.key, predicate, work, sentence, sentence.offset(verb), weight=0.8)


def _works(sentence: Sentence, head: Any, predicate: str) -> Iterator[str]:
    """The works that an object brings in: named ones, quoted titles, and things with a fitting head noun."""
    for token in [head, *head.conjuncts]:
        mention = sentence.mention(token)
        if mention is not None:
            key = _named(sentence, mention, predicate)
            if key:
                yield key
            continue
        inside = [m for t in subtree(token) if (m := sentence.mention(t)) and (m.quoted or m.type is WORK)]
        if inside and token.lemma_.lower() in _PUBLISHABLE | _SIGNABLE | _JOINABLE | words(
            "document study series set"
        ):
            for m in inside[:6]:
                key = _named(sentence, m, predicate)
                if key:
                    yield key
        elif _fits(token, predicate):
            yield _described(sentence, token)
        elif predicate == "joined":
            yield from (r.key for r in expand(sentence, token, [WORK]))


def _named(sentence: Sentence, mention: Mention, predicate: str) -> str | None:
    discourse, passage = sentence.discourse, sentence.passage
    key = discourse.key(passage, mention)
    if mention.quoted or key is None:
        if not mention.quoted and (mention.type not in (None, WORK)):
            return None
        return discourse.add(WORK, mention.name, passage, mention.start, mention.end)
    kind = discourse.type_of(key)
    if kind is WORK:
        return key
    low = {w.strip(".,") for w in mention.name.casefold().split()}
    if kind is EVENT and predicate in {"launched", "signed"} and low & (WORK_HEADS | _SIGNABLE | _JOINABLE):
        return discourse.add(WORK, mention.name, passage, mention.start, mention.end)
    return None


def _fits(token: Any, predicate: str) -> bool:
    """Tell a described work (*a memorandum on co-operation*) that the contract wants from any other object."""
    lemma = token.lemma_.lower()
    low = token.lower_
    if predicate == "signed":
        return lemma in _SIGNABLE or low in _SIGNABLE
    modified = children(token, "compound", "amod", "nmod")
    if predicate == "launched":
        return low in words("programme program campaign scheme hotline platform portal initiative") and bool(
            modified
        )
    return False


def _described(sentence: Sentence, token: Any) -> str:
    left = [c for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"}]
    start = sentence.offset(min(left, key=lambda t: t.i)) if left else sentence.offset(token)
    end = sentence.offset(token) + len(token)
    for p in children(token, "prep"):
        if p.lower_ in {"on", "of", "for"}:
            stops = [t.i for t in subtree(p) if t.lower_ in {"with", "between", "by", "in"}]
            last = max((t for t in subtree(p) if t.i < min(stops, default=t.i + 1)), key=lambda t: t.i)
            mention = sentence.mention(last)
            end = mention.end if mention else sentence.offset(last) + len(last)
            break
    name = sentence.passage.text[start:end].rstrip(" .,;")
    return sentence.discourse.add(WORK, name, sentence.passage, start, start + len(name))
