from __future__ import annotations

import random

from cyberkg.view.community import find_communities


def clique(start: int, size: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(start, start + size) for b in range(start, a)]


def test_two_cliques_with_one_bridge_are_two_communities() -> None:
    numbers = find_communities(11, [*clique(0, 6), *clique(6, 5), (0, 6)])
    assert numbers == [0] * 6 + [1] * 5


def test_loners_and_pairs_belong_to_none() -> None:
    assert find_communities(3, [(0, 1)]) == [-1, -1, -1]
    assert find_communities(0, []) == []


def test_the_order_and_direction_of_links_make_no_difference() -> None:
    chance = random.Random(7)
    links = [(a, chance.randrange(a)) for a in range(1, 200) for _ in range(3)]
    expected = find_communities(200, links)
    assert max(expected) > 3
    for _ in range(5):
        chance.shuffle(links)
        turned = [link if chance.random() < 0.5 else link[::-1] for link in links]
        assert find_communities(200, turned) == expected
