"""Measure the network page against its budgets: ``python tests/view/benchmark.py [NODES ...]``.

Budgets: an empty page of at most 600 kB; 2,000 nodes painted within 3 s and at most 150 ms a frame; 20,000
nodes exported within 30 s. Each figure is printed beside its budget; 1 is returned where one is missed. On a
busy machine only seconds of work are held to them. Needs a Chromium (or its path in CYBERKG_CHROMIUM).
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from cyberkg.model import Knowledge
from cyberkg.view import render
from cyberkg.view.picture import draw

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Made = TypeVar("Made")

COUNTS = (2_000, 6_000, 20_000)
EMPTY = 600.0  # kB
BUDGETS = {2_000: {"paint": 3.0, "frame": 150.0}, 20_000: {"export": 30.0}}  # seconds, milliseconds
CHROMIUM = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome")


def beside(name: str) -> ModuleType:
    """Import a module that lies beside this one."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


class Tally:
    """Prints figures, those with a budget beside it, and remembers what misses."""

    def __init__(self) -> None:
        self.missed = 0

    def tell(self, what: str, figure: float, unit: str, budget: float | None = None) -> None:
        verdict = ""
        if budget is not None:
            kept = figure <= budget
            self.missed += not kept
            verdict = f"   budget {budget:g} {unit}: {'kept' if kept else 'MISSED'}"
        print(f"  {what:<36} {figure:8.1f} {unit:<3}{verdict}")


def timed(make: Callable[[], Made]) -> tuple[Made, float]:
    """What is made, and the seconds of work that it takes; the clock also counts what else the machine does."""
    work = time.process_time()
    return make(), time.process_time() - work


def measure(count: int, folder: Path, browser: Browser, tally: Tally) -> None:
    knowledge = beside("synthetic").make_many(count)
    clock = beside("measure")
    budgets = BUDGETS.get(count, {})
    print(f"{count:,} nodes, {len(knowledge.facts):,} facts")
    html, spent = timed(lambda: render(knowledge))
    tally.tell("exported", spent, "s", budgets.get("export"))
    tally.tell("size", len(html.encode()) / 1e6, "MB")
    tally.tell("drawn as PNG", timed(lambda: draw(knowledge, "png"))[1], "s")
    path = folder / f"{count}.html"
    path.write_text(html, encoding="utf-8", newline="\n")
    for name, address in (("", ""), (" who met whom", "#view=encounters"), (" all", "#all=yes")):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        opened, frame = clock.open_timed(page, path.as_uri() + address), clock.turn_wheel(page)
        own = budgets if not name else {}
        tally.tell(
            f"painted{name}, on the clock", opened.clock, "s", None if clock.busy() else own.get("paint")
        )
        tally.tell(f"painted{name}, work", opened.work, "s", own.get("paint"))
        tally.tell(
            f"a frame{name}, on the clock",
            1000 * frame.clock,
            "ms",
            None if clock.busy() else own.get("frame"),
        )
        tally.tell(f"a frame{name}, work", 1000 * frame.work, "ms", own.get("frame"))
        page.close()


def main(counts: list[int]) -> int:
    from playwright.sync_api import sync_playwright

    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", end="")
    print(": busy, the clock is held to no budget" if beside("measure").busy() else "")
    tally = Tally()
    tally.tell("empty page", len(render(Knowledge()).encode()) / 1000, "kB", EMPTY)
    path = os.environ.get("CYBERKG_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        for count in counts:
            measure(count, Path(folder), browser, tally)
        browser.close()
    print("every budget is kept" if not tally.missed else f"{tally.missed} budgets are missed")
    return 1 if tally.missed else 0


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or list(COUNTS)))
