"""Parsing in children: a crash, a stall or a lie costs one file and nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from cyberkg.errors import CyberkgError, InputError, LimitError
from cyberkg.sources import Parsers, isolation
from cyberkg.sources.extract import Extract, Piece, compose, pack, unpack

PAGE = b"<p>The council was hacked.</p>"


def child(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Have children run some other code: ``ask`` reads a request, ``say`` answers it."""
    code = (
        "import sys\n"
        "def ask():\n    n = int(sys.stdin.buffer.readline()); return sys.stdin.buffer.read(n)\n"
        "def say(b):\n    sys.stdout.buffer.write(b); sys.stdout.buffer.flush()\n" + body
    )
    monkeypatch.setattr(isolation, "_START", code)


def test_a_child_parses_many_files_in_turn(parsers: Parsers) -> None:
    for _ in range(3):
        assert [p.text for p in parsers.parse("html", PAGE, "x").pieces] == ["The council was hacked."]


def test_a_child_that_crashes_refuses_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "ask(); import os; os.abort()")
    with Parsers() as parsers, pytest.raises(InputError) as error:
        parsers.parse("html", PAGE, "x.html")
    assert str(error.value) == "x.html: could not be parsed; open and save it again, or save it as text"


def test_a_child_that_stalls_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "import time; time.sleep(60)")
    with Parsers(seconds=0.3) as parsers, pytest.raises(LimitError) as error:
        parsers.parse("html", PAGE, "x.html")
    assert str(error.value) == "x.html: took longer than 0.3 s to parse; split it, or save it as text"


def test_a_child_that_crashes_on_a_later_file_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = pack(Extract(pieces=(Piece("paragraph", "Fine."),)))
    child(monkeypatch, f"ask(); b = {answer!r}; say(b'ok %d\\n' % len(b) + b); ask(); sys.exit(1)")
    with Parsers() as parsers:
        assert [parsers.parse("html", PAGE, "x").pieces[0].text for _ in range(3)] == ["Fine."] * 3


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"ok\n",
        b"ok x\n",
        b"ok -1\n",
        b"ok 99999999999\n",
        b"ok 5\nab",
        b"ok 2\n{}",
        b"input 2\n[]",
        b"\xff" * 99,
    ],
)
def test_a_child_that_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    child(monkeypatch, f"ask(); say({answer!r})")
    with Parsers() as parsers, pytest.raises(InputError, match=r"^x: could not be parsed; "):
        parsers.parse("html", PAGE, "x")


@pytest.mark.skipif(sys.platform != "linux", reason="looks at limits as Linux tells them")
def test_a_child_that_crashes_leaves_no_image_of_its_memory() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_CORE)
    if not before[1]:
        pytest.skip("no process may leave one here")
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        with Parsers() as parsers:
            parsers.parse("html", PAGE, "x")
            limits = [Path(f"/proc/{child.process.pid}/limits").read_text() for child in parsers._children]
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
    assert [told.partition("core file size")[2].split()[0] for told in limits] == ["0"]


def test_no_child_outlives_its_parsers() -> None:
    with Parsers() as parsers:
        parsers.parse("html", PAGE, "x")
        processes = [c.process for c in parsers._children]
    assert processes
    assert all(process.poll() is not None for process in processes)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "open('/etc/hostname')",
        "import os; os.fork()",
        "import os; os.system('true')",
        "import os; os.open('/dev/null', 0)",
    ],
)
def test_a_confined_process_reaches_nothing(monkeypatch: pytest.MonkeyPatch, attempt: str) -> None:
    body = (
        "import json, socket, os; sys.path[:] = json.loads(sys.argv[1])\n"
        "from cyberkg.sources.worker import confine\n"
        f"ask(); confine()\ntry:\n    exec({attempt!r})\n    word = 'reached'\n"
        "except OSError as error:\n    word = 'refused'\n"
        "b = json.dumps([word, '']).encode(); say(b'input %d\\n' % len(b) + b)\n"
    )
    child(monkeypatch, body)
    with Parsers() as parsers, pytest.raises(InputError) as error:
        parsers.parse("html", PAGE, "x")
    assert error.value.what == "refused"


def test_every_format_is_parsed_after_confinement(parsers: Parsers) -> None:
    for kind in ("pdf", "docx"):
        with pytest.raises(CyberkgError, match=r"^x: is no "):
            parsers.parse(kind, b"hello", "x")
    assert parsers.parse("md", b"# A *b*", "x").pieces[0].text == "A b"


def test_a_child_loads_nothing_heavy() -> None:
    import subprocess

    code = (
        "import sys, cyberkg.sources.worker as w; w._parser('html'); print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", f"import json; {code}"], capture_output=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert loaded.isdisjoint({"spacy", "numpy", "rdflib", "pyoxigraph", "networkx", "pypdf", "docx"})


def test_an_extract_survives_the_pipe() -> None:
    extract = Extract(
        (Piece("bullet", "数 \ud83d\ude00", 2, True, ((0, 1), (5, 2))),), "", "T", "S", ("2023",), ("2024",)
    )
    assert unpack(pack(extract), "x").title == "T"
    assert unpack(pack(Extract((Piece("heading", "A", 1),))), "x") == Extract((Piece("heading", "A", 1),))


@pytest.mark.parametrize("packed", [b"", b"[]", b"null", b"{}", b"[" * 100_000, b'{"pieces": 5}', b"\xff"])
def test_what_is_no_extract_is_refused(packed: bytes) -> None:
    with pytest.raises(InputError, match=r"^x: could not be parsed; "):
        unpack(packed, "x")


def test_the_text_as_read_is_the_pieces_between_empty_lines() -> None:
    extract = Extract(
        (Piece("paragraph", "One."), Piece("bullet", "two", 1), Piece("rule", "")), title="Title"
    )
    text, drafts = compose(extract)
    assert text == "Title\n\nOne.\n\n- two\n\n* * *"
    assert [text[d.words.offsets[0] :][: len(d.text)] for d in drafts if d.text] == ["Title", "One.", "two"]


def test_paths_of_modules_reach_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Parsers() as parsers:
        assert parsers.parse("html", PAGE, "x").pieces
