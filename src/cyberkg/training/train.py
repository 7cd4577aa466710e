"""Trains the network on examples; resumes where it was stopped.

A pass takes a third of a second a document on one core that multiplies in 16 bits (AVX-512 BF16), twice as long on
others: the layers that do not learn are run once for each window. More threads than idle cores make it slower.
"""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from cyberkg.training.examples import Versions
from cyberkg.training.loss import Prepared, loss_of, prepare
from cyberkg.training.network import FROZEN, KEPT, MARKED, Network
from cyberkg.training.rounding import is_rounded, round_encoder

__all__ = ["Plan", "new_network", "train"]

logger = logging.getLogger(__name__)
_BATCH = 3  # windows
_WARM = 0.05  # of all steps; then the rate falls in a line
_UNHINTED = 0.1  # of the windows are read without the rules' hints
_MISREAD = 0.5  # of the windows are shown with spans as they may be found, but for the first pass
_AVERAGED = 0.998  # what of the averaged weights stays at a step
_EXCHANGED = 0.5  # of the documents are read with other names, but for the last pass
_ROUNDED = 0.7  # of the passes seen, most of the encoder learns no more, and is rounded to four bits
_LOWER_RATE = 0.5  # of the upper layers' rate, for the lower ones
_SAMPLE = 150  # windows, to round for what they give
_BLANK, _THINNED = 0.08, 0.05  # of the pieces are blanked out, of the rest of the numbers set to 0


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    :param passes: how often each window is seen.
    :param rate: of the encoder's upper layers; ``head_rate`` of all that is new.
    """

    passes: int = 12
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    seed: int = 0


def new_network(onward: Path | None = None) -> Network:
    """Make a network on the pre-trained encoder.

    :param onward: a folder of weights, as ``export`` writes them, that it goes on from.
    """
    from cyberkg.training.pretrained import load_pretrained
    from cyberkg.training.restore import restore

    network = Network(load_pretrained(FROZEN, KEPT))
    if onward:
        restore(network, onward)
    return network


def train(network: Network, documents: Sequence[Versions], plan: Plan, state: Path) -> None:
    """Train a network in place; what it ends with is the average over the last steps (Polyak averaging).

    :param documents: for each its windows as written, and, where there are any, as written with other names.
    :param state: written after each pass; where it is there already, training goes on from it.
    """
    torch.manual_seed(plan.seed)
    items = [[[prepare(e) for e in version] for version in versions] for versions in documents]
    passes = [_drawn(items, plan, number) for number in range(plan.passes)]
    optimizer = _optimizer(network, plan)
    steps = sum(math.ceil(len(order) / _BATCH) for order in passes)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(_AVERAGED))
    done = _resume(state, network, average, optimizer, scheduler)
    network.train()
    last = int(_ROUNDED * plan.passes)
    grounds: dict[int, Tensor] = {}
    for number, order in enumerate(passes[done:], start=done):
        total = 0.0
        if number >= last and network.settled < MARKED:
            _round(network, average.module, order[:_SAMPLE])
            grounds.clear()
        _ground(network, order, grounds)
        noise = np.random.default_rng([plan.seed, number]) if number else None
        for start in range(0, len(order), _BATCH):
            total += _step(network, order[start : start + _BATCH], grounds, noise)
            torch.nn.utils.clip_grad_norm_([p for p in network.parameters() if p.grad is not None], 1.0)
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()
            average.update_parameters(network)
        logger.info("pass %d of %d: loss %.3f a window", number + 1, plan.passes, total / len(order))
        _save(state, network, number + 1, average, optimizer, scheduler)
    network.load_state_dict(average.module.state_dict())


def _drawn(items: Sequence[Sequence[list[Prepared]]], plan: Plan, number: int) -> list[Prepared]:
    """The windows of a pass, in the order that they are seen; the last pass sees every text as written."""
    draw = random.Random(f"{plan.seed}-{number}")  # noqa: S311 - an order, no secret
    order: list[Prepared] = []
    for written, *exchanged in items:
        is_other = exchanged and number + 1 < plan.passes and draw.random() < _EXCHANGED
        order += draw.choice(exchanged) if is_other else written
    draw.shuffle(order)
    return order


def _ground(network: Network, order: Sequence[Prepared], known: dict[int, Tensor]) -> None:
    """Run the layers that learn no more on windows that they have not seen."""
    network.eval()
    with torch.no_grad(), _short():
        for item in order:
            if id(item) not in known:
                known[id(item)] = network.ground(network.embeddings.word_embeddings(item.ids)).half()
    network.train()


def _optimizer(network: Network, plan: Plan) -> torch.optim.Optimizer:
    rates = {"lower": _LOWER_RATE * plan.rate, "upper": plan.rate}
    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            groups.setdefault(rates.get(name.split(".")[0], plan.head_rate), []).append(parameter)
    return torch.optim.AdamW([{"params": p, "lr": r} for r, p in groups.items()], weight_decay=0.01)


def _rate(step: int, steps: int) -> float:
    return min(1.0, step / max(1, _WARM * steps)) * max(0.02, 1 - step / steps)


def _step(
    network: Network,
    batch: Sequence[Prepared],
    grounds: dict[int, Tensor],
    noise: np.random.Generator | None,
) -> float:
    total = 0.0
    for item in batch:
        hinted = float(torch.rand(1)) > _UNHINTED
        draw = noise if float(torch.rand(1)) < _MISREAD else None
        with _short():
            losses = loss_of(network, item, _thinned(grounds[id(item)].float()), hinted=hinted, draw=draw)
        loss = torch.stack(list(losses.values())).sum()
        (loss / len(batch)).backward()
        total += float(loss.detach())
    return total


def _short() -> torch.autocast:
    """Multiply in 16 bits where the processor does that faster; sums and losses keep 32."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


def _round(network: Network, average: Network, sample: Sequence[Prepared]) -> None:
    """Round most of the encoder, as averaged, to four bits, and let it learn no more.

    What is above it learns on, and gets used to it.
    """
    round_encoder(average, sample)
    for name, weight in network.named_parameters():
        if is_rounded(name):
            with torch.no_grad():
                weight.copy_(average.get_parameter(name))
            weight.requires_grad_(False)
            weight.grad = None
    network.settle(MARKED)
    average.settle(MARKED)


def _thinned(ground: Tensor) -> Tensor:
    """Blank some pieces out, and some numbers of the others, so that no single word decides."""
    kept = torch.rand(1, ground.shape[1], 1) >= _BLANK
    return torch.nn.functional.dropout(ground, _THINNED) * kept


def _resume(state: Path, network: Network, *others: Any) -> int:
    if not state.exists():
        return 0
    kept = torch.load(state, weights_only=True)
    network.load_state_dict(kept["network"])
    for other, content in zip(others, kept["others"], strict=True):
        other.load_state_dict(content)
    return int(kept["done"])


def _save(state: Path, network: Network, done: int, *others: Any) -> None:
    partial = state.with_suffix(".partial")
    kept = {"network": network.state_dict(), "others": [o.state_dict() for o in others], "done": done}
    torch.save(kept, partial)
    partial.replace(state)
