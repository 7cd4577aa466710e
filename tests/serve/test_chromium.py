"""The explorer in a real Chromium: search, read, ask; and names that would run if they could."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from cyberkg.query.results import Limits
from cyberkg.serve.app import make_app
from cyberkg.serve.current import Current

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

GRAPH = Path(__file__).parents[2] / "graph"
PATIENCE = 30_000  # milliseconds
# Set before any script of a page: what it does that it must not do ends up in `window.crimes`.
WATCH = """
window.crimes = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.crimes.push(name);
document.addEventListener("securitypolicyviolation", (event) =>
  window.crimes.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


class Recorder:
    """Notes the status of each answer, for a browser does not tell it of what it keeps from a page."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.statuses: dict[str, int] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def note(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.statuses[f"{scope['path']}?{scope['query_string'].decode()}"] = message["status"]
            await send(message)

        await self.app(scope, receive, note)


@pytest.fixture(scope="module")
def app(graph: Path) -> Recorder:
    return Recorder(make_app(Current(graph), Limits(timeout=30)))


@contextmanager
def running(app: Any) -> Iterator[str]:
    """The explorer in a thread, and its address: the browser is the other program here."""
    bound = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    end = time.monotonic() + 30
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    bound.close()


@pytest.fixture(scope="module")
def address(app: Recorder) -> Iterator[str]:
    with running(app) as address:
        yield address


@pytest.fixture(scope="module")
def own_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The explorer of the committed graph, which has more to lay out."""
    copied = shutil.copytree(GRAPH, tmp_path_factory.mktemp("own") / "graph")
    with running(make_app(Current(Path(copied)))) as address:
        yield address


class Visit:
    """A page, and all it did that it should not have done."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.wrongs: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.add_init_script(WATCH)
        page.on("console", lambda message: self.wrongs.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.wrongs.append(f"error: {error}"))
        page.on("dialog", self._dismiss)
        page.on("request", self._notice)

    def _dismiss(self, dialog: Any) -> None:
        self.wrongs.append("dialog")
        dialog.dismiss()

    def _notice(self, request: Any) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", "blob:")):
            self.wrongs.append(f"request: {request.url}")

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def crimes(self) -> list[str]:
        return [*self.wrongs, *self.page.evaluate("window.crimes")]


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    yield Visit(context.new_page(), address)
    context.close()


def test_a_reader_searches_opens_a_thing_and_its_sentence(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    page.wait_for_function("document.activeElement.id === 'sought'")
    page.keyboard.press("/")  # the search has the focus already
    assert page.locator("#sought").input_value() == ""
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("hf 20")
    page.wait_for_selector("#hits li[role=option]")
    assert "Harbour Forum" in page.locator("#hits").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/event/harbour-forum")
    assert page.locator("h1").inner_text() == "Harbour Forum"
    page.get_by_role("link", name="Ada Tan").first.click()
    page.wait_for_url("**/id/person/ada-tan")
    page.locator(".sentences cite a").first.click()
    page.wait_for_url("**/id/document/may-txt#char=*")
    assert page.locator("mark:target").inner_text() == "Ada Tan spoke for Orchid Bank."
    assert page.locator("mark:target").is_visible()
    page.locator("#sought").fill("winter")
    page.locator("#sought").press("Enter")
    page.wait_for_url("**/search?q=winter")
    assert "Winter Clinic" in page.locator(".results").inner_text()
    assert visit.crimes() == []


def test_a_reader_runs_an_example_and_follows_its_answer(visit: Visit) -> None:
    page = visit.page
    visit.open("/query")
    page.get_by_role("button", name="Who spoke where").click()
    page.get_by_role("button", name="Run Ctrl Enter").click()
    page.wait_for_selector("#answer table")
    assert page.locator("#answer thead").inner_text().split() == ["person", "name", "event"]
    assert page.locator("#answer tbody").inner_text().split("\t") == [
        "ckgd:person/ada-tan", "Ada Tan", "Harbour Forum",
    ]  # fmt: skip
    assert page.locator("#state").inner_text().startswith("1 row in ")
    with page.expect_download() as download:
        page.locator(".saves a", has_text="CSV").click()
    assert download.value.suggested_filename == "answer.csv"
    assert download.value.path().read_text().startswith("person,name,event\n")
    page.get_by_role("link", name="ckgd:person/ada-tan").click()
    page.wait_for_url("**/id/person/ada-tan")
    page.go_back()
    page.wait_for_selector("#answer table")  # who comes back finds the answer again
    assert page.locator("#answer tbody").inner_text().split("\t")[1] == "Ada Tan"
    assert visit.crimes() == []


def test_only_what_was_asked_here_runs_by_itself(visit: Visit) -> None:
    page = visit.page
    visit.open("/query")
    page.locator("#sparql").fill("ASK { ?s ?p 1 }")
    page.locator("#sparql").press("Control+Enter")
    page.wait_for_selector(".truth")
    visit.open("/query?query=ASK+%7B+%3Fs+%3Fp+2+%7D")  # as a link elsewhere would
    visit.open("/")
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert page.locator("#sparql").input_value() == "ASK { ?s ?p 2 }"
    assert page.locator("#answer").inner_text() == ""
    page.go_back()
    page.wait_for_selector(".truth")
    assert visit.crimes() == []


def test_an_answer_can_be_saved_in_the_formats_of_its_kind(visit: Visit) -> None:
    page = visit.page
    visit.open("/query")
    for query, offered in (
        ("SELECT ?s { ?s ?p ?o } LIMIT 1", ["JSON", "XML", "CSV", "TSV"]),
        ("DESCRIBE <person/ada-tan>", ["Turtle", "N-Triples", "RDF/XML", "JSON-LD"]),
        ("ASK {}", []),
    ):
        page.locator("#sparql").fill(query)
        page.locator("#sparql").press("Control+Enter")
        page.locator("#stop").wait_for(state="hidden")
        assert page.locator(".saves a:visible").all_inner_texts() == offered
    page.locator("#sparql").fill("DESCRIBE <person/ada-tan>")
    page.locator("#sparql").press("Control+Enter")
    with page.expect_download() as download:
        page.locator(".saves a", has_text="JSON-LD").click()
    assert download.value.suggested_filename == "answer.jsonld"
    assert "Ada Tan" in download.value.path().read_text()
    page.locator("#sparql").fill("SELECT ?s { ?s a ckg:Nothing }")
    page.locator("#sparql").press("Control+Enter")
    assert page.locator("#answer .none").inner_text() == "Nothing fits the query."
    assert visit.crimes() == []


def test_the_editor_answers_in_every_kind_and_shows_what_is_wrong(visit: Visit) -> None:
    page = visit.page
    visit.open("/query")
    for query, place, words in (
        ("ASK { ?s ckg:spokeAt ?o }", ".truth", "yes"),
        ("DESCRIBE <person/ada-tan>", ".triples", 'skos:prefLabel "Ada Tan"'),
        ("SELECT ?s WHERE {\n ?s ?p )\n}", "#wrong", "line 3, column 1: the query is no SPARQL"),
        ("SELECT * { SERVICE <http://evil.test/> { ?s ?p ?o } }", "#wrong", "SERVICE"),
    ):
        page.locator("#sparql").fill(query)
        page.locator("#sparql").press("Control+Enter")
        page.locator("#stop").wait_for(state="hidden")
        assert words in page.locator(place).inner_text()
        assert page.locator("#lines .bad").all_inner_texts() == (["3\n"] if "line 3" in words else [])
    assert page.locator("#lines span").count() == 1
    visit.wrongs = [wrong for wrong in visit.wrongs if "400 (Bad Request)" not in wrong]
    assert visit.crimes() == []


def test_a_query_can_be_stopped(visit: Visit) -> None:
    page = visit.page
    visit.open("/query")
    page.locator("#sparql").fill("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    page.get_by_role("button", name="Run Ctrl Enter").click()
    page.get_by_role("button", name="Stop").click()
    page.locator("#state", has_text="Stopped").wait_for()
    assert page.locator("#wrong").is_hidden()
    assert visit.crimes() == []


def test_a_filter_offers_names_while_one_types(visit: Visit) -> None:
    page = visit.page
    visit.open("/report/attendance")
    page.locator("input[name=person]").press_sequentially("orch")
    page.locator("#of-person option").first.wait_for(state="attached")
    assert [o.get_attribute("value") for o in page.locator("#of-person option").all()] == ["Orchid Bank"]
    page.locator("input[name=event]").press_sequentially("hf")
    page.locator("#of-event option").first.wait_for(state="attached")
    option = page.locator("#of-event option").first
    assert (option.get_attribute("value"), option.get_attribute("label")) == (
        "Harbour Forum",
        "Harbour Forum, also HF 2024",
    )
    assert visit.crimes() == []


def test_the_search_box_offers_what_is_near_a_slip(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    page.locator("#sought").press_sequentially("adda tann")
    page.wait_for_selector("#hits li[role=option]")
    assert page.locator("#hits li").first.inner_text() == "Nothing by that name; near it are"
    page.keyboard.press("ArrowDown")
    assert page.locator("#hits [aria-selected=true]").inner_text().startswith("Ada Tan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/person/ada-tan")
    assert visit.crimes() == []


@pytest.mark.parametrize(
    "name",
    ["attendance", "attendance?by=person", "encounters", "incidents", "timeline", "calendar", "changes"],
)
def test_the_columns_of_a_report_are_seen_side_by_side(
    chromium: Browser, own_address: str, name: str
) -> None:
    """No word lies over the next cell, and dates that contradict each other do not push the sentences out."""
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{own_address}/report/{name}")
        over = """() => [...document.querySelectorAll(".grid td")].filter((cell) =>
            [...cell.querySelectorAll("bdi, .day, .note")].some((part) =>
                part.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1)).map((cell) => cell.innerText)"""
        assert page.evaluate(over) == []
        days = page.locator(".grid .day").all()
        assert all(day.evaluate("each => each.getBoundingClientRect().width") < 260 for day in days[:80])


def test_the_network_opens_at_a_thing(visit: Visit) -> None:
    visit.open("/id/person/ada-tan")
    visit.page.get_by_role("link", name="In the network").click()
    visit.page.wait_for_selector("html[data-ready]")
    assert visit.page.locator("#details h2").inner_text() == "Ada Tan"
    visit.page.get_by_role("link", name="Explorer").click()
    visit.page.wait_for_url(f"{visit.address}/")
    assert visit.crimes() == []


def test_hostile_names_are_shown_and_do_not_run(visit: Visit) -> None:
    page = visit.page
    hostile = ["/", "/search?q=alert", "/id/event/harbour-forum", "/id/document/june-txt", "/briefings"]
    hostile += ["/report/attendance", "/report/attendance?format=html"]
    hostile += [
        "/query?query=%3Cscript%3Ealert(9)%3C%2Fscript%3E%3C%2Ftextarea%3E",
        "/search?q=%3Cimg%20src=x%20onerror=alert(8)%3E",
    ]
    for path in hostile:
        visit.open(path)
        page.wait_for_load_state("networkidle")
        assert page.locator("main img, main script:not([src], [type='application/json'])").count() == 0
        assert visit.crimes() == [], path
    visit.open("/id/event/harbour-forum")
    page.get_by_role("link", name="<script>alert(1)</script>").first.click()
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").inner_text() == "<script>alert(1)</script>"
    visit.open("/query")
    page.locator("#sought").fill("alert")
    page.wait_for_selector("#hits li[role=option]")
    page.locator("#sparql").fill("SELECT ?name { ?p a ckg:Person ; skos:prefLabel ?name }")
    page.locator("#sparql").press("Control+Enter")
    page.wait_for_selector("#answer table")
    assert "<script>alert(1)</script>" in page.locator("#answer").inner_text()
    assert "Red[U+202E]tfel[U+001B][31m" in page.locator("#answer").inner_text()
    assert visit.crimes() == []


def test_even_script_that_slipped_in_could_not_run(visit: Visit) -> None:
    visit.open("/")
    visit.page.evaluate("""() => {
        const script = document.createElement("script");
        try { script.textContent = "window.crimes.push('ran')"; document.body.append(script); } catch {}
        const image = document.createElement("img");
        image.src = "http://evil.example/p.png";
        document.body.append(image);
    }""")
    visit.page.wait_for_timeout(300)
    crimes = visit.crimes()
    assert "ran" not in crimes
    assert any("policy: img-src" in crime for crime in crimes)


@pytest.fixture
def other_site(address: str) -> Iterator[str]:
    """Another origin on this machine, whose page asks by an image, a fetch, a form and a frame; and has a link."""
    asked = f"{address}/sparql?query=ASK%7B%7D"
    page = f"""<!doctype html><img src="{asked}&image"><iframe src="{address}/?frame"></iframe>
        <iframe name="f"></iframe>
        <form method="post" action="{address}/sparql?form" target="f"><input name="query" value="ASK {{}}"></form>
        <a href="{address}/id/person/ada-tan">Ada</a>
        <script>document.forms[0].submit();
        fetch("{asked}").then((r) => r.text(), () => "kept out").then((text) => {{ document.title = text; }});
        </script>""".encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_a_page_of_another_site_can_neither_ask_nor_read(
    app: Recorder, other_site: str, chromium: Browser
) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        app.statuses.clear()
        page.goto(other_site)
        page.wait_for_function("document.title")
        assert page.title() == "kept out"
        page.wait_for_load_state("networkidle")
        asked = "/sparql?query=ASK%7B%7D"
        assert app.statuses == dict.fromkeys((asked, f"{asked}&image", "/?frame", "/sparql?form"), 403)
        page.get_by_role("link", name="Ada").click()
        page.wait_for_url("**/id/person/ada-tan")
        assert page.locator("h1").inner_text() == "Ada Tan"


@pytest.mark.parametrize(
    "path", ["/", "/id/event/harbour-forum", "/id/document/june-txt", "/query", "/report/attendance"]
)
def test_pages_are_readable_on_a_phone_in_the_dark(chromium: Browser, address: str, path: str) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark") as context:
        page = context.new_page()
        page.goto(address + path)
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.locator("#theme").click()
        page.reload()
        assert page.evaluate("document.documentElement.dataset.theme") == "light"


def test_a_dossier_keeps_its_spaces_within_the_explorer(chromium: Browser, address: str) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{address}/dossier?iri=ckgd:event/harbour-forum")
        space = "node => parseFloat(getComputedStyle(node).marginTop)"
        assert page.locator(".cited section > h2").first.evaluate(space) > 30
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        above = page.locator(".actions").bounding_box()
        sheet = page.locator(".cited").bounding_box()
        assert above and sheet
        assert above["y"] + above["height"] < sheet["y"]
