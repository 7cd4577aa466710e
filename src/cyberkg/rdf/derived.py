"""What a flat triple of the contract also says in public words: the alignments that a graph spells out.

The ontology says the same by ``ckg:derives``, ``ckg:derivesInverse`` and ``ckg:givesRole``; a test keeps
the two in step.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

import pyoxigraph as ox

from cyberkg.model import Iri
from cyberkg.rdf import vocab
from cyberkg.rdf.values import Triple, date_term, day_bounds, node
from cyberkg.terms import INCIDENT_TYPES

__all__ = ["DATED", "DIRECT", "INCIDENT_CONCEPTS", "INVERSE", "ROLES", "derive", "predicate_iri"]

DIRECT = MappingProxyType(
    {
        vocab.AFFILIATED_WITH: vocab.SCHEMA_AFFILIATION,
        vocab.HOLDS_POST: vocab.ORG_MEMBER_OF,
        vocab.MEMBER_OF: vocab.ORG_MEMBER_OF,
        vocab.PART_OF: vocab.ORG_SUB_ORGANIZATION_OF,
        vocab.EVENT_PLACE: vocab.SCHEMA_LOCATION,
        vocab.SUB_EVENT_OF: vocab.SCHEMA_SUPER_EVENT,
    }
)
INVERSE = MappingProxyType(
    {
        vocab.ATTENDED: vocab.SCHEMA_ATTENDEE,
        vocab.SPOKE_AT: vocab.SCHEMA_PERFORMER,
        vocab.ORGANISED: vocab.SCHEMA_ORGANIZER,
        vocab.SUPPORTED: vocab.SCHEMA_SPONSOR,
        vocab.OFFICIATED: vocab.SEM_HAS_ACTOR,
        vocab.PUBLISHED: vocab.SCHEMA_PUBLISHER,
    }
)
DATED = frozenset({vocab.EVENT_DATE, vocab.INCIDENT_DATE})
ROLES = MappingProxyType(
    {
        vocab.ATTENDED: vocab.ROLE_ATTENDEE,
        vocab.SPOKE_AT: vocab.ROLE_SPEAKER,
        vocab.ORGANISED: vocab.ROLE_ORGANISER,
        vocab.SUPPORTED: vocab.ROLE_SUPPORTER,
        vocab.OFFICIATED: vocab.ROLE_OFFICIATING_GUEST,
    }
)
INCIDENT_CONCEPTS = MappingProxyType(
    {name: Iri(f"{vocab.PREFIXES['ckg']}incident-{name}") for name in INCIDENT_TYPES}
)


def predicate_iri(name: str) -> Iri:
    """Give the property of the ontology for a predicate of the contract."""
    return Iri(vocab.PREFIXES["ckg"] + name)


def derive(triple: Triple) -> Iterator[Triple]:
    """Yield the public triples that a flat triple implies, in a fixed order.

    A date gives the start and the end as precise as the text, and the first and the last day that it can
    mean; an incident type leads to its concept.
    """
    subject, predicate, value = triple
    name = Iri(predicate.value)
    if name in DIRECT:
        yield subject, node(DIRECT[name]), value
    elif name in INVERSE and isinstance(value, ox.NamedNode):
        yield value, node(INVERSE[name]), subject
    elif name in DATED:
        yield from _dates(subject, value.value)
    elif name == vocab.INCIDENT_TYPE and value.value in INCIDENT_CONCEPTS:
        yield subject, node(vocab.SEM_EVENT_TYPE), node(INCIDENT_CONCEPTS[value.value])


def _dates(subject: ox.NamedNode, date: str) -> Iterator[Triple]:
    bounds = day_bounds(date)
    if bounds is None:
        return
    start, _, end = date.partition("/")
    yield subject, node(vocab.SCHEMA_START_DATE), date_term(start)
    yield subject, node(vocab.SCHEMA_END_DATE), date_term(end or start)
    yield subject, node(vocab.SEM_HAS_EARLIEST_BEGIN_TIME_STAMP), date_term(bounds[0].isoformat())
    yield subject, node(vocab.SEM_HAS_LATEST_END_TIME_STAMP), date_term(bounds[1].isoformat())
