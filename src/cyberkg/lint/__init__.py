"""Lint: what a briefing leaves its reader to guess, told to its writer before it goes out.

model           a briefing as the rules see it, and a finding: one warning
briefing        files in, briefings out, by the readers that builds use
acronyms        short forms that nothing spells out
spellings       one name, written in two ways
people          persons of whom nothing tells who they are
dates           dates that may be two days, or none
happenings      incidents without victim or date, events without date or place
amounts         sums of money without a currency
organisations   organisations that only a common noun names
rules           all of them over one briefing
render          warnings as lines of a compiler, or as JSON
"""

from __future__ import annotations

from cyberkg.lint.briefing import read_briefings, read_known
from cyberkg.lint.model import Briefing, Finding
from cyberkg.lint.render import FORMATS, render
from cyberkg.lint.rules import RULES, check

__all__ = ["FORMATS", "RULES", "Briefing", "Finding", "check", "read_briefings", "read_known", "render"]
