"""Which pairs are compared: each once, all of a small block, neighbours by name in a large one."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from cyberkg.identity.blocking import candidates
from cyberkg.identity.profile import Profile
from cyberkg.terms import EntityType

KEYS = st.lists(st.sets(st.sampled_from("abcdef"), max_size=3), max_size=12)


def profile(name: str) -> Profile:
    return Profile(EntityType.ORGANISATION, (name,))


def pairs(keys: list[set[str]]) -> list[tuple[int, int]]:
    profiles = [profile(f"{number:05}") for number in range(len(keys))]
    place = {id(each): number for number, each in enumerate(profiles)}
    return list(candidates(profiles, lambda p: keys[place[id(p)]], lambda p: p.names))


@given(KEYS)
def test_two_that_share_a_key_are_a_pair_once(keys: list[set[str]]) -> None:
    expected = [(a, b) for a, b in combinations(range(len(keys)), 2) if keys[a] & keys[b]]
    assert pairs(keys) == expected


def test_in_a_large_block_each_is_compared_with_forty_behind_it() -> None:
    found = pairs([{"a"}] * 1000)
    assert found == [(a, b) for a in range(1000) for b in range(a + 1, min(a + 41, 1000))]
