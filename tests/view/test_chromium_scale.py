"""Big graphs in a real browser: how fast they are painted, and what stands for what cannot be drawn."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from cyberkg.model import Knowledge
from cyberkg.view import render

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OpenPage = Callable[..., Any]
Many = Callable[[int], Knowledge]

FRAMES = """() => new Promise((done) => {
  const canvas = document.querySelector("#canvas canvas");
  const { left, top } = canvas.getBoundingClientRect();
  const spans = [];
  let last = performance.now();
  const step = () => {
    spans.push(performance.now() - last);
    last = performance.now();
    if (spans.length > 24) return done(spans.slice(3).sort((a, b) => a - b)[11]);
    const turn = { deltaY: spans.length % 2 ? -100 : 100, clientX: left + 300, clientY: top + 300 };
    canvas.dispatchEvent(new WheelEvent("wheel", { ...turn, bubbles: true, cancelable: true }));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def test_two_thousand_nodes_are_painted_in_three_seconds_and_move_fluently(
    many: Many, open_page: OpenPage
) -> None:
    html = render(many(2000))
    start = time.perf_counter()
    visit = open_page(html)
    assert time.perf_counter() - start <= 3
    assert visit.showing.startswith("Showing 2,000 of 2,000 things")
    assert visit.page.evaluate(FRAMES) <= 150
    visit.search("person number 1234")
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate(FRAMES) <= 150
    assert visit.crimes == []


def test_above_five_thousand_nodes_communities_stand_for_their_members(
    many: Many, open_page: OpenPage
) -> None:
    visit = open_page(render(many(6000)))
    page = visit.page
    assert "communities of 6,000 things" in visit.showing
    visit.search("person number 1234")
    page.keyboard.press("Enter")
    assert page.locator("#details h2").inner_text() == "Person number 1234"
    assert "Community: " in page.locator("#crumbs").inner_text()
    assert int(visit.showing.split()[1].replace(",", "")) < 5000
    page.get_by_role("button", name="Back to all").click()
    page.get_by_role("button", name="Close").first.click()
    page.locator("#types input[value=Person]").uncheck()
    assert visit.showing.startswith("Showing 600 of 6,000 things")
    page.locator("#reset").click()
    page.get_by_role("button", name="Draw things").click()
    visit.settle()
    assert visit.showing.startswith("Showing 6,000 of 6,000 things")
    assert visit.crimes == []


def test_what_is_left_out_of_the_page_is_told(many: Many, open_page: OpenPage) -> None:
    visit = open_page(render(many(600), most=200))
    assert visit.showing.startswith("Showing 200 of 200 things")
    assert "Not in this page: 400 things with few links" in visit.panel
