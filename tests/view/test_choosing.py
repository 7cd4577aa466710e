"""What is left out of a page that would weigh too much: the worst connected, and never what it is about."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest

from cyberkg.model import Document, Entity, Iri, Knowledge, Period
from cyberkg.terms import EntityType
from cyberkg.view import Part, Wish, choosing, page, page_data, project, render
from cyberkg.view.rows import PageData


def test_a_page_that_would_weigh_too_much_for_a_mail_leaves_the_worst_connected_out(
    sample: Knowledge,
) -> None:
    graph = project(sample)
    whole = page_data(graph)
    for share in (0.7, 0.4):
        limit = int(weigh(whole) * share)
        found = page_data(graph, most_bytes=limit)
        assert limit / 2 < weigh(found) < 1.1 * limit
        assert found["leftOut"]["nodes"] == len(whole["nodes"]) - len(found["nodes"]) > 0
    links = Counter(end for edge in whole["edges"] for end in (edge["from"], edge["to"]))
    shown = {node["iri"] for node in found["nodes"]}
    kept = [links[node["id"]] for node in whole["nodes"] if node["iri"] in shown]
    left = [links[node["id"]] for node in whole["nodes"] if node["iri"] not in shown]
    assert sum(kept) / len(kept) > sum(left) / len(left)


def test_what_many_briefings_name_weighs_as_much_as_they_do(sample: Knowledge) -> None:
    more = tuple(Document(f"{n}.txt", "Zembla", title=f"Number {n}") for n in range(300))
    names = tuple(document.name for document in more)
    country = Entity(
        Iri("https://w3id.org/cyberkg/id/place/zembla"), EntityType.PLACE, "Zembla", documents=names
    )
    whole = replace(sample, documents=sample.documents + more, entities=(*sample.entities, country))
    limit = int(weigh(page_data(project(sample))) * 1.1) + 4000
    found = page_data(project(whole), most_bytes=limit)
    assert weigh(found) < limit
    assert found["leftOut"]["nodes"] == 1


def test_what_a_page_is_about_is_on_it_whatever_it_weighs(sample: Knowledge) -> None:
    graph = project(sample)
    focus = tuple(sorted(graph))[-2:]
    found = page_data(graph, most_bytes=1, wish=Wish(Part(focus=focus, hops=2)))
    assert {found["base"] + node["iri"] for node in found["nodes"]} == set(focus)


def weigh(content: PageData) -> int:
    """Bytes of the rows of the page: all but what is the same on every page, and where things are placed."""
    told = (content["nodes"], content["edges"], content["sentences"], content["documents"])
    return len(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def test_a_page_is_cut_to_what_a_mail_takes(sample: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    assert '"leftOut":{"links":0,"nodes":0}' in render(sample)
    monkeypatch.setattr(page, "MOST_BYTES", weigh(page_data(project(sample))) // 2)
    assert '"leftOut":{"links":0,"nodes":0}' not in render(sample)


@pytest.mark.parametrize(("many", "listed"), [(20_000, 100), (200, 3)])
def test_of_what_hundreds_of_briefings_name_the_newest_are_listed_and_the_rest_is_counted(
    many: int, listed: int, sample: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "_MANY", many)
    days = [f"{2000 + n // 12}-{n % 12 + 1:02}-01" for n in range(300)]
    more = tuple(
        Document(f"{n}.txt", "Zembla", date=Period(day, day)) for n, day in enumerate(reversed(days))
    )
    names = tuple(sorted(document.name for document in more))
    country = Entity(Iri("https://example.org/place/zembla"), EntityType.PLACE, "Zembla", documents=names)
    whole = replace(sample, documents=sample.documents + more, entities=(*sample.entities, country))
    found = page_data(project(whole))
    zembla = next(node for node in found["nodes"] if node["label"] == "Zembla")
    assert zembla["readIn"] == 300
    shown = [found["documents"][number]["start"] for number in zembla["documents"]]
    assert sorted(shown) == days[-listed:]
    assert all(len(node["documents"]) <= listed for node in found["nodes"])
    assert found["briefings"] == len(whole.documents) > len(found["documents"])
