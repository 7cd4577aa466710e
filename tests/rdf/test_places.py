"""Where everything stands in a file: read back as it was packed, and refused where it is anything else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from cyberkg.rdf.places import Places

PLACES = Places("0f" * 8, {"ab": [3, 9]}, {"ab": [0, 1]}, [4, 5], [(2, 0, 30)], ["", "cd"])
CHANGES: dict[str, Callable[[list[Any]], object]] = {
    "a length less": lambda packed: packed[3].pop(),
    "a digest less": lambda packed: packed[5].pop(),
    "a briefing that adds to nothing known": lambda packed: packed[2].clear(),
    "a briefing that stands nowhere": lambda packed: packed[1].clear(),
    "half a group": lambda packed: packed[4][0].pop(),
    "a value less": lambda packed: packed.pop(),
    "a value more": lambda packed: packed.append([]),
    "a number for a list": lambda packed: packed.__setitem__(3, 7),
    "a list for the briefings": lambda packed: packed.__setitem__(1, []),
}


def test_places_are_read_as_they_were_packed() -> None:
    assert Places.unpack(json.loads(json.dumps(PLACES.pack()))) == PLACES


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_are_no_places_is_refused(change: Callable[[list[Any]], object]) -> None:
    packed = json.loads(json.dumps(PLACES.pack()))
    change(packed)
    with pytest.raises((ValueError, TypeError, AttributeError)):
        Places.unpack(packed)
