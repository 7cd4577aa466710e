"""The words of a SPARQL query, so that a keyword in a comment, a string or a name is not taken for one.

This is no parser: it takes any text, and where a text is not SPARQL the store says so. One thing it cannot
tell without a parser is whether ``<`` opens an IRI or compares two numbers, so nothing may rest on it alone:
whoever is let through by mistake meets the sandbox of the worker.

Source: https://www.w3.org/TR/sparql11-query/#sparqlGrammar, rules 138 (PNAME) to 163 (ANON).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Token", "mentions_service", "tokens", "unescape"]

# A prefix is sought for no more than 64 characters, or a long row of names without a colon is gone through again at each.
_TOKEN = re.compile(
    r'''
      (?P<space>   \s+ | \#[^\r\n]* )
    | (?P<iri>     <[^\x00-\x20<>"{}|^`\\]*> )
    | (?P<string>  """(?:[^"\\]|\\.|"(?!""))*(?:"""|\Z) | \'\'\'(?:[^'\\]|\\.|'(?!''))*(?:\'\'\'|\Z)
                 | "(?:[^"\\\n\r]|\\.)*"? | '(?:[^'\\\n\r]|\\.)*'? )
    | (?P<var>     [?$]\w+ )
    | (?P<lang>    @[A-Za-z-]+ )
    | (?P<pname>   (?:\w[\w.-]{0,63})?:(?:[\w:.%-]|\\.)* )
    | (?P<word>    \w+ )
    | (?P<mark>    . )
    ''',
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a query: its kind (the group names of the pattern), its text, its offsets in characters."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """The word in capitals; empty for anything that is not a bare word."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(sparql: str) -> Iterator[Token]:
    """Yield the words of a text in order, without white space and comments.

    >>> [token.text for token in tokens("ASK { ?s a <x> } # yes")]
    ['ASK', '{', '?s', 'a', '<x>', '}']
    """
    for match in _TOKEN.finditer(sparql):
        kind = match.lastgroup or "mark"
        if kind != "space":
            yield Token(kind, match.group(), match.start(), match.end())


def unescape(sparql: str) -> str:
    r"""Replace ``\\u`` and ``\\U`` escapes by their characters, as is done before a query is parsed.

    Source: https://www.w3.org/TR/sparql11-query/#codepointEscape
    """

    def character(match: re.Match[str]) -> str:
        code = int(match.group(1) or match.group(2), 16)
        return chr(code) if code <= 0x10FFFF else match.group()

    return _ESCAPE.sub(character, sparql)


def mentions_service(sparql: str) -> bool:
    """Tell whether SERVICE could stand anywhere in a query, be it in a name, escaped, or part of a word.

    Unlike the words above this errs on one side only: without these letters no query asks another server.
    """
    while (plain := unescape(sparql)) != sparql:
        sparql = plain
    return "SERVICE" in sparql.upper()
