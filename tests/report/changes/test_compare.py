"""News against an older graph: by what the graphs say, whoever moved, merged or was renamed."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from cyberkg.model import Entity, Iri, Knowledge
from cyberkg.report.changes import compare, tell

MAY = "\n@ may.txt | 2024-05-31\ns. | P:Ada | attended | E:Gala\ns. | I:Hack | affectedCount | 5"


def renamed(knowledge: Knowledge, old: str, new: str) -> Knowledge:
    """Give the subject of facts another IRI, which knows the one before."""

    entities = tuple(
        Entity(Iri(new), e.type, e.label, documents=e.documents, former=(e.iri,)) if e.iri == old else e
        for e in knowledge.entities
    )
    facts = tuple(replace(f, subject=Iri(new)) if f.subject == old else f for f in knowledge.facts)
    return replace(knowledge, entities=entities, facts=facts)


def test_a_fact_read_anew_from_an_old_briefing_is_news(telling: ModuleType) -> None:
    news = compare(telling.knowledge(MAY), telling.knowledge(MAY + "\nt. | P:Bela | attended | E:Gala"))
    assert [told.sentence.quote for told in news.fresh] == ["t."]
    assert tell(news).paragraph == (
        "Against the older graph, the briefing of 31 May 2024 brings 1 known event on which more is told. There is more "
        "on Gala, first told on 31 May 2024: Bela attended it. Named for the first time is 1 person (Bela)."
    )


def test_what_is_no_longer_told_is_counted(telling: ModuleType) -> None:
    made = tell(
        compare(
            telling.knowledge(MAY),
            telling.knowledge("\n@ may.txt | 2024-05-31\ns. | P:Ada | attended | E:Gala"),
        )
    )
    assert made.paragraph == "Nothing is new against the older graph."
    assert made.remark == "1 fact of the older graph is no longer told."


def test_an_entity_of_another_iri_is_the_one_it_was(telling: ModuleType) -> None:
    old = telling.knowledge(MAY)
    hack = telling.iri("I:Hack")
    new = renamed(
        telling.knowledge(MAY + "\n@ june.txt | 2024-06-30\nt. | I:Hack | affectedCount | 7"),
        hack,
        f"{hack}-2024",
    )
    assert tell(compare(old, new)).paragraph == (
        "Against the older graph, the briefing of 30 June 2024 brings 1 value that differs from before. For the incident "
        "“Hack”, the number affected is now told as 7; before, it was told as 5 (on 31 May 2024)."
    )


def test_the_same_graph_has_no_news(telling: ModuleType) -> None:
    news = compare(telling.knowledge(MAY), telling.knowledge(MAY))
    assert (news.briefings, news.fresh, news.gone) == ((), (), 0)
