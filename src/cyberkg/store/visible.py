"""The visible files of a graph folder: copies of the generation for people and for git.

They are written one by one, the manifest last, so that until the end the old manifest tells which old files
are ours. Files that no manifest lists belong to the user and are left alone.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from cyberkg.errors import UsageError
from cyberkg.store.disk import disk_errors, hash_file, make_folders, place, read_file, sync_folder, write_file
from cyberkg.store.generation import Generation
from cyberkg.store.layout import GENERATIONS, MANIFEST, Layout, Pointer
from cyberkg.store.manifest import find_owned

__all__ = [
    "find_owned_files",
    "find_stale_files",
    "is_shown",
    "refuse_foreign",
    "refuse_obstacles",
    "reveal",
    "stage",
]

_HINT = "move it away, or choose another folder with --out"
_HARMLESS = frozenset({".DS_Store", ".gitattributes", ".gitignore", ".gitkeep"})


def refuse_foreign(folder: Path) -> None:
    """Refuse a folder that holds something, but no graph of cyberkg.

    :raises UsageError: it does.
    :raises DiskError: the disk refuses.
    """
    with disk_errors(folder):
        try:
            entries = {path.name for path in folder.iterdir()} - _HARMLESS
        except FileNotFoundError:
            return
        if (folder / GENERATIONS).is_symlink():
            raise UsageError("is a link, not a folder of cyberkg", str(folder / GENERATIONS), _HINT)
        ours = GENERATIONS in entries or find_owned(_read(folder / MANIFEST)) != frozenset()
    if entries and not ours:
        raise UsageError(
            f"the folder holds other files ({min(entries)}) and no graph of cyberkg",
            str(folder),
            "choose an empty or a new folder with --out",
        )


def find_owned_files(layout: Layout, pointer: Pointer | None) -> frozenset[str] | None:
    """Find which visible files are cyberkg's, by the manifests of the folder and of the current generation.

    :returns: relative paths; None when the manifest is too damaged to tell.
    """
    with disk_errors(layout.folder):
        owned = find_owned(_read(layout.manifest))
    return None if owned is None else owned | _find_published(layout, pointer)


def find_stale_files(layout: Layout, pointer: Pointer | None, generation: Generation) -> tuple[str, ...]:
    """Find which visible files are cyberkg's and no part of a generation, sorted.

    Where the folder's manifest is too damaged to tell, that of the current generation does.

    :param pointer: to the generation that was shown before.
    """
    owned = find_owned_files(layout, pointer)
    known = _find_published(layout, pointer) if owned is None else owned
    return tuple(sorted(known - {*generation.files, MANIFEST}))


def _find_published(layout: Layout, pointer: Pointer | None) -> frozenset[str]:
    if pointer is None:
        return frozenset()
    path = layout.generations / pointer.generation / MANIFEST
    with disk_errors(path):
        return find_owned(_read(path)) or frozenset()


def refuse_obstacles(folder: Path, names: Iterable[str], owned: frozenset[str] | None) -> None:
    """Refuse to write over what is not ours: a user's file, or a link that leads elsewhere.

    :raises UsageError: something stands in the way; names it.
    """
    free: set[str] = set()
    for name in (*names, MANIFEST):
        inside = name.rpartition("/")[0]
        if inside and inside not in free:
            for above in reversed(PurePosixPath(name).parents[:-1]):
                path = folder / above
                if path.is_symlink() or (path.exists() and not path.is_dir()):
                    raise UsageError("stands where cyberkg keeps a folder", str(path), _HINT)
            free.add(inside)
        at = os.path.join(folder, name)  # noqa: PTH118  (paths as objects cost more than the look)
        kind = _kind(at)
        if stat.S_ISDIR(kind) or (kind and owned is not None and name not in owned):
            raise UsageError("stands where cyberkg writes a file, and is not its own", at, _HINT)


def _kind(path: str) -> int:
    """Give the mode of what is at a path, of a link its own; 0 where there is nothing."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def is_shown(folder: Path, generation: Generation) -> bool:
    """Tell whether the visible files are those of a generation, byte for byte.

    :raises DiskError: the disk refuses.
    """
    expected = generation.manifest["files"]
    with disk_errors(folder):
        return _read(folder / MANIFEST) == generation.read(MANIFEST) and all(
            _find_digest(folder / name) == expected[name] for name in generation.files
        )


def stage(folder: Path, generation: Generation, work: Path) -> dict[str, Path]:
    """Write those files that the visible folder lacks, or has otherwise, to ``work``.

    :returns: relative path of each to its draft, the manifest last; empty when the folder is up to date.
    :raises DiskError: the disk refuses; the folder is as it was.
    """
    drafts: dict[str, Path] = {}
    with disk_errors(folder):
        for name in generation.files:
            if _find_digest(folder / name) != generation.manifest["files"][name]:
                drafts[name] = work / f"file-{len(drafts)}"
                generation.copy(name, drafts[name])
        if _read(folder / MANIFEST) != generation.read(MANIFEST):
            drafts[MANIFEST] = work / MANIFEST
            write_file(drafts[MANIFEST], generation.read(MANIFEST))
    return drafts


def reveal(folder: Path, drafts: dict[str, Path], stale: Iterable[str]) -> None:
    """Remove stale files and set drafts in place, each at once.

    :param drafts: what ``stage`` returned.
    :param stale: relative paths of files that are ours and no longer part of the graph.
    :raises DiskError: the disk refuses; some files are old, some new.
    """
    with disk_errors(folder):
        touched = {_remove(folder, name) for name in stale}
        for name, draft in drafts.items():
            target = folder / name
            make_folders(target.parent)
            place(draft, target)
            touched.add(target.parent)
        for path in sorted(touched):
            if path.is_dir():
                sync_folder(path)


def _remove(folder: Path, name: str) -> Path:
    """Remove a file, and the folders above it that it leaves empty; return the lowest that stays.

    The folder itself is never empty: it holds the generations.
    """
    path = folder / name
    if not any((folder / above).is_symlink() for above in PurePosixPath(name).parents) and path.is_file():
        path.unlink()
    above = path.parent
    while above.is_dir() and not above.is_symlink() and not any(above.iterdir()):
        above.rmdir()
        above = above.parent
    return above


def _read(path: Path) -> bytes:
    try:
        return read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return b""


def _find_digest(path: Path) -> str | None:
    """Digest a visible file; None where there is none, or something else that is to be replaced."""
    return hash_file(path) if stat.S_ISREG(_kind(str(path))) else None
