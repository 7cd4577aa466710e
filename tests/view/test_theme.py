from __future__ import annotations

import pytest

from cyberkg.terms import EntityType, Group, Status
from cyberkg.view.theme import GROUPS, LOOKS, STATUSES, colours


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("kind", EntityType)
def test_outlines_stand_out_from_the_canvas_in_both_themes(kind: EntityType) -> None:
    look = LOOKS[kind]
    assert contrast(look.light, colours("light")["ground"]) >= 3
    assert contrast(look.dark, colours("dark")["ground"]) >= 3


def test_types_differ_in_shape_not_only_in_colour() -> None:
    assert len({look.shape for look in LOOKS.values()}) == len(EntityType)


def test_every_term_of_the_contract_has_its_words() -> None:
    assert set(GROUPS) == set(Group)
    assert set(STATUSES) == set(Status)
