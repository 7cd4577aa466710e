"""``cyberkg docs``: the reference of the ontology, to be opened or published."""

from __future__ import annotations

from pathlib import Path

import click

from cyberkg.cli.terminal import visible

__all__ = ["docs"]


@click.command(epilog="\b\nExample:\n  cyberkg docs --out docs")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("docs"),
    show_default=True,
    help="The folder to write to; files of the same names are replaced.",
)
def docs(out: Path) -> None:
    """Write the reference of the ontology: every class, property and concept with its rules and an example query.

    It is one page, ontology.html, that opens offline, with ontology.ttl and shapes.ttl beside it.
    """
    from cyberkg.docs import FILES
    from cyberkg.store.disk import disk_errors

    written = {out / name: make() for name, make in FILES.items()}
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        for path, text in written.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    click.echo(visible(str(next(iter(written)))))
