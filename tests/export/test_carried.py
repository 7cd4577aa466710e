"""Whatever a graph holds, each format holds too, or tells that it could not carry it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

from cyberkg.export import FORMATS, Selection, write_format
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Merge, Period
from cyberkg.rdf.order import in_order
from cyberkg.terms import PREDICATES, EntityType, Status

# what stands nowhere else in the graph | how a format says that it has none of it
HELD = """
AliasOfPerson | other name
AliasOfBody | other name
AliasOfEvent | other name
AliasOfIncident | other name
AliasOfPlace | other name
AliasOfWork | other name
LinkOfBody | link
LinkOfEvent | link
FormerOfBody | former IRI
TitleOfBriefing | titles
NameOfPublisher | publishers
ffffffffffffffff | SHA-256 digests
2024-05-01 | first days; dates
2024-05-09 | dates
WordsOfPost |
ReaderByName | which reader
0.4321 | how sure the reader is
0.6543 | how sure the reader is
SentenceOfTie |
SentenceOfValue | sentences behind
SentenceOfDenial | denied fact
13579 |
ReasonOfDecision | about who is who
"""
TEXT = "SentenceOfTie is here. SentenceOfValue is here. SentenceOfDenial is here."


def iri(local: str) -> Iri:
    return Iri(f"{DEFAULT_BASE}{local}")


def evidence(word: str) -> Evidence:
    start = TEXT.index(word)
    end = TEXT.index(".", start) + 1
    return Evidence("a.txt", start, end, TEXT[start:end])


def everything() -> Knowledge:
    kinds = {
        "Person": EntityType.PERSON,
        "Body": EntityType.ORGANISATION,
        "Event": EntityType.EVENT,
        "Incident": EntityType.INCIDENT,
        "Place": EntityType.PLACE,
        "Work": EntityType.WORK,
    }
    entities = tuple(
        Entity(
            iri(name.lower()),
            kind,
            f"Some {name}",
            (f"AliasOf{name}",),
            documents=("a.txt",),
            links=(Iri(f"http://x.example/LinkOf{name}"),),
            former=(iri(f"FormerOf{name}"),),
        )
        for name, kind in kinds.items()
    )
    count = Literal("13579", PREDICATES["affectedCount"].literal)  # type: ignore[arg-type]
    tie, value, denial = map(evidence, ("SentenceOfTie", "SentenceOfValue", "SentenceOfDenial"))
    facts = (
        Fact(iri("person"), "holdsPost", iri("body"), tie, "ReaderByName", qualifier="WordsOfPost", confidence=0.4321),
        Fact(iri("incident"), "affectedCount", count, value, "ReaderByName", confidence=0.6543),
        Fact(iri("body"), "published", iri("work"), denial, "ReaderByName", Status.DENIED),
    )  # fmt: skip
    document = Document(
        "a.txt", TEXT, (), "TitleOfBriefing", Period("2024-05-01", "2024-05-09"), "NameOfPublisher", "f" * 64
    )
    merge = Merge(iri("person"), "a.txt", "Some", "Some Person", "same", 0.9, "ReasonOfDecision")
    return in_order(Knowledge((document,), entities, facts, (merge,)))


def texts(form: str) -> Iterator[str]:
    for _, parts in write_format(Selection(everything(), DEFAULT_BASE), form).files:
        content = b"".join(parts)
        if content[:2] == b"PK":
            archive = zipfile.ZipFile(io.BytesIO(content))
            content = b"".join(map(archive.read, archive.namelist()))
        yield content.decode("utf-8", "replace")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_format_holds_it_or_tells_that_it_does_not(form: str) -> None:
    held = "".join(texts(form))
    said = " ".join(write_format(Selection(everything(), DEFAULT_BASE), form).losses)
    rows = [line.split("|") for line in HELD.strip().splitlines()]
    untold = [
        word.strip()
        for word, losses in rows
        if word.strip() not in held
        and not any(loss.strip() and loss.strip() in said for loss in losses.split(";"))
    ]
    assert untold == []


def test_of_a_graph_without_such_things_nothing_is_told() -> None:
    bare = Knowledge((Document("a.txt", ""),), (), ())
    for form in ("graphml", "neo4j"):
        assert write_format(Selection(bare, DEFAULT_BASE), form).losses == ()
