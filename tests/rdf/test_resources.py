from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cyberkg.errors import DamagedError
from cyberkg.rdf import resources
from cyberkg.rdf.resources import ontology_text, shapes_text

TOP = Path(__file__).parents[2]


def test_the_ontology_of_a_checkout_is_the_one_at_its_top() -> None:
    assert ontology_text() == (TOP / "ontology.ttl").read_text(encoding="utf-8")


def test_a_wheel_carries_the_ontology_beside_the_module() -> None:
    wheel = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"][
        "targets"
    ]["wheel"]
    assert wheel["force-include"]["ontology.ttl"] == "cyberkg/rdf/ontology.ttl"


def test_an_installed_package_prefers_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ontology.ttl").write_text("# installed", encoding="utf-8")
    monkeypatch.setattr(resources, "_HERE", tmp_path)
    assert ontology_text() == "# installed"


def test_a_missing_file_is_told_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_HERE", tmp_path / "a" / "b" / "c")
    with pytest.raises(
        DamagedError, match=r"shapes\.ttl: a file of the package is missing; install cyberkg again"
    ):
        shapes_text()
