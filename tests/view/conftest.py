"""The sample as knowledge and as a page, and a Chromium to open pages in."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from cyberkg.model import Knowledge
from cyberkg.view import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request

HERE = Path(__file__).parent
# Set before any script of the page: what a page does that it must not do ends up in `window.crimes`.
WATCH = """
window.crimes = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.crimes.push(name);
document.addEventListener("securitypolicyviolation", (event) =>
  window.crimes.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def beside(name: str) -> ModuleType:
    """Import a module that lies beside this one."""
    spec = importlib.util.spec_from_file_location(f"view_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample() -> Knowledge:
    """What invented briefings tell of 15 organisations, 40 people, 12 events and 8 incidents."""
    made = beside("sample").make_sample()
    assert isinstance(made, Knowledge)
    return made


@pytest.fixture(scope="session")
def many() -> Callable[[int], Knowledge]:
    """Make knowledge of so many things, as years of briefings would give."""
    make: Callable[[int], Knowledge] = beside("synthetic").make_many
    return make


@pytest.fixture(scope="session")
def measure() -> ModuleType:
    """The module beside this one that measures pages."""
    return beside("measure")


@pytest.fixture(scope="session")
def sample_page(sample: Knowledge) -> str:
    return render(sample, title="Harbour briefings")


@dataclass
class Visit:
    """A page that is open, and all it did that it should not have done."""

    page: Page
    wrongs: list[str] = field(default_factory=list)

    @property
    def crimes(self) -> list[str]:
        found = self.page.evaluate("window.crimes")
        assert isinstance(found, list)
        return [*self.wrongs, *found]

    @property
    def panel(self) -> str:
        return self.page.locator("#details").inner_text()

    @property
    def showing(self) -> str:
        return self.page.locator("#showing").inner_text()

    def settle(self) -> None:
        """Wait until the view stands still and is painted."""
        self.page.wait_for_timeout(60)
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def search(self, text: str) -> None:
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)


def listen(page: Page, wrongs: list[str], address: str) -> None:
    """Note whatever a page must not do: print, fail, ask, or request anything but itself."""

    def on_dialog(dialog: Dialog) -> None:
        wrongs.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def on_request(request: Request) -> None:
        if request.url.partition("#")[0] != address and not request.url.startswith("blob:"):
            wrongs.append(f"request: {request.url}")

    # a test that reads many pixels back is told so; the page reads none
    page.on(
        "console",
        lambda message: (
            None
            if "willReadFrequently" in message.text
            else wrongs.append(f"console: {message.type} {message.text}")
        ),
    )
    page.on("pageerror", lambda error: wrongs.append(f"error: {error}"))
    page.on("dialog", on_dialog)
    page.on("request", on_request)


OpenPage = Callable[..., Visit]


@pytest.fixture
def open_page(chromium: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Open HTML as a file: ``open_page(html, "#node=…", width=390, height=844, dark=True)``."""
    contexts = []

    def visit(
        html: str, address: str = "", *, width: int = 1280, height: int = 800, dark: bool = False
    ) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        visited = Visit(page)
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        page.add_init_script(WATCH)
        listen(page, visited.wrongs, path.as_uri())
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready]")
        visited.settle()
        return visited

    yield visit
    for context in contexts:
        context.close()
