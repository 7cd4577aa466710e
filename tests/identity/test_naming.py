"""IRIs and labels: what may differ in a name without making another thing."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyberkg.identity import Decisions, resolve
from cyberkg.identity.gather import Node
from cyberkg.identity.naming import former, suffixed
from cyberkg.model import Document, Entity, Iri, Reading, Referent
from cyberkg.terms import EntityType

Write = Callable[..., tuple[Reading, Document]]
PERSON, ORGANISATION, EVENT = EntityType.PERSON, EntityType.ORGANISATION, EntityType.EVENT
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

TITLES = ["", "Mr. ", "Ms ", "Dr ", "The Hon ", "Professor ", "Sir ", "Ir "]
BEHIND = ["", ", JP", ", GBS", ", PhD"]
PARTS = [
    "David",
    "Ada",
    "Quentin",
    "Ramakrishna",
    "Nakamitsu",
    "Ødegård",
    "Müller",
    "Chung",
    "Siu",
    "Zelensky",
]


def entities(write: Write, kind: EntityType, *names: str) -> list[Entity]:
    found = [write(f"{i}.txt", [(kind, name)]) for i, name in enumerate(names)]
    return list(resolve([b[0] for b in found], [b[1] for b in found], Decisions()).entities)


@relaxed
@given(
    st.lists(st.sampled_from(PARTS), min_size=2, max_size=3, unique=True),
    st.sampled_from(TITLES),
    st.sampled_from(BEHIND),
    st.booleans(),
)
def test_titles_order_and_letters_behind_leave_the_iri(
    briefing: Write, parts: list[str], title: str, behind: str, turned: bool
) -> None:
    (plain,) = entities(briefing, PERSON, " ".join(parts))
    (dressed,) = entities(briefing, PERSON, f"{title}{' '.join(parts[::-1] if turned else parts)}{behind}")
    assert plain.iri == dressed.iri


@pytest.mark.parametrize(
    ("one", "other"), [("Micheál Martin", "Micheal Martin"), ("Łukasz Olejnik", "Lukasz Olejnik")]
)
def test_accents_leave_the_iri(briefing: Write, one: str, other: str) -> None:
    assert entities(briefing, PERSON, one)[0].iri == entities(briefing, PERSON, other)[0].iri


def test_the_year_stands_behind_an_event_wherever_it_was(briefing: Write) -> None:
    iris = {entities(briefing, EVENT, name)[0].iri for name in ("CSOP 2023", "2023 CSOP")}
    assert iris == {"https://w3id.org/cyberkg/id/event/csop-2023"}


def test_the_commonest_full_name_is_the_label_in_proper_case(briefing: Write) -> None:
    (entity,) = entities(briefing, PERSON, "Ada CHUNG Lai-ling", "Ms Ada Chung Lai-ling", "Ada Chung")
    assert (entity.label, entity.aliases) == ("Ada Chung Lai-ling", ("Ada Chung",))


def test_an_abbreviation_is_no_label_where_there_is_a_name(briefing: Write) -> None:
    body = "Hong Kong Productivity Council = HKPC"
    (entity,) = entities(briefing, ORGANISATION, "HKPC", body, "HKPC")
    assert (entity.label, entity.acronyms) == ("Hong Kong Productivity Council", ("HKPC",))


def test_an_article_of_a_body_is_not_stripped_as_a_title(briefing: Write) -> None:
    (entity,) = entities(briefing, ORGANISATION, "Dr. Reddy's Laboratories")
    assert entity.label == "Dr. Reddy's Laboratories"


def node_of(number: int) -> Node:
    name = f"{number}.txt"
    return Node((name, "Person", "p"), name, number, Referent("p", PERSON, "Tan", ("Tan",)), "", "", "")


def test_two_of_one_name_that_became_one_keep_the_iri_that_each_had() -> None:
    first, second = node_of(0), node_of(1)
    iri = Iri("https://example.org/tan")
    own = {first.key: iri, second.key: iri}
    assert former([[first, second]], own, [iri], frozenset(own)) == [(suffixed(iri, second),)]


@pytest.mark.slow
def test_former_iris_of_many_things_take_no_time() -> None:
    """What grew with the square of the things took a minute for forty thousand, and hours for a million."""
    nodes = [node_of(number) for number in range(30_000)]
    own = {node.key: Iri(f"https://example.org/{node.order}") for node in nodes}
    start = time.process_time()
    assert set(former([[node] for node in nodes], own, list(own.values()), frozenset(own))) == {()}
    assert time.process_time() - start < 5  # a tenth of a second on an idle core
