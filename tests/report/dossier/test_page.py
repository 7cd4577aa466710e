"""The page of a dossier: one file that asks for nothing, runs nothing, and fits in the page of others."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cyberkg.report.dossier import Dossier, fragment, render, style_sheet
from cyberkg.terms import EntityType

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request

Open = Callable[..., Dossier]


def make_nasty() -> Dossier:
    spec = importlib.util.spec_from_file_location("nasty", Path(__file__).with_name("test_render.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.nasty()
    assert isinstance(made, Dossier)
    return made


def test_the_policy_forbids_all_but_the_one_style_sheet(open_dossier: Open) -> None:
    written = render(open_dossier("I:Hack"), "html")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', written)
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]+='; base-uri 'none'; form-action 'none'",
        policy[1].replace("&#39;", "'"),
    )
    assert "unsafe-inline" not in written
    assert " style=" not in written
    assert "<script" not in written
    assert f"<style>{style_sheet()}</style>" in written


def test_a_name_leads_to_its_page_only_where_there_is_one(open_dossier: Open) -> None:
    made = open_dossier("P:Ada Tan")
    assert 'href="/' not in fragment(made)
    linked = fragment(made, lambda iri: f"/thing?iri={iri.rpartition('/')[2]}")
    assert '<a href="/thing?iri=harbour-forum"><bdi>Harbour Forum</bdi></a>' in linked
    evil = fragment(made, lambda iri: f"javascript:alert('{iri}')")
    assert "javascript" not in evil


def test_a_fragment_is_an_article_without_policy_or_style(open_dossier: Open) -> None:
    written = fragment(open_dossier("P:Ada Tan"))
    assert written.startswith('<article class="cited person">')
    assert written.endswith("</article>\n")
    assert "<style" not in written
    assert "<meta" not in written


def test_each_type_has_the_colour_and_shape_of_the_network_page() -> None:
    from cyberkg.view.theme import LOOKS

    for kind in EntityType:
        assert f".cited.{kind.lower()} {{ --fill: {LOOKS[kind].fill};" in style_sheet()


def test_every_note_leads_to_its_sentence(open_dossier: Open) -> None:
    written = fragment(open_dossier("I:Hack"))
    notes = set(re.findall(r'href="#(sentence-\d+)"', written))
    assert notes == set(re.findall(r'id="(sentence-\d+)"', written))
    assert notes


def test_links_elsewhere_are_followed_only_on_the_web() -> None:
    written = fragment(make_nasty())
    assert "<bdi>javascript:alert(1)</bdi>" in written
    assert 'href="javascript' not in written
    assert "<script" not in written


def listen(page: Page, wrongs: list[str], address: str) -> None:
    """Note whatever a page must not do: print, fail, ask, or request anything but itself."""

    def on_dialog(dialog: Dialog) -> None:
        wrongs.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def on_request(request: Request) -> None:
        if request.url.partition("#")[0] != address:
            wrongs.append(f"request: {request.url}")

    page.on("console", lambda message: wrongs.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrongs.append(f"error: {error}"))
    page.on("dialog", on_dialog)
    page.on("request", on_request)


@pytest.mark.browser
@pytest.mark.parametrize("which", ["Hack", "Ada Tan", "nasty"])
def test_in_a_browser_it_draws_peeks_and_asks_for_nothing(
    open_dossier: Open, chromium: Browser, tmp_path: Path, which: str
) -> None:
    made = make_nasty() if which == "nasty" else open_dossier(f"{'I' if which == 'Hack' else 'P'}:{which}")
    path = tmp_path / "page.html"
    path.write_text(render(made, "html"), encoding="utf-8", newline="\n")
    page = chromium.new_page(viewport={"width": 1200, "height": 900})
    wrongs: list[str] = []
    listen(page, wrongs, path.as_uri())
    page.goto(path.as_uri())
    note = page.locator(".note").first
    assert not note.locator(".peek").is_visible()
    note.hover()
    assert note.locator(".peek").is_visible()
    note.click()
    assert page.url.endswith("#sentence-1")
    bar = page.locator(".cited").evaluate("node => getComputedStyle(node).borderTopColor")
    assert bar == ("rgb(213, 94, 0)" if which == "Hack" else "rgb(0, 114, 178)")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_viewport_size({"width": 380, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wrongs == []
    page.close()
