"""People whom builds keep out: a record that does not name them, and how a graph is freed of them.

    record       data/forgotten.yaml and its key: keyed hashes of names
    spotting     names of the record in a text
    withdrawal   knowledge without the people of the record, their names masked in texts and sentences
    differences  the same for what two readers do not agree on
    shielding    a document masked before it is read, where reading sends it elsewhere

The briefings may go on naming them: what is read of them is left out at every build, by the same steps that
`cyberkg forget` takes, so that both give the same bytes.
"""

from __future__ import annotations

from cyberkg.forgotten.differences import without
from cyberkg.forgotten.record import RECORD, Entry, Record, entry_for, load_record
from cyberkg.forgotten.shielding import shield, with_masked_quotes
from cyberkg.forgotten.spotting import MASK, Spot, blot, spot
from cyberkg.forgotten.withdrawal import Withdrawal, withdraw

__all__ = [
    "MASK",
    "RECORD",
    "Entry",
    "Record",
    "Spot",
    "Withdrawal",
    "blot",
    "entry_for",
    "load_record",
    "shield",
    "spot",
    "with_masked_quotes",
    "withdraw",
    "without",
]
