from __future__ import annotations

import dataclasses

from cyberkg.model import Block, Iri, Item, Knowledge, Merge, merge_key
from cyberkg.rdf.order import fact_key, in_order


def test_order_does_not_depend_on_the_order_given(sample: Knowledge) -> None:
    shuffled = Knowledge(sample.documents, sample.entities[::-1], sample.facts[::-1] * 2, sample.merges * 2)
    assert in_order(shuffled) == sample


def test_documents_are_kept_without_their_items(sample: Knowledge) -> None:
    item = Item(Block("heading", "A", (0,), 1), ())
    document = dataclasses.replace(sample.documents[0], items=(item,))
    assert in_order(dataclasses.replace(sample, documents=(document,))) == sample


def test_facts_follow_the_text(sample: Knowledge) -> None:
    late = dataclasses.replace(sample.facts[0].evidence, start=100, end=101)
    early = dataclasses.replace(sample.facts[0].evidence, start=9, end=10)
    facts = [dataclasses.replace(sample.facts[0], evidence=place) for place in (late, early)]
    assert [fact.evidence.start for fact in sorted(facts, key=fact_key)] == [9, 100]


def test_facts_of_briefings_follow_each_other_by_name(sample: Knowledge) -> None:
    fact = sample.facts[0]
    facts = tuple(
        dataclasses.replace(fact, evidence=dataclasses.replace(fact.evidence, document=name, start=start))
        for name, start in (("b", 1), ("a", 2), ("b", 0), ("a", 1), ("b", 1))
    )
    ordered = in_order(Knowledge(facts=facts)).facts
    assert list(ordered) == sorted(set(facts), key=fact_key)
    assert [(f.evidence.document, f.evidence.start) for f in ordered] == [
        ("a", 1),
        ("a", 2),
        ("b", 0),
        ("b", 1),
    ]


def test_names_of_an_entity_are_sorted_and_told_once(sample: Knowledge) -> None:
    entity = dataclasses.replace(sample.entities[0], aliases=("b", "a", "b"), documents=("d",))
    (found,) = in_order(Knowledge(entities=(entity,))).entities
    assert (found.aliases, found.documents) == (("a", "b"), ("d",))


def test_merges_sort_by_key_as_they_do_by_themselves() -> None:
    merges = [
        Merge(Iri(entity), document, "n", "o", "same", score, "", by)
        for entity in "ba"
        for document in "dc"
        for score in (0.5, 0.25)
        for by in ("user", "rule")
    ]
    assert sorted(merges, key=merge_key) == sorted(merges)
