"""The conductor: two graphs in, their difference out."""

from __future__ import annotations

from collections.abc import Iterator

from cyberkg.diff.align import align
from cyberkg.diff.facts import fact_changes
from cyberkg.diff.model import Difference, DocumentChange
from cyberkg.diff.things import thing_changes
from cyberkg.model import Knowledge

__all__ = ["compare"]


def compare(old: Knowledge, new: Knowledge) -> Difference:
    """Find out what differs between two graphs; the order of their tuples makes no difference.

    Offsets, readers and identity decisions are not compared: they are how the graph came about, not what it
    says.
    """
    documents = tuple(sorted(_documents(old, new)))
    moved = {change.before: change.name for change in documents if change.kind == "moved"}
    alignment = align(old, new, moved)
    facts = fact_changes(old, new, alignment, moved)
    return Difference(
        documents=documents,
        things=tuple(sorted(thing_changes(old, new, alignment))),
        added=tuple(sorted(facts.added)),
        gone=tuple(sorted(facts.gone)),
        changed=tuple(sorted(facts.changed)),
    )


def _documents(old: Knowledge, new: Knowledge) -> Iterator[DocumentChange]:
    """Compare documents; one that went and one that came with the same bytes are one that moved."""
    before = {d.name: d for d in old.documents}
    after = {d.name: d for d in new.documents}
    came = sorted(after.keys() - before.keys())
    for name in sorted(before.keys() - after.keys()):
        digest = before[name].sha256
        same = next((n for n in came if digest and after[n].sha256 == digest), None)
        if same is None:
            yield DocumentChange("gone", name)
        else:
            came.remove(same)
            yield DocumentChange("moved", same, name)
    yield from (DocumentChange("new", name) for name in came)
    for name in before.keys() & after.keys():
        one, other = before[name], after[name]
        if (one.sha256, one.text) != (other.sha256, other.text):
            yield DocumentChange("edited", name)
