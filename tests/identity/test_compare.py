"""What holds of every comparison: the order of the two tells nothing, and unlike names tell nothing for good."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberkg.identity.compare import compare
from cyberkg.identity.context import Resolved
from cyberkg.identity.gather import gather
from cyberkg.identity.profile import Context, Profile, Ref, Verdict
from cyberkg.model import Claim, Evidence, Reading, Referent
from cyberkg.terms import EntityType

NAMES = {
    EntityType.PERSON: ["Ann Lee", "Ann Wong", "Anne Lee", "A. Lee", "Chung Lai-ling", "Ada Chung", "Bo Lee Chung", "Lee"],
    EntityType.ORGANISATION: ["Orchid Bank", "Orchid Bank Macau", "OB", "Orchids Bank", "the bank", "APT28", "APT29"],
    EntityType.EVENT: ["Harbour Forum 2024", "Harbour Forum", "the forum", "Harbour Forum 2023", "HF 2024"],
    EntityType.PLACE: ["Hong Kong", "HK", "Macau"],
    EntityType.WORK: ["Guide to Passwords", "Guide to Passwords 2024", "the guide"],
}  # fmt: skip
AROUND = [
    Context(),
    Context(affiliations=frozenset([Ref("o", "Orchid Bank")]), countries=frozenset(["china"])),
    Context(events=frozenset([Ref("e", "Forum")]), dates=frozenset(["2024-05-03"]), nearby=frozenset(["macau"])),
]  # fmt: skip
PROFILES = {
    kind: [Profile(kind, (name,), context=around) for name, around in product(names, AROUND)]
    for kind, names in NAMES.items()
}


@given(st.data())
def test_the_order_of_the_two_makes_no_difference(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(NAMES)))
    one, other = (data.draw(st.sampled_from(PROFILES[kind])) for _ in range(2))
    assert compare(one, other) == compare(other, one)


@pytest.mark.parametrize(
    ("one", "other", "barred"),
    [
        ("Ann Lee", "Ann Wong", False),  # a name given alone tells nothing: she may have married
        ("Ann Lee", "Bo Ng", False),
        ("Ann Baker", "Rose Baker", True),
        ("Lee Siu-ming", "Lee Ka-shing", True),
    ],
)
def test_persons_are_two_for_good_where_they_share_a_family_name_alone(
    one: str, other: str, *, barred: bool
) -> None:
    found = compare(Profile(EntityType.PERSON, (one,)), Profile(EntityType.PERSON, (other,)))
    assert found.verdict is Verdict.DIFFERENT
    assert found.barred is barred


def test_only_people_named_in_full_tell_of_a_body() -> None:
    proof = Evidence("a.txt", 0, 0, "")
    body = Referent("o", EntityType.ORGANISATION, "Orchid Bank", ("Orchid Bank",))
    people = [Referent(name, EntityType.PERSON, name, (name,)) for name in ("Ip", "Ann Lee")]
    claims = tuple(Claim(p.key, "affiliatedWith", "o", proof) for p in people)
    gathered = gather([Reading("a.txt", "test", (body, *people), claims)], [])
    node = next(n for n in gathered.nodes if n.referent is body)
    assert [ref.label for ref in Resolved(gathered).context(node).people] == ["Ann Lee"]
