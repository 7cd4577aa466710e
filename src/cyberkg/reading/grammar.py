"""Grammar: who does what to whom in a parsed sentence, as sets of referents.

A thin layer over spaCy's dependencies. *Expanding* a noun phrase gives every referent it brings in: the
members of an enumeration, those behind "including", "representatives of", "such as", and the antecedents of
pronouns and of phrases such as "the council".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cyberkg.reading.lexicon import EVENT_HEADS, ORGANISATION_HEADS, words
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType

__all__ = [
    "Ref",
    "agents",
    "antecedent",
    "children",
    "companions",
    "complements",
    "described_body",
    "expand",
    "objects",
    "prepositions",
    "subjects",
    "subtree",
]

_PERSONAL = words("he she him her his hers himself herself")
_THINGS = words("it they them its their itself themselves")
_RELATIVE = words("who which that whom")
_COMPANY = words(
    "company firm vendor provider manufacturer retailer operator maker supplier carrier business giant"
)
_GANG = words("gang group hackers attackers crew collective")
_EVENT_NOUNS = (EVENT_HEADS | words("event gathering")) - words(
    "operation day month con launch visit talk talks talk week tour"
)
_BODY_NOUNS = (
    (ORGANISATION_HEADS - words("police government"))
    | _COMPANY
    | words("regulator watchdog body troupe operator lender carmaker insurer airline retailer")
)
_WORK_NOUNS = words(
    "initiative programme program scheme campaign agreement memorandum convention pledge report"
)
_WHOLES = words(
    """representatives representative delegation delegates team members member experts officials executives guests
    speakers participants attendees companies firms organisations organizations institutions agencies bodies partners
    sponsors panellists panelists leaders officers professionals people staff specialists others witnesses listeners
    audience academics scholars bankers ministers dignitaries vips celebrities friends sponsors supporters groups
    vendors authorities exhibitors teams universities banks heads chiefs chairs directors signatories"""
)
_INCLUDES = words("including include like such namely comprising involving")


@dataclass(frozen=True, slots=True)
class Ref:
    """A referent that a noun phrase brings in.

    :param how: ``named``, ``listed`` (behind *including*), ``whole`` (the body that *representatives of X*
        come from) or ``antecedent``.
    """

    key: str
    token: Any
    how: str = "named"


def children(token: Any, *relations: str) -> list[Any]:
    """The dependents of a token in some relations, in order."""
    return [c for c in token.children if c.dep_ in relations]


def subtree(token: Any) -> Iterator[Any]:
    """The tokens below a token, itself included, relative clauses left out, in order."""
    for t in token.subtree:
        if not any(a.dep_ in {"relcl", "advcl"} for a in _path(t, token)):
            yield t


def _path(token: Any, top: Any) -> Iterator[Any]:
    while token not in (top, token.head):
        yield token
        token = token.head


def subjects(verb: Any) -> list[Any]:
    """The heads of a verb's subjects, taken over from the verb it is joined or subordinated to."""
    found = children(verb, "nsubj", "nsubjpass", "csubj")
    if found:
        return [_first_of_list(verb.head) if _is_relative(s, verb) else s for s in found if s.dep_ != "csubj"]
    if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "ccomp"} and verb.head != verb:
        if verb.dep_ in {"ccomp"}:
            return []
        head = verb.head
        if head.pos_ in {"VERB", "AUX"}:
            return subjects(head)
        if verb.dep_ == "pcomp":
            return subjects(_verb_above(head)) if _verb_above(head) is not None else []
    if verb.dep_ in {"relcl", "acl"}:
        return [verb.head]
    return []


def _is_relative(subject: Any, verb: Any) -> bool:
    return subject.lower_ in _RELATIVE and verb.dep_ == "relcl"


def _first_of_list(token: Any) -> Any:
    """The first member of the enumeration that a token is in; of *among the members that …* who is among them."""
    if token.dep_ == "pobj" and token.head.lower_ in {"among", "amongst"} and token.head.head.lemma_ == "be":
        above = subjects(token.head.head)
        return above[0] if above else token
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def _verb_above(token: Any) -> Any | None:
    while token.head != token:
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def is_passive(verb: Any) -> bool:
    """Tell whether a verb is in the passive, or a participle behind its noun (*organised by X*)."""
    if children(verb, "nsubjpass", "auxpass"):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True
    return (
        verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, "nsubj") and is_passive(verb.head)
    )


def objects(verb: Any) -> list[Any]:
    """The heads of a verb's direct objects; the passive subject counts as one."""
    found = children(verb, "dobj", "attr", "oprd", "dative")
    if is_passive(verb):
        found += [s for s in subjects(verb) if s not in found]
    return found


def agents(verb: Any) -> list[Any]:
    """The heads of those who do it: the subject, or in the passive the *by* phrase."""
    if is_passive(verb):
        return [o for p in children(verb, "agent", "prep") if p.lower_ == "by" for o in children(p, "pobj")]
    return subjects(verb)


def prepositions(token: Any, *names: str) -> list[Any]:
    """The heads behind a token's prepositions, of some names or of all."""
    found = []
    for p in children(token, "prep", "agent", "prt"):
        if not names or p.lower_ in names:
            found += children(p, "pobj")
            for inner in children(p, "prep"):
                found += children(inner, "pobj")
    return found


def complements(verb: Any) -> list[Any]:
    """All noun heads that hang on a verb but its subject: objects and what is behind its prepositions."""
    return [*children(verb, "dobj", "attr", "oprd", "dative"), *prepositions(verb)]


_WITH = re.compile(
    r"\b(?:together with|along with|alongside|as well as|accompanied by|joined by|in the company of)\s", re.I
)


def companions(sentence: Sentence, verb: Any) -> list[Any]:
    """The heads of those who are told behind *together with*, *as well as* and the like, after a verb."""
    found = []
    for match in _WITH.finditer(sentence.passage.text, sentence.offset(verb), sentence.end):
        behind = [
            t
            for t in sentence.tokens
            if sentence.offset(t) >= match.end() - 1 and t.pos_ in {"NOUN", "PROPN"}
        ]
        found += behind[:1]
    return found


def expand(sentence: Sentence, token: Any, kinds: Iterable[EntityType] = (), depth: int = 0) -> list[Ref]:
    """All referents that a noun phrase brings in, those of some types or of all, in order, each once.

    :param token: the head of the noun phrase.
    """
    wanted = frozenset(kinds)
    found: dict[str, Ref] = {}
    for head in [token, *(t for t in token.conjuncts if t.i > token.i)] if depth == 0 else [token]:
        for ref in _of_one(sentence, head, depth, wanted):
            if not wanted or sentence.discourse.type_of(ref.key) in wanted:
                found.setdefault(ref.key, ref)
    return list(found.values())


def _of_one(  # noqa: C901
    sentence: Sentence, token: Any, depth: int, wanted: frozenset[EntityType] = frozenset()
) -> Iterator[Ref]:
    key = sentence.key(token)
    if key:
        yield Ref(key, token)
    elif token.lower_ in {"government", "police"} and (not wanted or EntityType.ORGANISATION in wanted):
        yield Ref(described_body(sentence, token), token)
    else:
        found = antecedent(sentence, token, wanted)
        if found:
            yield Ref(found, token, "antecedent")
    if depth > 3:
        return
    for child in children(token, "appos"):
        yield from expand(sentence, child, depth=depth + 1 if key else 0)
    whole = token.lower_ in _WHOLES or token.lemma_ in _WHOLES
    for prep in children(token, "prep", "acl", "amod"):
        if prep.lower_ in _INCLUDES:
            for inner in [
                *children(prep, "pobj", "dobj"),
                *(o for p in children(prep, "prep") for o in children(p, "pobj")),
            ]:
                for ref in expand(sentence, inner):
                    yield Ref(ref.key, ref.token, "listed")
        elif whole and prep.lower_ in {"of", "from"}:
            for inner in children(prep, "pobj"):
                for ref in expand(sentence, inner):
                    yield Ref(ref.key, ref.token, ref.how if ref.how == "listed" else "whole")
    if whole and token.dep_ != "compound":
        for child in children(token, "compound", "poss", "nmod"):
            owner = sentence.key(child)
            if owner:
                yield Ref(owner, child, "whole")


def described_body(sentence: Sentence, token: Any) -> str:
    """The referent of a body that is described: *the police* (the one force named, if one is), *the privacy regulator*."""
    discourse = sentence.discourse
    if token.lower_ == "police":
        forces = [
            k
            for k, r in discourse.referents.items()
            if r.type is EntityType.ORGANISATION and "police" in discourse.heads(k)
        ]
        if len(forces) == 1:
            return forces[0]
    left = [c for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"} and sentence.mention(c) is None]
    start = sentence.offset(min(left, key=lambda t: t.i)) if left else sentence.offset(token)
    end = sentence.offset(token) + len(token)
    for p in children(token, "prep"):
        for o in children(p, "pobj"):
            mention = sentence.mention(o)
            if (
                p.lower_ in {"in", "of"}
                and mention is not None
                and token.lower_ not in {"police", "government"}
            ):
                end = mention.end
    return discourse.add(
        EntityType.ORGANISATION, sentence.passage.text[start:end], sentence.passage, start, end
    )


def antecedent(sentence: Sentence, token: Any, wanted: frozenset[EntityType] = frozenset()) -> str | None:
    """The referent that a pronoun or a phrase such as *the forum* stands for; None where nothing fits.

    :param wanted: the types that the place in the sentence allows; empty for any.
    """
    discourse, place = sentence.discourse, sentence.offset(token)
    low = token.lower_
    if low in _RELATIVE and token.dep_ in {"nsubj", "nsubjpass", "dobj"} and token.head.dep_ == "relcl":
        refs = list(_of_one(sentence, token.head.head, 3))
        return refs[0].key if refs else None
    if low in _PERSONAL:
        return next(discourse.before(sentence.passage, place, [EntityType.PERSON]), None)
    if low in _THINGS:
        kinds = wanted if len(wanted) == 1 else frozenset({EntityType.ORGANISATION})
        return next(discourse.before(sentence.passage, place, kinds), None)
    determined = any(
        c.lower_ in {"the", "this", "that", "its", "their"} for c in children(token, "det", "poss")
    )
    if not determined or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    if low == "operation":
        last = next(discourse.before(sentence.passage, place, [EntityType.EVENT]), None)
        return last if last and "operation" in discourse.heads(last) else None
    if low in _EVENT_NOUNS:
        return _nearest(sentence, EntityType.EVENT, low)
    if low in _WORK_NOUNS and EntityType.WORK in wanted:
        return _nearest(sentence, EntityType.WORK, low)
    if low in _BODY_NOUNS and token.tag_ in {"NN", "NNP"}:
        return _nearest(sentence, EntityType.ORGANISATION, low)
    return None


def _nearest(sentence: Sentence, kind: EntityType, noun: str) -> str | None:
    """The nearest referent before a sentence's place whose name has the noun, else simply the nearest."""
    discourse = sentence.discourse
    before = list(dict.fromkeys(discourse.before(sentence.passage, sentence.end, [kind])))
    named = [k for k in before if noun in discourse.heads(k)]
    if named:
        return named[0]
    far = [
        k for k in discourse.all_before(sentence.passage, sentence.start, kind) if noun in discourse.heads(k)
    ]
    if far and noun not in words("event group company firm gang team operator provider vendor"):
        return far[0]
    return before[0] if before else None
