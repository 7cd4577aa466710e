"""``cyberkg import``: files that others made, checked and written down as facts for the build to read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyberkg.cli.terminal import visible
from cyberkg.errors import CyberkgError, InputError, UsageError
from cyberkg.imports import FORMATS

if TYPE_CHECKING:
    from cyberkg.sources.imported import Import

__all__ = ["import_"]

_SHOWN = 12


@click.command("import", epilog="\b\nExample:\n  cyberkg import bundle.json partners.ttl --out data")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    show_default=True,
    help="The folder to write to.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="What the files are, whatever their names; json is JSON-LD, STIX or FollowTheMoney [default: by name].",
)
@click.option("--replace", is_flag=True, help="Write over an earlier import of the same name.")
@click.option("--dry-run", is_flag=True, help="Tell what would be carried and write nothing.")
def import_(files: tuple[Path, ...], out: Path, form: str | None, *, replace: bool, dry_run: bool) -> None:
    """Turn FILES into facts, one file NAME.jsonl for each, and tell what of them could not be carried.

    Read are RDF (Turtle, N-Triples, TriG, N-Quads, JSON-LD, RDF/XML) in the ontology of cyberkg, schema.org, W3C ORG,
    FOAF or SEM, STIX 2.1 bundles and FollowTheMoney entities. The facts are lines of JSON that can be edited; the next
    build reads them. A file that lies in data/ as it is needs no import: the build reads it, too.
    """
    from cyberkg.sources import Parsers
    from cyberkg.sources.importing import import_file

    refused = 0
    with Parsers() as parsers:
        for path in files:
            target = out / f"{path.name}.jsonl"
            try:
                _check_target(path, target, replace=replace or dry_run)
                found, lines = import_file(path, parsers, form or "")
            except UsageError:
                raise
            except CyberkgError as error:
                click.echo(f"refused: {visible(str(error))}", err=True)
                refused += 1
                continue
            if not dry_run:
                _write(target, lines)
            _tell(found, path if dry_run else target)
    if refused:
        raise InputError(f"{refused} of the files could not be imported (see above)")


def _check_target(path: Path, target: Path, *, replace: bool) -> None:
    if path.parent.resolve() == target.parent.resolve() and path.exists():
        raise UsageError(
            "lies where the build reads it as it is", str(path), "name another folder with --out"
        )
    if os.path.lexists(target) and not replace:
        raise UsageError("is there already", str(target), "add --replace to write over it")


def _write(target: Path, lines: str) -> None:
    from cyberkg.review.text_file import replace_text

    replace_text(target, lines)


def _tell(found: Import, place: Path) -> None:
    from cyberkg.sources.importing import rank_left

    readings = [reading for _, read in found.documents for reading in read]
    facts = sum(len(reading.claims) for reading in readings)
    things = len({(r.type, r.iri or r.key) for reading in readings for r in reading.referents})
    of = f" from {len(found.documents)} documents" if len(found.documents) > 1 else ""
    click.echo(f"{visible(str(place))}: {facts} facts on {things} things{of} ({found.header.format})")
    ranked = rank_left(found)
    for what, number in ranked[:_SHOWN]:
        click.echo(f"  not carried  {number:>6}  {visible(what)}")
    if len(ranked) > _SHOWN:
        click.echo(
            f"  not carried  {sum(n for _, n in ranked[_SHOWN:]):>6}  of {len(ranked) - _SHOWN} other kinds"
        )
