"""What a build is asked for, and whom it tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cyberkg.ident import DEFAULT_BASE

if TYPE_CHECKING:
    from cyberkg.llm import Settings

__all__ = ["READERS", "Options", "Progress"]

READERS = ("", "learned", "rules", "llm")
Progress = Callable[[str, int, int], None]
"""Called with a stage, how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build.

    :param base: where the IRIs of data begin; ends with ``/`` or ``#``.
    :param model: the spaCy model to read with; empty for the embedded one.
    :param min_confidence: facts claimed below this are left out.
    :param workers: processes that read; 0 for one a core, fewer where there is little to read.
    :param identity: the file of identity decisions; None for the one ``identity.yaml`` beside the sources.
    :param reader: who reads, one of ``READERS``: empty for the network and the rules together, ``learned`` or
        ``rules`` for one of them alone, ``llm`` for a language model on the server that ``llm`` names. Network
        and rules read beside it then, and what they have otherwise is kept to be reviewed.
    :param llm: the server and the model, for that reader; ``workers`` then counts requests at a time, one
        where it is 0.
    :param cluster: the scheduler of a Dask cluster that reads, ``tcp://HOST:PORT`` or ``tls://HOST:PORT``; the texts are
        sent to its workers. Empty for this machine alone.
    :param cache: find what earlier builds read beside the graph, and keep what this one reads; False removes what
        is kept. The graph is the same.
    """

    base: str = DEFAULT_BASE
    model: str = ""
    min_confidence: float = 0.0
    workers: int = 0
    identity: Path | None = None
    reader: str = ""
    llm: Settings | None = None
    cache: bool = True
    cluster: str = ""
