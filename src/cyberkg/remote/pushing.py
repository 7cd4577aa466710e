"""The published graph of a folder becomes the graph of a server.

1. Read what the server has. Where a push was cut short, note what it left, to be cleared away.
2. Write the journal; send the graphs that differ to graphs on their way; have the server put them and those that
   stay together to the graph of all triples, and count it.
3. Switch: one update moves the graphs, and the catalogue last. A server that takes updates wholly or not at all,
   as SPARQL 1.1 asks of it, has the old graph or the new one. More than ``_SWITCH`` graphs go in several updates;
   as long as they do, or where a server was killed between two steps, the journal says so, and readers are told.
4. Clear away the graph of all triples before this one, and the journal.

Killed before 3, the old graph is there, beside graphs that nobody reads; during 3, what is said there; after it,
the new one. In each case the next push mends. What is the server's graph already is not sent again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox

from cyberkg.errors import BusyError
from cyberkg.remote.catalogue import (
    NAMESPACE,
    Journal,
    Names,
    Published,
    batched,
    iri,
    pairs,
    read_journal,
    read_published,
)
from cyberkg.remote.client import Client, UncertainError
from cyberkg.remote.server import Server
from cyberkg.remote.staging import Staging, digest_of
from cyberkg.store import Generation, OxigraphStore

__all__ = ["Pushed", "push"]

_SWITCH = 1000  # steps of one update; Virtuoso 7 takes some 2000
_TOGETHER = 50  # graphs that are put together by one update
_CLEARED = 200  # graphs that are removed by one update
_BUSY = "wait for it and push again"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did, in graphs.

    :param triples: of the whole graph, each once.
    :param mended: whether what an earlier push had left was cleared away.
    """

    written: int
    unchanged: int
    removed: int
    triples: int
    mended: bool = False


def push(
    generation: Generation,
    server: Server,
    *,
    batch: int = 0,
    progress: Callable[[int], None] = lambda _: None,
) -> Pushed:
    """Make a graph the graph of a server, wholly or not at all as far as the server allows.

    :param batch: triples of one request at the most; 0 for 1000 by update, 50,000 by the graph store protocol.
    :param progress: called with how many more triples were sent.
    :raises NetworkError: where the server cannot be reached, refuses or fails; the graph there is the old one.
    :raises BusyError: where another push took over.
    :raises DamagedError: where the local graph is damaged.
    """
    client = Client(server)
    base = str(generation.manifest["base"])
    found = next(iter(read_published(client, base)), Published(base))
    left = read_journal(client, Names(base))
    mended = bool(left.token or left.targets)
    with generation.store() as store:
        total = len(store)
        if found.digest == generation.digest and not mended:
            return Pushed(0, len(store.graphs()), 0, total)
        names = Names(base, secrets.token_hex(8))
        work = _Push(
            client,
            names,
            store,
            found,
            left,
            Staging(client, batch or (50_000 if server.data else 1000), progress),
        )
        done = work.run(generation.digest, total)
    return replace(done, mended=mended)


@dataclass(slots=True)
class _Push:
    """One push at work.

    :param found: what the server has.
    :param left: the journal of a push that was cut short, or is under way elsewhere.
    """

    client: Client
    names: Names
    store: OxigraphStore
    found: Published
    left: Journal
    staging: Staging

    def run(self, digest: str, total: int) -> Pushed:
        """Do all of it, and where what the server had was altered there, once more without trust in it."""
        self._take_over()
        had = pairs(self.client, self.names.catalogue, "sha256") if self.found.digest else {}
        trusted = {} if self.found.switching else had
        known = (
            {graph: digest_of(self.store.triples_of(graph)) for graph in self.store.graphs()}
            if trusted
            else {}
        )
        changed = [
            graph for graph in self.store.graphs() if not trusted or trusted.get(graph) != known[graph][0]
        ]
        moved = self._stage(changed, known)
        if self._join(moved) != total:
            self._require_ours(moved)
            changed = [graph for graph in self.store.graphs() if graph not in moved]
            moved |= self._stage(changed, known, first=len(moved))
            if not changed or self._join(moved) != total:
                raise self._lost(total)
        self._require_ours(moved)
        begun = self.left.targets.values() if self.found.switching else ()
        gone = sorted({*had, *begun} - {self.names.catalogue, *self.store.graphs()})
        self._record(known, digest, total)
        self._switch(moved, gone, digest)
        self._clear([self.found.union] if self.found.union else [])
        return Pushed(len(moved), len(known) - len(moved), len(gone), total)

    def _take_over(self) -> None:
        """Put our token into the journal, and clear away what is left of others."""
        about = iri(self.names.catalogue)
        self.client.update(
            f"DELETE WHERE {{ GRAPH {iri(self.names.journal)} {{ {about} <{NAMESPACE}token> ?any }} }} ;\n"
            f"INSERT DATA {{ GRAPH {iri(self.names.journal)} {{ {about} <{NAMESPACE}token> {_text(self.names.token)} }} }}"
        )
        self._drop(graph for graph in self.left.targets if graph != self.found.union)

    def _stage(
        self, graphs: Iterable[str], known: dict[str, tuple[str, int]], first: int = 0
    ) -> dict[str, str]:
        """Send graphs to graphs on their way; their digests are added to ``known``.

        :returns: for each graph the one that it is in for now.
        """
        moved = {graph: self.names.staged(first + n) for n, graph in enumerate(graphs, 1)}
        made = {**{stage: graph for graph, stage in moved.items()}, self.names.union: self.names.catalogue}
        if self.found.union:
            made[self.found.union] = self.names.catalogue  # to be removed once it is replaced
        self._note({**made, self.names.staged(0): self.names.catalogue})
        for graph, stage in moved.items():
            known[graph] = self.staging.put(stage, self.store.triples_of(graph))
        self.staging.flush()
        return moved

    def _note(self, targets: Mapping[str, str]) -> None:
        """Write into the journal what is going to be made, and what it is to become."""
        for some in batched(targets.items(), self.staging.batch):
            lines = (f"{iri(made)} <{NAMESPACE}target> {iri(target)} ." for made, target in some)
            self.client.update(f"INSERT DATA {{ GRAPH {iri(self.names.journal)} {{ {' '.join(lines)} }} }}")

    def _join(self, moved: Mapping[str, str]) -> int:
        """Have the server put all graphs together, and count what came out."""
        union = iri(self.names.union)
        self._drop([self.names.union])
        for some in batched(self.store.graphs(), _TOGETHER):
            steps = (f"ADD GRAPH {iri(moved.get(graph, graph))} TO GRAPH {union}" for graph in some)
            self.client.update(" ;\n".join(steps))
        rows = self.client.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {union} {{ ?s ?p ?o }} }}")
        try:
            return int(rows[0]["n"])
        except (LookupError, ValueError) as error:
            raise self.client.not_results() from error

    def _record(self, known: Mapping[str, tuple[str, int]], digest: str, total: int) -> None:
        """Write the catalogue, to a graph on its way."""
        about = ox.NamedNode(self.names.catalogue)
        head = {"digest": digest, "base": self.names.base, "triples": str(total)}
        triples = [ox.Triple(about, _term(name), ox.Literal(value)) for name, value in head.items()]
        triples.append(ox.Triple(about, _term("union"), ox.NamedNode(self.names.union)))
        triples += (
            ox.Triple(ox.NamedNode(graph), _term("sha256"), ox.Literal(sha256))
            for graph, (sha256, _) in sorted(known.items())
        )
        self.staging.put(self.names.staged(0), triples)
        self.staging.flush()

    def _require_ours(self, moved: Mapping[str, str]) -> None:
        """Give way where another push took over.

        :raises BusyError: it did; what this one made is removed.
        """
        if read_journal(self.client, self.names).token != self.names.token:
            self._drop([*moved.values(), self.names.staged(0), self.names.union])
            raise BusyError("another push took over", self.client.server.update, _BUSY)

    def _switch(self, moved: Mapping[str, str], gone: Iterable[str], digest: str) -> None:
        """Set the graphs in place, the catalogue last."""
        journal, about = iri(self.names.journal), iri(self.names.catalogue)
        steps = [f'INSERT DATA {{ GRAPH {journal} {{ {about} <{NAMESPACE}switching> "yes" }} }}']
        steps += [f"MOVE GRAPH {iri(stage)} TO GRAPH {iri(graph)}" for graph, stage in moved.items()]
        steps += [f"DROP SILENT GRAPH {iri(graph)}" for graph in gone]
        last = [
            f"MOVE GRAPH {iri(self.names.staged(0))} TO GRAPH {about}",
            f"DELETE WHERE {{ GRAPH {journal} {{ {about} <{NAMESPACE}switching> ?any }} }}",
        ]
        *before, rest = batched([*steps, *last], _SWITCH)
        try:
            for some in before:
                self.client.update(" ;\n".join(some), once=True)
            self.client.update(" ;\n".join(rest), once=True)
        except UncertainError:
            now = next(iter(read_published(self.client, self.names.base)), self.found)
            if (now.digest, now.union, now.switching) != (digest, self.names.union, False):
                raise

    def _clear(self, graphs: Iterable[str]) -> None:
        """Remove what the switch left behind, and the journal last."""
        self._drop(graphs)
        self._drop([self.names.journal])

    def _drop(self, graphs: Iterable[str]) -> None:
        for some in batched(graphs, _CLEARED):
            self.client.update(" ;\n".join(f"DROP SILENT GRAPH {iri(graph)}" for graph in some))

    def _lost(self, total: int) -> Exception:
        return self.client.server.error(
            "update",
            f"does not hold the {total:,} triples that were sent to it",
            "look into its log; the graph there is the old one",
        )


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{NAMESPACE}{name}")


def _text(value: str) -> str:
    return str(ox.Literal(value))
