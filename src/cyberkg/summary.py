"""What a build did: told, written as JSON for others, and kept to be told again when nothing has changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cyberkg.collect import Notes
from cyberkg.model import Knowledge
from cyberkg.terms import PREDICATES

if TYPE_CHECKING:
    from cyberkg.identity.decision_file import Waiting
    from cyberkg.sources import Refusal

__all__ = ["Summary", "pack_summary", "summarise", "to_json", "unpack_summary"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    :param facts: facts by group of predicates; ``entities`` by type; ``merges`` by verdict.
    :param refused: files that were not read, each as one line that says why.
    :param page: the network page to open.
    :param waiting: identity decisions with names that no fact speaks of.
    :param disagreements: how much a language model and the built-in reader do not agree on.
    :param kept_out: facts that were read, and are left out as they are about people who are to be forgotten.
    :param read_anew: documents that no earlier build has read as they are now.
    :param unchanged: nothing was done, as the graph is what would be built.
    """

    documents: int
    facts: Mapping[str, int]
    entities: Mapping[str, int]
    merges: Mapping[str, int]
    warnings: tuple[str, ...]
    refused: tuple[str, ...]
    page: Path
    waiting: tuple[Waiting, ...] = ()
    disagreements: int = 0
    kept_out: int = 0
    read_anew: int = 0
    unchanged: bool = False


def summarise(
    knowledge: Knowledge, refusals: Sequence[Refusal], notes: Notes, page: Path, *, found: int
) -> Summary:
    """Sum up what was built.

    :param found: how many of the documents earlier builds have read.
    """
    return Summary(
        documents=len(knowledge.documents),
        facts=dict(sorted(Counter(PREDICATES[f.predicate].group.value for f in knowledge.facts).items())),
        entities=dict(sorted(Counter(e.type.value for e in knowledge.entities).items())),
        merges=dict(sorted(Counter(m.verdict for m in knowledge.merges).items())),
        warnings=notes.warnings,
        refused=tuple(str(r.error) for r in refusals),
        page=page,
        waiting=notes.waiting,
        disagreements=len(notes.differences or ()),
        kept_out=notes.kept_out,
        read_anew=len(knowledge.documents) - found,
    )


def to_json(summary: Summary) -> str:
    """Write a summary as one JSON object."""
    whole = {
        "documents": summary.documents,
        "facts": summary.facts,
        "entities": summary.entities,
        "merges": summary.merges,
        "warnings": summary.warnings,
        "waiting": [str(waiting) for waiting in summary.waiting],
        "disagreements": summary.disagreements,
        "kept_out": summary.kept_out,
        "read_anew": summary.read_anew,
        "unchanged": summary.unchanged,
        "refused": summary.refused,
        "page": summary.page.as_posix(),
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True)


def pack_summary(summary: Summary) -> bytes:
    """Write what of a summary a build that changes nothing tells again, as JSON in ASCII."""
    waiting = [[w.names, w.where, w.documents] for w in summary.waiting]
    row = [summary.documents, summary.facts, summary.entities, summary.merges, summary.warnings, waiting]
    return json.dumps(row).encode("ascii")


def unpack_summary(packed: bytes, page: Path) -> Summary:
    """Read what ``pack_summary`` wrote, as the summary of a build that changes nothing.

    :raises ValueError: where it is anything else; or ``LookupError`` or ``TypeError``.
    """
    documents, facts, entities, merges, warnings, waiting = json.loads(packed)
    if waiting:
        from cyberkg.identity.decision_file import Waiting

        waiting = [Waiting(tuple(map(str, a)), str(where), tuple(map(str, b))) for a, where, b in waiting]
    facts, entities, merges = (
        {str(name): int(number) for name, number in dict(counts).items()}
        for counts in (facts, entities, merges)
    )
    return Summary(
        documents=int(documents),
        facts=facts,
        entities=entities,
        merges=merges,
        warnings=tuple(map(str, warnings)),
        refused=(),
        page=page,
        waiting=tuple(waiting),
        unchanged=True,
    )
