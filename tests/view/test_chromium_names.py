"""Names on the picture in a real browser: the important ones are there and loud, and none is cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest

from cyberkg.model import Knowledge
from cyberkg.view import page_data, project
from cyberkg.view.lettering import break_name

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Any]

# Notes what is written on the canvas in the last frame: { text, pixels of its letters, left, right }.
NOTE = """
window.written = [];
const fill = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  const { width } = this.measureText(text);
  const left = x - { left: 0, center: width / 2, right: width }[this.textAlign];
  window.written.push({ text, letters: parseFloat(this.font.split(" ")[1]), left, right: left + width });
  return fill.call(this, text, x, y);
};
"""


@pytest.fixture
def visit(open_page: OpenPage, sample_page: str) -> Any:
    visit = open_page(sample_page)
    visit.page.add_init_script(NOTE)
    visit.page.reload()
    visit.page.wait_for_selector("html[data-ready]")
    visit.settle()
    return visit


def written(visit: Any, width: int = 1280, height: int = 800) -> list[dict[str, Any]]:
    """What is written on the canvas when it is drawn once more."""
    visit.page.evaluate("window.written = []")
    visit.page.mouse.move(width / 2, height / 2)
    visit.page.set_viewport_size({"width": width + 1, "height": height})
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.page.wait_for_timeout(400)
    found: list[dict[str, Any]] = visit.page.evaluate("window.written")
    return found


def test_the_best_connected_are_named_in_the_largest_letters(visit: Any, sample: Knowledge) -> None:
    content = page_data(project(sample))
    degree = Counter(end for edge in content["edges"] for end in {edge["from"], edge["to"]})
    best = [content["nodes"][number]["label"] for number, _ in degree.most_common(3)]
    names = written(visit)
    largest = max(each["letters"] for each in names)
    loud = " ".join(each["text"] for each in names if each["letters"] == largest)
    assert sum(name in loud for name in best) >= 2
    assert len({each["letters"] for each in names}) >= 3


def best_of(knowledge: Knowledge, count: int) -> list[str]:
    """The names of the best connected."""
    content = page_data(project(knowledge))
    degree = Counter(end for edge in content["edges"] for end in {edge["from"], edge["to"]})
    ranked = sorted(degree, key=lambda number: (-degree[number], number))
    return [content["nodes"][number]["label"] for number in ranked[:count]]


@pytest.mark.parametrize(("width", "height", "count"), [(1400, 900, 8), (1920, 1080, 8), (390, 844, 2)])
def test_the_best_connected_are_named_on_every_screen(
    open_page: OpenPage, sample_page: str, sample: Knowledge, width: int, height: int, count: int
) -> None:
    visit = open_page(sample_page, width=width, height=height)
    visit.page.add_init_script(NOTE)
    visit.page.reload()
    visit.page.wait_for_selector("html[data-ready]")
    visit.settle()
    visit.page.evaluate("window.written = []")
    visit.page.set_viewport_size({"width": width, "height": height - 1})
    visit.page.wait_for_timeout(400)
    told = " ".join(each["text"] for each in visit.page.evaluate("window.written"))
    assert [name for name in best_of(sample, count) if name not in told] == []


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("INTERPOL", ["INTERPOL"]),
        (
            "Subcommittee on Oversight and Investigations of the Committee on Energy and Commerce",
            ["Subcommittee on Oversight", "and Investigations of the", "Committee on Energy and…"],
        ),
        ("61st Asia Pacific Privacy Authorities Forum", ["61st Asia Pacific Privacy", "Authorities Forum"]),
        ("x" * 60, ["x" * 27 + "…"]),
    ],
)
def test_names_are_broken_as_on_pictures(open_page: OpenPage, name: str, lines: list[str]) -> None:
    visit = open_page("<!DOCTYPE html><html data-ready='yes'>")
    script = resources.files("cyberkg.view").joinpath("assets", "labels.js").read_text(encoding="utf-8")
    assert visit.page.evaluate(f"(name) => {{ {script}; return breakLabel(name, 24); }}", name) == lines
    assert list(break_name(name, 24)) == lines


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_no_name_of_a_path_is_cut_off(visit: Any, sample: Knowledge, width: int, height: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.page.reload()
    visit.page.wait_for_selector("html[data-ready]")
    nodes = [node for node in page_data(project(sample))["nodes"] if node["piece"] == 0]
    ends = sorted((node for node in nodes if len(node["label"]) > 15), key=lambda node: int(node["x"]))
    visit.search(ends[0]["label"])
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("button", name="Path to").click()
    visit.page.keyboard.type(ends[-1]["label"])
    visit.page.keyboard.press("Enter")
    visit.settle()
    box = visit.page.locator("#canvas").bounding_box()
    assert box
    loud = 13 if width > 800 else 11.5
    names = [each for each in written(visit, width, height) if each["letters"] >= loud]
    assert len(names) > 2
    assert all(each["left"] >= 0 and each["right"] <= box["width"] for each in names)


def test_things_grow_more_slowly_than_the_view_comes_near(visit: Any) -> None:
    arcs = """() => new Promise((done) => {
      const arc = CanvasRenderingContext2D.prototype.arc;
      const seen = [];
      CanvasRenderingContext2D.prototype.arc = function (x, y, radius, ...rest) {
        seen.push(radius * this.getTransform().a);
        return arc.call(this, x, y, radius, ...rest);
      };
      document.querySelector("#zoom-in").click();
      setTimeout(() => {
        CanvasRenderingContext2D.prototype.arc = arc;
        done(Math.max(...seen));
      }, 200);
    })"""
    sizes = [visit.page.evaluate(arcs) for _ in range(5)]
    assert sizes[-1] < 1.3**4 * sizes[0] * 0.8
