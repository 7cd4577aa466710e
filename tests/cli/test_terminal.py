"""What goes to a terminal: rows, errors and refusals, whatever names and files are called."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from cyberkg.cli import main
from cyberkg.cli.terminal import echo_rows, shown_output
from cyberkg.export import saving

GRAPH = Path(__file__).parents[2] / "graph"
BAD = "\x1b[31mRed\u202e\x9b2J\U000e0041"


def is_harmless(shown: str) -> bool:
    return not {"\x1b", "\u202e", "\x9b"} & set(shown)


def test_no_cell_and_no_name_of_a_column_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    echo_rows([{BAD: BAD, "other": [BAD, BAD]}], [BAD, "other"], "table")
    shown = capsys.readouterr().out
    assert shown.count(r"\x1b[31mRed\u202e") == 4
    assert is_harmless(shown)


def test_lines_of_json_steer_no_terminal_and_say_what_they_said(capsys: pytest.CaptureFixture[str]) -> None:
    echo_rows([{"name": BAD, "also": "Zoë 数"}], ["name"], "jsonl")
    shown = capsys.readouterr().out
    assert "Zoë 数" in shown
    assert all(c.isprintable() for c in shown.removesuffix("\n"))
    assert json.loads(shown) == {"name": BAD, "also": "Zoë 数"}


def test_a_csv_is_shown_harmless_and_written_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    echo_rows([{"name": BAD}], ["name"], "csv")
    assert capsys.readouterr().out == f'"name"\n"{BAD}"\n'
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    echo_rows([{"name": BAD}], ["name"], "csv")
    assert is_harmless(capsys.readouterr().out)


SAID = r"\u001b[31mRed\u202e\u009b2J Zo\u00eb"


@pytest.mark.parametrize(
    ("form", "query"),
    [(form, f'SELECT ("{SAID}" AS ?x) {{}}') for form in ("csv", "tsv", "json", "xml")]
    + [(form, f'CONSTRUCT {{ <urn:a> <urn:b> "{SAID}" }} {{}}') for form in ("ttl", "nt", "table")],
)
def test_an_answer_is_shown_harmless_and_written_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], form: str, query: str
) -> None:
    def ask() -> str:
        with pytest.raises(SystemExit) as stop:
            main(["query", query, "--format", form, "--graph", str(GRAPH)])
        assert not stop.value.code
        return capsysbinary.readouterr().out.decode()

    written = ask()
    assert "\u202e\x9b2J Zoë" in written
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = ask()
    assert is_harmless(shown)
    assert r"[31mRed\u202e\u009b2J Zoë" in shown
    assert len(shown.splitlines()) == len(written.splitlines())
    if form == "json":
        assert json.loads(shown) == json.loads(written)


def test_an_export_is_shown_harmless(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(saving, "stream", lambda _, target: target.write(f"{BAD}\r\n".encode()))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(SystemExit):
        main(["export", "--format", "nquads", "--graph", str(GRAPH)])
    assert capsysbinary.readouterr().out.decode().startswith(r"\u001b[31mRed\u202e\u009b2J")


def test_half_an_answer_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(ZeroDivisionError), shown_output() as output:
        output.write(b"half" + bytes([1 // 0]))
    assert capsysbinary.readouterr().out == b""


@pytest.mark.parametrize("text", ["=1+1", " =1+1", "＝1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_csv_is_a_formula(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    echo_rows([{"name": text, "names": [text, "b"], "number": -5.5}], ["name", "names", "number"], "csv")
    with io.StringIO(capsys.readouterr().out, newline="") as file:
        assert list(csv.reader(file))[1] == [f"'{text}", f"'{text}; b", "-5.5"]


def test_an_error_about_a_hostile_name_is_harmless(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit):
        main(["entities", str(tmp_path / BAD)])
    told = capsys.readouterr().err
    assert "Red" in told
    assert is_harmless(told)


def test_a_file_of_a_hostile_name_is_refused_harmless(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "\u202eRed.txt").write_bytes(b"\0\0")
    (data / "b.txt").write_text("Nothing.", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["build", str(data), "--out", str(tmp_path / "graph"), "--reader", "rules"])
    told = capsys.readouterr()
    assert "Red.txt" in told.err
    assert is_harmless(told.out + told.err)
