"""The collector rests while a report is made, and is back afterwards whatever happened."""

from __future__ import annotations

import gc

import pytest

from cyberkg.cli.collecting import uncollected


def test_the_collector_is_back_after_an_error() -> None:
    with pytest.raises(KeyError), uncollected():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
