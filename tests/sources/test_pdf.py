"""PDFs written by hand: lines to paragraphs, running heads gone, and files that are broken or hostile."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import pytest

from cyberkg.model import Document
from cyberkg.terms import Marking

Load = Callable[[str, str | bytes], Document]


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Write objects, the first of which is the catalogue, as a file."""
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail


def pages(*streams: bytes) -> bytes:
    """Write a file of pages with the given content."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(streams)),
        b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
    ]
    for n, stream in enumerate(streams):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources 3 0 R/Contents %d 0 R>>" % (5 + 2 * n)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    return pdf(objects)


def lines(*rows: tuple[int, int, str]) -> bytes:
    """Set rows of (height in points, size of type, text)."""
    return b"".join(
        b"BT /F1 %d Tf 72 %d Td (%s) Tj ET\n" % (size, height, text.encode()) for height, size, text in rows
    )


def test_a_marking_at_the_edge_of_each_page_marks_the_document(
    load: Load, outline_of: Callable[[Document], list[str]]
) -> None:
    texts = ("The port was hit by a gang last week.", "It was mended soon.", "The police was told of it.")
    streams = [lines((780, 8, "TLP:AMBER"), (700, 11, text), (40, 8, "TLP:AMBER")) for text in texts]
    document = load("a.pdf", pages(*streams))
    assert document.marking is Marking.AMBER
    assert document.parts == ()
    assert not [row for row in outline_of(document) if "TLP" in row]


def test_a_report_of_three_pages(
    load: Load, outline_of: Callable[[Document], list[str]], check_spans: Callable[[Document], None]
) -> None:
    first = lines(
        (780, 8, "Weekly 7 of 2023"),
        (740, 20, "Security Weekly"),
        (700, 14, "1. Port hit"),
        (680, 11, "The port was hit by a gang last week, as its spokes-"),
        (667, 11, "man said on Monday, and much data of its many well-"),
        (654, 11, "known customers was stolen."),
        (630, 11, "It is the third attack that was told of in a year."),
        (20, 8, "Page 1"),
    )
    second = lines(
        (780, 8, "Weekly 8 of 2023"), (740, 14, "2. Bank hit"), (720, 11, "A bank was hit by its well-known foes."),
        (20, 8, "Page 2"),
    )  # fmt: skip
    third = lines(
        (780, 8, "Weekly 9 of 2023"),
        (740, 11, "The spokesman of the bank had no more to say."),
        (20, 8, "Page 3"),
    )
    document = load("x.pdf", pages(first, second, third))
    assert outline_of(document) == [
        "# Security Weekly",
        "## Port hit",
        "The port was hit by a gang last week, as its spokesman said on Monday, and much data of its many well-known "
        "customers was stolen.",
        "It is the third attack that was told of in a year.",
        "## Bank hit",
        "A bank was hit by its well-known foes.",
        "The spokesman of the bank had no more to say.",
    ]
    assert [i.number for i in document.items] == ["", "1", "2"]
    check_spans(document)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"hello", "InputError: x.pdf: is no PDF that can be read; open and save it again, or save it as text"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "InputError: x.pdf: is no PDF that can be read; open and save it again, "
         "or save it as text"),
        (pages(b"0 0 m 9 9 l S"), "InputError: x.pdf: has no text, only images; run it through OCR first"),
        (pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 50_000]), "InputError: x.pdf: nests too deep to be parsed; "
         "save it as text"),
        (pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 2>>"]),
         "InputError: x.pdf: is no PDF that can be read; open and save it again, or save it as text"),
        (pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"],
             b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">>>"),
         "InputError: x.pdf: is encrypted; save it without a password"),
        (pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"],
             b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 5/R 6/Length 256/P -4/CF<</StdCF<</CFM/AESV3>>>>/StmF/StdCF/StrF/StdCF"
             b"/O<" + b"11" * 48 + b">/U<" + b"22" * 48 + b">/OE<" + b"11" * 32 + b">/UE<" + b"11" * 32 + b">/Perms<" + b"11" * 16 + b">>>"),
         "InputError: x.pdf: is encrypted; save it without a password"),
        (b"PK\x03\x04", "InputError: x.pdf: is a zip archive or an Office file under another name; rename it to end in "
         ".docx if Word wrote it, else unpack it"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(
    refusal: Callable[[str, str | bytes], str], content: bytes, line: str
) -> None:
    assert refusal("x.pdf", content) == line


def test_a_stream_that_unpacks_to_200_megabytes_is_refused(
    refusal: Callable[[str, str | bytes], str],
) -> None:
    packer = zlib.compressobj(9)
    stream = b"".join([packer.compress(bytes(1_000_000)) for _ in range(200)] + [packer.flush()])
    # without a font to set it in, a page's content is not unpacked at all
    font = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    head = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]%s/Contents 4 0 R>>" % font
    body = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    kids = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", head, body]
    assert refusal("x.pdf", pdf(kids)).startswith("LimitError: x.pdf: ")
