"""From a network's scores to what a document says: things, and relations between them with their chances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

import numpy as np

from cyberkg.learned.ceremonies import parts_of_events
from cyberkg.learned.labels import RELATIONS, STATUSES, TAGS, TITLE_AT, TITLED, VALUE_KINDS
from cyberkg.learned.network import Floats, Network
from cyberkg.learned.ransoms import settle_ransoms
from cyberkg.learned.rivals import UNSEEN, Standing, Standings
from cyberkg.learned.spans import (
    Span,
    spans_of_names,
    spans_of_tags,
    spans_of_values,
    trimmed,
    widened,
    with_values,
)
from cyberkg.learned.stories import in_other_story
from cyberkg.learned.things import Mark, Thing, gather_things
from cyberkg.learned.windows import NO_WORD, Window, cut_windows, values_of
from cyberkg.reading.draft import Scene
from cyberkg.reading.mentions import normal
from cyberkg.terms import INCIDENT_TYPES, PREDICATES, EntityType, Group, Status

__all__ = ["Found", "Relation", "decode"]

# What a story says of its own event, incident or work.
_OF_STORIES = frozenset(n for n, p in PREDICATES.items() if p.group is not Group.PEOPLE)
# What the network deems less likely than this is not looked at again.
_LEAST = 0.02
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two things, or a thing and a value, at the place in the document that says it best.

    :param subject: number of a thing.
    :param object: number of a thing, or the mark of a value.
    :param chance: the network's probability, not calibrated.
    :param sentence: number of the sentence, in the scene.
    :param marks: what it joins, where it was seen.
    :param standing: how it stands there among the others.
    """

    subject: int
    name: str
    object: int | Mark
    chance: float
    status: Status
    sentence: int
    marks: tuple[Mark, ...]
    title: str = ""
    standing: Standing = UNSEEN


@dataclass(slots=True)
class Found:
    """All that the network tells of a document."""

    things: list[Thing]
    where: dict[Mark, int]
    relations: list[Relation] = field(default_factory=list)


@dataclass(slots=True)
class _Evidence:
    """Scores of marks over all windows: pairs by relation, antecedents, types."""

    pairs: dict[tuple[Mark, str, Mark], tuple[float, int]] = field(default_factory=dict)
    links: dict[Mark, tuple[float, list[tuple[Mark, float]]]] = field(default_factory=dict)
    types: dict[Mark, Floats] = field(default_factory=dict)
    sentences: dict[Mark, int] = field(default_factory=dict)


def decode(scene: Scene, network: Network) -> Found:
    """Read a document with a network."""
    evidence = _Evidence()
    values = {p.index: values_of(p) for p in scene.discourse.passages}
    for window in cut_windows(scene):
        hidden = network.encode(window)
        scores = network.tags(window, hidden)
        joined = goes_on(window)
        tags = best_tags(scores, joined)
        sure = spans_of_names(window, scene.discourse.passages)
        spans = with_values(widened(trimmed(spans_of_tags(tags), _words(scene, window), joined), sure), sure)
        spans = with_values(spans, spans_of_values(window, values))
        if spans:
            marks = [_mark(scene, window, span, _surety(scores, span)) for span in spans]
            _weigh(scene, network, window, hidden, spans, marks, evidence)
    evidence.pairs = settle_ransoms(scene, evidence.pairs, evidence.sentences)
    things, where = _gather(scene, evidence)
    found = Found(things, where)
    found.relations = [*_relations(evidence, where), *_types(evidence, where)]
    return found


def _gather(scene: Scene, evidence: _Evidence) -> tuple[list[Thing], dict[Mark, int]]:
    """Cluster the marks: first what has names, then the incidents, which are told apart by whom they hit."""
    apart = partial(in_other_story, scene)
    named = [mark for mark in evidence.sentences if mark.kind != "incident"]
    parts = dict(parts_of_events(scene, named))
    things, where = gather_things(named, evidence.links, apart, places=_places(scene, named), parts=parts)
    hit: dict[Mark, set[int]] = {}
    for (subject, name, target), (chance, _) in evidence.pairs.items():
        if name == "victim" and chance >= _LIKELY and target in where:
            hit.setdefault(subject, set()).add(where[target])

    def rival(one: Mark, other: Mark) -> bool:
        victims = hit.get(one), hit.get(other)
        return bool(victims[0] and victims[1] and not victims[0] & victims[1])

    triggers = [mark for mark in evidence.sentences if mark.kind == "incident"]
    incidents, places = gather_things(triggers, evidence.links, apart, rival)
    return [*things, *incidents], where | {mark: len(things) + n for mark, n in places.items()}


def _places(scene: Scene, marks: Sequence[Mark]) -> set[str]:
    """The names of places that rules or network know in a document, in normal form."""
    ruled = {m.name for p in scene.discourse.passages for m in p.mentions if m.type is EntityType.PLACE}
    return {normal(name) for name in ruled | {mark.text for mark in marks if mark.kind == "place"}}


def goes_on(window: Window) -> list[bool]:
    """Tell of each piece whether it goes on the word of the piece before; punctuation is no part of a word."""
    joined = [False]
    for (before, piece), shapes in zip(pairwise(window.pieces), pairwise(window.shapes), strict=True):
        is_next = piece.passage == before.passage and before.start < piece.start == before.end
        joined.append(is_next and not any(shape in NO_WORD for shape in shapes))
    return joined


def best_tags(scores: Floats, joined: Sequence[bool]) -> list[int]:
    """The likeliest sequence of tags that is sound (Viterbi).

    An inside tag only follows a tag of its kind, and a word has one kind from its first piece to its last.

    :param scores: pieces × ``TAGS``, log-probabilities.
    :param joined: whether a piece goes on the word of the piece before.
    """
    total = scores[0] + np.where(_INSIDE, -np.inf, 0)
    back = np.zeros(scores.shape, dtype=np.int64)
    for n in range(1, len(scores)):
        ways = np.where(_WITHIN_WORD if joined[n] else _MAY_FOLLOW, total[:, None], -np.inf)
        back[n] = ways.argmax(0)
        total = ways.max(0) + scores[n]
    path = [int(total.argmax())]
    for n in range(len(scores) - 1, 0, -1):
        path.append(int(back[n][path[-1]]))
    return path[::-1]


_INSIDE = np.array([tag.startswith("I-") for tag in TAGS])
_MAY_FOLLOW = np.array([[not b.startswith("I-") or a[2:] == b[2:] for b in TAGS] for a in TAGS])
_WITHIN_WORD = np.array([[not b.startswith("B-") and a[2:] == b[2:] for b in TAGS] for a in TAGS])


def _weigh(
    scene: Scene,
    network: Network,
    window: Window,
    hidden: Floats,
    spans: Sequence[Span],
    marks: Sequence[Mark],
    evidence: _Evidence,
) -> None:
    ends = network.represent(window, hidden, spans)
    for mark, span in zip(marks, spans, strict=True):
        evidence.sentences.setdefault(mark, window.pieces[span.start].sentence)
    scored = network.relate(window, hidden, spans, ends)
    for row, relation in zip(*np.nonzero(scored.relations > _LEAST), strict=True):
        subject, target = scored.rows[row]
        if RELATIONS[relation] in _OF_STORIES and in_other_story(scene, marks[subject], marks[target]):
            continue
        key = (marks[subject], RELATIONS[relation], marks[target])
        chance = float(scored.relations[row, relation])
        if chance > evidence.pairs.get(key, (0.0, 0))[0]:
            evidence.pairs[key] = (chance, int(scored.statuses[row].argmax()))
    for n, links in enumerate(network.link(window, spans, [m.text for m in marks], ends)):
        known = evidence.links.get(marks[n])
        if known is None or len(links.earlier) > len(known[1]):
            evidence.links[marks[n]] = (links.first, [(marks[m], chance) for m, chance in links.earlier])
    incidents = [n for n, span in enumerate(spans) if span.kind == "incident"]
    if incidents:
        for n, scores in zip(incidents, network.classify(hidden, ends, incidents), strict=True):
            evidence.types[marks[n]] = np.maximum(scores, evidence.types.get(marks[n], 0))


def _words(scene: Scene, window: Window) -> list[str]:
    """The words of each piece."""
    texts = scene.discourse.passages
    return [texts[piece.passage].text[piece.start : piece.end] for piece in window.pieces]


def _surety(scores: Floats, span: Span) -> float:
    """The probability of a span's tags: the geometric mean over its pieces."""
    if span.kind in VALUE_KINDS:
        return 1.0
    logs = scores[span.start : span.end, TAGS.index(f"I-{span.kind}")].copy()
    logs[0] = scores[span.start, TAGS.index(f"B-{span.kind}")]
    return float(np.exp(logs.mean()))


def _mark(scene: Scene, window: Window, span: Span, surety: float) -> Mark:
    first, last = window.pieces[span.start], window.pieces[span.end - 1]
    words = scene.discourse.passages[first.passage].text[first.start : last.end]
    return Mark(first.passage, first.start, last.end, span.kind, words, span.value, surety)


def _relations(evidence: _Evidence, where: Mapping[Mark, int]) -> Iterator[Relation]:
    titles = _titles(evidence, where)
    standings = Standings(evidence.pairs, where, evidence.sentences)
    best: dict[tuple[int, str, int | str], Relation] = {}
    for (subject, name, target), (chance, status) in sorted(evidence.pairs.items()):
        if name in (TITLED, TITLE_AT) or subject not in where:
            continue
        thing = where.get(target)
        key = (where[subject], name, thing if thing is not None else (target.value or target.text).casefold())
        sentence = max(evidence.sentences[subject], evidence.sentences[target])
        if key not in best or chance > best[key].chance:
            best[key] = Relation(
                key[0],
                name,
                thing if thing is not None else target,
                chance,
                Status(STATUSES[status]),
                sentence,
                (subject, target),
                standing=standings.of((subject, name, target)),
            )
    for relation in best.values():
        if relation.subject == relation.object:
            continue
        if relation.name != "holdsPost":
            yield relation
            continue
        for title in titles.get((relation.subject, relation.object), ("",)):
            yield replace(relation, title=title)


def _titles(evidence: _Evidence, where: Mapping[Mark, int]) -> dict[tuple[int, int | Mark], list[str]]:
    """The titles of each person at each body: those likelier than not, else the likeliest."""
    at: dict[Mark, list[tuple[int, float]]] = {}
    for (title, name, organisation), (chance, _) in evidence.pairs.items():
        if name == TITLE_AT and organisation in where:
            at.setdefault(title, []).append((where[organisation], chance))
    weighed: dict[tuple[int, int | Mark], dict[str, float]] = {}
    for (person, name, title), (chance, _) in sorted(evidence.pairs.items()):
        if name == TITLED and person in where:
            for body, held in at.get(title, ()):
                known = weighed.setdefault((where[person], body), {})
                known[title.text] = max(known.get(title.text, 0), chance * held)
    found: dict[tuple[int, int | Mark], list[str]] = {}
    for key, titles in weighed.items():
        ranked = sorted(titles, key=lambda t: (-titles[t], t))
        sure = [t for t in ranked if titles[t] > 0.5]
        distinct = [t for n, t in enumerate(sure) if not any(t.casefold() in u.casefold() for u in sure[:n])]
        found[key] = distinct or ranked[:1]
    return found


def _types(evidence: _Evidence, where: Mapping[Mark, int]) -> Iterator[Relation]:
    best: dict[tuple[int, int], tuple[float, Mark]] = {}
    for mark, scores in sorted(evidence.types.items(), key=lambda pair: pair[0]):
        for n, chance in enumerate(scores):
            key = (where[mark], n)
            if chance > _LEAST and chance > best.get(key, (0.0, mark))[0]:
                best[key] = (float(chance), mark)
    for (thing, n), (chance, mark) in best.items():
        value = Mark(mark.passage, mark.start, mark.end, "type", INCIDENT_TYPES[n], INCIDENT_TYPES[n])
        other = max(float(score) for m, score in enumerate(evidence.types[mark]) if m != n)
        standing = Standing(other_object=other, told=n, subject_surety=mark.surety)
        yield Relation(
            thing,
            "incidentType",
            value,
            chance,
            Status.ASSERTED,
            evidence.sentences[mark],
            (mark,),
            standing=standing,
        )
