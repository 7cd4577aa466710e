"""The readers that use the network: by itself, and together with the rules, which is how cyberkg reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cyberkg.learned.candidate import Candidate
from cyberkg.learned.candidates import propose
from cyberkg.learned.decode import decode
from cyberkg.learned.judge import load_judge
from cyberkg.learned.network import Network, load_network
from cyberkg.learned.single import without_others
from cyberkg.learned.tenses import in_time
from cyberkg.model import Claim, Document, Literal, Reading, Referent
from cyberkg.reading.language import DEFAULT_MODEL, load_language
from cyberkg.reading.reader import RuleReader, open_scene, with_represented, without_weaker
from cyberkg.terms import EntityType

__all__ = ["LearnedReader", "candidates_of"]


@dataclass(frozen=True, slots=True)
class LearnedReader:
    """Reads a document by the network and, unless told otherwise, by the rules beside it.

    :param model: the spaCy model that the rules parse with.
    :param ruled: False to leave the rules' facts out; their names and dates stay hints to the network.
    """

    model: str = DEFAULT_MODEL
    ruled: bool = True

    @property
    def name(self) -> str:
        """Name and version of the network, the rules and their model."""
        rules = RuleReader(self.model).name
        return (
            f"{load_network().name}, {rules}"
            if self.ruled
            else f"{load_network().name} ({load_language(self.model).name})"
        )

    def read(self, document: Document) -> Reading:
        """Read one document: its referents and claims, each with its sentence and a calibrated confidence."""
        candidates, referents = candidates_of(document, self.model, ruled=self.ruled)
        judge = load_judge()
        weighed = [(c, judge.chance(c)) for c in candidates]
        kept = [(c, chance) for c, chance in weighed if chance >= judge.least]
        persons = {key for key, r in referents.items() if r.type is EntityType.PERSON}
        claims = with_represented(without_weaker(_claims(_without_unhurt(without_others(kept)))), persons)
        used = {k for c in claims for k in (c.subject, c.object, c.represents) if isinstance(k, str) and k}
        ordered = sorted(
            claims, key=lambda c: (c.evidence, c.subject, c.predicate, str(c.object), c.qualifier)
        )
        return Reading(
            document.name,
            self.name,
            tuple(sorted((r for k, r in referents.items() if k in used), key=lambda r: r.key)),
            tuple(ordered),
        )


def candidates_of(
    document: Document, model: str = DEFAULT_MODEL, *, ruled: bool = True, network: Network | None = None
) -> tuple[list[Candidate], dict[str, Referent]]:
    """All that the network and the rules propose for a document, and the referents it speaks of.

    :param network: another one than the package ships.
    """
    scene = open_scene(document, model)
    found = decode(scene, network or load_network())  # before the rules, which add to the scene
    rules = RuleReader(model).read_scene(scene) if ruled else Reading(document.name, "")
    candidates, referents = propose(scene, found, rules)
    types = {key: referent.type for key, referent in referents.items()}
    return list(in_time(candidates, types, document.date)), referents


def _without_unhurt(kept: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Leave out the victims of what is a vulnerability and nothing else: a hole that nobody used has hurt nobody."""
    types: dict[str, set[str]] = {}
    for candidate, _ in kept:
        if candidate.predicate == "incidentType" and isinstance(candidate.object, Literal):
            types.setdefault(candidate.subject, set()).add(candidate.object.value)
    return [
        (c, chance)
        for c, chance in kept
        if c.predicate != "victim" or types.get(c.subject) != {"vulnerability"}
    ]


def _claims(kept: Sequence[tuple[Candidate, float]]) -> Iterator[Claim]:
    for candidate, chance in kept:
        for title in candidate.titles or ("",):
            is_post = candidate.predicate == "holdsPost"
            yield Claim(
                subject=candidate.subject,
                predicate="affiliatedWith" if is_post and not title else candidate.predicate,
                object=candidate.object,
                evidence=candidate.evidence,
                status=candidate.status,
                qualifier=title,
                represents=candidate.represents,
                confidence=chance,
            )
