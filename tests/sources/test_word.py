"""Word documents: headings, lists and tables, and archives that are set as traps."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from collections.abc import Callable

import docx
import pytest

from cyberkg.model import Document, Period

Load = Callable[[str, str | bytes], Document]
Refusal = Callable[[str, str | bytes], str]


def packed(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def simple() -> bytes:
    document = docx.Document()
    document.add_paragraph("Cyberport was hit.")
    return packed(document)


def repacked(
    content: bytes, change: Callable[[bytes], bytes], extra: dict[str, bytes] | None = None
) -> bytes:
    """Write an archive anew, its main part changed and parts added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == "word/document.xml" else old.read(name))
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return buffer.getvalue()


def test_a_document_is_read_by_its_styles(
    load: Load, outline_of: Callable[[Document], list[str]], check_spans: Callable[[Document], None]
) -> None:
    word = docx.Document()
    word.core_properties.created = datetime.datetime(2023, 9, 22)
    word.add_heading("Security Briefing", 0)
    word.add_heading("Incidents", 1)
    paragraph = word.add_paragraph("Trigona attacked ")
    paragraph.add_run("Cyberport").bold = True
    paragraph.add_run(" unseen").font.hidden = True
    word.add_paragraph("a bullet", style="List Bullet")
    word.add_paragraph("first", style="List Number")
    word.add_paragraph("second", style="List Number")
    table = word.add_table(2, 2)
    for cell, text in zip(table._cells, ["Time", "Topic", "09:30", "Opening"], strict=True):
        cell.text = text
    document = load("x.docx", packed(word))
    assert outline_of(document) == [
        "# Security Briefing", "## Incidents", "Trigona attacked Cyberport", "- a bullet", "- first", "- second",
        "- Time | Topic", "- 09:30 | Opening",
    ]  # fmt: skip
    assert (document.title, document.date) == ("Security Briefing", Period("2023-09-22", "2023-09-22"))
    check_spans(document)


def test_tracked_changes_are_read_as_accepted(load: Load, simple: bytes) -> None:
    def change(part: bytes) -> bytes:
        run = b"<w:r><w:t xml:space='preserve'>%s</w:t></w:r>"
        tracked = (
            b"<w:p><w:ins>"
            + run % b"kept "
            + b"</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        )
        return part.replace(b"<w:sectPr", tracked + run % b"and so on" + b"</w:p><w:sectPr", 1)

    assert load("x.docx", repacked(simple, change)).text.endswith("kept and so on")


def bomb(entities: bytes) -> Callable[[bytes], bytes]:
    return lambda part: entities + part.partition(b"?>")[2].replace(b"Cyberport", b"&a;")


@pytest.mark.parametrize(
    ("change", "extra", "line"),
    [
        (bomb(b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'), {},
         "InputError: x.docx: declares a document type; open and save it again as .docx"),
        (bytes, {"word/x.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x/>'.encode("utf-16")},
         "InputError: x.docx: declares a document type; open and save it again as .docx"),
        (bytes, {"word/x.xml": b"\0" * 210_000_000}, "LimitError: x.docx: unpacks to more than 200 MB; split it"),
        (bytes, {"word/x.xml": b"\0" * 50_000_000},
         "LimitError: x.docx: unpacks to more than 100 times its size; save its text as a new document"),
        (bytes, {f"word/{n}": b"" for n in range(2001)},
         "InputError: x.docx: has more than 2000 parts; save its text as a new document"),
        (lambda part: part[: len(part) // 2], {},
         "InputError: x.docx: is no Word document, or a damaged one; open and save it again as .docx"),
        (lambda part: part.replace(b"Cyberport was hit.", b""), {},
         "InputError: x.docx: has no text to read; check that its text is not in images"),
    ],
)  # fmt: skip
def test_traps_are_refused(
    refusal: Refusal, simple: bytes, change: Callable[[bytes], bytes], extra: dict[str, bytes], line: str
) -> None:
    content = repacked(simple, change, extra)
    start = time.perf_counter()
    assert refusal("x.docx", content) == line
    assert time.perf_counter() - start < 15


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"PK\x03\x04garbage", "InputError: x.docx: is no Word document, or a damaged one; open and save it again as .docx"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "InputError: x.docx: is an old or encrypted Office file under another name; "
         "save it as .docx without a password"),
        (b"hello", "InputError: x.docx: is no Word document, or a damaged one; open and save it again as .docx"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(refusal: Refusal, content: bytes, line: str) -> None:
    assert refusal("x.docx", content) == line


def test_a_document_with_a_password_is_called_so(refusal: Refusal, simple: bytes) -> None:
    content = bytearray(simple)
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flags of the first file, in the directory
    line = "InputError: x.docx: is encrypted; save it without a password"
    assert refusal("x.docx", bytes(content)) == line


def test_damage_is_called_so(refusal: Refusal, simple: bytes) -> None:
    """Found by tests/fuzz.py."""
    cut = simple[:40] + simple[60:]
    line = "InputError: x.docx: is a damaged Word document; open and save it again as .docx"
    assert refusal("x.docx", cut) == line
    line = "InputError: x.docx: is no Word document, or a damaged one; open and save it again as .docx"
    assert refusal("x.docx", repacked(simple, lambda part: part.replace(b"w:body", b"w:bodx"))) == line
