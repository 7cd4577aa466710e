"""A graph in public vocabularies (schema.org, W3C ORG, FOAF, SEM), or in ours without claims, to statements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cyberkg.imports.alignment import (
    INCIDENT_KINDS,
    LINKS,
    NAMES,
    OTHER_NAMES,
    PROPERTIES,
    Property,
    iri,
    type_of_class,
)
from cyberkg.imports.collector import Collector
from cyberkg.imports.model import Statement
from cyberkg.imports.names import normal_iri, short_iri
from cyberkg.imports.syntax import BASE
from cyberkg.imports.triples import Graph, Value
from cyberkg.imports.values import AMOUNT_PARTS, event_dates, literal_value
from cyberkg.imports.words import clean, link
from cyberkg.rdf import vocab
from cyberkg.terms import PREDICATES, EntityType, Status

__all__ = ["Reader"]

_SILENT = frozenset([vocab.RDF_TYPE, *NAMES, *OTHER_NAMES, *LINKS])
_GIVEN = tuple(map(iri, ("foaf:givenName", "foaf:firstName", "schema:givenName")))
_FAMILY = tuple(map(iri, ("foaf:familyName", "foaf:lastName", "schema:familyName")))
_STATUS, _ACRONYM = iri("schema:eventStatus"), iri("ckg:acronym")
_STATUSES = {
    "EventCancelled": Status.DENIED,
    "EventPostponed": Status.PLANNED,
    "EventRescheduled": Status.PLANNED,
}
_TITLE = iri("schema:jobTitle")
_EMPLOYERS = tuple(map(iri, ("schema:worksFor", "schema:affiliation")))
_ADDRESS_PARTS = tuple(map(iri, ("schema:addressLocality", "schema:addressRegion", "schema:addressCountry")))
_CODE = re.compile(r"[A-Z]{2,3}")
_ADDRESS, _WITHIN = iri("schema:address"), iri("schema:containedInPlace")


class Reader:
    """What is known of a graph while it is read; ``used`` are the subjects and properties that told something."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.collector = Collector()
        self.types = _Types(graph)
        self.used: set[tuple[str, str]] = set()

    def find_things(self) -> None:
        """Note everything that has a type of the contract and a name."""
        for subject in self.graph.subjects:
            kind = self.types.of(subject)
            if kind and not self._add(subject, kind):
                self.collector.left[f"{kind.value} without a name"] += 1

    def _add(self, subject: str, kind: EntityType) -> bool:
        graph = self.graph
        given, family = graph.first(subject, *_GIVEN), graph.first(subject, *_FAMILY)
        names = graph.texts(subject, *NAMES)
        if not names and given and family:
            self.used |= {(subject, name) for name in (*_GIVEN, *_FAMILY)}
            names = [f"{given} {family}"]
        if not names and kind is EntityType.INCIDENT:
            names = [f"Incident {subject.rstrip('/#').rpartition('/')[2].rpartition('#')[2]}"]
        own = "" if subject.startswith(("_:", BASE)) else subject
        links = [link(value) for value in (own, *graph.nodes(subject, *LINKS), *graph.texts(subject, *LINKS))]
        self.used.add((subject, _ACRONYM))
        return self.collector.add(
            subject,
            kind,
            (*names, *graph.texts(subject, *OTHER_NAMES)),
            links,
            graph.texts(subject, _ACRONYM),
        )

    def named(self, value: Value, kind: EntityType) -> str:
        """Give the id of what a value stands for: a node, or a name of a thing of the given type; empty for neither."""
        if value.node:
            return value.text
        id_ = f"{kind}:{clean(value.text)}"
        return id_ if self.collector.add(id_, kind, [value.text]) else ""

    def say(
        self, predicate: str, ends: tuple[str, str], origin: tuple[str, str], *,
        qualifier: str = "", represents: str = "", status: Status | None = None,
    ) -> bool:  # fmt: skip
        """State a fact that a property of a subject tells.

        :param origin: that subject and that property.
        :param status: as the graph tells; None where only the event tells, if any is spoken of.
        """
        self.used.add(origin)
        how = status or next((s for end in ends if (s := self._event_status(end))), Status.ASSERTED)
        where = " ".join([*([] if origin[0].startswith(("_:", BASE)) else [origin[0]]), short_iri(origin[1])])
        statement = Statement(ends[0], predicate, ends[1], "", qualifier, represents, how)
        return self.collector.say(statement, where, f"statement with {short_iri(origin[1])}")

    def _event_status(self, node: str) -> Status | None:
        told = [value.text for value in self.graph.all(node, _STATUS)]
        return next((_STATUSES[t] for v in told if (t := v.rpartition("/")[2]) in _STATUSES), None)

    def read_statements(self) -> None:
        """Read every property that is a predicate of the contract, then dates and kinds."""
        for subject, name, value in self.graph.triples():
            known = PROPERTIES.get(name)
            if known is not None and self.types.of(subject) is not None:
                self._read(subject, name, value, known)
        for subject in self.graph.subjects:
            self._read_kind(subject)
            for date, names in event_dates(self.graph, subject, self.types.of(subject)):
                self.used |= {(subject, name) for name in names}
                kind = "incidentDate" if self.types.of(subject) is EntityType.INCIDENT else "eventDate"
                self.say(kind, (subject, date), (subject, names[0]))
        self.used |= {(subject, _STATUS) for subject in self.graph.subjects}

    def _read(self, subject: str, name: str, value: Value, known: Property) -> None:
        literal = PREDICATES[known.predicates[0]].literal
        if literal:
            self.used |= {(value.text, part) for part in AMOUNT_PARTS if value.node}
            self.say(
                known.predicates[0], (subject, literal_value(self.graph, value, literal)), (subject, name)
            )
            return
        if name == iri("schema:location"):
            targets = [(place, "") for place in self._places(value)]
        else:
            targets = list(self._through_roles(name, value, known))
        for target, qualifier in targets:
            ends = (target, subject) if known.inverse else (subject, target)
            fitting = next(
                (p for p in known.predicates if self.collector.fits(p, *ends)), known.predicates[0]
            )
            title = self._title(ends[0], name) if fitting == "affiliatedWith" else ""
            post = "holdsPost" if title or (qualifier and fitting == "affiliatedWith") else fitting
            self.say(post, ends, (subject, name), qualifier=qualifier or title)

    def _through_roles(self, name: str, value: Value, known: Property) -> Iterator[tuple[str, str]]:
        """Follow a value to the thing it leads to, through a role that stands between, with the role's name.

        Source: https://schema.org/Role
        """
        inner = self.graph.all(value.text, name) if value.node and self.types.is_role(value.text) else []
        title = ""
        if inner:
            names = (iri("schema:roleName"), iri("schema:namedPosition"))
            title = next((v.text for v in self.graph.all(value.text, *names) if not v.node), "")
            self.used |= {(value.text, other) for other in (name, *names)}
        for one in inner or [value]:
            kind = self.types.of(one.text) if one.node else self._only_type(known)
            if kind:
                yield self.named(one, kind), title
            else:
                yield one.text, title

    @staticmethod
    def _only_type(known: Property) -> EntityType | None:
        """Give the type that the value of a property must have; None where it may have several."""
        ends = [PREDICATES[p].domain if known.inverse else PREDICATES[p].range for p in known.predicates]
        allowed = frozenset().union(*ends)
        return next(iter(allowed)) if len(allowed) == 1 else None

    def _title(self, person: str, name: str) -> str:
        """Give the post of a person who has one and one employer to hold it at."""
        titles, employers = self.graph.texts(person, _TITLE), self.graph.all(person, *_EMPLOYERS)
        if name not in _EMPLOYERS or len(titles) != 1 or len(employers) != 1:
            return ""
        self.used.add((person, _TITLE))
        return titles[0]

    def _places(self, value: Value, depth: int = 3) -> Iterator[str]:
        """Give the place of an event and, each for itself, the town and the country that it says it lies in."""
        if not value.node or self.types.of(value.text) is EntityType.PLACE:
            yield self.named(value, EntityType.PLACE)
        if not value.node or depth == 0:
            return
        for part in self.graph.all(value.text, *_ADDRESS_PARTS):
            if not part.node and _CODE.fullmatch(part.text):
                self.collector.left["country given by its code"] += 1
            elif not part.node or self.types.of(part.text) is EntityType.PLACE:
                yield self.named(part, EntityType.PLACE)
        self.used |= {(value.text, part) for part in (*_ADDRESS_PARTS, _WITHIN)}
        for inner in self.graph.all(value.text, _ADDRESS, _WITHIN):
            if inner.node:
                self.used.add((value.text, _ADDRESS))
                yield from self._places(inner, depth - 1)

    def _read_kind(self, subject: str) -> None:
        if self.types.of(subject) is not EntityType.INCIDENT or self.graph.texts(
            subject, vocab.INCIDENT_TYPE
        ):
            return
        for name in (vocab.RDF_TYPE, vocab.SEM_EVENT_TYPE):
            for value in self.graph.nodes(subject, name):
                if value in INCIDENT_KINDS:
                    self.say("incidentType", (subject, INCIDENT_KINDS[value]), (subject, name))

    def count_left(self) -> None:
        """Count the statements that told nothing, by property."""
        self.collector.left["quoted statement"] += self.graph.quoted
        left = Counter(
            f"statement with {short_iri(name)}"
            for subject, name, _ in self.graph.triples()
            if name not in _SILENT and (subject, name) not in self.used
        )
        self.collector.left.update(left)
        self.collector.left = +self.collector.left


class _Types:
    """What the nodes of a graph are: by their classes, else by the only type that their properties leave them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[str, EntityType] = {}
        for subject in graph.subjects:
            classes = graph.nodes(subject, vocab.RDF_TYPE)
            found = next((kind for name in classes if (kind := type_of_class(name))), None)
            if found:
                self._known[subject] = found
        for _ in range(2):  # what was told in the first round tells on in the second
            self._known |= self._told_by_properties()

    def of(self, node: str) -> EntityType | None:
        """Give the type of a node; None where nothing tells."""
        return self._known.get(node)

    def is_role(self, node: str) -> bool:
        """Tell whether a node is a role of schema.org, which stands between two things."""
        classes = (normal_iri(name) for name in self._graph.nodes(node, vocab.RDF_TYPE))
        return any(name.startswith(vocab.PREFIXES["schema"]) and name.endswith("Role") for name in classes)

    def _told_by_properties(self) -> dict[str, EntityType]:
        possible: dict[str, frozenset[EntityType]] = {}
        for subject, name, value in self._graph.triples():
            known = PROPERTIES.get(name)
            if known is None or not value.node:
                continue
            ends = (value.text, subject) if known.inverse else (subject, value.text)
            fitting = [
                p for p in map(PREDICATES.__getitem__, known.predicates) if self._may(ends[0], p.domain)
            ]
            fitting = [p for p in fitting if self._may(ends[1], p.range)]
            for end, allowed in zip(
                ends, ([p.domain for p in fitting], [p.range for p in fitting]), strict=True
            ):
                if end not in self._known and not self.is_role(end):
                    options = frozenset().union(*allowed)
                    possible[end] = possible.get(end, options) & options
        return {node: next(iter(kinds)) for node, kinds in possible.items() if len(kinds) == 1}

    def _may(self, node: str, allowed: frozenset[EntityType]) -> bool:
        return node not in self._known or self._known[node] in allowed
