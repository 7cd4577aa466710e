"""Data protection: what is stored about a person, told and removed.

subject          who is meant: one person of the graph, or a name that stands in its texts
places           where things about people may lie
holdings         all that is stored about somebody, wherever it lies
identity_ledger  identity.yaml without somebody; verdict_ledger the same for facts-review.yaml
briefings        the source files, which are the user's
forget           all of it removed, and kept out of every later build
"""

from __future__ import annotations

from cyberkg.protect.forget import Outcome, forget, plan
from cyberkg.protect.holdings import Holding, find_holdings
from cyberkg.protect.places import Places
from cyberkg.protect.subject import Subject, find_subject

__all__ = ["Holding", "Outcome", "Places", "Subject", "find_holdings", "find_subject", "forget", "plan"]
