"""Invented briefings to export: one that nobody wrote with harm in mind, and one that somebody did."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cyberkg.export import Selection, write_format
from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import (
    Document,
    Entity,
    Evidence,
    Fact,
    Iri,
    Knowledge,
    Literal,
    MarkedPart,
    Merge,
    Period,
    Span,
)
from cyberkg.rdf.order import in_order
from cyberkg.terms import PREDICATES, EntityType, Marking, Status

# What cyberkg must get into every format without harm: a formula, markup, a script, a change of direction, what
# XML may not hold, quotes and line ends of every kind.
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "</script><script>alert(1)</script>",
    "]]><!-- & --> <b>bold</b>",
    "\u202egnp.exe\u202c",
    "nul\x00 bell\x07 esc\x1b[31m \x85\u2028",
    "@SUM(1)\r\n\t-cmd|' /C calc'!A0",
    '"; DROP TABLE x; -- \\',
    "香港 👩\u200d💻",
)

# document | sentence | facts: subject, predicate, object (status, qualifier, represents)
SENTENCES = """
one.md | Ms Ada Tan of Orchid Bank gave a keynote at Harbour Forum in Singapore on 3 May 2024. | ada spokeAt forum / represents bank; forum eventPlace singapore; forum eventDate 2024-05-03
one.md | Mr Ben Okafor, Chief Risk Officer of Orchid Bank, was there too. | ben holdsPost bank / qualifier Chief Risk Officer; ben attended forum
one.md | The Harbour Association, of which Orchid Bank is a member, organised the forum. | association organised forum; bank memberOf association
one.md | Its theme was Trust and Tide. | forum eventTheme Trust and Tide
two.txt | Orchid Bank was hit by ransomware on 28 April 2024. | attack victim bank; attack incidentType ransomware; attack incidentDate 2024-04-28
two.txt | The Grey Heron gang claimed to have taken 400 GB with HeronLock through CVE-2024-0001. | attack attacker heron / status reported; attack dataVolume 400 GB / status reported; attack usedTool HeronLock / status reported; attack usedTool CVE-2024-0001 / status reported
two.txt | It asked for 300,000 US dollars, and 13,000 savers are affected. | attack ransomDemanded 300000 USD; attack affectedCount 13000; attack affectedGroup savers
two.txt | Okafor denied that Silver Fern had anything to do with it. | attack attacker fern / status denied
two.txt | The Data Office looks into it; Mole Ltd, its secret helper, told Ada Tan-Lim. | attack investigatedBy office; ada affiliatedWith mole
three.txt | Orchid Bank published the Guide to Safe Passwords and will attend Harbour Forum 2025. | bank published guide; bank attended forum25 / status planned; forum25 eventDate 2025
three.txt | Harbour Forum heard Ada Tan. | ada spokeAt forum
"""
THINGS = {
    "ada": (EntityType.PERSON, "Ada Tan", ("Ada Tan-Lim",), ()),
    "ben": (EntityType.PERSON, "Ben Okafor", (), ()),
    "bank": (EntityType.ORGANISATION, "Orchid Bank", ("OB",), ("OB",)),
    "association": (EntityType.ORGANISATION, "Harbour Association", (), ()),
    "heron": (EntityType.ORGANISATION, "Grey Heron", (), ()),
    "fern": (EntityType.ORGANISATION, "Silver Fern", (), ()),
    "office": (EntityType.ORGANISATION, "Data Office", (), ()),
    "mole": (EntityType.ORGANISATION, "Mole Ltd", (), ()),
    "forum": (EntityType.EVENT, "Harbour Forum", ("Forum of Singapore",), ()),
    "forum25": (EntityType.EVENT, "Harbour Forum 2025", (), ()),
    "attack": (EntityType.INCIDENT, "Ransomware attack on Orchid Bank, April 2024", (), ()),
    "singapore": (EntityType.PLACE, "Singapore", (), ()),
    "guide": (EntityType.WORK, "Guide to Safe Passwords", (), ()),
}
DOCUMENTS = {
    "one.md": ("Issue 1", "2024-05-10", "https://example.org/issues/1", Marking.GREEN),
    "two.txt": ("Issue 2, with Ada Tan", "2024-05-24", "The briefing desk", Marking.AMBER),
    "three.txt": ("", "2024-06", "", None),
}
SECRET = "The Data Office looks into it"


def _fact(told: str, place: Evidence, iris: dict[str, Iri]) -> Fact:
    said, _, more = told.partition(" / ")
    subject, predicate, value = said.split(" ", 2)
    extra = dict([more.split(" ", 1)]) if more else {}
    kind = PREDICATES[predicate].literal
    return Fact(
        iris[subject],
        predicate,
        Literal(value, kind) if kind else iris[value],
        place,
        "rules 3",
        Status(extra.get("status", "asserted")),
        extra.get("qualifier", ""),
        iris[extra["represents"]] if "represents" in extra else None,
        0.9,
    )


def make_sample() -> Knowledge:
    """Three briefings: one green, one amber with a red paragraph, one without a marking."""
    iris = {key: mint(DEFAULT_BASE, kind, label) for key, (kind, label, *_) in THINGS.items()}
    texts = dict.fromkeys(DOCUMENTS, "")
    facts: list[Fact] = []
    parts: list[MarkedPart] = []
    for row in SENTENCES.strip().splitlines():
        name, sentence, told = (part.strip() for part in row.split(" | "))
        start = len(texts[name])
        texts[name] += f"{sentence}\n\n"
        place = Evidence(name, start, start + len(sentence), sentence)
        facts += [_fact(one.strip(), place, iris) for one in told.split(";")]
        if sentence.startswith(SECRET):
            parts.append(MarkedPart(Span(place.start, place.end), Marking.RED))
    seen: dict[str, set[str]] = {}
    for fact in facts:
        for end in (fact.subject, fact.object, fact.represents):
            if isinstance(end, str):
                seen.setdefault(end, set()).add(fact.evidence.document)
    entities = tuple(
        Entity(iris[key], kind, label, aliases, acronyms, tuple(sorted(seen[iris[key]])))
        for key, (kind, label, aliases, acronyms) in THINGS.items()
    )
    documents = tuple(
        Document(
            name, texts[name], (), title, Period(day, day), source, f"{len(name):064x}", marking,
            tuple(parts) if name == "two.txt" else (),
        )
        for name, (title, day, source, marking) in DOCUMENTS.items()
    )  # fmt: skip
    merge = Merge(
        iris["ada"], "two.txt", "Ada Tan-Lim", "Ada Tan", "same", 0.9, "the same name but for 'Lim'"
    )
    return in_order(Knowledge(documents, entities, tuple(facts), (merge,)))


def make_hostile() -> Knowledge:
    """Each hostile text as a name, an alias, a title, a value, a qualifier and a quote."""
    entities: list[Entity] = []
    facts: list[Fact] = []
    documents: list[Document] = []
    for number, text in enumerate(HOSTILE):
        name = f"{number}.txt"
        documents.append(Document(name, text, (), text, Period("2024-05-03", "2024-05-03"), text, "0" * 64))
        place = Evidence(name, 0, len(text), text)
        made = {
            kind: Entity(mint(DEFAULT_BASE, kind, f"h {number}"), kind, text, (f"{text} too",), (), (name,))
            for kind in EntityType
        }
        entities += made.values()
        for predicate in PREDICATES.values():
            kinds = sorted(predicate.range)
            value = Literal(text, predicate.literal) if predicate.literal else made[kinds[0]].iri
            subject = made[sorted(predicate.domain)[-1]].iri
            facts.append(Fact(subject, predicate.name, value, place, text, qualifier=text, confidence=0.5))
    merges = [Merge(entities[0].iri, "0.txt", text, text, "same", 0.5, text) for text in HOSTILE]
    return in_order(Knowledge(tuple(documents), tuple(entities), tuple(facts), tuple(merges)))


@pytest.fixture(scope="session")
def sample() -> Knowledge:
    return make_sample()


@pytest.fixture(scope="session")
def hostile() -> Knowledge:
    return make_hostile()


Export = Callable[[Knowledge, str], bytes]


@pytest.fixture(scope="session")
def export() -> Export:
    """Write knowledge in a format that is one file, and give its bytes."""

    def write(knowledge: Knowledge, form: str) -> bytes:
        ((_, pieces),) = write_format(Selection(knowledge, DEFAULT_BASE), form).files
        return b"".join(pieces)

    return write


@pytest.fixture(scope="session")
def export_folder() -> Callable[[Knowledge, str], dict[str, bytes]]:
    """Write knowledge in a format that is a folder, and give the bytes of its files."""

    def write(knowledge: Knowledge, form: str) -> dict[str, bytes]:
        files = write_format(Selection(knowledge, DEFAULT_BASE), form).files
        return {name: b"".join(pieces) for name, pieces in files}

    return write


@pytest.fixture(scope="session")
def losses() -> Callable[[Knowledge, str], tuple[str, ...]]:
    """Tell what a format does not carry of knowledge."""
    return lambda knowledge, form: write_format(Selection(knowledge, DEFAULT_BASE), form).losses
