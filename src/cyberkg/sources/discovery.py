"""Which files are sources: files and folders in, files out, each with the name that facts will cite."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cyberkg.errors import InputError
from cyberkg.sources.faults import raise_fault
from cyberkg.sources.importing import IMPORTED
from cyberkg.sources.opening import printable

__all__ = ["FEEDS", "SUFFIXES", "discover", "name_files"]

SUFFIXES = frozenset(
    {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".yaml", ".yml", ".csv", ".jsonl", *IMPORTED}
)
# News comes as these, and leads to pages instead of holding them: refused by name, never parsed.
FEEDS = frozenset({".rss", ".atom", ".xml"})
# What lies in the folder of a published graph, which is read only where it is named.
_GRAPH = frozenset({"graph.ttl", "manifest.json"})
_OTHER_FILES = frozenset({"identity.yaml", "identity.yml", "facts-review.yaml", "forgotten.yaml"})


def discover(paths: Iterable[Path]) -> list[Path]:
    """Find the source files among paths, and in folders at any depth.

    A file that is named is always returned. In folders only what ends in one of ``SUFFIXES`` is, without
    hidden files, ``identity.yaml``, ``facts-review.yaml``, ``forgotten.yaml``, ``README*``, names that begin with ``_`` or ``.``,
    and the folders of published graphs; of one that is named itself it is ``graph.ttl``. Feeds, links out of a folder
    or to nothing, pipes and devices are returned too, for ``read`` to refuse them by name; links within a
    folder are not, as what they lead to is found anyway.

    :returns: each file once, sorted by file name, then by path; the order of ``paths`` does not matter.
    :raises InputError: where a path does not exist.
    :raises DiskError: where the machine can list no folder now.
    """
    found: dict[str, Path] = {}
    for path in sorted(set(paths)):
        _check_exists(path)
        files = _files_in(path) if path.is_dir() else iter([path])
        for file in files:
            found.setdefault(os.path.abspath(file), file)  # noqa: PTH100
    return sorted(found.values(), key=lambda file: (file.name, file.as_posix()))


def name_files(files: Sequence[Path]) -> list[str]:
    """Name the documents of files: by file name, with as many folders before it as it takes to differ.

    The names depend on the set of files alone, not on their order, and are in Unicode's composed form,
    unless two files differ in nothing else.
    """
    parts = [Path(os.path.abspath(file)).parts for file in files]  # noqa: PTH100
    written = ["/".join(path[-depth:]).lstrip("/") for path, depth in zip(parts, _depths(parts), strict=True)]
    composed = [unicodedata.normalize("NFC", name) for name in written]
    bearers = Counter(composed)
    return [one if bearers[one] == 1 else name for one, name in zip(composed, written, strict=True)]


def _depths(parts: Sequence[tuple[str, ...]]) -> list[int]:
    """Find for each path how many of its last parts tell it from all others of the same file name."""
    groups: dict[str, list[int]] = {}
    for at, path in enumerate(parts):
        groups.setdefault(unicodedata.normalize("NFC", path[-1]), []).append(at)
    depths = [1] * len(parts)
    for group in groups.values():
        depth = 1
        distinct = len({parts[at] for at in group})
        while len({parts[at][-depth:] for at in group}) < distinct:
            depth += 1
        for at in group:
            depths[at] = depth
    return depths


def _check_exists(path: Path) -> None:
    try:
        path.lstat()
    except (OSError, ValueError) as error:
        raise InputError("there is no such file or folder", printable(str(path)), "check the path") from error


def _files_in(folder: Path) -> Iterator[Path]:
    """Go through the sources in a folder; a folder that cannot be listed is given itself, to be refused."""
    root = folder.resolve()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as listing:
                entries = list(listing)
        except OSError as error:
            raise_fault(error, printable(str(here)))
            yield here
            continue
        if {entry.name for entry in entries} >= _GRAPH:
            if here == folder:
                yield here / "graph.ttl"
            continue
        for entry in entries:
            path = here / entry.name
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif _leads_out(path, root) if entry.is_symlink() else _is_source(entry.name):
                yield path


def _leads_out(link: Path, root: Path) -> bool:
    """Tell whether a link leads out of the folder that was named, or nowhere, and may be meant as a source."""
    target = link.resolve()
    if target.is_relative_to(root) and target.exists():
        return False
    return _is_source(link.name) or target.is_dir()


def _is_source(name: str) -> bool:
    lower = name.lower()
    return (
        Path(lower).suffix in SUFFIXES | FEEDS
        and lower not in _OTHER_FILES
        and not lower.startswith("readme")
    )
