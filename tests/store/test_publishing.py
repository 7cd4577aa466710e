"""Publishing: all or nothing, only in our own folder, nothing touched that is not ours or has not changed."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cyberkg.errors import BusyError, DiskError, InputError, UsageError
from cyberkg.store import claim, open_graph, publish, shelf
from cyberkg.store.disk import move
from cyberkg.store.layout import Layout, Pointer, read_pointer

if TYPE_CHECKING:
    from tests.store.conftest import Lab


def _times(folder: Path) -> dict[str, int]:
    """Modification times of all but the lock and of the folder where drafts come and go."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.name not in {"lock", ".generations"}
    }


def test_what_is_published_is_what_is_opened(lab: Lab) -> None:
    published = lab.old.publish(lab.folder)
    assert lab.holds(lab.old)
    assert lab.shows(lab.old)
    assert lab.view().digest == published.digest
    assert lab.shelf() == {"current", "gen", "lock"}
    assert published.manifest["generator"].startswith("cyberkg ")


def test_all_is_on_the_disk_before_the_switch_and_the_switch_before_it_is_told(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut keeps what was flushed: so a graph is flushed whole before it is the one that is pointed at."""
    flushed: list[int] = []
    pending: list[str] = []
    fsync, replace = os.fsync, os.replace
    shelf = lab.folder / ".generations"

    def note_flush(handle: int) -> None:
        flushed.append(os.fstat(handle).st_ino)
        if pending and flushed[-1] == shelf.stat().st_ino:
            pending.clear()
        fsync(handle)

    def note_switch(source: Path, target: Path) -> None:
        if Path(target).name == "current":
            new = shelf / Pointer.parse(Path(source).read_bytes()).generation
            whole = [new, *new.rglob("*"), shelf, lab.folder, lab.folder.parent, Path(source)]
            assert [path for path in whole if path.stat().st_ino not in flushed] == []
            pending.append("the pointer")
        elif shelf not in Path(target).parents:
            assert pending == []
        replace(source, target)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(os, "replace", note_switch)
    for content in (lab.old, lab.new):
        content.publish(lab.folder)
        assert pending == []
        visible = [path for path in lab.folder.rglob("*") if ".generations" not in path.parts]
        assert [path for path in visible if path.stat().st_ino not in flushed] == []


def test_equal_content_has_an_equal_digest_in_any_folder(lab: Lab, tmp_path: Path) -> None:
    one = lab.old.publish(tmp_path / "one")
    two = lab.old.publish(tmp_path / "deep" / "two")
    assert one.digest == two.digest != lab.new.publish(tmp_path / "one").digest
    assert lab.visible(tmp_path / "deep" / "two")["manifest.json"] == one.read("manifest.json")


def test_publishing_the_same_again_touches_nothing_and_reads_no_quads(lab: Lab) -> None:
    first = lab.old.publish(lab.folder)
    before = _times(lab.folder)

    def unread() -> object:
        raise AssertionError("the quads were read")
        yield

    again = publish(lab.folder, lab.old.files, unread(), about={"counts": {"files": 4}})  # type: ignore[arg-type]
    assert again.digest == first.digest
    assert _times(lab.folder) == before


def test_unchanged_files_keep_their_times_and_dropped_ones_go(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    before = _times(lab.folder)
    lab.new.publish(lab.folder)
    after = _times(lab.folder)
    assert lab.holds(lab.new)
    assert lab.shows(lab.new)
    assert after["texts/same.txt"] == before["texts/same.txt"]
    assert after["texts/other.txt"] != before["texts/other.txt"]
    assert "texts/only/1.txt" not in after


def test_a_folder_left_empty_goes_too(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    publish(lab.folder, {"graph.ttl": b""}, [])
    assert not (lab.folder / "texts").exists()


def test_the_last_two_generations_are_kept(lab: Lab) -> None:
    names = [lab.make(number).publish(lab.folder).path.name for number in range(4)]
    assert lab.generations() == sorted(names[2:])
    assert read_pointer(Layout(lab.folder)) == Pointer(names[3], names[2], copied=True)


def test_going_back_to_the_graph_before_is_a_switch(lab: Lab) -> None:
    old = lab.old.publish(lab.folder)
    made = old.store_path.stat().st_mtime_ns
    new = lab.new.publish(lab.folder)
    back = lab.old.publish(lab.folder)
    assert lab.holds(lab.old)
    assert lab.shows(lab.old)
    assert back.store_path.stat().st_mtime_ns == made
    assert lab.generations() == sorted([old.path.name, new.path.name])


def test_a_users_own_files_are_left_alone(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    for name in ("export.csv", "texts/notes.md", "texts/only/mine.txt", ".hidden"):
        (lab.folder / name).write_bytes(b"mine")
    lab.new.publish(lab.folder)
    seen = lab.visible()
    assert {name for name, data in seen.items() if data == b"mine"} == {
        "export.csv",
        "texts/notes.md",
        "texts/only/mine.txt",
        ".hidden",
    }


def test_a_users_file_in_the_way_is_named_and_kept(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / "network.html").write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"network\.html: stands where.*move it away"):
        publish(lab.folder, {**lab.new.files, "network.html": b"ours"}, lab.new.quads)
    assert (lab.folder / "network.html").read_bytes() == b"mine"
    assert lab.holds(lab.old)


def test_an_edited_copy_is_put_right(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / "graph.ttl").write_bytes(b"edited")
    (lab.folder / "texts/same.txt").unlink()
    assert lab.holds(lab.old)
    lab.old.publish(lab.folder)
    assert lab.shows(lab.old)


@pytest.mark.parametrize("name", ["notes.txt", "graph.ttl", "manifest.json", "texts/a.txt"])
def test_a_foreign_folder_is_refused_and_left_alone(lab: Lab, name: str) -> None:
    path = lab.folder / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"name": "web app"}')
    with pytest.raises(UsageError, match=r"holds other files .* and no graph of cyberkg; choose") as caught:
        lab.old.publish(lab.folder)
    assert caught.value.exit_code == 2
    assert list(lab.visible()) == [name]
    assert not (lab.folder / ".generations").exists()


@pytest.mark.parametrize("name", [".gitkeep", ".DS_Store", ".gitattributes", ".gitignore"])
def test_a_folder_with_nothing_but_litter_counts_as_empty(lab: Lab, name: str) -> None:
    lab.folder.mkdir()
    (lab.folder / name).write_bytes(b"")
    lab.old.publish(lab.folder)
    assert lab.holds(lab.old)
    assert (lab.folder / name).exists()


def test_links_are_not_written_through(lab: Lab, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "same.txt").write_bytes(b"precious")
    lab.old.publish(lab.folder)
    (lab.folder / "texts/same.txt").unlink()
    (lab.folder / "texts/same.txt").symlink_to(victim / "same.txt")
    lab.new.publish(lab.folder)
    assert lab.shows(lab.new)
    assert not (lab.folder / "texts/same.txt").is_symlink()
    for path in (lab.folder / "texts/only").iterdir():
        path.unlink()
    (lab.folder / "texts/only").rmdir()
    (lab.folder / "texts/only").symlink_to(victim)
    with pytest.raises(UsageError, match="stands where cyberkg keeps a folder"):
        lab.old.publish(lab.folder)
    assert [path.read_bytes() for path in victim.iterdir()] == [b"precious"]


def test_a_copying_that_was_cut_short_is_not_finished_through_a_link(lab: Lab, tmp_path: Path) -> None:
    generation = lab.old.publish(lab.folder)
    (lab.folder / ".generations/current").write_bytes(Pointer(generation.path.name).render())
    (lab.folder / "texts").rename(tmp_path / "before")
    victim = tmp_path / "victim"
    victim.mkdir()
    (lab.folder / "texts").symlink_to(victim)
    with pytest.raises(UsageError, match="stands where cyberkg keeps a folder"):
        lab.old.publish(lab.folder)
    assert list(victim.iterdir()) == []


def test_a_file_behind_a_link_is_not_removed_with_what_was_dropped(lab: Lab, tmp_path: Path) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / "texts/only").rename(tmp_path / "victim")
    (lab.folder / "texts/only").symlink_to(tmp_path / "victim")
    publish(lab.folder, {"graph.ttl": b""}, [])
    assert (tmp_path / "victim/1.txt").read_bytes() == b"mine\n"
    assert (lab.folder / "texts/only").is_symlink()


def test_a_folder_behind_a_link_is_not_removed_though_it_is_empty(lab: Lab, tmp_path: Path) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / "texts/only").rename(tmp_path / "away")
    (tmp_path / "empty").mkdir()
    (lab.folder / "texts/only").symlink_to(tmp_path / "empty")
    publish(lab.folder, {"graph.ttl": b""}, [])
    assert (lab.folder / "texts/only").is_symlink()
    assert (tmp_path / "empty").is_dir()


@pytest.mark.parametrize("dropped", ["texts/only/1.txt", "texts/only", "texts"])
def test_what_is_dropped_may_be_gone_already(lab: Lab, tmp_path: Path, dropped: str) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / dropped).rename(tmp_path / "gone")
    publish(lab.folder, {"graph.ttl": b""}, [])
    assert set(lab.visible()) == {"graph.ttl", "manifest.json"}


def test_a_users_folder_in_place_of_a_dropped_file_stays(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / "texts/only/1.txt").unlink()
    (lab.folder / "texts/only/1.txt").mkdir()
    (lab.folder / "texts/only/1.txt/mine").write_bytes(b"mine")
    lab.new.publish(lab.folder)
    assert lab.visible()["texts/only/1.txt/mine"] == b"mine"


@pytest.mark.parametrize("above", ["texts", "texts/only"])
def test_a_users_file_in_place_of_a_folder_is_named_and_kept(lab: Lab, above: str) -> None:
    generation = lab.old.publish(lab.folder)
    (lab.folder / "texts").rename(lab.folder.parent / "away")
    (lab.folder / above).parent.mkdir(exist_ok=True)
    (lab.folder / above).write_bytes(b"mine")
    with claim(lab.folder) as claimed:
        assert not claimed.shows(generation.digest)
    with pytest.raises(UsageError, match=f"{above}: stands where cyberkg keeps a folder"):
        lab.old.publish(lab.folder)
    assert (lab.folder / above).read_bytes() == b"mine"


@pytest.mark.parametrize("content", [None, b'{"generator": "cyberkg 1", ', b'{"name": "web app"}'])
def test_a_visible_manifest_that_is_lost_or_damaged_is_put_right(lab: Lab, content: bytes | None) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / "manifest.json").unlink()
    if content is not None:
        (lab.folder / "manifest.json").write_bytes(content)
    lab.new.publish(lab.folder)
    assert lab.shows(lab.new)


def test_a_users_manifest_is_kept_where_no_graph_has_been_written_yet(lab: Lab) -> None:
    with claim(lab.folder):
        pass
    (lab.folder / "manifest.json").write_bytes(b'{"name": "web app"}')
    with pytest.raises(UsageError, match=r"manifest\.json: stands where"):
        lab.old.publish(lab.folder)
    assert (lab.folder / "manifest.json").read_bytes() == b'{"name": "web app"}'


def test_no_link_above_a_file_is_written_through(lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "victim/deeper").mkdir(parents=True)
    lab.folder.mkdir()
    lab.old.publish(lab.folder)
    (lab.folder / "deep").symlink_to(tmp_path / "victim")
    with pytest.raises(UsageError, match="deep: stands where cyberkg keeps a folder"):
        publish(lab.folder, {"graph.ttl": b"", "deep/deeper/1.txt": b"ours"}, [])
    assert not list((tmp_path / "victim/deeper").iterdir())


def test_a_users_folder_in_place_of_a_file_of_ours_is_named_and_kept(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / "texts/same.txt").unlink()
    (lab.folder / "texts/same.txt").mkdir()
    with pytest.raises(UsageError, match=r"same\.txt: stands where cyberkg writes a file"):
        lab.new.publish(lab.folder)
    assert (lab.folder / "texts/same.txt").is_dir()
    assert lab.holds(lab.old)


def test_a_copying_that_lacked_only_its_last_note_is_over_with_the_next_build(lab: Lab) -> None:
    generation = lab.old.publish(lab.folder)
    pointer = lab.folder / ".generations/current"
    whole = pointer.read_bytes()
    pointer.write_bytes(Pointer(generation.path.name).render())
    with claim(lab.folder):
        pass
    assert pointer.read_bytes() == whole


def test_generations_elsewhere_are_refused(lab: Lab, tmp_path: Path) -> None:
    lab.folder.mkdir()
    (lab.folder / ".generations").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="is a link"):
        lab.old.publish(lab.folder)


def test_a_bad_name_leaves_the_graph_as_it_was(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    with pytest.raises(InputError):
        publish(lab.folder, {**lab.new.files, "../escape": b""}, lab.new.quads)
    assert lab.holds(lab.old)
    assert not (lab.folder.parent / "escape").exists()


def test_quads_that_fail_leave_the_graph_as_it_was(lab: Lab) -> None:
    lab.old.publish(lab.folder)

    def broken() -> object:
        yield lab.new.quads[0]
        raise InputError("a bad fact")

    with pytest.raises(InputError, match="a bad fact"):
        publish(lab.folder, lab.new.files, broken())  # type: ignore[arg-type]
    assert lab.holds(lab.old)
    assert lab.shelf() == {"current", "gen", "lock"}


def test_two_builders_at_once(lab: Lab) -> None:
    with claim(lab.folder) as claimed:
        with pytest.raises(BusyError, match=f"process {os.getpid()}"):
            lab.new.publish(lab.folder)
        claimed.publish(lab.old.files, lab.old.quads)
        claimed.publish(lab.new.files, lab.new.quads)
    assert lab.holds(lab.new)
    lab.old.publish(lab.folder)


def test_a_claim_that_publishes_nothing_changes_nothing(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    before = _times(lab.folder)
    with pytest.raises(KeyError), claim(lab.folder):
        raise KeyError
    assert _times(lab.folder) == before


def test_a_claim_tells_whether_a_graph_is_shown_and_whole(lab: Lab) -> None:
    old = lab.old.publish(lab.folder)
    with claim(lab.folder) as claimed:
        assert claimed.shows(old.digest)
        new = lab.new.publish(lab.folder.with_name("elsewhere"))
        assert not claimed.shows(new.digest)
    for path in [*old.path.rglob("*"), *lab.folder.rglob("*")]:
        if path.is_file() and (old.path in path.parents or ".generations" not in path.parts):
            whole = path.read_bytes()
            for damaged in (whole[:-3], bytes([whole[0] ^ 1]) + whole[1:] if whole else b"x"):
                path.write_bytes(damaged)
                with claim(lab.folder) as claimed:
                    assert claimed.shows(old.digest) is (damaged == whole), path
            path.write_bytes(whole)
    with claim(lab.folder) as claimed:
        assert claimed.shows(old.digest)


def test_a_claim_shows_nothing_in_an_empty_folder(lab: Lab) -> None:
    with claim(lab.folder) as claimed:
        assert not claimed.shows("0" * 20)


def test_clearing_leaves_the_graph_and_nothing_older(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2, 3):
        lab.make(number).publish(lab.folder)
    older = lab.folder / ".generations" / ("gen-" + "0" * 20)
    (older / "texts").mkdir(parents=True)

    def refuse(path: Path) -> None:
        raise OSError(16, "Device or resource busy", str(path))

    with claim(lab.folder) as claimed, monkeypatch.context() as patched:
        patched.setattr(shelf, "remove_tree", refuse)
        claimed.clear()
        assert lab.shelf() == {"current", "gen", "lock"}
    assert len(lab.generations()) == 1
    assert lab.holds(lab.make(3))
    assert lab.shows(lab.make(3))
    before = _times(lab.folder)
    with claim(lab.folder) as claimed:
        claimed.clear()
    assert _times(lab.folder) == before


def test_clearing_where_no_graph_is_does_nothing(lab: Lab) -> None:
    with claim(lab.folder) as claimed:
        claimed.clear()
    assert lab.shelf() == {"lock"}


def test_dead_builds_are_swept_up(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    dead = lab.folder / ".generations" / ".build-1" / "new" / "store"
    dead.mkdir(parents=True)
    (dead / "000009.sst").write_bytes(b"x")
    with claim(lab.folder):
        assert lab.shelf() >= {"current", "gen", "lock"}
    assert lab.shelf() == {"current", "gen", "lock"}


def test_too_little_space_is_told_before_anything_is_written(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.old.publish(lab.folder)
    before = _times(lab.folder)
    monkeypatch.setattr("shutil.disk_usage", lambda _: _Usage())
    with pytest.raises(DiskError, match=r"disk has 1 MB free, and the graph may need 9 MB.*--out"):
        lab.new.publish(lab.folder)
    monkeypatch.undo()
    assert lab.holds(lab.old)
    assert _times(lab.folder) == before


def test_space_is_wanted_for_all_files_twice_and_for_the_database(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: _Usage())
    texts = {"texts/a.txt": bytes(10 << 20)}
    needs = []
    for files in ({"graph.ttl": b""}, {"graph.ttl": b"", **texts}, {"graph.ttl": bytes(10 << 20), **texts}):
        with pytest.raises(DiskError) as caught:
            publish(lab.folder, files, [])
        needs.append(int(caught.value.what.split()[-2]))
    assert needs[1] - needs[0] == 20
    assert needs[2] - needs[1] == 20 + 10 * shelf._PER_TURTLE_BYTE


class _Usage:
    free = 1 << 20


def test_a_file_in_place_of_the_folder_is_a_disk_error(lab: Lab) -> None:
    lab.folder.write_bytes(b"a file")
    with pytest.raises(DiskError, match="a file stands where a folder is needed"):
        lab.old.publish(lab.folder)
    with pytest.raises(DiskError):
        lab.old.publish(lab.folder / "below")
    assert lab.folder.read_bytes() == b"a file"


def test_a_place_where_nothing_can_be_written_is_a_disk_error(lab: Lab) -> None:
    with pytest.raises(DiskError) as caught:
        lab.old.publish(Path("/proc/cyberkg"))
    assert caught.value.hint


def test_files_have_the_rights_of_a_shared_folder(lab: Lab) -> None:
    before = os.umask(0o022)
    try:
        lab.old.publish(lab.folder)
    finally:
        os.umask(before)
    for path in lab.folder.rglob("*"):
        expected = 0o755 if path.is_dir() else 0o600 if path.name == "lock" else 0o644
        assert path.stat().st_mode & 0o777 == expected, path


def test_a_reader_goes_on_while_newer_graphs_are_published(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    generation = open_graph(lab.folder)
    store = generation.store()
    before = store.dump()
    lab.new.publish(lab.folder)
    assert store.dump() == before
    assert {name: generation.read(name) for name in generation.files} == lab.old.files
    with generation.store() as again:
        assert again.dump() == before
    lab.make(3).publish(lab.folder)
    assert store.dump() == before


def test_readers_see_one_whole_graph_while_many_are_published(lab: Lab) -> None:
    contents = [lab.make(number) for number in range(3)]
    contents[0].publish(lab.folder)
    stop = threading.Event()
    torn: list[object] = []

    def read() -> None:
        while not stop.is_set():
            seen = lab.view()
            if seen.files not in [content.files for content in contents]:
                torn.append(seen)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(12):
        contents[number % 2].publish(lab.folder)
    stop.set()
    for thread in threads:
        thread.join()
    assert not torn


@pytest.mark.parametrize("name", ["current", "store.json", "manifest.json", "graph.ttl", "store/CURRENT"])
def test_a_damaged_graph_is_published_anew(lab: Lab, name: str) -> None:
    generation = lab.old.publish(lab.folder)
    path = lab.folder / ".generations/current" if name == "current" else generation.path / name
    path.write_bytes(path.read_bytes()[:-3])
    lab.old.publish(lab.folder)
    assert lab.holds(lab.old)
    assert lab.shows(lab.old)
    open_graph(lab.folder).verify()
    assert lab.shelf() == {"current", "gen", "lock"}


def test_a_damaged_graph_whose_copying_was_cut_short_is_published_anew(lab: Lab) -> None:
    generation = lab.old.publish(lab.folder)
    (lab.folder / ".generations/current").write_bytes(Pointer(generation.path.name).render())
    (generation.path / "graph.ttl").write_bytes(b"damaged")
    lab.old.publish(lab.folder)
    assert lab.holds(lab.old)
    assert lab.shows(lab.old)


def test_a_damaged_graph_of_which_copies_are_missing_is_published_anew(lab: Lab) -> None:
    generation = lab.old.publish(lab.folder)
    (lab.folder / ".generations/current").write_bytes(Pointer(generation.path.name).render())
    (generation.path / "graph.ttl").write_bytes(b"damaged")
    (lab.folder / "graph.ttl").unlink()
    lab.old.publish(lab.folder)
    assert lab.holds(lab.old)
    assert lab.shows(lab.old)


def test_a_damaged_graph_is_not_kept_as_the_one_before(lab: Lab) -> None:
    whole = lab.make(3).publish(lab.folder)
    damaged = lab.old.publish(lab.folder)
    (damaged.path / "store.json").unlink()
    new = lab.new.publish(lab.folder)
    assert lab.generations() == sorted([whole.path.name, new.path.name])


def test_an_older_graph_that_will_not_go_is_left_for_the_next_time(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        if source.name.startswith("gen-"):
            raise OSError(16, "Device or resource busy", str(source))
        move(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(shelf, "move", refuse)
        for number in (1, 2, 3):
            lab.make(number).publish(lab.folder)
    assert lab.holds(lab.make(3))
    assert len(lab.generations()) == 3
    lab.make(4).publish(lab.folder)
    assert len(lab.generations()) == 2


@pytest.mark.parametrize("what", ["a link to nothing", "a file"])
def test_what_is_no_folder_in_place_of_a_graph_is_built_over(lab: Lab, what: str) -> None:
    generation = lab.old.publish(lab.folder)
    generation.path.rename(lab.folder.parent / "away")
    if what == "a file":
        generation.path.write_bytes(b"")
    else:
        generation.path.symlink_to("nowhere")
    lab.old.publish(lab.folder)
    assert lab.holds(lab.old)
    assert generation.path.is_dir()
    assert not generation.path.is_symlink()


def test_a_graph_that_replaces_a_damaged_one_is_not_its_own_forerunner(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    damaged = lab.new.publish(lab.folder)
    (damaged.path / "store.json").unlink()
    lab.old.publish(lab.folder)
    pointer = read_pointer(Layout(lab.folder))
    assert pointer is not None
    assert pointer.before == ""


def test_a_manifest_cut_short_in_a_clone_is_published_anew(lab: Lab) -> None:
    lab.old.publish(lab.folder)
    (lab.folder / ".generations").rename(lab.folder.parent / "gone")
    manifest = lab.folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes()[:-3])
    lab.new.publish(lab.folder)
    assert lab.holds(lab.new)


def test_a_graph_of_another_format_is_replaced_with_its_files(lab: Lab) -> None:
    lab.folder.mkdir()
    (lab.folder / "old.bin").write_bytes(b"x")
    (lab.folder / "manifest.json").write_bytes(
        b'{"files": {"old.bin": "?", "manifest.json": "?"}, "format": 99, "generator": "cyberkg 9.0"}'
    )
    lab.old.publish(lab.folder)
    assert lab.shows(lab.old)
