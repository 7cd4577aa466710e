"""From trained weights to the files that the package ships: ``encoder.onnx`` and ``heads.npz``.

The big matrices are kept as 8-bit integers with one scale a column, and multiplied as floats: a quarter of the size,
and the same sums on any processor, which integer kernels do not give.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from cyberkg.training.network import WIDTH, Network

__all__ = ["export"]

_TABLES = ("shapes", "hints", "tag_hints", "tag_shapes", "kinds", "distance", "alike", "gap")
_BIG = 100_000  # numbers; what is smaller is not worth rounding


class _Encoder(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: Tensor, marks: Tensor) -> Tensor:
        network = self.network
        return network.run_upper(network.ground(words) + marks)


def export(network: Network, folder: Path, version: str) -> None:
    """Write a network's files.

    :param folder: where to; made where it is missing.
    :param version: told by the reader's name in every claim.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    (folder / "encoder.onnx").write_bytes(_quantised(_as_onnx(network)))
    arrays: dict[str, Any] = {"version": np.array(version)}
    for name, tensor in network.state_dict().items():
        part = name.split(".")[0]
        if part not in {"embeddings", "lower", "upper"}:
            arrays[part if part in _TABLES else name] = tensor.numpy().astype(np.float16)
    words = network.embeddings.word_embeddings.weight.detach().numpy()
    scale = np.abs(words).max(1, keepdims=True) / 127
    arrays["words"] = np.round(words / scale).astype(np.int8)
    arrays["words.scale"] = scale.astype(np.float32)
    np.savez_compressed(folder / "heads.npz", **arrays)


def _as_onnx(network: Network) -> bytes:
    sample = (torch.randn(1, 37, WIDTH), torch.zeros(1, 37, WIDTH))
    file = io.BytesIO()
    torch.onnx.export(
        _Encoder(network),
        sample,
        file,
        input_names=["words", "marks"],
        output_names=["hidden"],
        dynamic_axes={name: {1: "pieces"} for name in ("words", "marks", "hidden")},
        opset_version=17,
        dynamo=False,
    )
    return file.getvalue()


def _quantised(content: bytes) -> bytes:
    """Replace each big matrix by 8-bit integers and the step that makes floats of them again."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load_from_string(content)
    steps = []
    for matrix in list(model.graph.initializer):
        values = numpy_helper.to_array(matrix)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < _BIG:
            continue
        scale = np.maximum(np.abs(values).max(0), 1e-12) / 127
        parts = {
            "q": np.round(values / scale).astype(np.int8),
            "s": scale.astype(np.float32),
            "z": np.zeros(scale.shape, np.int8),
        }
        names = [f"{matrix.name}_{part}" for part in parts]
        model.graph.initializer.extend(
            numpy_helper.from_array(array, name) for array, name in zip(parts.values(), names, strict=True)
        )
        model.graph.initializer.remove(matrix)
        steps.append(helper.make_node("DequantizeLinear", names, [matrix.name], axis=1))
    for step in reversed(steps):
        model.graph.node.insert(0, step)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())
