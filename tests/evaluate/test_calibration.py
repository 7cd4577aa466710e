"""Claims are binned by confidence; the error is how far the bins are from what is right."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyberkg.evaluate.calibration import Bin, Reliability, reliability


def test_no_claims_have_no_bins() -> None:
    assert reliability([]) == Reliability((), 0.0)


def test_bins_are_weighted_by_their_facts() -> None:
    found = reliability([(0.95, True), (0.95, True), (0.95, False), (0.35, True)])
    assert [(b.low, b.high, b.facts) for b in found.bins] == [(0.3, 0.4, 1), (0.9, 1.0, 3)]
    assert found.error == pytest.approx(3 / 4 * abs(0.95 - 2 / 3) + 1 / 4 * 0.65)


@pytest.mark.parametrize(("claimed", "high"), [(0.0, 0.1), (0.1, 0.1), (0.7, 0.7), (0.71, 0.8), (1.0, 1.0)])
def test_a_bin_holds_its_upper_end(claimed: float, high: float) -> None:
    assert reliability([(claimed, True)]).bins[0].high == high


def test_the_number_of_bins_is_free() -> None:
    assert reliability([(0.2, False), (0.8, True)], bins=2).bins == (
        Bin(0.0, 0.5, 1, 0.2, 0.0),
        Bin(0.5, 1.0, 1, 0.8, 1.0),
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30))
def test_no_claim_is_lost_and_the_error_is_a_share(claims: list[tuple[float, bool]]) -> None:
    found = reliability(claims)
    assert sum(b.facts for b in found.bins) == len(claims)
    assert 0 <= found.error <= 1
    assert all(b.low - 1e-9 <= b.claimed <= b.high + 1e-9 for b in found.bins)
