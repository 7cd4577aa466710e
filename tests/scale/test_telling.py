"""The table and the plot of the benchmark."""

from __future__ import annotations

from pathlib import Path

from tests.scale.measuring import run
from tests.scale.telling import Figure, draw, tell


def figures() -> list[Figure]:
    found = []
    for count in (1_000, 10_000):
        more = {"facts": count, "things": count, "disk": 50.0 * count}
        found += [
            Figure(count, "rules", "build", 9.0, count / 40, count * 10_000, more),
            Figure(count, "rules", "export", 1.0, count**2 / 1e6, 10**8, {"triples": count * 50}),
            Figure(count, "rules", "query posts", 1.0, 0.5, 10**7),
            Figure(count, "rules", "query posts, Oxigraph alone", 1.0, 0.4, 10**7),
            Figure(count, "rules", "read, spaCy alone", 1.0, 6.0, 10**8, {"documents": 300}),
        ]
    return found


def test_growth_is_told_as_an_exponent() -> None:
    lines = tell(figures()).splitlines()
    assert "| build | 10,000 | 9.0 | 250.0 | 40 | 100 | 1.00 | 1.00 |" in lines
    assert "| export | 10,000 | 1.0 | 100.0 | 100 | 100 | 2.00 | 0.00 |" in lines


def test_ratios_are_to_the_engines_alone() -> None:
    lines = tell(figures()).splitlines()
    assert "| 1,000 | build, a briefing | spaCy alone, a briefing | 1.25 |" in lines
    assert "| 1,000 | query posts | query posts, Oxigraph alone | 1.25 |" in lines
    assert "| 1,000 | 1,000 | 1,000 | 50,000 | 0 | 1 |" in lines


def test_equal_figures_give_an_equal_picture(tmp_path: Path) -> None:
    for name in ("one.svg", "other.svg"):
        draw(figures(), tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()
    assert b"<svg" in (tmp_path / "one.svg").read_bytes()


def test_memory_and_work_of_children_count() -> None:
    child = "x = bytearray(150_000_000); import time; time.sleep(1.5); sum(range(3_000_000))"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True); print('done')"
    spent = run(["-c", code])
    assert 150_000_000 < spent.memory < 400_000_000
    assert spent.cpu > 0.05
    assert spent.wrote == b"done\n"
