"""What a reader sees and can do, in a real browser."""

from __future__ import annotations

import csv
import io
import json
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cyberkg.model import Knowledge
from cyberkg.view import render

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Any]

INK = """() => {
  const canvas = document.querySelector("#canvas canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0;
  for (let i = 3; i < data.length; i += 4) inked += data[i] > 40;
  return inked;
}"""


# The colours of every ninth pixel of every ninth row, where something is drawn.
SPOTS = """() => {
  const canvas = document.querySelector("#canvas canvas");
  const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const spots = [];
  for (let i = 0; i < data.length; i += 4)
    if ((i / 4 % width) % 9 === 0 && Math.floor(i / 4 / width) % 9 === 0 && data[i] < 120)
      spots.push(`${i} ${data[i]} ${data[i + 1]} ${data[i + 2]}`);
  return spots;
}"""


def alike(spots: list[str], others: list[str]) -> float:
    """The share of spots that two pictures have in common."""
    return len(set(spots) & set(others)) / len(set(spots) | set(others))


@pytest.fixture
def visit(open_page: OpenPage, sample_page: str) -> Any:
    return open_page(sample_page)


def download(visit: Any, kind: str) -> bytes:
    visit.page.locator("#open-export").click()
    with visit.page.expect_download() as saved:
        visit.page.locator(f"[data-export={kind}]").click()
    content: bytes = saved.value.path().read_bytes()
    return content


def test_the_page_is_painted_and_does_nothing_it_should_not(visit: Any) -> None:
    assert visit.page.evaluate(INK) > 5000
    assert visit.showing == "Showing 85 of 85 things, 272 of 272 links"
    assert visit.crimes == []


def middle(visit: Any) -> tuple[float, float]:
    """Where a thing is drawn that is alone: in the middle of what is free of crumbs and counts."""
    box = visit.page.locator("#canvas").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + (66 + box["height"] - 84) / 2


def only(sample: Knowledge, *labels: str) -> Knowledge:
    """What the sample knows of these things alone."""
    kept = {entity.iri for entity in sample.entities if entity.label in labels}
    facts = tuple(fact for fact in sample.facts if fact.subject in kept and {fact.object} <= kept)
    return Knowledge(sample.documents, tuple(e for e in sample.entities if e.iri in kept), facts)


def test_a_click_on_a_thing_selects_it_and_on_the_ground_lets_go(
    sample: Knowledge, open_page: OpenPage
) -> None:
    visit = open_page(render(only(sample, "Lantern Bank")))
    x, y = middle(visit)
    visit.page.mouse.click(x, y)
    assert visit.page.locator("#details h2").inner_text() == "Lantern Bank"
    visit.page.mouse.click(x + 200, y + 100)
    assert visit.panel.startswith("Overview")


def test_a_click_on_a_line_shows_its_sentence(sample: Knowledge, open_page: OpenPage) -> None:
    visit = open_page(render(only(sample, "Otis Greer", "Northgate Water")))
    visit.page.mouse.click(*middle(visit))
    assert visit.panel.startswith("Fact")
    assert visit.page.locator("blockquote").all_inner_texts() == [
        "Otis Greer is Plant Engineer of Northgate Water."
    ]
    assert visit.crimes == []


def test_a_double_click_opens_the_neighbourhood(sample: Knowledge, open_page: OpenPage) -> None:
    visit = open_page(render(only(sample, "Lantern Bank")))
    visit.page.mouse.dblclick(*middle(visit))
    assert "Around Lantern Bank" in visit.page.locator("#crumbs").inner_text()


def test_a_double_click_counts_however_long_the_first_click_takes(
    sample: Knowledge, open_page: OpenPage
) -> None:
    visit = open_page(render(only(sample, "Lantern Bank")))
    visit.page.evaluate("""() => document.querySelector("#picture").addEventListener("click", () => {
      for (const start = performance.now(); performance.now() - start < 700; );
    }, { once: true })""")
    visit.page.mouse.dblclick(*middle(visit))
    assert "Around Lantern Bank" in visit.page.locator("#crumbs").inner_text()


def test_a_dragged_thing_stays_where_it_was_put(sample: Knowledge, open_page: OpenPage) -> None:
    visit = open_page(render(only(sample, "Lantern Bank")))
    x, y = middle(visit)
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x + 80, y + 40, steps=4)
    visit.page.mouse.move(x + 160, y + 80, steps=4)
    visit.page.mouse.up()
    visit.settle()
    visit.page.locator("#theme").click()  # which has everything drawn anew
    visit.page.mouse.click(x, y)
    assert visit.panel.startswith("Overview")
    visit.page.wait_for_timeout(400)  # else it is the second half of a double click
    visit.page.mouse.click(x + 160, y + 80)
    assert visit.panel.startswith("Organisation")
    assert visit.crimes == []


def test_the_panel_tells_facts_in_words_with_sentence_document_status_and_confidence(
    open_page: OpenPage, sample_page: str
) -> None:
    visit = open_page(sample_page, "#node=incident/intrusion-at-tidewater-power")
    text = " ".join(visit.panel.split())
    assert "happened on 2023-12-19" in text
    assert "was carried out by … 1 Gilt Hyena denied 71 %" in text
    assert "Gilt Hyena denied any part in it, the notice on Tidewater Power says." in text
    assert "Incident digest 2023, 2024-01-15" in text


def test_whom_a_speaker_stood_for_is_told(open_page: OpenPage, sample_page: str) -> None:
    text = " ".join(open_page(sample_page, "#node=person/ada-lorne").panel.split())
    assert "National Cyber Dialogue 2024 for Harbour Cyber Alliance" in text


def test_neighbours_are_buttons_that_lead_on(visit: Any) -> None:
    visit.search("Ada Lorne")
    visit.page.keyboard.press("Enter")
    visit.page.locator("#details .thing", has_text="National Cyber Dialogue 2024").first.click()
    assert visit.page.locator("#details h2").inner_text() == "National Cyber Dialogue 2024"
    visit.page.go_back()
    visit.settle()
    assert visit.page.locator("#details h2").inner_text() == "Ada Lorne"


def test_an_address_that_names_a_fact_opens_it(open_page: OpenPage, sample_page: str) -> None:
    address = "#fact=person/vera-kowalski|attended|event/national-cyber-dialogue-2024"
    visit = open_page(sample_page, address)
    assert "denied" in visit.panel
    assert "Vera Kowalski of Tidewater Power sent her apologies." in visit.panel


def test_the_legend_counts_and_filters_by_type(visit: Any) -> None:
    people = visit.page.locator("#types label", has_text="People")
    assert people.locator(".count").inner_text() == "40"
    people.locator("input").uncheck()
    assert people.locator(".count").inner_text() == "0 / 40"
    assert visit.showing.startswith("Showing 45 of 85 things")
    assert "types=Organisation,Event,Incident,Place,Work" in visit.page.url
    visit.page.locator("#reset").click()
    assert visit.showing.startswith("Showing 85 of 85 things")


def test_the_button_for_one_alone_covers_the_whole_count(visit: Any) -> None:
    row = visit.page.locator("#types li").first
    row.hover()
    only, count = row.locator(".only").bounding_box(), row.locator(".count").bounding_box()
    assert only["x"] <= count["x"]
    assert only["x"] + only["width"] >= count["x"] + count["width"]


def test_one_role_alone_leaves_those_who_have_it(visit: Any) -> None:
    row = visit.page.locator("#roles li", has_text="spoke at")
    row.hover()
    row.locator(".only").click()
    assert "37 of 272 links" in visit.showing
    assert visit.page.locator("#types label", has_text="Incidents").locator(".count").inner_text() == "0 / 8"


def test_denied_and_planned_facts_can_be_switched_off(visit: Any) -> None:
    for status in ("denied", "planned"):
        visit.page.locator(f"#statuses input[value={status}]").uncheck()
    visit.search("Vera Kowalski")
    visit.page.keyboard.press("Enter")
    assert "apologies" not in visit.panel
    assert "2 more facts filtered out" in visit.panel


def test_search_finds_by_alias_and_without_diacritics(visit: Any) -> None:
    visit.search("hca")
    first = visit.page.locator("#hits [role=option]").first
    assert first.inner_text().split("\n") == ["Harbour Cyber Alliance", "also HCA", "Organisation"]
    assert first.get_attribute("aria-selected") == "true"
    visit.page.locator("#query").fill("nöur el-ámin")
    visit.page.keyboard.press("Enter")
    assert visit.page.locator("#details h2").inner_text() == "Nour El-Amin"
    visit.page.locator("#query").fill("nobody at all")
    assert visit.page.locator("#hits").inner_text() == "Nothing by that name"


def test_no_name_that_is_suggested_is_cut(sample: Knowledge, open_page: OpenPage) -> None:
    longest = "Standing Committee on the Safety of Harbours, Bridges and Waterways"
    entities = tuple(
        replace(each, label=longest) if each.label == "Ada Lorne" else each for each in sample.entities
    )
    visit = open_page(render(replace(sample, entities=entities)))
    visit.search("Standing")
    cut = """[...document.querySelectorAll("#hits .label")].filter(
      ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => scrollHeight > clientHeight + 1 || scrollWidth > clientWidth
    ).map(({ textContent }) => textContent)"""
    assert longest in visit.page.locator("#hits").inner_text()
    assert visit.page.evaluate(cut) == []


def test_the_neighbourhood_grows_step_by_step_and_closes_again(visit: Any) -> None:
    visit.search("Health Data Clinic")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("button", name="Neighbourhood").click()
    assert visit.showing.startswith("Showing 11 of 85 things")
    visit.page.get_by_role("button", name="2 steps").click()
    assert int(visit.showing.split()[1]) > 11
    assert "hops=2" in visit.page.url
    visit.page.get_by_role("button", name="Back to all").click()
    assert visit.showing.startswith("Showing 85 of 85 things")


def test_a_neighbourhood_can_be_laid_out_anew(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page, "#node=event/health-data-clinic&hops=1")
    before = visit.page.evaluate(SPOTS)
    visit.page.get_by_role("button", name="Tidy").click()
    visit.settle()
    assert alike(visit.page.evaluate(SPOTS), before) < 0.8
    visit.page.get_by_role("button", name="Back to all").click()
    visit.page.get_by_role("button", name="Neighbourhood").click()
    visit.settle()
    assert alike(visit.page.evaluate(SPOTS), before) > 0.97


def test_an_address_opens_the_state_it_was_copied_from(open_page: OpenPage, sample_page: str) -> None:
    address = "#node=event/health-data-clinic&hops=1&at=person/elin-saar"
    address += "&types=Person,Event&status=asserted&undated=no"
    visit = open_page(sample_page, address)
    assert visit.page.locator("#details h2").inner_text() == "Elin Saar"
    assert not visit.page.locator("#types input[value=Organisation]").is_checked()
    assert not visit.page.locator("#undated").is_checked()
    assert visit.page.get_by_role("button", name="1 step", exact=True).get_attribute("aria-pressed") == "true"
    visit.page.locator("#types input[value=Place]").check()
    assert visit.page.url.endswith(address.replace("Person,Event", "Person,Event,Place"))


def test_a_full_iri_opens_its_thing_too(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page, "#node=https://w3id.org/cyberkg/id/person/otis-greer")
    assert visit.page.locator("#details h2").inner_text() == "Otis Greer"


def test_a_path_leads_from_one_to_the_other_with_a_sentence_for_each_step(visit: Any) -> None:
    visit.search("Otis Greer")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("button", name="Path to …").click()
    visit.page.keyboard.type("Idris Campbell")
    visit.page.keyboard.press("Enter")
    stops = visit.page.locator("#details .path > li > .thing").all_inner_texts()
    assert [stops[0], stops[-1]] == ["Otis Greer", "Idris Campbell"]
    assert visit.page.locator("#details .path blockquote").count() == len(stops) - 1


def test_the_lines_of_a_path_are_drawn_in_full_colour(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page)
    visit.page.evaluate("""() => {
      window.drawn = [];
      const stroke = CanvasRenderingContext2D.prototype.stroke;
      CanvasRenderingContext2D.prototype.stroke = function (...rest) {
        window.drawn.push([this.strokeStyle, Math.round(10 * this.lineWidth * this.getTransform().a) / 10]);
        return stroke.apply(this, rest);
      };
    }""")
    accent = visit.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')")
    visit.page.evaluate("location.hash = '#path=person/otis-greer|person/idris-campbell'")
    visit.page.wait_for_timeout(300)
    assert [accent.strip(), 3] in visit.page.evaluate("window.drawn")


def test_no_path_goes_over_what_is_denied(sample: Knowledge, open_page: OpenPage) -> None:
    denied = tuple(fact for fact in sample.facts if fact.status == "denied")
    html = render(replace(sample, facts=denied))
    visit = open_page(html, "#path=person/vera-kowalski|event/national-cyber-dialogue-2024")
    assert "No path over the facts that are shown" in visit.panel
    ends = visit.page.locator("#details .thing").all_inner_texts()
    assert ends == ["Vera Kowalski", "National Cyber Dialogue 2024"]
    visit.page.get_by_role("button", name="Path to something else").click()
    assert visit.page.evaluate("document.activeElement.id") == "query"


def test_the_time_slider_leaves_what_happened_then(visit: Any) -> None:
    visit.page.locator("#time-to").focus()
    for _ in range(8):
        visit.page.keyboard.press("ArrowLeft")
    assert visit.page.locator("#time-words").inner_text() == "Jan 2023 to Jan 2024"
    assert "time=2023-01,2024-01" in visit.page.url
    events = visit.page.locator("#types label", has_text="Events").locator(".count")
    assert events.inner_text() == "8 / 12"
    visit.page.locator("#undated").uncheck()
    assert events.inner_text() == "7 / 12"


def test_what_is_hidden_goes_and_comes_back(visit: Any) -> None:
    visit.search("Ada Lorne")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("button", name="Hide").click()
    assert visit.showing.startswith("Showing 84 of 85 things")
    visit.page.get_by_role("button", name="Bring back").click()
    assert visit.showing.startswith("Showing 85 of 85 things")


def test_what_is_pinned_stays_whatever_the_filter(visit: Any) -> None:
    visit.search("Otis Greer")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("button", name="Pin").click()
    visit.page.get_by_role("button", name="Close").first.click()
    visit.page.locator("#types input[value=Person]").uncheck()
    assert visit.page.locator("#types label", has_text="People").locator(".count").inner_text() == "1 / 40"


def test_the_keyboard_reaches_everything(visit: Any) -> None:
    page = visit.page
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#details h2").inner_text()
    assert first == "National Cyber Dialogue 2024"
    page.keyboard.press("ArrowRight")
    second = page.locator("#details h2").inner_text()
    assert second != first
    assert second in page.locator("#said").inner_text()
    page.keyboard.press("Enter")
    assert "hops=1" in page.url
    page.keyboard.press("p")
    assert "pin=" in page.url
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert visit.showing.startswith("Showing 85 of 85")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    assert visit.crimes == []


def test_the_first_key_leads_past_the_filters_to_the_network(visit: Any) -> None:
    page = visit.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the network"
    assert page.locator("#skip").bounding_box()["y"] >= 0
    address = page.url
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "picture"
    assert page.url == address


def test_the_keyboard_goes_on_from_what_was_found(visit: Any) -> None:
    page = visit.page
    visit.search("/ada lorne")  # two slashes by now: no name begins with one
    page.keyboard.press("Enter")
    assert page.locator("#details h2").inner_text() == "Ada Lorne"
    page.keyboard.press("Enter")
    assert "hops=1" in page.url


def test_going_back_shows_all_of_what_was_seen_before(visit: Any) -> None:
    page = visit.page
    visit.search("ada lorne")
    page.keyboard.press("Enter")
    before = page.evaluate(SPOTS)
    page.keyboard.press("Enter")
    visit.settle()
    page.go_back()
    visit.settle()
    assert alike(page.evaluate(SPOTS), before) > 0.9


def test_the_name_of_what_is_selected_stands_clear_of_its_ring(visit: Any) -> None:
    page = visit.page
    page.evaluate("""() => {
      const { arc, fillText, stroke } = CanvasRenderingContext2D.prototype;
      const at = (context, x, y) => context.getTransform().transformPoint({ x, y });
      let last = null;
      Object.assign(CanvasRenderingContext2D.prototype, {
        arc(x, y, r, ...rest) {
          last = [at(this, x, y), at(this, x + r, y)];
          return arc.call(this, x, y, r, ...rest);
        },
        stroke(...rest) {
          if (Math.abs(this.lineWidth * this.getTransform().a - 2.5) < 0.01) window.ring = last;
          return stroke.call(this, ...rest);
        },
        fillText(text, x, y, ...rest) {
          const { width } = this.measureText(text);
          const left = x - (this.textAlign === "center" ? width / 2 : this.textAlign === "right" ? width : 0);
          if (text === "Ada Lorne") window.box = [at(this, left, y), at(this, left + width, y + 13)];
          return fillText.call(this, text, x, y, ...rest);
        },
      });
    }""")
    visit.search("ada lorne")
    page.keyboard.press("Enter")
    visit.settle()
    apart = page.evaluate("""() => {
      const [middle, rim] = window.ring;
      const [start, end] = window.box;
      const nearest = (value, low, high) => Math.max(low, Math.min(high, value));
      const [x, y] = [nearest(middle.x, start.x, end.x), nearest(middle.y, start.y, end.y)];
      return Math.hypot(x - middle.x, y - middle.y) - (rim.x - middle.x);
    }""")
    assert apart >= 0


def test_every_control_has_a_name(visit: Any) -> None:
    nameless = visit.page.evaluate("""() => {
      const named = (element) =>
        element.textContent.trim() || element.closest("label")?.textContent.trim() ||
        element.getAttribute("aria-label") || element.getAttribute("aria-labelledby");
      const controls = [...document.querySelectorAll("button, input, select, a, [role]:not([role=status])")];
      return controls.filter((element) => !named(element)).map((element) => element.outerHTML);
    }""")
    assert nameless == []


def test_dark_and_light_follow_the_system_and_the_button(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page, dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert visit.page.evaluate(ground) == "rgb(20, 23, 28)"
    visit.page.locator("#theme").click()
    assert visit.page.evaluate(ground) == "rgb(247, 248, 250)"


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_its_ground(open_page: OpenPage, sample_page: str, dark: bool) -> None:
    visit = open_page(sample_page, dark=dark)
    contrasts = visit.page.evaluate("""() => {
      const style = getComputedStyle(document.documentElement);
      const light = (name) => {
        const hex = style.getPropertyValue(name).trim().slice(1);
        const [r, g, b] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
          .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (a, b) => {
        const [low, high] = [light(a), light(b)].sort((one, other) => one - other);
        return (high + 0.05) / (low + 0.05);
      };
      const texts = ["--ink", "--muted", "--accent", "--denied", "--planned", "--reported"];
      const grounds = ["--surface", "--ground"];
      return texts.flatMap((text) => grounds.map((ground) => [text, ground, contrast(text, ground)]));
    }""")
    assert [found for found in contrasts if found[2] < 4.5] == []


def test_colour_by_community_lists_the_communities(visit: Any) -> None:
    visit.page.locator("label", has_text="Community").click()
    rows = visit.page.locator("#communities button")
    assert 2 <= rows.count() <= 10
    rows.first.click()
    assert visit.panel.startswith("Community")
    visit.page.get_by_role("button", name="Open").click()
    assert "Community: " in visit.page.locator("#crumbs").inner_text()


def test_saved_facts_hold_what_is_shown_and_no_formulas(sample: Knowledge, open_page: OpenPage) -> None:
    entities = tuple(
        replace(e, label=f"=1+{e.label}") if e.label == "Ada Lorne" else e for e in sample.entities
    )
    visit = open_page(render(replace(sample, entities=entities)), "#node=person/ada-lorne&hops=1")
    rows = list(csv.DictReader(io.StringIO(download(visit, "csv").decode("utf-8"))))
    facts = json.loads(download(visit, "json"))
    assert len(rows) == len(facts) > 10
    assert {row["subject"] for row in rows if row["subject_id"].endswith("/ada-lorne")} == {"'=1+Ada Lorne"}
    texts = {document.name: document.text for document in sample.documents}
    for fact in facts:
        assert texts[fact["document"]][fact["start"] : fact["end"]] == fact["quote"]


def test_saved_pictures_are_a_png_and_well_formed_svg(visit: Any) -> None:
    assert download(visit, "png").startswith(b"\x89PNG")
    svg = ET.fromstring(download(visit, "svg"))
    names = {"".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert "Ada Lorne" in names
    assert len(svg.findall("{http://www.w3.org/2000/svg}path")) == 272
    assert visit.crimes == []


def test_saved_pictures_are_fit_for_a_slide(visit: Any) -> None:
    size = "() => { const { width, height } = document.querySelector('#canvas canvas'); return [width, height]; }"
    before, seen = visit.page.evaluate(size), visit.page.evaluate(SPOTS)
    png = download(visit, "png")
    assert list(struct.unpack(">II", png[16:24])) == [3 * each for each in before]
    assert visit.page.evaluate(size) == before
    assert alike(visit.page.evaluate(SPOTS), seen) > 0.97
    svg = ET.fromstring(download(visit, "svg"))
    assert (
        max(float(svg.get("width", "")), float(svg.get("height", ""))) <= 1800
    )  # letters of 12 stay legible


def test_a_page_without_knowledge_says_so(open_page: OpenPage) -> None:
    visit = open_page(render(Knowledge()))
    assert "Nothing to show yet" in visit.page.locator("#empty").inner_text()
    assert visit.showing == "Showing 0 of 0 things, 0 of 0 links"
    visit.page.locator("#picture").focus()
    visit.page.keyboard.press("ArrowRight")
    assert visit.crimes == []


def test_when_nothing_passes_the_filters_there_is_a_way_back(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page, "#types=")
    visit.page.locator("#empty button").click()
    assert visit.showing.startswith("Showing 85 of 85")


def test_a_phone_shows_the_network_with_filters_and_details_at_hand(
    open_page: OpenPage, sample_page: str
) -> None:
    visit = open_page(sample_page, "#node=person/ada-lorne", width=390, height=844)
    page = visit.page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    zoom, told = page.locator(".zoom").bounding_box(), page.locator("#showing").bounding_box()
    assert zoom["height"] < 60  # the names at the foot of the picture are not under it
    assert told["x"] + told["width"] <= zoom["x"]
    panel = page.locator("#panel").bounding_box()
    assert panel["y"] > 844 * 0.3
    assert panel["y"] + panel["height"] <= 844
    page.locator("#open-filters").click()
    assert page.locator("#filters").bounding_box()["x"] == 0
    page.locator("#types input[value=Event]").uncheck()
    page.locator("#close-filters").click()
    assert "0 / 12" not in visit.showing
    page.locator("#grip").click()
    assert page.locator("#panel").bounding_box()["height"] < 100
    assert visit.crimes == []


@pytest.mark.parametrize("asked", ["Neighbourhood", "Path to …"])
def test_on_a_phone_the_details_make_way_for_what_was_asked_for(
    open_page: OpenPage, sample_page: str, asked: str
) -> None:
    visit = open_page(sample_page, "#node=person/otis-greer", width=390, height=844)
    assert visit.page.locator("#panel").bounding_box()["height"] > 300
    visit.page.get_by_role("button", name=asked).click()
    if asked == "Path to …":
        visit.page.keyboard.type("Idris Campbell")
        visit.page.keyboard.press("Enter")
    visit.settle()
    assert visit.page.locator("#panel").bounding_box()["height"] < 100
    visit.page.locator("#grip").click()
    assert visit.page.locator("#panel").bounding_box()["height"] > 200
    assert visit.crimes == []


def test_help_opens_and_closes(visit: Any) -> None:
    visit.page.locator("#open-help").click()
    assert visit.page.locator("#help").is_visible()
    visit.page.locator("#help button").click()
    assert not visit.page.locator("#help").is_visible()
    assert visit.crimes == []
