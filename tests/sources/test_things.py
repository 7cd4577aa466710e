"""Things that rows speak of: one a name, its abbreviation the same, each mention where its name stands."""

from __future__ import annotations

from cyberkg.model import Referent, Span
from cyberkg.sources.things import Things
from cyberkg.terms import EntityType

TEXT = "Kumo Telecom (KT) grew. KT hired. They left."


def test_an_abbreviation_is_the_thing_it_stands_for() -> None:
    things = Things(TEXT, {"KT": "Kumo Telecom"})
    body = EntityType.ORGANISATION
    keys = [
        things.mention("Kumo Telecom", body, Span(0, 23)),
        things.mention("KT", body, Span(24, 33)),
        things.mention("Kumo Telecom", body, Span(34, 44)),
    ]
    assert set(keys) == {"organisation:kumo-telecom"}
    names, places = ("Kumo Telecom", "KT"), (Span(0, 12), Span(24, 26), Span(34, 44))
    assert things.referents() == (Referent(keys[0], body, "Kumo Telecom", names, ("KT",), places),)


def test_a_person_is_never_an_abbreviation() -> None:
    things = Things(TEXT, {"KT": "Kumo Telecom"})
    assert things.mention("KT", EntityType.PERSON, Span(24, 33)) == "person:kt"
    assert things.type_of("person:kt") is EntityType.PERSON
    assert [(r.label, r.acronyms) for r in things.referents()] == [("KT", ())]
