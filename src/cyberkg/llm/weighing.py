"""A model's reading weighed against the built-in reader's: what both say is trusted more, what one says less.

The model's facts make the graph. What the built-in reader has besides, or otherwise, is set aside: it comes in
when a person confirms it, and until then it is a disagreement to be reviewed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cyberkg.llm.alignment import align
from cyberkg.llm.contrast import Contrast, contrasts
from cyberkg.llm.difference import Difference, differences_of
from cyberkg.llm.trust import agreed, contested, missed, unseen
from cyberkg.model import Claim, Reading
from cyberkg.terms import Status

__all__ = ["Weighed", "weigh"]

# What is asserted to one reader and reported to the other is there for both: only who vouches for it is open.
_STATED = frozenset({Status.ASSERTED, Status.REPORTED})


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two readings of one document, weighed against each other.

    :param reading: the model's, each claim with its new confidence.
    :param spare: what the built-in reader has besides or otherwise, told of the things of ``reading``.
    :param contrasts: what the two do not agree on, in claims of ``reading`` and ``spare``.
    """

    reading: Reading
    spare: Reading
    contrasts: tuple[Contrast, ...] = field(repr=False)

    def differences(
        self, settled: frozenset[Claim] = frozenset(), least: float = 0.0
    ) -> tuple[Difference, ...]:
        """Give what the two do not agree on, the model first, in the order of the text.

        :param settled: claims of ``reading`` and ``spare`` that a person judged: what they differ in is closed.
        :param least: facts with less confidence than this are no part of the graph. Where that is the model's
            version, the other stands alone, and one that stands alone is left out below it too.
        """
        open_ones = (c for c in self.contrasts if settled.isdisjoint({c.first, c.second}))
        seen = (replace(c, first=None) if c.first and c.first.confidence < least else c for c in open_ones)
        still = [c for c in seen if c.first or (c.second and c.second.confidence >= least)]
        return differences_of(still, self.reading, self.spare)


def weigh(model: Reading, built_in: Reading) -> Weighed:
    """Weigh a model's reading of a document against the built-in reader's of the same."""
    same = align(model, built_in)
    before = contrasts(model, built_in, same)
    after = tuple(_weighed(contrast, same) for contrast in before)
    weighed = {old.first: new.first for old, new in zip(before, after, strict=True) if old.first}
    # one that repeats another is not weighed, and is not to seem surer than that
    claims = (weighed.get(claim) or replace(claim, confidence=unseen()) for claim in model.claims)
    reading = replace(model, claims=tuple(claims))
    open_ones = tuple(contrast for contrast in after if contrast.kind)
    return Weighed(reading, _spare(built_in, model, same, open_ones), open_ones)


def _weighed(contrast: Contrast, same: Mapping[str, str]) -> Contrast:
    """Give both claims their new confidence, and the built-in reader's the model's keys."""
    model, built_in = contrast.first, contrast.second
    if model and built_in is None:
        return replace(contrast, first=replace(model, confidence=unseen()))
    if built_in is None:
        return contrast
    told = _restated(built_in, same)
    if model is None:
        return replace(contrast, second=replace(told, confidence=missed(built_in.confidence)))
    if not contrast.kind or _says_less(told, model):
        return Contrast("", replace(model, confidence=agreed(built_in.confidence)), told)
    if contrast.kind == "status" and {model.status, built_in.status} <= _STATED:
        one = agreed(built_in.confidence)
        other = round(1 - one, 3)
    else:
        one, other = contested(built_in.confidence)
    return Contrast(contrast.kind, replace(model, confidence=one), replace(told, confidence=other))


def _says_less(one: Claim, other: Claim) -> bool:
    """Tell whether a claim is the other without its title or role."""
    alike = (one.predicate, one.object, one.status) == (other.predicate, other.object, other.status)
    return not one.qualifier and bool(other.qualifier) and alike


def _restated(claim: Claim, same: Mapping[str, str]) -> Claim:
    target = claim.object
    return replace(
        claim,
        subject=same[claim.subject],
        object=same[target] if isinstance(target, str) else target,
        represents=same[claim.represents] if claim.represents else "",
    )


def _spare(built_in: Reading, model: Reading, same: Mapping[str, str], found: Sequence[Contrast]) -> Reading:
    claims = sorted((c.second for c in found if c.second), key=lambda c: c.order)
    known = {same[r.key]: replace(r, key=same[r.key]) for r in built_in.referents}
    known |= {r.key: r for r in model.referents}
    used = {key for claim in claims for key in claim.keys}
    return Reading(
        built_in.document, built_in.reader, tuple(known[key] for key in sorted(used)), tuple(claims)
    )
