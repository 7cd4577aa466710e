"""The benchmark's table and plot, and the graphs it makes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.query.matter import write_graph
from tests.query.telling import Figure, draw, tell

_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def figures(worker: float, rows: int = 5) -> list[Figure]:
    return [
        Figure(1000, "load, with their union", "oxigraph", 2.0),
        Figure(1000, "load, with their union", "cyberkg", 3.0),
        Figure(1000, "names", "oxigraph", 0.5, 5),
        Figure(1000, "names", "cyberkg", worker, rows),
        Figure(1000, "names", "command", 1.0, rows),
        Figure(1000, "names", "oxigraph server", 0.4, 5),
        Figure(1000, "names", "virtuoso", 2.0, 4),
        Figure(1000, "names", "rdflib", 30.0, -1),
    ]


def test_the_table_has_ratios_and_marks_other_rows() -> None:
    told = tell(figures(0.55))
    assert "| load, with their union | 1,000 | 2.00 | 3.00 (1.5) | - | - | - |" in told
    assert "| names | 1,000 | 0.50 | 0.55 (1.1) | 0.40 (0.8) | 2.00 (4.0) ≠ | none in 30 |" in told
    assert "| names | 0.50 → 0.55 (1.00) |" in told


def test_what_takes_longer_or_finds_other_rows_does_not_pass() -> None:
    assert "1 of 1 pass" in tell(figures(0.6))
    assert "0 of 1 pass" in tell(figures(0.61))
    assert "0 of 1 pass" in tell(figures(0.5, rows=4))


def test_growth_is_an_exponent() -> None:
    bigger = [Figure(10_000, one.step, one.engine, one.cpu * 10, one.rows) for one in figures(0.5)]
    assert "| 1.00 |" in tell([*figures(0.5), *bigger])


def test_equal_figures_draw_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        draw(figures(0.5), tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_a_graph_of_worlds_has_so_many_times_as_many_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.query.matter._WORLD", 3)
    counts = []
    for worlds in (1, 2):
        quads, triples = tmp_path / "graph.nq", tmp_path / "graph.nt"
        count = write_graph(quads, triples, worlds)
        store = ox.Store()
        store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
        store.bulk_load(path=str(triples), format=ox.RdfFormat.N_TRIPLES)
        labels = store.quads_for_pattern(None, ox.NamedNode(_LABEL), None, ox.DefaultGraph())
        counts.append(
            (
                count,
                len(list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))),
                len(list(labels)),
            )
        )
    assert counts[1][2] == 2 * counts[0][2] > 0
    assert counts[1][0] == 2 * counts[0][0]
    assert 1.8 < counts[1][1] / counts[0][1] <= 2
