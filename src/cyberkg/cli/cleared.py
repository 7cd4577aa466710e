"""A graph opened for a report: whole, or only what may go to readers of a level of the Traffic Light Protocol."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cyberkg.cli.distant import open_either, store_option
from cyberkg.cli.sharing import level_options
from cyberkg.cli.terminal import visible
from cyberkg.errors import UsageError
from cyberkg.terms import Marking

if TYPE_CHECKING:
    from cyberkg.model import Knowledge

__all__ = ["Clearance", "clearance_options"]


@dataclass(frozen=True, slots=True)
class Clearance:
    """For whom a graph is opened; what is left out for them is told on standard error.

    :param level: leave out all that is marked above it; None for nothing.
    :param unmarked: what a briefing without a marking counts as then.
    :param store: URL of a server whose graph is opened instead; empty for none.
    """

    level: Marking | None
    unmarked: Marking
    store: str = ""

    @contextmanager
    def open(self, graph: Path) -> Iterator[tuple[Path, str]]:
        """Give the store of a graph and its base; with a level it is a store that goes with the context.

        :raises DamagedError: where there is no graph, or it is damaged.
        :raises DiskError: where there is no room for that store.
        :raises NetworkError: where a server is asked, and fails.
        """
        if self.level is None:
            with open_either(graph, self.store) as opened:
                yield opened
            return
        from cyberkg.rdf.encode import encode
        from cyberkg.store.disk import disk_errors
        from cyberkg.store.oxigraph import write_store

        knowledge, base = self.read(graph)
        with disk_errors(Path(tempfile.gettempdir())):
            folder = tempfile.TemporaryDirectory(prefix="cyberkg-")
        with folder as name:
            place = Path(name, "store")
            write_store(place, Path(name, "scratch"), encode(knowledge, base))
            yield place, base

    def read(self, graph: Path) -> tuple[Knowledge, str]:
        """Give what a graph knows and its base.

        :raises DamagedError: where there is no graph, or it is damaged.
        :raises UsageError: where the graph is on a server.
        """
        from cyberkg.building import open_knowledge
        from cyberkg.export import choose

        if self.store:
            raise UsageError(
                "--store does not go with --tlp or --against, which need the texts and all facts at hand",
                hint="leave it out; to have a server hold what may go to others, push what "
                "`cyberkg export --format graph --tlp LEVEL` wrote",
            )
        knowledge, base = open_knowledge(graph)
        if self.level is None:
            return knowledge, base
        selection = choose(knowledge, base, level=self.level, unmarked=self.unmarked)
        for what, clauses in (("note", selection.notes), ("left out", selection.withheld)):
            for clause in clauses:
                click.echo(f"{what}: {visible(clause)}", err=True)
        return selection.knowledge, base


def clearance_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--tlp``, ``--unmarked`` and ``--store``, as ``clearance`` (a Clearance)."""

    @functools.wraps(command)
    def with_clearance(
        *arguments: Any, level: Marking | None, unmarked: Marking, store: str, **options: Any
    ) -> Any:
        return command(*arguments, clearance=Clearance(level, unmarked, store), **options)

    return level_options(store_option(with_clearance))
