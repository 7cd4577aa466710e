"""``cyberkg lint``: what a briefing leaves its reader to guess, told to its writer."""

from __future__ import annotations

from pathlib import Path

import click

from cyberkg.cli.terminal import visible

__all__ = ["lint"]

_EPILOG = """\b
Kinds of warnings: unknown-acronym, two-spellings, person-without-affiliation, ambiguous-date,
incident-without-victim, incident-without-date, event-without-date, event-without-place,
amount-without-currency, unnamed-organisation.

\b
Example:
  cyberkg lint drafts/issue-12.md --graph graph
"""


@click.command(epilog=_EPILOG)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--graph", type=click.Path(path_type=Path), help="Names in this graph need no introduction.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.pass_context
def lint(ctx: click.Context, files: tuple[Path, ...], graph: Path | None, form: str) -> None:
    """Warn of what FILES, briefings or folders of them, leave to be guessed.

    Printed is path:line:column: kind: words. The exit code is 1 with warnings, 0 with none.
    """
    from cyberkg.errors import InputError
    from cyberkg.lint import Finding, check, read_briefings, read_known, render

    known = read_known(graph) if graph else frozenset()
    warnings: list[Finding] = []
    refused = 0
    for briefing in read_briefings(files, known):
        if isinstance(briefing, InputError):
            refused += 1
            click.echo(visible(f"error: {briefing}"), err=True)
        else:
            warnings += check(briefing)
    text = render(warnings, form)
    click.echo(text if form == "json" else visible(text), nl=False)
    click.echo(f"{len(warnings)} warning{'' if len(warnings) == 1 else 's'}", err=True)
    if refused or warnings:
        ctx.exit(InputError.exit_code if refused else 1)
