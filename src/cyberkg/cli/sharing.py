"""Options of every command that writes what may leave the house: how far it may go, and with which names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from cyberkg.cli.terminal import visible
from cyberkg.export.choosing import UNMARKED
from cyberkg.terms import Marking

__all__ = ["KeyChoice", "key_options", "level_options"]


def _level(ctx: click.Context, param: click.Parameter, value: str | None) -> Marking | None:
    """Read a level of the Traffic Light Protocol: ``amber``, ``TLP:AMBER``, ``amber+strict``."""
    if value is None:
        return None
    plain = value.casefold().removeprefix("tlp:").replace("white", "clear")
    if plain not in set(Marking):
        raise click.BadParameter(f"{value!r} is none of {', '.join(Marking)}", ctx, param)
    return Marking(plain)


def level_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--tlp`` and ``--unmarked``, as ``level`` (a Marking or None) and ``unmarked``."""
    tlp = click.option(
        "--tlp",
        "level",
        callback=_level,
        metavar="LEVEL",
        help=f"Leave out all that is marked above this: {', '.join(Marking)} [default: nothing is left out].",
    )
    unmarked = click.option(
        "--unmarked",
        callback=_level,
        metavar="LEVEL",
        default=UNMARKED.value,
        show_default=True,
        help="What a briefing without a marking counts as.",
    )
    return tlp(unmarked(command))


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """Whether names are replaced, and by which key.

    :param wanted: they are.
    :param file: the file of the key; None for the one beside the graph, which is made where it is missing.
    """

    wanted: bool
    file: Path | None

    def read(self, graph: Path) -> bytes:
        """Read the key, empty where no names are replaced; says so where a key is made.

        :raises InputError: where there is no such key, or it is none.
        """
        if not self.wanted:
            return b""
        from cyberkg.export.pseudonyms import key_beside, read_key

        path = self.file or key_beside(graph)
        key, made = read_key(path, make=self.file is None)
        if made:
            click.echo(
                f"made {visible(str(path))}: who has it can tell the names again; share it with nobody",
                err=True,
            )
        return key


def key_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--redact persons`` and ``--redact-key``, as ``key`` (a KeyChoice)."""

    def with_key(*arguments: Any, redact: str | None, redact_key: Path | None, **options: Any) -> Any:
        if redact_key is not None and redact is None:
            raise click.UsageError("--redact-key goes with --redact persons")
        return command(*arguments, key=KeyChoice(redact is not None, redact_key), **options)

    with_key.__doc__ = command.__doc__
    with_key.__name__ = command.__name__
    with_key.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    redact = click.option(
        "--redact", type=click.Choice(["persons"]), help="Put pseudonyms in place of the names of persons."
    )
    file = click.option(
        "--redact-key",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The file with the key of the pseudonyms [default: GRAPH.redact-key, made where it is missing].",
    )
    return redact(file(with_key))
