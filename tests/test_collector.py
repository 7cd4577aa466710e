"""The collector of cycles rests during a block, and is afterwards what it was before."""

from __future__ import annotations

import gc

import pytest

from cyberkg.collector import paused, returned


@paused()
def is_on() -> bool:
    return gc.isenabled()


def test_it_rests_during_a_block_and_runs_again_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), paused():
        assert not gc.isenabled()
        with paused():
            pass
        assert not gc.isenabled()
        1 / 0  # noqa: B018
    assert gc.isenabled()
    assert not is_on()
    assert not is_on()
    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_is_set_aside_is_given_back_at_the_end_of_the_block() -> None:
    with returned():
        with paused(aside=True):
            kept: list[list[int]] = [[] for _ in range(1000)]
        assert gc.get_freeze_count() >= len(kept)
    assert gc.get_freeze_count() == 0
    with paused():
        pass
    assert gc.get_freeze_count() == 0
