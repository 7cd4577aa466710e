"""What a query gives back, and how far it may go: plain frozen values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cyberkg.errors import UsageError

__all__ = ["Dataset", "Limits", "Table", "Term", "Triples"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one query may go.

    :param timeout: seconds from the start of its worker to its end.
    :param memory: bytes of address space of the worker, and bytes of answer that it may write.
    :param rows: rows (or triples) to give back; the answer says when it was cut. 0 lifts this limit.
    :raises UsageError: where a limit is negative, or is too small for a worker to start at all.
    """

    timeout: float = 5.0
    memory: int = 1 << 30
    rows: int = 10_000

    def __post_init__(self) -> None:
        if not 0 < self.timeout < 1e6:
            raise UsageError(f"a query cannot have {self.timeout:g} seconds", hint="give a number above 0")
        if self.memory < 256 << 20:
            raise UsageError("a query needs at least 256 MB of memory", hint="give it more")
        if self.rows < 0:
            raise UsageError(f"a query cannot give {self.rows} rows", hint="0 gives all of them")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Which graphs a query sees, whatever its FROM clauses say (SPARQL 1.1 Protocol, section 2.1.4).

    :param default: IRIs of the graphs whose merge is the default graph; none leaves it empty.
    :param named: IRIs of the graphs that GRAPH finds.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """An RDF term.

    :param value: the IRI, the characters of the literal, the label of the blank node, or a triple in words.
    :param kind: ``iri``, ``literal``, ``blank`` or ``triple``.
    :param datatype: IRI of a literal's type; empty for a plain string and for all other kinds.
    :param language: language tag of a literal; empty where it has none.
    """

    value: str
    kind: str = "literal"
    datatype: str = ""
    language: str = ""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT: rows × columns, None where a row leaves a column unbound.

    ``truncated`` tells that there were more rows than ``Limits.rows``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truncated: bool = False

    def records(self) -> Iterator[dict[str, str]]:
        """Yield each row as a dictionary from column to value; an unbound column is an empty string."""
        for row in self.rows:
            yield {name: cell.value if cell else "" for name, cell in zip(self.columns, row, strict=True)}


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or a DESCRIBE: subject, predicate and object of each triple."""

    rows: tuple[tuple[Term, Term, Term], ...]
    truncated: bool = False
