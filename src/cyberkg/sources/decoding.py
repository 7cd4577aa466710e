"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from cyberkg.errors import InputError, LimitError
from cyberkg.sources.limits import TEXT_CHARS
from cyberkg.sources.word_lists import listed

__all__ = ["check_magic", "decode"]

# How files of other kinds begin, what they are, and what to do about it.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "rename it to end in .pdf"),
    (
        b"PK\x03\x04",
        "a zip archive or an Office file",
        "rename it to end in .docx if Word wrote it, else unpack it",
    ),
    (b"PK\x05\x06", "an empty zip archive", "leave it out"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file", "save it as .docx without a password"),
    (b"{\\rtf", "an RTF file", "save it as .docx or .txt"),
    (b"\x89PNG", "an image", "leave it out"),
    (b"\xff\xd8\xff", "an image", "leave it out"),
    (b"GIF8", "an image", "leave it out"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"BZh", "a bzip2 archive", "unpack it"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it"),
    (b"\xfd7zXZ", "an xz archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ\x90", "a program", "leave it out"),
    (b"SQLite format 3", "a database", "leave it out"),
    (b"ID3", "a sound file", "leave it out"),
    (b"OggS", "a sound file", "leave it out"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_TEXT_ENCODING = re.compile(
    r"(?:utf|gb|big5|shift|x-sjis|sjis|euc|iso|windows-|cp|koi8|latin|mac|us-ascii|ascii|hz|tis|ks)[\w.:-]*"
)
_GUESSES = listed("""
    gb18030 big5 shift_jis euc_jp euc_kr
    cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 koi8_r iso8859_15""")


def check_magic(content: bytes, name: str, expected: Sequence[bytes] = ()) -> None:
    """Refuse a file that begins as one of another kind does.

    :param expected: beginnings of the kind it should be.
    :raises InputError: naming the kind it is and what to do.
    """
    for magic, kind, hint in _MAGIC:
        if magic not in expected and content.startswith(magic):
            raise InputError(f"is {kind} under another name", name, hint)


def decode(content: bytes, name: str, declared: str = "") -> str:
    """Decode a text file; all line ends become line feeds and a byte order mark is left out.

    In order: a byte order mark, the declared encoding, UTF-8, UTF-16 without a mark, Windows Western where
    accented letters stand alone, then the best guess of charset-normalizer among East Asian and other
    encodings. Stray bytes in UTF-8 become U+FFFD.

    :param declared: the encoding a web page says it has; ignored where it does not fit.
    :raises InputError: where the file is no text, or in no encoding that is known.
    :raises LimitError: where it is longer than the text of one briefing may be.
    """
    check_magic(content, name)
    text = _decoded(content, declared)
    if text is None:
        raise InputError("is in no encoding that could be told", name, "save it as UTF-8")
    if "\0" in text or len(_NO_TEXT.findall(text[:_SAMPLE])) * 200 > len(text[:_SAMPLE]):
        raise InputError("holds binary data, not text", name, "check its type, or leave it out")
    if len(text) > TEXT_CHARS:
        raise LimitError(f"is longer than {TEXT_CHARS // 1_000_000} million characters", name, "split it")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError("is empty", name, "leave it out, or save it again")
    return text


def _decoded(content: bytes, declared: str) -> str | None:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    # Browsers read Latin-1 as its superset, and so do we: 0x92 is an apostrophe, not a control character.
    latin = declared.lower() in {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii"}
    for encoding in ("" if latin else declared, "utf-8", _wide_encoding(content), "cp1252" if latin else ""):
        text = _try(content, encoding)
        if text is not None:
            return text
    return _mended_utf8(content) or _guessed(content)


def _try(content: bytes, encoding: str) -> str | None:
    """Decode strictly; None where it fails, or where a page names what is no encoding of text."""
    if not _TEXT_ENCODING.fullmatch(encoding.lower()):
        return None
    try:
        text = content.decode(encoding)
        text.encode("utf-8")
    except (LookupError, ValueError):
        return None
    return text


def _wide_encoding(content: bytes) -> str:
    """Tell UTF-16 without a mark by its zero bytes, which Western text has in every second place."""
    sample = content[: _SAMPLE - 1]
    for first, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        if sample[first::2].count(0) * 3 > len(sample[first::2]):
            return encoding
    return "utf-8"


def _mended_utf8(content: bytes) -> str | None:
    """Read UTF-8 with surrogates or a few stray bytes in it; None where it is more likely something else."""
    try:
        paired = content.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        return paired.decode("utf-16-le", "replace")
    except UnicodeDecodeError:
        pass
    text = content.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    good = sum(c > "\x7f" for c in text[:_SAMPLE]) - text[:_SAMPLE].count("\ufffd")
    return text if stray * 4 <= good and stray * 200 <= len(text) else None


def _guessed(content: bytes) -> str | None:
    runs = [len(run) for run in _HIGH_RUNS.findall(content[:_SAMPLE])]
    alone = sum(n == 1 for n in runs)
    if alone * 10 >= len(runs) * 8 and sum(runs) * 5 <= len(content[:_SAMPLE]):
        western = _try(content, "cp1252")
        if western is not None:
            return western
    from charset_normalizer import from_bytes

    # Whole lines only: a character cut in two would speak against its own encoding.
    sample = content[:_SAMPLE]
    whole = sample[: sample.rfind(b"\n") + 1] if len(content) > _SAMPLE else sample
    best = from_bytes(whole or sample, cp_isolation=list(_GUESSES), enable_fallback=False).best()
    return _try(content, best.encoding) if best else None
