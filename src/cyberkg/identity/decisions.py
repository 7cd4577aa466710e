"""What the user decided about identity: ``data/identity.yaml``, read before any rule and above all of them.

    same:                                  # one thing under several names
      - [Frank Law, Law Yuet-wing]
      - {type: Person, names: [John Lee], documents: [a.txt, b.txt]}
    different:                             # two things that look like one
      - [Raymond Siu, Raymond Lam]
      - {type: Person, names: [John Lee], documents: [a.txt, c.txt]}
    label: {Law Yuet-wing: Frank Law}      # how to call it
    link: {Europol: https://www.wikidata.org/entity/Q207203}
    iri: {Frank Law: person/frank-law}     # what to know it by, for good

A name may also be the IRI of a thing in the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from cyberkg.errors import InputError
from cyberkg.identity.fold import fold
from cyberkg.terms import EntityType

__all__ = ["Decision", "Decisions", "load_decisions"]

_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_LOCAL = re.compile(r"[^\s<>\"{}|\\^`:]+")
_MOST_BYTES = 4_000_000
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


def load_decisions(path: Path) -> Decisions:
    """Read decisions from a YAML file; a file that is not there holds none.

    :raises InputError: where the file cannot be read or is not of the form above, naming the line; and
        where it says of two names that they are the same and that they are different.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Decisions()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", str(path), "check the file's rights") from error
    if len(raw) > _MOST_BYTES:
        raise InputError(f"has {len(raw)} bytes", str(path), f"keep it below {_MOST_BYTES} bytes")
    try:
        root = yaml.compose(raw.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", str(path), "save it as UTF-8") from error
    except RecursionError as error:
        raise InputError("is nested too deeply", str(path), "keep lists of names flat") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or "is no YAML"
        raise InputError(str(problem), where, "quote names with a colon, a # or a bracket in them") from error
    decisions = _Reader(str(path)).read(root)
    _refuse_contradictions(decisions)
    return decisions


class _Reader:
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
            raise InputError("a name is expected", self._where(node), "write a text, in quotes where it has signs")
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
            raise InputError(f"{section} is no list", self._where(node), "write '- [one name, another name]' lines")
        for item in node.value:
            yield self._group(item, section)

    def _group(self, node: Node, section: str) -> Decision:
        kind, documents = None, ()
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

    def _check_names(self, node: Node, names: tuple[str, ...], documents: tuple[str, ...], section: str) -> None:
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

    def _values(self, node: Node | None, read: _Value) -> Iterator[Decision]:
        if node is None or self._empty(node):
            return
        for name, value in self._pairs(node, "a section of names"):
            yield Decision((name,), self._where(value), values=read(self, value))

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


_Value = object


def _refuse_contradictions(decisions: Decisions) -> None:
    """Refuse decisions that say of two names, also by way of others, both that they are one and two.

    Only decisions for all documents are looked at; the others are checked against the briefings.
    """
    for kind in (None, *EntityType):
        same = [d for d in decisions.same if d.type in {None, kind} and not d.documents]
        groups = _Names(same)
        for decision in decisions.different:
            if decision.type not in {None, kind} or decision.documents:
                continue
            for one, other in combinations(decision.names, 2):
                if groups.find(one) == groups.find(other):
                    raise InputError(
                        f"says that {one} and {other} are different, but {groups.witness(one, other)} says the same",
                        decision.where,
                        "drop one of the two",
                    )


class _Names:
    """Names joined by decisions."""

    def __init__(self, same: Iterable[Decision]) -> None:
        self._group: dict[str, str] = {}
        self._said: Mapping[str, str] = {}
        said: dict[str, str] = {}
        for decision in same:
            roots = sorted({self.find(name) for name in decision.names})
            for name in decision.names:
                said.setdefault(fold(name), decision.where)
            for key in [k for k, root in self._group.items() if root in roots] + roots:
                self._group[key] = roots[0]
        self._said = said

    def find(self, name: str) -> str:
        """The name that stands for all that are one with ``name``."""
        return self._group.get(fold(name), fold(name))

    def witness(self, one: str, other: str) -> str:
        """Where the decisions stand that make two names one."""
        return " and ".join(sorted({self._said[fold(one)], self._said[fold(other)]}))
