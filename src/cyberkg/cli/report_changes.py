"""``cyberkg report changes``: what the newest briefings brought."""

from __future__ import annotations

from pathlib import Path

import click

from cyberkg.cli.cleared import Clearance, clearance_options
from cyberkg.cli.output import deliver, out_option
from cyberkg.cli.terminal import graph_option
from cyberkg.errors import UsageError

__all__ = ["changes"]

_FORMS = click.Choice(["table", "text", "markdown", "html", "json", "csv"])
_EPILOG = """\b
Example:
  cyberkg report changes                       # the latest briefing against all before
  cyberkg report changes --since 2024-11 --format text
  cyberkg report changes --against graph.old --format markdown
"""


@click.command(epilog=_EPILOG)
@graph_option
@click.option("--since", default="", metavar="DATE", help="All briefings since this day, month or year.")
@click.option("--until", default="", metavar="DATE", help="No briefing after this day, month or year.")
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="OLD_GRAPH",
    help="All that this older graph does not tell, whatever its date.",
)
@click.option(
    "--min-confidence",
    "least",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="Facts less sure stay out of the paragraph; the tables have them.",
)
@click.option(
    "--format",
    "form",
    type=_FORMS,
    default="table",
    show_default=True,
    help="How to write it; text is the paragraph alone.",
)
@clearance_options
@out_option
def changes(
    *,
    graph: Path,
    against: Path | None,
    least: float,
    form: str,
    clearance: Clearance,
    out: Path | None,
    **stretch: str,
) -> None:
    """What the newest briefings brought: a paragraph ready to send, and tables with the sentences.

    New incidents come first, then what is new on known ones, events and who attended, posts, works, and what
    is told otherwise than before. Told is the latest dated briefing, unless --since, --until or --against say otherwise.
    """
    from cyberkg.report.changes import compare, gather, render, tell

    for option, day in stretch.items():
        if against is not None and day:
            raise UsageError(f"--{option} and --against do not go together", hint="give one of them")
    if against is not None:
        old, new = (clearance.read(each)[0] for each in (against, graph))
        news = compare(old, new)
    else:
        with clearance.open(graph) as (store_path, base):
            news = gather(store_path, stretch["since"], base, stretch["until"])
    deliver(render(tell(news, least), form).encode(), out)
