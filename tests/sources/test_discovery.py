"""Files and folders in, files out, each with a name of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cyberkg.errors import InputError
from cyberkg.sources import Refusal, discover, name_files, read, read_all


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Some text.")


def test_folders_give_their_sources_sorted_by_name(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "b.md",
        "sub/deep/a.txt",
        "c.PDF",
        "d.docx",
        "e.html",
        "f.htm",
        "g.csv",
        "h.jsonl",
        "i.yaml",
        "j.yml",
    )
    touch(
        tmp_path,
        ".hidden.txt",
        "_draft.txt",
        "README.md",
        "readme.txt",
        "identity.yaml",
        "k.png",
        "Makefile",
        ".git/x.txt",
    )
    touch(tmp_path, "_old/x.txt")
    assert [p.name for p in discover([tmp_path])] == [
        "a.txt", "b.md", "c.PDF", "d.docx", "e.html", "f.htm", "g.csv", "h.jsonl", "i.yaml", "j.yml",
    ]  # fmt: skip


def test_a_file_that_is_named_is_taken_whatever_its_name(tmp_path: Path) -> None:
    touch(tmp_path, "_draft.txt", "README.md", "k.png")
    files = [tmp_path / n for n in ("_draft.txt", "README.md", "k.png")]
    assert sorted(discover(files)) == sorted(files)


def test_order_and_repetition_of_the_paths_do_not_matter(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a/b.txt", "a/c.txt")
    one = discover([tmp_path, tmp_path / "b.txt", tmp_path / "a"])
    other = discover([tmp_path / "a", tmp_path / "b.txt", tmp_path, tmp_path / "b.txt"])
    assert [p.resolve() for p in one] == [p.resolve() for p in other]
    assert len(one) == 3


@pytest.mark.parametrize(
    "name", ["no-such-file.txt", "x" * 5000, "nul\0byte", "http://127.0.0.1:9/a.txt", "file:///etc/passwd"]
)
def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path, name: str) -> None:
    for path in (tmp_path / name, Path(name)):
        with pytest.raises(InputError, match=r"there is no such file or folder; check the path$"):
            discover([path])


def test_the_name_of_a_path_that_does_not_exist_is_shown_harmless() -> None:
    with pytest.raises(InputError) as error:
        discover([Path("esc\x1b[31m\u202e")])
    assert str(error.value).startswith(r"esc\x1b[31m\u202e: there is no such")


def test_a_folder_that_cannot_be_listed_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "a.txt", "sub/b.txt")
    real = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(read_all(discover([tmp_path])))
    assert [found[0].document.name if not isinstance(found[0], Refusal) else "", len(found)] == ["a.txt", 2]
    assert isinstance(found[1], Refusal)
    assert str(found[1].error).startswith("sub: ")


def test_a_name_that_is_too_long_to_cite_is_refused(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    assert read(tmp_path / "a.txt", "n" * 996 + ".txt").document.name
    with pytest.raises(InputError, match="has a name that cannot be written down; rename it"):
        read(tmp_path / "a.txt", "n" * 997 + ".txt")


def test_names_are_file_names_with_as_many_folders_as_they_need() -> None:
    files = [Path("/d/a/x.txt"), Path("/d/b/x.txt"), Path("/d/y.txt"), Path("/e/a/x.txt")]
    assert name_files(files) == ["d/a/x.txt", "d/b/x.txt", "y.txt", "e/a/x.txt"]
    assert name_files(files[:3]) == ["a/x.txt", "b/x.txt", "y.txt"]
    assert dict(zip(files[::-1], name_files(files[::-1]), strict=True)) == dict(
        zip(files, name_files(files), strict=True)
    )
    assert name_files([Path("/x.txt"), Path("/x/x.txt")]) == ["x.txt", "x/x.txt"]


def test_a_published_graph_is_read_only_where_it_is_named(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "a.txt",
        "graph/graph.ttl",
        "graph/manifest.json",
        "graph/texts/a.txt.txt",
        "other/graph.ttl",
    )
    assert [p.relative_to(tmp_path).as_posix() for p in discover([tmp_path])] == ["a.txt", "other/graph.ttl"]
    assert [p.name for p in discover([tmp_path / "graph"])] == ["graph.ttl"]


def test_names_are_in_composed_form() -> None:
    assert name_files([Path("/d/Siocha\u0301na.txt")]) == ["Sioch\u00e1na.txt"]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_links_out_pipes_and_links_to_nothing_are_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    touch(folder, "a.txt")
    touch(tmp_path, "out.txt", "other/b.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to(tmp_path / "out.txt")
    (folder / "folder").symlink_to(tmp_path / "other")
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "inner.txt").symlink_to(folder / "a.txt")
    (folder / "loop").symlink_to(folder)
    found = list(read_all(discover([folder])))
    assert [str(r.error) if isinstance(r, Refusal) else r.document.name for r in found] == [
        "a.txt",
        "folder: is a link to a place outside its folder; copy the file itself",
        "link.txt: is a link to a place outside its folder; copy the file itself",
        "nowhere.txt: there is no such file; check the path",
        "pipe.txt: is a named pipe, not a file; save what comes out of it as a file",
    ]


@pytest.mark.skipif(os.name != "posix", reason="names that are no Unicode")
def test_names_that_cannot_be_written_down_are_refused(tmp_path: Path) -> None:
    for name in (b"new\nline.txt", b"bad\xff.txt", b"esc\x1b[31m.txt", "rtl\u202e.txt".encode()):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("text")
    lines = [str(r.error) for r in read_all(discover([tmp_path])) if isinstance(r, Refusal)]
    ending = ": has a name that cannot be written down; rename it"
    assert sorted(lines) == sorted(
        rf"{n}{ending}" for n in (r"new\nline.txt", r"bad\udcff.txt", r"esc\x1b[31m.txt", r"rtl\u202e.txt")
    )


def test_a_very_deep_folder_is_gone_through(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(200):
        folder /= "d"
    folder.mkdir(parents=True)
    touch(folder, "a.txt")
    assert [p.name for p in discover([tmp_path])] == ["a.txt"]
