"""Documents in, readings out: in their order, as far as one got, and from a server only once it answers."""

from __future__ import annotations

from typing import Any

import pytest

from cyberkg import hearing, llm
from cyberkg.errors import NetworkError
from cyberkg.hearing import hear, read_document
from cyberkg.llm import Settings
from cyberkg.model import Block, Claim, Document, Evidence, Item, Reading, Referent
from cyberkg.order import Options
from cyberkg.terms import EntityType

ALONE = Options(workers=1)


def make(name: str, text: str = "Ann Lee came to the Harbour Forum.") -> Document:
    block = Block("paragraph", text, tuple(range(len(text))))
    return Document(name, text, (Item(None, (block,)),), sha256=name)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the documents that are read, by a reader that takes no time and fails at ``bad.txt``."""
    names: list[str] = []

    def quick(document: Document, *, model: str, reader: str) -> Reading:
        if document.name == "bad.txt":
            raise MemoryError
        names.append(document.name)
        return Reading(document.name, f"{reader} {model}")

    monkeypatch.setattr(hearing, "read_document", quick)
    return names


class Kept:
    """A cache that only notes what it is to keep."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def keep(self, name: str, digest: str, sources: Any) -> None:
        assert digest == name and [source.heard.document for source in sources] == [name]
        self.names.append(name)


def test_readings_come_in_the_order_of_the_documents(read: list[str]) -> None:
    heard = hear([make("b.txt"), make("a.txt"), make("c.txt")], ALONE, None, None)
    assert [reading.document for reading in heard.readings] == read == ["b.txt", "a.txt", "c.txt"]
    assert (heard.weighed, heard.warnings) == ([], [])


def test_who_reads_is_who_was_asked_for(read: list[str]) -> None:
    heard = hear([make("a.txt")], Options(workers=1, reader="rules", model="mine"), None, None)
    assert heard.readings[0].reader == "rules mine"


def test_a_user_is_told_how_many_of_how_many_are_read(read: list[str]) -> None:
    told: list[tuple[str, int, int]] = []
    hear([make("b.txt"), make("a.txt")], ALONE, lambda *step: told.append(step), None)
    assert told == [("reading", 1, 2), ("reading", 2, 2)]


def test_what_was_read_before_a_failure_is_kept(read: list[str]) -> None:
    cache: Any = Kept()
    with pytest.raises(MemoryError):
        hear([make("a.txt"), make("b.txt"), make("bad.txt"), make("c.txt")], ALONE, None, cache)
    assert cache.names == ["a.txt", "b.txt"]


def test_no_document_is_no_work(read: list[str]) -> None:
    assert hear([], Options(), None, None).readings == []


def test_nothing_is_read_beside_a_server_that_does_not_answer(
    read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unanswered(*_: Any) -> Any:
        raise NetworkError("the server does not answer", "http://127.0.0.1:9")

    monkeypatch.setattr(llm, "read_documents", unanswered)
    asked = Options(reader="llm", llm=Settings("http://127.0.0.1:9", "none"))
    with pytest.raises(NetworkError, match="the server does not answer"):
        hear([make("a.txt")], asked, None, None)
    assert read == []


@pytest.mark.slow
def test_two_processes_read_what_one_does_in_the_same_order() -> None:
    told = (
        "Ada Tan spoke at the Harbour Forum in May 2024.",
        "Orchid Bank was hit by ransomware in June 2024.",
    )
    documents = [make(f"{name}.txt", text) for name, text in zip("ba", told, strict=True)]
    alone = [read_document(document, model="", reader="rules") for document in documents]
    assert hear(documents, Options(reader="rules", workers=2), None, None).readings == alone
    assert all(reading.claims for reading in alone)


def test_claims_of_one_sentence_have_it_in_common(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(document: Document, *, model: str, reader: str) -> Reading:
        people = [Referent(f"person:{n}", EntityType.PERSON, n, (n,)) for n in ("ann", "bob")]
        forum = Referent("event:forum", EntityType.EVENT, "Forum", ("Forum",))
        claims = tuple(
            Claim("".join(("person", ":", p.label)), "attended", "".join(("event:", "forum")), place)
            for p in people
            for place in (Evidence(document.name, 0, 7, document.text[:7]), Evidence("x", 8, 9, "c"))
        )
        return Reading(document.name, "made", (*people, forum), claims)

    monkeypatch.setattr(hearing, "read_document", read)
    (found,) = hear([make("a.txt")], ALONE, None, None).readings
    assert found == read(make("a.txt"), model="", reader="")
    places = {id(claim.evidence) for claim in found.claims}
    keys = {id(key) for claim in found.claims for key in (claim.subject, claim.object)}
    assert len(places) == 2
    assert keys == {id(referent.key) for referent in found.referents}
