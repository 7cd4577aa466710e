"""The phrasings in the head of a query."""

from __future__ import annotations

import pytest

from cyberkg.errors import UsageError
from cyberkg.query.named import Phrasing, parse_query

HEAD = "# parameter: event | Event | | x\n# parameter: role | speaker, host | | x\n"


def test_a_phrasing_has_words_parameters_and_values() -> None:
    query = parse_query("q", f"{HEAD}# phrasing: who (ever) spoke at {{event}} | role=speaker\nSELECT * {{}}")
    assert query.phrasings == (Phrasing("who (ever) spoke at {event}", (("role", "speaker"),)),)
    assert query.phrasings[0].slots == ("event",)


def test_a_query_may_have_none() -> None:
    assert parse_query("q", "SELECT * {}").phrasings == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "a phrasing is malformed"),
        ("who [spoke]", "a phrasing is malformed"),
        ("who spoke at {event} | role", "a phrasing is malformed"),
        ("who spoke at {place}", "a phrasing speaks of place, which is no parameter"),
        ("who spoke | place=Rome", "a phrasing speaks of place, which is no parameter"),
        ("{event} and {event}", "a phrasing gives event twice"),
        ("{role} at {event} | role=host", "a phrasing gives role twice"),
        ("who sang at {event} | role=singer", "a phrasing makes role 'singer'"),
    ],
)
def test_a_malformed_phrasing_is_told_with_its_line(line: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_query("q", f"{HEAD}# phrasing: {line}\nSELECT * {{}}", "own.rq")
    assert caught.value.what == told
    assert caught.value.where == "own.rq, line 3"
    assert caught.value.hint
