"""The heads at work, against sums done by hand on heads of one number; damaged weights are told in one line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from cyberkg import learned
from cyberkg.errors import DamagedError
from cyberkg.learned.features import ALIKE, DISTANCES
from cyberkg.learned.labels import KINDS, RELATIONS, STATUSES
from cyberkg.learned.network import Floats, Network, Words, load_network
from cyberkg.learned.spans import Span
from cyberkg.learned.windows import Piece, Window
from cyberkg.terms import INCIDENT_TYPES

load = load_network.__wrapped__  # past the cache


# The words (1, 2) and (3, 4), two codes a byte.
WORDS = Words(np.array([[1 | 2 << 4], [3 | 4 << 4]], np.uint8), np.array([[1.0], [1.0]], np.float32))


class Encoder:
    """Gives what it is given, words and marks added up."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def run(self, _: object, given: Mapping[str, Floats]) -> Sequence[Floats]:
        return [given["words"] + given["marks"]]


def floats(rows: Any) -> Floats:
    return np.array(rows, dtype=np.float32)


def network(**arrays: Any) -> Network:
    """Make a network of some arrays; ``a__weight`` stands for ``a.weight``."""
    named = {name.replace("__", "."): floats(rows) for name, rows in arrays.items()}
    return Network("tiny", Encoder(), WORDS, named)


def window(*hints: int, shapes: Sequence[int] = ()) -> Window:
    pieces = tuple(Piece(0, n, n + 1, 0) for n in range(len(hints)))
    return Window(pieces, tuple(range(len(hints))), tuple(shapes or [0] * len(hints)), hints)


def table(size: int, **rows: float) -> list[list[float]]:
    """A table of one number a row: 0 but for some rows (``r2=5`` is row 2)."""
    return [[rows.get(f"r{n}", 0.0)] for n in range(size)]


def close(rows: Any) -> Any:
    return pytest.approx(np.array(rows), abs=1e-6)


def test_a_piece_goes_in_as_its_word_with_its_shape_and_its_hint() -> None:
    tiny = network(shapes=[[0, 0], [10, 0]], hints=[[0, 0], [0, 100]])
    assert tiny.encode(window(0, 1, shapes=[1, 0])).tolist() == [[11, 2], [3, 104]]


def test_a_tag_is_scored_from_the_piece_its_neighbours_its_hint_and_its_shape() -> None:
    tiny = network(
        tag_hints=[[0], [1]],
        tag_shapes=[[0], [2]],
        tag_inner__weight=[[0.1, 0.2, 0.3, 0.4, 0.05]],
        tag_inner__bias=[0.01],
        tags__weight=[[1], [-1]],
        tags__bias=[0.5, 0],
    )
    scores = tiny.tags(window(0, 1, shapes=[1, 0]), floats([[1], [2]]))
    # nothing before, 1, then 2, no hint, shape 2; and: 1 before, 2, nothing behind, hint 1, shape 0
    inner = [math.tanh(0.01 + 0.2 * 1 + 0.3 * 2 + 0.05 * 2), math.tanh(0.01 + 0.1 * 1 + 0.2 * 2 + 0.4 * 1)]
    expected = [
        [-math.log(1 + math.exp(-d)), -math.log(1 + math.exp(d))] for d in (2 * i + 0.5 for i in inner)
    ]
    assert scores == close(expected)


def test_a_span_is_its_ends_its_mean_and_its_kind() -> None:
    kinds = [[float(n)] for n in range(len(KINDS))]
    tiny = network(kinds=kinds, span__weight=[[0.1, 0.2, 0.3, 0], [0, 0, 0, 0.5]], span__bias=[0, 0.25])
    spans = [Span(0, 3, KINDS[1]), Span(1, 2, KINDS[0])]
    subjects, objects = tiny.represent(window(0, 0, 0), floats([[1], [2], [6]]), spans)
    assert subjects == close([[math.tanh(0.1 + 1.2 + 0.3 * 3)], [math.tanh(0.2 + 0.4 + 0.3 * 2)]])
    assert objects == close([[math.tanh(0.5 + 0.25)], [math.tanh(0.25)]])


def test_spans_look_at_each_other_the_more_the_larger_the_bias_of_their_distance() -> None:
    # Two spans of two numbers and one head: what is looked for and found weighs nothing, so the bias alone decides.
    nothing = {"look__bias": [0.0] * 6, "out__bias": [0.0] * 2, "wide__bias": [0.0], "back__bias": [0.0] * 2}
    layer = {
        "norm__weight": [1.0, 1.0],
        "norm__bias": [0.0, 0.0],
        "norm2__weight": [1.0, 1.0],
        "norm2__bias": [0.0, 0.0],
        "look__weight": [[0, 0], [0, 0], [0, 0], [0, 0], [1, 0], [0, 1]],
        "out__weight": [[10, 0], [0, 10]],
        "wide__weight": [[0, 0]],
        "back__weight": [[0], [0]],
        "bias__weight": table(DISTANCES, r1=math.log(3)),  # side by side, the other behind
        **nothing,
    }
    tiny = network(
        kinds=[[0.0]] * len(KINDS),
        span__weight=[[1, 0, 0, 0], [0, 0, 0, 0]],
        span__bias=[0, 0],
        **{f"among__0__{name}": values for name, values in layer.items()},
    )
    subjects, objects = tiny.represent(
        window(0, 0), floats([[0.1], [-0.1]]), [Span(0, 1, KINDS[0]), Span(1, 2, KINDS[0])]
    )
    unit = 0.05 / math.sqrt(0.05**2 + 1e-5)  # (0.1, 0) and (-0.1, 0), each normalised
    # the first sees itself with a share of 1/4 and the second with 3/4; the second sees both alike
    assert subjects == close([[math.tanh(0.1 + 10 * (0.25 - 0.75) * unit)], [math.tanh(-0.1)]])
    assert objects == close([[math.tanh(-10 * (0.25 - 0.75) * unit)], [0]])


def pairing() -> Network:
    return network(
        between__weight=[[0.1]],
        between__bias=[0.2],
        distance=table(DISTANCES, r1=5.0),  # side by side, the object behind
        pair__weight=[[1, 2, 3, 4, 0.1], [0, 0, 0, 0, -1]],
        pair__bias=[0.5, 0],
        relation__weight=[[0.1 * n, 7.0] for n in range(len(RELATIONS))],
        relation__bias=[0] * len(RELATIONS),
        status__weight=[[0, 0], [0, 0], [0, 0], [1, 0]],
        status__bias=[0] * len(STATUSES),
    )


ENDS = (floats([[0.5], [0.25]]), floats([[0.125], [0.75]]))


def test_a_pair_is_scored_from_its_ends_the_words_between_and_how_far_apart_it_stands() -> None:
    spans = [Span(0, 1, "person"), Span(3, 4, "event")]
    scored = pairing().relate(window(0, 0, 0, 0), floats([[9], [2], [4], [9]]), spans, ENDS)
    assert scored.rows.tolist() == [[0, 1]]
    # 2 and 4 stand between; the second inner number is negative, and bent to 0
    inner = 0.5 + 0.5 + 2 * 0.75 + 3 * 0.375 + 4 * math.tanh(0.2 + 0.1 * 3) + 0.1 * 5
    spoke, date = RELATIONS.index("spokeAt"), RELATIONS.index("eventDate")
    assert scored.relations[0, spoke] == pytest.approx(1 / (1 + math.exp(-0.1 * spoke * inner)), abs=1e-6)
    assert scored.relations[0, date] == 0, "a person has no date"
    others = 1 / (3 + math.exp(inner))
    assert scored.statuses == close([[others, others, others, 1 - 3 * others]])


def test_between_neighbours_stand_no_words() -> None:
    spans = [Span(0, 1, "person"), Span(1, 2, "event")]
    scored = pairing().relate(window(0, 0), floats([[9], [9]]), spans, ENDS)
    inner = 0.5 + 0.5 + 2 * 0.75 + 3 * 0.375 + 4 * math.tanh(0.2) + 0.1 * 5
    spoke = RELATIONS.index("spokeAt")
    assert scored.relations[0, spoke] == pytest.approx(1 / (1 + math.exp(-0.1 * spoke * inner)), abs=1e-6)


def test_where_no_relation_may_join_there_is_no_pair() -> None:
    scored = pairing().relate(
        window(0, 0), floats([[9], [9]]), [Span(0, 1, "date"), Span(1, 2, "date")], ENDS
    )
    assert (scored.rows.shape, scored.relations.shape) == ((0, 2), (0, len(RELATIONS)))
    assert scored.statuses.shape == (0, len(STATUSES))


def test_a_span_is_the_first_of_its_thing_or_comes_back_to_an_earlier_one() -> None:
    tiny = network(
        fresh__weight=[[2]],
        fresh__bias=[0.1],
        gap=table(DISTANCES, r0=0.5),  # side by side, the antecedent in front
        alike=table(ALIKE, r2=3.0),  # a part of the name
        same__weight=[[1, 1, 1, 2, 0.5], [-9, -9, -9, -9, -9]],
        same__bias=[0, 0],
        same_score__weight=[[1, 1]],
        same_score__bias=[0.25],
    )
    spans = [Span(0, 1, "person"), Span(1, 2, "person"), Span(2, 3, "date")]
    ends = (floats([[0.5], [0.25], [0]]), floats([[0.125], [0.75], [0]]))
    first, second, third = tiny.link(window(0, 0, 0), spans, ["Ada Tan", "Tan", "14 May"], ends)
    assert (first.first, first.earlier) == (1.0, ())
    assert (third.first, third.earlier) == (1.0, ())
    again = 0.25 + (0.25 + 0.125 + 0.25 * 0.125 + 2 * 0.5 + 0.5 * 3)
    chance = 1 / (1 + math.exp(0.1 + 2 * 0.25 - again))
    assert second.first == pytest.approx(1 - chance, abs=1e-6)
    ((earlier, found),) = second.earlier
    assert earlier == 0
    assert found == pytest.approx(chance, abs=1e-6)


def test_an_incident_s_types_are_told_by_the_opening_and_its_words() -> None:
    size = len(INCIDENT_TYPES)
    tiny = network(types__weight=[[0.5, n] for n in range(size)], types__bias=[0] * size)
    told = tiny.classify(floats([[2], [9]]), (floats([[7], [-1]]), floats([[7], [7]])), [1])
    assert told == close([[1 / (1 + math.exp(n - 1)) for n in range(size)]])


HEADS = {
    "words": np.array([[1 | 14 << 4], [7]], np.uint8),  # 1 and -2, 7 and 0
    "words.steps": np.array([[0.5], [0.25]], np.float16),
    "version": np.array("7"),
    "shapes": np.zeros((1, 2), np.float16),
    "hints": np.array([[64, -128]], np.int8),  # 0.5 and -1
    "hints.steps": np.array([[1 / 128]], np.float32),
}


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A folder with sound heads beside an encoder that is none."""
    np.savez_compressed(tmp_path / "heads.npz", **HEADS)  # type: ignore[arg-type]
    (tmp_path / "encoder.onnx").write_bytes(b"no encoder")
    return tmp_path


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "InferenceSession", Encoder)


def refused(folder: Path) -> None:
    with pytest.raises(DamagedError) as caught:
        load(folder)
    assert str(caught.value) == f"{folder}: the reader's weights cannot be loaded; install cyberkg again"


@pytest.mark.usefixtures("encoder")
def test_words_in_four_bits_and_tables_in_eight_come_out_in_full(weights: Path) -> None:
    loaded = load(weights)
    assert loaded.name == "MPNet 7"
    assert loaded.encode(window(0, 0)).tolist() == [[1, -2], [2.25, -1]]


@pytest.mark.usefixtures("encoder")
@pytest.mark.parametrize("left", [0, 1, 30, 400, -1])
def test_heads_that_are_cut_off_are_damaged(weights: Path, left: int) -> None:
    heads = weights / "heads.npz"
    heads.write_bytes(heads.read_bytes()[:left])
    refused(weights)


@pytest.mark.usefixtures("encoder")
def test_heads_with_a_byte_flipped_are_damaged(weights: Path) -> None:
    heads = weights / "heads.npz"
    content = bytearray(heads.read_bytes())
    content[content.index(b"words.npy") + 60] ^= 255
    heads.write_bytes(content)
    refused(weights)


@pytest.mark.usefixtures("encoder")
@pytest.mark.parametrize("name", ["words", "words.steps", "version", "hints"])
def test_heads_without_one_of_their_arrays_are_damaged(weights: Path, name: str) -> None:
    np.savez(weights / "heads.npz", **{n: a for n, a in HEADS.items() if n != name})  # type: ignore[arg-type]
    refused(weights)


@pytest.mark.usefixtures("encoder")
def test_missing_heads_are_damage(weights: Path) -> None:
    (weights / "heads.npz").unlink()
    refused(weights)


def test_an_encoder_that_is_none_is_damage(weights: Path) -> None:
    refused(weights)


def test_a_missing_encoder_is_damage(weights: Path) -> None:
    (weights / "encoder.onnx").unlink()
    refused(weights)


def test_the_weights_that_are_shipped_are_small_and_multiply_integers() -> None:
    folder = Path(learned.__file__).with_name("weights")
    assert (
        sum(path.stat().st_size for path in folder.iterdir() if path.suffix in {".onnx", ".npz", ".json"})
        < 40e6
    )
    assert (folder / "encoder.onnx").read_bytes().count(
        b"MatMulInteger"
    ) >= 37  # matrices of six layers, and one more
