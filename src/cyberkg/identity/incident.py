"""Are two incidents one? They have no name: who was hit, when, how, by whom and how badly must do.

Reports of one attack differ in their dates (it happened, was found, was told) and in their words for it, so
that days near each other are enough where all else agrees, and weeks where attacker, tool or figures agree.
One document that tells of two attacks means two.
"""

from __future__ import annotations

from itertools import product

from cyberkg.identity.dates import gap
from cyberkg.identity.profile import Comparison, Context, Profile, Verdict

__all__ = ["compare", "cves"]

# Days between two dates of one attack: with nothing but the victim in common, and with more.
_NEAR = 31
_FAR = 60
# Days within which a briefing that gives no date may still speak of an attack that another one dates.
_STILL_NEWS = 120
_BREAK_IN = frozenset(
    ["ransomware", "data-breach", "intrusion", "malware", "espionage", "supply-chain", "phishing", "fraud"]
)
_FAMILIES = (
    _BREAK_IN,
    frozenset(["ransomware", "intrusion", "malware", "outage"]),
    frozenset(["ddos", "outage"]),
    frozenset(["defacement", "intrusion"]),
)


def compare(a: Profile, b: Profile) -> Comparison:
    """Compare two incidents by what is told of them."""
    x, y = a.context, b.context
    numbers = sorted(cves(x) & cves(y))
    if numbers and (_is_flaw(x) or _is_flaw(y)):
        return Comparison(0.97, f"both are about {numbers[0].upper()}")
    if _is_flaw(x) and _is_flaw(y) and cves(x) and cves(y):
        return Comparison(0.03, f"{min(cves(x)).upper()} is not {min(cves(y)).upper()}")
    if not x.documents.isdisjoint(y.documents):
        return _one_document(a, b)
    shared = sorted(r.label for r in x.victims & y.victims)
    if not shared:
        return _without_victim(a, b)
    if not _compatible(x, y):
        return Comparison(0.15, f"{_shown(x)} is not {_shown(y)}", firm=_is_flaw(x) != _is_flaw(y))
    found = _by_date(x, y, f"both hit {shared[0]}")
    if x.victims != y.victims and found.firm and found.verdict is Verdict.SAME and not _agreement(x, y):
        return Comparison(min(found.score, 0.8), f"{found.reason}, though one hit others too", firm=False)
    return found


def cves(context: Context) -> frozenset[str]:
    """Give the CVE identifiers among the tools of an incident, in lower case."""
    return frozenset(t for t in context.tools if t.startswith("cve-"))


def _is_flaw(context: Context) -> bool:
    return "vulnerability" in context.kinds


def _shown(context: Context) -> str:
    return " or ".join(sorted(context.kinds))


def _compatible(x: Context, y: Context) -> bool:
    """Tell whether one attack may be told as either type; "other" and an untold type go with all."""
    left, right = x.kinds - {"other"}, y.kinds - {"other"}
    if not left or not right:
        return True
    return any(k == m or any({k, m} <= family for family in _FAMILIES) for k, m in product(left, right))


def _agreement(x: Context, y: Context) -> str:
    """Name what else two incidents have in common, with a comma in front; empty where that is nothing."""
    attackers = sorted(r.label for r in x.attackers & y.attackers)
    if attackers:
        return f", both by {attackers[0]}"
    figures = sorted(x.figures & y.figures)
    if figures:
        return f", both with {figures[0]}"
    tools = sorted(x.tools & y.tools)
    return f", both with {tools[0]}" if tools else ""


def _conflict(x: Context, y: Context) -> str:
    if x.attackers and y.attackers and x.attackers.isdisjoint(y.attackers):
        one, other = (min(r.label for r in side.attackers) for side in (x, y))
        return f"one by {one}, the other by {other}"
    if x.tools and y.tools and x.tools.isdisjoint(y.tools) and not x.attackers & y.attackers:
        return f"one with {min(x.tools)}, the other with {min(y.tools)}"
    return ""


def _by_date(x: Context, y: Context, reason: str) -> Comparison:
    apart = gap(x.dates, y.dates)
    agreed, against = _agreement(x, y), _conflict(x, y)
    if apart is None:
        return _undated(x, y, f"{reason}{agreed}", agreed, against)
    when = f"{reason}{agreed}, {f'{apart} days apart' if apart else 'at the same time'}"
    if apart > _FAR:
        doubtful = bool(agreed) and not against
        told = f", {against}" if against else ""
        return Comparison(0.4 if doubtful else 0.05, f"{when}{told}", firm=not doubtful)
    if against:
        near = apart <= _NEAR and (agreed or apart <= 3)  # one gang goes by several names
        return Comparison(0.72 if near else 0.35, f"{when}, though {against}", firm=False)
    if agreed:
        return Comparison(0.95 if apart <= _NEAR else 0.85, when)
    alike = 0.88 if x.kinds & y.kinds else 0.82
    return Comparison(alike if apart <= _NEAR else 0.4, when, firm=apart <= _NEAR)


def _undated(x: Context, y: Context, reason: str, agreed: str, against: str) -> Comparison:
    """Compare where one side at least is undated: the date of the briefing stands in for it."""
    apart = gap(x.dates or x.written, y.dates or y.written)
    if against:
        return Comparison(0.35, f"{reason}, though {against}", firm=False)
    if apart is None:
        return Comparison(0.75 if agreed else 0.5, f"{reason}, and no date tells them apart", firm=False)
    if apart <= _STILL_NEWS:
        return Comparison(0.85 if agreed else 0.76, f"{reason}, told of at about the same time", firm=False)
    return Comparison(0.5 if agreed else 0.3, f"{reason}, told of {apart} days apart", firm=False)


def _one_document(a: Profile, b: Profile) -> Comparison:
    x, y = a.context, b.context
    alike = x.victims == y.victims and x.dates == y.dates and x.kinds == y.kinds and x.tools == y.tools
    if alike and (x.victims or x.tools) and x.dates and x.attackers == y.attackers:
        return Comparison(0.8, "one briefing tells the same of both")
    return Comparison(0.2, "one briefing tells of both", firm=bool(x.victims and y.victims))


def _without_victim(a: Profile, b: Profile) -> Comparison:
    """Compare two incidents that share no victim: attacker, figures and date must all agree."""
    x, y = a.context, b.context
    if x.victims and y.victims:
        campaign = bool(x.tools & y.tools or x.attackers & y.attackers)
        return Comparison(0.05, "other victims", firm=not campaign)
    attackers = sorted(r.label for r in x.attackers & y.attackers)
    figures = sorted(x.figures & y.figures)
    apart = gap(x.dates, y.dates)
    near = apart is not None and apart <= _NEAR
    if near and figures and not _conflict(x, y) and _compatible(x, y):
        return Comparison(0.8, f"both with {figures[0]}, {apart} days apart", firm=False)
    if near and attackers and _compatible(x, y):
        return Comparison(
            0.5, f"both by {attackers[0]}, {apart} days apart, the victim of one untold", firm=False
        )
    return Comparison(0.05, "nothing tells that they are one", firm=False)
