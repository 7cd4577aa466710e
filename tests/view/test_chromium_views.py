"""Who met whom, parts of a graph and groups that unfold, in a real browser."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest

from cyberkg.model import Knowledge
from cyberkg.view import Part, Wish, page_data, project, render
from cyberkg.view.ties import VIEWS, ties_of

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Any]
PAIR = "#view=encounters&tie=person/ada-lorne|person/rosa-bianchi"


def download(visit: Any, kind: str) -> bytes:
    visit.page.locator("#open-export").click()
    with visit.page.expect_download() as saved:
        visit.page.locator(f"[data-export={kind}]").click()
    content: bytes = saved.value.path().read_bytes()
    return content


@pytest.fixture(scope="module")
def met(sample: Knowledge) -> int:
    """How many pairs of people met, as the layout and the static pictures count them."""
    rows = page_data(project(sample))
    return len(ties_of(VIEWS["encounters"], rows["nodes"], rows["edges"]))


def test_a_tab_leads_to_who_met_whom_and_back(open_page: OpenPage, sample_page: str, met: int) -> None:
    visit = open_page(sample_page)
    assert visit.page.locator("#tabs button").all_inner_texts() == ["Things and facts", "Who met whom"]
    visit.page.locator("#tabs [data-view=encounters]").click()
    assert visit.showing == f"Showing 40 of 40 people, {met} of {met} encounters"
    assert visit.panel.startswith("Overview\nWho met whom")
    assert "view=encounters" in visit.page.url
    assert visit.page.locator("#types li:visible").count() == 1
    assert visit.page.locator("#roles li:visible .name").all_inner_texts() == ["attended", "spoke at"]
    visit.page.go_back()
    visit.settle()
    assert visit.showing == "Showing 85 of 85 things, 272 of 272 links"
    assert visit.crimes == []


def test_an_encounter_opens_the_events_and_the_sentences(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page, PAIR)
    panel = " ".join(visit.panel.split())
    assert (
        "Ada Lorne was at the same event as Rosa Bianchi 6 events, first 2023-02-21, last 2024-09-01."
        in panel
    )
    heads = visit.page.locator("#details h3").all_inner_texts()
    assert [head.split("\n")[0] for head in heads] == [
        "Maritime Security Roundtable",
        "Privacy by Design Symposium",
        "Harbour Cyber Resilience Forum 2023",
        "Cyber Insurance Breakfast",
        "National Cyber Dialogue 2024",
        "Harbour Cyber Resilience Forum 2024",
    ]
    assert "Ada Lorne, Chair of Harbour Cyber Alliance, gave a talk at National Cyber Dialogue 2024." in panel
    assert "planned" in panel
    visit.page.locator("#details .thing", has_text="Maritime Security Roundtable").first.click()
    assert visit.page.locator("#details h2").inner_text() == "Maritime Security Roundtable"
    assert "view=encounters" in visit.page.url
    assert visit.crimes == []


def test_a_click_on_the_line_between_two_people_opens_their_encounter(
    sample: Knowledge, open_page: OpenPage
) -> None:
    kept = {
        e.iri
        for e in sample.entities
        if e.label in {"Otis Greer", "Nadia Petrenko", "Water and Power Tabletop"}
    }
    facts = tuple(f for f in sample.facts if f.subject in kept and f.object in kept)
    two = Knowledge(sample.documents, tuple(e for e in sample.entities if e.iri in kept), facts)
    visit = open_page(render(two, wish=Wish(report="encounters")))
    box = visit.page.locator("#canvas").bounding_box()
    over = visit.page.locator("#over").bounding_box()
    top = max(66, over["y"] + over["height"] - box["y"] + 38)
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + (top + box["height"] - 84) / 2)
    assert "1 event." in visit.panel
    assert "Among the guests of Water and Power Tabletop were" in visit.panel


def test_a_person_in_the_view_tells_whom_they_met_and_how_often(
    open_page: OpenPage, sample_page: str
) -> None:
    visit = open_page(sample_page, "#view=encounters&node=person/otis-greer")
    section = visit.page.locator("#details section", has_text="was at the same event as …")
    assert section.locator("h3 .count").inner_text() == "7"
    section.get_by_role("button", name="1 event").first.click()
    assert visit.panel.startswith("Who met whom")


def test_time_and_status_filter_encounters_too(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page, PAIR + "&time=2023-01,2023-12")
    assert "4 events" in visit.panel
    visit = open_page(sample_page, "#view=encounters&time=2024-02,2024-02&undated=no")
    assert visit.showing.startswith("Showing 8 of 40 people")
    visit = open_page(sample_page, PAIR)
    visit.page.locator("#statuses input[value=planned]").uncheck()
    assert "5 events" in visit.panel


def test_a_path_leads_over_people_who_met(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page, "#view=encounters&path=person/otis-greer|person/idris-campbell")
    stops = visit.page.locator("#details .path > li > .thing").all_inner_texts()
    assert [stops[0], stops[-1]] == ["Otis Greer", "Idris Campbell"]
    assert "was at the same event as" in visit.panel


def test_an_event_lights_those_who_were_there(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page, "#view=encounters&node=event/health-data-clinic")
    assert visit.page.locator("#details h2").inner_text() == "Health Data Clinic"
    assert visit.showing.startswith("Showing 40 of 40 people")
    assert visit.crimes == []


def test_saved_encounters_have_a_row_for_each_fact_behind_them(
    open_page: OpenPage, sample_page: str, met: int
) -> None:
    visit = open_page(sample_page, "#view=encounters")
    rows = list(csv.DictReader(io.StringIO(download(visit, "csv").decode("utf-8"))))
    pair = [row for row in rows if {row["one"], row["other"]} == {"Ada Lorne", "Rosa Bianchi"}]
    assert {row["shares"] for row in pair} == {"6"}
    assert len({row["shared"] for row in pair}) == 6
    assert all(row["quote"] for row in pair)
    svg = ET.fromstring(download(visit, "svg"))
    assert len(svg.findall("{http://www.w3.org/2000/svg}path")) == met
    assert visit.crimes == []


def test_a_page_made_for_a_report_opens_with_it_and_can_be_left(
    sample: Knowledge, open_page: OpenPage
) -> None:
    visit = open_page(render(sample, wish=Wish(report="encounters")))
    assert visit.showing.startswith("Showing 40 of 40 people")
    visit.page.locator("#tabs [data-view=all]").click()
    visit.page.reload()
    visit.page.wait_for_selector("html[data-ready]")
    assert visit.showing.startswith("Showing 85 of 85 things")


def test_a_page_of_a_part_opens_around_its_middle_and_tells_what_it_lacks(
    sample: Knowledge, open_page: OpenPage
) -> None:
    otis = next(e.iri for e in sample.entities if e.label == "Otis Greer")
    visit = open_page(render(sample, wish=Wish(Part((otis,), 2))))
    assert visit.page.locator("#details h2").inner_text() == "Otis Greer"
    assert "Around Otis Greer" in visit.page.locator("#crumbs").inner_text()
    assert visit.page.locator("#extent").inner_text().startswith("around Otis Greer, 2 steps")
    here, whole = visit.showing.split()[1], visit.showing.split()[3]
    assert (int(here) < 85, whole) == (True, "85")
    visit.page.get_by_role("button", name="1 step", exact=True).click()
    assert visit.showing.startswith("Showing 3 of 85 things")
    visit.page.get_by_role("button", name="Back to all").click()
    visit.page.get_by_role("button", name="Close").first.click()
    assert f"Not in this page: {85 - int(here)} things, and" in visit.panel


@pytest.mark.parametrize("layout", ["radial", "time", "columns"])
def test_every_layout_is_drawn(sample: Knowledge, open_page: OpenPage, layout: str) -> None:
    visit = open_page(render(sample, wish=Wish(layout=layout)), "#node=person/ada-lorne")
    assert visit.showing.startswith("Showing 85 of 85 things")
    assert visit.crimes == []


def test_years_are_named_however_little_room_there_is(sample: Knowledge, open_page: OpenPage) -> None:
    page = open_page(render(sample, wish=Wish(layout="time")), width=1100, height=800).page
    named = page.evaluate("""async () => {
      const found = new Set();
      const { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
        found.add(text);
        return fillText.call(this, text, ...rest);
      };
      document.querySelector("#zoom-out").click();
      document.querySelector("#zoom-out").click();
      document.querySelector("#zoom-out").click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return [...found];
    }""")
    years = {
        tick
        for tick in page.evaluate(
            "JSON.parse(document.getElementById('rest').textContent).placing.ticks.map((each) => each[1])"
        )
        if "20" in tick
    }
    assert years
    assert years <= set(named)


def test_tabs_and_picture_fit_a_phone(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page, width=390, height=844)
    tabs = visit.page.locator("#tabs").bounding_box()
    assert tabs["x"] >= 0
    assert tabs["x"] + tabs["width"] <= 390
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
    visit.page.locator("#tabs [data-view=encounters]").click()
    assert visit.showing.startswith("Showing 40 of 40 people")
    assert visit.crimes == []


@pytest.mark.slow
def test_groups_unfold_among_the_others_and_fold_again(
    many: Callable[[int], Knowledge], open_page: OpenPage
) -> None:
    visit = open_page(render(many(5400)), "#unfold=0,1")
    page = visit.page
    bubbles, things = int(visit.showing.split()[1]), int(visit.showing.split()[4])
    assert things > 150
    assert page.locator("#types label", has_text="People").locator(".count").inner_text() == "2,160"
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    assert visit.panel.startswith("Community")
    page.keyboard.press("Escape")
    svg = ET.fromstring(download(visit, "svg"))
    drawn = svg.findall("{http://www.w3.org/2000/svg}g")
    assert len(drawn) == bubbles
    assert all(len(bubble) > 2 for bubble in drawn)  # a rim of at least one type
    page.get_by_role("button", name="Fold all").click()
    assert "communities of 5,400 things" in visit.showing
    page.get_by_role("button", name="Organisations", exact=True).click()
    assert "organisations of 5,400 things" in visit.showing
    assert "by=organisation" in page.url
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    assert visit.panel.startswith("Organisation and its own")
    before = visit.panel
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert visit.panel != before
    page.keyboard.press("Enter")
    assert "bubbles and" in visit.showing
    assert visit.crimes == []


@pytest.mark.slow
def test_a_bubble_tells_of_which_types_its_things_are(
    many: Callable[[int], Knowledge], open_page: OpenPage
) -> None:
    visit = open_page(render(many(5400)))
    fills = {node["name"]: node["fill"] for node in visit.page.evaluate("JSON.parse(rest.textContent).types")}
    pixels = visit.page.evaluate("""() => {
      const canvas = document.querySelector("#canvas canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const counts = {};
      for (let i = 0; i < data.length; i += 4) {
        const name = "#" + [...data.slice(i, i + 3)].map((part) => part.toString(16).padStart(2, "0")).join("");
        counts[name] = (counts[name] ?? 0) + 1;
      }
      return counts;
    }""")
    shares = {name: pixels.get(fill.lower(), 0) for name, fill in fills.items()}
    assert shares["Person"] > shares["Organisation"] > shares["Event"] > shares["Incident"] > 0
    assert "its rim tells of which types they are" in visit.panel
    visit.page.locator("#details [data-group='0']").click()
    told = visit.page.locator("#details .mix li").all_inner_texts()
    things = int(visit.page.locator("#details .lead").first.inner_text().split()[0])
    assert told[0].endswith(" people")
    assert sum(int(each.split()[0]) for each in told) == things
    assert visit.crimes == []
