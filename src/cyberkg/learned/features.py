"""What is told of two spans beside their words: how far apart they stand, how alike they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cyberkg.learned.labels import KINDS, RELATIONS, TYPE_OF, allowed
from cyberkg.learned.spans import Span
from cyberkg.learned.windows import Window

__all__ = ["ALIKE", "DISTANCES", "antecedents", "distances", "grid", "likeness", "pairs"]

DISTANCES = 36
ALIKE = 7
# An antecedent further back than this many spans of its type is not looked for: it keeps the work near-linear.
_REACH = 40
_WORDS = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&-]*[A-Z][A-Za-z]*")
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "at", "to", "a", "an", "de", "la"})

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_GATHERINGS = frozenset(
    ["conference", "summit", "forum", "symposium", "congress", "workshop", "week", "awards"]
)

Ints = NDArray[np.int64]

# Kinds × kinds × relations: whether a relation may join a span of one kind to one of another.
_ENDS = [allowed(relation) for relation in RELATIONS]
_MAY_JOIN = np.array([[[a in left and b in right for left, right in _ENDS] for b in KINDS] for a in KINDS])


def pairs(window: Window, spans: Sequence[Span]) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """All pairs of spans that some relation may join.

    :returns: pairs × 2 numbers of spans (subject, object); for each pair its distance, below ``DISTANCES``; pairs ×
        relations, whether the relation may join them.
    """
    kinds = np.array([KINDS.index(span.kind) for span in spans], dtype=np.int64)
    joined: NDArray[np.bool_] = np.asarray(_MAY_JOIN.any(2))[kinds[:, None], kinds]
    np.fill_diagonal(joined, val=False)
    numbers = np.argwhere(joined)
    mask = _MAY_JOIN[kinds[numbers[:, 0]], kinds[numbers[:, 1]]]
    return numbers, distances(window, spans, numbers), mask


def distances(window: Window, spans: Sequence[Span], rows: Ints) -> Ints:
    """Put for each pair of spans a number below ``DISTANCES`` to how far apart they stand, and in which order.

    In one sentence the spans between count, else the sentences; far off, whether they share a block.
    """
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    pieces = [window.pieces[span.start] for span in spans]
    sentence, passage = np.array([p.sentence for p in pieces]), np.array([p.passage for p in pieces])
    subject, target = rows[:, 0], rows[:, 1]
    apart = np.abs(sentence[subject] - sentence[target])
    near = np.clip(np.abs(subject - target) - 1, 0, 8)
    far = 14 + (apart > 9) + (passage[subject] != passage[target])
    step = np.where(apart == 0, near, np.where(apart < 5, 9 + np.minimum(apart - 1, 4), far))
    found: Ints = (2 * step + (target > subject)).astype(np.int64)
    return found


def grid(window: Window, spans: Sequence[Span]) -> Ints:
    """Put a distance to each two spans of a window: spans × spans."""
    n = len(spans)
    rows = np.stack(np.meshgrid(np.arange(n), np.arange(n), indexing="ij"), 2).reshape(-1, 2)
    return distances(window, spans, rows).reshape(n, n)


def antecedents(spans: Sequence[Span]) -> list[list[int]]:
    """For each span the earlier ones of its type that it may come back to, the nearest first."""
    seen: dict[str, list[int]] = {}
    found: list[list[int]] = []
    for n, span in enumerate(spans):
        kind = TYPE_OF.get(span.kind)
        if kind is None:
            found.append([])
            continue
        before = seen.setdefault(kind.value, [])
        found.append(before[: -_REACH - 1 : -1])
        before.append(n)
    return found


@lru_cache(maxsize=8192)  # asked again where things are gathered, and of each window of a document
def likeness(later: str, earlier: str) -> int:
    """Tell how two names are alike.

    :returns: 0 no word shared, 1 the same, 2 a part, 3 has it as a part, 4 one abbreviates the other, 5 the last
        word shared, 6 another word shared.
    """
    a, b = (_words(name) for name in (later, earlier))
    if a == b:
        return 1
    if not a or not b:
        return 0
    if _abbreviates(later, b) or _abbreviates(earlier, a):
        return 4
    if set(a) < set(b):
        return 2
    if set(b) < set(a):
        return 3
    if a[-1] == b[-1]:
        return 5
    return 6 if set(a) & set(b) else 0


def _words(name: str) -> list[str]:
    return [w for w in _WORDS.findall(name.casefold()) if w not in _SMALL and w != "s"]


def _abbreviates(short: str, words: Sequence[str]) -> bool:
    """Tell whether a name is the initials of words: years do not count, nor what kind of event the words end in."""
    rest = _YEAR.sub(" ", short).strip()
    letters = "".join(c for c in rest if c.isalpha()).casefold()
    spelt = [w for w in words if not _YEAR.fullmatch(w)]
    if not _ACRONYM.fullmatch(rest) or len(letters) < 2 or spelt == [letters]:
        return False
    initials = "".join(w[0] for w in spelt)
    told = initials.startswith(letters) and all(w in _GATHERINGS for w in spelt[len(letters) :])
    return letters == initials or (told and len(letters) > 2)
