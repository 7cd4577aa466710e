"""Verdicts applied to what readers found: before confidence is looked at, and before it is asked who is who.

A fact that is right is claimed with confidence 1 by a reader whose name says so; one that is wrong is left out,
with the things that only it spoke of; one that is corrected says what it should. What a spare reading has is
no part of the graph until a verdict brings it in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cyberkg.ident import slug
from cyberkg.identity.choices import name_key
from cyberkg.model import Claim, Literal, Reading, Referent
from cyberkg.review.matching import find_claims
from cyberkg.review.verdicts import CONFIRMED, CORRECTED, Verdict, is_reviewed
from cyberkg.terms import PREDICATES, EntityType

__all__ = ["Judged", "apply_verdicts"]

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """Readings in which verdicts hold.

    :param warnings: one line that counts the verdicts that nothing fits any more; none where all fit.
    :param settled: the claims that verdicts are on, as they were.
    """

    readings: tuple[Reading, ...]
    warnings: tuple[str, ...] = ()
    settled: frozenset[Claim] = frozenset()


def apply_verdicts(
    readings: Sequence[Reading], verdicts: Sequence[Verdict], spare: Sequence[Reading] = ()
) -> Judged:
    """Apply verdicts to readings; of several verdicts on one claim the last counts.

    :param spare: readings of the same documents whose claims count only where a verdict says that they are
        right or corrects them, and only where it fits them better than any in ``readings``.
    """
    judged: dict[int, dict[int, Verdict]] = defaultdict(dict)
    idle = []
    every = (*readings, *spare)
    for verdict, places in find_claims(every, verdicts):
        for at, number in places:
            judged[at][number] = verdict
        if not places:
            idle.append(verdict)
    applied = [
        part
        for at, reading in enumerate(every)
        for part in (_judged(reading, judged[at]) if at in judged else (reading,))
        if at < len(readings) or is_reviewed(part.reader)
    ]
    settled = frozenset(every[at].claims[number] for at, numbers in judged.items() for number in numbers)
    return Judged(tuple(applied), tuple(_warnings(idle)), settled)


def _warnings(idle: Sequence[Verdict]) -> Iterator[str]:
    if idle:
        places = "; ".join(verdict.where for verdict in idle[:_SHOWN])
        more = f" and {len(idle) - _SHOWN} more" if len(idle) > _SHOWN else ""
        count = "1 verdict fits" if len(idle) == 1 else f"{len(idle)} verdicts fit"
        yield f"{count} no fact of this build any more, and waits: {places}{more}"


def _judged(reading: Reading, verdicts: Mapping[int, Verdict]) -> Iterator[Reading]:
    """Part a reading: what nobody judged, what was confirmed, what was corrected."""
    kept = [c for n, c in enumerate(reading.claims) if n not in verdicts]
    right = [replace(reading.claims[n], confidence=1.0) for n, v in sorted(verdicts.items()) if v.right]
    known = {r.key: r for r in reading.referents}
    corrected = [
        _corrected(reading.claims[n], v.corrected, known) for n, v in sorted(verdicts.items()) if v.corrected
    ]
    lost = {key for n in verdicts for key in reading.claims[n].keys}
    idle = tuple(r for r in reading.referents if r.key not in lost)
    yield _part(reading, reading.reader, kept, known, idle)
    for reader, claims in ((CONFIRMED, right), (CORRECTED, corrected)):
        if claims:
            yield _part(reading, f"{reading.reader}{reader}", claims, known, ())


def _part(
    reading: Reading, reader: str, claims: Sequence[Claim], known: Mapping[str, Referent],
    others: Sequence[Referent],
) -> Reading:  # fmt: skip
    keys = {key for claim in claims for key in claim.keys} | {r.key for r in others}
    return replace(
        reading,
        reader=reader,
        claims=tuple(claims),
        referents=tuple(r for k, r in known.items() if k in keys),
    )


def _corrected(claim: Claim, value: str, known: dict[str, Referent]) -> Claim:
    """Put another value, or another thing of the same type, in place of a claim's object."""
    kind = PREDICATES[claim.predicate].literal
    if kind is not None:
        return replace(claim, object=Literal(value, kind), confidence=1.0)
    old = known[claim.object] if isinstance(claim.object, str) else None
    type_ = old.type if old else min(PREDICATES[claim.predicate].range)
    return replace(claim, object=_find(value, type_, known), confidence=1.0)


def _find(name: str, type_: EntityType, known: dict[str, Referent]) -> str:
    """Give the key of the thing of a name; a document that does not speak of it speaks of it now."""
    wanted = name_key(type_, name)
    for key, referent in known.items():
        if referent.type is type_ and wanted in {
            name_key(type_, n) for n in (referent.label, *referent.names) if n
        }:
            return key
    key = f"{type_.lower()}:{slug(name)}"
    while key in known:
        key += "-reviewed"
    known[key] = Referent(key, type_, name, (name,))
    return key
