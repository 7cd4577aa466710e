"""Static pictures, as they are read: the letters of the SVG, the colours of the PNG, the bytes of all three."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cyberkg.model import Knowledge
from cyberkg.terms import EntityType
from cyberkg.view import Part, Wish
from cyberkg.view.picture import FORMATS, Size, draw
from cyberkg.view.theme import LOOKS, colours

TEXT = "{http://www.w3.org/2000/svg}text"
STARTS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
HOSTILE = (
    "$\\frac{1}{0}$",
    "a $ b",
    "</text><script>alert(1)</script>",
    "<!-- & \" '",
    "]]>",
    "\\input{x} ^_{}",
    "a\u202eb\x1b[31m\ufffe",
    "{{ 7*7 }}",
    "%s %(x)d",
)


def written(svg: bytes) -> str:
    """All that is written in an SVG."""
    return "\n".join("".join(text.itertext()) for text in ET.fromstring(svg).iter(TEXT))


def test_equal_knowledge_gives_equal_bytes_in_any_process() -> None:
    sample = Path(__file__).with_name("sample.py")
    code = (
        "import hashlib, runpy; from cyberkg.view.picture import draw; "
        f"made = runpy.run_path({str(sample)!r})['make_sample'](); "
        f"print([hashlib.sha256(draw(made, form)).hexdigest() for form in {FORMATS!r}])"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_is_what_it_says_and_tells_neither_date_nor_maker(sample: Knowledge, form: str) -> None:
    made = draw(sample, form, title="Harbour briefings")
    assert made.startswith(STARTS[form])
    for word in (b"CreationDate", b"dc:date", b"tEXtSoftware"):
        assert word not in made


def test_names_legend_and_counts_are_told(sample: Knowledge) -> None:
    told = written(draw(sample, "svg", title="Harbour briefings"))
    for words in ("Harbour briefings", "5 briefings", "Ada Lorne", "People 40", "Incidents 8", "planned"):
        assert words in told
    assert "85 of 85 things, 272 of 272 links" in told


def test_a_small_picture_says_what_its_lines_say(sample: Knowledge) -> None:
    otis = next(e.iri for e in sample.entities if e.label == "Otis Greer")
    told = written(draw(sample, "svg", wish=Wish(Part((otis,)))))
    assert "holds a post at" in told
    assert "around Otis Greer, 1 step" in told
    assert "3 of 85 things" in told


def test_who_met_whom_as_a_picture(sample: Knowledge) -> None:
    told = written(draw(sample, "svg", wish=Wish(report="encounters")))
    assert "Who met whom · 5 briefings" in told
    assert "Ada Lorne" in told
    assert "National Cyber Dialogue 2024" not in told
    assert "40 of 40 people" in told
    assert "encounters" in told


def test_years_are_named_before_months(sample: Knowledge) -> None:
    told = written(draw(sample, "svg", wish=Wish(layout="time"), size=Size(640, 500))).splitlines()
    assert all(any(year in line for line in told) for year in ("2023", "2024"))


@pytest.mark.parametrize(
    ("form", "name"),
    [*(("svg", name) for name in HOSTILE), ("png", " ".join(HOSTILE)), ("pdf", " ".join(HOSTILE))],
)
def test_hostile_names_are_letters_and_nothing_else(sample: Knowledge, form: str, name: str) -> None:
    kept = [e for e in sample.entities if e.label in {"Otis Greer", "Northgate Water"}]
    iris = {e.iri for e in kept}
    facts = tuple(f for f in sample.facts if f.subject in iris and f.object in iris)
    entities = tuple(replace(e, label=name) for e in kept)
    made = draw(Knowledge(sample.documents, entities, facts), form, title=name)
    assert made.startswith(STARTS[form])
    if form == "svg":
        told = written(made)
        plain = name.replace("\u202e", "[U+202E]").replace("\x1b", "[U+001B]").replace("\ufffe", "[U+FFFE]")
        assert told.count(plain) == 3
        assert b"<script" not in made


def test_what_no_font_here_can_draw_is_written_in_latin_letters(sample: Knowledge) -> None:
    entities = tuple(
        replace(e, label="\u13a0\u13b4 \U0001d11e") if e.label == "Ada Lorne" else e for e in sample.entities
    )
    told = written(draw(replace(sample, entities=entities), "svg"))
    assert "\u13a0" not in told


def test_types_have_their_colours_on_the_ground_of_the_theme(sample: Knowledge) -> None:
    from PIL import Image

    for theme in ("light", "dark"):
        picture = Image.open(io.BytesIO(draw(sample, "png", theme=theme, size=Size(900, 700)))).convert("RGB")
        assert picture.size == (900, 700)
        raw = picture.tobytes()
        found = {f"#{raw[i : i + 3].hex()}" for i in range(0, len(raw), 3)}
        assert picture.getpixel((2, 2)) == tuple(bytes.fromhex(colours(theme)["ground"][1:]))
        assert found >= {LOOKS[kind].fill for kind in EntityType}


@pytest.mark.parametrize("layout", ["radial", "time", "columns"])
def test_every_layout_can_be_a_picture(sample: Knowledge, layout: str) -> None:
    told = written(draw(sample, "svg", wish=Wish(layout=layout)))
    assert "85 of 85 things" in told
    assert ("2024" in told.split("\n")) == (layout == "time")


def test_nothing_known_is_a_picture_too() -> None:
    assert "0 of 0 things" in written(draw(Knowledge(), "svg"))
    assert "0 of 0 people" in written(draw(Knowledge(), "svg", wish=Wish(report="encounters")))


def test_settings_of_the_user_make_no_difference(sample: Knowledge) -> None:
    import matplotlib as mpl

    plain = draw(sample, "svg")
    with mpl.rc_context(
        {"font.size": 30, "svg.hashsalt": "other", "axes.facecolor": "red", "lines.linewidth": 9}
    ):
        assert hashlib.sha256(draw(sample, "svg")).digest() == hashlib.sha256(plain).digest()
        assert mpl.rcParams["font.size"] == 30


@pytest.mark.slow
def test_communities_stand_for_their_members_where_there_are_too_many(
    many: Callable[[int], Knowledge],
) -> None:
    from PIL import Image

    from cyberkg.view import page_data, project
    from cyberkg.view.drawing import make_drawing
    from cyberkg.view.painting import frame_in

    told = written(draw(many(5200), "svg"))
    assert "communities of" in told
    assert "of 5,200 things" in told
    assert len(told) < 20_000
    drawing = make_drawing(page_data(project(many(5200))), frame_in(1600, 900), "light")
    for i, mark in enumerate(drawing.marks):
        assert sum(share for _, share in mark.parts) == pytest.approx(1)
        for other in drawing.marks[:i]:
            apart = ((mark.x - other.x) ** 2 + (mark.y - other.y) ** 2) ** 0.5
            assert apart > mark.radius + other.radius
    xs = [mark.x for mark in drawing.marks]
    assert max(xs) - min(xs) > 1100  # they fill the width of a slide
    largest = max(drawing.marks, key=lambda mark: mark.rank)
    raw = Image.open(io.BytesIO(draw(many(5200), "png"))).convert("RGB")
    x, y, r = largest.x, largest.y, largest.radius
    seen = raw.crop((int(x - r), int(y - r), int(x + r), int(y + r))).tobytes()
    found = {f"#{seen[i : i + 3].hex()}" for i in range(0, len(seen), 3)}
    assert {LOOKS[kind].fill.lower() for kind in (EntityType.PERSON, EntityType.ORGANISATION)} <= found
