"""Files of an export put in their place: a file at once or not at all, a folder only where it is ours to fill."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from cyberkg.errors import UsageError
from cyberkg.export.model import Written

__all__ = ["save", "stream"]


def save(written: Written, out: Path) -> None:
    """Write an export to a file, or to a folder where it has several files.

    :raises UsageError: where a folder stands in place of the file, a file in place of the folder, or the folder
        holds anything that this export does not write.
    :raises DiskError: where the disk refuses; a file is as it was then, a folder has each file old or new.
    """
    from cyberkg.store.disk import disk_errors

    with disk_errors(out):
        if [name for name, _ in written.files] == [""]:
            _save_file(written.files[0][1], out)
        else:
            _save_folder(written, out)


def stream(written: Written, target: IO[bytes]) -> None:
    """Write an export that is one file to a stream."""
    for piece in written.files[0][1]:
        target.write(piece)
    target.flush()


def _save_file(pieces: Iterable[bytes], out: Path) -> None:
    if out.is_dir():
        raise UsageError("is a folder, and this format is one file", str(out), "name a file")
    if out.exists() and not out.is_file():  # a pipe, a device: there is nothing to replace
        with out.open("wb") as target:
            target.writelines(pieces)
        return
    from cyberkg.store.disk import draft_of

    draft = draft_of(out)
    try:
        with draft.open("xb") as target:
            target.writelines(pieces)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)


def _save_folder(written: Written, out: Path) -> None:
    from cyberkg.store.disk import draft_of, make_folders, place, remove_tree

    names = {name for name, _ in written.files}
    _refuse_foreign(out, names)
    work = draft_of(out)
    try:
        for name, pieces in written.files:
            make_folders((work / name).parent)
            with (work / name).open("xb") as target:
                target.writelines(pieces)
        for name in sorted(names):
            make_folders((out / name).parent)
            place(work / name, out / name)
    finally:
        remove_tree(work)


def _refuse_foreign(out: Path, names: set[str]) -> None:
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir():
        raise UsageError("is a file, and this format is a folder of files", str(out), "name a new folder")
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    if found - names:
        raise UsageError(
            f"the folder holds other files ({min(found - names)})", str(out), "name a new or an empty folder"
        )
