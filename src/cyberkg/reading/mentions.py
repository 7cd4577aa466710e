"""Mentions: where a block of text names a person, an organisation, an event, a place or a work.

Capitalised runs are typed by what stands around them and by their heads (``lexicon.py``); spaCy's named
entities decide where neither does. A mention without a type is a name whose role in a sentence may still
tell what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cyberkg.reading.lexicon import (
    COMMON_STARTS,
    COUNTRIES,
    EVENT_HEADS,
    HONORIFICS,
    KNOWN_ORGANISATIONS,
    NATIONALITIES,
    ORGANISATION_HEADS,
    PLACE_HEADS,
    POST_HEADS,
    POST_MODIFIERS,
    WEAK_ORGANISATION_HEADS,
    WORK_HEADS,
    words,
)
from cyberkg.reading.runs import GENERIC, Run, Word, find_runs, is_capitalised, split_words
from cyberkg.terms import EntityType

__all__ = ["Entity", "Mention", "find_mentions", "initials", "normal"]

PERSON, ORGANISATION, EVENT = EntityType.PERSON, EntityType.ORGANISATION, EntityType.EVENT
PLACE, WORK = EntityType.PLACE, EntityType.WORK

_LABELS = {
    "PERSON": PERSON,
    "ORG": ORGANISATION,
    "GPE": PLACE,
    "LOC": PLACE,
    "FAC": PLACE,
    "EVENT": EVENT,
    "WORK_OF_ART": WORK,
    "LAW": WORK,
}
_CLOSES = re.compile(
    r"\s*(?:[.,;:)]|$|(?:and|on|from|during|between|by|with|at|this|last|to|where|for|after|before|when|under|until)\b)"
)
_QUOTE = re.compile(r"[“\"]([^“”\"]{2,200})[”\"]")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&]*[A-Z0-9][A-Za-z0-9&]{0,6}|[A-Z]{2,10}")
_SMALL = words("of for on the and & in to at de des et la du by with a an")
_VENUE_MODIFIERS = words("convention exhibition conference sports cultural shopping conventions community")
_LEGAL = words("limited ltd inc corp corporation plc llc gmbh ag co company group")


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as spaCy labels it: offsets in the block's text, half-open."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a block of text.

    :param start: offset in the block's text, the honorific and the bracketed acronym included; half-open.
    :param name: the name alone, without article, honorific and acronym.
    :param type: what it names; None where only its role can tell.
    :param strength: how sure the type is: 3 said by a form, 2 by a head, 1 by the model, 0 guessed.
    :param acronym: the short form given in brackets behind it.
    :param title: the post in front of the name (``Chief Executive``).
    :param quoted: whether it stands in quotation marks.
    :param article: ``the``, ``a`` or empty: the article in front.
    :param described: whether it is a phrase of common nouns (*a joint hearing of …*) and no name.
    """

    start: int
    end: int
    name: str
    type: EntityType | None = None
    strength: int = 0
    acronym: str = ""
    title: str = ""
    quoted: bool = False
    article: str = ""
    described: bool = False


def normal(name: str) -> str:
    """Fold a name for comparison: case, articles, full stops and quotation marks go.

    >>> normal("The Consumer Council")
    'consumer council'
    """
    folded = re.findall(r"[^\W_]+", name.casefold().replace("’", "'").replace("'s", ""))
    return " ".join(folded[1:] if folded[:1] in (["the"], ["a"], ["an"]) and len(folded) > 1 else folded)


def initials(name: str) -> str:
    """Take the initials of a name's words, the small words left out.

    >>> initials("Office of the Director of National Intelligence")
    'odni'
    """
    parts = re.findall(r"[^\W_]+", name)
    return "".join(p[0] for p in parts if p.casefold() not in _SMALL).casefold()


def find_mentions(
    text: str, entities: Iterable[Entity], closed: Iterable[tuple[int, int]] = ()
) -> list[Mention]:
    """Find the names in a block.

    :param text: the block's text.
    :param entities: spaCy's named entities in it.
    :param closed: spans (half-open, in characters) that belong to no name: dates and amounts.
    :returns: mentions in order, without overlaps; types may be missing.
    """
    ws = split_words(text)
    quotes = [m for m in _QUOTE.finditer(text) if not _is_alias(text, m)]
    shut = [*closed, *((q.start(), q.end()) for q in quotes)]
    inside = frozenset(i for i, w in enumerate(ws) if any(a <= w.start < b for a, b in shut))
    labels = tuple(entities)
    found = [m for run in find_runs(ws, inside) for m in _mentions_of(text, ws, run, labels)]
    found = [_with_acronym(text, ws, m) for m in found]
    found += [Mention(q.start(), q.end(), q[1].strip(" ,."), quoted=True) for q in quotes if _is_title(q[1])]
    return _without_overlaps(found)


def _is_alias(text: str, quote: re.Match[str]) -> bool:
    return text[: quote.start()].endswith("(") and text[quote.end() :].startswith(")")


def _is_title(quoted: str) -> bool:
    """Tell a title in quotation marks from quoted speech: most of its longer words are capitalised."""
    long = [w for w in re.findall(r"[^\W\d_]+", quoted) if w.casefold() not in _SMALL]
    return bool(long) and sum(w[0].isupper() for w in long) >= 0.6 * len(long) and quoted[-1] not in ",."


def _mentions_of(text: str, ws: Sequence[Word], run: Run, labels: Sequence[Entity]) -> list[Mention]:
    """Turn a run into mentions: usually one; none for a post; two for *Microsoft President Brad Smith*."""
    first, last = run.first, run.last
    honorific = first
    while honorific < last - 1 and ws[honorific].low in HONORIFICS:
        honorific += 1
    if honorific > first and ws[honorific].low in POST_HEADS | ORGANISATION_HEADS:
        honorific = first  # General Manager is a post and no general
    if first < honorific:
        return [_person(text, ws, first, honorific, last)]
    post = _post_before_name(ws, run)
    if post is not None:
        start, end = post
        owner = [_typed(text, ws, Run(first, start), labels)] if start > first else []
        if end == last:
            return owner if any(o.type is ORGANISATION and o.strength for o in owner) else []
        title = text[ws[start].start : ws[end - 1].end]
        person = replace(_person(text, ws, end, end, last), title=title)
        return [*owner, person]
    if last - first == 1 and ws[first].low in COMMON_STARTS and not _short_form_behind(text, ws[first].end):
        return []
    if all(ws[i].low in GENERIC | _SMALL for i in range(first, last)) and not _short_form_behind(
        text, ws[last - 1].end
    ):
        return []
    mention = _typed(text, ws, run, labels)
    before = ws[first - 1] if first else None
    if mention.strength < 2 and last - first <= 4:
        named_by_post = before and before.low in POST_HEADS and before.text.islower()
        if named_by_post or (last - first > 1 and _has_title_behind(ws, last)):
            return [_person(text, ws, first, first, last)]
    return [mention]


def _short_form_behind(text: str, end: int) -> bool:
    return re.match(r"\s*\(\s*[A-Z][A-Za-z]*[A-Z]\s*\)", text[end : end + 16]) is not None


def _has_title_behind(ws: Sequence[Word], last: int) -> bool:
    """Tell *Brad Smith, president of Microsoft*: a comma, then nothing but the words of a title."""
    if last >= len(ws) or ws[last].text != ",":
        return False
    for word in ws[last + 1 : last + 8]:
        if word.low in POST_HEADS:
            return True
        if word.low not in POST_MODIFIERS | GENERIC | {"the", "a", "an", "its", "also", "then", "of"}:
            return False
    return False


def _labelled(ws: Sequence[Word], run: Run, labels: Sequence[Entity]) -> str:
    """The label of the entity that covers most of a run, empty where none covers half of it."""
    start, end = ws[run.first].start, ws[run.last - 1].end
    shared, label = max(((min(e.end, end) - max(e.start, start), e.label) for e in labels), default=(0, ""))
    return label if shared * 2 > end - start else ""


def _person(text: str, ws: Sequence[Word], first: int, name: int, last: int) -> Mention:
    """A person from words[first:last], the name from words[name] on: at most five words of it."""
    last = min(last, name + 5)
    start = ws[first].start
    return Mention(start, ws[last - 1].end, text[ws[name].start : ws[last - 1].end], PERSON, 3)


def _post_before_name(ws: Sequence[Word], run: Run) -> tuple[int, int] | None:
    """Find a post within a run: half-open word indices of the title; None where there is none.

    What follows the title is a person's name, so no head of an organisation, event or work may stand there.
    """
    heads = [i for i in range(run.first, run.last) if ws[i].low in POST_HEADS]
    if not heads:
        return None
    end = heads[-1] + 1
    rest = ws[end : run.last]
    start = end - 1
    modifiers = POST_HEADS | POST_MODIFIERS | GENERIC
    while start > run.first and ws[start - 1].low in modifiers and not ws[start - 1].owner:
        start -= 1
    if rest and rest[0].low in {"for", "of"}:
        # Secretary for Innovation; Office of the Director of National Intelligence is a body
        return None if ws[run.first].low in ORGANISATION_HEADS else (start, run.last)
    if any(w.low in ORGANISATION_HEADS | EVENT_HEADS | WORK_HEADS | _SMALL - {"de"} for w in rest):
        return None
    if any(w.low in ORGANISATION_HEADS for w in ws[run.first : start]) and not rest:
        return None  # Office of the Privacy Commissioner
    if len(rest) > 4:
        return None
    return start, end


def _typed(text: str, ws: Sequence[Word], run: Run, labels: Sequence[Entity]) -> Mention:
    start, end = ws[run.first].start, ws[run.last - 1].end
    name = text[start:end]
    kind, strength = _by_head(ws, run)
    if kind is None or (strength < 2 and _labelled(ws, run, labels) in _LABELS):
        by_model = _LABELS.get(_labelled(ws, run, labels))
        kind, strength = (by_model, 1) if by_model else (kind, strength)
    if name in KNOWN_ORGANISATIONS:
        kind, strength = ORGANISATION, 2
    elif name in COUNTRIES:
        kind, strength = PLACE, 3
    elif name in NATIONALITIES or (
        kind is PERSON and (ws[run.first].text.isupper() and run.last - run.first == 1)
    ):
        kind, strength = None, 0
    before = ws[run.first - 1].low if run.first else ""
    if before == "in" and kind in (PERSON, None) and strength < 2 and _CLOSES.match(text, end):
        kind, strength = PLACE, 1  # nobody is "in" a person
    article = ws[run.first - 1].low if run.first and ws[run.first - 1].low in {"the", "a", "an"} else ""
    return Mention(start, end, name, kind, strength, article=article)


def _by_head(ws: Sequence[Word], run: Run) -> tuple[EntityType | None, int]:  # noqa: PLR0911
    """Type a run by its head noun: the last word before the first *of*, *for*, *on*, else the last word."""
    lows = [ws[i].low for i in range(run.first, run.last)]
    while len(lows) > 1 and lows[-1].isdigit():
        lows.pop()
    if lows[0] == "operation" and 2 <= len(lows) <= 3:
        return EVENT, 2
    if lows[-1] in _LEGAL and len(lows) > 1:
        return ORGANISATION, 3
    cut = next((i for i, w in enumerate(lows) if i and w in {"of", "for", "on", "in"}), len(lows))
    head, alone = lows[cut - 1], cut == 1 and len(lows) == 1
    if alone and len(lows) == run.last - run.first:
        return None, 0
    dated = len(lows) < run.last - run.first
    if (
        dated
        and len(lows) <= 2
        and all(ws[run.first + i].text.isupper() and w.isalpha() for i, w in enumerate(lows))
    ):
        return EVENT, 2  # CSOP 2023
    if head in PLACE_HEADS or (head in {"centre", "center"} and set(lows[:cut]) & _VENUE_MODIFIERS):
        return PLACE, 2
    if head in EVENT_HEADS and (cut > 1 or cut < len(lows)):
        return EVENT, 2
    if head in ORGANISATION_HEADS and not (head in WORK_HEADS and cut < len(lows)):
        return ORGANISATION, 1 if head in WEAK_ORGANISATION_HEADS else 2
    if head in WORK_HEADS:
        return WORK, 2
    if dated and any(w in EVENT_HEADS for w in lows):
        return EVENT, 2
    if dated and len(lows) == 1:
        return EVENT, 1  # CSOP 2023
    if any(w in EVENT_HEADS for w in lows) and cut == len(lows) and len(lows) > 2:
        return EVENT, 1
    return None, 0


def _with_acronym(text: str, ws: Sequence[Word], mention: Mention) -> Mention:
    """Take in the bracketed short form behind a name; its letters tell where the name begins."""
    behind = re.compile(r"\s*\(\s*[“\"']?([^()“”\"]{2,40}?)[”\"']?\s*\)").match(text, mention.end)
    if not behind:
        return mention
    short = behind[1].strip()
    letters = re.sub(r"[^A-Za-z0-9]", "", short).casefold()
    if _ACRONYM.fullmatch(short):
        begin = _first_of_initials(ws, mention, letters)
        if begin is None and letters[0] not in initials(mention.name):
            return mention
        start = mention.start if begin is None else min(begin, mention.start)
        name = text[start : mention.end] if start < mention.start else mention.name
        kind = (
            mention.type if mention.type in (ORGANISATION, EVENT, WORK) and mention.strength else ORGANISATION
        )
        return replace(
            mention, start=start, end=behind.end(), name=name, acronym=short, type=kind, strength=3
        )
    if normal(short) in normal(mention.name) and short[0].isupper() and mention.type is not PERSON:
        return replace(
            mention, end=behind.end(), acronym=short, type=mention.type or ORGANISATION, strength=3
        )
    return mention


def _first_of_initials(ws: Sequence[Word], mention: Mention, letters: str) -> int | None:
    """Walk back from the end of a name over words whose initials spell ``letters``; the start offset."""
    last = max((i for i, w in enumerate(ws) if w.end <= mention.end), default=-1)
    i, left = last, letters
    parts: list[tuple[int, str]] = []
    while i >= 0 and last - i < 14 and ws[i].text not in {",", ".", ";", "(", ")"}:
        parts.extend((ws[i].start, p.casefold()) for p in reversed(re.findall(r"[^\W_]+", ws[i].text)))
        i -= 1
    for start, part in parts:
        if not left:
            break
        if part[0] == left[-1]:
            left = left[:-1]
            begin = start
        elif part not in _SMALL:
            return None
    if left:
        return None
    return begin if is_capitalised(next(w for w in ws if w.start <= begin < w.end)) else None


def _without_overlaps(found: Sequence[Mention]) -> list[Mention]:
    """Keep of two mentions that share characters the longer one."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept
