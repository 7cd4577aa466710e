"""Names masked in Word documents: cut into runs, in corners that no reader shows, and in traps."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest

from cyberkg.errors import InputError
from cyberkg.forgotten import MASK
from cyberkg.protect import Places, Subject, forget
from cyberkg.protect.word_file import mask_word

Find = Callable[[str], tuple[Subject, str]]
NAME = "Zebulon Quux"


def clean(text: str) -> str:
    return text.replace(NAME, MASK * len(NAME))


def packed(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def everything() -> bytes:
    """A document with the name in every corner."""
    document = docx.Document()
    document.add_heading(f"News of {NAME}", 1)
    cut = document.add_paragraph("On Monday ")
    for letters, bold in (("Zeb", True), ("ulon", False), (" Q", True), ("uux", False)):
        cut.add_run(letters).bold = bold
    cut.add_run(" & others met <Ann Lee>.")
    spaced = document.add_paragraph("Zebulon")
    spaced.add_run().add_tab()
    spaced.add_run("Quux left.")
    document.add_table(1, 2).cell(0, 1).text = NAME
    document.sections[0].header.paragraphs[0].text = f"For {NAME}"
    document.core_properties.author = NAME
    document.add_comment(cut.runs, text=f"ask {NAME}", author=NAME, initials="ZQ")
    return packed(document)


def words(content: bytes) -> str:
    """All words of all parts, tags left out and attributes kept."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(n).decode("utf-8", "replace") for n in archive.namelist())


def test_a_name_goes_from_every_corner_and_all_else_stays() -> None:
    before = everything()
    after = mask_word(before, clean)
    document = docx.Document(io.BytesIO(after))
    assert [p.text for p in document.paragraphs] == [
        f"News of {MASK * 12}", f"On Monday {MASK * 12} & others met <Ann Lee>.", f"{MASK * 7}\t{MASK * 4} left."
    ]  # fmt: skip
    assert [r.bold for r in document.paragraphs[1].runs] == [
        r.bold for r in docx.Document(io.BytesIO(before)).paragraphs[1].runs
    ]
    assert document.core_properties.author == MASK * 12
    assert not {"Zebulon", "Quux", "Zeb", "uux"} & set(
        words(after).replace("<", " ").replace(">", " ").split()
    )
    assert NAME not in words(after)
    assert mask_word(after, clean) == after


def changed(old: bytes, new: bytes, extra: dict[str, bytes] | None = None) -> bytes:
    content, buffer = packed(docx.Document()), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name == "word/document.xml" else data)
        for name, data in (extra or {}).items():
            target.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("paragraph", "left"),
    [
        ('<w:r><w:t>Zeb</w:t></w:r><w:del w:author="x"><w:r><w:delText>out</w:delText></w:r></w:del><w:r><w:t>ulon '
         "Quux</w:t></w:r>", "out"),
        ('<w:del w:author="Zebulon Quux"><w:r><w:delText>Zebulon Quux</w:delText></w:r></w:del>', ""),
        ("<w:r><w:t>Zebulon&#32;Qu&#117;x</w:t></w:r>", ""),
        ('<w:r><w:t>x</w:t><w:drawing><wp:docPr descr="Zebulon Quux"/></w:drawing></w:r>', "x"),
    ],
)  # fmt: skip
def test_a_name_goes_however_it_is_written(paragraph: str, left: str) -> None:
    content = changed(b"<w:sectPr", f"<w:p>{paragraph}</w:p><w:sectPr".encode())
    with zipfile.ZipFile(io.BytesIO(mask_word(content, clean))) as archive:
        after = archive.read("word/document.xml").decode("utf-8")
    assert after.count(MASK) == 12 * paragraph.count("Q")
    assert "Zebulon" not in after
    assert left in after


@pytest.mark.parametrize(
    ("old", "new", "extra", "why"),
    [
        (b"<w:body", b"<!-- Zebulon Quux --><w:body", {}, "what Word never writes"),
        (b"<w:body", b"<!DOCTYPE x><w:body", {}, "what Word never writes"),
        (b"<w:sectPr", b"<w:p><w:r><w:t>Zebulon Quux</w:t></w:r></w:p><w:sectPr", {"word/embeddings/a.bin": b"x"},
         "holds other files"),
        (b"x", b"x", {"word/a.xml": "Zebulon".encode("utf-16")}, "not UTF-8"),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_into_is_refused(
    old: bytes, new: bytes, extra: dict[str, bytes], why: str
) -> None:
    with pytest.raises(InputError, match=why):
        mask_word(changed(old, new, extra), clean)


def test_a_damaged_archive_is_refused() -> None:
    """Found by tests/fuzz.py."""
    content = everything()
    with pytest.raises(InputError, match="is a damaged Word document"):
        mask_word(content[:40] + content[60:], clean)


def test_sources_in_word_are_masked_and_a_pdf_is_left_with_advice(places: Places, find: Find) -> None:
    (places.data / "letter.docx").write_bytes(everything())
    other = docx.Document()
    other.add_paragraph("Ann Lee spoke.")
    other.core_properties.author = NAME
    (places.data / "by.docx").write_bytes(packed(other))
    (places.data / "strange.docx").write_bytes(
        changed(b"<w:sectPr", b'<v:p xmlns:v="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><v:r><v:t>Zebulon '
                b"</v:t></v:r><v:r><v:t>Quux met Ann Lee.</v:t></v:r></v:p>"
                b"<w:p><w:r><w:t>Zebulon Quux left.</w:t></w:r></w:p><w:sectPr")
    )  # fmt: skip
    (places.data / "scan.pdf").write_bytes(PDF)
    outcome = forget(*find(NAME), places, sources=True)
    assert sorted(p.name for p in outcome.masked) == ["by.docx", "letter.docx"]
    told = {path.name: advice for path, advice in outcome.by_hand}
    assert set(told) == {"one.csv", "two.csv", "scan.pdf", "strange.docx"}
    assert told["scan.pdf"].startswith("a PDF cannot be masked here, and a box drawn over the name leaves it")
    assert "Word" in told["strange.docx"]
    assert NAME not in words((places.data / "letter.docx").read_bytes())
    assert NAME not in words((places.data / "by.docx").read_bytes())
    assert (places.data / "scan.pdf").read_bytes() == PDF


def _pdf(text: str) -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    start = len(content)
    return content + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table, start,
    )  # fmt: skip


PDF = _pdf("On Monday Zebulon Quux met Ann Lee at the Harbour Forum.")
