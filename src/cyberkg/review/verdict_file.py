"""``facts-review.yaml``: verdicts on facts, for people to read, diff and edit.

    - verdict: wrong                 # or right
      subject: Harbour Forum         # both ends by a name that the document uses
      predicate: eventDate
      object: 2024-05-03
      document: may.md
      quote: Harbour Forum opens on Friday.
      corrected: 2024-05-10          # optional: what belongs in place of the object
      qualifier: Chair               # optional: only the fact with this title or role
      represents: Orchid Bank        # optional: only the fact with this one stood for
      status: planned                # optional: only the fact with this status

Of several verdicts on one fact the last counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cyberkg.errors import InputError
from cyberkg.review.text_file import read_text
from cyberkg.review.verdicts import Verdict
from cyberkg.review.yaml_words import scalar
from cyberkg.sources.literals import find_fault
from cyberkg.sources.nearest import nearest
from cyberkg.sources.yaml_text import Node, read_yaml
from cyberkg.terms import PREDICATES, Status

__all__ = ["VERDICTS", "lines_of", "load_verdicts", "parse_verdicts", "with_verdict"]

VERDICTS = "facts-review.yaml"
_NEEDED = ("verdict", "subject", "predicate", "object", "document", "quote")
_OPTIONAL = ("qualifier", "represents", "status", "corrected")
_HEAD = (
    "# Verdicts on facts, written by `cyberkg review` and applied by every build. Edit them as you like:\n"
    "# right keeps a fact whatever its confidence, wrong leaves it out, corrected says what belongs there.\n"
)


def load_verdicts(path: Path) -> tuple[Verdict, ...]:
    """Read verdicts in the order of the file; a file that is not there holds none.

    :raises InputError: where the file cannot be read or is not of the form above, naming the line.
    """
    return parse_verdicts(read_text(path), str(path))


def parse_verdicts(text: str, name: str) -> tuple[Verdict, ...]:
    """Read verdicts from the text of a file; ``name`` is for messages.

    :raises InputError: as ``load_verdicts``.
    """
    root = read_yaml(text.removeprefix("\ufeff"), name)
    if root is None or root.scalar == "":
        return ()
    if root.values is None:
        raise InputError("is no list of verdicts", f"{name}, line {root.line}", "write '- verdict: right'")
    return tuple(_verdict(node, f"{name}, line {node.line}") for node in root.values)


def _verdict(node: Node, where: str) -> Verdict:
    fields = dict(_fields(node, where))
    missing = [name for name in _NEEDED if not fields.get(name)]
    if missing:
        raise InputError(f"has no {missing[0]}", where, f"a verdict needs {', '.join(_NEEDED)}")
    if fields["verdict"] not in {"right", "wrong"}:
        raise InputError(f"does not know the verdict {fields['verdict'][:60]!r}", where, "use right or wrong")
    predicate = PREDICATES.get(fields["predicate"])
    if predicate is None:
        what = f"does not know the predicate {fields['predicate'][:60]!r}"
        raise InputError(what, where, nearest(fields["predicate"], PREDICATES))
    if fields.get("status") and fields["status"] not in set(Status):
        what = f"does not know the status {fields['status'][:60]!r}"
        raise InputError(what, where, nearest(fields["status"], [str(s) for s in Status]))
    corrected = fields.get("corrected", "")
    if corrected and fields["verdict"] == "right":
        raise InputError("is right and has a correction", where, "write verdict: wrong")
    fault = (
        find_fault(predicate.name, predicate.literal, corrected) if predicate.literal and corrected else ""
    )
    if fault:
        raise InputError(f"{corrected[:60]!r} cannot be the {predicate.name}", where, fault)
    return Verdict(
        document=fields["document"],
        subject=fields["subject"],
        predicate=predicate.name,
        object=fields["object"],
        quote=" ".join(fields["quote"].split()),
        right=fields["verdict"] == "right",
        qualifier=fields.get("qualifier", ""),
        represents=fields.get("represents", ""),
        status=fields.get("status", ""),
        corrected=corrected,
        where=where,
    )


def _fields(node: Node, where: str) -> Iterator[tuple[str, str]]:
    if node.entries is None:
        raise InputError("is no verdict", where, "write '- verdict: right' and the fact below it")
    seen = set()
    for name, value in node.entries:
        if name not in (*_NEEDED, *_OPTIONAL):
            what = f"does not know the field {name[:60]!r}"
            raise InputError(what, where, nearest(name, (*_NEEDED, *_OPTIONAL)))
        if name in seen:
            raise InputError(f"has {name} twice", where, "keep one of the two")
        if value.scalar is None:
            raise InputError(f"has a {name} that is no text", where, "write one text")
        seen.add(name)
        yield name, value.scalar


def with_verdict(text: str, verdict: Verdict, name: str) -> str:
    """Add a verdict at the end of a file; all that stands in it stays.

    :param name: of the file, for messages.
    :raises InputError: where the file is damaged, or written so that nothing can be added at its end.
    """
    before = parse_verdicts(text, name)
    end = "\r\n" if "\r\n" in text else "\n"
    entry = "".join(f"{line}{end}" for line in lines_of(verdict))
    body = text or _HEAD
    after = f"{body}{'' if body.endswith(chr(10)) else end}{entry}"
    if parse_verdicts(after, name) != (*before, verdict):
        raise InputError(
            "is written so that no verdict can be added", name, "write it as a list of '- verdict:'"
        )
    return after


def lines_of(verdict: Verdict) -> Iterator[str]:
    """Give the lines of a verdict in the file, without line ends."""
    yield f"- verdict: {'right' if verdict.right else 'wrong'}"
    for name in (*_NEEDED[1:], *_OPTIONAL):
        value = getattr(verdict, name)
        if value:
            yield f"  {name}: {scalar(value)}"
