"""How wrong a network is on one window: the sum of what its heads get wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the name that torch's users know

from cyberkg.learned.features import antecedents, distances, grid, likeness, pairs
from cyberkg.learned.labels import KINDS, RELATIONS, STATUSES
from cyberkg.terms import INCIDENT_TYPES
from cyberkg.training.examples import IGNORED, Example
from cyberkg.training.misread import misread
from cyberkg.training.network import Network

__all__ = ["Prepared", "loss_of", "prepare"]

# Most pieces are no part of a span: their mean alone would leave the encoder to the other heads.
_TAGS = 15.0
# Planned and denied facts are few, and to take one for a fact is the worst error.
_STATUSES = torch.tensor([{"asserted": 0.5, "reported": 1.0}.get(status, 2.0) for status in STATUSES])


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example as tensors."""

    example: Example
    ids: Tensor
    shapes: Tensor
    hints: Tensor
    tags: Tensor
    bounds: Tensor
    kinds: Tensor
    grid: Tensor
    rows: Tensor
    far: Tensor
    weights: Tensor
    wanted: Tensor
    status_rows: Tensor
    statuses: Tensor
    same_rows: Tensor
    same_far: Tensor
    alike: Tensor
    groups: tuple[tuple[int, int, int, tuple[int, ...], bool], ...]
    incidents: Tensor
    types: Tensor


def prepare(example: Example) -> Prepared:
    """Turn an example into tensors, once for all epochs."""
    window, spans = example.window, example.spans
    rows, far, mask = pairs(window, spans)
    number = {(int(s), int(o)): n for n, (s, o) in enumerate(rows)}
    weights, wanted = torch.tensor(mask, dtype=torch.float32), torch.zeros(len(rows), len(RELATIONS))
    status: dict[int, int] = {}
    for s, o, relation in example.open:
        if (s, o) in number:
            weights[number[s, o], relation] = 0
    for s, o, relation, told in sorted(example.positive):
        if (s, o) in number and mask[number[s, o], relation]:
            wanted[number[s, o], relation] = 1
            status.setdefault(number[s, o], told)
    same, alike, groups = _antecedents(example)
    links = np.array(same, dtype=np.int64).reshape(-1, 2)
    known = sorted(example.types)
    ints = torch.int64
    return Prepared(
        example,
        torch.tensor([window.ids], dtype=ints),
        torch.tensor([window.shapes], dtype=ints),
        torch.tensor([window.hints], dtype=ints),
        torch.tensor(example.tags, dtype=ints),
        torch.tensor([(s.start, s.end - 1) for s in spans], dtype=ints).reshape(-1, 2),
        torch.tensor([KINDS.index(s.kind) for s in spans], dtype=ints),
        torch.tensor(grid(window, spans), dtype=ints),
        torch.tensor(rows, dtype=ints),
        torch.tensor(far, dtype=ints),
        weights,
        wanted,
        torch.tensor(list(status), dtype=ints),
        torch.tensor(list(status.values()), dtype=ints),
        torch.tensor(links),
        torch.tensor(distances(window, spans, links)),
        torch.tensor(alike, dtype=ints),
        groups,
        torch.tensor(known, dtype=ints),
        torch.tensor([example.types[n] for n in known], dtype=torch.float32).reshape(
            len(known), len(INCIDENT_TYPES)
        ),
    )


def _antecedents(
    example: Example,
) -> tuple[list[tuple[int, int]], list[int], tuple[tuple[int, int, int, tuple[int, ...], bool], ...]]:
    """Lay out the choices of each span: what earlier spans it may be one with, how alike they are, which are right.

    :returns: rows (later span, earlier span); the likeness of each; and for each span that is some thing its number, its
        first and last row (half-open), which of its rows are right, and whether none is.
    """
    rows: list[tuple[int, int]] = []
    alike: list[int] = []
    groups: list[tuple[int, int, int, tuple[int, ...], bool]] = []
    for n, before in enumerate(antecedents(example.spans)):
        if not example.keys[n]:
            continue
        right = tuple(i for i, m in enumerate(before) if example.keys[m] == example.keys[n])
        groups.append((n, len(rows), len(rows) + len(before), right, not right))
        for m in before:
            rows.append((n, m))
            alike.append(likeness(example.texts[n], example.texts[m]))
    return rows, alike, tuple(groups)


def loss_of(
    network: Network,
    item: Prepared,
    ground: Tensor,
    *,
    hinted: bool = True,
    draw: np.random.Generator | None = None,
) -> dict[str, Tensor]:
    """The loss of each head on one window.

    :param ground: what the layers that do not learn make of its words.
    :param hinted: False to keep the rules' hints from it, so that it does not come to lean on them alone.
    :param draw: given, the heads behind the tags see spans as they may be found, not as they are marked.
    """
    hints = item.hints if hinted else torch.zeros_like(item.hints)
    hidden = network.encode(ground, item.shapes, hints)[0]
    tags = network.tag(hidden, item.shapes[0], hints[0]).float()
    found = {"tags": _TAGS * F.cross_entropy(tags, item.tags, ignore_index=IGNORED)}
    if draw is not None:
        item = prepare(misread(item.example, tags.detach().numpy(), draw))
    if not len(item.bounds):
        return found
    ends = network.represent(hidden, item.bounds, item.kinds, item.grid)
    if len(item.rows):
        scores, statuses = network.relate(hidden, item.bounds, ends, item.rows, item.far)
        each = F.binary_cross_entropy_with_logits(
            scores.float(), item.wanted, weight=item.weights, reduction="sum"
        )
        found["relations"] = each / (item.wanted.sum() + 8)
        if len(item.status_rows):
            told = statuses[item.status_rows].float()
            found["status"] = F.cross_entropy(told, item.statuses, weight=_STATUSES)
    if len(item.groups):
        found["same"] = _same(network, ends, item)
    if len(item.incidents):
        scores = network.classify(hidden, ends, item.incidents).float()
        weight = (item.types != IGNORED).float()
        each = F.binary_cross_entropy_with_logits(
            scores, item.types.clamp(min=0), weight=weight, reduction="sum"
        )
        found["types"] = each / len(item.incidents)
    return found


def _same(network: Network, ends: tuple[Tensor, Tensor], item: Prepared) -> Tensor:
    fresh = network.first(ends).float()
    scores = (
        network.compare(ends, item.same_rows, item.same_far, item.alike).float()
        if len(item.same_rows)
        else fresh[:0]
    )
    losses = []
    for n, start, end, right, first in item.groups:
        options = torch.cat([fresh[n : n + 1], scores[start:end]])
        good = options[:1] if first else options[torch.tensor(right) + 1]
        losses.append(torch.logsumexp(options, 0) - torch.logsumexp(good, 0))
    return torch.stack(losses).mean()
