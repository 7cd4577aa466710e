"""The form of ``data/identity.yaml``: from YAML nodes, which know their lines, to decisions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from cyberkg.errors import InputError
from cyberkg.identity.fold import fold
from cyberkg.terms import EntityType

__all__ = ["Decision", "DecisionReader", "Decisions", "Waiting", "cite"]

_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_LOCAL = re.compile(r"[^\s<>\"{}|\\^`:]+")
_SECTIONS = ("different", "iri", "label", "link", "same")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    :param names: names or IRIs of what it is about.
    :param where: file and line, for messages.
    :param type: the only type of thing meant; None for any.
    :param documents: the only documents meant; empty for all.
    :param values: the label, the links or the IRI it gives.
    """

    names: tuple[str, ...]
    where: str
    type: EntityType | None = None
    documents: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions, by what they decide."""

    same: tuple[Decision, ...] = ()
    different: tuple[Decision, ...] = ()
    labels: tuple[Decision, ...] = ()
    links: tuple[Decision, ...] = ()
    iris: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision that waits for names that nothing goes by.

    :param names: those names, of all that the decision has.
    :param where: file and line.
    :param documents: the only documents meant; empty for all.
    """

    names: tuple[str, ...]
    where: str
    documents: tuple[str, ...] = ()

    def __str__(self) -> str:
        scope = f" in {', '.join(self.documents)}" if self.documents else ""
        return f"{self.where}: nothing is called {' or '.join(self.names)}{scope}; the decision waits for it"


def cite(where: str) -> str:
    """Give file and line as the graph cites them: the same wherever the file lies, however its path was typed.

    >>> cite("../briefings/identity.yaml:7")
    'identity.yaml:7'
    """
    return PurePath(where).name


class DecisionReader:
    """Turns YAML nodes, which know their lines, into decisions."""

    def __init__(self, path: str) -> None:
        self.path = path

    def read(self, root: Node | None) -> Decisions:
        """Read the whole file."""
        if root is None or (isinstance(root, ScalarNode) and not root.value):
            return Decisions()
        sections = dict(self._pairs(root, "the file"))
        for name, node in sections.items():
            if name not in _SECTIONS:
                self._refuse(node, f"there is no section {name!r}", f"use one of {', '.join(_SECTIONS)}")
        return Decisions(
            same=tuple(self._groups(sections.get("same"), "same")),
            different=tuple(self._groups(sections.get("different"), "different")),
            labels=tuple(self._values(sections.get("label"), self._label)),
            links=tuple(self._values(sections.get("link"), self._link)),
            iris=tuple(self._values(sections.get("iri"), self._local)),
        )

    def _where(self, node: Node) -> str:
        return f"{self.path}:{node.start_mark.line + 1}"

    def _refuse(self, node: Node, what: str, hint: str) -> None:
        raise InputError(what, self._where(node), hint)

    def _pairs(self, node: Node, what: str) -> Iterator[tuple[str, Node]]:
        if not isinstance(node, MappingNode):
            raise InputError(f"{what} is no mapping", self._where(node), "write 'name: value' lines")
        seen = set()
        for key, value in node.value:
            name = self._text(key)
            if name in seen:
                self._refuse(key, f"{name!r} stands twice", "keep one of the two")
            seen.add(name)
            yield name, value

    def _text(self, node: Node) -> str:
        if not isinstance(node, ScalarNode) or not node.value.strip():
            raise InputError(
                "a name is expected", self._where(node), "write a text, in quotes where it has signs"
            )
        return " ".join(node.value.split())

    def _texts(self, node: Node) -> tuple[str, ...]:
        if not isinstance(node, SequenceNode):
            raise InputError("a list is expected", self._where(node), "write [one name, another name]")
        return tuple(self._text(item) for item in node.value)

    def _empty(self, node: Node | None) -> bool:
        return node is None or (isinstance(node, ScalarNode) and not node.value)

    def _groups(self, node: Node | None, section: str) -> Iterator[Decision]:
        if node is None or self._empty(node):
            return
        if not isinstance(node, SequenceNode):
            raise InputError(
                f"{section} is no list", self._where(node), "write '- [one name, another name]' lines"
            )
        for item in node.value:
            yield self._group(item, section)

    def _group(self, node: Node, section: str) -> Decision:
        kind: EntityType | None = None
        documents: tuple[str, ...] = ()
        if isinstance(node, MappingNode):
            parts = dict(self._pairs(node, "a decision"))
            for name in sorted(parts.keys() - {"type", "names", "documents"}):
                self._refuse(parts[name], f"a decision has no {name!r}", "use type, names and documents")
            if "names" not in parts:
                self._refuse(node, "a decision without names", "add names: [one name, another name]")
            names = self._texts(parts["names"])
            kind = self._type(parts["type"]) if "type" in parts else None
            documents = self._texts(parts["documents"]) if "documents" in parts else ()
        else:
            names = self._texts(node)
        self._check_names(node, names, documents, section)
        return Decision(names, self._where(node), kind, documents)

    def _check_names(
        self, node: Node, names: tuple[str, ...], documents: tuple[str, ...], section: str
    ) -> None:
        distinct = len(set(map(fold, names)))
        if not names or (distinct < 2 and len(documents) < 2):
            self._refuse(node, f"{section} needs two names at least", "or one name and two documents")
        if section == "different" and distinct < len(names) and len(names) != len(documents):
            self._refuse(node, "a name stands twice", "give one document for each name")

    def _type(self, node: Node) -> EntityType:
        text = self._text(node)
        for kind in EntityType:
            if kind.value.casefold() == text.casefold():
                return kind
        hint = f"use one of {', '.join(k.value for k in EntityType)}"
        raise InputError(f"there is no type {text!r}", self._where(node), hint)

    def _values(self, node: Node | None, read: Callable[[Node], tuple[str, ...]]) -> Iterator[Decision]:
        if node is None or self._empty(node):
            return
        for name, value in self._pairs(node, "a section of names"):
            yield Decision((name,), self._where(value), values=read(value))

    def _label(self, node: Node) -> tuple[str, ...]:
        return (self._text(node),)

    def _link(self, node: Node) -> tuple[str, ...]:
        links = self._texts(node) if isinstance(node, SequenceNode) else (self._text(node),)
        for link in links:
            if not _IRI.fullmatch(link):
                self._refuse(node, f"{link!r} is no IRI", "write it in full, with https://")
        return tuple(sorted(set(links)))

    def _local(self, node: Node) -> tuple[str, ...]:
        text = self._text(node)
        if not _IRI.fullmatch(text) and not _LOCAL.fullmatch(text):
            self._refuse(node, f"{text!r} is no IRI", "write it in full, or as person/david-ip")
        return (text,)
