"""The built-in reader: rules over a simplified parse, no model beyond spaCy's small one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from cyberkg.model import Claim, Document, Reading
from cyberkg.reading.attendance import read_attendance
from cyberkg.reading.discourse import Discourse, read_discourse
from cyberkg.reading.draft import Draft, Rule, Scene
from cyberkg.reading.happenings import announce_events, read_events
from cyberkg.reading.incidents import read_incidents
from cyberkg.reading.language import DEFAULT_MODEL, load_language
from cyberkg.reading.people import read_memberships, read_posts, read_representatives
from cyberkg.reading.programme import read_programme
from cyberkg.reading.sentences import read_sentences
from cyberkg.reading.status import status_of
from cyberkg.reading.works import read_works
from cyberkg.terms import PREDICATES, EntityType, Group, Status

__all__ = ["RULES", "RuleReader", "open_scene", "with_represented", "without_weaker"]

_VERSION = "1"
RULES: tuple[Rule, ...] = (
    read_posts,
    read_representatives,
    read_memberships,
    read_attendance,
    read_events,
    read_programme,
    read_works,
    read_incidents,
)


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads a document by rules.

    :param model: the spaCy model to parse with.
    """

    model: str = DEFAULT_MODEL

    @property
    def name(self) -> str:
        """Name and version of the reader and its model."""
        return f"rules {_VERSION} ({load_language(self.model).name})"

    def read(self, document: Document) -> Reading:
        """Read one document: its referents and claims, each with its sentence."""
        return self.read_scene(open_scene(document, self.model))

    def read_scene(self, scene: Scene) -> Reading:
        """Read a document that is parsed already; the scene learns what the rules find."""
        discourse = scene.discourse
        announce_events(scene)
        drafts = [draft for rule in RULES for draft in rule(scene)]
        claims = _claims(discourse, drafts)
        used = {key for claim in claims for key in claim.keys}
        referents = tuple(
            sorted((r for k, r in discourse.referents.items() if k in used), key=lambda r: r.key)
        )
        return Reading(discourse.document.name, self.name, referents, claims)


def open_scene(document: Document, model: str = DEFAULT_MODEL) -> Scene:
    """Find what a document speaks of and parse its sentences, for any reader to read.

    :param model: the spaCy model to parse with.
    """
    language = load_language(model)
    discourse = read_discourse(document, language)
    return Scene(discourse, tuple(read_sentences(discourse, language)))


def _claims(discourse: Discourse, drafts: Iterable[Draft]) -> tuple[Claim, ...]:
    """Settle drafts: types that fit the contract, a status each, one claim for each fact."""
    best: dict[tuple[object, ...], Claim] = {}
    for draft in drafts:
        if not _fits(discourse, draft):
            continue
        claim = _claim(draft)
        same = (claim.subject, claim.predicate, claim.object, claim.qualifier.casefold())
        known = best.get(same)
        if known is None or _order(claim) < _order(known):
            best[same] = claim
    persons = {k for k, r in discourse.referents.items() if r.type is EntityType.PERSON}
    settled = with_represented(without_weaker(best.values()), persons)
    return tuple(sorted(settled, key=lambda c: c.order))


def _order(claim: Claim) -> tuple[int, float, int]:
    return (claim.status.rank, -claim.confidence, claim.evidence.start)


def without_weaker(claims: Iterable[Claim]) -> Sequence[Claim]:
    """Drop a mere affiliation where a post at the same body is told."""
    claims = list(claims)
    posts = {(c.subject, c.object) for c in claims if c.predicate == "holdsPost"}
    return [c for c in claims if c.predicate != "affiliatedWith" or (c.subject, c.object) not in posts]


def with_represented(claims: Sequence[Claim], persons: Collection[str]) -> list[Claim]:
    """Say for a person at an event whom they stood for: the body that the same sentence, or the document, gives them.

    :param persons: the keys of referents that are persons.
    """
    bodies: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.predicate in {"holdsPost", "affiliatedWith"}:
            bodies.setdefault(claim.subject, []).append(claim)
    result = []
    for claim in claims:
        known = bodies.get(claim.subject, [])
        here = [c for c in known if c.evidence == claim.evidence] or (
            known if len({c.object for c in known}) == 1 else []
        )
        attends = PREDICATES[claim.predicate].group is Group.ATTENDANCE and claim.subject in persons
        result.append(
            replace(claim, represents=str(here[0].object))
            if attends and here and not claim.represents
            else claim
        )
    return result


def _fits(discourse: Discourse, draft: Draft) -> bool:
    """Tell whether both ends of a draft are of types that its predicate allows."""
    predicate = PREDICATES[draft.predicate]
    if discourse.type_of(draft.subject) not in predicate.domain or draft.subject == draft.object:
        return False
    if isinstance(draft.object, str):
        return discourse.type_of(draft.object) in predicate.range
    return predicate.literal is draft.object.kind


def _claim(draft: Draft) -> Claim:
    sentence = draft.sentence
    at = draft.at - sentence.start
    status = status_of(sentence.text, max(at, 0), max(at, 0) + 1)
    if PREDICATES[draft.predicate].group is Group.PEOPLE:
        status = Status.ASSERTED  # a title beside a name holds whatever the sentence denies or plans
    return Claim(
        subject=draft.subject,
        predicate=draft.predicate,
        object=draft.object,
        evidence=sentence.evidence,
        status=status,
        qualifier=draft.qualifier,
        represents=draft.represents,
        confidence=round(draft.weight, 2),
    )
