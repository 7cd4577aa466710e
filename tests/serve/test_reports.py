"""The reports as pages: told what they are, dates as people write them, files with names."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from cyberkg.cli.report import report
from cyberkg.serve.reports import REPORTS

PAGE = {"accept": "text/html"}


def page_of(client: TestClient, path: str) -> str:
    response = client.get(f"/report/{path}", headers=PAGE)
    assert response.status_code == 200
    return response.text


def test_every_report_of_the_command_line_is_in_the_explorer() -> None:
    assert set(REPORTS) | {"dossier"} == set(report.commands)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_described_itself_and_not_by_its_query(client: TestClient, name: str) -> None:
    kind = REPORTS[name]
    assert kind.description != kind.query.description
    assert kind.description in page_of(client, name)
    assert kind.description in client.get("/reports").text


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_of_a_report_has_the_name_of_a_file(client: TestClient, name: str) -> None:
    links = re.findall(r'href="(/report/[^"]+format=[^"]+)"', page_of(client, name))
    endings = {}
    for link in links:
        response = client.get(link.replace("&amp;", "&"))
        assert response.status_code == 200
        found = re.fullmatch(
            r'(attachment|inline); filename="[a-z-]+[.](\w+)"', response.headers["content-disposition"]
        )
        assert found, link
        endings[found[2]] = found[1]
    assert endings.pop("html") == "inline"
    assert set(endings) >= {"csv", "md", "json", "xlsx"}
    assert set(endings.values()) == {"attachment"}
    assert ("ics" in endings) is (name == "calendar")


def test_what_is_new_can_be_asked_since_a_day(client: TestClient) -> None:
    assert "What the briefing of June 2024 brought" in page_of(client, "changes")
    both = page_of(client, "changes?since=2024-05")
    assert "What the 2 briefings from 10 May to June 2024 brought" in both
    assert "recent" not in both.partition("</form>")[0].partition('class="filters"')[2]
    assert "2024-99" in page_of(client, "changes?since=2024-99").partition('role="alert"')[2]


def test_dates_are_written_as_in_dossiers(client: TestClient) -> None:
    assert "3 May 2024 · Port Meridian" in page_of(client, "attendance")
    assert '<span class="day">December 2024</span>' in page_of(client, "timeline")
    assert "Harbour Forum (3 May 2024" in page_of(client, "attendance?by=matrix")
    assert "Harbour Forum (3 May 2024 · Port Meridian)" in page_of(client, "encounters")
    assert "10 May 2024" in client.get("/briefings").text


def test_a_name_can_be_chosen_while_it_is_typed(client: TestClient) -> None:
    page = page_of(client, "attendance")
    assert 'list="of-person" autocomplete="off" data-types="Person Organisation"' in page
    assert '<datalist id="of-person"></datalist>' in page
    assert 'data-types="Event"' in page
    assert "/assets/forms.js" in page
    assert client.get("/assets/forms.js").status_code == 200
