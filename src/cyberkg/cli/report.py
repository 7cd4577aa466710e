"""``cyberkg report``: the reports, each a named query that a user can read and change."""

from __future__ import annotations

from pathlib import Path

import click

from cyberkg.cli.report_changes import changes
from cyberkg.cli.report_dossier import dossier
from cyberkg.cli.terminal import graph_option

__all__ = ["report"]

_FORMS = click.Choice(["table", "csv", "markdown", "html", "json"])


@click.group(epilog="\b\nExample:\n  cyberkg report attendance --person 'David Ip'")
def report() -> None:
    """Print a report."""


report.add_command(changes)
report.add_command(dossier)


@report.command(
    epilog="\b\nExample:\n  cyberkg report attendance --by person --from 2023-09 --format markdown"
)
@graph_option
@click.option(
    "--by",
    type=click.Choice(["event", "person"]),
    default="event",
    show_default=True,
    help="What to group by.",
)
@click.option("--person", default="", help="Only who has this name, or a part of it.")
@click.option("--organisation", default="", help="Only who stands for this organisation, and itself.")
@click.option("--event", default="", help="Only the event of this name, or a part of it.")
@click.option("--from", "first", default="", help="Only what was not over before this day, month or year.")
@click.option("--to", "last", default="", help="Only what had begun by this day, month or year.")
@click.option("--role", default="", help="attendee, speaker, organiser, supporter or officiating guest.")
@click.option("--status", default="", help="asserted, reported, planned or denied.")
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="How to print.")
def attendance(  # noqa: PLR0913, PLR0917
    graph: Path,
    by: str,
    person: str,
    organisation: str,
    event: str,
    first: str,
    last: str,
    role: str,
    status: str,
    form: str,
) -> None:
    """Who attended what: role, organisation represented, date, place and the sentence that says it."""
    from cyberkg.report import attendance as ask
    from cyberkg.report import render
    from cyberkg.store import open_graph

    generation = open_graph(graph)
    filters = {
        "person": person, "organisation": organisation, "event": event, "from": first, "to": last, "role": role, "status": status,
    }  # fmt: skip
    found = ask(generation.store_path, by, filters, str(generation.manifest["base"]))
    click.echo(render(found, form), nl=False)
