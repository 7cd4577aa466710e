"""The network as torch trains it: MiniLM with shapes and hints added, and five small heads.

The heads follow common designs: span pairs scored from their ends and the words between (Eberts and Ulges, "SpERT",
ECAI 2020, https://arxiv.org/abs/1909.07755), antecedents ranked with the marginal likelihood of all right ones (Lee
et al., EMNLP 2017, https://arxiv.org/abs/1707.07045).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from cyberkg.learned.features import ALIKE, DISTANCES
from cyberkg.learned.labels import HINTS, KINDS, RELATIONS, STATUSES, TAGS
from cyberkg.learned.windows import SHAPES
from cyberkg.terms import INCIDENT_TYPES

__all__ = ["Network"]

WIDTH, SPAN, BETWEEN, NEAR = 384, 192, 96, 24
FROZEN = 2


class Network(nn.Module):
    """Encoder and heads; every head takes the encoder's output for one window (pieces × width).

    The words and the lowest layers stay as they were pre-trained: they hold what a small corpus cannot teach, and their
    output is computed once. Shapes and hints come in above them.
    """

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.embeddings = encoder.embeddings.requires_grad_(False)
        self.lower = encoder.encoder.layer[:FROZEN].requires_grad_(False)
        self.upper = encoder.encoder.layer[FROZEN:]
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.hints = nn.Embedding(2 * len(HINTS), WIDTH)
        for table in (self.shapes, self.hints):
            nn.init.normal_(table.weight, std=0.01)
        self.drop = nn.Dropout(0.15)
        self.tag_hints = nn.Embedding(2 * len(HINTS), NEAR)
        self.tag_shapes = nn.Embedding(SHAPES, NEAR)
        self.tag_inner = nn.Linear(3 * WIDTH + 2 * NEAR, SPAN)
        self.tags = nn.Linear(SPAN, len(TAGS))
        self.kinds = nn.Embedding(len(KINDS), NEAR)
        self.span = nn.Linear(3 * WIDTH + NEAR, 2 * SPAN)
        self.distance = nn.Embedding(DISTANCES, NEAR)
        self.between = nn.Linear(WIDTH, BETWEEN)
        self.pair = nn.Linear(3 * SPAN + BETWEEN + NEAR, SPAN)
        self.relation = nn.Linear(SPAN, len(RELATIONS))
        self.status = nn.Linear(SPAN, len(STATUSES))
        self.alike = nn.Embedding(ALIKE, NEAR)
        self.gap = nn.Embedding(DISTANCES, NEAR)
        self.same = nn.Linear(3 * SPAN + 2 * NEAR, SPAN)
        self.same_score = nn.Linear(SPAN, 1)
        self.fresh = nn.Linear(SPAN, 1)
        self.types = nn.Linear(WIDTH + SPAN, len(INCIDENT_TYPES))

    def ground(self, words: Tensor) -> Tensor:
        """Run the layers that do not learn: 1 × pieces × width, of words' vectors, to the same shape."""
        hidden: Tensor = self.embeddings(inputs_embeds=words)
        return _run(self.lower, hidden)

    def encode(self, ground: Tensor, shapes: Tensor, hints: Tensor) -> Tensor:
        """Run the layers that learn: 1 × pieces × width to the same shape."""
        return self.run_upper(ground + self.shapes(shapes) + self.hints(hints))

    def run_upper(self, hidden: Tensor) -> Tensor:
        """Run the layers that learn on what is laid before them."""
        return _run(self.upper, hidden)

    def tag(self, hidden: Tensor, shapes: Tensor, hints: Tensor) -> Tensor:
        """Score the tags of pieces, each with its neighbours in view: pieces × width → pieces × tags."""
        edge = torch.zeros(1, WIDTH)
        before, behind = torch.cat([edge, hidden[:-1]]), torch.cat([hidden[1:], edge])
        known = [self.tag_hints(hints), self.tag_shapes(shapes)]
        inner = torch.tanh(self.tag_inner(self.drop(torch.cat([before, hidden, behind, *known], 1))))
        scores: Tensor = self.tags(inner)
        return scores

    def represent(self, hidden: Tensor, bounds: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
        """Represent spans as subjects and as objects: spans × (first, last piece) → two times spans × ``SPAN``."""
        first, last = hidden[bounds[:, 0]], hidden[bounds[:, 1]]
        sums = torch.cat([torch.zeros(1, WIDTH), hidden.cumsum(0)])
        mean = (sums[bounds[:, 1] + 1] - sums[bounds[:, 0]]) / (bounds[:, 1] - bounds[:, 0] + 1).unsqueeze(1)
        whole = self.span(torch.cat([first, last, mean, self.kinds(kinds)], 1))
        subject, target = torch.tanh(self.drop(whole)).chunk(2, 1)
        return subject, target

    def relate(
        self, hidden: Tensor, bounds: Tensor, ends: tuple[Tensor, Tensor], rows: Tensor, far: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Score pairs: pairs × relations, and pairs × statuses."""
        s, o = rows[:, 0], rows[:, 1]
        left = torch.minimum(bounds[s, 1], bounds[o, 1]) + 1
        right = torch.maximum(bounds[s, 0], bounds[o, 0])
        sums = torch.cat([torch.zeros(1, WIDTH), hidden.cumsum(0)])
        words = (sums[torch.maximum(left, right)] - sums[left]) / (right - left).clamp(min=1).unsqueeze(1)
        a, b = ends[0][s], ends[1][o]
        whole = torch.cat([a, b, a * b, torch.tanh(self.between(words)), self.distance(far)], 1)
        inner = self.drop(torch.relu(self.pair(whole)))
        return self.relation(inner), self.status(inner)

    def compare(self, ends: tuple[Tensor, Tensor], rows: Tensor, far: Tensor, alike: Tensor) -> Tensor:
        """Score (later span, earlier span) as the same thing: a number a row."""
        a, b = ends[0][rows[:, 0]], ends[1][rows[:, 1]]
        inner = self.same(torch.cat([a, b, a * b, self.gap(far), self.alike(alike)], 1))
        score: Tensor = self.same_score(self.drop(torch.relu(inner))).squeeze(1)
        return score

    def first(self, ends: tuple[Tensor, Tensor]) -> Tensor:
        """Score each span as the first of its thing, to stand beside its antecedents."""
        score: Tensor = self.fresh(ends[0]).squeeze(1)
        return score

    def classify(self, hidden: Tensor, ends: tuple[Tensor, Tensor], spans: Tensor) -> Tensor:
        """Score incidents' spans: spans × types."""
        opening = hidden[0].expand(len(spans), -1)
        scores: Tensor = self.types(torch.cat([opening, ends[0][spans]], 1))
        return scores


def _run(layers: nn.ModuleList, hidden: Tensor) -> Tensor:
    for layer in layers:
        found = layer(hidden)
        hidden = found[0] if isinstance(found, tuple) else found
    return hidden
