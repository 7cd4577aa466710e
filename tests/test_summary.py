"""What a build did, as JSON, and told again when nothing has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cyberkg.identity.decision_file import Waiting
from cyberkg.summary import Summary, pack_summary, to_json, unpack_summary

WHOLE = Summary(
    documents=3,
    facts={"attendance": 2},
    entities={"Event": 1, "Person": 2},
    merges={"same": 1},
    warnings=("a.txt: an odd \N{SNOWMAN}",),
    refused=(),
    page=Path("graph", "network.html"),
    waiting=(Waiting(("Bo Ng", "Robert Ng"), "data/identity.yaml:2", ("a.txt",)), Waiting(("X",), "i:1")),
    unchanged=True,
)


def test_what_is_packed_comes_back() -> None:
    assert unpack_summary(pack_summary(WHOLE), WHOLE.page) == WHOLE


@pytest.mark.parametrize(
    "packed", [b"", b"\xff", b"{}", b"[]", b"[1, 2, 3, 4, 5, 6]", b'[1, {"a": []}, {}, {}, [], []]']
)
def test_what_is_no_summary_is_refused(packed: bytes) -> None:
    with pytest.raises((ValueError, LookupError, TypeError)):
        unpack_summary(packed, WHOLE.page)


def test_json_tells_all() -> None:
    told = json.loads(to_json(WHOLE))
    assert told["unchanged"] is True
    assert told["waiting"][1] == "i:1: nothing is called X; the decision waits for it"
    assert set(told) == set(Summary.__slots__)
