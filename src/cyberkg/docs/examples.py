"""An example query for each term: written by hand where a term needs a story, else by what kind of term it is.

All run on any graph of cyberkg with the prefixes that ``cyberkg query`` declares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyberkg.terms import PREDICATES, LiteralKind

__all__ = ["example"]

_MOST = 5


@dataclass(frozen=True, slots=True)
class _Query:
    """A query in parts: what it gives, its patterns (one a line), what it groups and sorts by."""

    select: str
    where: tuple[str, ...]
    order: str
    group: str = ""

    def __str__(self) -> str:
        patterns = "".join(f"  {line}\n" for line in self.where)
        group = f"GROUP BY {self.group}\n" if self.group else ""
        distinct = "" if self.group else "DISTINCT "
        return f"SELECT {distinct}{self.select} WHERE {{\n{patterns}}}\n{group}ORDER BY {self.order}\nLIMIT {_MOST}"


def _find(select: str, *where: str, order: str = "") -> _Query:
    return _Query(select, where, order or select)


def _count(what: str, counted: str, *where: str) -> _Query:
    """Ask how often something is there, the most frequent first."""
    variable, name = counted.split()
    total = f"(COUNT(DISTINCT {variable}) AS {name})"
    return _Query(f"{what} {total}", where, f"DESC({name}) {what}", what)


_CLAIM = ("?claim rdf:subject/skos:prefLabel ?subject .", "?claim rdf:predicate ?predicate .")
_WHO = "?part ckg:participant/skos:prefLabel ?who ."
_EVENT = "?part ckg:atEvent/skos:prefLabel ?event ."
_NAMES = ("?decision ckg:mentionName ?name .", "?decision ckg:otherName ?other .")
_BY_HAND = {
    "Briefing": _find(
        "?file ?date", "?briefing a ckg:Briefing .", "?briefing dcterms:identifier ?file .",
        "OPTIONAL { ?briefing schema:temporalCoverage ?date }",
    ),
    "Claim": _count("?predicate", "?claim ?claims", "?claim a ckg:Claim .", "?claim rdf:predicate ?predicate ."),
    "Participation": _find("?who ?event ?role", "?part a ckg:Participation .", _WHO, _EVENT, "?part ckg:role ?role ."),
    "Tenure": _find(
        "?who ?title ?where", "?tenure a ckg:Tenure .", "?tenure org:member/skos:prefLabel ?who .",
        "?tenure ckg:postTitle ?title .", "?tenure org:organization/skos:prefLabel ?where .",
    ),
    "Reading": _count(
        "?reader", "?briefing ?briefings", "?reading a ckg:Reading .", "?reading prov:used ?briefing .",
        "?reading prov:wasAssociatedWith/rdfs:label ?reader .",
    ),
    "IdentityDecision": _find(
        "?name ?other ?verdict ?reason", "?decision a ckg:IdentityDecision .", *_NAMES,
        "?decision ckg:verdict ?verdict .", "?decision ckg:reason ?reason .",
    ),
    "MarkedPart": _find(
        "?file ?from ?to ?marking", "?part a ckg:MarkedPart .", "?part ckg:marking ?marking .",
        "?part oa:hasSource/dcterms:identifier ?file .", "?part oa:hasSelector ?place .",
        "?place oa:start ?from ; oa:end ?to .",
    ),
    "participant": _count("?who", "?event ?events", _WHO, "?part ckg:atEvent ?event ."),
    "atEvent": _count("?event", "?who ?people", _EVENT, "?part ckg:participant ?who ."),
    "role": _count("?role", "?part ?times", "?part ckg:role ?role ."),
    "represents": _find("?for ?who ?event", "?part ckg:represents/skos:prefLabel ?for .", _WHO, _EVENT),
    "status": _count("?status", "?claim ?claims", "?claim a ckg:Claim .", "?claim ckg:status ?status ."),
    "restsOn": _count("?who ?event", "?claim ?claims", "?part ckg:restsOn ?claim .", _WHO, _EVENT),
    "postTitle": _count("?title", "?tenure ?times", "?tenure ckg:postTitle ?title ."),
    "qualifier": _find("?subject ?predicate ?words", *_CLAIM, "?claim ckg:qualifier ?words ."),
    "confidence": _find(
        "?subject ?predicate ?sure", *_CLAIM, "?claim ckg:confidence ?sure .", "FILTER (?sure < 0.7)",
        order="?sure ?subject ?predicate",
    ),
    "evidence": _find(
        "?subject ?predicate ?sentence", *_CLAIM, "?claim ckg:evidence/oa:hasSelector/oa:exact ?sentence .",
    ),
    "sha256": _find("?file ?digest", "?briefing ckg:sha256 ?digest .", "?briefing dcterms:identifier ?file ."),
    "acronym": _find("?acronym ?name", "?thing ckg:acronym ?acronym .", "?thing skos:prefLabel ?name ."),
    "aboutEntity": _count("?entity", "?decision ?decisions", "?decision ckg:aboutEntity/skos:prefLabel ?entity ."),
    "mentionName": _find(
        "?name ?entity", "?decision ckg:mentionName ?name .", "?decision ckg:aboutEntity/skos:prefLabel ?entity .",
        "FILTER (?name != ?entity)",
    ),
    "otherName": _find("?name ?other", *_NAMES, "FILTER (?name != ?other)"),
    "verdict": _count("?verdict", "?decision ?decisions", "?decision ckg:verdict ?verdict ."),
    "score": _find(
        "?name ?other ?score", *_NAMES, '?decision ckg:verdict "same" .', "?decision ckg:score ?score .",
        order="?score ?name ?other",
    ),
    "reason": _count("?reason", "?decision ?decisions", "?decision ckg:reason ?reason ."),
    "decidedBy": _count("?who", "?decision ?decisions", "?decision ckg:decidedBy ?who ."),
    "roles": _count("?role", "?part ?times", "?part a ckg:Participation .", "?part ckg:role ?role ."),
    "statuses": _count(
        "?predicate ?status", "?claim ?claims", "?claim rdf:predicate ?predicate .", "?claim ckg:status ?status .",
    ),
    "incidentTypes": _count("?type", "?incident ?incidents", "?incident sem:eventType ?type ."),
}  # fmt: skip


def example(name: str, kind: str, related: Sequence[tuple[str, str]]) -> str:
    """Give a query for a term.

    :param name: its local name.
    :param kind: as ``Term.kind``.
    :param related: for an annotation, the properties that have it with their values, for a concept scheme its
        concepts, with nothing; all in SPARQL.
    """
    return str(_BY_HAND.get(name) or _of_kind(name, kind, related))


def _of_kind(name: str, kind: str, related: Sequence[tuple[str, str]]) -> _Query:
    if name in PREDICATES:
        return _of_predicate(name)
    if kind == "class":
        return _find("?name", f"?thing a ckg:{name} .", "?thing skos:prefLabel ?name .")
    if kind == "concept":
        return _of_concept(name)
    if kind == "concept scheme":
        values = f"VALUES ?concept {{ {' '.join(concept for concept, _ in related)} }}"
        return _count("?concept", "?subject ?times", values, "?subject ?property ?concept .")
    if kind == "annotation property":
        rows = tuple(f"  ({prop} {value})" for prop, value in related)
        lines = ("VALUES (?property ?value) {", *rows, "}", "?subject ?property ?object .")
        return _count("?property ?value", "?subject ?times", *lines)
    return _find("?subject ?value", f"?subject ckg:{name} ?value .")


def _of_predicate(name: str) -> _Query:
    literal = PREDICATES[name].literal
    if literal is None:
        ends = ("?s skos:prefLabel ?subject .", "?o skos:prefLabel ?object .")
        return _find("?subject ?object", f"?s ckg:{name} ?o .", *ends)
    path = "/rdf:value" if literal in {LiteralKind.MONEY, LiteralKind.QUANTITY} else ""
    return _find("?subject ?value", f"?s ckg:{name}{path} ?value .", "?s skos:prefLabel ?subject .")


def _of_concept(name: str) -> _Query:
    family = name.partition("-")[0]
    if family == "role":
        return _find("?who ?event", f"?part ckg:role ckg:{name} .", _WHO, _EVENT)
    if family == "status":
        return _find("?subject ?predicate", *_CLAIM, f"?claim ckg:status ckg:{name} .")
    if family == "incident":
        return _find("?name", f"?incident sem:eventType ckg:{name} .", "?incident skos:prefLabel ?name .")
    return _find("?subject ?property", f"?subject ?property ckg:{name} .")
