"""Which claims a verdict speaks of, though the text around them, or a name, may have changed a little.

Document, predicate, value and title have to agree; names may be written otherwise, quotes be 0.85 similar. An
incident has no name, so what it is called only decides between several. Of what is claimed of a document, only
what agrees best is meant: a verdict on one of two sentences that look alike leaves the other alone. Where two
readers' claims agree with it equally well, those of the earlier reading are meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from cyberkg.identity.choices import name_key
from cyberkg.identity.fold import fold
from cyberkg.model import Claim, Literal, Reading, Referent
from cyberkg.review.verdicts import Verdict
from cyberkg.terms import EntityType

__all__ = ["SIMILAR", "Place", "find_claims", "likeness"]

SIMILAR = 0.85
Place = tuple[int, int]
"""Where a claim stands: index of the reading, index of the claim in it."""


def find_claims(
    readings: Sequence[Reading], verdicts: Iterable[Verdict]
) -> Iterator[tuple[Verdict, list[Place]]]:
    """Give for each verdict, in their order, the claims that it speaks of; none where nothing fits any more."""
    index: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, reading in enumerate(readings):
        for number, claim in enumerate(reading.claims):
            index[reading.document, claim.predicate][at].append(number)
    known = [{r.key: r for r in reading.referents} for reading in readings]
    for verdict in verdicts:
        fits: dict[Place, tuple[float, float]] = {}
        for at, numbers in index.get((verdict.document, verdict.predicate), {}).items():
            for number in numbers:
                fit = _fit(verdict, readings[at].claims[number], known[at])
                if fit:
                    fits[at, number] = fit
        most = max(fits.values(), default=None)
        best = [place for place, fit in fits.items() if fit == most]
        yield verdict, [place for place in best if place[0] == best[0][0]]


def likeness(one: str, other: str) -> float:
    """Tell how similar two quotes are, in [0, 1]; 1 where they differ in case and white space only.

    >>> round(likeness("The forum opened on Friday.", "The  Forum opened last Friday."), 2)
    0.89
    """
    left, right = (" ".join(quote.split()).casefold() for quote in (one, other))
    return 1.0 if left == right else fuzz.ratio(left, right, score_cutoff=100 * SIMILAR) / 100


def _fit(verdict: Verdict, claim: Claim, known: Mapping[str, Referent]) -> tuple[float, float] | None:
    """Tell how well a claim fits a verdict, by names and by quote; None where it does not."""
    if verdict.qualifier and fold(verdict.qualifier) != fold(claim.qualifier):
        return None
    if verdict.status and verdict.status != claim.status:
        return None
    if isinstance(claim.object, Literal):
        target = 1.0 if fold(claim.object.value) == fold(verdict.object) else 0.0
    else:
        target = _called(known[claim.object], verdict.object)
    ends = [_called(known[claim.subject], verdict.subject), target]
    if verdict.represents:
        ends.append(_called(known[claim.represents], verdict.represents) if claim.represents else 0.0)
    quote = likeness(verdict.quote, claim.evidence.quote)
    return (sum(ends), quote) if all(ends) and quote >= SIMILAR else None


def _called(referent: Referent, name: str) -> float:
    """Tell how well a name fits a thing of a document; 0 where it does not."""
    key = name_key(referent.type, name)
    names = [name_key(referent.type, n) for n in (referent.label, *referent.names) if n]
    best = max((1.0 if n == key else fuzz.ratio(n, key) / 100 for n in names), default=0.0)
    if referent.type is EntityType.INCIDENT:
        return max(best, 0.01)
    return best if best >= SIMILAR else 0.0
