"""Spans of a window: what stands in it, as ranges of pieces with a kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cyberkg.learned.labels import NAMED, TAGS
from cyberkg.learned.windows import Value, Window
from cyberkg.reading.discourse import Passage

__all__ = [
    "Span",
    "pieces_of",
    "spans_of_names",
    "spans_of_tags",
    "spans_of_values",
    "trimmed",
    "widened",
    "with_values",
]


_ENDS = frozenset({"", *",;:!?–—-()[]“”\"'‘’*_"})
_SHORT = frozenset(
    ["inc", "ltd", "co", "corp", "jr", "sr", "bros", "ltda", "pty", "pte", "bhd", "llp", "st", "no"]
)
_LINKS = frozenset(
    ["a", "an", "the", "and", "or", "of", "in", "on", "at", "for", "by", "to", "with", "from", "cum", "&"]
)
_OWNERS = frozenset(["its", "their", "our", "his", "her", "my", "your", "this", "these", "that", "said"])
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?", re.IGNORECASE)
_SURE = 2  # the strength of a name that a form or a head told, not the statistical model alone


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of pieces, half-open, and what it is; the normal form where rules found it."""

    start: int
    end: int
    kind: str
    value: str = ""


def spans_of_tags(tags: Sequence[int]) -> list[Span]:
    """Read spans off a window's tags; an inside tag without its beginning begins a span itself."""
    spans: list[Span] = []
    start, kind = 0, ""
    for n, tag in enumerate([*tags, 0]):
        mark, _, here = TAGS[tag].partition("-")
        if kind and (mark != "I" or here != kind):
            spans.append(Span(start, n, kind))
            kind = ""
        if here and not kind:
            start, kind = n, here
    return spans


def trimmed(spans: Sequence[Span], words: Sequence[str], joined: Sequence[bool]) -> list[Span]:
    """Take off the ends of spans what is no part of them.

    That is punctuation, but for the full stop behind an abbreviation (*Inc.*, *J.*), and, of names, the small words
    that link them to others and those before them that say whose they are. What then is a mere number is no name.

    :param words: those of each piece of the window.
    :param joined: whether a piece goes on the word of the piece before.
    """
    parts = {n for n, goes_on in enumerate(joined) if goes_on} | {
        n - 1 for n, goes_on in enumerate(joined) if goes_on
    }
    links = {n for n, word in enumerate(words) if word in _LINKS and n not in parts}
    owners = {n for n, word in enumerate(words) if word in _OWNERS and n not in parts}
    kept = []
    for span in _one_name(spans, words):
        is_name = span.kind in NAMED
        start, end = span.start, _before_bracket(words, span.start, span.end)
        while start < end and (words[start] in _ENDS | {"."} or (is_name and start in links | owners)):
            start += 1
        while start < end and (_ends_behind(words, start, end - 1) or (is_name and end - 1 in links)):
            end -= 1
        if start < end and not (is_name and _ORDINAL.fullmatch("".join(words[start:end]))):
            kept.append(replace(span, start=start, end=end))
    return kept


def _one_name(spans: Sequence[Span], words: Sequence[str]) -> list[Span]:
    """Join names of a kind with nothing between them but a *cum*: two names would have a comma or another word."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined and joined[-1].kind == span.kind else None
        if before and span.kind in NAMED and list(words[before.end : span.start]) in ([], ["cum"]):
            joined[-1] = replace(joined[-1], end=span.end)
        else:
            joined.append(span)
    return joined


def _before_bracket(words: Sequence[str], start: int, end: int) -> int:
    """Cut a span off before a bracket: *Delta Bank (DB)* is *Delta Bank*, the short form a name of its own."""
    return next((n for n in range(start + 1, end) if words[n] == "("), end)


def widened(spans: Sequence[Span], sure: Sequence[Span]) -> list[Span]:
    """Take a name that is part of one which rules are sure of, and of its kind, for the whole."""
    kept: dict[tuple[int, int], Span] = {}
    for span in spans:
        whole = next(
            (s for s in sure if s.kind == span.kind and s.start <= span.start and span.end <= s.end), span
        )
        if not any(a < whole.end and whole.start < b for a, b in kept):
            kept[whole.start, whole.end] = whole
    return sorted(kept.values())


def _ends_behind(words: Sequence[str], start: int, last: int) -> bool:
    """Tell whether the last word of a span is punctuation that is no part of it."""
    if words[last] == "s" and last - 1 > start and words[last - 1] in {"'", "’"}:
        return True
    return words[last] in _ENDS or (words[last] == "." and not _is_short(words, start, last))


def _is_short(words: Sequence[str], start: int, stop: int) -> bool:
    """Tell whether the word before a full stop is one that carries it."""
    return stop > start and (
        (len(words[stop - 1]) == 1 and words[stop - 1].isalpha()) or words[stop - 1].casefold() in _SHORT
    )


def pieces_of(window: Window, passage: int, start: int, end: int) -> tuple[int, int] | None:
    """The range of pieces that covers a stretch of a passage; None where the window does not hold it."""
    inside = [
        n
        for n, piece in enumerate(window.pieces)
        if piece.passage == passage and piece.start < end and start < piece.end
    ]
    whole = inside and inside[-1] - inside[0] == len(inside) - 1
    return (inside[0], inside[-1] + 1) if whole else None


def spans_of_values(window: Window, values: Mapping[int, Sequence[Value]]) -> list[Span]:
    """The spans of values found by rules, by passage, that a window holds whole."""
    found = []
    for passage in sorted({piece.passage for piece in window.pieces}):
        for value in values.get(passage, ()):
            place = pieces_of(window, passage, value.start, value.end)
            if place:
                found.append(Span(*place, value.kind, value.value))
    return found


def spans_of_names(window: Window, passages: Sequence[Passage]) -> list[Span]:
    """The spans of names that rules are sure of, that a window holds whole."""
    held = {piece.passage for piece in window.pieces}
    found = []
    for passage in passages:
        if passage.index in held:
            for m in passage.mentions:
                if m.type and m.strength >= _SURE and not m.quoted and not m.described:
                    at = passage.text.find(m.name, m.start, m.end)
                    place = pieces_of(window, passage.index, at, at + len(m.name)) if at >= 0 else None
                    if place:
                        found.append(Span(*place, m.type.lower()))
    return found


def with_values(spans: Sequence[Span], values: Sequence[Span]) -> list[Span]:
    """Join the network's spans and the rules' values: a value inside a name is part of the name."""
    kept = [v for v in values if not any(s.start < v.end and v.start < s.end for s in spans)]
    return sorted([*spans, *kept])
