"""From trained weights to the files that the package ships: ``encoder.onnx`` and ``heads.npz``.

The big matrices are kept as integers: small files. What learned to the end has 8 bits, with one step a column; what did
not has the 4 bits that it was rounded to before (``coarse``). How they are multiplied is the matter of ``integers``.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from cyberkg.training.coarse import BLOCK, coarse, fine, packed
from cyberkg.training.network import ENCODED, Network

__all__ = ["TABLES", "export"]

TABLES = ("shapes", "hints", "tag_hints", "tag_shapes", "kinds", "distance", "alike", "gap")
_OF_ENCODER = frozenset({"embeddings", "places", "lower", "upper", "narrow"})
_BIG = 100_000  # numbers; what is smaller is not worth rounding
_LARGE = 20_000  # the same, for the heads
_OPSET = 21  # the first with integers of 4 bits, stepped by blocks


class _Encoder(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: Tensor, marks: Tensor) -> Tensor:
        network = self.network
        return network.run(network.ground(words), marks)


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
        if part not in _OF_ENCODER:
            arrays |= _kept(part if part in TABLES else name, tensor.numpy())
    codes, steps = coarse(network.embeddings.word_embeddings.weight.detach().numpy())
    arrays["words"], arrays["words.steps"] = packed(codes), steps
    np.savez_compressed(folder / "heads.npz", **arrays)


def _kept(name: str, values: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    """Tell an array: a matrix of some size in 8 bits with a step for each row, what is smaller in 16."""
    if values.ndim != 2 or values.size < _LARGE:
        return {name: values.astype(np.float16)}
    steps = np.maximum(np.abs(values).max(1, keepdims=True), 1e-12) / 127
    return {name: np.round(values / steps).astype(np.int8), f"{name}.steps": steps.astype(np.float32)}


def _as_onnx(network: Network) -> bytes:
    sample = (torch.randn(1, 37, ENCODED), torch.zeros(1, 37, ENCODED))
    file = io.BytesIO()
    torch.onnx.export(
        _Encoder(network).eval(),
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
    """Replace each big matrix by integers and the step that makes floats of them again."""
    import onnx
    from onnx import numpy_helper, version_converter

    model = version_converter.convert_version(onnx.load_from_string(content), _OPSET)
    made: list[Any] = []
    for matrix in list(model.graph.initializer):
        values = numpy_helper.to_array(matrix)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < _BIG:
            continue
        model.graph.initializer.remove(matrix)
        parts, nodes = _in_four_bits(matrix.name, values) or _in_eight_bits(matrix.name, values)
        model.graph.initializer.extend(parts)
        made += nodes
    for node in reversed(made):
        model.graph.node.insert(0, node)
    model = onnx.load_from_string(model.SerializeToString())
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def _in_four_bits(name: str, values: NDArray[np.float32]) -> tuple[list[Any], list[Any]] | None:
    """Tell a matrix in blocks of 4-bit codes; None where that would change it."""
    from onnx import TensorProto, helper, numpy_helper

    if values.shape[0] % BLOCK:
        return None
    codes, steps = coarse(np.ascontiguousarray(values.T))
    if not np.array_equal(fine(codes, steps), values.T):
        return None
    content = packed(np.ascontiguousarray(codes.T).reshape(1, -1)).tobytes()
    parts = [
        helper.make_tensor(f"{name}_q", TensorProto.INT4, values.shape, content, raw=True),
        numpy_helper.from_array(np.ascontiguousarray(steps.T), f"{name}_h"),
    ]
    nodes = [
        helper.make_node("Cast", [f"{name}_h"], [f"{name}_s"], to=TensorProto.FLOAT),
        helper.make_node("DequantizeLinear", [f"{name}_q", f"{name}_s"], [name], axis=0, block_size=BLOCK),
    ]
    return parts, nodes


def _in_eight_bits(name: str, values: NDArray[np.float32]) -> tuple[list[Any], list[Any]]:
    from onnx import helper, numpy_helper

    scale = np.maximum(np.abs(values).max(0), 1e-12) / 127
    parts = [
        numpy_helper.from_array(np.round(values / scale).astype(np.int8), f"{name}_q"),
        numpy_helper.from_array(scale.astype(np.float32), f"{name}_s"),
    ]
    return parts, [helper.make_node("DequantizeLinear", [f"{name}_q", f"{name}_s"], [name], axis=1)]
