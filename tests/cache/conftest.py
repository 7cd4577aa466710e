"""Briefings small enough to be read in no time, and a folder to build them in."""

from __future__ import annotations

from pathlib import Path

import pytest

HEAD = "subject,subject_type,predicate,object,object_type\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of sources: two tables and two briefings."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "one.csv").write_text(f"{HEAD}Ann Lee,Person,attended,Harbour Forum,Event\n", encoding="utf-8")
    (folder / "two.csv").write_text(f"{HEAD}Bo Ng,Person,attended,Garden Forum,Event\n", encoding="utf-8")
    (folder / "three.txt").write_text(
        "Harbour Forum, 3 May 2024\n\nDavid Ip, Assistant Commissioner of the Digital Office, "
        "opened the Harbour Forum on 3 May 2024.\n",
        encoding="utf-8",
    )
    (folder / "four.md").write_text(
        "# Notes of May 2024\n\nMary Chan of Orchid Bank spoke at the Garden Forum on 4 May 2024.\n",
        encoding="utf-8",
    )
    return folder
