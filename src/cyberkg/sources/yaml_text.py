"""YAML as written: mappings, lists and strings with their places, and no types guessed.

``NO`` stays a country code and ``2023-09-08`` a string. Anchors, aliases and tags, which hand-written facts
have no use for, are not followed, so a file cannot unfold into more than it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from cyberkg.errors import InputError

__all__ = ["Node", "read_yaml"]

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands (characters, half-open): one of the three is given.

    :param scalar: a string; empty for null.
    :param entries: the pairs of a mapping.
    :param values: the entries of a list.
    """

    start: int
    end: int
    line: int
    scalar: str | None = None
    entries: tuple[tuple[str, Node], ...] | None = None
    values: tuple[Node, ...] | None = None


class _AliasError(Exception):
    """An alias was met, in the line that the first argument counts from 0."""


class _Loader(yaml.SafeLoader):
    """Composes nodes but follows no alias: a few of them unfold into billions of nodes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            alias: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
            raise _AliasError(alias.start_mark.line if alias.start_mark else 0)
        return super().compose_node(parent, index)


def read_yaml(text: str, name: str, first_line: int = 1) -> Node | None:
    """Read one YAML document; None where it is empty.

    :param first_line: number of the line that ``text`` begins with, for messages.
    :raises InputError: naming the line, where it is no YAML, nests too deep, or uses aliases.
    """
    try:
        root = yaml.compose(text, Loader=_Loader)
        return None if root is None else _node(root, name, first_line)
    except _AliasError as error:
        where = f"{name}, line {first_line + error.args[0]}"
        raise InputError("uses an alias, which is not read", where, "write the value out") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        problem = error.problem or error.context or "no YAML"
        raise InputError(f"is no valid YAML ({problem})", f"{name}, line {line}", "mend the line") from error
    except yaml.YAMLError as error:
        raise InputError(
            "is no valid YAML (a character it does not allow)", name, "save it as UTF-8"
        ) from error
    except RecursionError as error:
        raise InputError("nests too deep", name, "write one fact under another") from error


def _node(root: yaml.Node, name: str, first_line: int) -> Node:
    start, end, line = root.start_mark.index, root.end_mark.index, first_line + root.start_mark.line
    if isinstance(root, yaml.ScalarNode):
        plain = root.style is None
        return Node(start, end, line, scalar="" if plain and root.value in _NOTHING else root.value)
    if isinstance(root, yaml.SequenceNode):
        return Node(start, end, line, values=tuple(_node(n, name, first_line) for n in root.value))
    entries = []
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode):
            where = f"{name}, line {first_line + key.start_mark.line}"
            raise InputError("a key is no plain word", where, "write 'subject: ...'")
        entries.append((key.value, _node(value, name, first_line)))
    return Node(start, end, line, entries=tuple(entries))
