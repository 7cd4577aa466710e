"""Sentences: grammar parsed on a simplified text in which each name is one ordinary word.

"Representatives of the Hong Kong Productivity Council (HKPC) including Ir Tony WONG, Chairman of ..., attended"
is parsed as "Representatives of Sony including Smith attended": the small model parses that rightly. Offsets
lead back from the simplified text to the block's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from cyberkg.model import Evidence
from cyberkg.reading.dates import DateMention, date_spans
from cyberkg.reading.discourse import Discourse, Passage
from cyberkg.reading.language import Language
from cyberkg.reading.lexicon import EVENT_HEADS, words
from cyberkg.reading.mentions import Mention
from cyberkg.reading.runs import split_words
from cyberkg.terms import EntityType

__all__ = ["Region", "Sentence", "read_sentences"]

# words that the model knows well as names of their kind; which one stands for which name does not matter
_PEOPLE = [
    "Smith",
    "Jones",
    "Brown",
    "Davis",
    "Miller",
    "Wilson",
    "Moore",
    "Taylor",
    "Clark",
    "Lewis",
    "Walker",
    "Young",
    "King",
    "Scott",
    "Baker",
    "Adams",
]
_BODIES = [
    "Sony",
    "Toyota",
    "Nokia",
    "Boeing",
    "Siemens",
    "Honda",
    "Ford",
    "Shell",
    "Nissan",
    "Pfizer",
    "Disney",
    "Pepsi",
    "Nike",
    "Visa",
    "Philips",
    "Airbus",
]
_PLACES = ["Paris", "Rome", "Berlin", "Madrid", "London", "Vienna", "Prague", "Lisbon", "Athens", "Oslo"]
_WORKS = ["Hamlet", "Macbeth", "Othello", "Ulysses", "Emma", "Dracula"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a block that one word stands for: offsets in the block's text, half-open."""

    start: int
    end: int
    word: str
    mention: Mention | None


class _Placed(Protocol):
    """What has a place in a block: the offset where it starts."""

    @property
    def start(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


@dataclass(slots=True)
class Sentence:
    """A sentence: its parse and the way back to the text.

    :param tokens: spaCy's tokens of the simplified sentence.
    :param start: offset of the sentence in the block's text; half-open.
    """

    discourse: Discourse
    passage: Passage
    tokens: list[Any]
    start: int
    end: int
    _regions: dict[int, Region] = field(default_factory=dict)
    _offsets: Sequence[int] = ()

    @property
    def text(self) -> str:
        """The sentence as it stands in the block."""
        return self.passage.text[self.start : self.end]

    @property
    def evidence(self) -> Evidence:
        """The sentence as evidence: its quote at its offsets in the document."""
        span = self.passage.block.span(self.start, self.end)
        document = self.discourse.document
        return Evidence(document.name, span.start, span.end, document.text[span.start : span.end])

    def mention(self, token: Any) -> Mention | None:
        """The mention that a token stands for; None for an ordinary word."""
        region = self._regions.get(token.idx)
        return region.mention if region else None

    def key(self, token: Any) -> str | None:
        """The key of the referent that a token stands for; None for an ordinary word."""
        mention = self.mention(token)
        return self.discourse.key(self.passage, mention) if mention else None

    def offset(self, token: Any) -> int:
        """The offset of a token in the block's text."""
        return int(self._offsets[token.idx])

    def token_at(self, offset: int) -> Any | None:
        """The token that covers an offset in the block's text; None where there is none."""
        best = None
        for token in self.tokens:
            if self.offset(token) <= offset:
                best = token
        return best

    def within(self, found: Iterable[_P]) -> list[_P]:
        """Those of the things found in the sentence's block that start in the sentence, in their order."""
        return [f for f in found if self.start <= f.start < self.end]

    @property
    def dates(self) -> list[DateMention]:
        """The dates that the sentence tells, in order; a year within a name is none."""
        return [d for d in self.within(self.passage.dates) if d.kind != "name-year"]

    def mentions(self, *kinds: EntityType) -> list[Mention]:
        """All mentions in the sentence, those within titles too, of some types, in order; of all where none given."""
        return [m for m in self.within(self.passage.mentions) if not kinds or m.type in kinds]


def _regions(passage: Passage) -> list[Region]:
    """Lay out what is to be replaced: each name with its titles, each date."""
    text = passage.text
    spans = {(m.start, m.end): m for m in passage.mentions}
    bounds = {m.start: [_with_article(text, m), m.end] for m in passage.mentions}
    for before, after in zip(passage.mentions, passage.mentions[1:], strict=False):
        owned = text[before.end : after.start] in ("'s ", "’s ")
        if owned and before.type is EntityType.PLACE and after.type is EntityType.ORGANISATION:
            bounds[after.start][0] = bounds[before.start][0]
    for event in passage.mentions:
        if event.type is EntityType.EVENT:
            bounds[event.start][1] = _end_of_places(passage, event)
    for post in passage.posts:
        low, high = bounds[post.person.start]
        bounds[post.person.start] = [min(low, post.start), max(high, post.end)]
    found: list[Region] = []
    for n, ((start, _), mention) in enumerate(sorted(spans.items(), key=lambda pair: pair[0])):
        low, high = bounds[start]
        covered = any(
            other.start != start and b[0] <= start < b[1] and (b[1] - b[0]) > (high - low)
            for other, b in ((m, bounds[m.start]) for m in passage.mentions)
        )
        if not covered:
            found.append(Region(low, high, _stand_in(mention, n), mention))
    taken = [(r.start, r.end) for r in found]
    in_names = {(d.start, d.end) for d in passage.dates if d.kind == "name-year"}
    for n, (start, end) in enumerate(date_spans(text)):
        if (start, end) not in in_names and not any(a < end and start < b for a, b in taken):
            found.append(Region(start, end, _DAYS[n % len(_DAYS)], None))
    return _disjoint(sorted(found, key=lambda r: (r.start, -r.end)))


_IN = re.compile(r",?\s+(?:in|at)\s+(?:the\s+)?")
_NEXT = re.compile(r",\s+|\s+in\s+")


def _end_of_places(passage: Passage, event: Mention) -> int:
    """Take the places behind an event's name (*in Nansha, Guangzhou*) into its stretch: they are read apart."""
    end = event.end
    for mention in passage.mentions:
        if mention.start >= end and mention.type is EntityType.PLACE:
            gap = _IN if end == event.end else _NEXT
            if not gap.fullmatch(passage.text, end, mention.start):
                break
            end = mention.end
    return end


def _disjoint(regions: Sequence[Region]) -> list[Region]:
    kept: list[Region] = []
    for region in regions:
        if not kept or region.start >= kept[-1].end:
            kept.append(region)
    return kept


def _with_article(text: str, mention: Mention) -> int:
    """Take the article in front of a person's, a body's or a place's name into its stretch."""
    if mention.type in (EntityType.EVENT, EntityType.WORK) or mention.quoted:
        return mention.start
    for article in ("the ", "The "):
        if text[max(0, mention.start - len(article)) : mention.start] == article:
            return mention.start - len(article)
    return mention.start


def _stand_in(mention: Mention, n: int) -> str:
    if mention.quoted:
        return _WORKS[n % len(_WORKS)]
    if mention.type is EntityType.PERSON:
        return _PEOPLE[n % len(_PEOPLE)]
    if mention.type is EntityType.PLACE:
        return _PLACES[n % len(_PLACES)]
    if mention.type is EntityType.EVENT:
        heads = [
            w.text
            for w in split_words(mention.name)
            if w.low in EVENT_HEADS - words("operation con day month")
        ]
        return heads[-1].capitalize() if heads else "Olympics"
    if mention.type is EntityType.WORK:
        return "Report"
    return _BODIES[n % len(_BODIES)]


def _simplify(text: str, regions: Sequence[Region]) -> tuple[str, list[int], dict[int, Region]]:
    """Put the stand-ins in: the simplified text, for each of its characters its offset, regions by place."""
    out: list[str] = []
    offsets: list[int] = []
    where: dict[int, Region] = {}
    place = 0
    length = 0

    def copy(start: int, end: int) -> None:
        nonlocal length
        out.append(_unlisted(text, start, end, regions))
        offsets.extend(range(start, end))
        length += end - start

    for n, region in enumerate(regions):
        copy(place, region.start)
        where[length] = region
        out.append(region.word)
        offsets.extend([region.start] * len(region.word))
        length += len(region.word)
        place = region.end
        if _closes_apposition(text, region, regions[n + 1] if n + 1 < len(regions) else None):
            place += 1
        elif _opens_clause(text, region):
            out.append(",")
            offsets.append(region.end - 1)
            length += 1
    copy(place, len(text))
    offsets.append(len(text))
    return "".join(out), offsets, where


def _unlisted(text: str, start: int, end: int, regions: Sequence[Region]) -> str:
    """Write the semicolons of an enumeration of names as commas; between clauses they stay."""
    between = text[start:end]
    if ";" not in between:
        return between
    left = any(r.end == start and r.mention is not None for r in regions)
    right = any(r.start == end and r.mention is not None for r in regions)
    listed = left and right and between.strip() in {";", "; and", "; the", "; and the"}
    return between.replace(";", ",") if listed else between


def _opens_clause(text: str, region: Region) -> bool:
    """Tell a date that opens a sentence without a comma (*On Friday Smith came*): the parser wants one."""
    if region.mention is not None or not text[region.end : region.end + 1].isspace():
        return False
    before = text[max(0, region.start - 16) : region.start]
    return (
        re.search(
            r"(?:^|[.!?]\s+)(?:Late\s+|Early\s+)?(?:On|In|From|Between|Since|Until|By|At)\s+(?:the\s+)?$",
            before,
        )
        is not None
    )


def _closes_apposition(text: str, region: Region, following: Region | None) -> bool:
    """Tell a comma that closes a title (*Smith, chairman of X, said*) from one of an enumeration."""
    if region.mention is None or region.end >= len(text) or text[region.end] != ",":
        return False
    if region.end - region.mention.end < 3:
        return False
    rest = text[region.end + 1 :].lstrip()
    if rest.startswith(("and ", "as well as ", "&")):
        return False
    return following is None or text[region.end + 1 : following.start].strip() not in ("", "the")


def read_sentences(discourse: Discourse, language: Language) -> list[Sentence]:
    """Parse a document: its sentences in order, headings included as sentences of their own."""
    prepared = []
    for passage in discourse.passages:
        regions = _regions(passage)
        prepared.append((passage, *_simplify(passage.text, regions)))
    found: list[Sentence] = []
    parsed = language.grammar([text for _, text, _, _ in prepared])
    for (passage, text, offsets, where), doc in zip(prepared, parsed, strict=True):
        for first, last in _bounds(doc, text, passage.is_heading):
            tokens = [t for t in doc[first:last] if not t.is_space]
            if not tokens:
                continue
            start = offsets[tokens[0].idx]
            end_token = tokens[-1]
            region = where.get(end_token.idx)
            end = region.end if region else offsets[end_token.idx + len(end_token) - 1] + 1
            found.append(Sentence(discourse, passage, tokens, start, end, where, offsets))
    return found


def _bounds(doc: Any, text: str, heading: bool) -> Iterator[tuple[int, int]]:
    """Yield the sentences as token ranges; only a full stop, question or exclamation mark ends one."""
    if heading:
        yield 0, len(doc)
        return
    first = 0
    for i, token in enumerate(doc):
        mark = token.text
        ends = mark in {".", "!", "?", ".”", '."'} or (
            mark[-1] in "”\"'’)" and i and doc[i - 1].text in {".", "!", "?"}
        )
        if not ends or i + 1 == len(doc):
            continue
        following = doc[i + 1]
        closing = following.text in {"”", '"', "’", "'", ")", "]"}
        spaced = token.idx + len(token) < len(text) and text[token.idx + len(token)].isspace()
        opens = following.text[0].isupper() or following.text[0] in "“\"'‘(0123456789" or following.is_space
        if not closing and spaced and opens:
            yield first, i + 1
            first = i + 1
    if first < len(doc):
        yield first, len(doc)
