"""Answers are kept by content, whole or not at all, and a damaged one is asked for again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyberkg.errors import DiskError
from cyberkg.llm import LlmReader
from cyberkg.llm.cache import Cache, DamagedEntryError
from cyberkg.llm.settings import default_cache
from cyberkg.model import Document

Make = Callable[..., LlmReader]
Seen = Callable[[str], list[dict[str, Any]]]


def entry_of(folder: Path) -> Path:
    (entry,) = (p for p in folder.rglob("*") if p.is_file())
    return entry


def test_answer_is_found_by_model_version_and_text(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("m", "1", "text", "{}\ud800")
    assert cache.find("m", "1", "text") == "{}\ud800"
    others = [("n", "1", "text"), ("m", "2", "text"), ("m", "1", "texts"), ("m1", "", "text")]
    assert [cache.find(*other) for other in others] == [None] * 4


def test_nothing_is_left_beside_an_entry_and_only_its_user_reads_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "answers")
    cache.keep("m", "1", "text", "{}")
    cache.keep("m", "1", "text", "{}")
    entry = entry_of(tmp_path)
    assert entry.stat().st_mode & 0o077 == 0
    assert entry.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"answer": 1, "seal": 1}', None],
    ids=["empty", "cut", "list", "bytes", "nested", "types", "altered"],
)
def test_damaged_entry_is_told_apart(tmp_path: Path, damage: bytes | None) -> None:
    cache = Cache(tmp_path)
    cache.keep("m", "1", "text", "first")
    entry = entry_of(tmp_path)
    entry.write_bytes(entry.read_bytes().replace(b"first", b"other") if damage is None else damage)
    with pytest.raises(DamagedEntryError):
        cache.find("m", "1", "text")


def test_entry_of_another_text_is_damaged(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("m", "1", "text", "first")
    entry = entry_of(tmp_path)
    cache.keep("m", "1", "other", "second")
    second = next(p for p in tmp_path.rglob("*.json") if p != entry)
    second.write_bytes(entry.read_bytes())
    with pytest.raises(DamagedEntryError):
        cache.find("m", "1", "other")


def test_folder_that_cannot_be_made_is_a_disk_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match="choose another folder with --llm-cache"):
        Cache(tmp_path / "file").keep("m", "1", "text", "{}")


def test_text_is_sent_once(reader: Make, document: Document, seen: Seen) -> None:
    first = reader("recorded#once").examine(document)
    assert reader("recorded#once").examine(document) == first
    assert len(seen("recorded#once")) == 1


def test_damaged_entry_is_asked_for_again_with_a_warning(
    reader: Make, document: Document, seen: Seen, tmp_path: Path
) -> None:
    first = reader("recorded#mended").examine(document)
    entry = entry_of(tmp_path / "answers")
    entry.write_bytes(entry.read_bytes()[:-9])
    again = reader("recorded#mended").examine(document)
    assert again.reading == first.reading
    assert again.warnings == (f"digest.txt: the kept answer {entry} is damaged and was asked for again",)
    assert reader("recorded#mended").examine(document) == first
    assert len(seen("recorded#mended")) == 2


def test_default_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert default_cache() == tmp_path / "xdg" / "cyberkg" / "llm"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_cache() == tmp_path / ".cache" / "cyberkg" / "llm"


def test_entry_is_json_without_the_text_sent(reader: Make, document: Document, tmp_path: Path) -> None:
    reader("recorded", key="s3cret").read(document)
    written = entry_of(tmp_path / "answers").read_text("utf-8")
    assert sorted(json.loads(written)) == ["answer", "model", "seal"]
    assert "s3cret" not in written
    assert os.sep not in json.loads(written)["model"]
