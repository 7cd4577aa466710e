"""A fact as triples: the claim with its sentence, and what follows from it if the sentence vouches for it.

A claim's IRI comes from what it says and where (document, subject, predicate, object, qualifier, status), not
from its wording, offsets, confidence or reader, so that it outlives an edit of the text and a better reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from types import MappingProxyType

import pyoxigraph as ox

from cyberkg.errors import CyberkgError
from cyberkg.model import Document, Evidence, Fact, Iri, Literal
from cyberkg.rdf import vocab
from cyberkg.rdf.derived import ROLES, derive, predicate_iri
from cyberkg.rdf.iris import document_iri, node_iri, sentence_iri
from cyberkg.rdf.order import fact_key
from cyberkg.rdf.values import Triple, decimal_term, describe_amount, node, number_term, text, value_term
from cyberkg.terms import PREDICATES, Marking, Status

__all__ = [
    "FLAT_STATUSES",
    "MARKING_CONCEPTS",
    "STATUS_CONCEPTS",
    "fact_triples",
    "reader_triples",
    "shared_triples",
]

STATUS_CONCEPTS = MappingProxyType(
    {status: Iri(f"{vocab.PREFIXES['ckg']}status-{status}") for status in Status}
)
MARKING_CONCEPTS = MappingProxyType(
    {marking: Iri(f"{vocab.PREFIXES['ckg']}marking-{marking.replace('+', '-')}") for marking in Marking}
)
FLAT_STATUSES = frozenset({Status.ASSERTED, Status.REPORTED})
_RESTING = frozenset({*ROLES, vocab.HOLDS_POST})


def fact_triples(facts: Iterable[Fact], base: str, document: Document) -> Iterator[Triple]:
    """Yield all triples of the facts of one document, in the order of the facts.

    What several facts share comes once for each of them, apart from their sentence and their reading.

    :raises CyberkgError: where a fact does not fit its predicate: an unknown predicate, a node where a
        literal belongs, a literal of another kind.
    :raises InputError: where an IRI or a text cannot be written in RDF.
    """
    ordered = sorted(facts, key=fact_key)
    quotes = _first_quotes(fact.evidence for fact in ordered)
    told: set[Iri] = set()
    for fact, claim in _named(ordered, base):
        place = fact.evidence
        source = document_iri(base, place.document)
        sentence = sentence_iri(source, place, quoted=quotes[place.start, place.end] != place.quote)
        reading = node_iri(base, "reading", place.document, fact.reader)
        value = _object(fact, base)
        yield from _claim(fact, claim, value, node(sentence), node(reading), node(source))
        if reading not in told:
            yield from _reading(node(reading), node(source), fact.reader, base)
        yield from _amount(fact, value)
        if marking := document.marking_at(place.start, place.end):
            yield claim, node(vocab.MARKING), node(MARKING_CONCEPTS[marking])
        if sentence not in told:
            yield from _sentence(place, sentence, node(source))
        told |= {reading, sentence}
        yield from _flat(fact, value)
        yield from _resting(fact, claim, base)


def shared_triples(facts: Iterable[Fact], base: str) -> Iterator[Triple]:
    """Yield those of ``fact_triples`` whose subject another document may speak of too: no claims, no sentences.

    :raises CyberkgError: as ``fact_triples`` does; ``InputError`` too.
    """
    ordered = sorted(facts, key=fact_key)
    for document, reader in dict.fromkeys((fact.evidence.document, fact.reader) for fact in ordered):
        reading = node(node_iri(base, "reading", document, reader))
        yield from _reading(reading, node(document_iri(base, document)), reader, base)
    for fact in ordered:
        value = _object(fact, base)
        yield from _amount(fact, value)
        yield from _flat(fact, value)
    # Facts of one claim have one predicate, so that the numbers of these are what they are among all facts.
    for fact, claim in _named((f for f in ordered if predicate_iri(f.predicate) in _RESTING), base):
        yield from _resting(fact, claim, base)


def _named(ordered: Iterable[Fact], base: str) -> Iterator[tuple[Fact, ox.NamedNode]]:
    """Give each fact its claim's node; of those that say the same in one place, all but the first have a number."""
    counts: Counter[Iri] = Counter()
    for fact in ordered:
        identity = _claim_iri(fact, base)
        counts[identity] += 1
        yield fact, node(identity if counts[identity] == 1 else f"{identity}-{counts[identity]}")


def _first_quotes(places: Iterable[Evidence]) -> dict[tuple[int, int], str]:
    """Give the quote that owns the plain IRI of a span; a text has one quote there, a mistake more."""
    quotes: dict[tuple[int, int], str] = {}
    for place in places:
        span = place.start, place.end
        quotes[span] = min(quotes.get(span, place.quote), place.quote)
    return quotes


def _claim_iri(fact: Fact, base: str) -> Iri:
    value, kind = (
        (fact.object.value, fact.object.kind.value) if isinstance(fact.object, Literal) else (fact.object, "")
    )
    said = (fact.subject, fact.predicate, kind, value, fact.qualifier, fact.status.value)
    return node_iri(base, "claim", fact.evidence.document, *said)


def _object(fact: Fact, base: str) -> ox.NamedNode | ox.Literal:
    predicate = PREDICATES.get(fact.predicate)
    if predicate is None:
        raise CyberkgError(
            f"{fact.predicate!a} is no predicate of the contract", where=fact.evidence.document
        )
    found = fact.object.kind if isinstance(fact.object, Literal) else None
    if found is not predicate.literal:
        wanted = predicate.literal or "an entity"
        raise CyberkgError(
            f"{fact.predicate} wants {wanted}, not {found or 'an entity'}", where=fact.evidence.document
        )
    return (
        value_term(base, fact.object.kind, fact.object.value)
        if isinstance(fact.object, Literal)
        else node(fact.object)
    )


def _claim(
    fact: Fact,
    claim: ox.NamedNode,
    value: ox.NamedNode | ox.Literal,
    sentence: ox.NamedNode,
    reading: ox.NamedNode,
    document: ox.NamedNode,
) -> Iterator[Triple]:
    yield claim, node(vocab.RDF_TYPE), node(vocab.CLAIM)
    yield claim, node(vocab.RDF_SUBJECT), node(fact.subject)
    yield claim, node(vocab.RDF_PREDICATE), node(predicate_iri(fact.predicate))
    yield claim, node(vocab.RDF_OBJECT), value
    if fact.qualifier:
        yield claim, node(vocab.QUALIFIER), text(fact.qualifier)
    if fact.represents is not None:
        yield claim, node(vocab.REPRESENTS), node(fact.represents)
    yield claim, node(vocab.STATUS), node(STATUS_CONCEPTS[fact.status])
    yield claim, node(vocab.CONFIDENCE), decimal_term(fact.confidence)
    yield claim, node(vocab.PROV_WAS_QUOTED_FROM), document
    yield claim, node(vocab.PROV_WAS_GENERATED_BY), reading
    yield claim, node(vocab.EVIDENCE), sentence


def _amount(fact: Fact, value: ox.NamedNode | ox.Literal) -> Iterator[Triple]:
    if isinstance(fact.object, Literal) and isinstance(value, ox.NamedNode):
        yield from describe_amount(value, fact.object.kind, fact.object.value)


def _reading(reading: ox.NamedNode, document: ox.NamedNode, name: str, base: str) -> Iterator[Triple]:
    yield reading, node(vocab.RDF_TYPE), node(vocab.READING)
    yield reading, node(vocab.PROV_USED), document
    yield reading, node(vocab.PROV_WAS_ASSOCIATED_WITH), node(node_iri(base, "reader", name))
    yield from reader_triples(name, base)


def reader_triples(name: str, base: str) -> Iterator[Triple]:
    """Yield all that is said of a reader: the same in every document that it read."""
    reader = node(node_iri(base, "reader", name))
    yield reader, node(vocab.RDF_TYPE), node(vocab.PROV_AGENT)
    yield reader, node(vocab.RDFS_LABEL), text(name)


def _sentence(place: Evidence, sentence: Iri, document: ox.NamedNode) -> Iterator[Triple]:
    passage, position, quote = node(sentence), node(f"{sentence};position"), node(f"{sentence};quote")
    yield passage, node(vocab.RDF_TYPE), node(vocab.OA_SPECIFIC_RESOURCE)
    yield passage, node(vocab.OA_HAS_SOURCE), document
    yield passage, node(vocab.OA_HAS_SELECTOR), position
    yield passage, node(vocab.OA_HAS_SELECTOR), quote
    yield position, node(vocab.RDF_TYPE), node(vocab.OA_TEXT_POSITION_SELECTOR)
    yield position, node(vocab.OA_START), number_term(str(place.start))
    yield position, node(vocab.OA_END), number_term(str(place.end))
    yield quote, node(vocab.RDF_TYPE), node(vocab.OA_TEXT_QUOTE_SELECTOR)
    yield quote, node(vocab.OA_EXACT), text(place.quote)


def _flat(fact: Fact, value: ox.NamedNode | ox.Literal) -> Iterator[Triple]:
    if fact.status in FLAT_STATUSES:
        flat = node(fact.subject), node(predicate_iri(fact.predicate)), value
        yield flat
        yield from derive(flat)


def _resting(fact: Fact, claim: ox.NamedNode, base: str) -> Iterator[Triple]:
    """Yield what rests on a claim: who took part and how, who held a post."""
    name = predicate_iri(fact.predicate)
    if name in ROLES:
        yield from _participation(fact, claim, ROLES[name], base)
    elif name == vocab.HOLDS_POST:
        yield from _tenure(fact, claim, base)


def _participation(fact: Fact, claim: ox.NamedNode, role: Iri, base: str) -> Iterator[Triple]:
    event = _object(fact, base)
    parts = (fact.subject, event.value, role, fact.represents or "", fact.status.value)
    part = node(node_iri(base, "participation", *parts))
    yield part, node(vocab.RDF_TYPE), node(vocab.PARTICIPATION)
    yield part, node(vocab.PARTICIPANT), node(fact.subject)
    yield part, node(vocab.AT_EVENT), event
    yield part, node(vocab.ROLE), node(role)
    if fact.represents is not None:
        yield part, node(vocab.REPRESENTS), node(fact.represents)
    yield part, node(vocab.STATUS), node(STATUS_CONCEPTS[fact.status])
    yield part, node(vocab.RESTS_ON), claim


def _tenure(fact: Fact, claim: ox.NamedNode, base: str) -> Iterator[Triple]:
    organisation = _object(fact, base)
    tenure = node(
        node_iri(base, "tenure", fact.subject, organisation.value, fact.qualifier, fact.status.value)
    )
    yield tenure, node(vocab.RDF_TYPE), node(vocab.TENURE)
    yield tenure, node(vocab.ORG_MEMBER), node(fact.subject)
    yield tenure, node(vocab.ORG_ORGANIZATION_PROPERTY), organisation
    if fact.qualifier:
        yield tenure, node(vocab.POST_TITLE), text(fact.qualifier)
    yield tenure, node(vocab.STATUS), node(STATUS_CONCEPTS[fact.status])
    yield tenure, node(vocab.RESTS_ON), claim
