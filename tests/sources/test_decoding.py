"""Bytes to text in the encodings that briefings come in, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.errors import CyberkgError, InputError
from cyberkg.sources.decoding import decode

SIMPLIFIED = "9月8日，香港数码港遭到勒索软件攻击，约400GB的数据被盗。黑客组织Trigona声称对此次攻击负责。"
TRADITIONAL = "9月8日，香港數碼港遭到勒索軟件攻擊，約400GB的數據被盜。黑客組織Trigona聲稱對此次攻擊負責。"
JAPANESE = "9月8日、香港のサイバーポートがランサムウェア攻撃を受け、約400GBのデータが盗まれた。"
WESTERN = "The council’s data — 400 GB — was “leaked”, said Señor Pérez."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (WESTERN, "cp1252"),
        (WESTERN, "utf-8"),
        (WESTERN, "utf-16-le"),
        (WESTERN, "utf-16-be"),
        (WESTERN, "utf-32"),
    ],
)
def test_the_encoding_is_told(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == text


def test_the_declared_encoding_is_tried_first_and_latin_is_read_as_browsers_do() -> None:
    assert decode("Привет".encode("cp1251"), "x.html", "windows-1251") == "Привет"
    assert decode("it’s".encode("cp1252"), "x.html", "iso-8859-1") == "it’s"
    assert decode("数码".encode(), "x.html", "gb2312") == "数码"
    assert decode("数码".encode(), "x.html", "no-such-thing") == "数码"
    assert decode(b"uryyb", "x.html", "rot13") == "uryyb"


def test_line_ends_become_line_feeds_and_nothing_else_changes() -> None:
    assert decode(b"a \r\nb\rc\n\td\xc2\xa0 ", "x.txt") == "a \nb\nc\n\td\u00a0 "


def test_stray_bytes_become_replacement_characters() -> None:
    content = (SIMPLIFIED * 20).encode() + b"\xff" + SIMPLIFIED.encode()
    assert decode(content, "x.txt").count("\ufffd") == 1
    assert decode(b"abc \xed\xa0\x80 def", "x.txt") == "abc \ufffd def"
    assert decode(b"\xff\xfe\x00\xd8a\x00", "x.txt") == "\ufffda"


@given(st.text(min_size=1))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    try:
        read = decode(text.encode("utf-8", "replace"), "x.txt")
    except InputError:
        return
    assert read == text.encode("utf-8", "replace").decode().removeprefix("\ufeff").replace(
        "\r\n", "\n"
    ).replace("\r", "\n")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_that_can_be_written_or_refused(content: bytes) -> None:
    try:
        decode(content, "x.txt").encode("utf-8")
    except CyberkgError as error:
        assert str(error).startswith("x.txt: is ") or "holds binary data" in str(error)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"%PDF-1.7 ...", "x.txt: is a PDF under another name; rename it to end in .pdf"),
        (b"PK\x03\x04..", "x.txt: is a zip archive or an Office file under another name; rename it to end in .docx"
         " if Word wrote it, else unpack it"),
        (b"\xd0\xcf\x11\xe0", "x.txt: is an old or encrypted Office file under another name; save it as .docx"
         " without a password"),
        (b"{\\rtf1 x}", "x.txt: is an RTF file under another name; save it as .docx or .txt"),
        (b"\x89PNG\r\n", "x.txt: is an image under another name; leave it out"),
        (b"abc\0def", "x.txt: holds binary data, not text; check its type, or leave it out"),
        (b"abc" * 999 + b"\0", "x.txt: holds binary data, not text; check its type, or leave it out"),
        (b"\x01\x02\x03\x04", "x.txt: holds binary data, not text; check its type, or leave it out"),
        (b" \n\r\n\t", "x.txt: is empty; leave it out, or save it again"),
        (b"\xef\xbb\xbf", "x.txt: is empty; leave it out, or save it again"),
        (b"a" * 10_000_001, "x.txt: is longer than 10 million characters; split it"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(content: bytes, line: str) -> None:
    with pytest.raises(CyberkgError) as error:
        decode(content, "x.txt")
    assert str(error.value) == line


@pytest.mark.parametrize(
    ("content", "declared"), [(b"a \\u0041 b", "unicode_escape"), (b"a +2AA- b", "utf-7"), (b"a b", "rot13")]
)
def test_what_a_page_says_it_is_in_is_believed_of_text_alone(content: bytes, declared: str) -> None:
    assert decode(content, "x", declared) == content.decode("ascii")
