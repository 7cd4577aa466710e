"""The pages as a reader finds them, and the same in RDF as a program does."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import rdflib
from starlette.testclient import TestClient

from cyberkg.serve import dossiers, site, turning, views
from cyberkg.serve.app import make_app
from cyberkg.serve.current import Current
from cyberkg.serve.turning import turn

ID = "https://w3id.org/cyberkg/id/"
FORUM = rdflib.URIRef(f"{ID}event/harbour-forum")
PAGE = {"accept": "text/html"}
MARKUP = "<script>alert(1)</script>"
QUOTE = "\"><img src=x onerror=alert(2)> ' onload='alert(3)"


def text_of(client: TestClient, path: str, status: int = 200) -> str:
    response = client.get(path, headers=PAGE)
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return response.text


def test_the_start_page_tells_what_there_is(client: TestClient) -> None:
    page = text_of(client, "/")
    assert "What 2 briefings say" in page
    for words in (
        "11 things",
        "People",
        "Harbour Forum",
        "Round-up of june.txt",
        "/report/attendance",
        "/network",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=ada", ["1 thing by the name of “<bdi>ada</bdi>”", 'href="/id/person/ada-tan"']),
        ("q=hf+2024", ["also <bdi>HF 2024</bdi>"]),
        ("q=orchid&type=Organisation", ["1 thing by the name", "Orchid Bank"]),
        ("q=Adda+Tann", ["Did you mean one of these?", "Ada Tan"]),
        ("q=zzzz", ["Nothing has this name, and no name is near it."]),
        ("q=ada&type=Event", ["None of them is among the events.", 'href="/search?q=ada">Show all']),
        ("q=&type=Work", ["The graph has none."]),
        ("q=", ["All things", "Ada Tan", "Winter Clinic"]),
        ("q=may+2024", ["1 briefing by this title or date", 'href="/id/document/may-txt"', "10 May 2024"]),
        ("type=Event", ["<h1>Events</h1>", "Winter Clinic"]),
        ("q=ada&page=99999999999&type=Nonsense", ["Ada Tan"]),
        ("q=ada&page=%C2%B2", ["Ada Tan"]),  # a digit that is no number
        ("q=ada&page=-x", ["Ada Tan"]),
        (f"q=ada&page={'9' * 5000}", ["Ada Tan"]),  # more digits than Python reads
    ],
)
def test_search(client: TestClient, query: str, words: list[str]) -> None:
    page = text_of(client, f"/search?{query}")
    for each in words:
        assert each in page


def test_suggestions(client: TestClient) -> None:
    told = client.get("/suggest", params={"q": "hf"}).json()
    assert told == {
        "hits": [
            {
                "label": "Harbour Forum",
                "name": "HF 2024",
                "type": "Event",
                "address": "/id/event/harbour-forum",
            }
        ],
        "more": 0,
        "near": False,
    }
    assert client.get("/suggest").json() == {"hits": [], "more": 0, "near": False}


def test_suggestions_are_what_is_near_where_nothing_has_the_name(client: TestClient) -> None:
    told = client.get("/suggest", params={"q": "Adda Tann"}).json()
    assert told["near"] is True
    assert told["hits"][0]["label"] == "Ada Tan"
    nothing = {"hits": [], "more": 0, "near": False}
    assert client.get("/suggest", params={"q": "zzzz"}).json() == nothing
    assert client.get("/suggest", params={"q": "Adda Tann", "type": "Event"}).json() == nothing


def test_suggestions_are_of_the_types_that_are_asked_for(client: TestClient) -> None:
    def names(*types: str) -> set[str]:
        hits = client.get("/suggest", params={"q": "orchid", "type": list(types)}).json()["hits"]
        return {hit["label"] for hit in hits}

    assert names() == {"Orchid Bank", "Ransomware attack on Orchid Bank"}
    assert names("Organisation") == {"Orchid Bank"}
    assert names("Incident", "Event") == {"Ransomware attack on Orchid Bank"}
    assert names("Nonsense") == names()


def test_of_very_many_suggestions_the_first_are_given_and_the_others_counted(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "_SUGGESTIONS", 1)
    told = client.get("/suggest", params={"q": "orchid"}).json()
    assert [hit["label"] for hit in told["hits"]] == ["Orchid Bank"]
    assert told["more"] == 1


def test_nobody_searches_for_pages_of_text(client: TestClient) -> None:
    page = text_of(client, f"/search?q={'a' * 30_000}")
    assert "a" * 200 in page
    assert "a" * 201 not in page


def test_the_page_of_a_thing_is_its_dossier(client: TestClient) -> None:
    page = text_of(client, "/id/event/harbour-forum")
    for words in (
        "<bdi>HF 2024</bdi>",
        "Who attended",
        '<a href="/id/person/ada-tan"><bdi>Ada Tan</bdi></a>',
        '“<bdi>Ada Tan spoke for Orchid Bank.</bdi>” <cite><a href="/id/document/may-txt#char=',
        '<a href="/id/document/may-txt"><bdi>may.txt</bdi></a>',
        '<span class="status denied"',
        '<span class="status reported"',
        'href="https://www.wikidata.org/entity/Q1"',
        'href="/network#node=https%3A//w3id.org/cyberkg/id/event/harbour-forum"',
        'href="/id/event/harbour-forum?format=ttl"',
    ):
        assert words in page
    assert MARKUP not in page
    assert "<img src=x" not in page
    (sheet,) = (part.split('"')[0] for part in page.split('href="') if part.startswith("/assets/dossier.css"))
    assert ".cited h1" in client.get(sheet).text
    assert not client.get(sheet).text.startswith((":root", "body"))


def test_a_page_is_kept_by_nobody_for_a_program_that_wants_data(client: TestClient) -> None:
    assert client.get("/id/event/harbour-forum", headers=PAGE).headers["vary"] == "Accept"


def test_there_is_one_page_for_a_thing(client: TestClient) -> None:
    for iri in (f"{ID}event/harbour-forum", "ckgd:event/harbour-forum", "ckgd:event/old-forum"):
        response = client.get("/dossier", params={"iri": iri})
        assert (response.status_code, response.headers["location"]) == (301, "/id/event/harbour-forum")


def test_a_long_dossier_fills_pages(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossiers, "turn", partial(turn, size=4, whole=4))
    first, second, beyond = (
        text_of(client, f"/id/event/harbour-forum?page={number}") for number in ("1", "2", "99")
    )
    assert "Showing 1 to 4 of " in first
    assert 'rel="next" href="/id/event/harbour-forum?page=2"' in first
    assert 'rel="prev" href="/id/event/harbour-forum?page=1"' in second
    assert "Showing 5 to " in second
    assert 'rel="next"' not in beyond
    rows = [page.count("<tr>") + page.count("<dt>") for page in (first, second)]
    assert min(rows) > 0
    csv = client.get("/dossier?iri=ckgd:event/harbour-forum&format=csv").text
    assert all(name in csv for name in ("Ada Tan", "José Ødegård", "may.txt"))


def test_many_hits_fill_pages(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_HITS", 4)
    hits = [text_of(client, f"/search?q=&page={number}") for number in (1, 3)]
    assert "Showing 1 to 4 of 11 things" in hits[0]
    assert "Showing 9 to 11 of 11 things" in hits[1]
    assert "Winter Clinic" in hits[1]


def test_a_long_report_fills_pages_and_its_files_have_all(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turning, "turn", partial(turn, size=2, whole=2))
    pages = [text_of(client, f"/report/attendance?status=&page={number}") for number in (1, 2, 3)]
    assert [page.partition("Showing ")[2].partition("<")[0] for page in pages] == [
        "1 to 2 of 6 rows",
        "3 to 4 of 6 rows",
        "5 to 6 of 6 rows",
    ]
    assert 'rel="next" href="/report/attendance?page=2"' in pages[0]
    assert 'rel="prev" href="/report/attendance?page=2"' in pages[2]
    assert sum(page.count('<td class="wide">') for page in pages) == 6
    assert "page=" not in pages[1].partition('class="filters"')[0]
    rows = client.get("/report/attendance?page=2&format=json").json()
    assert "Winter Clinic" in str(rows)
    assert "Harbour Forum" in str(rows)


def test_a_briefing_shows_its_text_with_a_mark_for_each_sentence(client: TestClient) -> None:
    page = text_of(client, "/id/document/june-txt")
    text = page.partition('<div class="text"')[2].partition("</div>")[0]
    assert "# june.txt" in text
    assert text.count("<mark id=") == 9
    links = {part.partition('"')[0] for part in page.split('class="jump" href="#')[1:]}
    assert len(links) == 9
    assert '<a rel="prev" href="/id/document/may-txt"' in page
    assert 'rel="next"' not in page
    assert "<time>June 2024</time>" in page
    for link in links:
        assert f'<mark id="{link}">' in text


def test_words_of_the_graph_are_never_markup(client: TestClient) -> None:
    things = client.app._app and client.get("/suggest", params={"q": "alert"}).json()["hits"]  # type: ignore[attr-defined]
    assert {hit["label"] for hit in things} == {MARKUP, QUOTE}
    paths = [hit["address"] for hit in things]
    paths += ["/", "/search?q=%3Cscript", "/briefings", "/report/attendance", "/report/attendance?by=person"]
    paths += [
        "/id/event/harbour-forum",
        "/id/document/june-txt",
        "/query",
        f"/query?query={MARKUP}",
        "/about?iri=x",
    ]
    for path in paths:
        page = client.get(path, headers=PAGE).text
        assert "<script>" not in page
        assert "<img" not in page
        if path not in {"/query", "/about?iri=x"}:
            assert html.escape(MARKUP) in page.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")


def test_what_would_turn_a_line_is_spelt_out(client: TestClient) -> None:
    page = text_of(client, "/id/event/harbour-forum")
    assert r"Red\u202etfel\x1b[31m" in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    ("form", "kind", "parser"),
    [
        ("ttl", "text/turtle; charset=utf-8", "turtle"),
        ("jsonld", "application/ld+json", "json-ld"),
        ("nt", "application/n-triples", "nt"),
        ("rdf", "application/rdf+xml", "xml"),
    ],
)
def test_a_thing_is_told_in_rdf_by_accept_and_by_address(
    client: TestClient, form: str, kind: str, parser: str
) -> None:
    by_accept = client.get("/id/event/harbour-forum", headers={"accept": kind.partition(";")[0]})
    by_address = client.get(f"/id/event/harbour-forum?format={form}", headers=PAGE)
    assert by_accept.content == by_address.content
    assert by_accept.headers["content-type"] == kind
    assert by_accept.headers["vary"] == "Accept"
    assert by_accept.headers["content-disposition"] == f'inline; filename="harbour-forum.{form}"'
    found = rdflib.Graph().parse(data=by_accept.content, format=parser)
    assert found.value(FORUM, rdflib.SKOS.prefLabel) == rdflib.Literal("Harbour Forum")
    claims = set(found.subjects(rdflib.RDF.object, FORUM))
    assert len(claims) == 6
    quotes = {str(o) for o in found.objects(None, rdflib.URIRef("http://www.w3.org/ns/oa#exact"))}
    assert "José Ødegård did not come." in quotes


def test_json_ld_has_short_names_and_brings_its_context(client: TestClient) -> None:
    told = client.get("/id/person/ada-tan?format=jsonld").json()
    assert told["@context"]["@base"] == ID
    (ada,) = (node for node in told["@graph"] if node["id"] == "person/ada-tan")
    assert ada["prefLabel"] == "Ada Tan"
    assert ada["spokeAt"] == "event/harbour-forum"
    assert "Person" in ada["type"]


def test_the_same_graph_is_the_same_bytes(client: TestClient, graph: Path) -> None:
    again = TestClient(make_app(Current(graph)), base_url="http://127.0.0.1:8765")
    for path in (
        "/",
        "/id/event/harbour-forum",
        "/id/event/harbour-forum?format=jsonld",
        "/report/attendance",
    ):
        assert again.get(path).content == client.get(path).content


@pytest.mark.parametrize(
    ("path", "headers", "status", "message"),
    [
        (
            "/id/event/harbour-forum?format=pdf",
            {},
            400,
            "no format is called pdf; use html, ttl, jsonld, nt, rdf",
        ),
        ("/id/event/harbour-forum", {"accept": "image/png"}, 406, "accept text/html, text/turtle"),
        ("/id/person/nobody", {}, 404, "the graph has nothing here; search for it by name"),
        ("/id/person/nobody?format=ttl", {}, 404, "the graph has nothing here"),
        ("/report/none", {}, 404, "there is no such report; there is attendance"),
        ("/none", {}, 404, "see / for what there is"),
        ("/ontology/none.html", {}, 404, "the graph has nothing here"),
        ("/report/attendance?format=pdf", {}, 400, "no format is called pdf"),
        ("/report/attendance?format=csv&person=Nobody+Atall", {}, 400, "is called 'Nobody Atall'"),
    ],
)
def test_what_cannot_be_shown_is_told(
    client: TestClient, path: str, headers: dict[str, str], status: int, message: str
) -> None:
    response = client.get(path, headers={"accept": "application/json", **headers})
    assert response.status_code == status
    assert response.headers["vary"] == "Accept"
    assert message in response.json()["detail"]
    if not headers:
        assert html.escape(message) in text_of(client, path, status).replace("&#39;", "&#x27;")


def test_what_is_not_asked_for_by_a_reader_is_told_as_to_a_program(client: TestClient) -> None:
    """And what it may be asked by, as HTTP wants it of this answer (RFC 9110, section 15.5.6)."""
    response = client.post("/search", headers=PAGE)
    assert response.status_code == 405
    assert response.headers["content-type"] == "application/problem+json"
    assert "GET" in response.headers["allow"]


def test_an_error_that_nobody_expected_tells_nothing_of_the_inside(
    current: Current, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "of_search", lambda *_: 1 / 0)
    client = TestClient(make_app(current), base_url="http://127.0.0.1", raise_server_exceptions=False)
    page = text_of(client, "/search", 500)
    assert "something went wrong that nobody expected" in page
    assert "ZeroDivisionError" not in page


def test_a_former_iri_leads_to_the_present_one(client: TestClient) -> None:
    response = client.get("/id/event/old-forum?format=ttl")
    assert (response.status_code, response.headers["location"]) == (301, "/id/event/harbour-forum?format=ttl")


def test_a_former_iri_that_another_thing_has_now_is_told_of_as_that_thing(
    client: TestClient, current: Current, monkeypatch: pytest.MonkeyPatch
) -> None:
    things = current.get().things
    monkeypatch.setitem(things.by_former, f"{ID}person/ada-tan", things.by_iri[str(FORUM)])
    assert "<bdi>Ada Tan</bdi>" in text_of(client, "/id/person/ada-tan")


def test_a_former_iri_leads_to_a_present_one_of_another_base(
    client: TestClient, current: Current, monkeypatch: pytest.MonkeyPatch
) -> None:
    things, old = current.get().things, "https://elsewhere.example/old"
    moved = replace(things.by_iri[str(FORUM)], iri="https://elsewhere.example/new")
    monkeypatch.setitem(things.by_former, old, moved)
    response = client.get("/about", params={"iri": old})
    assert response.headers["location"] == "/about?iri=https%3A%2F%2Felsewhere.example%2Fnew"


def test_an_iri_leads_to_its_page_in_whatever_way_it_is_written(client: TestClient) -> None:
    for path in (
        f"/about?iri={ID}event/harbour-forum",
        "/about?iri=ckgd:event/harbour-forum",
        "/cyberkg/id/event/harbour-forum",
    ):
        response = client.get(path)
        assert (response.status_code, response.headers["location"]) == (303, "/id/event/harbour-forum")


def test_every_node_has_a_page(client: TestClient) -> None:
    found = client.get("/sparql", params={"query": "SELECT ?c { ?c a ckg:Claim } LIMIT 1"}).json()
    claim = found["results"]["bindings"][0]["c"]["value"]
    page = text_of(client, claim.replace(ID, "/id/"))
    for words in ("ckgd:claim/", "rdf:subject", "ckg:evidence", 'href="/id/document/'):
        assert words in page
    term = text_of(client, "/about?iri=ckg:spokeAt")
    assert 'href="/ontology/ontology.html#spokeAt">What it means' in term
    assert "What it means" not in text_of(client, "/about?iri=foaf:Person")
    assert 'is</span> <code>rdf:predicate</code> <span class="note">of' in term


def test_a_report_is_shown_filtered_and_written(client: TestClient) -> None:
    whole = text_of(client, "/report/attendance")
    assert "Attendance by event" in whole
    assert 'href="/id/person/ada-tan"' in whole
    assert 'href="/id/document/may-txt#char=' in whole
    ada = text_of(client, "/report/attendance?by=person&person=Ada&status=&role=")
    assert "Attendance by person" in ada
    assert "José" not in ada
    assert 'value="Ada"' in ada
    wrong = text_of(client, "/report/attendance?person=Adda+Tann")
    assert "no person or organisation in this graph is called" in wrong
    written = client.get("/report/attendance?by=person&person=Ada&format=csv")
    assert written.headers["content-type"] == "text/csv; charset=utf-8"
    assert written.text.startswith('"person","about","event"')
    json.loads(client.get("/report/attendance?format=json").text)
    assert (
        client.get("/report/attendance?format=html")
        .headers["content-security-policy"]
        .endswith("sandbox; frame-ancestors 'none'")
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("attendance?by=matrix", ["Attendance, person by event", "attended, S spoke"]),
        ("attendance?by=organisation", ["Orchid Bank"]),
        ("encounters", ["Encounters", "/id/person/ada-tan"]),
        ("encounters?by=organisation", ["Orchid Bank"]),
        ("encounters?by=broker", ["Brokers"]),
        ("incidents", ["<h1>Incidents by period</h1>", 'name="ransom"', "example=incident-values"]),
        ("incidents?type=other", ["Nothing fits.", 'href="/report/incidents">Ask without filters']),
        ("changes", ["What the briefing of June 2024 brought", 'name="since"', "/id/person/ada-tan"]),
        (
            "incidents?by=victim",
            ["/id/incident/ransomware-attack-on-orchid-bank", "/id/organisation/orchid-bank"],
        ),
        ("timeline", ["Harbour Forum", "2024"]),
        ("calendar", ["Winter Clinic", "calendar?format=ics"]),
    ],
)
def test_every_report_has_a_page(client: TestClient, path: str, words: list[str]) -> None:
    page = text_of(client, f"/report/{path}")
    assert 'class="wrong"' not in page
    for each in words:
        assert each in page


@pytest.mark.parametrize(
    ("path", "kind", "start"),
    [
        ("calendar?format=ics", "text/calendar; charset=utf-8", b"BEGIN:VCALENDAR"),
        ("incidents?format=xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)
def test_a_report_is_a_file_for_other_programs(
    client: TestClient, path: str, kind: str, start: bytes
) -> None:
    written = client.get(f"/report/{path}")
    assert written.headers["content-type"] == kind
    assert written.content.startswith(start)


def test_a_dossier_is_a_file_too(client: TestClient) -> None:
    written = client.get("/dossier?iri=ckgd:person/ada-tan&format=markdown")
    assert written.headers["content-type"] == "text/markdown; charset=utf-8"
    assert written.headers["content-disposition"] == 'attachment; filename="ada-tan.md"'
    assert written.text.startswith("# Ada Tan")
    assert client.get("/dossier?iri=ckgd:person/ada-tan&format=exe").status_code == 400
    assert client.get("/dossier?iri=ckgd:person/nobody").status_code == 404
    assert client.get("/dossier").status_code == 404


def test_the_editor_opens_with_the_query_it_is_given(client: TestClient) -> None:
    page = text_of(client, "/query?query=ASK+%7B+%22%3C%2Ftextarea%3E%22+%7D")
    assert "ASK { &#34;&lt;/textarea&gt;&#34; }</textarea>" in page
    assert "# title: Attendance" in text_of(client, "/query?example=attendance").partition("</textarea>")[0]


@pytest.mark.parametrize("number", range(5))
def test_every_example_can_be_answered(client: TestClient, number: int, current: Current) -> None:
    from cyberkg.serve.examples import examples

    example = examples(current.get().things)[number]
    response = client.post("/sparql", data={"query": example.sparql, "rows": "50"})
    assert response.status_code == 200, example.title
    assert len(response.content) > 60
