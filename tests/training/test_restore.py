"""What is exported comes back: as near as 8 bits tell it, and rounded matrices as they were."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the dependency group train: uv run --group train pytest")
pytest.importorskip("onnx", reason="needs the dependency group train: uv run --group train pytest")

from transformers import MPNetConfig, MPNetModel  # noqa: E402

from cyberkg.learned.network import load_network  # noqa: E402
from cyberkg.training.export import export  # noqa: E402
from cyberkg.training.integers import in_integers  # noqa: E402
from cyberkg.training.network import FROZEN, KEPT, Network  # noqa: E402
from cyberkg.training.restore import restore  # noqa: E402
from cyberkg.training.train import _round  # noqa: E402

SAMPLE: list[Any] = [
    SimpleNamespace(ids=torch.randint(5, 60, (1, 40)), shapes=torch.zeros(1, 40, dtype=torch.int64), hints=torch.zeros(1, 40, dtype=torch.int64))
    for _ in range(30)
]  # fmt: skip


def fresh(seed: int) -> Network:
    torch.manual_seed(seed)
    config = MPNetConfig(vocab_size=64, num_hidden_layers=KEPT, attn_implementation="eager")
    network = Network(MPNetModel(config, add_pooling_layer=False))
    network.eval()
    return network


@pytest.fixture(scope="module")
def learned() -> Network:
    network = fresh(1)
    _round(network, network, SAMPLE)
    network.eval()
    return network


@pytest.fixture(scope="module", params=["floats", "integers"])
def folder(
    request: pytest.FixtureRequest, learned: Network, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    place = tmp_path_factory.mktemp("weights")
    export(learned, place, "0")
    if request.param == "integers":
        file = place / "encoder.onnx"
        words = np.random.default_rng(0).normal(size=(2, 40, 768)).astype(np.float32)
        file.write_bytes(in_integers(file.read_bytes(), [(w, np.zeros_like(w)) for w in words]))
    return place


def test_what_learned_comes_back(learned: Network, folder: Path) -> None:
    other = fresh(2)
    restore(other, folder)
    for name, tensor in learned.state_dict().items():
        if name.split(".")[0] not in {"embeddings", "places"} and not name.startswith(
            ("lower.0.", "lower.1.")
        ):
            step = float(tensor.abs().max()) / 127
            assert torch.allclose(other.state_dict()[name], tensor, atol=0.51 * step + 1e-3), name


def test_rounded_matrices_come_back_as_they_were(learned: Network, folder: Path) -> None:
    other = fresh(2)
    restore(other, folder)
    for mine, theirs in zip(learned.upper, other.upper, strict=True):
        assert torch.equal(mine.intermediate.dense.weight, theirs.intermediate.dense.weight)
    for mine, theirs in zip(learned.lower[FROZEN:], other.lower[FROZEN:], strict=True):
        assert torch.equal(mine.attention.attn.q.weight, theirs.attention.attn.q.weight)


def test_what_did_not_learn_stays_as_it_was(folder: Path) -> None:
    other = fresh(2)
    before = {k: t.clone() for k, t in other.state_dict().items() if k.startswith(("lower.0.", "lower.1."))}
    restore(other, folder)
    assert before
    assert all(torch.equal(other.state_dict()[name], tensor) for name, tensor in before.items())
    assert len(other.lower[:FROZEN]) == 2


def test_heads_of_another_shape_keep_their_own(folder: Path) -> None:
    other = fresh(2)
    other.tags = torch.nn.Linear(other.tags.in_features, 3)
    kept = other.tags.weight.clone()
    restore(other, folder)
    assert torch.equal(other.tags.weight, kept)


def test_the_runtime_says_what_the_network_says(learned: Network, folder: Path) -> None:
    ids = [3, 5, 7, 11]
    vectors = load_network(folder)._words.vectors(ids)
    encoder = load_network(folder)._encoder
    (hidden,) = encoder.run(None, {"words": vectors[None], "marks": np.zeros((1, 4, 768), np.float32)})
    with torch.no_grad():
        wanted = learned.run(learned.ground(torch.from_numpy(vectors)[None]), torch.zeros(1, 4, 768))
    assert np.corrcoef(hidden.ravel(), wanted.numpy().ravel())[0, 1] > 0.99


def test_what_is_rounded_says_the_same_with_its_lower_layers_run_before_or_after() -> None:
    network = fresh(3)
    words = torch.randn(1, 5, 768)
    _round(network, network, SAMPLE)
    network.eval()
    with torch.no_grad():
        after = network.run(network.ground(words), torch.zeros(1, 5, 768))
        network.settled = FROZEN
        before = network.run(network.ground(words), torch.zeros(1, 5, 768))
    assert torch.allclose(before, after, atol=1e-5)
    assert not any(p.requires_grad for p in network.lower.parameters())
