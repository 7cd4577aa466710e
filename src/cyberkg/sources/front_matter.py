"""The block of YAML in front of a Markdown file: title, date, source and marking of the text below it."""

from __future__ import annotations

from dataclasses import dataclass

from cyberkg.errors import InputError
from cyberkg.sources.limits import FRONT_MATTER_CHARS
from cyberkg.sources.tlp import read_marking
from cyberkg.sources.yaml_text import read_yaml
from cyberkg.terms import Marking

__all__ = ["FrontMatter", "read_front_matter"]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says, and the offset at which the text begins."""

    title: str = ""
    date: str = ""
    source: str = ""
    end: int = 0
    marking: Marking | None = None


def read_front_matter(text: str, name: str) -> FrontMatter:
    """Read the front matter of a text, ``---`` lines around YAML; nothing where there is none.

    :raises InputError: where it is no mapping or no YAML, naming the line, or its ``tlp`` is no marking.
    """
    if not text.startswith("---\n"):
        return FrontMatter()
    end = _closing(text)
    if end is None:
        return FrontMatter()
    values = {}
    nodes = read_yaml(text[4 : end[0]], name, first_line=2)
    if nodes is None:
        return FrontMatter(end=end[1])
    if nodes.entries is None:
        raise InputError(
            "the front matter is no mapping", f"{name}, line 2", "write it as 'title: ...' lines"
        )
    for key, node in nodes.entries:
        if node.scalar is not None:
            values[key.strip().casefold()] = " ".join(node.scalar.split())
    source = values.get("source") or values.get("url") or values.get("link") or values.get("publisher") or ""
    date = values.get("date") or values.get("published") or values.get("period") or ""
    marking = read_marking(values.get("tlp") or values.get("marking") or "", f"{name}, front matter")
    return FrontMatter(values.get("title", ""), date, source, end[1], marking)


def _closing(text: str) -> tuple[int, int] | None:
    """Find the line that closes the front matter: where it starts, where the next one does."""
    for fence in ("\n---", "\n..."):
        at = text.find(fence, 3, FRONT_MATTER_CHARS)
        while at >= 0:
            rest, _, _ = text[at + 4 : at + 200].partition("\n")
            if not rest.strip():
                return at + 1, min(at + 4 + len(rest) + 1, len(text))
            at = text.find(fence, at + 1, FRONT_MATTER_CHARS)
    return None
