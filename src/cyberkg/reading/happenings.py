"""Rules for events: which event a sentence is about, and when, where and under which theme it took place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from cyberkg.model import Literal
from cyberkg.reading.draft import Draft, Scene
from cyberkg.reading.grammar import children, expand, objects, prepositions, subjects, subtree
from cyberkg.reading.lexicon import words
from cyberkg.reading.mentions import Mention, normal
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType, LiteralKind

__all__ = ["announce_events", "event_of", "read_events"]

EVENT, PLACE, ORGANISATION = EntityType.EVENT, EntityType.PLACE, EntityType.ORGANISATION

# heads of events that texts describe instead of naming them
_DESCRIBED = words(
    """conference summit forum symposium seminar workshop hearing drill dinner anniversary celebration webinar
    roundtable exhibition hackathon competition gala reception luncheon ceremony conclave expo exercise congress
    operation"""
)
# parts of an event, which say nothing of their own unless they carry a name
_PARTS = words("ceremony dinner session reception luncheon panel gala")
_HOLD = words(
    """hold take run open host organise organize co-organise stage convene meet gather attend begin start kick launch
    celebrate close conclude draw return come go last see be participate"""
)
_THEME = re.compile(
    r"\b(?:theme|themed|motto|slogan|under the title)\b[^“\"”.;]{0,40}[“\"]([^“”\"]{3,200})[”\"]", re.I
)
_PART_OF = re.compile(r"\b(?:as\s+)?(?:a\s+)?part\s+of\s+(?:the\s+|this\s+year's\s+)?$", re.I)
_AT = re.compile(r"\b(in|at|near|inside|aboard)\s+(?:the\s+|central\s+|downtown\s+)?$", re.I)
_CHAIN = re.compile(r"\s*(?:,|in|at|\(|of)\s*(?:the\s+)?")
_DAYS = re.compile(r"\b(two|three|four|five|2|3|4|5)[- ]day\b", re.I)
_UNTIL = re.compile(r"\b(?:lasted|ran|continued|went on|runs|lasts)\s+(?:until|till|to|through)\s+", re.I)
_NUMBER = {"two": 2, "three": 3, "four": 4, "five": 5}


def announce_events(scene: Scene) -> None:
    """Take up the events that are described and not named: *a joint hearing of the two committees*."""
    for sentence in scene.sentences:
        for token in sentence.tokens:
            if (
                token.pos_ in {"NOUN", "PROPN"}
                and token.lemma_.lower() in _DESCRIBED
                and not sentence.mention(token)
            ):
                _announce(sentence, token)


def _announce(sentence: Sentence, token: Any) -> None:
    """Make a referent of a described event; a part of a named event leads to that event."""
    if token.tag_ in {"NNS", "NNPS"} or token.dep_ == "compound":
        return
    discourse, passage = sentence.discourse, sentence.passage
    named = [
        r
        for o in [*prepositions(token, "of", "for"), *children(token, "poss")]
        for r in expand(sentence, o, [EVENT])
    ]
    start, end = _phrase(sentence, token)
    lemma = token.lemma_.lower()
    if named and lemma in _PARTS:
        discourse.keys[(passage.index, sentence.offset(token))] = named[0].key
        return
    determiners = {c.lower_ for c in children(token, "det")}
    bodies = [r for o in prepositions(token, "of", "before", "by") for r in expand(sentence, o)]
    modified = children(token, "amod", "compound", "nummod", "poss", "nmod")
    if lemma in _PARTS and next(discourse.before(passage, start, [EVENT]), None):
        return
    definite = determiners & {"the", "this", "that"}
    if definite and not bodies and not any(c.lower_ in _ORDINALS for c in modified):
        return
    if lemma == "operation" and not any(c.lower_ in _JOINT for c in modified):
        return
    if not (bodies or modified) or determiners & {"no", "any", "every", "each"}:
        return
    name = passage.text[start:end]
    key = discourse.add(EVENT, name, passage, start, end)
    discourse.keys[(passage.index, sentence.offset(token))] = key


_JOINT = words(
    "international joint police multinational global coordinated law-enforcement enforcement worldwide"
)
_ORDINALS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth annual inaugural joint last"
)


def _phrase(sentence: Sentence, token: Any) -> tuple[int, int]:
    """The offsets of a noun phrase from its first modifier to the end of its *of* phrase."""
    left = [c for c in token.lefts if c.dep_ in {"amod", "compound", "nummod", "nmod"}]
    left += [c for c in token.lefts if c.dep_ == "poss" and sentence.mention(c)]
    start = sentence.offset(min(left, key=lambda t: t.i)) if left else sentence.offset(token)
    end = sentence.offset(token) + len(token)
    for p in children(token, "prep"):
        if p.lower_ in {"of", "on", "before", "by"}:
            last = max((t for t in subtree(p) if t.dep_ not in {"punct"}), key=lambda t: t.i)
            mention = sentence.mention(last)
            if any(d.start <= sentence.offset(last) < d.end for d in sentence.passage.dates):
                break  # when it was is no part of what it is called
            end = max(end, mention.end if mention else sentence.offset(last) + len(last))
            break
    return start, end


def event_of(scene: Scene, sentence: Sentence, token: Any) -> str | None:
    """The event that a verb or noun of taking part is about.

    In order: an event among its complements or subjects; one in the same sentence, the nearest; the last one
    spoken of in the same item; the one in the document's title, where the item is not headed otherwise.
    """
    near = (
        [*prepositions(token), *objects(token), *subjects(token)]
        if token.pos_ in {"VERB", "AUX"}
        else [*prepositions(token)]
    )
    for t in near:
        refs = expand(sentence, t, [EVENT])
        if refs:
            return refs[0].key
        for inner in prepositions(t, "of", "at", "in", "for", "to"):
            refs = expand(sentence, inner, [EVENT])
            if refs:
                return refs[0].key
    inside = [(abs(o - sentence.offset(token)), k) for o, k in _events_in(sentence)]
    if inside:
        return min(inside)[1]
    before = next(scene.discourse.before(sentence.passage, sentence.start, [EVENT]), None)
    return before or _event_of_title(scene, sentence)


def _events_in(sentence: Sentence) -> list[tuple[int, str]]:
    """Events spoken of in a sentence: their offsets in the block and keys."""
    keys = sentence.discourse.keys
    index = sentence.passage.index
    return sorted(
        (start, key)
        for (i, start), key in keys.items()
        if i == index and sentence.start <= start < sentence.end and sentence.discourse.type_of(key) is EVENT
    )


def _event_of_title(scene: Scene, sentence: Sentence) -> str | None:
    """The event of the document's title or of the headings above an item without a heading of its own kind."""
    discourse = scene.discourse
    path = {normal(t) for t in discourse.items[sentence.passage.item].path}
    for passage in discourse.passages:
        if passage.index and not (passage.is_heading and normal(passage.text) in path):
            continue
        for mention in passage.mentions:
            key = discourse.key(passage, mention)
            if key and discourse.type_of(key) is EVENT:
                return key
    return None


def _hosts(scene: Scene) -> Iterator[Draft]:
    """*A hearing of the committee*: an event described as a body's own is organised by it."""
    for sentence in scene.sentences:
        for token in sentence.tokens:
            key = scene.discourse.keys.get((sentence.passage.index, sentence.offset(token)))
            described = token.pos_ == "NOUN" and key is not None and scene.discourse.type_of(key) is EVENT
            if described and sentence.mention(token) is None and token.lemma_.lower() not in _PARTS:
                for o in prepositions(token, "of"):
                    for whole in expand(sentence, o, [EVENT]):
                        yield Draft(
                            str(key), "subEventOf", whole.key, sentence, sentence.offset(token), weight=0.7
                        )
                    for ref in expand(sentence, o, [ORGANISATION]):
                        yield Draft(
                            ref.key, "organised", str(key), sentence, sentence.offset(token), weight=0.7
                        )


def read_events(scene: Scene) -> Iterator[Draft]:
    """Read dates, places, themes and parents of events."""
    dated: set[str] = set()
    yield from _hosts(scene)
    for sentence in scene.sentences:
        events = list(dict.fromkeys(k for _, k in _events_in(sentence)))
        events += [] if events else _by_reference(sentence)
        yield from _themes(scene, sentence, events)
        if not events:
            continue
        yield from _dates(sentence, events, dated)
        yield from _places(sentence, events)
        yield from _parents(sentence)


def _by_reference(sentence: Sentence) -> list[str]:
    """Events that a sentence means without their names: *the forum*, *it*, as subject of a verb of holding."""
    found = []
    for token in sentence.tokens:
        if (token.pos_ == "NOUN" and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}) or (
            token.lower_ == "it"
            and token.head.lemma_
            in {
                "hold",
                "take",
                "run",
                "open",
                "organise",
                "organize",
                "host",
            }
        ):
            found += [r.key for r in expand(sentence, token, [EVENT])]
    return list(dict.fromkeys(found))


def _dates(sentence: Sentence, events: list[str], dated: set[str]) -> Iterator[Draft]:
    """Give each event of a sentence the date that stands nearest to it."""
    dates = sentence.dates
    dates = [
        d for d in dates if len(d.value) > len("2023")
    ] or dates  # "this year's" beside a day tells nothing
    if not dates:
        return
    spots = _events_in(sentence) or [(sentence.start, events[0])]
    for event in events:
        if event in dated:
            continue
        place = next((o for o, k in spots if k == event), sentence.start)
        others = [o for o, k in spots if k != event]
        near = sorted(dates, key=lambda d: (abs(d.start - place), d.start))
        pick = next(
            (d for d in near if not any(abs(d.start - o) < abs(d.start - place) for o in others)), None
        )
        if pick is None:
            continue
        value = _with_duration(sentence, pick.value)
        dated.add(event)
        yield Draft(event, "eventDate", Literal(value, LiteralKind.DATE), sentence, pick.start, weight=0.85)


def _with_duration(sentence: Sentence, value: str) -> str:
    """Extend a first day by *two-day* or by *until*: 2024-10-23 becomes 2024-10-23/2024-10-24."""
    later = _UNTIL.search(sentence.text)
    if later:
        ends = [
            d.value
            for d in sentence.passage.dates
            if sentence.start + later.start() <= d.start < sentence.start + later.end() + 4
        ]
        if ends and len(ends[0]) == len(value) == 10 and ends[0] > value:
            return f"{value}/{ends[0]}"
    match = _DAYS.search(sentence.text)
    if not match or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    days = _NUMBER.get(match[1].casefold()) or int(match[1])
    last = date.fromisoformat(value) + timedelta(days=days - 1)
    return f"{value}/{last.isoformat()}"


def _places(sentence: Sentence, events: list[str]) -> Iterator[Draft]:
    """Read the places behind *in* and *at* in a sentence that holds one event."""
    verbs = {t.lemma_.lower() for t in sentence.tokens if t.pos_ in {"VERB", "AUX"}}
    held = bool(verbs & _HOLD) or sentence.passage.block.kind == "bullet"
    text = sentence.passage.text
    last_end = -1
    spots = _events_in(sentence)
    ends = {m.end for m in sentence.mentions(EVENT)}
    for mention in sentence.mentions():
        at = _AT.search(text, max(0, mention.start - 16), mention.start)
        chained = last_end >= 0 and _CHAIN.fullmatch(text, last_end, mention.start)
        if not (at or chained) or not _may_be_place(mention, at):
            continue
        if not held and not chained and not (at and len(text[: at.start()].rstrip()) in ends):
            continue
        last_end = mention.end
        event = min(spots, key=lambda s: abs(s[0] - mention.start))[1] if spots else events[0]
        key = _place_key(sentence, mention)
        if key:
            yield Draft(event, "eventPlace", key, sentence, mention.start, weight=0.8)


def _may_be_place(mention: Mention, at: re.Match[str] | None) -> bool:
    if mention.type is PLACE:
        return True
    venue = at is not None and at[1].casefold() == "at"
    return venue and not mention.quoted and mention.type in (None, ORGANISATION, EntityType.PERSON)


def _place_key(sentence: Sentence, mention: Mention) -> str | None:
    discourse = sentence.discourse
    key = discourse.key(sentence.passage, mention)
    if key and discourse.type_of(key) is PLACE:
        return key
    if key and discourse.type_of(key) is EntityType.PERSON:
        return None
    return discourse.add(PLACE, mention.name, sentence.passage, mention.start, mention.end)


def _themes(scene: Scene, sentence: Sentence, events: list[str]) -> Iterator[Draft]:
    for match in _THEME.finditer(sentence.passage.text, sentence.start, sentence.end):
        token = sentence.token_at(match.start())
        event = event_of(scene, sentence, token) if token is not None else next(iter(events), None)
        if event:
            theme = match[1].strip().rstrip(".,;")
            yield Draft(
                event, "eventTheme", Literal(theme, LiteralKind.TEXT), sentence, match.start(), weight=0.85
            )


def _parents(sentence: Sentence) -> Iterator[Draft]:
    """Read *held as part of X*: the nearest event in front is a part of X."""
    text = sentence.passage.text
    spots = _events_in(sentence)
    for n, (start, whole) in enumerate(spots):
        if n and _PART_OF.search(text, max(sentence.start, start - 40), start) and spots[n - 1][1] != whole:
            yield Draft(spots[n - 1][1], "subEventOf", whole, sentence, start, weight=0.8)
