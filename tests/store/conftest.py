"""Tiny graphs to publish, and a way to say all that a reader of a folder sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from cyberkg.store import Generation, open_graph, publish

DOCUMENT = ox.NamedNode("https://example.org/document/a")


@dataclass(frozen=True, slots=True)
class Content:
    """What a build hands over."""

    files: Mapping[str, bytes]

    @property
    def quads(self) -> list[ox.Quad]:
        return list(read_turtle(self.files["graph.ttl"]))

    def publish(self, folder: Path) -> Generation:
        return publish(folder, self.files, self.quads, about={"counts": {"files": len(self.files)}})


@dataclass(frozen=True, slots=True)
class View:
    """All that a reader of a graph sees."""

    digest: str
    files: Mapping[str, bytes]
    triples: frozenset[str]


def read_turtle(turtle: bytes) -> Iterator[ox.Quad]:
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, DOCUMENT)


def make_content(number: int) -> Content:
    """Make graphs that share one file, differ in another and have a third of their own."""
    said = "".join(f'<https://example.org/{i}> <https://example.org/p> "{number}" .\n' for i in range(5))
    texts = {"texts/same.txt": b"same\n", "texts/other.txt": b"%d\n" % number}
    return Content({"graph.ttl": said.encode(), **texts, f"texts/only/{number}.txt": b"mine\n"})


def view(generation: Generation) -> View:
    """Read all of a graph, as its readers would."""
    files = {name: generation.read(name) for name in generation.files}
    with generation.store() as store:
        lines = store.dump().decode().splitlines()
    return View(generation.digest, files, frozenset(lines))


def expected_view(content: Content) -> Mapping[str, object]:
    return {"files": content.files, "triples": frozenset(f"{quad} ." for quad in content.quads)}


@dataclass(frozen=True, slots=True)
class Lab:
    """The helpers above, as one fixture: test modules cannot import each other."""

    folder: Path
    old: Content
    new: Content

    def make(self, number: int) -> Content:
        return make_content(number)

    def view(self, folder: Path | None = None) -> View:
        return view(open_graph(folder or self.folder, read_turtle=read_turtle))

    def holds(self, content: Content, folder: Path | None = None) -> bool:
        """Tell whether readers see exactly this content."""
        seen = self.view(folder)
        return {"files": seen.files, "triples": seen.triples} == expected_view(content)

    def visible(self, folder: Path | None = None) -> dict[str, bytes]:
        """All files of the folder but those of .generations."""
        top = folder or self.folder
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in sorted(top.rglob("*"))
            if path.is_file() and ".generations" not in path.relative_to(top).parts
        }

    def shows(self, content: Content, folder: Path | None = None) -> bool:
        """Tell whether the visible files are exactly this content and its manifest."""
        seen = self.visible(folder)
        seen.pop("manifest.json")
        return seen == content.files

    def shelf(self) -> set[str]:
        """What lies in .generations, generations counted as ``gen``."""
        return {path.name.split("-")[0] for path in (self.folder / ".generations").iterdir()}

    def generations(self) -> list[str]:
        return sorted(path.name for path in (self.folder / ".generations").iterdir() if "gen-" in path.name)

    @property
    def read_turtle(self) -> Callable[[bytes], Iterator[ox.Quad]]:
        return read_turtle


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path / "graph", make_content(1), make_content(2))
