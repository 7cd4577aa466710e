"""Foreign files written in the test, read as the build reads them: in a child, by name, lines checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from cyberkg.errors import CyberkgError
from cyberkg.model import Claim, Literal, Reading, Referent
from cyberkg.sources import Parsers
from cyberkg.sources.imported import Import
from cyberkg.sources.importing import convert, import_kind

PREFIXES = """
@prefix : <https://example.org/> .
@prefix ckg: <https://w3id.org/cyberkg/> .
@prefix conf: <https://w3id.org/scholarlydata/ontology/conference-ontology.owl#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix risk: <https://w3id.org/dpv/risk#> .
@prefix schema: <https://schema.org/> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True)
class Read:
    """What came of a file, so that a test says in a line what it expects."""

    found: Import

    @property
    def readings(self) -> list[Reading]:
        return [reading for _, readings in self.found.documents for reading in readings]

    @property
    def left(self) -> Mapping[str, int]:
        return self.found.left

    def things(self) -> dict[str, Referent]:
        return {r.label: r for reading in self.readings for r in reading.referents}

    def facts(self) -> set[str]:
        """Write each claim as ``subject predicate object``, with what else it says in brackets."""
        return {_shown(claim, reading) for reading in self.readings for claim in reading.claims}

    def check_evidence(self) -> None:
        for document, readings in self.found.documents:
            for claim in (claim for reading in readings for claim in reading.claims):
                place = claim.evidence
                assert document.text[place.start : place.end] == place.quote
                assert place.quote.strip()


def _shown(claim: Claim, reading: Reading) -> str:
    labels = {r.key: r.label for r in reading.referents}
    value = claim.object.value if isinstance(claim.object, Literal) else labels[claim.object]
    more = [
        claim.qualifier,
        labels.get(claim.represents, ""),
        "" if claim.status == "asserted" else claim.status,
    ]
    told = "".join(f" ({word})" for word in more if word)
    return f"{labels[claim.subject]} {claim.predicate} {value}{told}"


@pytest.fixture(scope="session")
def parsers() -> Iterator[Parsers]:
    with Parsers() as shared:
        yield shared


@pytest.fixture
def load(parsers: Parsers) -> Callable[[str, str | bytes], Read]:
    """Read a file of a name; the usual prefixes stand before Turtle."""

    def read(name: str, content: str | bytes) -> Read:
        raw = content if isinstance(content, bytes) else content.encode()
        if name.endswith((".ttl", ".trig")) and isinstance(content, str):
            raw = PREFIXES.encode() + raw
        found = Read(convert(raw, import_kind(Path(name).suffix, raw), name, parsers))
        found.check_evidence()
        return found

    return read


@pytest.fixture
def refusal(load: Callable[[str, str | bytes], Read]) -> Callable[[str, str | bytes], str]:
    """Read a file, which fails: give the class of the error and the line shown to the user."""

    def refuse(name: str, content: str | bytes) -> str:
        with pytest.raises(CyberkgError) as error:
            load(name, content)
        line = str(error.value)
        assert "\n" not in line
        return f"{type(error.value).__name__}: {line}"

    return refuse
