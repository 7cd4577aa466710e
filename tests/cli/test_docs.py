"""``cyberkg docs`` as its user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cyberkg.cli import main


def test_three_files_are_written_and_the_page_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["docs", "--out", str(tmp_path / "reference")])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"{tmp_path / 'reference' / 'ontology.html'}\n"
    assert sorted(p.name for p in (tmp_path / "reference").iterdir()) == [
        "ontology.html",
        "ontology.ttl",
        "shapes.ttl",
    ]


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SystemExit) as end:
        main(["docs", "--out", str(tmp_path / "file" / "in")])
    assert end.value.code == 7
    assert capsys.readouterr().err.count("\n") == 1
