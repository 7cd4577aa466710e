"""Rules for who was at an event and in what part: attended, spoke, organised, supported, officiated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cyberkg.reading.draft import Draft, Scene
from cyberkg.reading.grammar import Ref, agents, children, companions, expand, objects, prepositions, subjects
from cyberkg.reading.happenings import event_of
from cyberkg.reading.lexicon import words
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType

__all__ = ["read_attendance"]

PERSON, ORGANISATION, EVENT = EntityType.PERSON, EntityType.ORGANISATION, EntityType.EVENT
_AGENTS = (PERSON, ORGANISATION)

_ATTEND = words("attend participate visit gather grace appear preside chair judge compete")
_ORGANISE = words(
    "organise organize host co-organise co-organize co-host cohost stage convene run hold celebrate arrange initiate"
)
_SUPPORT = words("sponsor support co-sponsor cosponsor back")
_SPEAK = words("speak testify keynote moderate address lecture present perform")
_SAY = words(
    """say emphasise emphasize stress note announce tell explain add describe urge call point highlight argue warn
    share discuss remark thank welcome introduce outline predict elaborate conclude open close praise"""
)
_SPEECHES = words(
    """speech speeches keynote keynotes address remarks talk talks presentation presentations lecture statement
    testimony sharing toast message opening closing welcome panel discussion"""
)
_GIVE = words("give deliver make hold present offer share read")
_PART_NOUNS = words("speaker panellist panelist moderator presenter lecturer keynote witness panel")
_GUEST_NOUNS = words(
    "guest attendee participant visitor listener audience delegate dignitary celebrity vip representative exhibitor"
)
_ROLES = _PART_NOUNS | _GUEST_NOUNS | words("organiser organizer host sponsor supporter official")
_OFFICIATE = re.compile(
    r"\b(?:officiat\w+|guests? of honou?r|cut(?:ting)? the ribbon|ribbon[- ]cutting|official guests?)\b", re.I
)
_SPEECH_CUE = re.compile(
    r"\b(?:speech|keynote|address(?:ed)?|remarks|talk|sharing|spoke|speaker|panel(?:list|list)?|presentation|lecture)\b",
    re.I,
)


def read_attendance(scene: Scene) -> Iterator[Draft]:
    """Read participations from the verbs and nouns of taking part."""
    for sentence in scene.sentences:
        if sentence.passage.is_heading:
            continue
        for token in sentence.tokens:
            if token.pos_ in {"VERB", "AUX"}:
                yield from _verb(scene, sentence, token)
            elif token.pos_ in {"NOUN", "PROPN", "ADJ"} and sentence.mention(token) is None:
                yield from _noun(scene, sentence, token)
        yield from _verbless(scene, sentence)


def _drafts(
    sentence: Sentence, refs: list[Ref], predicate: str, event: str | None, token: Any, weight: float = 0.85
) -> Iterator[Draft]:
    if event is None:
        return
    for ref in refs:
        kind = sentence.discourse.type_of(ref.key)
        if predicate == "officiated" and kind is not PERSON:
            continue
        if predicate == "supported" and kind is not ORGANISATION:
            continue
        yield Draft(ref.key, predicate, event, sentence, sentence.offset(token), weight=weight)


def _people(sentence: Sentence, tokens: list[Any]) -> list[Ref]:
    found = {r.key: r for t in tokens for r in expand(sentence, t, _AGENTS)}
    return list(found.values())


def _verb(scene: Scene, sentence: Sentence, verb: Any) -> Iterator[Draft]:
    """Read one verb."""
    lemma = verb.lemma_.lower()
    event = _hearing(sentence, verb) or event_of(scene, sentence, verb)
    if event is None:
        return
    heads = agents(verb)
    if lemma in _ATTEND | _SPEAK | {"take", "come"}:
        heads = [*heads, *companions(sentence, verb)]
    doers = _people(sentence, heads)
    direct = objects(verb)
    if lemma in _ATTEND or _takes_part(verb):
        yield from _drafts(sentence, doers, "attended", event, verb)
    elif lemma in {"join", "see", "draw", "attract", "bring", "welcome", "include"} and _is_event_verb(
        sentence, verb
    ):
        who = _people(sentence, direct) if lemma != "join" else doers
        yield from _drafts(sentence, who, "attended", event, verb, 0.6)
    elif lemma in _ORGANISE and _has_event_object(sentence, verb):
        yield from _drafts(sentence, doers, "organised", event, verb)
    elif lemma in _SUPPORT and _has_event_object(sentence, verb):
        yield from _drafts(sentence, doers, "supported", event, verb)
    elif lemma in {"coordinate", "lead"} and _has_operation(sentence, verb):
        yield from _drafts(sentence, doers, "organised", event, verb, 0.7)
    elif lemma == "officiate":
        yield from _drafts(sentence, doers, "officiated", event, verb)
    elif lemma in _SPEAK or (lemma in _GIVE and _speech_object(sentence, verb)) or _own_speech(verb):
        yield from _drafts(sentence, doers, "spokeAt", event, verb)
    elif lemma in _SAY and _at_event(sentence, verb):
        yield from _drafts(
            sentence, [d for d in doers if _is_person(sentence, d)], "spokeAt", event, verb, 0.7
        )
    elif lemma == "be":
        yield from _be(sentence, verb, event)


def _hearing(sentence: Sentence, verb: Any) -> str | None:
    """The event of *testified before the committee*: a hearing that the text does not name."""
    if verb.lemma_ not in {"testify", "appear"}:
        return None
    for o in prepositions(verb, "before"):
        for ref in expand(sentence, o, [ORGANISATION]):
            if sentence.discourse.heads(ref.key) & _HEARERS:
                body = sentence.discourse.referents[ref.key].label
                start = sentence.offset(verb)
                return sentence.discourse.add(
                    EVENT, f"hearing of the {body}", sentence.passage, start, start + len(verb)
                )
    return None


_HEARERS = words(
    "committee subcommittee congress senate parliament commission house assembly bundestag inquiry"
)


def _is_person(sentence: Sentence, ref: Ref) -> bool:
    return sentence.discourse.type_of(ref.key) is PERSON


def _takes_part(verb: Any) -> bool:
    if verb.lemma_ == "take" and any(o.lower_ == "part" for o in objects(verb)):
        return True
    if verb.lemma_ in {"come", "return", "fly", "travel"}:
        return bool(prepositions(verb, "to", "for"))
    return verb.lemma_ in {"send"} and any(
        o.lemma_ in {"representative", "delegation", "delegate", "team"} for o in objects(verb)
    )


def _has_event_object(sentence: Sentence, verb: Any) -> bool:
    """Tell *held a symposium* from *held data*: an event among the objects, or the verb behind an event."""
    for o in objects(verb):
        key = sentence.key(o)
        if key and sentence.discourse.type_of(key) is EVENT:
            return True
        refs = expand(sentence, o, [EVENT])
        if refs:
            return True
    return False


def _is_event_verb(sentence: Sentence, verb: Any) -> bool:
    """Tell a verb whose subject or object is an event."""
    around = [*subjects(verb), *objects(verb)]
    return any(r for t in around for r in expand(sentence, t, [EVENT]))


def _has_operation(sentence: Sentence, verb: Any) -> bool:
    if verb.dep_ in {"acl", "conj"} or objects(verb):
        near = [*objects(verb), verb.head, *(verb.head.conjuncts if verb.dep_ == "conj" else ())]
        near += [verb.head.head] if verb.dep_ == "conj" else []
        return any(
            (key := sentence.key(t))
            and sentence.discourse.type_of(key) is EVENT
            and "operation" in sentence.discourse.heads(key)
            for t in near
        ) or any(t.lower_ == "operation" for t in near)
    return False


def _speech_object(sentence: Sentence, verb: Any) -> bool:
    for o in objects(verb):
        if o.lower_ in _SPEECHES or o.lemma_ in _SPEECHES:
            return True
        if any(c.lower_ in _SPEECHES for c in children(o, "compound", "amod", "nmod")):
            return True
    return False


def _own_speech(verb: Any) -> bool:
    """*Devoted his opening speech to …*: whatever one does with a speech of one's own."""
    return any(
        o.lower_ in _SPEECHES - {"message", "opening", "closing", "welcome", "sharing"}
        and children(o, "poss")
        for o in objects(verb)
    )


def _at_event(sentence: Sentence, verb: Any) -> bool:
    """Tell *said at the forum* or *in the opening keynote … announced* from a mere quotation."""
    for t in prepositions(verb, "at", "during", "in"):
        if expand(sentence, t, [EVENT]) or t.lower_ in _SPEECHES - {"statement", "message", "presentation"}:
            return True
    return False


def _be(sentence: Sentence, verb: Any, event: str) -> Iterator[Draft]:
    """*X was among the guests*, *X was present*, *the speakers were X and Y*, *X was in the audience*."""
    whom = _people(sentence, subjects(verb))
    for t in [*children(verb, "attr", "acomp", "advmod"), *prepositions(verb)]:
        lemma = t.lemma_.lower()
        if lemma in {"present", "there", "attendance"} or lemma in _GUEST_NOUNS or _sends_someone(t):
            yield from _drafts(sentence, whom, "attended", event, verb, 0.8)
        elif lemma in _PART_NOUNS:
            yield from _drafts(sentence, whom, "spokeAt", event, verb)
        elif lemma == "one":
            nouns = [o.lemma_.lower() for o in prepositions(t, "of", "among")]
            if set(nouns) & _PART_NOUNS:
                yield from _drafts(sentence, whom, "spokeAt", event, verb)
            elif set(nouns) & _GUEST_NOUNS:
                yield from _drafts(sentence, whom, "attended", event, verb)


def _sends_someone(token: Any) -> bool:
    """*Among the companies that have sent representatives*, *that took part*."""
    return any(_takes_part(v) or v.lemma_ in _ATTEND for v in children(token, "relcl", "acl"))


def _noun(scene: Scene, sentence: Sentence, token: Any) -> Iterator[Draft]:
    """*Officiating guests included X*, *the speakers were X*, *among the guests were X*, *fourth witness was X*."""
    lemma = token.lemma_.lower()
    if token.lower_ in _SPEECHES - {"panel", "discussion", "statement"}:
        speakers = _people(sentence, prepositions(token, "by", "from"))
        yield from _drafts(sentence, speakers, "spokeAt", event_of(scene, sentence, token), token, 0.8)
        return
    if lemma not in _ROLES:
        return
    verb = token.head
    named: list[Ref] = []
    if token.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_ in {"include", "be", "comprise", "feature"}:
        named = _people(sentence, [*children(verb, "dobj", "attr"), *prepositions(verb)])
    elif (
        token.dep_ == "pobj" and token.head.lower_ in {"among", "amongst"} and token.head.head.lemma_ == "be"
    ):
        be = token.head.head
        named = _people(sentence, [*subjects(be), *children(be, "attr", "nsubj")])
    elif token.dep_ in {"nsubj", "ROOT", "dobj", "pobj"}:
        named = [r for r in expand(sentence, token, _AGENTS) if r.how == "listed"]
        if lemma == "representative":
            return
    if not named:
        return
    event = event_of(scene, sentence, token)
    low = sentence.text
    if _OFFICIATE.search(low) and lemma in {"guest", "official"}:
        predicate = "officiated"
    elif lemma in _PART_NOUNS:
        predicate = "spokeAt"
    elif lemma in {"organiser", "organizer", "host"}:
        predicate = "organised"
    elif lemma in {"sponsor", "supporter"}:
        predicate = "supported"
    else:
        predicate = "attended"
    yield from _drafts(sentence, named, predicate, event, token)


def _verbless(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    """A person in a sentence about a speech that has no verb of speaking: *X, during the theme sharing that …*."""
    if not _SPEECH_CUE.search(sentence.text):
        return
    roots = [t for t in sentence.tokens if t.dep_ == "ROOT"]
    for root in roots:
        key = sentence.key(root)
        if key and sentence.discourse.type_of(key) is PERSON:
            yield from _drafts(
                sentence, [Ref(key, root)], "spokeAt", event_of(scene, sentence, root), root, 0.6
            )
