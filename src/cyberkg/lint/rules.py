"""All rules over one briefing."""

from __future__ import annotations

from cyberkg.lint.acronyms import check_acronyms
from cyberkg.lint.amounts import check_amounts
from cyberkg.lint.dates import check_dates
from cyberkg.lint.happenings import check_events, check_incidents
from cyberkg.lint.model import Briefing, Finding, Rule
from cyberkg.lint.organisations import check_organisations
from cyberkg.lint.people import check_people
from cyberkg.lint.spellings import check_spellings

__all__ = ["RULES", "check"]

RULES: tuple[Rule, ...] = (
    check_acronyms,
    check_spellings,
    check_people,
    check_dates,
    check_incidents,
    check_events,
    check_amounts,
    check_organisations,
)


def check(briefing: Briefing) -> tuple[Finding, ...]:
    """Find what a briefing leaves to be guessed, in the order of its text."""
    return tuple(sorted(warning for rule in RULES for warning in rule(briefing)))
