"""A marked text becomes what the network should say of it."""

from __future__ import annotations

from functools import cache

from cyberkg.corpus import parse_marked
from cyberkg.learned.labels import KINDS, RELATIONS, SPAN_KINDS, STATUSES, TAGS, VALUE_KINDS, allowed
from cyberkg.learned.spans import spans_of_tags
from cyberkg.model import Period
from cyberkg.reading.reader import open_scene
from cyberkg.terms import INCIDENT_TYPES
from cyberkg.training.examples import IGNORED, Example, document_of, examples_of

HEAD = "# style: note\n# date: 2024-05-20\n\n"
NOTE = """\
[Ada Tan|p.tan], [chair|=] of [Delta Bank|o.delta], spoke at the [Harbour Forum|e.forum] on [14 May|=2024-05-14].
> p.tan holdsPost o.delta =chair
> p.tan spokeAt e.forum
> e.forum eventDate =2024-05-14
[She|p.tan~] said that [the ransomware attack on the bank|i.a~] exposed [names|=].
> ~ i.a compromisedData =names
> i.a incidentType =ransomware
> % i.a incidentType =data-breach
> ! i.a incidentType =phishing
> % i.a victim o.delta
"""


@cache
def example(source: str) -> Example:
    marked = parse_marked(HEAD + source, "note")
    (found,) = examples_of(marked, open_scene(document_of(marked)))
    return found


def words(found: Example) -> list[tuple[str, str]]:
    return [(text, span.kind) for text, span in zip(found.texts, found.spans, strict=True)]


def rows(found: Example) -> set[tuple[str, ...]]:
    return {
        (found.texts[s], RELATIONS[r], found.texts[o], STATUSES[status]) for s, o, r, status in found.positive
    }


def open_rows(found: Example) -> set[tuple[str, ...]]:
    return {(found.texts[s], RELATIONS[r], found.texts[o]) for s, o, r in found.open}


def test_spans_are_what_is_marked_and_what_rules_find() -> None:
    assert words(example(NOTE)) == [
        ("Ada Tan", "person"),
        ("chair", "title"),
        ("Delta Bank", "organisation"),
        ("Harbour Forum", "event"),
        ("14 May", "date"),
        ("She", "person-ref"),
        ("attack", "incident"),
        ("names", "data"),
    ]


def test_things_have_keys_and_values_have_none() -> None:
    found = example(NOTE)
    keys = dict(zip(found.texts, found.keys, strict=True))
    assert (keys["Ada Tan"], keys["She"], keys["attack"]) == ("p.tan", "p.tan", "i.a")
    assert keys["14 May"] == ""


def test_the_tags_say_the_marked_spans_and_no_values() -> None:
    found = example(NOTE)
    assert spans_of_tags(found.tags) == [span for span in found.spans if span.kind not in VALUE_KINDS]
    assert len(found.tags) == len(found.window.pieces)


def test_facts_join_the_mentions_of_their_sentence_else_the_nearest() -> None:
    assert rows(example(NOTE)) == {
        ("Ada Tan", "holdsPost", "Delta Bank", "asserted"),
        ("Ada Tan", "titled", "chair", "asserted"),
        ("chair", "titleAt", "Delta Bank", "asserted"),
        ("Ada Tan", "spokeAt", "Harbour Forum", "asserted"),
        ("Harbour Forum", "eventDate", "14 May", "asserted"),
        ("attack", "compromisedData", "names", "reported"),
    }


def test_what_is_true_but_not_told_there_counts_neither_way() -> None:
    assert open_rows(example(NOTE)) == {
        # told by other mentions
        ("She", "holdsPost", "Delta Bank"),
        ("She", "titled", "chair"),
        ("She", "spokeAt", "Harbour Forum"),
        # implied
        *((who, "affiliatedWith", "Delta Bank") for who in ("Ada Tan", "She")),
        *((who, "attended", "Harbour Forum") for who in ("Ada Tan", "She")),
        # optional
        ("attack", "victim", "Delta Bank"),
    }


def test_an_incident_s_types_are_told_not_told_or_open() -> None:
    found = example(NOTE)
    (types,) = found.types.values()
    assert found.texts[next(iter(found.types))] == "attack"
    named = dict(zip(INCIDENT_TYPES, types, strict=True))
    assert {name for name, told in named.items() if told == 1} == {"ransomware"}
    assert {name for name, told in named.items() if told == IGNORED} == {"data-breach", "phishing"}
    assert {name for name, told in named.items() if told == 0} == {*INCIDENT_TYPES} - {
        "ransomware",
        "data-breach",
        "phishing",
    }


def test_a_statement_and_its_denial_are_told_with_their_status() -> None:
    found = example(
        "[Ada Tan|p.tan] will open the [Harbour Forum|e.forum], [Li Wei|p.li] will not come.\n"
        "> ? p.tan officiated e.forum\n> ! p.li attended e.forum\n"
    )
    assert rows(found) == {
        ("Ada Tan", "officiated", "Harbour Forum", "planned"),
        ("Li Wei", "attended", "Harbour Forum", "denied"),
    }
    assert open_rows(found) == {("Ada Tan", "attended", "Harbour Forum")}


def test_a_fact_without_a_mention_in_its_sentence_is_told_by_the_last_before_it() -> None:
    found = example(
        "[Delta Bank|o.delta] grew. [The bank|o.delta~] grew. [Acme|o.acme] joined. It was sold to it.\n"
        "> o.acme partOf o.delta\n[The bank|o.delta~] fell.\n"
    )
    assert ("Acme", "partOf", "The bank", "asserted") in rows(found)
    assert ("Acme", "partOf", "Delta Bank", "asserted") in rows(found)
    later = example(
        "[Delta Bank|o.delta] grew.\n[The bank|o.delta~] shrank.\n[Acme|o.acme] was sold to it.\n"
        "> o.acme partOf o.delta\n[Delta|o.delta] fell.\n"
    )
    assert rows(later) == {("Acme", "partOf", "The bank", "asserted")}


def test_a_value_that_rules_do_not_read_is_left_open() -> None:
    found = example(
        "[Some day soon|=2024-05-30] the [Harbour Forum|e.forum] opens.\n> e.forum eventDate =2024-05-30\n"
    )
    assert words(found) == [("Harbour Forum", "event")]
    assert found.tags.count(IGNORED) == 3
    assert rows(found) == set()


def test_a_value_that_rules_read_otherwise_is_theirs_and_joins_nothing() -> None:
    found = example(
        "[14 May|=2023-05-14] the [Harbour Forum|e.forum] opened.\n> e.forum eventDate =2023-05-14\n"
    )
    assert words(found) == [("14 May", "date"), ("Harbour Forum", "event")]
    assert IGNORED not in found.tags
    assert rows(found) == set()


def test_a_value_within_a_name_is_part_of_the_name() -> None:
    found = example("[CSOP 14 May 2024|e.csop] was held.\n")
    assert words(found) == [("CSOP 14 May 2024", "event")]


def test_relations_join_what_they_may_join() -> None:
    found = example(NOTE)
    for s, o, relation in {row[:3] for row in found.positive} | found.open:
        left, right = allowed(RELATIONS[relation])
        assert found.spans[s].kind in left
        assert found.spans[o].kind in right
    assert {span.kind for span in found.spans} <= set(KINDS)
    assert {TAGS[tag][2:] for tag in found.tags} - {""} <= set(SPAN_KINDS)


def test_a_marked_text_is_read_as_a_briefing_of_its_date() -> None:
    document = document_of(parse_marked("# date: 2024-05-20\n\nOne.\n\nTwo.\n", "note"))
    assert document.date == Period("2024-05-20", "2024-05-20")
    assert [b.text for item in document.items for b in item.blocks] == ["One.", "Two."]
    span = document_of(parse_marked("# date: 2024-05-20/2024-05-24\n\nOne.\n", "note"))
    assert span.date == Period("2024-05-20", "2024-05-24")


def test_a_marked_text_with_headings_is_read_as_markdown() -> None:
    document = document_of(parse_marked("# style: digest\n\n## Forum\n\nOne.\n", "note"))
    assert document.name == "note.md"
    assert [item.heading.text for item in document.items if item.heading] == ["Forum"]
