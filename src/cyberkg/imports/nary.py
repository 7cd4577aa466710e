"""What stands between two things in a foreign graph: memberships, posts, roles during an event."""

from __future__ import annotations

from collections.abc import Iterator

from cyberkg.imports.alignment import ROLE_PREDICATES, iri
from cyberkg.imports.public import Reader
from cyberkg.rdf import vocab
from cyberkg.rdf.claims import STATUS_CONCEPTS
from cyberkg.terms import EntityType, Status

__all__ = ["read_nary"]

_MEMBER, _ORGANISATION = vocab.ORG_MEMBER, vocab.ORG_ORGANIZATION_PROPERTY
_ROLE, _POST_TITLE = iri("org:role"), vocab.POST_TITLE
_HOLDS, _HELD_BY, _IN, _HAS_POST = (iri(f"org:{name}") for name in ("holds", "heldBy", "postIn", "hasPost"))
_LABELS = (vocab.SKOS_PREF_LABEL, vocab.RDFS_LABEL, iri("schema:name"), iri("dcterms:title"))
_PARTICIPANT = (vocab.PARTICIPANT, iri("conf:isHeldBy"))
_DURING = (vocab.AT_EVENT, iri("conf:during"))
_WITH_ROLE = (vocab.ROLE, iri("conf:withRole"))
_STATUSES = {str(concept): status for status, concept in STATUS_CONCEPTS.items()}
# Words for roles of other graphs, by what they contain; the first that is found counts.
_ROLE_WORDS = (
    ("speak", "spokeAt"), ("keynote", "spokeAt"), ("panel", "spokeAt"), ("present", "spokeAt"),
    ("moderat", "spokeAt"), ("organi", "organised"), ("host", "organised"), ("sponsor", "supported"),
    ("support", "supported"), ("partner", "supported"), ("officiat", "officiated"), ("honour", "officiated"),
    ("attend", "attended"), ("delegate", "attended"), ("participant", "attended"),
)  # fmt: skip


def read_nary(reader: Reader) -> None:
    """State what memberships, posts and participations tell."""
    for subject in reader.graph.subjects:
        if reader.graph.all(subject, _MEMBER) and reader.graph.all(subject, _ORGANISATION):
            _read_membership(reader, subject)
        if reader.graph.all(subject, *_PARTICIPANT) and reader.graph.all(subject, *_DURING):
            _read_participation(reader, subject)
    for person, post in dict.fromkeys(_holders(reader)):
        _read_post(reader, person, post)


def _status(reader: Reader, subject: str) -> Status | None:
    told = reader.graph.nodes(subject, vocab.STATUS)
    reader.used.add((subject, vocab.STATUS))
    return _STATUSES.get(told[0]) if told else None


def _label(reader: Reader, node: str) -> str:
    return reader.graph.first(node, *_LABELS)


def _read_membership(reader: Reader, subject: str) -> None:
    graph, status = reader.graph, _status(reader, subject)
    titles = [
        t
        for v in graph.all(subject, _POST_TITLE, _ROLE)
        if (t := _label(reader, v.text) if v.node else v.text)
    ]
    reader.used |= {(subject, name) for name in (_MEMBER, _ORGANISATION, _ROLE, _POST_TITLE, vocab.RESTS_ON)}
    for member in graph.nodes(subject, _MEMBER):
        person = reader.types.of(member) is EntityType.PERSON
        for organisation in graph.nodes(subject, _ORGANISATION):
            for title in titles if person and titles else [""]:
                predicate = "holdsPost" if title else "affiliatedWith" if person else "memberOf"
                reader.say(
                    predicate, (member, organisation), (subject, _MEMBER), qualifier=title, status=status
                )


def _holders(reader: Reader) -> Iterator[tuple[str, str]]:
    for subject in reader.graph.subjects:
        for name in (_HOLDS, _HELD_BY):
            for node in reader.graph.nodes(subject, name):
                reader.used.add((subject, name))
                yield (subject, node) if name == _HOLDS else (node, subject)


def _read_post(reader: Reader, person: str, post: str) -> None:
    graph = reader.graph
    within = graph.nodes(post, _IN)
    within += [o for o in graph.subjects if post in graph.nodes(o, _HAS_POST)] if not within else []
    reader.used |= {(post, _IN), (post, _ROLE)} | {(o, _HAS_POST) for o in within}
    title = _label(reader, post) or next((_label(reader, r) for r in graph.nodes(post, _ROLE)), "")
    for organisation in within:
        reader.say("holdsPost", (person, organisation), (post, _HELD_BY), qualifier=title)
    if not within:
        reader.collector.left["post that is in no organisation"] += 1


def _read_participation(reader: Reader, subject: str) -> None:
    graph, status = reader.graph, _status(reader, subject)
    roles = graph.all(subject, *_WITH_ROLE)
    words = [_label(reader, v.text) or v.text.rpartition("/")[2] if v.node else v.text for v in roles]
    known = [ROLE_PREDICATES[v.text] for v in roles if v.text in ROLE_PREDICATES]
    predicate = next(iter(known), "") or _by_words(" ".join(words))
    represents = next(iter(graph.nodes(subject, vocab.REPRESENTS)), "")
    used = (*_PARTICIPANT, *_DURING, *_WITH_ROLE, vocab.REPRESENTS, vocab.RESTS_ON)
    reader.used |= {(subject, name) for name in used}
    for participant in graph.nodes(subject, *_PARTICIPANT):
        for event in graph.nodes(subject, *_DURING):
            reader.say(
                predicate, (participant, event), (subject, _WITH_ROLE[1] if roles else _DURING[1]),
                qualifier="" if known or not words else words[0], represents=represents, status=status,
            )  # fmt: skip


def _by_words(role: str) -> str:
    return next((predicate for word, predicate in _ROLE_WORDS if word in role.lower()), "attended")
