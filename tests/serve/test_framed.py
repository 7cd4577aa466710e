"""The pages that stand alone have a way back to the explorer, and keep their own policy."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from cyberkg.docs import FILES


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/network", '<a class="tool" href="/">Explorer</a>'),
        ("/ontology/ontology.html", '<a href="/">← Explorer</a>'),
    ],
)
def test_a_page_leads_back(client: TestClient, path: str, link: str) -> None:
    response = client.get(path)
    assert response.text.count(link) == 1
    policy = response.headers["content-security-policy"]
    named = re.search(r'Content-Security-Policy" content="([^"]+)"', response.text)
    assert named is not None
    assert policy == f"{named[1].replace('&#39;', chr(39))}; frame-ancestors 'none'"
    assert "'unsafe-inline'" not in policy


def test_the_reference_of_the_ontology_has_its_files(client: TestClient) -> None:
    assert 'id="spokeAt"' in client.get("/ontology/ontology.html").text
    for name in ("ontology.ttl", "shapes.ttl"):
        response = client.get(f"/ontology/{name}")
        assert response.headers["content-type"] == "text/turtle; charset=utf-8"
        assert response.text == FILES[name]()
    assert client.get("/ontology/page.css").status_code == 404


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/briefings", "/briefings"),
        ("/id/document/may-txt", "/briefings"),
        ("/reports", "/reports"),
        ("/report/timeline", "/reports"),
        ("/query", "/query"),
        ("/", ""),
        ("/id/person/ada-tan", ""),
    ],
)
def test_the_bar_tells_where_one_is(client: TestClient, path: str, room: str) -> None:
    page = client.get(path, headers={"accept": "text/html"}).text
    marked = re.findall(r'<a class="tool" href="([^"]+)" aria-current="true"', page)
    assert marked == ([room] if room else [])


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/id/person/ada-tan", '<a href="/search?type=Person">People</a>'),
        ("/id/document/may-txt", '<p class="kind"><a href="/briefings">Briefings</a></p>'),
        ("/report/timeline", '<p class="kind"><a href="/reports">Reports</a></p>'),
    ],
)
def test_a_page_leads_to_those_of_its_kind(client: TestClient, path: str, link: str) -> None:
    assert link in client.get(path, headers={"accept": "text/html"}).text
