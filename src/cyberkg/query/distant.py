"""A query for a graph on a server, which knows nothing of our prefixes, and the answer fetched from there.

The answer comes into a file and is read by a worker, as all that comes from elsewhere is: with limits, without
files or network. So a graph on a server answers in the same formats and with the same limits as one on disk.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from cyberkg.query.lexer import Token, tokens
from cyberkg.query.results import Limits

__all__ = ["declare", "fetched", "is_distant"]

_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_TRIPLES = frozenset({"CONSTRUCT", "DESCRIBE"})
_FORMS = _TRIPLES | {"SELECT", "ASK"}


def is_distant(store: Path) -> bool:
    """Tell whether a store is a graph on a server: a file that names it, and no folder."""
    return store.is_file()


def declare(sparql: str, prefixes: Mapping[str, str], base: str) -> str:
    """Declare, before a query and on its first line, those prefixes that it uses without a declaration.

    :param base: where relative IRIs begin; declared where there are some.

    >>> declare("ASK { ?p a ckg:Person }", {"ckg": "http://x/", "skos": "http://y/"}, "http://z/")
    'PREFIX ckg: <http://x/> ASK { ?p a ckg:Person }'
    """
    words = list(tokens(sparql))
    declared = {_name(b) for a, b in pairwise(words) if a.keyword == "PREFIX"}
    used = {_name(word) for word in words if word.kind == "pname"} - declared
    head = [f"PREFIX {name}: <{prefixes[name]}>" for name in sorted(used) if name in prefixes]
    relative = any(word.kind == "iri" and not _SCHEME.match(word.text) for word in words)
    if relative and not any(word.keyword == "BASE" for word in words):
        head.insert(0, f"BASE <{base}>")
    return " ".join([*head, sparql])


def _name(word: Token) -> str:
    return word.text.partition(":")[0]


@contextmanager
def fetched(job: Mapping[str, Any], limits: Limits) -> Iterator[tuple[dict[str, Any], int]]:
    """Fetch the answer to a job.

    :returns: what the worker has to know: the answer's file, in a folder of its own, and its form; and the most
        rows that the server gives, 0 where it does not say.
    :raises CyberkgError: as ``remote.fetch``.
    """
    from cyberkg.remote import Reading, fetch

    sparql = declare(job["sparql"], job["prefixes"], job["base"])
    words = [word.keyword for word in tokens(sparql) if word.keyword]
    triples = next((word in _TRIPLES for word in words if word in _FORMS), False)
    with tempfile.TemporaryDirectory(prefix="cyberkg-") as folder:
        place = Path(folder, "answer")
        with place.open("wb") as file:
            most = fetch(
                Reading.load(Path(job["store"])),
                sparql,
                file,
                triples=triples,
                named="GRAPH" in words,
                largest=limits.memory,
                timeout=limits.timeout,
            )
        yield {"store": folder, "answer": str(place), "triples": triples}, most
