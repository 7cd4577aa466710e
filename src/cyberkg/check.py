"""The graph against its rules, each fault told in prose with the sentence that it comes from.

Shapes (``rdf/shapes.ttl``) say what core SHACL can say; here stand the rules that need the text, the calendar
or two briefings at once. What is wrong and how bad it is is worded in ``shapes.ttl`` for both.
"""

from __future__ import annotations

import datetime
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

from cyberkg.errors import DamagedError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Entity, Fact, Iri, Knowledge, Literal
from cyberkg.rdf.claims import FLAT_STATUSES
from cyberkg.rdf.decode import decode
from cyberkg.rdf.derived import ROLES, predicate_iri
from cyberkg.rdf.encode import Quads
from cyberkg.rdf.graph import Graph
from cyberkg.rdf.prose import Prose
from cyberkg.rdf.shacl import SHAPES, Finding, Rule, load_rules, run_shapes
from cyberkg.rdf.values import day_bounds
from cyberkg.terms import PREDICATES, LiteralKind, Status

__all__ = ["Problem", "Severity", "validate", "validate_quads"]


class Severity(StrEnum):
    """How bad it is: a violation is a mistake, a warning wants a look, an info counts what is not told."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


_MAX_WORDS = 240
_FEW = 1000  # briefings; a second process takes longer to start than to look at this many
_Days = tuple[datetime.date, datetime.date]
_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that the graph breaks.

    :param rule: IRI of the rule; ``shapes.ttl`` describes it.
    :param subject: what the problem is about, by its label.
    :param message: the problem in a sentence, with the words of the text where there are any.
    :param document: name of the briefing; empty where no single one is concerned.
    """

    severity: Severity
    rule: Iri
    subject: str
    message: str
    document: str


def validate(knowledge: Knowledge, base: str = DEFAULT_BASE, *, workers: int = 0) -> tuple[Problem, ...]:
    """Check what a build knows, text included.

    :param workers: processes; 0 for one a core, fewer where there is little to check. The problems are the same.
    :returns: the problems, violations first, then by document, rule and subject.
    :raises CyberkgError: where the knowledge cannot be encoded at all.
    :raises LimitError: where one of the processes is ended from outside.
    """
    texts = {document.name: document.text for document in knowledge.documents}
    workers = workers or min(os.cpu_count() or 1, 1 + len(texts) // _FEW)
    return validate_quads(Quads(knowledge, base), texts, workers=workers)


def validate_quads(
    quads: Iterable[ox.Quad], texts: Mapping[str, str], *, workers: int = 1
) -> tuple[Problem, ...]:
    """Check a graph as it is stored, damaged ones included.

    :param quads: gone through several times; what can be gone through only once is held in memory for that.
    :param texts: the text of each document by its name; quotes are compared with the texts that are there.
    :param workers: processes that run the shapes.
    :returns: the problems, violations first, then by document, rule and subject.
    :raises LimitError: where one of the processes is ended from outside.
    """
    stored = list(quads) if isinstance(quads, Iterator) else quads
    findings = run_shapes(stored, workers)
    graph = Graph(stored)
    prose = Prose(graph)
    faults = [_found(finding, prose) for finding in findings]
    try:
        faults += _fact_faults(decode(graph, texts))
    except DamagedError as error:
        faults.append(_Fault(Iri(f"{SHAPES}readable"), error.where, "", "", str(error)))
    rules = load_rules()
    problems = {_problem(fault, rules[fault.rule]) for fault in faults}
    return tuple(sorted(problems, key=_order))


def _order(problem: Problem) -> tuple[int, str, str, str, str]:
    return _GRAVITY[problem.severity], problem.document, problem.rule, problem.subject, problem.message


@dataclass(frozen=True, slots=True)
class _Fault:
    """A broken rule before it is put in words; ``detail`` goes behind the rule's own words."""

    rule: Iri
    subject: str
    document: str
    quote: str
    detail: str = ""


def _found(finding: Finding, prose: Prose) -> _Fault:
    detail = prose.name(finding.value) if finding.value != finding.focus else ""
    document = prose.label(finding.graph) if finding.graph else ""
    quote = prose.quote(finding.focus, finding.path)
    return _Fault(finding.rule, prose.label(finding.focus), document, quote, detail)


def _problem(fault: _Fault, rule: Rule) -> Problem:
    clause = f"{rule.message} ({_short(fault.detail)})" if fault.detail else rule.message
    if fault.quote:
        message = f"The text says “{_short(fault.quote)}”, but {clause}."
    else:
        message = f"{clause[0].upper()}{clause[1:]}."
    return Problem(
        Severity(rule.severity.lower()), fault.rule, _short(fault.subject), message, fault.document
    )


def _short(words: str) -> str:
    """Put words on one line and leave out the middle of more than 240 characters, in whole words."""
    line = " ".join(words.split())
    if len(line) <= _MAX_WORDS:
        return line
    return f"{line[:160].rsplit(' ', 1)[0]} … {line[-70:].split(' ', 1)[-1]}"


class _Facts:
    """Facts with what the rules about them look up: labels, documents, when events were."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.facts = knowledge.facts
        self.labels = {entity.iri: entity.label for entity in knowledge.entities}
        self.documents = {document.name: document for document in knowledge.documents}
        self.held: dict[Iri, list[_Days]] = defaultdict(list)
        for fact in knowledge.facts:
            if fact.predicate == "eventDate" and fact.status is not Status.DENIED and (days := _days(fact)):
                self.held[fact.subject].append(days)

    def document(self, fact: Fact) -> Document:
        name = fact.evidence.document
        return self.documents.get(name) or Document(name, "")

    def fault(self, rule: str, fact: Fact, detail: str = "") -> _Fault:
        value = (
            fact.object.value
            if isinstance(fact.object, Literal)
            else self.labels.get(fact.object, fact.object)
        )
        label = f"{self.labels.get(fact.subject, fact.subject)} {PREDICATES[fact.predicate].phrase} {value}"
        return _Fault(Iri(f"{SHAPES}{rule}"), label, fact.evidence.document, fact.evidence.quote, detail)


def _days(fact: Fact) -> _Days | None:
    return day_bounds(fact.object.value) if isinstance(fact.object, Literal) else None


def _fact_faults(knowledge: Knowledge) -> Iterator[_Fault]:
    known = _Facts(knowledge)
    yield from _quotes(known)
    yield from _dates(known)
    yield from _times(known)
    yield from _denials(known)
    yield from _labels(knowledge.entities)


def _quotes(known: _Facts) -> Iterator[_Fault]:
    for fact in known.facts:
        place, text = fact.evidence, known.document(fact).text
        if text and text[place.start : place.end] != place.quote:
            yield known.fault("quote-in-text", fact, text[place.start : place.end])


def _dates(known: _Facts) -> Iterator[_Fault]:
    for fact in known.facts:
        if isinstance(fact.object, Literal) and fact.object.kind is LiteralKind.DATE:
            days = _days(fact)
            if days is None:
                yield known.fault("date-form", fact, fact.object.value)
            elif days[0] > days[1]:
                yield known.fault("date-order", fact, fact.object.value)
    for name, document in known.documents.items():
        written = _written(document)
        if written and written[0] > written[1]:
            yield _Fault(Iri(f"{SHAPES}date-order"), name, name, "")


def _written(document: Document) -> _Days | None:
    """Give the first and the last day that a briefing covers."""
    return day_bounds(f"{document.date.start}/{document.date.end}") if document.date else None


def _times(known: _Facts) -> Iterator[_Fault]:
    """Compare things with the briefing that tells of them: facts lie before its end, plans after its day."""
    for fact in known.facts:
        written = _written(known.document(fact))
        when = _when(fact, known)
        if written is None or when is None:
            continue
        if fact.status in FLAT_STATUSES and when[0] > written[1]:
            yield known.fault("future-as-fact", fact, when[0].isoformat())
        elif fact.status is Status.PLANNED and when[1] < written[0]:
            yield known.fault("past-as-plan", fact, when[1].isoformat())


def _when(fact: Fact, known: _Facts) -> _Days | None:
    if fact.predicate in ("eventDate", "incidentDate"):
        return _days(fact)
    if (
        predicate_iri(fact.predicate) in ROLES
        and isinstance(fact.object, str)
        and known.held[Iri(fact.object)]
    ):
        held = known.held[Iri(fact.object)]
        return min(first for first, _ in held), max(last for _, last in held)
    return None


def _denials(known: _Facts) -> Iterator[_Fault]:
    stated = {_said(fact): fact for fact in known.facts if fact.status in FLAT_STATUSES}
    for fact in known.facts:
        other = stated.get(_said(fact))
        if fact.status is Status.DENIED and other:
            yield known.fault("stated-and-denied", fact, f"{other.evidence.document}: {other.evidence.quote}")


def _said(fact: Fact) -> tuple[Iri, str, Iri | Literal, str]:
    return fact.subject, fact.predicate, fact.object, fact.qualifier


def _labels(entities: Iterable[Entity]) -> Iterator[_Fault]:
    named: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in entities:
        named[entity.type, entity.label.casefold()].append(entity)
    for first, *others in named.values():
        for other in others:
            document = min(other.documents, default="")
            yield _Fault(Iri(f"{SHAPES}label-unique"), other.label, document, "", f"{first.iri}, {other.iri}")
