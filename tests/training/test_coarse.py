from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cyberkg.learned.network import Words
from cyberkg.training.coarse import BLOCK, coarse, compensated, fine, packed, rounded

MATRICES = arrays(
    np.float32,
    st.tuples(st.integers(1, 3), st.sampled_from([BLOCK, 2 * BLOCK])),
    elements=st.floats(-100, 100, width=32),
)


@given(MATRICES)
def test_what_is_rounded_stays_as_it_is(matrix: np.ndarray) -> None:
    once = rounded(matrix)
    assert np.array_equal(rounded(once), once)


@given(MATRICES)
def test_no_number_is_further_off_than_what_the_best_plain_step_would_leave_in_its_block(
    matrix: np.ndarray,
) -> None:
    blocks = matrix.reshape(-1, BLOCK)
    off = ((rounded(matrix).reshape(-1, BLOCK) - blocks) ** 2).sum(1)
    plain = np.maximum(np.abs(blocks).max(1), 1e-6) / 7
    # half a step for each number, and what a step in 16 bits is off by
    assert (off <= BLOCK * (plain * 0.51 + 1e-6) ** 2).all()


@given(MATRICES)
def test_four_bits_come_back_from_the_bytes_that_are_kept(matrix: np.ndarray) -> None:
    codes, steps = coarse(matrix)
    kept = packed(codes)
    assert kept.nbytes * 2 == codes.size
    words = Words(kept, steps.astype(np.float32))
    assert np.array_equal(words.vectors(range(len(codes))), fine(codes, steps))


def test_what_is_rounded_for_its_products_changes_them_less_and_can_be_kept_in_four_bits() -> None:
    draw = np.random.default_rng(1)
    matrix = draw.normal(size=(24, 3 * BLOCK)).astype(np.float32)
    given_ = (draw.normal(size=(500, 12)) @ draw.normal(size=(12, 3 * BLOCK))).astype(np.float32)
    found = compensated(matrix, given_.T @ given_)
    wanted = given_ @ matrix.T

    def off(other: np.ndarray) -> float:
        return float(((given_ @ other.T - wanted) ** 2).sum())

    assert off(found) < off(rounded(matrix)) / 3
    assert np.array_equal(rounded(found), found)
    assert np.allclose(compensated(found, given_.T @ given_), found)


def test_a_block_whose_largest_code_is_small_stays_as_it_is() -> None:
    draw = np.random.default_rng(2)
    for largest in range(1, 8):
        codes = draw.integers(-largest, largest + 1, size=(4, BLOCK)).astype(np.int8)
        codes[:, 0] = largest
        matrix = fine(codes, draw.uniform(0.001, 0.1, size=(4, 1)).astype(np.float16))
        assert np.array_equal(rounded(matrix), matrix)
