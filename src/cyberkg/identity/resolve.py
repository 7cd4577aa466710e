"""The conductor: readings in, things and facts out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cyberkg.ident import DEFAULT_BASE
from cyberkg.identity import naming
from cyberkg.identity.choices import Choices, Finder, choose, name_key
from cyberkg.identity.context import Resolved
from cyberkg.identity.decision_file import Waiting, cite
from cyberkg.identity.decisions import Decision, Decisions
from cyberkg.identity.facts import facts_of
from cyberkg.identity.gather import Node, NodeKey, gather
from cyberkg.identity.labels import aliases, described_label, incident_label, label
from cyberkg.identity.matching import Matched, Reason, match
from cyberkg.model import Document, Entity, Fact, Iri, Merge, Reading, merge_key
from cyberkg.terms import EntityType

__all__ = ["Resolution", "resolve"]

# Each pass leans on those before it: persons on employers and events, incidents on victims.
_PASSES = (
    EntityType.PLACE,
    EntityType.ORGANISATION,
    EntityType.WORK,
    EntityType.EVENT,
    EntityType.PERSON,
    EntityType.INCIDENT,
)
# Things that are called by what is told of them where they have no name.
_LABELS = {
    EntityType.EVENT: described_label,
    EntityType.WORK: described_label,
    EntityType.INCIDENT: incident_label,
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What readings come to.

    :param entities: one for each thing, by IRI.
    :param facts: one for each thing a document says, by document, subject, predicate and object.
    :param merges: why each referent is where it is, and which pairs are in doubt; sorted.
    :param warnings: decisions that could not be followed, one line each.
    :param waiting: decisions with names that nothing goes by.
    """

    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    merges: tuple[Merge, ...] = ()
    warnings: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()


def resolve(
    readings: Sequence[Reading],
    documents: Sequence[Document],
    decisions: Decisions,
    *,
    base: str = DEFAULT_BASE,
) -> Resolution:
    """Find the things that readings speak of, and state their facts over them.

    The order of the arguments makes no difference to what comes out.

    :param documents: those that were read; their dates and texts help to tell things apart.
    :param decisions: what the user decided; these rule.
    :param base: where IRIs of things begin.
    :raises CyberkgError: where a claim names a referent that its reading does not have.
    :raises InputError: where decisions contradict each other, or give one IRI to two things.
    """
    gathered = gather(readings, documents)
    resolved = Resolved(gathered)
    own = {node.key: naming.alone(node, resolved, base) for node in gathered.nodes}
    finder = Finder(gathered.nodes, lambda: naming.known_by(gathered.nodes, own), decisions.same)
    choices = choose(gathered, decisions, finder)
    passes = []
    for kind in _PASSES:
        passes.append(match(kind, resolved, choices))
        resolved.add(passes[-1].things)
    things = [thing for found in passes for thing in found.things]
    finishing = _Finishing(things, finder, base)
    given = naming.iris(things, own, finishing.pins(decisions.iris))
    iris = {node.key: given[i] for i, thing in enumerate(things) for node in thing}
    heads = frozenset(key for found in passes for key in found.heads)
    old = naming.former(things, own, given, heads)
    entities = _entities(things, given, old, resolved, finishing.labels(decisions.labels))
    entities = finishing.linked(entities, decisions.links)
    return Resolution(
        entities=tuple(sorted(entities, key=lambda e: e.iri)),
        facts=facts_of(gathered, iris),
        merges=tuple(sorted(_merges(passes, choices, gathered.nodes, iris), key=merge_key)),
        warnings=(*choices.warnings, *finishing.warnings),
        waiting=(*choices.waiting, *finishing.waiting),
    )


def _entities(
    things: Sequence[Sequence[Node]],
    given: Sequence[Iri],
    old: Sequence[tuple[Iri, ...]],
    resolved: Resolved,
    labels: Mapping[int, str],
) -> list[Entity]:
    """Make an entity of each thing; ``labels`` are what the user calls some of them, by index."""
    shown: dict[str, str] = {}
    found = []
    for i, (nodes, iri, others) in enumerate(zip(things, given, old, strict=True)):
        kind = nodes[0].referent.type
        usual = _LABELS[kind](nodes, resolved, shown) if kind in _LABELS else label(nodes)
        chosen = labels.get(i, usual)
        shown[resolved.ref(nodes[0].key).id] = chosen
        names, short = aliases(nodes, usual)
        if chosen != usual and kind is not EntityType.INCIDENT:  # what it was called is another name
            names = tuple(sorted({*names, usual} - {chosen}))
        found.append(
            Entity(
                iri=iri,
                type=kind,
                label=chosen,
                aliases=names,
                acronyms=short,
                documents=tuple(sorted({n.document for n in nodes})),
                links=_links(nodes, iri, others),
                former=others,
            )
        )
    return found


def _links(nodes: Sequence[Node], iri: Iri, former: Sequence[Iri]) -> tuple[Iri, ...]:
    """Give the IRIs of a thing elsewhere, in another graph for one; those that lead to it here are none."""
    found = {link for n in nodes for link in (*n.referent.links, n.referent.iri) if link}
    return tuple(sorted(found - {iri, *former}))


class _Finishing:
    """Decisions that speak of one finished thing: its IRI, its label, its links."""

    def __init__(self, things: Sequence[Sequence[Node]], finder: Finder, base: str) -> None:
        self._thing_of = {node.key: i for i, thing in enumerate(things) for node in thing}
        self._finder = finder
        self._base = base
        self.warnings: list[str] = []
        self.waiting: list[Waiting] = []

    def _each(self, decisions: Sequence[Decision]) -> Iterator[tuple[int, Decision]]:
        """Yield the thing that each decision names; warn where it names several, note where it names none."""
        for decision in decisions:
            name = decision.names[0]
            nodes = self._finder.find_called(name, decision.type)
            found = sorted({self._thing_of[n.key] for n in nodes})
            if len(found) > 1:  # the name in full of one may be another name of others
                full = [
                    n for n in nodes if name_key(n.referent.type, n.name) == name_key(n.referent.type, name)
                ]
                found = sorted({self._thing_of[n.key] for n in full}) or found
            if len(found) == 1:
                yield found[0], decision
            elif found:
                self.warnings.append(
                    f"{decision.where}: {len(found)} things are called {name}; give the IRI of one"
                )
            else:
                self.waiting.append(Waiting((name,), decision.where))

    def pins(self, decisions: Sequence[Decision]) -> dict[int, tuple[Iri, Decision]]:
        """Give the IRIs the user gave, by thing."""
        found = {}
        for thing, decision in self._each(decisions):
            value = decision.values[0]
            found[thing] = (Iri(value if "://" in value else f"{self._base}{value}"), decision)
        return found

    def labels(self, decisions: Sequence[Decision]) -> dict[int, str]:
        """Give what the user calls things, by thing."""
        return {thing: decision.values[0] for thing, decision in self._each(decisions)}

    def linked(self, entities: Sequence[Entity], decisions: Sequence[Decision]) -> list[Entity]:
        """Add the user's links to things elsewhere."""
        found = list(entities)
        for thing, decision in self._each(decisions):
            links = {*found[thing].links, *map(Iri, decision.values)}
            found[thing] = replace(found[thing], links=tuple(sorted(links)))
        return found


def _merges(
    passes: Sequence[Matched], choices: Choices, nodes: Sequence[Node], iris: Mapping[NodeKey, Iri]
) -> Iterator[Merge]:
    for found in passes:
        for reason in found.reasons:
            yield _merge(reason, "same", iris)
        for reason in found.unsure:
            yield _merge(reason, "unsure", iris)
    known = {node.key: node for node in nodes}
    for one, other, where in choices.different:
        yield Merge(
            entity=iris[other],
            document=other[0],
            name=known[other].name,
            other=known[one].name,
            verdict="different",
            score=0.0,
            reason=f"{cite(where)} says so",
            by="user",
        )


def _merge(reason: Reason, verdict: str, iris: Mapping[NodeKey, Iri]) -> Merge:
    return Merge(
        entity=iris[reason.node.key],
        document=reason.node.document,
        name=reason.node.name,
        other=reason.other.name,
        verdict=verdict,
        score=round(reason.comparison.score, 3),
        reason=f"{reason.comparison.reason} (in {reason.other.document})",
        by=reason.by,
    )
