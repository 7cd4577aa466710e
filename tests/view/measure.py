"""How long a page takes in Chromium: seconds on the clock, and seconds that its main thread was at work.

On a machine that does other things at the same time only the latter say something of the page.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["AFTER_A_FRAME", "FRAMES", "Spent", "busy", "open_timed", "slowness", "turn_wheel"]

FRAMES = 24
_REFERENCE = 0.1  # seconds of work, one core of the machine that the budgets were set on

# Turns the wheel once a frame, in and out; gives the median time of a frame in milliseconds.
_WHEEL = """(count) => new Promise((done) => {
  const canvas = document.querySelector("#canvas canvas");
  const { left, top } = canvas.getBoundingClientRect();
  const spans = [];
  let last = performance.now();
  const step = () => {
    spans.push(performance.now() - last);
    last = performance.now();
    if (spans.length > count) return done(spans.slice(3).sort((a, b) => a - b)[Math.floor((count - 2) / 2)]);
    const turn = { deltaY: spans.length % 2 ? -100 : 100, clientX: left + 300, clientY: top + 300 };
    canvas.dispatchEvent(new WheelEvent("wheel", { ...turn, bubbles: true, cancelable: true }));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""
_PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

# A mark of what is painted a frame from now: equal pictures, equal marks.
AFTER_A_FRAME = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const canvas = document.querySelector("#canvas canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  done(data.reduce((mark, value) => (31 * mark + value) % 1000003, 7));
})))"""


@dataclass
class Spent:
    """Seconds: on the clock, and of the page's main thread."""

    clock: float = 0.0
    work: float = 0.0


def busy() -> bool:
    """Whether this machine has more to do than it has processors."""
    return os.getloadavg()[0] > (os.cpu_count() or 1)


def slowness() -> float:
    """How many times as long as on the machine that the budgets were set on a fixed piece of work takes here."""
    spent = []
    for _ in range(3):
        before = time.process_time()
        sum(number * number for number in range(2_000_000))
        spent.append(time.process_time() - before)
    return min(spent) / _REFERENCE


@contextmanager
def _timed(page: Page) -> Iterator[Spent]:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def work() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))

    spent = Spent()
    before, start = work(), time.perf_counter()
    yield spent
    spent.clock = time.perf_counter() - start
    spent.work = work() - before


def open_timed(page: Page, address: str) -> Spent:
    """Open a page and wait until it is painted."""
    with _timed(page) as spent:
        page.goto(address)
        page.wait_for_selector("html[data-ready]")
        page.evaluate(_PAINTED)
    return spent


def turn_wheel(page: Page) -> Spent:
    """Zoom in and out: what a frame takes."""
    with _timed(page) as spent:
        clock = page.evaluate(_WHEEL, FRAMES)
    return Spent(clock / 1000, spent.work / FRAMES)
