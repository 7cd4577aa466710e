"""What pushes write on the server besides the graph itself, each in a graph of its own beside those of the data.

    <base>graph/published      the catalogue: the digest of what is published, and of each of its graphs
    <base>graph/push           the journal: there only while a push is under way, or after one was cut short
    <base>graph/union/<token>  all triples of the graph, each once: what queries see as the default graph
    <base>graph/push/<token>/  graphs on their way, which nobody reads

The server's own default graph belongs to others and is left alone. A push writes into the journal what it is
about to make, before it does; so whatever it leaves when it is killed, the next one finds and clears away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from cyberkg.remote.client import Client

__all__ = [
    "NAMESPACE",
    "Journal",
    "Names",
    "Published",
    "batched",
    "iri",
    "pairs",
    "read_journal",
    "read_published",
]

NAMESPACE = "https://w3id.org/cyberkg/push#"
_T = TypeVar("_T")
_PAGE = 5000  # rows; servers that cut answers without a word do so beyond these
_UNSAFE = frozenset('<>"{}|^`\\')


def iri(value: str) -> str:
    """Write an IRI in SPARQL. Raises ValueError where it could end before its end."""
    return f"<{_checked(value)}>"


def _checked(value: str) -> str:
    """Give back what is to be an IRI. Raises ValueError where it is none that SPARQL could hold.

    What a server says is checked as it comes in: once a push has begun it is too late to find out.
    """
    if not value or any(c in _UNSAFE or c <= " " for c in value):
        raise ValueError(f"no IRI: {value!a}")
    return value


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of what a push writes.

    :param base: where the IRIs of the data begin.
    :param token: what tells the push from others.
    """

    base: str
    token: str = ""

    @property
    def catalogue(self) -> str:
        """The graph of the catalogue, and what its triples are about."""
        return f"{self.base}graph/published"

    @property
    def journal(self) -> str:
        """The graph of the journal."""
        return f"{self.base}graph/push"

    @property
    def union(self) -> str:
        """The graph of all triples."""
        return f"{self.base}graph/union/{self.token}"

    def staged(self, number: int) -> str:
        """A graph on its way: 0 for the catalogue."""
        return f"{self.journal}/{self.token}/{number}"


@dataclass(frozen=True, slots=True)
class Published:
    """What a server has.

    :param digest: of the whole graph; empty where nothing was ever published.
    :param union: IRI of the graph of all triples.
    :param triples: how many that graph has.
    :param switching: whether a push was cut short, or still is, while it set its graphs in place.
    """

    base: str
    digest: str = ""
    union: str = ""
    triples: int = 0
    switching: bool = False


@dataclass(frozen=True, slots=True)
class Journal:
    """What a push under way, or one that was cut short, has on record.

    :param token: its token; empty where there is none.
    :param targets: each graph that it made, or that it is to remove, and the graph that this is to become.
    """

    token: str = ""
    targets: Mapping[str, str] = field(default_factory=dict)


def read_published(client: Client, base: str | None = None) -> tuple[Published, ...]:
    """Read the heads of the catalogues of a server, of one base or of all; sorted.

    :raises NetworkError: where the server fails.
    """
    place = f"VALUES ?c {{ {iri(Names(base).catalogue)} }}" if base is not None else ""
    rows = client.rows(
        f"PREFIX push: <{NAMESPACE}> SELECT ?c ?digest ?base ?union ?triples ?switching WHERE {{ {place} GRAPH ?c {{ "
        "?c push:digest ?digest ; push:base ?base ; push:union ?union ; push:triples ?triples } "
        "OPTIONAL { GRAPH ?j { ?c push:switching ?switching } } }"
    )
    try:
        found = {
            Published(
                _checked(row["base"]),
                row["digest"],
                _checked(row["union"]),
                int(row["triples"]),
                "switching" in row,
            )
            for row in rows
            if row["c"] == Names(row["base"]).catalogue
        }
    except (KeyError, ValueError) as error:
        raise client.not_results() from error
    return tuple(sorted(found, key=lambda each: (each.base, each.digest, each.switching)))


def read_journal(client: Client, names: Names) -> Journal:
    """Read the journal of a push that is under way or was cut short; an empty one where there is none.

    :raises NetworkError: where the server fails, or names what is no graph.
    """
    tokens = pairs(client, names.journal, "token")
    targets = pairs(client, names.journal, "target")
    try:
        for target in targets.values():
            _checked(target)
    except ValueError as error:
        raise client.not_results() from error
    return Journal(tokens.get(names.catalogue, ""), targets)


def pairs(client: Client, graph: str, name: str) -> dict[str, str]:
    """Read the subjects and objects of one of our properties in a graph, page by page.

    :raises NetworkError: where the server fails.
    """
    found: dict[str, str] = {}
    last = ""
    while True:
        rows = client.rows(
            f'SELECT ?s ?o WHERE {{ GRAPH {iri(graph)} {{ ?s <{NAMESPACE}{name}> ?o }} FILTER(STR(?s) > "{last}") }} '
            f"ORDER BY STR(?s) LIMIT {_PAGE}"
        )
        try:
            page = {_checked(row["s"]): row["o"] for row in rows}
            last = rows[-1]["s"] if rows else ""
        except (KeyError, ValueError) as error:
            raise client.not_results() from error
        if not page.keys() - found.keys():
            return found
        found |= page
        if len(rows) < _PAGE:
            return found


def batched(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Cut into lists of a size, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
