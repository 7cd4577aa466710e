"""What readings rest on: nothing that decides a reading is left out."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import pytest

from cyberkg.cache import basis, find_basis, find_ground
from cyberkg.cache.basis import LIBRARIES, ROOMS

SOURCE = Path(basis.__file__).parents[1]
# Rooms that those import to do other things with what was read, or to have it read elsewhere.
AFTER = {"cluster", "llm", "store"}


def imports_of(place: Path) -> Iterator[str]:
    for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module


def test_all_rooms_that_readers_import_are_rooms_of_the_basis() -> None:
    known = {room.removesuffix(".py") for room in ROOMS}
    for room in ROOMS:
        if not room.endswith(".json"):
            names = [n.split(".") for n in imports_of(SOURCE / room)]
            used = {name[1] for name in names if name[0] == "cyberkg" and len(name) > 1}
            assert used - known <= AFTER, room


def test_all_libraries_that_readers_import_are_libraries_of_the_basis() -> None:
    owners = metadata.packages_distributions()
    rooms = [room for room in ROOMS if room != "rdf" and not room.endswith(".json")]
    tops = {name.split(".")[0] for room in rooms for name in imports_of(SOURCE / room)}
    foreign = tops - set(sys.stdlib_module_names) - {"cyberkg"}
    used = {owner.casefold() for top in foreign for owner in owners.get(top, [top])}
    assert used <= {name.casefold() for name in LIBRARIES}


@pytest.mark.parametrize("digest_of", [lambda: find_basis("", ""), find_ground])
def test_another_python_is_another_basis(
    digest_of: Callable[[], str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = digest_of()
    monkeypatch.setattr(sys, "version", "9.9")
    assert plain is not None
    assert digest_of() not in {plain, None}


def test_each_thing_that_decides_a_reading_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = find_basis("", "")
    assert plain is not None
    assert plain == find_basis("", "")
    others = [find_basis("rules", ""), find_basis("learned", "")]
    monkeypatch.setattr(basis, "_code", lambda _: "another")
    others.append(find_basis("", ""))
    monkeypatch.undo()
    monkeypatch.setattr(metadata, "version", lambda _: "9.9")
    others.append(find_basis("", ""))
    assert None not in others
    assert len({plain, *others}) == 5


def test_code_is_told_by_its_bytes_and_weights_by_their_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ROOMS:
        place = tmp_path / room
        if place.suffix:
            place.write_text("x = 1\n", encoding="utf-8")
        else:
            place.mkdir()
            (place / "code.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "learned" / "words.txt").write_text("words\n", encoding="utf-8")
    monkeypatch.setattr(basis, "_PACKAGE", tmp_path)
    monkeypatch.setattr(basis, "listed", lambda: {"learned/words.txt": "00"})

    def code() -> str:
        return basis._code.__wrapped__(ROOMS)

    before = code()
    (tmp_path / "learned" / "words.txt").write_text(
        "held to its digest when it is loaded\n", encoding="utf-8"
    )
    (tmp_path / "learned" / "code.pyc").write_bytes(b"made anew at will")
    assert code() == before
    seen = {before}
    for changed in ("reading/code.py", "sources/code.py", "shipped.json"):
        (tmp_path / changed).write_text(f"x = 2 # {changed}\n", encoding="utf-8")
        seen.add(code())
    (tmp_path / "reading" / "code.py").rename(tmp_path / "reading" / "other.py")
    seen.add(code())
    assert len(seen) == 5


@pytest.mark.parametrize(("reader", "model"), [("llm", ""), ("", "some_model"), ("rules", "/some/model")])
def test_nothing_is_kept_where_what_it_rests_on_is_not_known(reader: str, model: str) -> None:
    assert find_basis(reader, model) is None


def test_nothing_is_kept_where_the_code_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(basis, "_PACKAGE", tmp_path / "nowhere")
    basis._code.cache_clear()
    assert find_basis("", "") is None
    basis._code.cache_clear()


def test_a_graph_rests_on_all_code_and_on_all_that_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, libraries = tmp_path / "package", tmp_path / "libraries"
    (package / "view").mkdir(parents=True)
    (package / "view" / "page.py").write_text("x = 1\n", encoding="utf-8")
    (libraries / "networkx-3.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(basis, "_PACKAGE", package)
    monkeypatch.setattr(basis, "listed", dict)
    monkeypatch.setattr(sys, "path", ["", str(libraries), str(tmp_path / "missing")])

    def ground() -> str | None:
        basis._code.cache_clear()
        return find_ground()

    seen = {ground(), ground()}
    assert None not in seen
    assert len(seen) == 1
    (package / "view" / "page.py").write_text("x = 2\n", encoding="utf-8")
    seen.add(ground())
    (libraries / "networkx-3.0.dist-info").rename(libraries / "networkx-3.1.dist-info")
    seen.add(ground())
    basis._code.cache_clear()
    assert len(seen) == 3
