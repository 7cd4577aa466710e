"""Most of the encoder in four bits: its lower layers, and the widest matrices of the upper ones.

Each matrix is rounded for what comes into it from the layers that are rounded already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from cyberkg.training.coarse import compensated
from cyberkg.training.loss import Prepared
from cyberkg.training.network import Network

__all__ = ["is_rounded", "round_encoder"]

_WIDEST = ("intermediate.dense", "output.dense")
_EVERY = ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", *_WIDEST)


def is_rounded(name: str) -> bool:
    """Tell whether a parameter is to learn no more once the encoder is rounded."""
    return name.startswith("lower.") or (
        name.startswith("upper.") and name.endswith(tuple(f".{part}.weight" for part in _WIDEST))
    )


def round_encoder(network: Network, sample: Sequence[Prepared]) -> None:
    """Round in place what learned of the lower layers, and the widest matrices of the upper ones.

    :param sample: windows to tell what comes into them; a hundred are enough.
    """
    network.eval()
    with torch.no_grad():
        hidden = [network.ground(network.embeddings.word_embeddings(item.ids)) for item in sample]
        for layer in network.lower[network.settled :]:
            hidden = _rounded(network, layer, _EVERY, hidden)
        hidden = [
            h + network.shapes(i.shapes) + network.hints(i.hints) for h, i in zip(hidden, sample, strict=True)
        ]
        for layer in network.upper:
            hidden = _rounded(network, layer, _WIDEST, hidden)
    network.train()


def _rounded(
    network: Network, layer: nn.Module, parts: Sequence[str], hidden: Sequence[Tensor]
) -> list[Tensor]:
    """Round matrices of a layer, and run it then."""
    for part in parts:
        module = layer.get_submodule(part)
        weight = module.get_parameter("weight")
        gram = np.zeros((weight.shape[1], weight.shape[1]), dtype=np.float32)
        hook = module.register_forward_pre_hook(_Gatherer(gram))
        for one in hidden:
            network.run_layers([layer], one)
        hook.remove()
        weight.copy_(torch.from_numpy(compensated(weight.detach().numpy(), gram)))
    return [network.run_layers([layer], one) for one in hidden]


class _Gatherer:
    """Sums the outer products of what comes into a matrix."""

    def __init__(self, gram: NDArray[np.float32]) -> None:
        self.gram = gram

    def __call__(self, module: nn.Module, given: tuple[Any, ...]) -> None:
        rows = given[0].reshape(-1, len(self.gram))
        self.gram += (rows.T @ rows).numpy()
