"""Capitalised runs: the stretches of a text that may be names, joined over "of", "for", "and" where a name is.

Works on tokens with offsets, knows no entity types but the heads that decide where a name goes on:
*Office of the Privacy Commissioner for Personal Data* is one run, *the Crime Bureau of the Police Force* two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from cyberkg.reading.lexicon import (
    COMMON_STARTS,
    EVENT_HEADS,
    HONORIFICS,
    ORGANISATION_HEADS,
    PARTICLES,
    POST_HEADS,
    WORK_HEADS,
    words,
)

__all__ = ["GENERIC", "Run", "Word", "find_runs", "is_capitalised", "split_words"]

_WORD = re.compile(r"[^\W_]+(?:[-.'’/&+][^\W_]+)*\.?|[^\w\s]|_", re.UNICODE)
_ABBREVIATION = re.compile(
    r"(?:[A-Za-z]\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Inc|Ltd|Corp|Co|St|No|Hon|Jr|Sr|Rev)\."
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_POSSESSIVE = re.compile(r"(.+?)(['’]s|(?<=s)['’])$")
# a plural before 's that belongs to a name (People's Government), not to an owner
_OWNED = words(
    "people women children workers men consumers farmers citizens veterans master queen king lloyd moody"
)

# ordinary words that fill the names of bodies; they join over "and", and alone they name nothing
GENERIC = words(
    """cyber security cybersecurity technology technologies information science sciences trade health innovation
    commerce industry industrial oversight reform convention infrastructure research development finance financial
    justice culture media sport data privacy operation operations party disarmament standards immigration customs
    border revenue foreign home education labour labor transport food drug drugs arts securities exchange futures
    banking insurance communications communication digital crime terrorism defence defense policy strategy emergency
    risk compliance networks network economy economic energy housing environment agriculture human services policing
    protection personal government governance public private national international federal state regional global
    critical internet online mobile computer computing artificial intelligence software hardware cloud forensics
    forensic law legal enforcement investigation investigations intelligence response incident incidents threat
    threats resilience awareness training career careers talent business enterprise enterprises investment tourism
    welfare social community communities civil aviation maritime export import counter anti consumer consumers
    homeland rules budget appropriations judiciary veterans affairs relations cooperation co-operation safety
    quality innovation telecommunications telecom broadcasting press statistics planning management audit
    exhibition practice practices""",
)


@dataclass(frozen=True, slots=True)
class Word:
    """A token: its text and its offsets in characters, half-open; ``owner`` marks a cut-off 's behind it."""

    text: str
    start: int
    end: int
    owner: bool = False

    @property
    def low(self) -> str:
        """The word in lower case, without a final full stop."""
        return self.text.casefold().rstrip(".") or self.text


@dataclass(frozen=True, slots=True)
class Run:
    """A candidate name: half-open indices into the words of a text."""

    first: int
    last: int


def split_words(text: str) -> list[Word]:
    """Split a text into words and punctuation marks; "'s" goes, a full stop stays only with abbreviations.

    >>> [w.text for w in split_words("Okta's chief, Mr. Bradbury (CISO).")]
    ['Okta', 'chief', ',', 'Mr.', 'Bradbury', '(', 'CISO', ')', '.']
    """
    found = []
    for match in _WORD.finditer(text):
        start, body = match.start(), match.group()
        if body.endswith(".") and len(body) > 1 and not _ABBREVIATION.fullmatch(body):
            found.extend(_owner(body[:-1], start))
            found.append(Word(".", match.end() - 1, match.end()))
        else:
            found.extend(_owner(body, start))
    return found


def _owner(body: str, start: int) -> list[Word]:
    match = _POSSESSIVE.fullmatch(body)
    if match:
        return [Word(match[1], start, start + len(match[1]), owner=True)]
    return [Word(body, start, start + len(body))]


def is_capitalised(word: Word) -> bool:
    """Tell whether a word can be part of a name: a capital in front, or a digit with letters behind."""
    text = word.text
    return text[0].isupper() or (text[0].isdigit() and any(c.isupper() for c in text[1:3]))


def _opens_sentence(ws: Sequence[Word], i: int) -> bool:
    return i == 0 or ws[i - 1].text in {".", "!", "?", ":", "“", '"', "‘", "•", "-", "–", ";"}


def _chunks(ws: Sequence[Word], closed: Set[int]) -> list[Run]:
    """Cut maximal stretches of capitalised words; a comma or an owner's 's ends one."""
    found, i = [], 0
    while i < len(ws):
        if i in closed or not (is_capitalised(ws[i]) or _number_in_name(ws, i)):
            i += 1
            continue
        j = i + 1
        while j < len(ws) and j not in closed and _continues(ws, j):
            j += 1
        found.extend(_trim(ws, i, j))
        i = j
    return found


def _number_in_name(ws: Sequence[Word], i: int) -> bool:
    """A number that opens a name: 2024 China Cybersecurity Week, 360 Digital Security Group."""
    if not (ws[i].text.isdigit() and len(ws[i].text) in (3, 4) and i + 2 < len(ws)):
        return False
    j = i + 1
    while j < len(ws) and is_capitalised(ws[j]) and not ws[j - 1].owner:
        j += 1
    heads = EVENT_HEADS | WORK_HEADS if _YEAR.fullmatch(ws[i].text) else ORGANISATION_HEADS
    return j > i + 2 and any(w.low in heads for w in ws[i + 1 : j])


def _continues(ws: Sequence[Word], j: int) -> bool:
    before, word = ws[j - 1], ws[j]
    if before.owner and before.low not in _OWNED:
        # "Privacy Commissioner's Office" goes on, "Okta's Security Team" does not
        return before.low in POST_HEADS and word.low in {"office", "department", "secretariat"}
    if is_capitalised(word):
        return True
    if _YEAR.fullmatch(word.text) or (word.text.isdigit() and len(word.text) <= 4 and before.text.isupper()):
        return not (before.low in {"in", "since", "by", "until", "may"} or before.low in _MONTHS)
    joins = word.text in {"&", "+"} or (word.low in PARTICLES and word.text.islower())
    return joins and j + 1 < len(ws) and is_capitalised(ws[j + 1])


_MONTHS = words(
    """january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec"""
)
_EDGES = words("on and of the a an for in to at with & + from by or but as is")


def _trim(ws: Sequence[Word], first: int, last: int) -> list[Run]:
    """Drop what only its place capitalises, at both ends."""
    while first < last and (ws[first].low in _EDGES or _placed(ws, first, last)):
        first += 1
    while last > first and ws[last - 1].low in _EDGES:
        last -= 1
    return [Run(first, last)] if first < last else []


def _placed(ws: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether a word has its capital from opening a sentence only.

    An ordinary noun in front of a longer name may belong to it (Cyber Security Summit), a function word not.
    """
    word = ws[first]
    if not _opens_sentence(ws, first) or word.text.isupper():
        return False
    if word.low in COMMON_STARTS and word.low not in GENERIC:
        return True
    return word.low in GENERIC and last - first == 1


def _joins(ws: Sequence[Word], left: Run, right: Run) -> bool:
    """Decide whether two neighbouring stretches with small words between them are one name."""
    between = [w.low for w in ws[left.last : right.first]]
    if ws[left.last - 1].owner or not between or len(between) > 2:
        return False
    tail = ws[left.last - 1].low
    if between in (["of"], ["of", "the"]):
        return _joins_of(ws, left, right, between)
    if between == ["for"]:
        return tail in ORGANISATION_HEADS | WORK_HEADS | EVENT_HEADS or tail in POST_HEADS
    if between in (["on"], ["on", "the"]):
        return tail in ORGANISATION_HEADS | WORK_HEADS | EVENT_HEADS
    if between in (["and"], ["&"]):
        return tail in GENERIC and any(w.low in GENERIC for w in ws[right.first : right.last])
    return False


def _joins_of(ws: Sequence[Word], left: Run, right: Run, between: list[str]) -> bool:
    tail = ws[left.last - 1].low
    heads = ORGANISATION_HEADS | WORK_HEADS | EVENT_HEADS
    if tail in POST_HEADS:
        # a post and the body it is held in, but "Office of the Director of National Intelligence"
        return ws[left.first].low in ORGANISATION_HEADS
    if tail not in heads:
        # the Internet of Vehicles Programme
        alone = (
            left.last - left.first == 1
            and between == ["of"]
            and left.first > 0
            and ws[left.first - 1].low == "the"
        )
        return alone and ws[right.last - 1].low in WORK_HEADS
    inside = any(w.low in ORGANISATION_HEADS for w in ws[right.first : right.last])
    whole = left.last - left.first > 1
    if tail == "office" and ws[right.last - 1].low == "government":
        return True
    # a full name with a head on either side of "of the" is a unit and the body it belongs to
    return not (inside and whole and between[-1] == "the")


def find_runs(ws: Sequence[Word], closed: Set[int] = frozenset()) -> list[Run]:
    """Find the candidate names of a text, in order and without overlaps.

    :param ws: the words of the text, from ``split_words``.
    :param closed: indices of words that belong to no name: those of dates, amounts and quotations.
    :returns: runs as half-open ranges of word indices.
    """
    merged: list[Run] = []
    for chunk in _chunks(ws, closed):
        honoured = ws[chunk.first].low in HONORIFICS
        if merged and not honoured and _joins(ws, merged[-1], chunk):
            merged[-1] = Run(merged[-1].first, chunk.last)
        else:
            merged.append(chunk)
    return merged
