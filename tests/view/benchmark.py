"""Measure the network page against its budgets: ``python tests/view/benchmark.py [NODES ...]``.

Budgets: an empty page of at most 600 kB; 2,000 nodes painted within 3 s and at most 150 ms a frame; 20,000
nodes exported within 30 s. Needs a Chromium (or its path in CYBERKG_CHROMIUM).
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


def timed(what: str, make: Callable[[], Made]) -> Made:
    clock, work = time.perf_counter(), time.process_time()
    made = make()
    took = f"{time.perf_counter() - clock:6.1f} s, {time.process_time() - work:6.1f} s of work"
    print(f"  {what:<34} {took}")
    return made


def measure(count: int, folder: Path, browser: Browser) -> None:
    knowledge = beside("synthetic").make_many(count)
    clock = beside("measure")
    print(f"{count:,} nodes, {len(knowledge.facts):,} facts")
    html = timed("exported", lambda: render(knowledge))
    print(f"  {'size':<34} {len(html.encode()) / 1e6:6.1f} MB")
    timed("drawn as PNG", lambda: draw(knowledge, "png"))
    path = folder / f"{count}.html"
    path.write_text(html, encoding="utf-8", newline="\n")
    for name, address in (("", ""), ("who met whom", "#view=encounters"), ("all drawn", "#all=yes")):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        opened, frame = clock.open_timed(page, path.as_uri() + address), clock.turn_wheel(page)
        print(f"  painted {name:<26} {opened.clock:6.1f} s, {opened.work:6.1f} s of work;", end=" ")
        print(f"a frame {1000 * frame.clock:4.0f} ms, {1000 * frame.work:4.0f} ms of work")
        page.close()


def main(counts: list[int]) -> None:
    from playwright.sync_api import sync_playwright

    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", end="")
    print(": busy, look at the seconds of work" if beside("measure").busy() else "")
    print(f"empty page: {len(render(Knowledge()).encode()) / 1000:.0f} kB")
    path = os.environ.get("CYBERKG_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        for count in counts:
            measure(count, Path(folder), browser)
        browser.close()


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or list(COUNTS))
