"""The trained network at work: the encoder by onnxruntime, the small heads by numpy. No torch.

The arrays and their shapes are those of ``training.network``, which says where the design comes from.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from cyberkg.errors import DamagedError
from cyberkg.learned.features import antecedents, distances, grid, likeness, pairs
from cyberkg.learned.labels import KINDS
from cyberkg.learned.spans import Span
from cyberkg.learned.windows import Window
from cyberkg.shipped import read_shipped

__all__ = ["Links", "Network", "Pairs", "Words", "load_network"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_FOLDER = Path(__file__).with_name("weights")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Scores of pairs of spans in a window.

    :param rows: pairs × 2 numbers of spans (subject, object).
    :param relations: pairs × ``RELATIONS``, probabilities; 0 where a relation may not join the two.
    :param statuses: pairs × ``STATUSES``, probabilities.
    """

    rows: Ints
    relations: Floats
    statuses: Floats


@dataclass(frozen=True, slots=True)
class Links:
    """For one span the probability that it is the first of its thing, and that it comes back to each earlier span."""

    first: float
    earlier: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The vectors of the vocabulary, in 4 bits: they take an eighth of the room, and few are needed at a time.

    :param codes: words × half the width; two codes a byte, the first below.
    :param steps: words × runs, what a code of each run of columns counts.
    """

    codes: NDArray[np.uint8]
    steps: Floats

    def vectors(self, ids: Sequence[int]) -> Floats:
        """The vectors of some words: words × width."""
        rows = np.asarray(ids)
        packed, steps = self.codes[rows], self.steps[rows]
        codes = np.empty((*packed.shape, 2), np.int8)
        codes[..., 0], codes[..., 1] = packed << np.uint8(4), packed & np.uint8(240)
        numbers = (codes >> 4).reshape(*steps.shape, -1) * steps[..., None]
        found: Floats = numbers.reshape(len(packed), -1).astype(np.float32)
        return found


@dataclass(frozen=True, slots=True)
class Network:
    """A loaded network.

    :param name: name and version, as claims cite it.
    """

    name: str
    _encoder: Any
    _words: Words
    _arrays: dict[str, Floats]

    def given(self, window: Window) -> tuple[Floats, Floats]:
        """Give what the encoder is told of a window: its words and their marks, each pieces × width."""
        a = self._arrays
        marks: Floats = a["shapes"][list(window.shapes)] + a["hints"][list(window.hints)]
        return self._words.vectors(window.ids), marks

    def encode(self, window: Window) -> Floats:
        """Encode a window: pieces × width."""
        words, marks = self.given(window)
        (hidden,) = self._encoder.run(None, {"words": words[None], "marks": marks[None]})
        return np.asarray(hidden[0], dtype=np.float32)

    def tags(self, window: Window, hidden: Floats) -> Floats:
        """Score tags: pieces × ``TAGS``, log-probabilities."""
        a = self._arrays
        edge = np.zeros((1, hidden.shape[1]), np.float32)
        around = [np.concatenate([edge, hidden[:-1]]), hidden, np.concatenate([hidden[1:], edge])]
        known = [a["tag_hints"][list(window.hints)], a["tag_shapes"][list(window.shapes)]]
        scores = self._linear(
            "tags", np.tanh(self._linear("tag_inner", np.concatenate([*around, *known], 1)))
        )
        top = scores.max(1, keepdims=True)
        logs: Floats = scores - top - np.log(np.exp(scores - top).sum(1, keepdims=True))
        return logs

    def represent(self, window: Window, hidden: Floats, spans: Sequence[Span]) -> tuple[Floats, Floats]:
        """Represent spans as subjects and as objects: two times spans × width."""
        first = np.array([s.start for s in spans])
        last = np.array([s.end - 1 for s in spans])
        kinds = np.array([KINDS.index(s.kind) for s in spans])
        sums = _sums(hidden)
        mean = (sums[last + 1] - sums[first]) / (last - first + 1)[:, None]
        whole = self._linear(
            "span", np.concatenate([hidden[first], hidden[last], mean, self._arrays["kinds"][kinds]], 1)
        )
        far = grid(window, spans)
        for n in range(sum(name.endswith(".look.weight") for name in self._arrays)):
            whole = self._among(f"among.{n}", whole, far)
        half = whole.shape[1] // 2
        bent = np.tanh(whole)
        return bent[:, :half], bent[:, half:]

    def _among(self, name: str, spans: Floats, far: Ints) -> Floats:
        """Let spans look at each other, as ``training.network.Among`` does."""
        bias = self._arrays[f"{name}.bias.weight"][far].transpose(2, 0, 1)
        n, eyes = len(spans), len(bias)
        seen = self._linear(f"{name}.look", self._norm(f"{name}.norm", spans)).reshape(n, 3, eyes, -1)
        q, k, v = seen.transpose(1, 2, 0, 3)
        weights = _softmax(q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1], dtype=np.float32) + bias)
        spans = spans + self._linear(f"{name}.out", (weights @ v).transpose(1, 0, 2).reshape(n, -1))
        bent = np.maximum(self._linear(f"{name}.wide", self._norm(f"{name}.norm2", spans)), 0)
        found: Floats = spans + self._linear(f"{name}.back", bent)
        return found

    def _norm(self, name: str, x: Floats) -> Floats:
        """Normalise rows (layer normalisation, with torch's epsilon)."""
        centred = x - x.mean(1, keepdims=True)
        scale = np.sqrt((centred**2).mean(1, keepdims=True) + np.float32(1e-5))
        found: Floats = centred / scale * self._arrays[f"{name}.weight"] + self._arrays[f"{name}.bias"]
        return found

    def relate(
        self, window: Window, hidden: Floats, spans: Sequence[Span], ends: tuple[Floats, Floats]
    ) -> Pairs:
        """Score all pairs that some relation may join."""
        rows, far, mask = pairs(window, spans)
        if not len(rows):
            return Pairs(rows, np.zeros(mask.shape, np.float32), np.zeros((0, 4), np.float32))
        first = np.array([s.start for s in spans])
        last = np.array([s.end - 1 for s in spans])
        s, o = rows[:, 0], rows[:, 1]
        left = np.minimum(last[s], last[o]) + 1
        right = np.maximum(first[s], first[o])
        sums = _sums(hidden)
        words = (sums[np.maximum(left, right)] - sums[left]) / np.maximum(right - left, 1)[:, None]
        a, b = ends[0][s], ends[1][o]
        between = np.tanh(self._linear("between", words))
        whole = np.concatenate([a, b, a * b, between, self._arrays["distance"][far]], 1)
        inner = np.maximum(self._linear("pair", whole), 0)
        scores = _sigmoid(self._linear("relation", inner)) * mask
        return Pairs(rows, scores, _softmax(self._linear("status", inner)))

    def link(
        self, window: Window, spans: Sequence[Span], texts: Sequence[str], ends: tuple[Floats, Floats]
    ) -> list[Links]:
        """Weigh for each span whether it is the first of its thing or comes back to an earlier one."""
        before = antecedents(spans)
        rows = np.array([(n, m) for n, ms in enumerate(before) for m in ms], dtype=np.int64).reshape(-1, 2)
        fresh = self._linear("fresh", ends[0])[:, 0]
        scores: Floats = np.zeros(0, np.float32)
        if len(rows):
            a, b = ends[0][rows[:, 0]], ends[1][rows[:, 1]]
            alike = np.array([likeness(texts[n], texts[m]) for n, m in rows])
            far = distances(window, spans, rows)
            whole = np.concatenate([a, b, a * b, self._arrays["gap"][far], self._arrays["alike"][alike]], 1)
            scores = self._linear("same_score", np.maximum(self._linear("same", whole), 0))[:, 0]
        found: list[Links] = []
        place = 0
        for n, ms in enumerate(before):
            options = _softmax(np.concatenate([fresh[n : n + 1], scores[place : place + len(ms)]])[None])[0]
            place += len(ms)
            found.append(Links(float(options[0]), tuple(zip(ms, map(float, options[1:]), strict=True))))
        return found

    def classify(self, hidden: Floats, ends: tuple[Floats, Floats], incidents: Sequence[int]) -> Floats:
        """Score incidents' spans: spans × ``INCIDENT_TYPES``, probabilities."""
        opening = np.repeat(hidden[:1], len(incidents), 0)
        return _sigmoid(self._linear("types", np.concatenate([opening, ends[0][list(incidents)]], 1)))

    def _linear(self, name: str, x: Floats) -> Floats:
        found: Floats = x @ self._arrays[f"{name}.weight"].T + self._arrays[f"{name}.bias"]
        return found


def _sums(hidden: Floats) -> Floats:
    """Sum up rows from the first on: one more row than there are, the first 0; numpy goes down columns five times slower."""
    sums = np.zeros((len(hidden) + 1, hidden.shape[1]), np.float32)
    for n, row in enumerate(hidden):
        np.add(sums[n], row, out=sums[n + 1])
    return sums


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), dtype=np.float32)


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(-1, keepdims=True))
    found: Floats = e / e.sum(-1, keepdims=True)
    return found


@lru_cache(maxsize=1)
def load_network(folder: Path = _FOLDER) -> Network:
    """Load the network that the package ships, on one thread: processes share the cores, and sums keep their order.

    :raises DamagedError: where its files are missing or broken.
    """
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as told

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # What is made of constants, as the matrices are (training.integers), is made once, here, and not in each run.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    # The runtime's errors have no base of their own.
    refusals = (told.Fail, told.InvalidArgument, told.InvalidGraph, told.InvalidProtobuf, told.NoSuchFile)
    try:
        encoder = onnxruntime.InferenceSession(
            read_shipped(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        version, words, arrays = _read_heads(folder / "heads.npz")
    except (
        OSError,
        ValueError,
        RuntimeError,
        KeyError,
        EOFError,
        BadZipFile,
        zlib.error,
        *refusals,
    ) as error:
        raise DamagedError(
            "the reader's weights cannot be loaded", str(folder), "install cyberkg again"
        ) from error
    return Network(f"MPNet {version}", encoder, words, arrays)


def _read_heads(path: Path) -> tuple[str, Words, dict[str, Floats]]:
    """Read the version, the words and the arrays: those in 8 bits have steps, the others are kept in 16 bits."""
    with np.load(io.BytesIO(read_shipped(path)), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    version = str(arrays.pop("version"))
    words = Words(arrays.pop("words"), arrays.pop("words.steps").astype(np.float32))
    steps = {name: arrays.pop(name) for name in list(arrays) if name.endswith(".steps")}
    for name, step in steps.items():
        codes = name.removesuffix(".steps")
        arrays[codes] = arrays[codes] * step
    return version, words, {name: a.astype(np.float32) for name, a in arrays.items()}
