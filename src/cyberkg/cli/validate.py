"""``cyberkg validate``: the graph against its shapes and rules, in words."""

from __future__ import annotations

from pathlib import Path

import click

from cyberkg.building import open_knowledge
from cyberkg.cli.terminal import graph_option, visible

__all__ = ["validate"]


@click.command(epilog="\b\nExample:\n  cyberkg validate --all")
@graph_option
@click.option("--all", "everything", is_flag=True, help="Tell hints too, not only violations and warnings.")
@click.option(
    "--workers",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Processes that check; 0 for one a core. The answer is the same.",
)
@click.pass_context
def validate(ctx: click.Context, graph: Path, everything: bool, workers: int) -> None:
    """Check the graph; each problem is told with the sentence it comes from. The exit code is 1 with violations."""
    from cyberkg.check import validate as check

    knowledge, base = open_knowledge(graph)
    problems = check(knowledge, base, workers=workers)
    violations = [p for p in problems if p.severity == "violation"]
    for problem in problems:
        if everything or problem.severity != "info":
            place = f"{problem.document}: " if problem.document else ""
            click.echo(
                visible(f"{str(problem.severity).lower()}: {place}{problem.subject}: {problem.message}")
            )
    counts = ", ".join(f"{sum(p.severity == s for p in problems)} {w}" for s, w in _WORDS)
    click.echo(f"{len(knowledge.facts)} facts checked: {counts}", err=True)
    if violations:
        ctx.exit(1)


_WORDS = (("violation", "violations"), ("warning", "warnings"), ("info", "hints"))
