"""Opening: from a build, a clone, a pull, a moved or a damaged folder: the whole graph, or a word why not."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyberkg.errors import BusyError, CyberkgError, DamagedError, DiskError
from cyberkg.store import open_graph, opening
from cyberkg.store.layout import Layout, Pointer, read_pointer
from cyberkg.store.lock import hold
from cyberkg.store.shelf import clear

if TYPE_CHECKING:
    from tests.store.conftest import Lab


def _forget(folder: Path) -> None:
    """Make a clone of a folder: git does not keep .generations."""
    shutil.rmtree(folder / ".generations")


def _pull(lab: Lab, folder: Path) -> None:
    """Bring the visible files of the new content, as git does, and no generation."""
    source = folder.parent / "colleague"
    lab.new.publish(source)
    for path in folder.iterdir():
        if path.name != ".generations":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".generations"), dirs_exist_ok=True)


def test_no_folder_no_graph_and_a_file_say_how_to_make_one(lab: Lab) -> None:
    with pytest.raises(DamagedError, match="no graph here; make one with `cyberkg build`"):
        open_graph(lab.folder)
    lab.folder.mkdir()
    with pytest.raises(DamagedError, match="no graph here"):
        open_graph(lab.folder)
    (lab.folder / "file").write_bytes(b"")
    with pytest.raises(DamagedError, match="no graph here"):
        open_graph(lab.folder / "file")
    (lab.folder / "manifest.json").write_bytes(b"{}")
    with pytest.raises(DamagedError, match=r"manifest\.json: is not a manifest of cyberkg"):
        open_graph(lab.folder)


def test_a_fresh_clone_is_imported_once(lab: Lab) -> None:
    published = lab.old.publish(lab.folder)
    _forget(lab.folder)
    opened = open_graph(lab.folder, read_turtle=lab.read_turtle)
    assert opened.digest == published.digest
    assert lab.holds(lab.old)
    assert lab.shows(lab.old)

    def unread(_: bytes) -> object:
        raise AssertionError("imported again")

    open_graph(lab.folder, read_turtle=unread).verify()  # type: ignore[arg-type]
    assert lab.shelf() == {"current", "gen", "lock"}


def test_a_pulled_graph_replaces_the_local_one(lab: Lab) -> None:
    old = lab.old.publish(lab.folder)
    _pull(lab, lab.folder)
    assert lab.holds(lab.new)
    assert lab.shows(lab.new)
    pointer = read_pointer(Layout(lab.folder))
    assert pointer
    assert pointer.before == old.path.name
    lab.old.publish(lab.folder)
    assert lab.holds(lab.old)
    assert lab.shows(lab.old)


def test_a_copying_that_was_cut_short_is_not_a_pull(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    layout = Layout(lab.folder)
    visible = lab.visible()
    new = lab.new.publish(lab.folder)
    for name in lab.visible():
        (lab.folder / name).unlink()
    for name, data in visible.items():
        (lab.folder / name).parent.mkdir(exist_ok=True, parents=True)
        (lab.folder / name).write_bytes(data)
    layout.pointer.write_bytes(Pointer(new.path.name).render())
    assert lab.holds(lab.new)
    assert lab.shows(lab.old)
    lab.new.publish(lab.folder)
    assert lab.shows(lab.new)


def test_a_graph_that_is_replaced_and_cleared_away_while_it_is_opened_is_opened_anew(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.old.publish(lab.folder)
    look = opening._look
    seen = [look(Layout(lab.folder))]
    for number in (2, 3):
        lab.make(number).publish(lab.folder)
    monkeypatch.setattr(opening, "_look", lambda layout: seen.pop() if seen else look(layout))
    assert lab.holds(lab.make(3))
    assert seen == []


def test_what_was_pulled_is_the_graph_for_good_before_an_older_one_goes(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut could bring back a pointer to what is no more."""
    lab.make(3).publish(lab.folder)
    lab.old.publish(lab.folder)
    _pull(lab, lab.folder)
    shelf = lab.folder / ".generations"
    fsync, replace = os.fsync, os.replace
    pending: list[Path] = []
    cleared: list[list[Path]] = []

    def note_flush(handle: int) -> None:
        if os.fstat(handle).st_ino == shelf.stat().st_ino:
            pending.clear()
        fsync(handle)

    def note_switch(source: Path, target: Path) -> None:
        pending.append(Path(target))
        replace(source, target)

    def note_end(layout: Layout, pointer: Pointer, work: Path) -> None:
        cleared.append([path for path in pending if path.name == "current"])
        clear(layout, pointer, work)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(os, "replace", note_switch)
    monkeypatch.setattr(opening, "clear", note_end)
    assert lab.holds(lab.new)
    assert cleared == [[]]


def test_a_graph_that_never_stands_still_keeps_nobody_waiting_for_ever(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = iter(range(50))
    monkeypatch.setattr(opening, "_open", lambda *_: None if next(tries, None) is not None else 1 / 0)
    with pytest.raises(BusyError, match="the graph keeps changing; try again"):
        open_graph(lab.folder)


def test_a_build_is_not_undone_by_who_takes_over_what_was_pulled_before_it(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.old.publish(lab.folder)
    _pull(lab, lab.folder)

    def late(path: Path) -> object:
        monkeypatch.setattr(opening, "hold", hold)
        built.append(3)
        lab.make(3).publish(lab.folder)
        return hold(path)

    built: list[int] = []
    monkeypatch.setattr(opening, "hold", late)
    assert lab.holds(lab.make(3))
    assert lab.shows(lab.make(3))
    assert built == [3]


def test_a_clone_opened_while_it_is_being_built_is_read_aside(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    _forget(lab.folder)
    (lab.folder / ".generations").mkdir()
    with hold(lab.folder / ".generations" / "lock"):
        assert lab.holds(lab.old)
        assert lab.shelf() == {"lock"}


@pytest.mark.parametrize("number", [13, 30])
def test_a_clone_in_a_read_only_folder_is_read_aside(
    lab: Lab, number: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lab.old.publish(lab.folder)
    _forget(lab.folder)
    before = lab.visible()
    make = Path.mkdir

    def refuse(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if lab.folder in self.parents:
            raise OSError(number, "refused", str(self))
        make(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert lab.holds(lab.old)
    assert lab.visible() == before
    assert not (lab.folder / ".generations").exists()
    assert not list(tmp_path.glob("cyberkg-*"))


def test_a_clone_on_a_full_disk_says_so(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    lab.old.publish(lab.folder)
    _forget(lab.folder)
    monkeypatch.setattr(
        Path, "mkdir", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(DiskError, match="disk is full"):
        lab.view()


def test_a_clone_on_a_full_disk_is_not_read_elsewhere(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command would read it anew, and nobody would know why that takes so long."""
    lab.old.publish(lab.folder)
    _forget(lab.folder)
    make = Path.mkdir

    def refuse(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if lab.folder in self.parents:
            raise OSError(28, "No space left on device", str(self))
        make(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DiskError, match="disk is full"):
        lab.view()


def test_a_published_graph_is_read_where_nothing_can_be_written(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.old.publish(lab.folder)
    for name in ("mkdir", "replace", "rename", "unlink"):
        monkeypatch.setattr(Path, name, lambda *_: (_ for _ in ()).throw(OSError(30, "read-only")))
    assert lab.holds(lab.old)


@pytest.mark.parametrize("name", ["graph.ttl", "texts/same.txt"])
def test_an_altered_or_missing_file_of_a_clone_is_named(lab: Lab, name: str) -> None:
    lab.old.publish(lab.folder)
    _forget(lab.folder)
    path = lab.folder / name
    path.write_bytes(path.read_bytes() + b"#")
    with pytest.raises(DamagedError, match=f"{path}: differs .* restore it"):
        lab.view()
    path.unlink()
    with pytest.raises(DamagedError, match=f"{path}: is missing; restore it"):
        lab.view()
    path.symlink_to("/etc/passwd")
    with pytest.raises(DiskError):
        lab.view()


def test_a_visible_manifest_that_went_is_told(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / "manifest.json").unlink()
    with pytest.raises(DamagedError, match=r"manifest\.json: is missing; restore it"):
        lab.view()
    lab.old.publish(lab.folder)
    assert lab.shows(lab.old)


def test_visible_files_beside_the_manifest_do_not_matter_to_readers(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / "graph.ttl").write_bytes(b"edited")
    (lab.folder / "texts/same.txt").unlink()
    assert lab.holds(lab.old)


def test_turtle_that_does_not_parse_leaves_nothing_aside(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lab.old.publish(lab.folder)
    _forget(lab.folder)
    (lab.folder / ".generations").mkdir()

    def refuse(_: bytes) -> object:
        raise DamagedError("no Turtle", "line 3")
        yield

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with hold(lab.folder / ".generations" / "lock"), pytest.raises(DamagedError):
        open_graph(lab.folder, read_turtle=refuse)  # type: ignore[arg-type]
    assert not list(tmp_path.glob("cyberkg-*"))


def test_turtle_that_does_not_parse_is_named(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    _forget(lab.folder)

    def refuse(_: bytes) -> object:
        raise DamagedError("no Turtle", "line 3")
        yield

    with pytest.raises(DamagedError, match=r"graph\.ttl: line 3: no Turtle; restore it"):
        open_graph(lab.folder, read_turtle=refuse)  # type: ignore[arg-type]
    assert lab.shelf() == {"lock"}


def test_a_moved_or_copied_folder_opens(lab: Lab, tmp_path: Path) -> None:
    lab.old.publish(lab.folder)
    lab.folder.rename(tmp_path / "moved")
    assert lab.holds(lab.old, tmp_path / "moved")
    shutil.copytree(tmp_path / "moved", tmp_path / "copied")
    shutil.rmtree(tmp_path / "moved")
    assert lab.holds(lab.old, tmp_path / "copied")
    lab.new.publish(tmp_path / "copied")
    assert lab.holds(lab.new, tmp_path / "copied")


def test_an_older_generation_opens_by_its_own_folder(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    old = lab.old.publish(lab.folder)
    new = lab.new.publish(lab.folder)
    assert lab.holds(lab.old, old.path)
    assert not (old.path / ".generations").exists()
    monkeypatch.chdir(old.path)
    assert lab.holds(lab.old, Path())
    (new.path / "store.json").unlink()
    with pytest.raises(DamagedError, match=f"cyberkg build.*the one before it is in {old.path}"):
        lab.view()


def test_an_older_graph_that_is_gone_is_not_offered(lab: Lab) -> None:
    old, new = lab.old.publish(lab.folder), lab.new.publish(lab.folder)
    shutil.rmtree(old.path)
    (new.path / "store.json").unlink()
    with pytest.raises(DamagedError) as caught:
        lab.view()
    assert old.path.name not in str(caught.value)


def test_generations_of_which_none_is_current_are_offered(lab: Lab) -> None:
    old = lab.old.publish(lab.folder)
    for path in (lab.folder / "manifest.json", lab.folder / ".generations" / "current"):
        path.unlink()
    with pytest.raises(DamagedError, match=f"current: is missing;.*a whole graph may be in {old.path}"):
        lab.view()


def test_a_pointer_to_nothing_is_damage(lab: Lab) -> None:
    generation = lab.old.publish(lab.folder)
    shutil.rmtree(generation.path)
    with pytest.raises(DamagedError, match=r"manifest\.json: is missing; run `cyberkg build`"):
        lab.view()


def test_another_format_says_what_to_do(lab: Lab) -> None:
    lab.folder.mkdir()
    (lab.folder / "manifest.json").write_bytes(b'{"format": 2, "generator": "cyberkg 9.0"}')
    with pytest.raises(DamagedError, match="format 2, this cyberkg reads format 1; run `cyberkg build`"):
        open_graph(lab.folder)


def test_a_manifest_that_leads_outside_is_refused(lab: Lab) -> None:
    lab.folder.mkdir()
    (lab.folder / "manifest.json").write_bytes(
        b'{"files": {"../../etc/passwd": "' + b"0" * 64 + b'"}, "format": 1, "generator": "cyberkg 9.0"}'
    )
    with pytest.raises(DamagedError, match="does not list the files of a graph"):
        open_graph(lab.folder)


# Sizes and numbers of the store's files vary from run to run.
_fractions = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize("how", ["flip", "cut", "delete", "empty", "double"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_fractions, _fractions)
def test_damage_is_told_or_harmless(lab: Lab, how: str, which: float, where: float) -> None:
    """Whatever single file suffers, a reader gets exactly what was published, or an error that says where."""
    shutil.rmtree(lab.folder, ignore_errors=True)
    lab.old.publish(lab.folder)
    paths = sorted(path for path in lab.folder.rglob("*") if path.is_file() and path.name != "lock")
    path = paths[int(which * len(paths))]
    whole = path.read_bytes()
    place = int(where * len(whole))
    if how == "delete":
        path.unlink()
    elif how == "flip" and whole:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :])
    else:
        path.write_bytes({"cut": whole[:place], "empty": b"", "double": whole * 2}.get(how, whole))
    try:
        assert lab.holds(lab.old)
    except CyberkgError as error:
        assert isinstance(error, DamagedError)
        assert str(lab.folder) in error.where
        assert error.hint
    lab.old.publish(lab.folder)
    assert lab.holds(lab.old)
    assert lab.shows(lab.old)


def test_the_graph_of_rdf_is_read_by_default(lab: Lab) -> None:
    from cyberkg.model import Document, Knowledge
    from cyberkg.rdf.encode import encode
    from cyberkg.rdf.turtle import write_turtle
    from cyberkg.store import publish

    base = "https://example.org/other/"
    quads = list(encode(Knowledge(documents=(Document("a.txt", "Text."),)), base))
    publish(lab.folder, {"graph.ttl": write_turtle(quads, base)}, quads)
    with open_graph(lab.folder).store() as store:
        before = store.dump()
    _forget(lab.folder)
    with open_graph(lab.folder).store() as store:
        assert store.dump() == before
