"""The figures of the benchmark as a table in Markdown and as a plot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Figure", "draw", "tell"]

_GOAL = 100_000  # briefings that figures are drawn out to
_PLOTTED = ("build", "validate", "view", "export", "build, nothing changed", "build, one changed")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a step took at a size.

    :param count: briefings.
    :param memory: bytes of all its processes at the same time, at the most.
    :param more: what else there is to tell, by name.
    """

    count: int
    reader: str
    step: str
    wall: float
    cpu: float
    memory: int
    more: dict[str, float] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int, str]:
        """Tells one figure from another."""
        return self.reader, self.count, self.step

    def row(self) -> dict[str, Any]:
        """Give it as values that JSON has."""
        return asdict(self)


def tell(figures: Sequence[Figure]) -> str:
    """Write a table for each reader: a row for each step and size, how it grows, ratios to the engines alone."""
    return "\n".join(
        _of_reader([f for f in figures if f.reader == r]) for r in sorted({f.reader for f in figures})
    )


def _of_reader(figures: Sequence[Figure]) -> str:
    lines = [
        f"Reader: {figures[0].reader}. Growth is the exponent between a size and the one before it: 1 is linear.",
        "",
        "| step | briefings | wall s | CPU s | briefings per CPU s | peak MB | growth of CPU | of memory |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for step in dict.fromkeys(f.step for f in figures):
        before: Figure | None = None
        for one in sorted((f for f in figures if f.step == step), key=lambda f: f.count):
            grows = (_growth(before, one, "cpu"), _growth(before, one, "memory")) if before else ("", "")
            read = one.more.get("documents", one.count)
            cells = (
                step,
                f"{one.count:,}",
                f"{one.wall:.1f}",
                f"{one.cpu:.1f}",
                f"{read / max(one.cpu, 0.01):,.0f}",
                f"{one.memory / 1e6:,.0f}",
                *grows,
            )
            lines.append(f"| {' | '.join(cells)} |")
            before = one
    lines += [
        "",
        "| briefings | facts | things | triples | MB on disk | bytes a triple |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    lines += _sizes(figures)
    lines += ["", "| briefings | CPU | against | ratio |", "|---:|---|---|---:|", *_ratios(figures), ""]
    return "\n".join(lines)


def _growth(before: Figure, one: Figure, what: str) -> str:
    old, new = getattr(before, what), getattr(one, what)
    return f"{math.log(max(new, 1e-2) / max(old, 1e-2)) / math.log(one.count / before.count):.2f}"


def _by_size(figures: Iterable[Figure]) -> dict[int, dict[str, Figure]]:
    found: dict[int, dict[str, Figure]] = {}
    for one in sorted(figures, key=lambda f: f.count):
        found.setdefault(one.count, {})[one.step] = one
    return found


def _sizes(figures: Sequence[Figure]) -> Iterable[str]:
    for count, steps in _by_size(figures).items():
        if "build" in steps and "export" in steps:
            more = steps["build"].more
            triples = steps["export"].more["triples"]
            cells = (
                count,
                more["facts"],
                more["things"],
                triples,
                more["disk"] / 1e6,
                more["disk"] / triples,
            )
            yield f"| {' | '.join(f'{cell:,.0f}' for cell in cells)} |"


def _ratios(figures: Sequence[Figure]) -> Iterable[str]:
    for count, steps in _by_size(figures).items():
        if "read, spaCy alone" in steps and "build" in steps:
            alone = steps["read, spaCy alone"]
            each = steps["build"].cpu / count / (alone.cpu / alone.more["documents"])
            yield f"| {count:,} | build, a briefing | spaCy alone, a briefing | {each:.2f} |"
        pairs = [
            (f"query {step[6:]}", f"{step}, Oxigraph alone")
            for step in steps
            if step.startswith("query ") and "," not in step
        ]
        pairs += [
            ("load, rdflib alone", "load, Oxigraph alone"),
            ("export", "load, Oxigraph alone"),
            ("build, one changed", "build"),
        ]
        for one, other in pairs:
            if one in steps and other in steps:
                yield f"| {count:,} | {one} | {other} | {steps[one].cpu / max(steps[other].cpu, 0.01):.2f} |"


def draw(figures: Sequence[Figure], path: Path) -> None:
    """Draw how work and memory grow with the number of briefings, both axes logarithmic, as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "cyberkg"  # equal figures, equal bytes
    import matplotlib.pyplot as plt

    fig, axes = plt.subplots(1, 2, figsize=(11, 4.5), layout="constrained")
    readers = sorted({f.reader for f in figures})
    for axis, what, unit in ((axes[0], "cpu", 1.0), (axes[1], "memory", 1e6)):
        for reader in readers:
            for number, step in enumerate(_PLOTTED):
                found = sorted(
                    (f.count, getattr(f, what) / unit)
                    for f in figures
                    if (f.reader, f.step) == (reader, step)
                )
                if found:
                    style = "-" if reader == readers[0] else "--"
                    axis.plot(
                        *zip(*found, strict=True), f"o{style}", color=f"C{number}", label=f"{step} ({reader})"
                    )
        axis.set(xscale="log", yscale="log", xlabel="briefings", xlim=(None, 1.1 * _GOAL))
        axis.grid(visible=True, which="both", alpha=0.25)
    axes[0].set(title="seconds of work")
    axes[1].set(title="MB of all processes, at the most")
    axes[1].axhline(8000, color="grey", linestyle=":")
    axes[0].legend(fontsize=8)
    fig.savefig(path, metadata={"Date": None})
    plt.close(fig)
