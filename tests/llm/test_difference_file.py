"""Disagreements as a file: what is written is read back, anything else is damage."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cyberkg.errors import DamagedError
from cyberkg.llm import Difference, Side, read_differences, write_differences

SIDE = Side("Siobhán \ud800", "Person", "spokeAt", "Forum", "Event", "", "planned", "A “quote”.", 3, 13, 0.69)
FOUND = (
    Difference("d.txt", "first", SIDE, None),
    Difference("d.txt", "status", SIDE, replace(SIDE, status="denied", start=0, represents="Acme")),
)


def test_what_is_written_is_read_back() -> None:
    written = write_differences(FOUND)
    assert read_differences(written) == FOUND
    assert written == write_differences(read_differences(written))
    assert "Siobhán" in written.decode()
    assert write_differences(()) == b'{\n  "differences": []\n}\n'


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"[]",
        b'{"differences": 1}',
        b'{"differences": [{}]}',
        b'{"differences": [{"document": "d", "kind": "first", "model": {"subject": 1}, "built_in": null}]}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_anything_else_is_damaged(written: bytes) -> None:
    with pytest.raises(
        DamagedError, match=r"^disagreements\.json: holds no disagreements; run `cyberkg build`"
    ):
        read_differences(written)


def test_fields_are_named_for_people() -> None:
    (row, _) = json.loads(write_differences(FOUND))["differences"]
    assert (row["kind"], row["model"]["predicate"], row["built_in"]) == ("first", "spokeAt", None)
