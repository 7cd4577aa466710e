"""One node for one thing: people, organisations, events, incidents, places and works across all briefings.

resolve          readings and the user's decisions -> entities, facts, and the reason for each merge
load_decisions   data/identity.yaml -> decisions; parse_decisions reads them from its text
compare          two profiles -> a score, a verdict and the reason in words
"""

from __future__ import annotations

from cyberkg.identity.compare import compare
from cyberkg.identity.decisions import Decision, Decisions, load_decisions, parse_decisions
from cyberkg.identity.profile import Comparison, Context, Profile, Ref, Verdict
from cyberkg.identity.resolve import Resolution, resolve

__all__ = [
    "Comparison",
    "Context",
    "Decision",
    "Decisions",
    "Profile",
    "Ref",
    "Resolution",
    "Verdict",
    "compare",
    "load_decisions",
    "parse_decisions",
    "resolve",
]
