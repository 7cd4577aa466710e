"""Products of integers in the encoder: ``python -m cyberkg.training.integers tests/corpus/marked`` makes the shipped ones so.

Half the work of products of floats where a processor has instructions for them, and one sum on all: sums of integers
do not depend on the order in which they are taken, as those of floats do. Older instructions add two neighbouring
products in 16 bits and cut what is larger, so that no two neighbours in a column may be larger than leaves these room.

What is multiplied is rounded as it comes, each row by its own ends. A few columns are much larger than all others and
would leave these few steps: each column is made smaller, and the row of the matrix that it meets larger, by a number
halfway between what the two need (Xiao et al., SmoothQuant, 2023). How large columns grow is seen on texts of the corpus.

The file keeps the matrices as they were. The runtime makes integers of them once, when it loads the file, as
they are made of nothing but constants.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cyberkg.corpus import part_of, read_marked
from cyberkg.training.examples import document_of
from cyberkg.training.weights import WEIGHTS, release

__all__ = ["in_integers", "quicken", "steps_of"]

Floats = NDArray[np.float32]
_ROW = 255  # the largest number of a row of 8 bits without a sign
_PAIR = 127  # the largest sum of two neighbours of one sign in a column, before they are rounded
_LEAST = 1e-5  # no row or column is smaller
_TEXTS = 60  # of the corpus, on which to see how large columns grow


def in_integers(content: bytes, windows: Sequence[tuple[Floats, Floats]]) -> bytes:
    """Make products with the big matrices of an encoder products of integers.

    :param content: an encoder in ONNX, as ``export`` writes it.
    :param windows: words and marks of windows, each pieces × width, that show how large numbers grow.
    :returns: the encoder in ONNX; the same bytes where it multiplies integers already.
    """
    import onnx

    model = onnx.load_from_string(content)
    if not _products(model):
        return content
    matrices = _matrices(model)
    evened = _evened(model, matrices, _seen(content, windows))
    middles = _middles(evened, _seen(content, windows))
    parts = _Parts(model.graph)
    old, chosen = list(model.graph.node), {node.output[0] for node in _products(model)}
    del model.graph.node[:]
    for node in old:
        if node.output[0] not in chosen:
            model.graph.node.append(node)
            continue
        left, right = node.input
        parts.whole_rows(left, evened[left], middles[left])
        parts.whole_columns(right, left, matrices[right])
        parts.product(node)
    model = onnx.load_from_string(model.SerializeToString())
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def _seen(content: bytes, windows: Iterable[tuple[Floats, Floats]]) -> Iterator[tuple[str, Floats]]:
    """Yield what each matrix of an encoder is multiplied with in each window: its name, pieces × width."""
    import onnx
    import onnxruntime

    model = onnx.load_from_string(content)
    names = sorted({node.input[0] for node in _products(model)})
    for name in names:
        model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    for words, marks in windows:
        found = session.run(names, {"words": words[None], "marks": marks[None]})
        yield from zip(names, (values[0] for values in found), strict=True)


def _evened(
    model: Any, matrices: Mapping[str, Floats], seen: Iterable[tuple[str, Floats]]
) -> dict[str, NDArray[np.float16]]:
    """Give by what to divide columns and multiply the rows that they meet, each between what the two need."""
    columns: dict[str, Floats] = {}
    for name, values in seen:
        largest = np.abs(values).max(0)
        columns[name] = np.maximum(columns.get(name, largest), largest)
    met: dict[str, list[Floats]] = {}
    for node in _products(model):
        met.setdefault(node.input[0], []).append(np.abs(matrices[node.input[1]]).max(1))
    found = {}
    for name, rows in met.items():
        by = np.sqrt(np.maximum(columns[name], _LEAST) / np.maximum(np.maximum.reduce(rows), _LEAST))
        found[name] = np.asarray(by / np.exp(np.log(by).mean()), dtype=np.float16)  # 1 on average
    return found


def _middles(evened: Mapping[str, NDArray[np.float16]], seen: Iterable[tuple[str, Floats]]) -> dict[str, int]:
    """Give the integer that 0 becomes: where steps are finest, as numbers often reach farther on one side."""
    ends: dict[str, list[NDArray[Any]]] = {}
    for name, values in seen:
        even = values / evened[name].astype(np.float32)
        ends.setdefault(name, []).append(np.stack([-even.min(1), even.max(1)]))
    options = np.arange(1, _ROW)
    found = {}
    for name, told in ends.items():
        below, above = np.concatenate(told, 1)[..., None]
        steps = np.maximum(below / options, above / (_ROW - options))
        found[name] = int(options[(steps**2).mean(0).argmin()])
    return found


def _products(model: Any) -> list[Any]:
    """Give the nodes that multiply with a matrix of the file."""
    made = {node.output[0] for node in model.graph.node if node.op_type == "DequantizeLinear"}
    return [node for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in made]


def _matrices(model: Any) -> dict[str, Floats]:
    """Make the numbers of each matrix of a file, by name, as the runtime does."""
    import onnx
    import onnxruntime

    made = {node.output[0] for node in model.graph.node if node.op_type == "DequantizeLinear"}
    told = {name for node in model.graph.node if node.output[0] in made for name in node.input}
    nodes = [node for node in model.graph.node if made.union(told).intersection(node.output)]
    needed = {name for node in nodes for name in node.input}
    names = sorted(made)
    outputs = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names]
    kept = [matrix for matrix in model.graph.initializer if matrix.name in needed]
    graph = onnx.helper.make_graph(nodes, "matrices", [], outputs, kept)
    alone = onnx.helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)
    session = onnxruntime.InferenceSession(alone.SerializeToString(), providers=["CPUExecutionProvider"])
    return dict(zip(names, session.run(names, {}), strict=True))


def steps_of(matrix: Floats) -> NDArray[np.float16]:
    """Give the step of each column of a matrix, by which to round it; the runtime adds neighbours in 16 bits."""
    sides = (np.maximum(matrix, 0), np.maximum(-matrix, 0))
    pairs = np.maximum.reduce([(side[1:] + side[:-1]).max(0) for side in sides])
    steps = np.maximum(pairs, _LEAST) / _PAIR
    found: NDArray[np.float16] = np.nextafter(steps.astype(np.float16), np.float16(np.inf))
    return found


class _Parts:
    """Adds what products of integers take to a graph, each part once, under short names: there are some hundreds."""

    def __init__(self, graph: Any) -> None:
        self._graph = graph
        self._numbers: dict[str, int] = {}
        self._evened: dict[str, NDArray[np.float16]] = {}
        self._keep("whole.least", np.float32(_LEAST))
        self._keep("whole.one", np.float32(1))
        self._keep("whole.last", np.array([-1], np.int64))

    def whole_rows(self, name: str, evened: NDArray[np.float16], middle: int) -> None:
        """Round something to integers, each row by its own step.

        :param evened: by what its columns are divided.
        :param middle: what 0 becomes.
        """
        own, is_new = self._number(name)
        if is_new:
            self._evened[name] = evened
            self._keep(f"{own}.evened", evened)
            self._keep(f"{own}.middle", np.uint8(middle))
            self._keep(f"{own}.low", np.float32(-1 / middle))
            self._keep(f"{own}.high", np.float32(1 / (_ROW - middle)))
            self._cast(f"{own}.evened", f"{own}.by", "FLOAT")
            self._add("Div", [name, f"{own}.by"], f"{own}.even")
            self._add("ReduceMin", [f"{own}.even", "whole.last"], f"{own}.least")
            self._add("ReduceMax", [f"{own}.even", "whole.last"], f"{own}.most")
            self._add("Mul", [f"{own}.least", f"{own}.low"], f"{own}.below")
            self._add("Mul", [f"{own}.most", f"{own}.high"], f"{own}.above")
            self._add("Max", [f"{own}.below", f"{own}.above", "whole.least"], f"{own}.step")
            self._add("Div", [f"{own}.even", f"{own}.step"], f"{own}.long")
            self._add("QuantizeLinear", [f"{own}.long", "whole.one", f"{own}.middle"], f"{own}.q")

    def whole_columns(self, name: str, met: str, matrix: Floats) -> None:
        """Round a matrix to integers, each column by its own step; the runtime does it once.

        :param met: what is multiplied with it.
        """
        from onnx import TensorProto

        own, is_new = self._number(name)
        left, _ = self._number(met)
        if is_new:
            even = matrix * self._evened[met].astype(np.float32)[:, None]
            self._keep(f"{own}.steps", steps_of(even))
            self._cast(f"{own}.steps", f"{own}.step", "FLOAT")
            self._add("Unsqueeze", [f"{left}.by", "whole.last"], f"{own}.by")
            self._add("Mul", [name, f"{own}.by"], f"{own}.even")
            # one step for all of a matrix is what the runtime is quick at
            self._add("Div", [f"{own}.even", f"{own}.step"], f"{own}.long")
            self._add(
                "QuantizeLinear", [f"{own}.long", "whole.one"], f"{own}.q", output_dtype=TensorProto.INT8
            )

    def product(self, node: Any) -> None:
        """Multiply the integers of what a node multiplies, and make floats of what comes of it."""
        left, right = (self._number(name)[0] for name in node.input)
        own, _ = self._number(node.output[0])
        given = [f"{left}.q", f"{right}.q", f"{left}.middle"]
        self._add("MatMulInteger", given, f"{own}.sum", name=node.name)
        self._cast(f"{own}.sum", f"{own}.long", "FLOAT")
        self._add("Mul", [f"{own}.long", f"{right}.step"], f"{own}.high")
        self._add("Mul", [f"{own}.high", f"{left}.step"], node.output[0])

    def _number(self, name: str) -> tuple[str, bool]:
        """Give a short name for a name, and whether it is the first time."""
        is_new = name not in self._numbers
        return str(self._numbers.setdefault(name, len(self._numbers))), is_new

    def _keep(self, name: str, values: Any) -> None:
        from onnx import numpy_helper

        self._graph.initializer.append(numpy_helper.from_array(np.asarray(values), name))

    def _add(self, what: str, given: list[str], made: str, **more: Any) -> None:
        from onnx import helper

        self._graph.node.append(helper.make_node(what, given, [made], **more))

    def _cast(self, given: str, made: str, to: str) -> None:
        from onnx import TensorProto

        self._add("Cast", [given], made, to=getattr(TensorProto, to))


def quicken(folder: Path, corpus: Path, count: int = _TEXTS) -> None:
    """Make the products of an encoder products of integers.

    :param folder: with ``encoder.onnx`` and ``heads.npz``, as ``export`` writes them.
    :param corpus: marked texts, of those that the network learned from ``count`` are looked at.
    """
    place = folder / "encoder.onnx"
    place.write_bytes(in_integers(place.read_bytes(), list(_windows_of(corpus, folder, count))))


def _windows_of(corpus: Path, weights: Path, count: int) -> Iterator[tuple[Floats, Floats]]:
    from cyberkg.learned.network import load_network
    from cyberkg.learned.windows import cut_windows
    from cyberkg.reading.reader import open_scene

    network = load_network(weights)
    files = [file for file in sorted(corpus.glob("*.txt")) if part_of(file.stem) == "train"]
    for file in files[:: max(1, len(files) // count)]:
        for window in cut_windows(open_scene(document_of(read_marked(file)))):
            yield network.given(window)


def main() -> None:
    """Make the products of an encoder products of integers."""
    parser = argparse.ArgumentParser(prog="python -m cyberkg.training.integers")
    parser.add_argument("corpus", type=Path, help="folder of marked texts")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    told = parser.parse_args()
    quicken(told.weights, told.corpus)
    release(told.weights)


if __name__ == "__main__":
    main()
