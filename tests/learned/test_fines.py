"""A fine comes to the incident that its sentence speaks of, by the reader that cyberkg reads with."""

from __future__ import annotations

from cyberkg.learned.reader import LearnedReader
from cyberkg.model import Block, Document, Item, Literal, Period, Reading
from cyberkg.terms import Status

TEXT = (
    "(Dublin, 4 June 2024) The Data Protection Commission has fined Harbour Clinic 450,000 euros for the ransomware attack"
    " of 3 May 2023, in which records of 12,000 patients were copied. The gang Grey Heron had demanded 2 million dollars."
)


def read(text: str) -> Reading:
    block = Block("paragraph", text, tuple(range(len(text))))
    document = Document("a.txt", text, (Item(None, (block,)),), date=Period("2024-06-04", "2024-06-04"))
    return LearnedReader().read(document)


def test_a_fine_is_told_of_the_incident_that_it_was_imposed_for() -> None:
    reading = read(TEXT)
    (fine,) = [claim for claim in reading.claims if claim.predicate == "fine"]
    assert isinstance(fine.object, Literal)
    assert (fine.object.value, fine.status, fine.confidence) == ("450000 EUR", Status.ASSERTED, 0.85)
    hit = {claim.subject for claim in reading.claims if claim.predicate in {"victim", "ransomDemanded"}}
    assert fine.subject in hit
    assert fine.evidence.quote == TEXT[: TEXT.index(" The gang")]


def test_what_may_be_imposed_is_no_fact() -> None:
    reading = read(TEXT.replace("has fined Harbour Clinic", "says that Harbour Clinic could be fined"))
    assert {c.status for c in reading.claims if c.predicate == "fine"} == {Status.PLANNED}


def test_who_announces_a_fine_may_begin_with_it() -> None:
    reading = read(
        "The Information Regulator imposed a fine of 210,000 euros on Brightpath Trust on 17 May 2024. In October 2022 a former"
        " contractor had stolen the records of 8,400 pupils from the Trust."
    )
    (fine,) = [claim for claim in reading.claims if claim.predicate == "fine"]
    assert fine.subject in {claim.subject for claim in reading.claims if claim.predicate == "affectedCount"}
