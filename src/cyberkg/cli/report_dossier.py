"""``cyberkg report dossier``: all that the graph holds on one thing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyberkg.cli.cleared import Clearance, clearance_options
from cyberkg.cli.output import deliver, out_option
from cyberkg.cli.terminal import graph_option
from cyberkg.errors import UsageError
from cyberkg.terms import EntityType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cyberkg.model import Iri

__all__ = ["dossier"]

_FORMS = click.Choice(["table", "markdown", "html", "json", "csv"])
_TYPES = click.Choice([kind.value.lower() for kind in EntityType])
_EPILOG = """\b
Example:
  cyberkg report dossier 'David Ip'
  cyberkg report dossier 'Hong Kong' --type place
  cyberkg report dossier Cyberport --type incident --format html --out cyberport.html
"""
_SHOWN = 8


@click.command(epilog=_EPILOG)
@click.argument("thing", metavar="NAME_OR_IRI")
@graph_option
@click.option("--type", "kind", type=_TYPES, help="What it is, where several things have the name.")
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="How to write it.")
@clearance_options
@out_option
def dossier(
    *,
    thing: str,
    graph: Path,
    kind: str | None,
    form: str,
    clearance: Clearance,
    out: Path | None,
) -> None:
    """All that the graph holds on a person, organisation, event, incident, place or work, in order of time.

    Each line has its sentences, the briefing and its date, whether it is stated, reported, planned or denied,
    and the reader's confidence.
    """
    from cyberkg.query.names import resolve
    from cyberkg.report.dossier import dossier as ask
    from cyberkg.report.dossier import render

    types = [found for found in EntityType if found.value.lower() == kind]
    with clearance.open(graph) as (store_path, base):
        meant = resolve(store_path, thing, types, base)
        if len(meant) > 1:
            raise _ambiguous(store_path, thing, meant)
        made = ask(store_path, meant[0], base)
    deliver(render(made, form).encode(), out)


def _ambiguous(store_path: Path, thing: str, meant: Sequence[Iri]) -> UsageError:
    """Name the things that a name may mean, each by its type, its longest name and its IRI in short."""
    from cyberkg.query.names import read_names
    from cyberkg.query.prefixes import shorten

    wanted = set(meant)
    named: dict[Iri, str] = {}
    for name in read_names(store_path):
        if name.entity in wanted and not name.former:
            named[name.entity] = max(
                named.get(name.entity, ""), name.text, key=lambda text: (len(text), text)
            )
    shown = [f"{named[iri]} ({shorten(iri)})" for iri in sorted(meant, key=lambda iri: (named[iri], iri))]
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return UsageError(
        f"{thing!r} may mean {len(meant)} things",
        hint=f"name one of {', '.join(shown[:_SHOWN])}{more}",
    )
