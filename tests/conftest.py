"""What tests of several rooms use; one browser for all, as two drivers of Playwright cannot run in one process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "chrome")
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium of this machine; tests that need one are skipped where there is none."""
    from playwright.sync_api import sync_playwright

    named = os.environ.get("CYBERKG_CHROMIUM")
    path = named or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not path:
        pytest.skip("no Chromium here: install one (apt-get install chromium) or name it in CYBERKG_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The stores that are written whole, one after the other."""
    from cyberkg.store import generation

    written: list[Path] = []
    write = generation.write_store  # type: ignore[attr-defined]

    def count(path: Path, *rest: object, spares: bool) -> None:
        written.append(path)
        write(path, *rest, spares=spares)  # type: ignore[arg-type]

    monkeypatch.setattr(generation, "write_store", count)
    return written
