"""The figures of the benchmark as a table in Markdown, with ratios within the run, and as a plot."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__all__ = ["ENGINES", "Figure", "draw", "tell"]

ENGINES = ("oxigraph", "cyberkg", "oxigraph server", "virtuoso", "rdflib")
_SHARE, _START = (
    1.1,
    0.1,
)  # what asking by the command may take: so many times as long, or so many seconds more


@dataclass(frozen=True, slots=True)
class Figure:
    """What a step took of an engine at a size.

    :param triples: of the graph.
    :param cpu: seconds of work.
    :param rows: of the answer; -1 where there is none.
    :param memory: bytes at the same time, at the most; 0 where that is not known.
    """

    triples: int
    step: str
    engine: str
    cpu: float
    rows: int = 0
    memory: int = 0

    @property
    def key(self) -> tuple[int, str, str]:
        """Tells one figure from another."""
        return self.triples, self.step, self.engine

    def row(self) -> dict[str, Any]:
        """Give it as values that JSON has."""
        return asdict(self)


def tell(figures: Sequence[Figure]) -> str:
    """Write a table of steps that more than two engines take, one of the named queries, and what passes."""
    found = {one.key: one for one in figures}
    sizes = sorted({one.triples for one in figures})
    steps = list(dict.fromkeys(one.step for one in figures))
    wide = [
        s for s in steps if s.startswith("load") or any((n, s, "oxigraph server") in found for n in sizes)
    ]
    return "\n".join([*_engines(found, sizes, wide), "", *_queries(found, sizes, steps)]) + "\n"


def _engines(
    found: dict[tuple[int, str, str], Figure], sizes: Sequence[int], steps: Sequence[str]
) -> Iterator[str]:
    yield "Seconds of work, in brackets as a multiple of Oxigraph alone; `≠` marks another number of rows than its own,"
    yield "`-` what was not run, `none in` what was ended after so many. Oxigraph alone and cyberkg start a process each time"
    yield "(0.03 s), servers and rdflib are warm. Growth is the exponent between a size and the one before it: 1 is linear."
    yield ""
    yield f"| step | triples | {' | '.join(ENGINES)} | growth of cyberkg |"
    yield f"|---|---:|{'---:|' * len(ENGINES)}---:|"
    for step in steps:
        before: Figure | None = None
        for size in sizes:
            cells = [_cell(found, size, step, engine) for engine in ENGINES]
            ours = found.get((size, step, "cyberkg"))
            yield f"| {step} | {size:,} | {' | '.join(cells)} | {_growth(before, ours)} |"
            before = ours


def _cell(found: dict[tuple[int, str, str], Figure], size: int, step: str, engine: str) -> str:
    one, alone = found.get((size, step, engine)), found.get((size, step, "oxigraph"))
    if one is None:
        return "-"
    if one.rows < 0:
        return f"none in {one.cpu:.0f}"
    ratio = f" ({one.cpu / max(alone.cpu, 0.01):.1f})" if alone and engine != "oxigraph" else ""
    other = " ≠" if alone and one.rows != alone.rows else ""
    return f"{one.cpu:.2f}{ratio}{other}"


def _growth(before: Figure | None, one: Figure | None) -> str:
    if before is None or one is None:
        return ""
    return (
        f"{math.log(max(one.cpu, 0.01) / max(before.cpu, 0.01)) / math.log(one.triples / before.triples):.2f}"
    )


def _queries(
    found: dict[tuple[int, str, str], Figure], sizes: Sequence[int], steps: Sequence[str]
) -> Iterator[str]:
    yield "Named queries, Oxigraph alone → the workers of cyberkg (the whole command), seconds of work:"
    yield ""
    yield f"| query | {' | '.join(f'{size:,}' for size in sizes)} |"
    yield f"|---|{'---:|' * len(sizes)}"
    by_size = {size: dict(_triples(found, size, steps)) for size in sizes}
    for step in dict.fromkeys(step for some in by_size.values() for step in some):
        yield f"| {step} | {' | '.join(_told(by_size[size].get(step)) for size in sizes)} |"
    yield f"| all | {' | '.join(_all(list(by_size[size].values())) for size in sizes)} |"
    yield ""
    yield f"✗: the workers take more than {_SHARE:g} times as long and more than {_START:g} s longer, or find other rows."


def _triples(
    found: dict[tuple[int, str, str], Figure], size: int, steps: Sequence[str]
) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """Give for each named query the figures of Oxigraph alone, of the workers and of the command."""
    for step in steps:
        some = tuple(
            found[size, step, engine]
            for engine in ("oxigraph", "cyberkg", "command")
            if (size, step, engine) in found
        )
        if len(some) == 3:
            yield step, some


def _passes(alone: Figure, ours: Figure) -> bool:
    return ours.rows == alone.rows and ours.cpu <= max(_SHARE * alone.cpu, alone.cpu + _START)


def _told(figures: Sequence[Figure] | None) -> str:
    if figures is None:
        return "-"
    alone, ours, command = figures
    if ours.rows < 0:
        return f"{alone.cpu:.2f} → none ✗"
    return f"{alone.cpu:.2f} → {ours.cpu:.2f} ({command.cpu:.2f}){'' if _passes(alone, ours) else ' ✗'}"


def _all(rows: Sequence[Sequence[Figure]]) -> str:
    if not rows:
        return "-"
    passed = sum(_passes(alone, ours) for alone, ours, _ in rows)
    alone, ours, command = (sum(row[at].cpu for row in rows) for at in range(3))
    return f"{alone:.1f} → {ours:.1f} ({command:.1f}): {ours / alone:.2f} times, {passed} of {len(rows)} pass"


def draw(figures: Sequence[Figure], path: Path) -> None:
    """Draw how loading and asking grow with the graph, both axes logarithmic, as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "cyberkg"  # equal figures, equal bytes
    import matplotlib.pyplot as plt

    fig, axes = plt.subplots(1, 2, figsize=(11, 4.5), layout="constrained")
    # a sum with what was ended would tell of the limit, not of the engine
    ended = {one.step for one in figures if one.rows < 0}
    asked = {one.step for one in figures if one.engine == "oxigraph server"} - ended
    panels: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("loading", lambda step: step.startswith("load")),
        ("asking: the queries that all answer, together", lambda step: step in asked),
    )
    for axis, (title, takes) in zip(axes, panels, strict=True):
        for number, engine in enumerate(ENGINES):
            points = sorted(_sums([one for one in figures if one.engine == engine and takes(one.step)]))
            if points:
                axis.plot(*zip(*points, strict=True), "o-", color=f"C{number}", label=engine)
        axis.set(title=title, xscale="log", yscale="log", xlabel="triples", ylabel="seconds of work")
        axis.grid(visible=True, which="both", alpha=0.25)
    axes[1].legend(fontsize=8)
    fig.savefig(path, metadata={"Date": None})
    plt.close(fig)


def _sums(figures: Sequence[Figure]) -> Iterator[tuple[int, float]]:
    """Add up what an engine took at each size; of loads the last counts, as it is the most complete."""
    for size in {one.triples for one in figures}:
        some = [one for one in figures if one.triples == size]
        loads = [one.cpu for one in some if one.step.startswith("load")]
        yield size, loads[-1] if loads else sum(one.cpu for one in some)
