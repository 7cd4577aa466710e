"""A project with somebody in every place that may hold a name, and a graph built of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cyberkg.building import build, open_knowledge
from cyberkg.forgotten import load_record
from cyberkg.identity import load_decisions
from cyberkg.llm import Cache
from cyberkg.protect import Places, Subject, find_subject

HEAD = "subject,subject_type,predicate,object,object_type,qualifier\n"
SOURCES = {
    "one.csv": f"{HEAD}Zebulon Quux,Person,attended,Harbour Forum,Event,\n"
    "Ann Lee,Person,attended,Harbour Forum,Event,\n"
    "Zebulon Quux,Person,holdsPost,Orchid Bank,Organisation,Chair\n",
    "two.csv": f"{HEAD}Quux Yuet-wing,Person,spokeAt,Garden Forum,Event,\n"
    "Ann Lee,Person,spokeAt,Garden Forum,Event,deputy of Zebulon Quux\n",
    "identity.yaml": """\
# who is who; Zebulon Quux is an old friend
same:
  - [Zebulon Quux, Quux Yuet-wing]
  - {type: Organisation, names: [Orchid Bank, Orchid Banking]}
different:
  - [Ann Lee, Zebulon Quux]
  - [Ann Lee, Zebulon Quux, Bob Stone]
label:
  Quux Yuet-wing: Zebulon Quux
  Ann Lee: Ann Lee
link:
  Harbour Forum: ["http://www.wikidata.org/entity/Q1"]
""",
    "facts-review.yaml": """\
# verdicts
- verdict: right
  subject: Zebulon Quux
  predicate: attended
  object: Harbour Forum
  document: one.csv
  quote: Zebulon Quux,Person,attended,Harbour Forum,Event,
- verdict: right
  subject: Ann Lee
  predicate: spokeAt
  object: Garden Forum
  document: two.csv
  quote: Ann Lee,Person,spokeAt,Garden Forum,Event,deputy of Zebulon Quux
""",
}
NAMES = ("zebulon", "quux", "yuet-wing")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder: sources, a graph, an older graph and kept answers of a language model."""
    tmp_path = tmp_path_factory.mktemp("project")
    data = tmp_path / "data"
    data.mkdir()
    for name, text in SOURCES.items():
        (data / name).write_text(text, encoding="utf-8")
    build([data], tmp_path / "graph")
    (data / "facts-review.yaml").write_text(SOURCES["facts-review.yaml"] + "\n", encoding="utf-8")
    (data / "three.csv").write_text(f"{HEAD}Ann Lee,Person,attended,Tea Forum,Event,\n", encoding="utf-8")
    build([data], tmp_path / "graph")
    cache = Cache(tmp_path / "answers")
    cache.keep(
        "m", "1", "text", json.dumps({"facts": [{"subject": "Zebulon\nQuux", "object": "Harbour Forum"}]})
    )
    cache.keep(
        "m", "1", "other text", json.dumps({"facts": [{"subject": "Ann Lee", "object": "Harbour Forum"}]})
    )
    (tmp_path / "graph.redact-key").write_text("a key of pseudonyms\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def places(project: Path, tmp_path: Path) -> Places:
    """A copy of the project."""
    here = shutil.copytree(project, tmp_path / "here")
    return Places(here / "graph", here / "data", here / "answers")


@pytest.fixture
def find(places: Places) -> Callable[[str], tuple[Subject, str]]:
    """Find who is meant, and the base of the graph."""

    def call(term: str) -> tuple[Subject, str]:
        knowledge, base = open_knowledge(places.graph)
        decisions, record = load_decisions(places.identity), load_record(places.record)
        return find_subject(knowledge, base, term, decisions, record, whole=True), base

    return call


@pytest.fixture
def hits() -> Callable[..., list[str]]:
    """Name the files under a folder that hold a name, in whatever case; but not those of some names."""

    def call(folder: Path, *, but: tuple[str, ...] = ()) -> list[str]:
        found = set()
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name not in but:
                text = path.read_bytes().decode("utf-8", "replace").casefold()
                found |= {str(path.relative_to(folder)) for name in NAMES if name in text}
        return sorted(found)

    return call
