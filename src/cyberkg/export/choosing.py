"""What may leave: by its marking, and with or without the names of persons."""

from __future__ import annotations

from cyberkg.export.model import Selection
from cyberkg.model import Knowledge
from cyberkg.terms import Marking

__all__ = ["UNMARKED", "choose"]

UNMARKED = Marking.GREEN
"""What a text without a marking counts as: neither public nor secret."""


def choose(
    knowledge: Knowledge,
    base: str,
    *,
    level: Marking | None = None,
    unmarked: Marking = UNMARKED,
    key: bytes = b"",
    licence: str = "",
) -> Selection:
    """Select what may leave.

    :param level: leave out all that is marked above it; None for nothing.
    :param unmarked: what a text without a marking counts as then.
    :param key: the key of the pseudonyms that stand for the names of persons; empty to leave the names.
    :param licence: what others may do with it: an SPDX identifier or an address.
    """
    notes: list[str] = []
    withheld: tuple[str, ...] = ()
    if key:
        from cyberkg.export.pseudonyms import Pseudonyms
        from cyberkg.export.redaction import redact_persons

        # before the selection by level, so that a pseudonym hangs on the whole graph and not on the level
        knowledge = redact_persons(knowledge, Pseudonyms(key), base)
        notes.append("Pseudonyms stand for the names of the persons it knows; that is no anonymity")
    if level is not None:
        from cyberkg.export.clearance import clear

        cleared = clear(knowledge, level, base, unmarked)
        knowledge, withheld = cleared.knowledge, cleared.withheld
        notes.append(f"Nothing above {level.label}; what has no marking counts as {unmarked.label}")
    return Selection(knowledge, base, tuple(notes), withheld, licence)
