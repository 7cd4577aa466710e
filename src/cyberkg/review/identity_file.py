"""An answer put into ``identity.yaml`` as a person would: one line at the end of ``same`` or ``different``.

All else in the file stays as it is, comments and order included: the line is put into the text, not the text
written anew. Whether the file then says what it said before and the answer, and no contradiction, is checked by
reading it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from cyberkg.errors import InputError
from cyberkg.identity import Decisions, parse_decisions
from cyberkg.review.yaml_words import comment, last_index, scalar
from cyberkg.terms import EntityType

__all__ = ["Entry", "with_entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision to be added.

    :param names: names or IRIs.
    :param documents: the only documents meant; empty for all.
    :param note: what a person should know about it; a comment, empty for none.
    """

    type: EntityType
    names: tuple[str, ...]
    documents: tuple[str, ...] = ()
    note: str = ""

    @property
    def flow(self) -> str:
        """The entry in YAML, on one line."""
        parts = [f"type: {self.type}", f"names: [{_listed(self.names)}]"]
        if self.documents:
            parts.append(f"documents: [{_listed(self.documents)}]")
        return f"{{{', '.join(parts)}}}"


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(scalar(_plain(text)) for text in texts)


def _plain(text: str) -> str:
    return " ".join(text.split())


def with_entry(text: str, section: str, entry: Entry, name: str) -> str:
    """Add an entry to a section (``same`` or ``different``) of the text of an identity file.

    :param name: of the file, for messages.
    :raises InputError: where the file is damaged, is written so that nothing can be added, or would contradict
        itself.
    """
    before = parse_decisions(text, name)
    after = _insert(text, section, entry)
    found = parse_decisions(after, name)
    if _said(found, section)[:-1] != _said(before, section) or not _is_last(found, section, entry):
        raise InputError(f"is written so that nothing can be added to {section}", name, f"add {entry.flow}")
    return after


def _said(decisions: Decisions, section: str) -> list[tuple[object, ...]]:
    return [(d.type, d.names, d.documents) for d in getattr(decisions, section)]


def _is_last(decisions: Decisions, section: str, entry: Entry) -> bool:
    said = _said(decisions, section)
    names, documents = (tuple(map(_plain, texts)) for texts in (entry.names, entry.documents))
    return bool(said) and said[-1] == (entry.type, names, documents)


def _insert(text: str, section: str, entry: Entry) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    root = yaml.compose(body, Loader=yaml.SafeLoader)
    if not isinstance(root, MappingNode) or (root.flow_style and not root.value):
        return f"{text}{_gap(text)}{section}:{_end(text)}{_line(text, '  ', entry)}"
    found = next((pair for pair in root.value if pair[0].value == section), None)
    if found is None:
        if root.flow_style:
            at = last_index(root.value[-1][1])
            return f"{mark}{body[:at]}, {section}: [{entry.flow}]{body[at:]}"
        return f"{text}{_gap(text)}{section}:{_end(text)}{_line(text, '  ', entry)}"
    return mark + _into(body, found[0], found[1], entry)


def _into(text: str, key: Node, value: Node, entry: Entry) -> str:
    """Put an entry behind the last of a section."""
    if isinstance(value, SequenceNode) and value.value:
        at = last_index(value.value[-1])
        if value.flow_style:
            return f"{text[:at]}, {entry.flow}{text[at:]}"
        return _below(text, at, " " * value.start_mark.column, entry)
    if isinstance(value, SequenceNode):  # []
        at = value.start_mark.index + 1
        return f"{text[:at]}{entry.flow}{text[at:]}"
    return _below(text, key.end_mark.index, " " * (key.start_mark.column + 2), entry)


def _below(text: str, at: int, indent: str, entry: Entry) -> str:
    """Put an entry on a line of its own below the line of an offset."""
    stop = text.find("\n", at)
    if stop < 0:
        return f"{text}{_end(text)}{_line(text, indent, entry)}"
    return f"{text[: stop + 1]}{_line(text, indent, entry)}{text[stop + 1 :]}"


def _line(text: str, indent: str, entry: Entry) -> str:
    note = f"  {comment(entry.note)}" if entry.note else ""
    return f"{indent}- {entry.flow}{note}{_end(text)}"


def _end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _gap(text: str) -> str:
    """Give what parts a new section from what is there."""
    if not text.strip("\ufeff"):
        return ""
    return _end(text) if text.endswith("\n") else _end(text) * 2
