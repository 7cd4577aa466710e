"""Say no, in plain words, to a query that asks for the network or for a change before it runs.

This is for an honest message, not for safety: what slips through is stopped by the sandbox of the worker.
"""

from __future__ import annotations

from cyberkg.errors import LimitError, NetworkError, UsageError
from cyberkg.query.lexer import Token, tokens, unescape

__all__ = ["MAX_QUERY", "check"]

MAX_QUERY = 1_000_000
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})


def check(sparql: str) -> None:
    """Look a query over.

    :raises LimitError: where it is longer than ``MAX_QUERY`` characters.
    :raises NetworkError: where it has SERVICE, which sends a part of the query, and of the graph, elsewhere.
    :raises UsageError: where it is empty, or an update.
    """
    if len(sparql) > MAX_QUERY:
        raise LimitError(f"the query has {len(sparql):,} characters, at most {MAX_QUERY:,} are taken")
    words = list(tokens(unescape(sparql)))
    if not words:
        raise UsageError("the query is empty", hint="write one, such as SELECT * WHERE { ?s ?p ?o }")
    first = _first_keyword(words)
    if first in _UPDATES:
        raise UsageError(f"a query only reads, and {first} changes the graph", hint="ask with SELECT instead")
    if any(word.keyword == "SERVICE" for word in words):
        raise NetworkError(
            "the query asks another server (SERVICE), and queries have no network",
            hint="import what it knows, or ask it on its own",
        )


def _first_keyword(words: list[Token]) -> str:
    """Return the first bare word after the declarations of prefixes and of the base."""
    declares = {"PREFIX", "BASE", "VERSION"}
    return next((word.keyword for word in words if word.keyword and word.keyword not in declares), "")
