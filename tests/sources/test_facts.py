"""Hand-written facts: rows of three forms to one reading, and every fault named with its row."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.model import Claim, Literal, Reading
from cyberkg.sources import Parsers, read
from cyberkg.sources.facts import read_facts
from cyberkg.terms import PREDICATES, EntityType, LiteralKind, Status

Refusal = Callable[[str, str | bytes], str]
ROW = {"subject": "David Ip", "predicate": "holdsPost", "object": "HKCNSA", "qualifier": "Chairman"}
CSV = "subject,predicate,object,qualifier\nDavid Ip,holdsPost,HKCNSA,Chairman\n"
JSONL = json.dumps(ROW) + "\n"
YAML = "- subject: David Ip\n  predicate: holdsPost\n  object: HKCNSA\n  qualifier: Chairman\n"


def quotes(reading: Reading, text: str) -> list[str]:
    """Take the evidence out of the text, which is the same as the quote."""
    for claim in reading.claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
    return [claim.evidence.quote for claim in reading.claims]


@pytest.mark.parametrize(
    ("name", "text", "quote"),
    [
        ("f.csv", CSV, "David Ip,holdsPost,HKCNSA,Chairman"),
        ("f.csv", CSV.replace(",", ";"), "David Ip;holdsPost;HKCNSA;Chairman"),
        ("f.csv", CSV.replace(",", "\t"), "David Ip\tholdsPost\tHKCNSA\tChairman"),
        ("f.jsonl", JSONL, JSONL.strip()),
        ("f.yaml", YAML, YAML[2:].strip()),
        ("f.yml", f"facts:\n{YAML}", YAML[2:].strip()),
    ],
)
def test_the_three_forms_say_the_same(
    tmp_path: Path, parsers: Parsers, name: str, text: str, quote: str
) -> None:
    (tmp_path / name).write_text(text, newline="")
    source = read(tmp_path / name, name, parsers=parsers)
    reading = source.reading
    assert reading is not None
    assert (reading.reader, reading.document, source.document.text, source.document.items) == (
        "hand",
        name,
        text,
        (),
    )
    assert quotes(reading, text) == [quote]
    assert [(r.key, r.type, r.names) for r in reading.referents] == [
        ("organisation:hkcnsa", EntityType.ORGANISATION, ("HKCNSA",)),
        ("person:david-ip", EntityType.PERSON, ("David Ip",)),
    ]
    claim = reading.claims[0]
    expected = Claim(
        "person:david-ip", "holdsPost", "organisation:hkcnsa", claim.evidence, qualifier="Chairman"
    )
    assert claim == expected
    mention = reading.referents[1].mentions[0]
    assert text[mention.start : mention.end] == "David Ip"


def test_an_incident_is_named_by_its_writer_and_has_no_names() -> None:
    text = 'subject,predicate,object,object_type,status,confidence\n"Attack on ""Cyberport"" 2023",victim,Cyberport,Organisation,reported,0.8\n'
    reading = read_facts(text, "csv", "f.csv")
    incident = reading.referents[0]
    assert (incident.key, incident.label, incident.names) == (
        "incident:attack-on-cyberport-2023",
        'Attack on "Cyberport" 2023',
        (),
    )
    assert (reading.claims[0].status, reading.claims[0].confidence) == (Status.REPORTED, 0.8)


def test_aliases_represents_and_literals() -> None:
    rows = [
        {"subject": "Frank Law", "subject_type": "person", "predicate": "attended", "object": "CSOP 2023", "represents": "HKPF",
         "aliases": ["Law Frank"]},
        {"subject": "CSOP 2023", "predicate": "eventDate", "object": "2023-09-19", "object_type": "date"},
        {"subject": "Attack", "predicate": "affectedCount", "object": 13000},
    ]  # fmt: skip
    text = "\n".join(json.dumps(row) for row in rows)
    reading = read_facts(text, "jsonl", "f.jsonl")
    assert {r.key: r.names for r in reading.referents} == {
        "event:csop-2023": ("CSOP 2023",),
        "incident:attack": (),
        "organisation:hkpf": ("HKPF",),
        "person:frank-law": ("Frank Law", "Law Frank"),
    }
    assert reading.claims[0].represents == "organisation:hkpf"
    assert [c.object for c in reading.claims[1:]] == [
        Literal("2023-09-19", LiteralKind.DATE),
        Literal("13000", LiteralKind.NUMBER),
    ]
    assert quotes(reading, text) == text.split("\n")


def test_rows_of_several_lines_quote_all_of_them() -> None:
    text = 'subject,predicate,object\n"CSOP\n2023",eventTheme,"New Threats,\nNew Security"\n\nCSOP,eventDate,2023\n'
    reading = read_facts(text, "csv", "f.csv")
    assert quotes(reading, text) == [
        '"CSOP\n2023",eventTheme,"New Threats,\nNew Security"',
        "CSOP,eventDate,2023",
    ]
    assert reading.claims[0].object == Literal("New Threats, New Security", LiteralKind.TEXT)


def test_a_spreadsheet_guard_is_taken_off() -> None:
    reading = read_facts("subject,predicate,object\nCSOP,eventTheme,'=New\n", "csv", "f.csv")
    assert reading.claims[0].object == Literal("=New", LiteralKind.TEXT)


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=6))
def test_evidence_is_the_row_whatever_is_in_it(pairs: list[tuple[str, str]]) -> None:
    rows = [{"subject": a, "predicate": "affiliatedWith", "object": b} for a, b in pairs]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    reading = read_facts(text, "jsonl", "f.jsonl")
    assert quotes(reading, text) == text.split("\n")
    keys = {r.key for r in reading.referents}
    assert all(c.subject in keys and c.object in keys for c in reading.claims)


@pytest.mark.parametrize("predicate", list(PREDICATES.values()), ids=lambda p: p.name)
def test_every_predicate_of_the_contract_is_taken(predicate: object) -> None:
    assert hasattr(predicate, "name")
    known = PREDICATES[predicate.name]
    literals = {
        "date": "2023-09-13/2023-09-15",
        "money": "300000 USD",
        "quantity": "400 GB",
        "number": "7",
        "text": "ransomware",
    }
    for subject in known.domain:
        for target in known.range or [None]:
            row = {
                "subject": "A",
                "subject_type": subject,
                "predicate": known.name,
                "object": literals.get(str(known.literal), "B"),
            }
            row |= {"object_type": target} if target else {}
            assert read_facts(json.dumps(row), "jsonl", "f.jsonl").claims[0].predicate == known.name


def csv_of(**fields: str) -> str:
    """Write one row as CSV."""
    row = {"subject": "CSOP", "predicate": "eventDate", "object": "2023"} | fields
    return f"{','.join(row)}\n{','.join(row.values())}\n"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("f.csv", csv_of(predicate="eventDat"), "InputError: f.csv, line 2: does not know the predicate 'eventDat'; did you "
         "mean 'eventDate' or 'eventTheme' or 'eventPlace'?"),
        ("f.csv", csv_of(subject_type="Person"), "InputError: f.csv, line 2: the subject of eventDate cannot be of type Person; "
         "write Event"),
        ("f.csv", csv_of(subject_type="Firm"), "InputError: f.csv, line 2: does not know the type 'Firm'; write Event"),
        ("f.csv", csv_of(predicate="attended", object="X"), "InputError: f.csv, line 2: has no subject_type; write Organisation "
         "or Person"),
        ("f.csv", csv_of(object="8 September"), "InputError: f.csv, line 2: '8 September' is no date; write dates as 2023-09-08, "
         "2023-09, 2023 or 2023-09-13/2023-09-15"),
        ("f.csv", csv_of(object_type="money"), "InputError: f.csv, line 2: eventDate takes a date, not 'money'; leave out "
         "object_type, or write date"),
        ("f.csv", csv_of(predicate="ransomPaid", object="300000"), "InputError: f.csv, line 2: '300000' is no money; write "
         "amounts as 300000 USD, or in words (six-figure)"),
        ("f.csv", csv_of(predicate="incidentType", object="hack"), "InputError: f.csv, line 2: 'hack' is no type of incident; "
         "use one of ransomware, data-breach, phishing, ddos, intrusion, malware, fraud, defacement, outage, vulnerability, "
         "espionage, supply-chain, other"),
        ("f.csv", csv_of(status="sure"), "InputError: f.csv, line 2: does not know the status 'sure'; write asserted or reported "
         "or planned or denied"),
        ("f.csv", csv_of(confidence="1.5"), "InputError: f.csv, line 2: '1.5' is no confidence; write a number over 0 and up to 1"),
        ("f.csv", csv_of(object=""), "InputError: f.csv, line 2: has no object; give subject, predicate and object"),
        ("f.csv", csv_of(statis="x"), "InputError: f.csv, line 1: does not know the field 'statis'; did you mean 'status' or 'start'?"),
        ("f.csv", "a,b\n1,2\n", "InputError: f.csv: is no table of facts: it has no column 'subject'; begin it with a line "
         "'subject,predicate,object', or leave it out"),
        ("f.csv", "subject,predicate,object\n", "InputError: f.csv: holds no facts; write at least one, or leave it out"),
        ("f.csv", "subject,predicate,object\nA,B,C,D\n", "InputError: f.csv, line 2: has more values than columns; put values "
         "with commas in quotes"),
        ("f.csv", 'subject,predicate,object\n"A,B,C\n', "InputError: f.csv, line 3: is no valid CSV (unexpected end of data); "
         "mend the line"),
        ("f.jsonl", "\n{bad}\n", "InputError: f.jsonl, line 2: is no valid JSON (Expecting property name enclosed in double "
         "quotes); write one JSON object a line"),
        ("f.jsonl", "[1]\n", "InputError: f.jsonl, line 1: is no JSON object; write {\"subject\": ..., \"predicate\": ..., "
         "\"object\": ...}"),
        ("f.jsonl", "[" * 100_000, "InputError: f.jsonl, line 1: is no valid JSON (it nests too deep or holds too long a number); "
         "write one JSON object a line"),
        ("f.jsonl", '{"subject": "\\ud800", "predicate": "p", "object": "o"}', "InputError: f.jsonl, line 1: has a subject with a "
         "control or broken character in it; type it again"),
        ("f.jsonl", '{"subject": ["a"], "predicate": "p", "object": "o"}', "InputError: f.jsonl, line 1: has a subject that is no "
         "string; put it in quotes"),
        ("f.yaml", "a: b\n", "InputError: f.yaml: is no list of facts; begin it with '- subject: ...', or leave it out"),
        ("f.yaml", "- a\n", "InputError: f.yaml, line 1: is no fact; write '- subject: ...' with predicate and object below it"),
        ("f.yaml", "- subject: {a: b}\n", "InputError: f.yaml, line 1: has a value that is neither a word nor a list of words; "
         "write it on one line"),
        ("f.yaml", "- subject: &a A\n  object: *a\n", "InputError: f.yaml, line 2: uses an alias, which is not read; write the "
         "value out"),
        ("f.yaml", "- subject: [\n", "InputError: f.yaml, line 2: is no valid YAML (expected the node content, but found "
         "'<stream end>'); mend the line"),
        ("f.yaml", "[" * 20_000, "InputError: f.yaml: nests too deep; write one fact under another"),
        ("f.yaml", "# " + "x" * 1_000_000, "LimitError: f.yaml: is longer than 1 million characters; write it as .jsonl or .csv"),
    ],
)  # fmt: skip
def test_every_fault_is_named_with_its_row(refusal: Refusal, name: str, text: str, line: str) -> None:
    assert refusal(name, text) == line
