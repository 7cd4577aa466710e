"""Spans as they will be found, not as they are marked: missed ones, false ones, and ones cut wrong.

Relations learned from the marked spans alone have never seen a false span, and at work one in four is. So windows are
also shown with spans drawn from the network's own tags, made unsure by noise (after scheduled sampling, Bengio et al.,
NIPS 2015, https://arxiv.org/abs/1506.03099).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cyberkg.learned.decode import best_tags, goes_on
from cyberkg.learned.labels import VALUE_KINDS
from cyberkg.learned.spans import Span, spans_of_tags
from cyberkg.learned.windows import load_tokenizer
from cyberkg.terms import INCIDENT_TYPES
from cyberkg.training.examples import IGNORED, Example

__all__ = ["misread"]

_HEAT = 0.9
_TAKEN = 0.5  # of the missed spans are missed, of those cut otherwise are cut so


def misread(example: Example, scores: NDArray[np.float32], draw: np.random.Generator) -> Example:
    """Show an example with the spans that a reader less sure than the network would find.

    :param scores: pieces × ``TAGS``, the network's scores.
    :returns: the example with other spans; its tags stay.
    """
    unsure = scores + _HEAT * draw.gumbel(size=scores.shape).astype(np.float32)
    tags = best_tags(unsure, goes_on(example.window))
    found = [s for s in spans_of_tags(tags) if IGNORED not in example.tags[s.start : s.end]]
    kept: list[tuple[Span, int]] = []
    used: set[int] = set()
    for n, span in enumerate(example.spans):
        near = [m for m, other in enumerate(found) if _meet(span, other)]
        if span.kind in VALUE_KINDS or any(_same(found[m], span) for m in near) or draw.random() > _TAKEN:
            kept.append((span, n))
            used.update(near)
        elif len(near) == 1 and found[near[0]].kind == span.kind and near[0] not in used:
            kept.append((found[near[0]], n))
            used.update(near)
    false = [s for m, s in enumerate(found) if m not in used and not any(_meet(s, k) for k, _ in kept)]
    return _with_spans(example, sorted([*kept, *((s, -1) for s in false)]))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _same(one: Span, other: Span) -> bool:
    return (one.start, one.end, one.kind) == (other.start, other.end, other.kind)


def _with_spans(example: Example, kept: Sequence[tuple[Span, int]]) -> Example:
    """Give an example other spans, each with the number of the one that it stands for, or -1 for none."""
    number = {old: n for n, (_, old) in enumerate(kept) if old >= 0}
    types = {number[old]: row for old, row in example.types.items() if old in number}
    none = (0,) * len(INCIDENT_TYPES)
    types |= {n: none for n, (span, old) in enumerate(kept) if old < 0 and span.kind == "incident"}
    return replace(
        example,
        spans=tuple(span for span, _ in kept),
        keys=tuple(example.keys[old] if old >= 0 else "" for _, old in kept),
        texts=tuple(_text(example, span, old) for span, old in kept),
        positive=frozenset(
            (number[s], number[o], r, told) for s, o, r, told in example.positive if {s, o} <= number.keys()
        ),
        open=frozenset((number[s], number[o], r) for s, o, r in example.open if {s, o} <= number.keys()),
        types=types,
    )


def _text(example: Example, span: Span, old: int) -> str:
    if old >= 0 and _same(example.spans[old], span):
        return example.texts[old]
    words: str = load_tokenizer().decode(list(example.window.ids[span.start : span.end]))
    return words
