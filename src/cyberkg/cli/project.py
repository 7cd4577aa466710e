"""``cyberkg init`` and ``cyberkg completion``: a folder to begin with, and help for the shell."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from cyberkg.errors import UsageError
from cyberkg.store.disk import disk_errors

__all__ = ["completion", "init"]

_FILES = {
    "data/2024-05-20-example.md": "example.md",
    "data/identity.yaml": "identity.yaml",
    "README.md": "readme.md",
    ".gitignore": "gitignore",
}


@click.command(epilog="\b\nExample:\n  cyberkg init my-briefings")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
def init(folder: Path) -> None:
    """Make FOLDER a project: data/ with an example briefing and a file for identity decisions."""
    taken = [name for name in _FILES if (folder / name).exists()]
    if taken:
        raise UsageError(f"{taken[0]} is there already", str(folder), "choose an empty folder")
    for name, template in _FILES.items():
        target = folder / name
        with disk_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_template(template), encoding="utf-8", newline="\n")
    click.echo(f"made {folder / 'data'}; put briefings there, then run: cyberkg build")


def _template(name: str) -> str:
    return resources.files("cyberkg.cli").joinpath("templates", name).read_text(encoding="utf-8")


@click.command(epilog="\b\nExample:\n  cyberkg completion bash > ~/.cyberkg-complete.sh")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of SHELL, to be sourced from its start-up file."""
    from cyberkg.cli import cli

    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"no completion for {shell}", hint="use bash, zsh or fish")
    click.echo(found(cli, {}, "cyberkg", "_CYBERKG_COMPLETE").source())
