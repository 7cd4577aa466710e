from __future__ import annotations

from cyberkg.view.groups import GROUPINGS, group, set_groups


def rows(*kinds: str) -> list[dict[str, object]]:
    return [{"id": i, "type": kind} for i, kind in enumerate(kinds)]


def test_an_organisation_stands_for_what_has_the_most_links_with_it() -> None:
    nodes = rows("Organisation", "Organisation", "Person", "Person", "Person", "Person", "Event")
    links = [(2, 0), (3, 0), (4, 1), (5, 1), (6, 1), (6, 0), (6, 1)]
    numbers = group(nodes, links)["organisation"]
    assert numbers == [1, 0, 1, 1, 0, 0, 0]


def test_small_organisations_stand_for_nothing() -> None:
    nodes = rows("Organisation", "Person", "Person", "Place")
    assert group(nodes, [(1, 0)])["organisation"] == [-1, -1, -1, -1]


def test_all_groupings_number_all_nodes_and_each_group_has_a_place() -> None:
    nodes = rows(*["Organisation"] * 4, *["Person"] * 40)
    links = [(i, i % 4) for i in range(4, 44)] + [(4, 1)]
    found = group(nodes, links)
    assert set(found) == set(GROUPINGS)
    for numbers in found.values():
        places = set_groups(numbers, links)
        assert len(places) == max(numbers) + 1 == 4
        assert len({tuple(place) for place in places}) == 4


def test_nothing_has_no_groups() -> None:
    assert group([], []) == {"community": [], "organisation": []}
    assert set_groups([], []) == []
