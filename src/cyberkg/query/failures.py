"""From what a worker says, or from how it died, to the error that the user can act on."""

from __future__ import annotations

import re
import signal

from cyberkg.errors import CyberkgError, DamagedError, DiskError, LimitError, NetworkError, UsageError
from cyberkg.query.lexer import tokens

__all__ = ["explain_death", "explain_syntax", "explain_trouble"]

_NETWORK = "the query asked for the network, which it does not have"
_NO_MEMORY = LimitError, "the query ran out of memory", "ask for less, or give it more memory"
_SIGNALS: dict[str, tuple[type[CyberkgError], str, str]] = {
    "SIGSYS": (NetworkError, _NETWORK, "import what the other server knows"),
    "SIGSEGV": (
        LimitError,
        "the query is nested too deeply",
        "write it with fewer brackets or signs in a row",
    ),
    "SIGALRM": (LimitError, "the query ran out of time", "ask for less, or give it more time"),
    "SIGABRT": _NO_MEMORY,
    "SIGKILL": _NO_MEMORY,
}
# the words of a worker, the error they are; the second hint is filled with what the store said
_TROUBLES: dict[str, tuple[type[CyberkgError], str, str]] = {
    "store": (DamagedError, "the graph cannot be read", "build it again ({})"),
    "answer": (
        NetworkError,
        "the server gives half an answer, or none that is one of SPARQL",
        "ask again; it is read up to: {}",
    ),
    "memory": _NO_MEMORY,
    "output": (LimitError, "the answer is larger than the memory limit", "ask for less, or raise it"),
    "disk": (DiskError, "the answer cannot be written", "make room and ask again ({})"),
    "network": (NetworkError, _NETWORK, "the store says: {}"),
    "unfenced": (
        NetworkError,
        "the query has the word SERVICE in it, and this system cannot keep it from the network",
        "write it without that word, even in names and texts",
    ),
    "query": (UsageError, "the query cannot be answered", "the store says: {}"),
    "table": (UsageError, "the answer is a table", "write it as csv, tsv, json or xml"),
    "boolean": (UsageError, "the answer is yes or no", "write it as csv, tsv, json or xml"),
    "triples": (UsageError, "the answer is a set of triples", "write it as ttl or nt"),
}
_PLACE = re.compile(r"(?<!\d)(\d++):(\d+)")
# what the parser of the store says more than names of its grammar, and what it means
_REASONS = {
    "Prefix not found": "a prefix may be missing its declaration",
    "variable that is unbound": "SELECT names a variable that is neither grouped nor counted",
    "IRI parsing failed": "an IRI is malformed",
}


def explain_death(code: int, errors: str) -> CyberkgError:
    """Say why a worker died without a word.

    :param code: its return code; below 0 the signal that ended it.
    :param errors: what it left on standard error.
    """
    names = {-getattr(signal, name): name for name in _SIGNALS if hasattr(signal, name)}
    name = names.get(code, "SIGABRT" if "MemoryError" in errors else "")
    if name:
        kind, what, hint = _SIGNALS[name]
        return kind(what, hint=hint)
    last = next((line for line in reversed(errors.splitlines()) if line.strip()), "it left no word")
    return CyberkgError(f"the query worker ended with code {code}", hint=last)


def explain_trouble(word: str, message: str, store: str) -> CyberkgError:
    """Say what a worker reports.

    :param word: a key of the table above.
    :param message: the words of the store or of the system.
    :param store: the folder it read.
    """
    kind, what, hint = _TROUBLES[word]
    where = store if kind is DamagedError else ""
    return kind(what, where=where, hint=hint.format(message.partition("\n")[0][:200]))


def explain_syntax(message: str, sparql: str) -> UsageError:
    """Put the words of the parser (``error at 3:2: expected OPTIONAL``) in ours.

    Its place is the farthest it got on any of its ways, as a rule one word behind the fault: so the words
    before it are shown too. What it expected there is of little help, unless it says more than a name of its
    grammar.

    >>> str(explain_syntax("error at 1:12: expected OPTIONAL", "ASK { ?s ) }"))
    "line 1, column 12: the query is no SPARQL here or just before, at '?s ) }'"
    """
    place = _PLACE.search(message)
    if not place:
        return UsageError(f"the query is no SPARQL: {message}")
    line, column = int(place[1]), int(place[2])
    reason = next((meaning for words, meaning in _REASONS.items() if words in message), "")
    offset = sum(len(text) + 1 for text in sparql.split("\n")[: line - 1]) + column - 1
    return UsageError(
        f"the query is no SPARQL here or just before, at {_words_around(sparql, offset)!r}",
        where=f"line {line}, column {column}",
        hint=reason,
    )


def _words_around(sparql: str, offset: int) -> str:
    """Give the two words before an offset and the one after it, at most 60 characters."""
    near = sparql[max(0, offset - 200) : offset + 200]
    words = list(tokens(near))
    behind = sum(word.start < min(offset, 200) for word in words)
    around = words[max(0, behind - 2) : behind + 1]
    return near[around[0].start : around[-1].end][:60] if around else ""
