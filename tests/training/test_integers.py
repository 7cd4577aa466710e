"""Products of integers: no sum that an older processor would cut, and nearly what products of floats come to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cyberkg.training import integers
from cyberkg.training.integers import in_integers, steps_of

WIDTH = 64
SOURCE = np.random.default_rng(0)
# the second column is a hundred times larger than the others, as some are in what encoders count with
WINDOWS = [
    (words, np.zeros_like(words))
    for words in (SOURCE.normal(size=(9, WIDTH)).astype(np.float32) for _ in range(8))
]
for words, _ in WINDOWS:
    words[:, 1] *= 100


@given(
    arrays(
        np.float32,
        st.tuples(st.integers(2, 9), st.integers(1, 4)),
        elements=st.floats(-1000, 1000, width=32),
    )
)
def test_two_products_of_neighbours_fit_into_sixteen_bits(matrix: np.ndarray) -> None:
    long = matrix / steps_of(matrix).astype(np.float32)
    for side in (np.maximum(long, 0), np.maximum(-long, 0)):
        assert (side[1:] + side[:-1]).max() <= 127.001
    whole = np.rint(long)
    assert np.abs(whole).max() <= 127
    for side in (np.maximum(whole, 0), np.maximum(-whole, 0)):
        assert 255 * (side[1:] + side[:-1]).max() < 2**15


@pytest.fixture(scope="module")
def encoder() -> bytes:
    onnx = pytest.importorskip("onnx", reason="needs the dependency group train: uv run --group train pytest")
    from onnx import TensorProto, helper, numpy_helper

    matrix = SOURCE.integers(-127, 128, (WIDTH, 32)).astype(np.int8)
    matrix[1] //= 100
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        [
            helper.make_node("Add", ["words", "marks"], ["sum"]),
            helper.make_node("DequantizeLinear", ["m_q", "m_s"], ["m"], axis=1),
            helper.make_node("MatMul", ["sum", "m"], ["hidden"], name="/narrow/MatMul"),
        ],
        "encoder",
        [value(name, TensorProto.FLOAT, [1, "pieces", WIDTH]) for name in ("words", "marks")],
        [value("hidden", TensorProto.FLOAT, [1, "pieces", 32])],
        [
            numpy_helper.from_array(matrix, "m_q"),
            numpy_helper.from_array(np.full(32, 0.01, np.float32), "m_s"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def run(content: bytes, words: np.ndarray) -> np.ndarray:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.disable_quant_qdq", "1")  # as the package runs it
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    (hidden,) = session.run(None, {"words": words[None], "marks": np.zeros_like(words)[None]})
    return np.asarray(hidden[0])


def off(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.linalg.norm(one - other) / np.linalg.norm(one))


def test_products_are_of_integers_and_nearly_those_of_floats(encoder: bytes) -> None:
    import onnx

    made = in_integers(encoder, WINDOWS[1:])
    kinds = [node.op_type for node in onnx.load_from_string(made).graph.node]
    assert "MatMul" not in kinds
    assert "MatMulInteger" in kinds
    assert off(run(encoder, WINDOWS[0][0]), run(made, WINDOWS[0][0])) < 0.02


def test_a_large_column_leaves_the_others_their_steps(
    encoder: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, made = (run(content, WINDOWS[0][0]) for content in (encoder, in_integers(encoder, WINDOWS[1:])))
    monkeypatch.setattr(integers, "_evened", lambda *_: {"sum": np.ones(WIDTH, np.float16)})
    uneven = run(in_integers(encoder, WINDOWS[1:]), WINDOWS[0][0])
    assert off(wanted, made) < off(wanted, uneven) / 5


def test_numbers_that_reach_farther_on_one_side_have_finer_steps_there(encoder: bytes) -> None:
    bent = [
        (np.maximum(words, -0.1), marks) for words, marks in WINDOWS
    ]  # as a network bends them between its matrices
    wanted, made = (run(content, bent[0][0]) for content in (encoder, in_integers(encoder, bent[1:])))
    level = run(in_integers(encoder, WINDOWS[1:]), bent[0][0])
    assert off(wanted, made) < off(wanted, level) * 0.8


def test_what_multiplies_integers_already_stays_as_it_is(encoder: bytes) -> None:
    made = in_integers(encoder, WINDOWS)
    assert in_integers(made, WINDOWS) == made


def test_the_same_comes_of_the_same(encoder: bytes) -> None:
    assert in_integers(encoder, WINDOWS) == in_integers(encoder, WINDOWS)


def test_zeros_stay_zeros(encoder: bytes) -> None:
    made = in_integers(encoder, WINDOWS)
    assert not run(made, np.zeros((3, WIDTH), np.float32)).any()
