"""What an export starts from and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cyberkg import __version__
from cyberkg.export.marks import Marks
from cyberkg.model import Knowledge
from cyberkg.terms import Marking

__all__ = ["Form", "Selection", "Written"]


@dataclass(frozen=True, slots=True)
class Form:
    """A format.

    :param title: what it is, in a few words.
    :param suffix: the ending of its file; empty where it is a folder of several.
    :param module: the module of this room that writes it.
    """

    title: str
    suffix: str
    module: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of a graph that is to leave.

    :param base: where the IRIs of the graph start.
    :param notes: how it was selected, a sentence each without its full stop; to be told to whoever gets it.
    :param withheld: what was left out, a clause each; for the one who exports, and nobody else.
    :param licence: what others may do with it: an SPDX identifier or an address; empty where nobody said.
    """

    knowledge: Knowledge
    base: str
    notes: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    licence: str = ""

    @property
    def marking(self) -> Marking | None:
        """The strictest marking in it: that of a file with all of it."""
        return Marks(self.knowledge).overall()

    @property
    def about(self) -> str:
        """Say in a line where a file comes from, for whoever opens it."""
        count = len(self.knowledge.documents)
        marking = f"{self.marking.label}, from" if self.marking else "From"
        return f"{marking} {count} briefing{'' if count == 1 else 's'}, by cyberkg {__version__}"


@dataclass(frozen=True, slots=True)
class Written:
    """A selection in a format.

    :param files: path of each file, relative and with slashes, and its bytes in pieces, to be taken once and
        in order. A format that is one file has one, of no name.
    :param losses: what the format could not carry, a clause each.
    """

    files: tuple[tuple[str, Iterable[bytes]], ...]
    losses: tuple[str, ...] = ()
