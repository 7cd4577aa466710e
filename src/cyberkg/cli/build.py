"""``cyberkg build``: read briefings, publish their graph, tell what was done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from cyberkg.building import Options, Progress, Summary, to_json
from cyberkg.building import build as run_build
from cyberkg.cli.reader_options import llm_options
from cyberkg.cli.terminal import visible
from cyberkg.errors import InputError, UsageError
from cyberkg.ident import DEFAULT_BASE

if TYPE_CHECKING:
    from cyberkg.llm import Settings

__all__ = ["build", "tell_waiting"]

_SHOWN = 5


@click.command(epilog="\b\nExample:\n  cyberkg build briefings/ report.pdf --out graph")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("graph"),
    show_default=True,
    help="The graph's folder.",
)
@click.option(
    "--identity",
    type=click.Path(path_type=Path),
    help="Identity decisions [default: identity.yaml beside the sources].",
)
@click.option("--model", default="", help="Another spaCy model to read with.")
@click.option(
    "--reader",
    type=click.Choice(["learned", "rules", "llm"]),
    help="Who reads: the network or the rules alone, or llm for a language model on a server that you name "
    "[default: network and rules together].",
)
@llm_options
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="Where the IRIs of data begin.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out facts claimed below this."
)
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=0,
    help="Processes that read [default: by cores and size]; with --reader llm, documents sent at a time.",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Read on a Dask cluster, by its scheduler (tcp://HOST:PORT); the texts are sent to its workers.",
)
@click.option(
    "--no-cache",
    is_flag=True,
    help="Read every document anew, and keep nothing of what is read for the next build; the graph is the same.",
)
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def build(  # noqa: PLR0913
    *, sources: tuple[Path, ...], out: Path, identity: Path | None, model: str, base: str, min_confidence: float,
    workers: int, cluster: str, no_cache: bool, quiet: bool, as_json: bool, reader: str, llm: Settings | None,
) -> None:  # fmt: skip
    """Read SOURCES (files and folders; data/ where none is named) and publish their graph.

    A file that cannot be read is named and left out; the exit code is 3 then.
    """
    if cluster and (workers or reader == "llm"):
        other = "--workers" if workers else "--reader llm"
        raise UsageError(f"--cluster does not go with {other}", hint="leave one of them out")
    options = Options(base, model, min_confidence, workers, identity, reader, llm, not no_cache, cluster)
    started = time.monotonic()
    with _progress(shown=not quiet and not as_json and sys.stderr.isatty()) as progress:
        summary = run_build(sources or (Path("data"),), out, options, progress)
    for line in summary.refused:
        click.echo(f"refused: {visible(line)}", err=True)
    if as_json:
        click.echo(to_json(summary))
    elif not quiet:
        _tell(summary, time.monotonic() - started)
    if summary.refused:
        raise InputError(
            f"{len(summary.refused)} of the files could not be read (see above); the rest is built"
        )


@contextmanager
def _progress(*, shown: bool) -> Iterator[Progress | None]:
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, object] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done)  # type: ignore[arg-type]

        yield advance


def _tell(summary: Summary, seconds: float) -> None:
    anew = f" ({summary.read_anew} read anew)" if summary.read_anew < summary.documents else ""
    click.echo(
        f"{summary.documents} documents{anew}, {sum(summary.facts.values())} facts, {sum(summary.entities.values())} entities"
    )
    if summary.unchanged:
        click.echo("  nothing changed since the last build; the graph stays as it was")
    click.echo(f"  facts     {_counts(summary.facts)}")
    click.echo(f"  entities  {_counts(summary.entities)}")
    click.echo(f"  identity  {_counts(summary.merges) or 'nothing to merge'}")
    for warning in summary.warnings:
        click.echo(f"  warning   {visible(warning)}")
    if summary.waiting:
        click.echo(f"  waiting   {visible(tell_waiting(summary))}")
    if summary.disagreements:
        click.echo(f"  review    {tell_disagreements(summary.disagreements)}")
    if summary.kept_out:
        click.echo(
            f"  forgotten {summary.kept_out} fact{'' if summary.kept_out == 1 else 's'} kept out, as forgotten.yaml asks"
        )
    click.echo(f"  took      {seconds:.1f} s")
    click.echo(f"open {visible(str(summary.page))}")


def tell_waiting(summary: Summary) -> str:
    """Tell in one line of decisions that name what no fact speaks of: some are early, one may be mistyped."""
    places = [w.where.rpartition(":") for w in summary.waiting]
    count = "1 decision" if len(places) == 1 else f"{len(places)} decisions"
    file, names = PurePath(places[0][0]).name, "names" if len(places) == 1 else "name"
    shown = ", ".join(
        f"{' or '.join(w.names)} (line {line})"
        for w, (_, _, line) in list(zip(summary.waiting, places, strict=True))[:_SHOWN]
    )
    more = f" and {len(places) - _SHOWN} more; --json lists all" if len(places) > _SHOWN else ""
    return f"{count} of {file} {names} what no fact speaks of: {shown}{more}"


def tell_disagreements(number: int) -> str:
    """Tell in one line how much the readers do not agree on, and what to do about it."""
    facts = "1 fact" if number == 1 else f"{number} facts"
    return f"the model and the built-in reader differ on {facts}; cyberkg review asks about them"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items())
