"""From a marked text to what the network should say of it, window by window."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cyberkg.corpus import Fact, MarkedText
from cyberkg.learned.labels import RELATIONS, STATUSES, TAGS, TITLE_AT, TITLED, VALUE_KINDS, allowed
from cyberkg.learned.spans import Span, pieces_of, spans_of_values, with_values
from cyberkg.learned.windows import Value, Window, cut_windows, values_of
from cyberkg.model import Document, Period
from cyberkg.reading.draft import Scene
from cyberkg.terms import INCIDENT_TYPES
from cyberkg.training.trigger import head_of

__all__ = ["IGNORED", "Example", "Versions", "document_of", "examples_of"]

_NAMED = {
    "p": "person",
    "o": "organisation",
    "e": "event",
    "l": "place",
    "w": "work",
    "t": "tool",
    "i": "incident",
}
_REFERRING = {
    "l": "place",
    "p": "person-ref",
    "o": "organisation-ref",
    "e": "event-ref",
    "w": "work-ref",
    "t": "work-ref",
    "i": "incident",
}
_WORDED = {"compromisedData": "data", "affectedGroup": "group", "eventTheme": "theme"}
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Example:
    """A window with all that is to be learned from it.

    :param tags: for each piece its place in ``TAGS``; ``IGNORED`` where the marks leave it open.
    :param spans: the spans in order.
    :param keys: for each span the key of its thing; empty for a value.
    :param texts: for each span its words.
    :param positive: (subject, object, relation, status), numbers of spans, of ``RELATIONS`` and of ``STATUSES``.
    :param open: (subject, object, relation): pairs that count neither way.
    :param types: for each incident's span its types by number, and whether they are known at all.
    """

    name: str
    window: Window
    tags: tuple[int, ...]
    spans: tuple[Span, ...]
    keys: tuple[str, ...]
    texts: tuple[str, ...]
    positive: frozenset[tuple[int, int, int, int]]
    open: frozenset[tuple[int, int, int]]
    types: dict[int, tuple[int, ...]]


Versions = Sequence[Sequence[Example]]
"""A document's windows, once as written, then as written with names exchanged."""


def document_of(marked: MarkedText) -> Document:
    """Read a marked text as a briefing would be read, its date from its head."""
    from cyberkg.sources import read

    suffix = ".md" if re.search(r"(?m)^#{1,6} ", marked.text) else ".txt"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, marked.name + suffix)
        path.write_text(marked.text, encoding="utf-8")
        document = read(path, path.name).document
    start, _, end = marked.head.get("date", "").partition("/")
    return replace(document, date=Period(start, end or start)) if start else document


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mention in a passage: offsets in the block's text."""

    passage: int
    start: int
    end: int
    key: str
    kind: str
    document: int


def _placed(marked: MarkedText, scene: Scene) -> Iterator[_Placed]:
    """Find the marks of a text in the blocks as read; those in cut-off furniture are lost."""
    place: dict[int, tuple[int, int]] = {}
    for passage in scene.discourse.passages:
        for at, offset in enumerate(passage.block.offsets):
            place[offset] = (passage.index, at)
    used = {f"={f.title}": "title" for f in marked.facts if f.title}
    used |= {f.object: _WORDED[f.predicate] for f in marked.facts if f.predicate in _WORDED}
    for m in marked.mentions:
        spots = [place[i] for i in range(m.start, m.end) if i in place]
        if not spots or spots[0][0] != spots[-1][0]:
            continue
        kind = (
            used.get(m.key, "") if m.key.startswith("=") else (_NAMED if m.is_name else _REFERRING)[m.key[0]]
        )
        start, end = spots[0][1], spots[-1][1] + 1
        if kind == "incident":
            words = scene.discourse.passages[spots[0][0]].text[start:end]
            start, end = (start + offset for offset in head_of(words))
        yield _Placed(spots[0][0], start, end, m.key, kind, m.start)


def examples_of(marked: MarkedText, scene: Scene) -> Iterator[Example]:
    """Yield a marked text's windows with what is to be learned."""
    placed = list(_placed(marked, scene))
    values = {p.index: values_of(p) for p in scene.discourse.passages}
    for window in cut_windows(scene):
        yield _example(marked, scene, window, placed, values)


def _example(
    marked: MarkedText,
    scene: Scene,
    window: Window,
    placed: Sequence[_Placed],
    values: dict[int, list[Value]],
) -> Example:
    found = spans_of_values(window, values)
    tags, marks = _tagged(window, placed, found)
    spans = with_values([span for span, *_ in marks if span not in found], found)
    number = {span: n for n, span in enumerate(spans)}
    keys = [""] * len(spans)
    where: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for span, key, offset in marks:
        if span in number:
            if span.kind not in VALUE_KINDS:
                keys[number[span]] = key
            where[key].append((offset, number[span]))
    positive, open_ = _targets(marked.facts, where, spans)
    return Example(
        marked.name,
        window,
        tags,
        tuple(spans),
        tuple(keys),
        _texts(scene, window, spans),
        positive,
        open_,
        _types(marked.facts, where),
    )


def _tagged(
    window: Window, placed: Sequence[_Placed], values: Sequence[Span]
) -> tuple[tuple[int, ...], list[tuple[Span, str, int]]]:
    """Tag a window's pieces after its marks.

    :param values: what rules found in the window; a mark that only gives a value is one of them, or left open.
    :returns: the tags; the spans with the key and the document's offset of their marks.
    """
    tags = [0] * len(window.pieces)
    own: list[Span] = []
    marks: list[tuple[Span, str, int]] = []
    for p in placed:
        place = pieces_of(window, p.passage, p.start, p.end)
        if place is None:
            continue
        if p.kind and not any(s.start < place[1] and place[0] < s.end for s in own):
            span = Span(*place, p.kind)
            own.append(span)
            marks.append((span, p.key, p.document))
            tags[place[0]] = TAGS.index(f"B-{p.kind}")
            tags[place[0] + 1 : place[1]] = [TAGS.index(f"I-{p.kind}")] * (place[1] - place[0] - 1)
        elif not p.kind:
            same = [v for v in values if v.start < place[1] and place[0] < v.end]
            right = next((v for v in same if _equal(v.value, p.key[1:])), None)
            if right:
                marks.append((right, p.key, p.document))
            elif not same:
                tags[place[0] : place[1]] = [IGNORED] * (place[1] - place[0])
    return tuple(tags), marks


def _texts(scene: Scene, window: Window, spans: Sequence[Span]) -> tuple[str, ...]:
    first, last = (
        [window.pieces[n] for n in ends] for ends in ([s.start for s in spans], [s.end - 1 for s in spans])
    )
    texts = {p.index: p.text for p in scene.discourse.passages}
    return tuple(texts[a.passage][a.start : b.end] for a, b in zip(first, last, strict=True))


def _equal(a: str, b: str) -> bool:
    return a.casefold() == b.casefold()


def _nearest(spots: Sequence[tuple[int, int]], fact: Fact) -> list[int]:
    """The mentions in the fact's sentence; else the nearest before it; else the nearest behind it."""
    inside = [n for at, n in spots if fact.start <= at < fact.end]
    if inside:
        return inside
    before = [n for at, n in spots if at < fact.start]
    return before[-1:] or [n for _, n in spots][:1]


def _targets(
    facts: Sequence[Fact], where: dict[str, list[tuple[int, int]]], spans: Sequence[Span]
) -> tuple[frozenset[tuple[int, int, int, int]], frozenset[tuple[int, int, int]]]:
    positive: set[tuple[int, int, int, int]] = set()
    open_: set[tuple[int, int, int]] = set()
    for fact in facts:
        if fact.predicate == "incidentType":
            continue
        rows = [(fact.predicate, fact.subject, fact.object)]
        if fact.title:
            rows += [(TITLED, fact.subject, f"={fact.title}"), (TITLE_AT, f"={fact.title}", fact.object)]
        for name, subject, target in rows:
            relation = RELATIONS.index(name)
            left, right = allowed(name)
            ends = [
                [(at, n) for at, n in where.get(key, ()) if spans[n].kind in kinds]
                for key, kinds in ((subject, left), (target, right))
            ]
            open_ |= {(s, o, relation) for _, s in ends[0] for _, o in ends[1]}
            if fact.status == "optional":
                continue
            status = STATUSES.index(fact.status)
            positive |= {
                (s, o, relation, status) for s in _nearest(ends[0], fact) for o in _nearest(ends[1], fact)
            }
            weaker = {"spokeAt": "attended", "officiated": "attended", "holdsPost": "affiliatedWith"}.get(
                name
            )
            if weaker:
                open_ |= {(s, o, RELATIONS.index(weaker)) for _, s in ends[0] for _, o in ends[1]}
    known = {(s, o, r) for s, o, r, _ in positive}
    return frozenset(positive), frozenset(open_ - known)


def _types(facts: Sequence[Fact], where: dict[str, list[tuple[int, int]]]) -> dict[int, tuple[int, ...]]:
    """For each incident's mention three-valued types: 1 told, 0 not, ``IGNORED`` open."""
    found: dict[int, tuple[int, ...]] = {}
    for key, spots in where.items():
        if not key.startswith("i."):
            continue
        rows = {
            INCIDENT_TYPES.index(f.object[1:]): 1 if f.status in {"asserted", "reported"} else IGNORED
            for f in facts
            if f.predicate == "incidentType" and f.subject == key
        }
        for _, n in spots:
            found[n] = tuple(rows.get(t, 0) for t in range(len(INCIDENT_TYPES)))
    return found
