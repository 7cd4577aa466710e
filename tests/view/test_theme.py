from __future__ import annotations

from pathlib import Path

import pytest

from cyberkg.terms import EntityType, Group, Status
from cyberkg.view import theme
from cyberkg.view.theme import CANVAS, GROUPS, LOOKS, STATUSES


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
    assert contrast(look.light, CANVAS["light"]) >= 3
    assert contrast(look.dark, CANVAS["dark"]) >= 3


def test_the_canvas_has_the_colours_of_the_style_sheet() -> None:
    style = Path(theme.__file__).with_name("assets").joinpath("page.css").read_text(encoding="utf-8")
    light, dark = (part for part in style.split("--ground: ")[1:3])
    assert light.startswith(CANVAS["light"])
    assert dark.startswith(CANVAS["dark"])


def test_types_differ_in_shape_not_only_in_colour() -> None:
    assert len({look.shape for look in LOOKS.values()}) == len(EntityType)


def test_every_term_of_the_contract_has_its_words() -> None:
    assert set(GROUPS) == set(Group)
    assert set(STATUSES) == set(Status)
