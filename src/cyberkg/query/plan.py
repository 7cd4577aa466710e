"""Two ways to answer one query: read its tables whole, or look up what a few given things need of them.

Queries of the library that join many tables write each as a SELECT of its own, ``{ SELECT ?a ?b { ?a p ?b } }``:
the store then reads a table once and hashes it, which on a big graph takes a tenth of the time of looking up
every row. Where one of the outermost tables is bound to a few things it is the other way round. A SELECT that
gives all of its variables says nothing more than its patterns, so these can stand in its place, and the store
looks them up, beginning with the things given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cyberkg.query.lexer import Token, tokens

__all__ = ["FEW", "plan"]

FEW = 100
"""Things that a table is bound to, up to which it is quicker to look up what is told of them."""
_PLAIN = frozenset({".", ";", ",", "|"})
_WORDS = frozenset({"A", "UNION"})


def plan(sparql: str) -> str:
    """Write patterns in the place of tables where one of these is bound to a few things.

    The lines of the query keep their numbers, and its rows are the same.

    >>> plan("SELECT ?b { { SELECT ?a ?b { VALUES ?a { <x> } ?a <p> ?b } } }")
    'SELECT ?b { { VALUES ?a { <x> } ?a <p> ?b } }'
    >>> plan("SELECT ?b { { SELECT ?a ?b { ?a <p> ?b } } }")
    'SELECT ?b { { SELECT ?a ?b { ?a <p> ?b } } }'
    """
    words = list(tokens(sparql))
    tables = _tables(words)
    if not any(table.outermost and table.bound for table in tables):
        return sparql
    parts, position = [], 0
    for first, last in sorted(cut for table in tables for cut in (table.head, table.tail)):
        start, end = words[first].start, words[last].end
        parts += [sparql[position:start], "\n" * sparql.count("\n", start, end)]
        position = end + 1 if sparql[end : end + 1] == " " else end
    return "".join(parts) + sparql[position:]


@dataclass(slots=True)
class _Group:
    """A pair of braces as it is read.

    :param selected: for a table its variables; None for a plain group.
    :param head: positions of the first and the last word between the brace of a table and its patterns.
    :param tail: the same of what ends it: its second brace, twice.
    :param kept: whether it lies in an OPTIONAL, which the store hashes anyway.
    :param plain: whether there are only patterns in it.
    :param used: the variables of these patterns.
    :param bound: whether VALUES bind it to a few IRIs.
    """

    selected: frozenset[str] | None = None
    head: tuple[int, int] = (0, 0)
    tail: tuple[int, int] = (0, 0)
    kept: bool = False
    outermost: bool = False
    plain: bool = True
    used: set[str] = field(default_factory=set)
    bound: bool = False


def _tables(words: Sequence[Token]) -> list[_Group]:
    """Find the tables that are no more than their patterns."""
    found: list[_Group] = []
    groups = [_Group(plain=False)]
    at = 0
    while at < len(words):
        word = words[at]
        if word.kind == "mark" and word.text == "{":
            group, end = _open(words, at)
            group.kept = groups[-1].kept or (at > 0 and words[at - 1].keyword == "OPTIONAL")
            group.outermost = len(groups) == 2
            groups.append(group)
            at = end
        elif word.kind == "mark" and word.text == "}" and len(groups) > 1:
            group = groups.pop()
            if group.selected is not None and words[at + 1 : at + 2] and words[at + 1].text != "}":
                groups.append(_Group(plain=False))  # LIMIT or the like, up to its second brace
                at += 1
                continue
            if group.selected is not None:
                at += 1
                group.tail = (at, at)
                group.plain = group.plain and group.used == group.selected
                found += [group] if group.plain and not group.kept else []
            groups[-1].plain &= group.plain
            groups[-1].used |= group.used
        elif word.keyword == "VALUES":
            at = _read_values(words, at, groups[-1])
        elif word.keyword == "BIND" and at + 5 < len(words) and words[at + 2].kind == "string":
            groups[-1].used.add(words[at + 4].text)  # BIND ( "text" AS ?name )
            at += 5
        else:
            _take(word, groups[-1])
        at += 1
    return found


def _open(words: Sequence[Token], at: int) -> tuple[_Group, int]:
    """Read the brace of a group, or the head of a table up to its second brace; return where that ends."""
    end = at + 2
    while end < len(words) and words[end].kind == "var":
        end += 1
    if not (at + 2 < end < len(words) and words[at + 1].keyword == "SELECT" and words[end].text == "{"):
        return _Group(), at
    return _Group(frozenset(word.text for word in words[at + 2 : end]), (at + 1, end)), end


def _read_values(words: Sequence[Token], at: int, group: _Group) -> int:
    """Read a VALUES block into its group; return where its last brace stands."""
    start = at
    while at < len(words) and words[at].text != "{":
        if words[at].kind == "var":
            group.used.add(words[at].text)
        at += 1
    opened = at
    while at < len(words) and words[at].text != "}":
        at += 1
    data = words[opened + 1 : at]
    group.bound |= opened - start == 2 and 0 < len(data) <= FEW and all(word.kind == "iri" for word in data)
    return at


def _take(word: Token, group: _Group) -> None:
    """Read any other word into its group."""
    if word.kind == "var":
        group.used.add(word.text)
    elif word.kind in {"mark", "word"} and word.text not in _PLAIN and word.keyword not in _WORDS:
        group.plain = False
