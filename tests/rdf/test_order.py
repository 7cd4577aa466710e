from __future__ import annotations

import dataclasses

from cyberkg.model import Block, Item, Knowledge
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
