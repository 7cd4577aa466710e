"""``identity.yaml`` without somebody: decisions that name the person go, all else stays as it is written.

A decision that several are different loses the one name where two others are left. Comments that name the person
are masked. Lines that go leave an empty comment, as the graph cites the others by their numbers. Whether the file then says what it should is checked by reading it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from cyberkg.errors import InputError
from cyberkg.identity import Decision, Decisions, parse_decisions
from cyberkg.review.yaml_words import last_index, scalar

__all__ = ["Scrubbed", "scrub_identity"]

IsTheirs = Callable[[str, tuple[str, ...]], bool]
"""Tells whether a name, or an IRI, is of the person; the second argument holds the only documents meant."""
Clean = Callable[[str], str]
_SECTIONS = ("same", "different", "labels", "links", "iris")
_WRITTEN = {"labels": "label", "links": "link", "iris": "iri"}


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A ledger without somebody.

    :param text: of the file.
    :param removed: the places, file and line, of what went or was masked.
    """

    text: str
    removed: tuple[str, ...] = ()


def scrub_identity(text: str, is_theirs: IsTheirs, clean: Clean, name: str) -> Scrubbed:
    """Take somebody out of the text of an identity file.

    :param clean: masks names of the person in a text, to be used on comments.
    :param name: of the file, for messages.
    :raises InputError: where the file is damaged, or written so that the person cannot be taken out.
    """
    before = parse_decisions(text, name)
    kept = {part: [_without(d, part, is_theirs) for d in getattr(before, part)] for part in _SECTIONS}
    wanted = Decisions(**{part: tuple(d for d in kept[part] if d is not None) for part in _SECTIONS})
    removed = [
        old.where
        for part in _SECTIONS
        for old, new in zip(getattr(before, part), kept[part], strict=True)
        if old is not new
    ]
    after = text
    if removed:
        after = _cut(text, kept)
        if _said(parse_decisions(after, name)) != _said(wanted):
            after = _written(wanted)
    for number, line in enumerate(after.splitlines(keepends=True)):
        masked = _masked_comment(line, clean)
        if masked != line:
            lines = after.splitlines(keepends=True)
            lines[number] = masked
            after = "".join(lines)
            removed.append(f"{name}:{number + 1}")
    if _said(parse_decisions(after, name)) != _said(wanted):
        raise InputError("is written so that nobody can be taken out", name, "take the name out by hand")
    return Scrubbed(after, tuple(removed))


def _without(decision: Decision, part: str, is_theirs: IsTheirs) -> Decision | None:
    """Give a decision without the person; the same where it does not name them, None where nothing is left."""
    told = decision.documents
    theirs = [name for name in decision.names if is_theirs(name, told)]
    if not theirs and not any(is_theirs(value, ()) for value in decision.values):
        return decision
    left = tuple(name for name in decision.names if name not in theirs)
    if part == "different" and len(left) > 1 and not told:
        return replace(decision, names=left)
    return None


def _said(decisions: Decisions) -> list[list[tuple[object, ...]]]:
    return [
        [(d.type, d.names, d.documents, d.values) for d in getattr(decisions, part)] for part in _SECTIONS
    ]


def _cut(text: str, kept: dict[str, list[Decision | None]]) -> str:
    """Cut the lines of decisions out of the text; where several stand on one line the reader of it will tell."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    root = yaml.compose(body, Loader=yaml.SafeLoader)
    regions: list[tuple[int, int, str]] = []
    for key, section in root.value if isinstance(root, MappingNode) else ():
        part = next((p for p in _SECTIONS if _WRITTEN.get(p, p) == key.value), "")
        if part:
            regions += _regions(body, section, kept[part])
    for start, end, instead in sorted(regions, reverse=True):
        body = f"{body[:start]}{instead}{body[end:]}"
    return mark + body


def _regions(body: str, section: Node, kept: list[Decision | None]) -> Iterator[tuple[int, int, str]]:
    if not isinstance(section, CollectionNode) or section.flow_style:
        return
    for item, decision in zip(section.value, kept, strict=True):
        first, last = item if isinstance(section, MappingNode) else (item, item)
        start = body.rfind("\n", 0, first.start_mark.index) + 1
        stop = body.find("\n", last_index(last))
        end = len(body) if stop < 0 else stop + 1
        blank = "#\n" * body.count("\n", start, end)
        if decision is None:
            yield start, end, blank
        elif first is last and _names_in(last) not in {(), decision.names}:
            head = body[start : first.start_mark.index]
            yield start, end, f"{head}{_flow(decision)}\n{blank[2:]}"


def _names_in(node: Node) -> tuple[str, ...]:
    """Give the names of an entry of a list, as decisions have them; none for a pair of a mapping of names."""
    if isinstance(node, MappingNode):
        node = next((value for key, value in node.value if key.value == "names"), node)
    if not isinstance(node, SequenceNode):
        return ()
    return tuple(" ".join(value.value.split()) for value in node.value if isinstance(value, ScalarNode))


def _flow(decision: Decision) -> str:
    names = f"[{', '.join(map(scalar, decision.names))}]"
    if decision.type is None and not decision.documents:
        return names
    parts = [f"type: {decision.type}"] if decision.type else []
    parts.append(f"names: {names}")
    if decision.documents:
        parts.append(f"documents: [{', '.join(map(scalar, decision.documents))}]")
    return f"{{{', '.join(parts)}}}"


def _written(decisions: Decisions) -> str:
    """Write decisions as a file of their own, where they cannot be taken out of the user's line by line."""
    lines = []
    for part in ("same", "different"):
        entries = getattr(decisions, part)
        lines += [f"{part}:", *(f"  - {_flow(d)}" for d in entries)] if entries else []
    for part, section in _WRITTEN.items():
        entries = getattr(decisions, part)
        lines += [f"{section}:"] if entries else []
        for d in entries:
            values = [scalar(value) for value in d.values]
            told = f"[{', '.join(values)}]" if part == "links" else values[0]
            lines.append(f"  {scalar(d.names[0])}: {told}")
    return "".join(f"{line}\n" for line in lines)


def _masked_comment(line: str, clean: Clean) -> str:
    head, hash_, comment = line.partition("#")
    return f"{head}{hash_}{clean(comment)}" if hash_ else line
