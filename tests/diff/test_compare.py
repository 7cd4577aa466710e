"""What differs between two graphs, told whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from cyberkg.diff import compare, render
from cyberkg.errors import UsageError
from cyberkg.model import Knowledge

Make = Callable[..., Knowledge]

OLD = """
a.md | Mr Ip spoke for HKCNSA at CSOP. | p/David Ip | spokeAt | e/CSOP 2023 | for o/HKCNSA
a.md | CSOP was held on 19 September. | e/CSOP 2023 | eventDate | 2023-09-19
a.md | Mr Law attended. | p/Frank Law | attended | e/CSOP 2023 | 0.65
b.md | Law Yuet-wing will attend. | p/Law Yuet-wing | attended | e/CSOP 2023 | planned
b.md | Raymond Siu came. | p/Raymond Siu | attended | e/CSOP 2023
c.md | John Lee opened the Forum. | p/John Lee | officiated | e/Forum
d.md | John Lee opened the Clinic. | p/John Lee | officiated | e/Clinic
"""
NEW = """
a.md | Mr Ip spoke for HKCNSA at CSOP. | p/David Ip | spokeAt | e/CSOP 2023 | for o/HKCNSA
a.md | CSOP was held on 20 September. | e/CSOP 2023 | eventDate | 2023-09-20
a.md | Mr Law attended. | p/Frank Law | attended | e/CSOP 2023 | 1.0
b.md | Law Yuet-wing will attend. | p/Frank Law | attended | e/CSOP 2023 | denied
c.md | John Lee opened the Forum. | p/John Lee | officiated | e/Forum
d.md | John Lee opened the Clinic. | p/John Lee d | officiated | e/Clinic
e.md | *Ada* Tan came. | p/Ada Tan | attended | e/Forum | title guest; for o/HKCNSA
"""
TEXT = """\
Documents (3)
  ~ a.md is edited
  ~ b.md is edited
  + e.md is new
Things (4)
  - Raymond Siu is gone (person)
  > Frank Law and Law Yuet-wing are now one: Frank Law (person)
  + Ada Tan is new (person)
  < John Lee is now 2 (person): John Lee (in c.md) and John Lee d (in d.md)
Facts added (1)
  + Ada Tan now attended Forum (guest), representing HKCNSA  0.8
      “*Ada* Tan came.” e.md
Facts gone (1)
  - Raymond Siu no longer attended CSOP 2023  0.8
      “Raymond Siu came.” b.md
Facts changed (3)
  ~ CSOP 2023 now took place on 2023-09-20, before 2023-09-19  0.8
      “CSOP was held on 20 September.” a.md
  ~ Frank Law attended CSOP 2023: confidence now 1, before 0.65  1
      “Mr Law attended.” a.md
  ~ Frank Law attended CSOP 2023: status now denied, before planned  0.8
      “Law Yuet-wing will attend.” b.md
"""
MARKDOWN = r"""# What changed

## Documents

- f.md is new

## Things

- Gala is new \(event\)
- Eve \<b\> is new \(person\)

## Facts added

- Eve \<b\> now attended Gala \[planned\]
  > Eve will \[come\]\(http://x\).\
  > f.md, confidence 0.5
"""


@pytest.fixture
def pair(graph: Make) -> tuple[Knowledge, Knowledge]:
    names = {"p/Frank Law": "Law Yuet-wing", "p/John Lee d": "John Lee"}
    return graph(OLD), graph(NEW, names, {"p/Frank Law": "p/Law Yuet-wing"})


def test_all_kinds_of_change_are_told_with_their_sentences(pair: tuple[Knowledge, Knowledge]) -> None:
    assert render(compare(*pair), "text") == TEXT


def test_a_graph_does_not_differ_from_itself(pair: tuple[Knowledge, Knowledge]) -> None:
    found = compare(pair[1], pair[1])
    assert found.empty
    assert render(found, "text") == "nothing differs\n"
    assert render(found, "markdown") == "# What changed\n\nNothing differs.\n"


def test_order_of_what_is_known_makes_no_difference(pair: tuple[Knowledge, Knowledge]) -> None:
    turned = [
        replace(k, entities=k.entities[::-1], facts=k.facts[::-1], documents=k.documents[::-1]) for k in pair
    ]
    assert compare(turned[0], turned[1]) == compare(*pair)


def test_the_way_back_turns_merges_into_splits(pair: tuple[Knowledge, Knowledge]) -> None:
    kinds = {c.kind: [t.label for t in (*c.old, *c.new)] for c in compare(pair[1], pair[0]).things}
    assert kinds["split"] == ["Frank Law", "Frank Law", "Law Yuet-wing"]
    assert kinds["merged"] == ["John Lee", "John Lee d", "John Lee"]


def test_json_has_the_words_and_the_values(pair: tuple[Knowledge, Knowledge]) -> None:
    found = json.loads(render(compare(*pair), "json"))
    assert found["same"] is False
    assert found["facts"]["gone"] == [
        {
            "subject": "Raymond Siu", "predicate": "attended", "phrase": "attended", "object": "CSOP 2023",
            "qualifier": "", "represents": "", "status": "asserted", "confidence": 0.8, "document": "b.md",
            "start": 27, "quote": "Raymond Siu came.", "words": "Raymond Siu attended CSOP 2023",
        }
    ]  # fmt: skip
    assert [c["what"] for c in found["facts"]["changed"]] == [
        ["value", "sentence"],
        ["confidence"],
        ["status"],
    ]


def test_markdown_lets_no_word_be_markup(graph: Make) -> None:
    new = graph("f.md | Eve will [come](http://x). | p/Eve <b> | attended | e/Gala | planned; 0.5")
    assert render(compare(graph(""), new), "markdown") == MARKDOWN


def test_json_spells_out_what_steers_a_terminal(graph: Make) -> None:
    new = graph("f.md | Eve \u202ecame\x9b1m. | p/Eve | attended | e/Gala")
    assert "Eve \\u202ecame\\u009b1m." in render(compare(graph(""), new), "json")


def test_a_document_under_another_name_is_the_same_document(graph: Make) -> None:
    one = graph("a.md | Eve came. | p/Eve | attended | e/Gala")
    other = graph("b.md | Eve came. | p/Eve | attended | e/Gala")
    old, new = (
        replace(k, documents=tuple(replace(d, sha256="x") for d in k.documents)) for k in (one, other)
    )
    assert render(compare(old, new), "text") == "Documents (1)\n  ~ a.md is now b.md\n"


def test_an_incident_is_known_again_by_what_is_said_of_it(graph: Make) -> None:
    old = graph("a.md | Acme was hit. | i/Incident at Acme | victim | o/Acme")
    new = graph("a.md | Acme was hit. | i/Ransomware attack on Acme | victim | o/Acme")
    iris = [e.iri for k in (new, old) for e in k.entities if e.type == "Incident"]
    assert render(compare(old, new), "text") == (
        "Things (1)\n  ~ Incident at Acme is now called Ransomware attack on Acme (incident): "
        f"now {iris[0]}, before {iris[1]}; also called Ransomware attack on Acme; "
        "no longer called Incident at Acme\n"
    )


def test_another_object_in_another_sentence_is_no_change_but_came_and_went(graph: Make) -> None:
    ends = "a.md | | e/Gala | | \na.md | | e/Fair | | \n"
    old = graph(f"a.md | Eve came to the Gala. | p/Eve | attended | e/Gala\n{ends}")
    new = graph(f"a.md | Later Eve came to the Fair. | p/Eve | attended | e/Fair\n{ends}")
    found = compare(old, new)
    assert [len(found.added), len(found.gone), len(found.changed)] == [1, 1, 0]


def test_another_object_in_the_same_sentence_is_a_change(graph: Make) -> None:
    ends = "a.md | | e/Gala | | \na.md | | e/Fair | | \n"
    old = graph(f"a.md | Eve came to it. | p/Eve | attended | e/Gala\n{ends}")
    new = graph(f"a.md | Eve came to it. | p/Eve | attended | e/Fair\n{ends}")
    assert render(compare(old, new), "text") == (
        "Facts changed (1)\n  ~ Eve now attended Fair, before Gala  0.8\n      “Eve came to it.” a.md\n"
    )


def test_unknown_format_is_refused(graph: Make) -> None:
    with pytest.raises(UsageError, match="no format is called html; use text, json, markdown"):
        render(compare(graph(""), graph("")), "html")
