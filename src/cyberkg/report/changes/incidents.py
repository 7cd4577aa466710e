"""Incidents in words: what happened to whom, by whom, how bad it is, and who looks into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType

from cyberkg.report.changes.clauses import Clause, by_status, likeliest, sentences, verb, within
from cyberkg.report.changes.naming import one_line, plain_noun, the, the_all
from cyberkg.report.cited.told import Briefing, Thing, Told
from cyberkg.report.cited.wording import listed, money_words, number_words, on_words
from cyberkg.terms import INCIDENT_TYPES, Status

__all__ = ["incident_weight", "more_on_incident", "new_incident"]

_VICTIM, _TARGET = "the victim of", "the target of"
# what a victim meets with, and what there was where none is told
_MET = MappingProxyType(
    {
        "ransomware": ("hit by", "a ransomware attack"),
        "data-breach": (_VICTIM, "a data breach"),
        "phishing": (_TARGET, "a phishing attack"),
        "ddos": ("hit by", "a denial-of-service attack"),
        "intrusion": (_VICTIM, "an intrusion"),
        "malware": ("hit by", "a malware attack"),
        "fraud": (_VICTIM, "a fraud"),
        "defacement": (_VICTIM, "a defacement"),
        "outage": ("hit by", "an outage"),
        "vulnerability": ("affected by", "a vulnerability"),
        "espionage": (_TARGET, "espionage"),
        "supply-chain": ("hit by", "a supply-chain attack"),
        "other": (_VICTIM, "an incident"),
    }
)
_BASIC = frozenset({"victim", "incidentType", "incidentDate"})
_MOST = 8  # names in a list of what was exposed


def new_incident(facts: Sequence[Told]) -> str:
    """Tell an incident that nobody spoke of before.

    :param facts: those on it, at least one.
    """
    found = [t for t in facts if t.predicate in _BASIC and t.status is not Status.DENIED]
    who = [t for t in found if t.predicate == "victim"]
    status = min((t.status for t in who or found), key=lambda s: s.rank, default=Status.ASSERTED)
    first = [t for t in found if t.status.rank <= status.rank]
    rest = [t for t in facts if t.predicate in _BASIC and t not in first]
    return sentences([Clause(_happened(first), status), *_basics(rest), *_points(facts)])


def more_on_incident(incident: Thing, facts: Sequence[Told], first: Briefing) -> str:
    """Tell what is new on an incident that was spoken of before; empty where there is nothing.

    :param first: the briefing that first spoke of it.
    """
    clauses = [*_basics(facts), *_points(facts)]
    since = f", first told {on_words(first.date)}" if first.date else ""
    return f"There is more on {the(incident)}{since}: {within(clauses)}." if clauses else ""


def incident_weight(facts: Sequence[Told]) -> float:
    """Give a key that puts the worst incident first: by the number affected, then by how much is told."""
    counts = [
        int(t.value)
        for t in facts
        if t.predicate == "affectedCount"
        and t.status is not Status.DENIED
        and t.value.isdecimal()
        and len(t.value) < 16
    ]
    return -(max(counts, default=0) + len(facts) / 1000)


def _happened(facts: Sequence[Told]) -> str:
    """Say who was hit by what and when, as far as that is told."""
    kinds = [t.value for t in facts if t.predicate == "incidentType" and t.value in _MET]
    met, what = _MET[min(kinds, key=INCIDENT_TYPES.index, default="other")]
    dated = likeliest(facts, "incidentDate")
    when = f" {on_words(dated.value)}" if dated else ""
    hit = _things([t for t in facts if t.predicate == "victim"])
    if not hit:
        return f"there was {what}{when}"
    met = met.replace(" of", "s of") if len(hit) > 1 else met
    return f"{the_all(hit)} {verb(hit, 'was', 'were')} {met} {what}{when}"


def _basics(facts: Sequence[Told]) -> Iterator[Clause]:
    """Say kind, date and victims one by one, for an incident that is known."""
    yield from _each(
        facts, "victim", lambda found: f"{_ends(found)} {verb(_things(found), 'was', 'were')} hit"
    )
    yield from _each(facts, "incidentType", lambda found: f"it was {listed([_a(t.value) for t in found])}")
    yield from _each(facts, "incidentDate", lambda found: f"it happened {_dates(found)}")


def _points(facts: Sequence[Told]) -> Iterator[Clause]:
    """Say all else that is told of an incident, in the order of a story."""
    yield from _each(
        facts, "attacker", lambda found: f"{_ends(found)} {verb(_things(found), 'was', 'were')} behind it"
    )
    yield from _each(
        facts,
        "usedTool",
        lambda found: f"{_tools(found)} {verb([t.value for t in found], 'was', 'were')} used",
    )
    yield from _extent(facts)
    yield from _each(facts, "compromisedData", lambda found: f"the data exposed includes {_texts(found)}")
    yield from _each(facts, "dataVolume", lambda found: f"{_amounts(found)} of data was involved")
    yield from _each(facts, "ransomDemanded", lambda found: f"a ransom of {_sums(found)} was demanded")
    yield from _each(facts, "ransomPaid", lambda found: f"a ransom of {_sums(found)} was paid")
    yield from _authorities(facts)
    yield from _each(facts, "fine", lambda found: f"a fine of {_sums(found)} was imposed")


def _authorities(facts: Sequence[Told]) -> Iterator[Clause]:
    """Say who was told and who looks into it; in one where they are the same."""
    told = [t for t in facts if t.predicate == "reportedTo"]
    inquiries = [t for t in facts if t.predicate == "investigatedBy"]
    same = {(t.object, t.status) for t in told} == {(t.object, t.status) for t in inquiries}
    if told and same and len({t.status for t in told}) == 1:
        who = f"{_ends(told)}, which {verb(_things(told), 'is', 'are')} investigating it"
        yield Clause(f"it was reported to {who}", told[0].status)
        return
    yield from _each(told, "reportedTo", lambda found: f"it was reported to {_ends(found)}")
    yield from _each(
        inquiries,
        "investigatedBy",
        lambda found: f"{_ends(found)} {verb(_things(found), 'is', 'are')} investigating it",
    )


def _extent(facts: Sequence[Told]) -> Iterator[Clause]:
    """Say how many were affected, and who; both in one where there is one of each."""
    counts = [t for t in facts if t.predicate == "affectedCount"]
    groups = [t for t in facts if t.predicate == "affectedGroup"]
    if len(counts) == len(groups) == 1 and counts[0].status is groups[0].status:
        number, who = number_words(counts[0].value), plain_noun(groups[0].value)
        yield Clause(f"it affected {number} {who}", counts[0].status)
        return
    yield from _each(counts, "affectedCount", lambda found: f"the number affected is {_amounts(found)}")
    yield from _each(groups, "affectedGroup", lambda found: f"it affected {_texts(found)}")


def _each(facts: Sequence[Told], predicate: str, say: Callable[[Sequence[Told]], str]) -> list[Clause]:
    return by_status((t for t in facts if t.predicate == predicate), say)


def _things(facts: Sequence[Told]) -> list[Thing]:
    return list(dict.fromkeys(t.object for t in facts if isinstance(t.object, Thing)))


def _ends(facts: Sequence[Told]) -> str:
    return the_all(_things(facts))


def _texts(facts: Sequence[Told]) -> str:
    return listed(list(dict.fromkeys(plain_noun(t.value) for t in facts)), _MOST)


def _tools(facts: Sequence[Told]) -> str:
    return listed(list(dict.fromkeys(one_line(t.value) for t in facts)), _MOST)


def _dates(facts: Sequence[Told]) -> str:
    return " or ".join(dict.fromkeys(on_words(t.value) for t in facts))


def _amounts(facts: Sequence[Told]) -> str:
    return " or ".join(dict.fromkeys(number_words(t.value) for t in facts))


def _sums(facts: Sequence[Told]) -> str:
    return " or ".join(dict.fromkeys(money_words(t.value) for t in facts))


def _a(kind: str) -> str:
    return _MET[kind][1] if kind in _MET else f"an incident of the kind “{kind}”"
