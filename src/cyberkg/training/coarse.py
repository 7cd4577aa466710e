"""Matrices in four bits: what of the encoder does not learn is rounded before training, so that training sees it so.

Each run of ``BLOCK`` numbers has a step of its own, the one of a few that rounds them best; a code is between -7 and 7.
To round what is rounded already changes nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["BLOCK", "coarse", "fine", "packed", "rounded"]

Floats = NDArray[np.float32]
BLOCK = 64
_TOP = 7
_SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)  # of the largest number, to be the largest code


def coarse(matrix: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Round a matrix.

    :param matrix: rows × columns, the columns a multiple of ``BLOCK``.
    :returns: codes, rows × columns; steps, rows × (columns / ``BLOCK``).
    """
    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    most = np.maximum(np.abs(blocks).max(2), 1e-6)
    steps, codes = _codes(blocks, most)
    least = _errors(blocks, codes, steps)
    for share in _SHARES[1:]:
        other_steps, other = _codes(blocks, most * np.float32(share))
        errors = _errors(blocks, other, other_steps)
        better = errors < least
        steps, least = np.where(better, other_steps, steps), np.where(better, errors, least)
        codes = np.where(better[..., None], other, codes)
    return codes.reshape(matrix.shape), steps


def fine(codes: NDArray[np.int8], steps: NDArray[np.float16]) -> Floats:
    """Make numbers of codes and steps again."""
    blocks = codes.reshape(len(codes), -1, BLOCK) * steps.astype(np.float32)[..., None]
    return np.asarray(blocks.reshape(codes.shape), dtype=np.float32)


def rounded(matrix: Floats) -> Floats:
    """Round a matrix to what four bits can tell."""
    return fine(*coarse(matrix))


def packed(codes: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Put two codes into a byte, the first below, as two's complements of 4 bits: rows × half the columns."""
    nibbles = (codes.astype(np.uint8) & np.uint8(15)).reshape(*codes.shape[:-1], -1, 2)
    found: NDArray[np.uint8] = nibbles[..., 0] | nibbles[..., 1] << np.uint8(4)
    return found


def _codes(blocks: Floats, most: Floats) -> tuple[NDArray[np.float16], NDArray[np.int8]]:
    steps = (most / _TOP).astype(np.float16)
    codes = np.clip(np.round(blocks / steps.astype(np.float32)[..., None]), -_TOP, _TOP).astype(np.int8)
    return steps, codes


def _errors(blocks: Floats, codes: NDArray[np.int8], steps: NDArray[np.float16]) -> Floats:
    found: Floats = ((codes * steps.astype(np.float32)[..., None] - blocks) ** 2).sum(2)
    return found
