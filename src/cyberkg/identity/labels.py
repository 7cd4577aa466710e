"""How to call a thing: the name most briefings use in full, in proper case; and its other names."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cyberkg.identity import person_name
from cyberkg.identity.context import Resolved
from cyberkg.identity.dates import month_of, year_of
from cyberkg.identity.event_name import parse
from cyberkg.identity.fold import fold
from cyberkg.identity.gather import Node
from cyberkg.identity.lexicon import words
from cyberkg.identity.organisation_name import is_acronym
from cyberkg.terms import INCIDENT_TYPES, EntityType

__all__ = ["aliases", "described_label", "incident_label", "incident_words", "label", "proper_case"]

_SMALL = words("links", "")
_ARTICLE = re.compile(r"^(?:(?:an?|the|th(?:is|at)|its|our|their|his|her)\s+)+", re.IGNORECASE)
# "a Senate hearing", "The hearing", "forum of the Week": words for an event; "eCrime Summit", "nullcon" are names
_DESCRIBED = re.compile(
    r"(?i:(?:the|its|our|their|an?|this|that)\s)+[a-z]|(?:an?|this|that)\s|(?!the\s|its\s|our\s)[a-z][a-z-]*\s"
)
_PHRASES = {
    "ransomware": "Ransomware attack on",
    "data-breach": "Data breach at",
    "phishing": "Phishing attack on",
    "ddos": "Denial-of-service attack on",
    "intrusion": "Intrusion at",
    "malware": "Malware attack on",
    "fraud": "Fraud against",
    "defacement": "Defacement of",
    "outage": "Outage at",
    "vulnerability": "Vulnerability at",
    "espionage": "Espionage against",
    "supply-chain": "Supply-chain attack on",
    "other": "Incident at",
}


def label(nodes: Sequence[Node]) -> str:
    """Choose the name most briefings give in full; of equally frequent ones the longest, then the earliest.

    ``nodes`` are those of one thing that has names, by rank.
    """
    kind = nodes[0].referent.type
    if len(nodes) == 1:
        return _shown(nodes[0].name, kind)
    shown = [(node.document, _shown(node.name, kind)) for node in nodes]
    used = Counter(name for _, name in dict.fromkeys((document, fold(name)) for document, name in shown))
    first: dict[str, int] = {}
    best: dict[str, str] = {}
    for at, (_, name) in enumerate(shown):
        key = fold(name)
        first.setdefault(key, at)
        known = best.setdefault(key, name)
        if known != name:
            best[key] = min(known, name, key=_shouting)
    chosen = min(used, key=lambda k: (_is_short(best[k], kind), -used[k], -len(k), first[k]))
    return best[chosen]


def aliases(nodes: Sequence[Node], chosen: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All other names, sorted, and those of them that are abbreviations; ``chosen`` is the label.

    A person's bare family name is no other name: every namesake has it.
    """
    kind = nodes[0].referent.type
    names = {_shown(name, kind) for node in nodes for name in node.referent.names}
    short = {_shown(name, kind) for node in nodes for name in node.referent.acronyms}
    if kind is EntityType.PERSON and not names <= {chosen, ""}:
        known = {
            w
            for name in (chosen, *names)
            for p in person_name.parse(name)
            if p.full and not p.handle
            for w in p.words
        }
        names = {n for n in names if not set(person_name.parse(n)[0].words) <= known or len(n.split()) > 1}
    return tuple(sorted(names - {chosen, ""})), tuple(sorted(short - {chosen, ""}))


def _is_short(name: str, kind: EntityType) -> bool:
    """Recognise an abbreviation, or a person's bare family name: a label only where there is no other."""
    if kind is EntityType.PERSON:
        return not person_name.parse(name)[0].full
    return kind is EntityType.ORGANISATION and is_acronym(name)


def _shouting(name: str) -> tuple[int, str]:
    return (sum(c.isupper() for c in name), name)


def _shown(name: str, kind: EntityType) -> str:
    plain = " ".join(name.split())
    if kind is EntityType.PERSON:
        plain = person_name.strip_titles(plain) or plain
    return proper_case(plain, kind)


def proper_case(name: str, kind: EntityType) -> str:
    """Write words in capitals as names are written; abbreviations and initials stay.

    >>> proper_case("Ada CHUNG Lai-ling", EntityType.PERSON)
    'Ada Chung Lai-ling'
    >>> proper_case("HONG KONG POLICE FORCE", EntityType.ORGANISATION)
    'Hong Kong Police Force'
    """
    parts = name.split()
    if kind is EntityType.PERSON:
        loud = [p for p in parts if _is_loud(p)]
        leading = len(parts) > 1 and len(parts[0]) == 2 and parts[0] in loud and len(loud) == 1  # "AJ Smith"
        return " ".join(
            _person_word(p) if p in loud and not (leading and p == parts[0]) else p for p in parts
        )
    if len(parts) > 1 and name == name.upper() and any(len(p) > 5 for p in parts):
        cased = [p.casefold() if p.casefold() in _SMALL else p.capitalize() for p in parts]
        return " ".join([parts[0].capitalize(), *cased[1:]])
    return name


def _is_loud(word: str) -> bool:
    return word.isupper() and sum(c.isalpha() for c in word) > 1 and "." not in word


def _person_word(word: str) -> str:
    whole = "-".join(piece.capitalize() for piece in word.split("-"))
    return re.sub(r"\b(O'|D'|Mc)(\w)", lambda m: m[1] + m[2].upper(), whole)


def described_label(nodes: Sequence[Node], resolved: Resolved, names: Mapping[str, str]) -> str:
    """Call an event or a work by its name; one that is only described by what it is, whose or where, and when.

    "a press briefing" becomes "Press briefing, Hong Kong Police Force, 1 February 2024".

    :param nodes: its referents by rank.
    :param names: labels of what is resolved, by the ``id`` of its ref.
    """
    named = label(nodes)
    if not _is_described(named):
        return named
    what = _ARTICLE.sub("", named)
    hosts = _shown_at(nodes, resolved, names, "makers", EntityType.ORGANISATION)
    places = _shown_at(nodes, resolved, names, "places", EntityType.PLACE)
    whose = next((found[0] for found in (hosts, places) if len(found) == 1), "")
    days = sorted(day for node in nodes for day in resolved.words(node, "dates") if year_of(day))
    parts = [what[:1].upper() + what[1:], whose if fold(whose) not in fold(what) else ""]
    return ", ".join(filter(None, [*parts, _day(days[0]) if days else _told(nodes)]))


def _is_described(name: str) -> bool:
    parts = parse(name)
    kind = bool(parts.kinds or parts.parts or parts.occasion)
    return _DESCRIBED.match(name) is not None or (name.islower() and kind)


def _shown_at(
    nodes: Sequence[Node], resolved: Resolved, names: Mapping[str, str], field: str, kind: EntityType
) -> list[str]:
    """Give what the things of a type in a field of the context are called, each once."""
    found = (n for node in nodes for n in resolved.nodes(node, field) if n.referent.type is kind)
    refs = dict.fromkeys(resolved.ref(n.key) for n in found)
    return [names.get(ref.id, ref.label) for ref in refs]


def incident_label(nodes: Sequence[Node], resolved: Resolved, names: Mapping[str, str]) -> str:
    """Call an incident by type, victim and month: "Ransomware attack on Cyberport, September 2023".

    One that comes from graphs alone is called as it is there.

    :param nodes: its referents by rank.
    :param names: labels of what is resolved, by the ``id`` of its ref.
    """
    if all(node.graph and node.referent.label for node in nodes):
        return nodes[0].referent.label
    kind = _kind(k for node in nodes for k in resolved.words(node, "kinds"))
    victims = list(
        dict.fromkeys(resolved.ref(v.key) for node in nodes for v in resolved.nodes(node, "victims"))
    )
    hit = [names.get(ref.id, ref.label) for ref in victims]
    months = sorted(filter(None, (month_of(d) for node in nodes for d in resolved.words(node, "dates"))))
    flaws = sorted(
        {t.upper() for node in nodes for t in resolved.words(node, "tools") if t.startswith("cve-")}
    )
    words = incident_words(kind, hit, months, flaws, nodes[0].referent.label)
    return words if hit or flaws or months else ", ".join(filter(None, [words, _told(nodes)]))


def incident_words(
    kind: str, hit: Sequence[str], months: Sequence[str], flaws: Sequence[str] = (), otherwise: str = ""
) -> str:
    """Put type, victims and month of an incident together to what it is called.

    :param hit: what its victims are called; ``months`` and ``flaws`` (CVE identifiers) sorted.
    :param otherwise: what to call it where neither victim nor type is told.
    """
    if kind == "vulnerability" and flaws:
        what = f"Vulnerability {flaws[0]}"
    elif hit:
        more = f" and {len(hit) - 1} more" if len(hit) > 1 else ""
        what = f"{_PHRASES.get(kind, 'Incident at')} {hit[0]}{more}"
    elif kind in _PHRASES and kind != "other":
        what = _PHRASES[kind].rsplit(" ", 1)[0]
    else:
        what = (otherwise or "incident")[:1].upper() + (otherwise or "incident")[1:]
    return f"{what}, {_month(months[0])}" if months else what


def _kind(kinds: Iterable[str]) -> str:
    """Give the type most often told; of equally frequent ones the one that comes first in the contract."""
    order = {kind: i for i, kind in enumerate(INCIDENT_TYPES)}
    used = Counter(k for k in kinds if k != "other")
    return min(used, key=lambda k: (-used[k], order.get(k, len(order)), k), default="other")


def _told(nodes: Sequence[Node]) -> str:
    """Write when the first briefing told of a thing; empty where none has a date."""
    written = sorted(node.written for node in nodes if node.written)
    if not written:
        return ""
    day = written[0].partition("/")[0]
    return f"told {'on' if day.count('-') == 2 else 'in'} {_day(day)}"


def _day(value: str) -> str:
    """Write the first day of a date, ``2023-09-08``, as "8 September 2023"; what it lacks is left out."""
    year, month, day = (*value.partition("/")[0].split("-"), "", "")[:3]
    return " ".join(filter(None, [day.lstrip("0"), calendar.month_name[int(month or 0)], year]))


def _month(value: str) -> str:
    """Write ``2023-09`` as "September 2023"."""
    year, _, month = value.partition("-")
    return f"{calendar.month_name[int(month)]} {year}" if month else year
