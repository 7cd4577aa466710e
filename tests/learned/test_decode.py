"""From scores to what a document says, with a network whose scores are written by hand."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberkg.learned import windows
from cyberkg.learned.decode import Found, Relation, best_tags, decode, goes_on
from cyberkg.learned.features import antecedents, pairs
from cyberkg.learned.labels import RELATIONS, STATUSES, TAGS
from cyberkg.learned.network import Floats, Links, Network, Pairs, Words
from cyberkg.learned.spans import Span, pieces_of
from cyberkg.learned.windows import Window
from cyberkg.model import Block, Document, Item, Period
from cyberkg.reading.draft import Scene
from cyberkg.reading.reader import open_scene
from cyberkg.terms import INCIDENT_TYPES, Status


def tag(name: str) -> int:
    return TAGS.index(name)


def scores(*pieces: Mapping[str, float]) -> Floats:
    """Scores of pieces: those of some tags, and -9 for all others."""
    rows = np.full((len(pieces), len(TAGS)), -9.0, np.float32)
    for row, told in zip(rows, pieces, strict=True):
        for name, score in told.items():
            row[tag(name)] = score
    return rows


def names(tags: Sequence[int]) -> list[str]:
    return [TAGS[number] for number in tags]


def test_an_inside_is_not_taken_without_its_beginning() -> None:
    told = scores({"O": -1, "B-person": -3}, {"I-person": -0.5, "O": -2})
    assert names(best_tags(told, [False, False])) == ["O", "O"]
    told = scores({"O": -1, "B-person": -2}, {"I-person": -0.5, "O": -2})
    assert names(best_tags(told, [False, False])) == ["B-person", "I-person"]


def test_a_text_does_not_begin_inside() -> None:
    assert names(best_tags(scores({"I-person": -0.1, "B-person": -4}), [False])) == ["B-person"]


def test_an_inside_follows_its_own_kind_only() -> None:
    told = scores({"B-person": -0.1}, {"I-organisation": -0.1, "I-person": -3})
    assert names(best_tags(told, [False, False])) == ["B-person", "I-person"]


def test_a_word_is_not_cut() -> None:
    told = scores({"B-person": -0.1}, {"B-place": -0.1, "I-person": -2}, {"O": -0.1, "I-person": -2})
    assert names(best_tags(told, [False, True, False])) == ["B-person", "I-person", "O"]
    assert names(best_tags(told, [False, True, True])) == ["B-person", "I-person", "I-person"]


def is_sound(first: str, second: str, *, joined: bool) -> bool:
    same = first[2:] == second[2:]
    if joined:
        return same and second[0] != "B"
    return second[0] != "I" or same


@settings(deadline=None)
@given(
    st.integers(0, 2**32),
    st.sampled_from([1.0, 30.0, 1e5]),
    st.lists(st.booleans(), min_size=2, max_size=2),
)
def test_of_all_sound_sequences_it_is_the_likeliest(seed: int, scale: float, joined: list[bool]) -> None:
    told = -scale * np.random.default_rng(seed).random((3, len(TAGS)), np.float32)
    found = names(best_tags(told, [False, *joined]))
    may = [np.array([[is_sound(a, b, joined=j) for b in TAGS] for a in TAGS]) for j in joined]
    begins = np.array([name[0] != "I" for name in TAGS])
    sound = begins[:, None, None] & may[0][:, :, None] & may[1][None]
    totals = told[0].astype(float)[:, None, None] + told[1][:, None] + told[2]
    assert sound[tuple(map(tag, found))]
    assert totals[tuple(map(tag, found))] == pytest.approx(totals[sound].max(), rel=1e-6)


@settings(deadline=None)
@given(st.integers(0, 2**32), st.lists(st.booleans(), min_size=1, max_size=40))
def test_tags_are_sound_however_unlikely_a_long_text_is(seed: int, joined: list[bool]) -> None:
    told = -1e4 * np.random.default_rng(seed).random((len(joined) + 1, len(TAGS)), np.float32)
    found = names(best_tags(told, [False, *joined]))
    assert found[0][0] != "I"
    assert all(is_sound(a, b, joined=j) for (a, b), j in zip(itertools.pairwise(found), joined, strict=True))


def test_a_piece_goes_on_the_letters_or_digits_right_before_it() -> None:
    scene = scene_of("Ransomwares hit Tan, of O'Hara-Ltd. In 20231 spring.", "Forum")
    (window,) = windows.cut_windows(scene)
    texts = [passage.text for passage in scene.discourse.passages]
    words = [""]
    for piece, joined in zip(window.pieces, goes_on(window), strict=True):
        part = texts[piece.passage][piece.start : piece.end]
        words[len(words) - joined :] = [(words[-1] if joined else "") + part]
    told = [word for word in words if word]
    assert told == ["Ransomwares", "hit", "Tan", ",", "of", "O", "'", "Hara", "-", "Ltd", ".",
                    "In", "20231", "spring", ".", "Forum"]  # fmt: skip


DAY = Period("2024-05-20", "2024-05-20")


@cache
def scene_of(*lines: str) -> Scene:
    """Open a document: a line is a heading after ``# ``, one below it after ``## ``, else a paragraph."""
    text = "\n".join(lines)
    items: list[tuple[Block | None, list[Block], tuple[str, ...]]] = [(None, [], ())]
    place, above = 0, ""
    for line in lines:
        words = line.lstrip("# ")
        start, depth = place + len(line) - len(words), line[:2].count("#")
        offsets = tuple(range(start, start + len(words)))
        block = Block("heading" if depth else "paragraph", words, offsets, depth)
        if depth:
            above = words if depth == 1 else above
            items.append((block, [], (above,) if depth > 1 else ()))
        else:
            items[-1][1].append(block)
        place += len(line) + 1
    whole = tuple(Item(heading, tuple(blocks), path) for heading, blocks, path in items if heading or blocks)
    return open_scene(Document("a.txt", text, whole, date=DAY))


Told = tuple[str, str, str, float, str]  # subject, relation, object, chance, status


@dataclass(frozen=True)
class Fake(Network):
    """A network that says what it is told, of spans by their words.

    :param kinds: of spans by their words.
    :param links: by the words of a later and an earlier span, how likely they are one; else they are two.
    :param types: by the words of an incident's span the chances of its types.
    """

    scene: Scene
    kinds: Mapping[str, str]
    relations: Sequence[Told]
    links: Mapping[tuple[str, str], float]
    types: Mapping[str, Mapping[str, float]]

    def words(self, window: Window, span: Span) -> str:
        first, last = window.pieces[span.start], window.pieces[span.end - 1]
        return self.scene.discourse.passages[first.passage].text[first.start : last.end]

    def encode(self, window: Window) -> Floats:
        return np.zeros((len(window.pieces), 1), np.float32)

    def tags(self, window: Window, hidden: Floats) -> Floats:
        told = scores(*({"O": -1.0} for _ in window.pieces))
        for words, kind in self.kinds.items():
            for passage in self.scene.discourse.passages:
                start = passage.text.find(words)
                place = pieces_of(window, passage.index, start, start + len(words)) if start >= 0 else None
                if place:
                    told[place[0], tag(f"B-{kind}")] = 0
                    told[place[0] + 1 : place[1], tag(f"I-{kind}")] = 0
        return told

    def represent(self, window: Window, hidden: Floats, spans: Sequence[Span]) -> tuple[Floats, Floats]:
        return hidden[:0], hidden[:0]

    def relate(
        self, window: Window, hidden: Floats, spans: Sequence[Span], ends: tuple[Floats, Floats]
    ) -> Pairs:
        rows, _, mask = pairs(window, spans)
        words = [self.words(window, span) for span in spans]
        chances = np.zeros(mask.shape, np.float32)
        statuses = np.zeros((len(rows), len(STATUSES)), np.float32)
        for row, (s, o) in enumerate(rows):
            for subject, relation, target, chance, status in self.relations:
                if (words[s], words[o]) == (subject, target):
                    chances[row, RELATIONS.index(relation)] = chance
                    statuses[row, STATUSES.index(status)] = 1
        return Pairs(rows, chances, statuses)

    def link(
        self, window: Window, spans: Sequence[Span], texts: Sequence[str], ends: tuple[Floats, Floats]
    ) -> list[Links]:
        found = []
        for n, before in enumerate(antecedents(spans)):
            earlier = tuple((m, self.links.get((texts[n], texts[m]), 0.0)) for m in before)
            found.append(Links(1 - sum(chance for _, chance in earlier), earlier))
        return found

    def classify(self, hidden: Floats, ends: tuple[Floats, Floats], incidents: Sequence[int]) -> Floats:
        """Scores of the first incident of a window, whichever it is; tests have one a window."""
        told = next(iter(self.types.values()), {})
        return np.array([[told.get(t, 0.0) for t in INCIDENT_TYPES]] * len(incidents), np.float32)


NO_WORDS = Words(np.zeros((0, 0), np.uint8), np.zeros((0, 0), np.float32))


def read(
    scene: Scene,
    kinds: Mapping[str, str],
    *relations: Told,
    links: Mapping[tuple[str, str], float] | None = None,
    types: Mapping[str, Mapping[str, float]] | None = None,
) -> Found:
    return decode(scene, Fake("fake", None, NO_WORDS, {}, scene, kinds, relations, links or {}, types or {}))


def called(found: Found, end: object) -> str:
    if isinstance(end, int):
        thing = found.things[end]
        return (thing.names or [thing.marks[0].text])[0]
    return getattr(end, "value", "") or getattr(end, "text", "")


def told(found: Found) -> list[str]:
    """The relations of a reading in words; a title and a status that is not asserted come last."""
    rows = []
    for r in found.relations:
        parts = [called(found, r.subject), r.name, called(found, r.object), r.title]
        parts += [f"({r.status})"] if r.status is not Status.ASSERTED else []
        rows.append(" | ".join(part for part in parts if part))
    return sorted(rows)


def only(found: Found) -> Relation:
    (relation,) = found.relations
    return relation


TALK = ("Ada Tan of Delta Bank spoke at the Harbour Forum on 14 May 2024. She opened the forum.",)
KINDS = {
    "Ada Tan": "person",
    "Delta Bank": "organisation",
    "Harbour Forum": "event",
    "She": "person-ref",
    "the forum": "event-ref",
}


def test_things_and_values_are_joined_as_the_network_says() -> None:
    found = read(
        scene_of(*TALK),
        KINDS,
        ("Ada Tan", "affiliatedWith", "Delta Bank", 0.9, "asserted"),
        ("Ada Tan", "spokeAt", "Harbour Forum", 0.8, "reported"),
        ("Harbour Forum", "eventDate", "14 May 2024", 0.7, "planned"),
    )
    assert told(found) == [
        "Ada Tan | affiliatedWith | Delta Bank",
        "Ada Tan | spokeAt | Harbour Forum | (reported)",
        "Harbour Forum | eventDate | 2024-05-14 | (planned)",
    ]
    assert sorted(round(r.chance, 3) for r in found.relations) == [0.7, 0.8, 0.9]


def test_what_the_network_hardly_believes_is_not_told() -> None:
    fact = ("Ada Tan", "spokeAt", "Harbour Forum")
    assert read(scene_of(*TALK), KINDS, (*fact, 0.02, "asserted")).relations == []
    assert len(read(scene_of(*TALK), KINDS, (*fact, 0.03, "asserted")).relations) == 1


def test_a_fact_of_a_reference_is_one_of_its_thing_told_where_it_is_likeliest() -> None:
    links = {("She", "Ada Tan"): 0.9, ("the forum", "Harbour Forum"): 0.9}
    facts = [
        ("Ada Tan", "spokeAt", "Harbour Forum", 0.6, "asserted"),
        ("She", "spokeAt", "the forum", 0.8, "reported"),
    ]
    relation = only(read(scene_of(*TALK), KINDS, *facts, links=links))
    assert (relation.sentence, relation.status) == (1, Status.REPORTED)
    assert [mark.text for mark in relation.marks] == ["She", "the forum"]


def test_without_links_a_reference_is_a_thing_of_its_own() -> None:
    facts = [("She", "spokeAt", "the forum", 0.8, "asserted")]
    found = read(scene_of(*TALK), KINDS, *facts)
    assert told(found) == ["She | spokeAt | the forum"]
    assert len(found.things) == 5


def test_a_fact_across_sentences_is_told_by_the_later() -> None:
    assert (
        only(read(scene_of(*TALK), KINDS, ("She", "spokeAt", "Harbour Forum", 0.8, "asserted"))).sentence == 1
    )


def test_a_name_ends_before_the_comma_or_the_stop_behind_it() -> None:
    scene = scene_of("They met Omar Fathi, then the old guard, then Zed.")
    found = read(scene, {"Omar Fathi": "person", "old guard": "organisation", "Zed": "person"})
    assert [mark.text for mark in found.where] == ["Omar Fathi", "old guard", "Zed"]


def test_nothing_is_related_to_itself() -> None:
    scene = scene_of("Delta Bank is known. It is Delta Bank's.")
    kinds = {"Delta Bank": "organisation", "It": "organisation-ref"}
    facts = [("It", "partOf", "Delta Bank", 0.9, "asserted")]
    assert told(read(scene, kinds, *facts)) == ["It | partOf | Delta Bank"]
    assert told(read(scene, kinds, *facts, links={("It", "Delta Bank"): 0.9})) == []


POST = ("Ada Tan is chair and chief risk officer of Delta Bank.",)
POST_KINDS = {
    "Ada Tan": "person",
    "Delta Bank": "organisation",
    "chair": "title",
    "chief risk officer": "title",
}
HOLDS = ("Ada Tan", "holdsPost", "Delta Bank", 0.9, "asserted")


def titled(title: str, chance: float, at: float = 1.0) -> list[Told]:
    return [
        ("Ada Tan", "titled", title, chance, "asserted"),
        (title, "titleAt", "Delta Bank", at, "asserted"),
    ]


@pytest.mark.parametrize(
    ("facts", "titles"),
    [
        (titled("chair", 0.9) + titled("chief risk officer", 0.8), ["chair", "chief risk officer"]),
        (titled("chair", 0.9) + titled("chief risk officer", 0.8, at=0.6), ["chair"]),
        (titled("chair", 0.3) + titled("chief risk officer", 0.4), ["chief risk officer"]),
        ([("Ada Tan", "titled", "chair", 0.9, "asserted")], [""]),
        ([], [""]),
    ],
    ids=["both", "one held elsewhere", "the likeliest", "held nowhere", "none"],
)
def test_a_post_is_told_with_each_title_likelier_than_not_else_the_likeliest(
    facts: list[Told], titles: list[str]
) -> None:
    found = read(scene_of(*POST), POST_KINDS, HOLDS, *facts)
    assert sorted(r.title for r in found.relations) == titles


def test_a_title_within_another_is_no_second_title() -> None:
    scene = scene_of("Ada Tan, deputy chair of Delta Bank, came. The deputy chair left; a chair stood there.")
    kinds = {"Ada Tan": "person", "Delta Bank": "organisation", "deputy chair": "title", "a chair": "title"}
    facts = [HOLDS, *titled("deputy chair", 0.9), *titled("chair", 0.8)]
    assert [r.title for r in read(scene, kinds, *facts).relations] == ["deputy chair"]


def test_an_incident_is_of_each_type_as_likely_as_its_likeliest_words_say() -> None:
    scene = scene_of("The attack hit Delta Bank.")
    kinds = {"attack": "incident", "Delta Bank": "organisation"}
    types = {"attack": {"ransomware": 0.9, "phishing": 0.3, "ddos": 0.01}}
    found = read(scene, kinds, ("attack", "victim", "Delta Bank", 0.5, "asserted"), types=types)
    assert told(found) == [
        "attack | incidentType | phishing",
        "attack | incidentType | ransomware",
        "attack | victim | Delta Bank",
    ]
    assert {r.marks[0].text for r in found.relations} == {"attack"}


DIGEST_KINDS = {"Ada Tan": "person", "Spring Drill": "event", "Harbour Forum": "event"}
SPOKE = ("Ada Tan", "spokeAt", "Harbour Forum", 0.9, "asserted")


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        (("News.", "# Drill", "Ada Tan came.", "# Forum", "Harbour Forum was held."), 0),
        (("News.", "# Forum", "Harbour Forum was held.", "# Drill", "Ada Tan came."), 0),
        (("News.", "# Forum", "Harbour Forum was held. Ada Tan came.", "# Drill", "It was long."), 1),
        (("Harbour Forum was held.", "# Speakers", "Ada Tan came.", "# Rooms", "Two."), 1),
        (("News.", "# Forum", "Harbour Forum was held.", "## Speakers", "Ada Tan came."), 1),
    ],
    ids=["side by side", "the other way", "one story", "the opening", "below its heading"],
)
def test_an_event_belongs_to_its_story(lines: tuple[str, ...], facts: int) -> None:
    assert len(read(scene_of(*lines), DIGEST_KINDS, SPOKE).relations) == facts


def test_other_facts_than_those_of_events_may_join_two_stories() -> None:
    scene = scene_of("News.", "# One", "Ada Tan came.", "# Two", "Delta Bank grew.")
    kinds = {"Ada Tan": "person", "Delta Bank": "organisation"}
    fact = ("Ada Tan", "affiliatedWith", "Delta Bank", 0.9, "asserted")
    assert told(read(scene, kinds, fact)) == ["Ada Tan | affiliatedWith | Delta Bank"]


def test_a_document_of_many_windows_is_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("SIZE", 40), ("_OPENING", 9), ("_OVERLAP", 12)):
        monkeypatch.setattr(windows, name, size)
    talks = [f"Room {n} was full and quiet all day long." for n in "abcdefgh"]
    scene = scene_of("Harbour Forum was held.", *talks, "Ada Tan spoke there.", "Ada Tan left.")
    assert len(windows.cut_windows(scene)) > 2
    found = read(scene, {"Harbour Forum": "event", "Ada Tan": "person"}, SPOKE)
    assert told(found) == ["Ada Tan | spokeAt | Harbour Forum"]
    assert [thing.names for thing in found.things] == [["Harbour Forum"], ["Ada Tan"]]
    assert len(found.where) == len(set(found.where)) == sum(len(thing.marks) for thing in found.things)


def test_a_text_in_which_nothing_stands_says_nothing() -> None:
    found = read(scene_of("It rained."), {})
    assert (found.things, found.where, found.relations) == ([], {}, [])
