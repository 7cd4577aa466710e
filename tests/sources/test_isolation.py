"""Parsing in children: a crash, a stall or a lie costs one file and nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cyberkg.errors import CyberkgError, InputError, LimitError
from cyberkg.sources import Parsers, isolation, read
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


def test_what_a_child_says_as_it_crashes_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It may be a traceback with sentences of the briefing in it, or what the briefing has it print."""
    child(monkeypatch, "ask(); print('\\x1b[2J', file=sys.stderr); raise ValueError('Ada Tan')")
    with Parsers() as parsers, pytest.raises(InputError):
        parsers.parse("html", PAGE, "x.html")
    assert capfd.readouterr() == ("", "")


def test_an_answer_whose_first_line_never_ends_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "ask(); import time\nwhile True:\n    say(b'o' * 10_000); time.sleep(0.01)")
    with Parsers(seconds=5) as parsers, pytest.raises(InputError, match=r"^x: could not be parsed; "):
        parsers.parse("html", PAGE, "x")


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
        b"input 1\n5",
        b"input 100000\n" + b"[" * 100_000,
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


def packed_with(**told: object) -> bytes:
    """Write an extract as a parser might that a file has taken over."""
    whole = json.loads(pack(Extract((Piece("paragraph", "Fine."),))))
    return json.dumps(whole | told).encode()


@pytest.mark.parametrize(
    "told",
    [
        {"pieces": [["script", "x", 0, False, []]]},
        {"pieces": [["paragraph", 5, 0, False, []]]},
        {"pieces": [["paragraph", ["x"], 0, False, []]]},
        {"pieces": [["paragraph", "x", "deep", False, []]]},
        {"pieces": [["paragraph", "x", 0, False, [[1]]]]},
        {"pieces": [["paragraph", "x"]]},
        {"title": None},
        {"dates": [5]},
        {"text": "x" * 10_000_001},
    ],
    ids=["kind", "number", "list", "level", "run", "short", "title", "dates", "long"],
)
def test_nothing_of_an_extract_is_believed_unchecked(told: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"^x: could not be parsed; "):
        unpack(packed_with(**told), "x")


def test_what_of_an_extract_cannot_be_written_is_replaced() -> None:
    odd = packed_with(pieces=[["bullet", "a\ud800b", level, 1, []] for level in (-5, 10**9)])
    assert [(piece.text, piece.level) for piece in unpack(odd, "x").pieces] == [("a?b", 0), ("a?b", 99)]


@pytest.mark.parametrize("runs", [[], [[0, 4]], [[3, 5]], [[4, 1], [0, 4]], [[99, 5]], [[-5, 5]]])
def test_where_words_stand_in_a_file_is_not_believed_of_a_parser(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, runs: list[list[int]]
) -> None:
    answer = packed_with(pieces=[["paragraph", "Fine.", 0, False, runs]])
    child(monkeypatch, f"ask(); b = {answer!r}; say(b'ok %d\\n' % len(b) + b)")
    (tmp_path / "x.md").write_text("Fine.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^x\.md: could not be parsed; save it as plain text$"):
        read(tmp_path / "x.md", "x.md")


def test_the_text_as_read_is_the_pieces_between_empty_lines() -> None:
    extract = Extract(
        (Piece("paragraph", "One."), Piece("bullet", "two", 1), Piece("rule", "")), title="Title"
    )
    text, drafts = compose(extract)
    assert text == "Title\n\nOne.\n\n- two\n\n* * *"
    assert [text[d.words.offsets[0] :][: len(d.text)] for d in drafts if d.text] == ["Title", "One.", "two"]


def test_a_parser_loads_no_module_that_lies_where_the_user_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of the briefings may be the one: whoever adds a file there would have code run."""
    (tmp_path / "json.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry])
    with Parsers() as parsers:
        assert parsers.parse("html", PAGE, "x").pieces
    assert not (tmp_path / "ran").exists()


def test_paths_of_modules_reach_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Parsers() as parsers:
        assert parsers.parse("html", PAGE, "x").pieces


def test_half_an_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "ask(); say(b'ok 5\\nab')")
    with Parsers() as parsers, pytest.raises(InputError, match=r"^x: could not be parsed; "):
        parsers.ask("html", PAGE, "x")


def test_what_a_child_says_is_cut_to_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = json.dumps(["w" * 10_000, "h" * 10_000]).encode()
    child(monkeypatch, f"ask(); b = {answer!r}; say(b'input %d\\n' % len(b) + b)")
    with Parsers() as parsers, pytest.raises(InputError) as error:
        parsers.parse("html", PAGE, "x")
    assert len(str(error.value)) < 700


def test_a_child_is_told_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CYBERKG_LLM_KEY", "secret")
    body = (
        "import json, os; b = json.dumps([' '.join(n for n in os.environ if 'CYBERKG' in n), '']).encode(); "
    )
    child(monkeypatch, f"ask(); {body}say(b'input %d\\n' % len(b) + b)")
    with Parsers() as parsers, pytest.raises(InputError) as error:
        parsers.parse("html", PAGE, "x")
    assert error.value.what == ""


def test_a_file_to_import_has_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "ask(); import time; time.sleep(0.8); say(b'ok 1\\nx')")
    with Parsers(seconds=0.5) as parsers:
        assert parsers.ask("ttl", b"", "x") == b"x"
        with pytest.raises(LimitError, match=r"took longer than 0\.5 s"):
            parsers.ask("html", b"", "x")


def test_after_some_files_a_child_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "FILES_PER_CHILD", 2)
    child(
        monkeypatch,
        "import os\nwhile True:\n    ask(); b = b'%d' % os.getpid(); say(b'ok %d\\n' % len(b) + b)",
    )
    with Parsers() as parsers:
        seen = [parsers.ask("html", b"", "x") for _ in range(5)]
        assert [seen.index(pid) for pid in seen] == [0, 0, 2, 2, 4]
        for pid in (seen[0], seen[2]):
            with pytest.raises(ProcessLookupError):
                os.kill(int(pid), 0)


def test_memory_that_earlier_files_took_is_not_held_against_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "ask(); say(b'ok 1\\nx'); ask(); say(b'memory 2\\n[]')")
    with Parsers() as parsers:
        assert [parsers.ask("html", b"", "x") for _ in range(3)] == [b"x"] * 3


CONFINED = """
import os, signal, socket, sys, tempfile
from cyberkg.sources import worker
file = tempfile.TemporaryFile(buffering=0)
if "limits" not in sys.argv[1]:
    worker._set_limits = lambda _: None
if "hook" not in sys.argv[1]:
    sys.addaudithook = lambda _: None
worker.confine()
try:
    exec(sys.argv[2])
    print("reached")
except (OSError, ImportError) as error:
    print(type(error).__name__, getattr(error, "errno", None) or "")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
@pytest.mark.parametrize(
    ("layer", "attempt", "told"),
    [
        ("hook", "socket.socket()", "PermissionError"),
        ("hook", "os.fork()", "PermissionError"),
        ("hook", "os.system('true')", "PermissionError"),
        ("hook", "os.execv('true', ['true'])", "PermissionError"),
        ("hook", "os.posix_spawn('true', ['true'], {})", "PermissionError"),
        ("limits", "os.open(os.devnull, 0)", "OSError 24"),
        ("limits", "socket.socket()", "OSError 24"),
        ("limits", "file.write(b'x')", "OSError 27"),
        ("", "import tomllib", "ModuleNotFoundError"),
        ("", "os.kill(os.getpid(), signal.SIGINT)", "reached"),
    ],
)
def test_each_layer_of_confinement_holds_by_itself(layer: str, attempt: str, told: str) -> None:
    command = [sys.executable, "-c", CONFINED, layer, attempt]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == told


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() == 0, reason="the user root may start any number")
def test_where_the_hook_is_gone_a_limit_keeps_a_parser_from_starting_processes() -> None:
    command = [sys.executable, "-c", CONFINED, "limits", "os.fork()"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "BlockingIOError 11"


SERVED = """
import sys
from cyberkg.errors import LimitError
from cyberkg.sources import worker
worker.CHILD_SECONDS = -1
def parse(content):
    exec(content)
    return b"x"
worker._parser = lambda kind: parse
worker.main("html")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
@pytest.mark.parametrize(
    ("content", "code", "answer"),
    [
        (b"print('noise', flush=True)", 0, b"ok 1\nx"),
        (b"import socket; socket.socket()", 1, b""),
        (b"raise RecursionError", 0, b'input 50\n["nests too deep to be parsed", "save it as text"]'),
        (b"raise LimitError('large', hint='cut it')", 0, b'limit 19\n["large", "cut it"]'),
        (b"bytearray(2 << 30)", 0, b"memory "),
        (b"while True: pass", -signal.SIGALRM, b""),
    ],
    ids=["noise", "network", "nesting", "a limit", "memory", "time, though nobody is left to watch it"],
)
def test_a_child_answers_for_each_fate_of_a_file(content: bytes, code: int, answer: bytes) -> None:
    request = f"{len(content)}\n".encode() + content
    command = [sys.executable, "-c", SERVED]
    done = subprocess.run(command, input=request, capture_output=True, check=False, timeout=30)
    assert done.returncode == code
    assert done.stdout == answer or (answer == b"memory " and done.stdout.startswith(answer))
