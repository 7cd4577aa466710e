"""The network as torch trains it: MPNet's lower layers with shapes and hints added, and five small heads.

The heads follow common designs: span pairs scored from their ends and the words between (Eberts and Ulges, "SpERT",
ECAI 2020, https://arxiv.org/abs/1909.07755), spans that look at each other before they are paired, with a bias by their
distance (Shaw et al., NAACL 2018, https://arxiv.org/abs/1803.02155), antecedents ranked with the marginal likelihood of all right ones (Lee
et al., EMNLP 2017, https://arxiv.org/abs/1707.07045).
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from cyberkg.learned.features import ALIKE, DISTANCES
from cyberkg.learned.labels import HINTS, KINDS, RELATIONS, STATUSES, TAGS
from cyberkg.learned.windows import SHAPES
from cyberkg.terms import INCIDENT_TYPES

__all__ = ["Network"]

ENCODED = 768  # what the encoder gives for each piece; the heads take less
WIDTH, SPAN, BETWEEN, NEAR = 384, 192, 96, 24
KEPT, MARKED, FROZEN = 6, 4, 2  # layers of the encoder; those below the marks; those that do not learn
AMONG, EYES = 2, 6  # layers in which spans look at each other, and heads of each


class Among(nn.Module):
    """One layer in which the spans of a window look at each other; it changes nothing before it has learned."""

    def __init__(self) -> None:
        super().__init__()
        width = 2 * SPAN
        self.norm = nn.LayerNorm(width)
        self.look = nn.Linear(width, 3 * width)
        self.bias = nn.Embedding(DISTANCES, EYES)
        self.out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.wide = nn.Linear(width, 2 * width)
        self.back = nn.Linear(2 * width, width)
        self.drop = nn.Dropout(0.1)
        for layer in (self.out, self.back):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        nn.init.zeros_(self.bias.weight)

    def forward(self, spans: Tensor, grid: Tensor) -> Tensor:
        """Let spans look at each other: spans × (2 × ``SPAN``) to the same shape, given spans × spans distances."""
        n = len(spans)
        q, k, v = self.look(self.norm(spans)).reshape(n, 3, EYES, -1).permute(1, 2, 0, 3)
        weights = torch.softmax(
            q @ k.transpose(1, 2) / q.shape[-1] ** 0.5 + self.bias(grid).permute(2, 0, 1), -1
        )
        seen = self.drop(weights @ v).permute(1, 0, 2).reshape(n, -1)
        spans = spans + self.drop(self.out(seen))
        bent = torch.relu(self.wide(self.norm2(spans)))
        found: Tensor = spans + self.drop(self.back(bent))
        return found


class Network(nn.Module):
    """Encoder and heads; every head takes the encoder's output for one window (pieces × ``WIDTH``).

    The words and the lowest layers stay as they were pre-trained: they hold what a small corpus cannot teach, and their
    output is computed once. Shapes and hints come in above the ``MARKED`` lower ones.

    :ivar settled: how many of the lower layers learn no more.
    """

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.embeddings = encoder.embeddings.requires_grad_(False)
        self.places = encoder.encoder.relative_attention_bias.requires_grad_(False)
        self.lower = encoder.encoder.layer[:MARKED]
        self.upper = encoder.encoder.layer[MARKED:]
        self.settled = 0
        self.settle(FROZEN)
        self.shapes = nn.Embedding(SHAPES, ENCODED)
        self.hints = nn.Embedding(2 * len(HINTS), ENCODED)
        self.narrow = nn.Linear(ENCODED, WIDTH)
        for table in (self.shapes, self.hints):
            nn.init.normal_(table.weight, std=0.01)
        self.drop = nn.Dropout(0.15)
        self.tag_hints = nn.Embedding(2 * len(HINTS), NEAR)
        self.tag_shapes = nn.Embedding(SHAPES, NEAR)
        self.tag_inner = nn.Linear(3 * WIDTH + 2 * NEAR, SPAN)
        self.tags = nn.Linear(SPAN, len(TAGS))
        self.kinds = nn.Embedding(len(KINDS), NEAR)
        self.span = nn.Linear(3 * WIDTH + NEAR, 2 * SPAN)
        self.among = nn.ModuleList(Among() for _ in range(AMONG))
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

    def settle(self, layers: int) -> None:
        """Have so many of the lower layers learn no more."""
        self.settled = layers
        self.lower[:layers].requires_grad_(False)

    def ground(self, words: Tensor) -> Tensor:
        """Run the layers that do not learn: 1 × pieces × ``ENCODED``, of words' vectors, to the same shape."""
        hidden: Tensor = self.embeddings(inputs_embeds=words)
        return self.run_layers(self.lower[: self.settled], hidden)

    def encode(self, ground: Tensor, shapes: Tensor, hints: Tensor) -> Tensor:
        """Run the layers that learn: 1 × pieces × ``ENCODED`` to 1 × pieces × ``WIDTH``."""
        return self.run(ground, self.shapes(shapes) + self.hints(hints))

    def run(self, ground: Tensor, marks: Tensor) -> Tensor:
        """Run the layers that learn, with what the marks say laid on what comes from the lower ones."""
        hidden = self.run_layers(self.lower[self.settled :], ground) + marks
        found: Tensor = self.narrow(self.run_layers(self.upper, hidden))
        return found

    def run_layers(self, layers: Iterable[nn.Module], hidden: Tensor) -> Tensor:
        """Run some of the layers on what is laid before them, 1 × pieces × ``ENCODED``, to the same shape."""
        place = torch.arange(hidden.shape[1])
        buckets = MPNetEncoder.relative_position_bucket(place[None] - place[:, None])
        bias = self.places(buckets).permute(2, 0, 1).unsqueeze(0)
        for layer in layers:
            hidden = layer(hidden, position_bias=bias)[0]
        return hidden

    def tag(self, hidden: Tensor, shapes: Tensor, hints: Tensor) -> Tensor:
        """Score the tags of pieces, each with its neighbours in view: pieces × width → pieces × tags."""
        edge = torch.zeros(1, WIDTH)
        before, behind = torch.cat([edge, hidden[:-1]]), torch.cat([hidden[1:], edge])
        known = [self.tag_hints(hints), self.tag_shapes(shapes)]
        inner = torch.tanh(self.tag_inner(self.drop(torch.cat([before, hidden, behind, *known], 1))))
        scores: Tensor = self.tags(inner)
        return scores

    def represent(self, hidden: Tensor, bounds: Tensor, kinds: Tensor, grid: Tensor) -> tuple[Tensor, Tensor]:
        """Represent spans as subjects and as objects: spans × (first, last piece) → two times spans × ``SPAN``.

        :param grid: spans × spans, how far apart they stand.
        """
        first, last = hidden[bounds[:, 0]], hidden[bounds[:, 1]]
        sums = torch.cat([torch.zeros(1, WIDTH), hidden.cumsum(0)])
        mean = (sums[bounds[:, 1] + 1] - sums[bounds[:, 0]]) / (bounds[:, 1] - bounds[:, 0] + 1).unsqueeze(1)
        whole = self.span(torch.cat([first, last, mean, self.kinds(kinds)], 1))
        for layer in self.among:
            whole = layer(whole, grid)
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
