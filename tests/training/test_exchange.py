from __future__ import annotations

import pytest

from cyberkg.corpus import parse_marked
from cyberkg.training.exchange import Pool, exchange, pool_of

SOURCE = """# style: note
# invented: yes

[Ada Tan|p.tan] of the [Delta Cyber Union|o.delta] ([DCU|o.delta]) spoke; [Tan|p.tan] thanked [it|o.delta~].
> p.tan affiliatedWith o.delta
"""


def test_short_forms_change_in_step_and_references_stay() -> None:
    changed = exchange(SOURCE, Pool(("Kwame Boateng",), ("Harbour Bank Zambia",)), "seed")
    text = parse_marked(changed, "note").text
    assert text == "Kwame Boateng of the Harbour Bank Zambia (HBZ) spoke; Boateng thanked it.\n"


def test_facts_and_marks_stay_what_they_were() -> None:
    before = parse_marked(SOURCE, "note")
    after = parse_marked(exchange(SOURCE, Pool(("Kwame Boateng",), ("Harbour Bank",)), "seed"), "note")
    assert [m.key for m in after.mentions] == [m.key for m in before.mentions]
    assert [(f.subject, f.predicate, f.object) for f in after.facts] == [
        (f.subject, f.predicate, f.object) for f in before.facts
    ]


@pytest.mark.parametrize("seed", ["a", "b"])
def test_the_same_seed_makes_the_same_exchange(seed: str) -> None:
    pool = Pool(("Kwame Boateng", "Li Wei", "Ana Cruz"), ("Harbour Bank", "Nordic Union", "Delta Police"))
    assert exchange(SOURCE, pool, seed) == exchange(SOURCE, pool, seed)


def test_a_pool_holds_the_fullest_names() -> None:
    assert pool_of([parse_marked(SOURCE, "note")]) == Pool(("Ada Tan",), ("Delta Cyber Union",))
