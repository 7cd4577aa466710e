"""``cyberkg about``, ``cyberkg forget`` and ``cyberkg sbom`` as a user meets them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cyberkg.building import build, republish
from cyberkg.cli import main
from cyberkg.ident import DEFAULT_BASE
from cyberkg.model import Document, Entity, Iri, Knowledge
from cyberkg.terms import EntityType

HEAD = "subject,subject_type,predicate,object,object_type\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two briefings, and the graph of them."""
    tmp_path = tmp_path_factory.mktemp("project")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text(
        f"{HEAD}Ada Tan,Person,attended,Sea Forum,Event\nJohn Lee,Person,attended,Sea Forum,Event\n",
        encoding="utf-8",
    )
    (tmp_path / "data" / "b.csv").write_text(
        f"{HEAD}John Lee,Person,attended,Tea Forum,Event\n", encoding="utf-8"
    )
    (tmp_path / "data" / "identity.yaml").write_text(
        "different:\n  - {type: Person, names: [John Lee], documents: [a.csv, b.csv]}\n", encoding="utf-8"
    )
    build([tmp_path / "data"], tmp_path / "graph")
    return tmp_path


@pytest.fixture
def run(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Run a command in a copy of the project: exit code, standard output, standard error."""
    monkeypatch.chdir(shutil.copytree(project, tmp_path / "here"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        out, err = capfd.readouterr()
        return int(stop.value.code or 0), out, err

    return call


def test_what_is_stored_is_listed_as_a_table_and_as_json(run: Run) -> None:
    code, out, _ = run("about", "Tan, Ada")
    assert code == 0
    assert "Ada Tan attended Sea Forum [asserted, 1]" in " ".join(out.split())
    code, out, _ = run("about", "ada tan", "--format", "json")
    told = json.loads(out)
    assert told["names"] == ["Ada Tan"]
    claim = next(h for h in told["holdings"] if h["kind"] == "claim")
    text = Path("graph/texts/a.csv.txt").read_text(encoding="utf-8")
    assert text[claim["start"] : claim["end"]] == "Ada Tan,Person,attended,Sea Forum,Event"
    assert run("about", "ada tan", "--format", "json")[1] == out


def test_a_part_of_a_name_will_do_to_look_and_not_to_forget(run: Run) -> None:
    assert run("about", "Tan")[0] == 0
    code, _, err = run("forget", "Tan", "--yes")
    assert code == 2
    assert "the nearest names are Ada Tan" in err


def test_namesakes_are_listed_with_their_iris(run: Run) -> None:
    for command in (["about", "John Lee"], ["forget", "John Lee", "--yes"]):
        code, out, err = run(*command)
        assert (code, out) == (2, "")
        assert err.count("https://w3id.org/cyberkg/id/person/john-lee") == 2
        assert "a.csv" in err
        assert "b.csv" in err
        assert "name one by the IRI" in err


def test_only_people_can_be_meant(run: Run) -> None:
    code, _, err = run("forget", "https://w3id.org/cyberkg/id/event/sea-forum", "--yes")
    assert code == 2
    assert "is of the type Event" in err


def test_nobody_is_forgotten_without_being_asked(run: Run) -> None:
    before = Path("graph/graph.ttl").read_bytes()
    code, _, err = run("forget", "Ada Tan")
    assert code == 2
    assert "--yes" in err
    assert Path("graph/graph.ttl").read_bytes() == before
    assert not Path("data/forgotten.yaml").exists()
    assert not Path("data/forgotten.key").exists()


@pytest.mark.parametrize(("answer", "done"), [("n\n", False), ("y\n", True)])
def test_it_asks_before_it_acts(answer: str, done: bool, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    code, out, _ = run("forget", "Ada Tan")
    assert code == 0
    assert "Ada Tan, by the names: Ada Tan" in out
    assert ("nothing was changed" in out) is not done
    assert Path("data/forgotten.yaml").exists() is done


def test_what_was_done_and_what_was_not_is_told(run: Run) -> None:
    code, out, _ = run("forget", "Ada Tan", "--yes")
    told = " ".join(out.split())
    assert code == 0
    assert "graph 1 node and 1 fact of the person removed" in told
    assert "the name masked 1 time in 1 kept text" in told
    assert "not reached: data/a.csv (name the person still; builds leave it out)" in told
    assert "not reached: exports and copies elsewhere, and the history of git" in told
    code, out, _ = run("forget", "Ada Tan", "--yes")
    assert code == 0
    assert "nothing of the person is left" in " ".join(out.split())
    code, out, _ = run("build", "--out", "graph")
    assert "forgotten 1 fact kept out" in " ".join(out.split())
    assert run("explain", "Ada Tan")[0] == 2
    assert run("validate")[0] == 0


def test_briefings_that_cannot_be_masked_are_told_with_what_to_do_by_hand(run: Run) -> None:
    code, out, err = run("forget", "Ada Tan", "--yes", "--sources")
    assert "by hand data/a.csv: take out the rows that name the person" in " ".join(out.split())
    assert (code, err) == (3, "error: 1 briefing could not be masked (see above); all else is done\n")
    assert Path("data/forgotten.yaml").exists()


def test_a_hostile_name_turns_nothing_in_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    answer = io.StringIO("n\n")
    monkeypatch.setattr(answer, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", answer)
    name = "Ann \x1b[31m\u202eLee"
    iri = Iri("https://w3id.org/cyberkg/id/person/ann-lee")
    entity = Entity(iri, EntityType.PERSON, name, (), (), ("x.txt",))
    republish(Knowledge((Document("x.txt", f"{name} spoke."),), (entity,)), DEFAULT_BASE, Path("hostile"))
    for command in (
        ["about", iri],
        ["about", iri, "--format", "json"],
        ["forget", iri],
        ["forget", iri, "--yes"],
        ["about", name],
    ):
        _, out, err = run(*command, "--graph", "hostile")
        assert out + err
        assert not {"\x1b", "\u202e"} & set(out + err)


def test_a_bill_of_materials_names_what_is_installed(run: Run) -> None:
    code, out, _ = run("sbom")
    bill = json.loads(out)
    assert code == 0
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    refs = [c["bom-ref"] for c in bill["components"]]
    assert len(set(refs)) == len(refs)
    assert any(ref.startswith("pkg:pypi/rdflib@") for ref in refs)
    assert any(ref.startswith("pkg:pypi/numpy@") for ref in refs)
    assert not any(ref.startswith(("pkg:pypi/pytest@", "pkg:pypi/torch@")) for ref in refs)
    known = {*refs, bill["metadata"]["component"]["bom-ref"]}
    assert all({d["ref"], *d["dependsOn"]} <= known for d in bill["dependencies"])
    weights = next(c for c in bill["components"] if c["name"].endswith("encoder.onnx"))
    assert weights["type"] == "machine-learning-model"
    assert len(weights["hashes"][0]["content"]) == 64
    assert "://" not in out
    assert str(Path(__file__).parents[2]) not in out
    assert run("sbom")[1] == out
