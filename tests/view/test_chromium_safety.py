"""No briefing can run script, in a real browser: every payload in every text field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal, Period
from cyberkg.terms import EntityType, LiteralKind
from cyberkg.view import render

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Any]

PAYLOADS = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(2)</script>",
    "</script><script>alert(3)</script>",
    "<!--<script>",
    '" onmouseover="alert(4)" x="',
    "'><svg onload=alert(5)>",
    '<a href="javascript:alert(6)">href</a>',
    "javascript:alert(7)",
    "</style><style>@import 'http://evil.example/a.css';</style>",
    '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
    "</title><base href=http://evil.example/>",
    "{{ 7*7 }}{% raw %}",
    "<b>multi</b> *bold* `code` __proto__",
    "constructor",
    "http://evil.example/p.png",
)


def everywhere(text: str) -> Knowledge:
    """The same text in every field that takes one."""
    ada = Entity(
        Iri(f"https://example.org/person/{text}"), EntityType.PERSON, f"A {text}", (text,), (text,), (text,)
    )
    linked = Entity(
        Iri("https://example.org/event/e"),
        EntityType.EVENT,
        f"B {text}",
        documents=(text,),
        links=(Iri(text),),
    )
    said = Evidence(text, 0, len(text), text)
    facts = (
        Fact(ada.iri, "spokeAt", linked.iri, said, text, qualifier=text, represents=ada.iri),
        Fact(ada.iri, "attended", linked.iri, said, text, qualifier=text),
        Fact(ada.iri, text, linked.iri, said, text),
        Fact(linked.iri, "eventTheme", Literal(text, LiteralKind.TEXT), said, text, qualifier=text),
        Fact(linked.iri, "eventDate", Literal(text, LiteralKind.DATE), said, text),
        Fact(linked.iri, "eventDate", Literal("2024", LiteralKind.DATE), said, text),
    )
    document = Document(text, text, (), f"T {text}", Period(text, text), text)
    return Knowledge((document,), (linked, ada), facts)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_runs_and_each_is_shown_as_it_is(open_page: OpenPage, payload: str) -> None:
    visit = open_page(render(everywhere(payload), title=payload), "#node=https://example.org/event/e")
    page = visit.page
    assert page.locator("#details h2").text_content() == f"B {payload}"
    assert payload in visit.panel.partition("spoke at this event")[2]
    assert page.title() == " ".join(payload.split())
    assert page.locator("h1").text_content() == payload
    canvas = page.locator("#canvas canvas")
    for x in range(60, 640, 116):  # over nodes, lines and names, and clicks on them
        canvas.hover(position={"x": x, "y": 330})
    canvas.click(position={"x": 350, "y": 330})
    visit.search(payload[:12])
    page.keyboard.press("Enter")
    page.locator("#details .thing").first.click()
    page.evaluate("location.hash = '#fact=x|y&node=%zz&types=' + encodeURIComponent('<b>') + '&path=|'")
    visit.settle()
    assert page.locator("#details img, #details script, #details svg[onload], #details b").count() == 0
    assert visit.crimes == []
    assert page.url.startswith("file:")


def test_only_web_addresses_become_links_and_these_tell_nothing_of_us(open_page: OpenPage) -> None:
    for source, links in (("https://news.example/a", 2), ("javascript:alert(1)", 0), ("data:text/html,", 0)):
        visit = open_page(render(everywhere(source)), "#node=https://example.org/event/e")
        anchors = visit.page.locator("#details a")
        assert anchors.count() == links
        for anchor in anchors.all():
            assert anchor.get_attribute("rel") == "noopener noreferrer"


def test_even_script_that_slipped_in_could_not_run(open_page: OpenPage, sample_page: str) -> None:
    visit = open_page(sample_page)
    visit.page.evaluate("""() => {
        const script = document.createElement("script");
        script.append("window.crimes.push('ran')");
        document.body.append(script);
        const image = document.createElement("img");
        image.src = "http://evil.example/p.png";
        document.body.append(image);
    }""")
    visit.settle()
    crimes = "\n".join(visit.crimes)
    assert "ran" not in crimes.split("\n")
    assert "TrustedScript" in crimes
    assert "policy: img-src" in crimes
