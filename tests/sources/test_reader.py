"""Many files read: in order, each for itself, whatever the others are."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyberkg.errors import LimitError
from cyberkg.model import Document, Period
from cyberkg.sources import Refusal, Source, discover, read_all
from cyberkg.sources import limits as bounds

Load = Callable[[str, str | bytes], Document]
Refuse = Callable[[str, str | bytes], str]


def test_files_come_back_in_order_and_refused_ones_by_name(tmp_path: Path) -> None:
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(f"Text number {n}.")
    (tmp_path / "2b.pdf").write_text("no pdf")
    (tmp_path / "3b.md").write_text("# Title\n\nText of it.")
    (tmp_path / "4b.html").write_text("<p>Text of it.</p>")
    (tmp_path / "5b.csv").write_text("a,b\n")
    runs = [
        [
            r.name if isinstance(r, Refusal) else r.document.name
            for r in read_all(discover([tmp_path]), workers=w)
        ]
        for w in (1, 3)
    ]
    assert (
        runs[0]
        == runs[1]
        == ["0.txt", "1.txt", "2.txt", "2b.pdf", "3.txt", "3b.md", "4.txt", "4b.html", "5.txt", "5b.csv"]
    )


def test_stopping_early_leaves_no_process_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    for n in range(8):
        (tmp_path / f"{n}.html").write_text("<p>Text of it.</p>")
    results = read_all(discover([tmp_path]))
    assert isinstance(next(results), Source)
    assert any(process.poll() is None for process in started)
    results.close()  # type: ignore[attr-defined]
    assert all(process.poll() is not None for process in started)


def test_a_plain_text_is_kept_as_it_is(load: Load, check_spans: Callable[[Document], None]) -> None:
    raw = "\ufefftop of page\r\n\r\nBriefing (8 September 2023)\r\n\r\nOn Monday  the council\r\nwas hacked.\r\n".encode()
    document = load("x.txt", raw)
    assert (
        document.text == "top of page\n\nBriefing (8 September 2023)\n\nOn Monday  the council\nwas hacked.\n"
    )
    assert document.sha256 == hashlib.sha256(raw).hexdigest()
    assert (document.title, document.date) == (
        "Briefing (8 September 2023)",
        Period("2023-09-08", "2023-09-08"),
    )
    assert [b.text for i in document.items for b in i.blocks] == ["On Monday the council was hacked."]
    check_spans(document)


def test_fields_of_the_head_describe_a_plain_text(load: Load) -> None:
    document = load(
        "x.txt",
        "Subject: Weekly digest\nDate: Fri, 8 Sep 2023 10:00:00 +0800\nSource: https://x.example\n\nText of it.\n",
    )
    assert (document.title, document.date, document.source) == (
        "Weekly digest",
        Period("2023-09-08", "2023-09-08"),
        "https://x.example",
    )


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("x.png", b"x", "InputError: x.png: is of a type that is not read (.png); give it as one of .csv, .docx, .htm, .html, "
         ".json, .jsonl, .jsonld, .md, .nq, .nt, .pdf, .rdf, .trig, .ttl, .txt, .yaml, .yml"),
        ("x", b"x", "InputError: x: is of a type that is not read (no ending); give it as one of .csv, .docx, .htm, .html, "
         ".json, .jsonl, .jsonld, .md, .nq, .nt, .pdf, .rdf, .trig, .ttl, .txt, .yaml, .yml"),
        ("x.txt", b"", "InputError: x.txt: is empty; leave it out, or save it again"),
        ("x.txt", b"<!DOCTYPE html><p>x", "InputError: x.txt: is a web page under another name; rename it to end in .html"),
        ("x.txt", b"a\n" * 300_001, "LimitError: x.txt: has more than 300,000 lines; split it"),
    ],
)  # fmt: skip
def test_faults_are_one_line(refusal: Refuse, name: str, content: bytes, line: str) -> None:
    assert refusal(name, content) == line


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(bounds.FILE_BYTES + 1)
    (result,) = read_all([path])
    assert isinstance(result, Refusal)
    assert isinstance(result.error, LimitError)
    assert str(result.error) == "big.txt: is larger than 200 MB; split it"


def test_importing_the_room_is_light() -> None:
    code = "import sys, cyberkg.sources; print(' '.join(sys.modules))"
    loaded = set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, text=True
        ).stdout.split()
    )
    heavy = {"lxml", "pypdf", "docx", "markdown_it", "charset_normalizer", "spacy", "numpy", "rdflib"}
    assert loaded.isdisjoint(heavy)


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_reading_is_the_same_on_any_hash_seed(tmp_path: Path, seed: str) -> None:
    (tmp_path / "a.html").write_text(
        "<title>T</title><ul><li>x y<li>z</ul><p>CSOP, 8 September 2023. <b>Bold</b></p>"
    )
    (tmp_path / "b.yaml").write_text("- subject: CSOP\n  predicate: eventDate\n  object: 2023\n")
    code = (
        "import sys, hashlib; from pathlib import Path; from cyberkg.sources import *\n"
        "results = list(read_all(discover([Path(sys.argv[1])])))\n"
        "print(hashlib.sha256(repr([(r.document, r.document.items, r.document.text, r.reading) for r in results]).encode()).hexdigest())"
    )
    digests = {
        subprocess.run([sys.executable, "-c", code, str(tmp_path)], env={"PYTHONHASHSEED": s, "PYTHONPATH": ":".join(sys.path)},
                       capture_output=True, check=True).stdout
        for s in ("99", seed)
    }  # fmt: skip
    assert len(digests) == 1
