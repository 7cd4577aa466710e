"""Values put into a query as RDF terms, at a place that the query leaves open for them.

A parameter ``person`` is a block ``VALUES ?person { UNDEF }``, which to any SPARQL engine means "anybody".
Where values are given they take the place of UNDEF, each written as a term; where none are, the block goes.
A value can therefore never become syntax, and the lines of the query keep their numbers.

What only serves a parameter, such as the pick of things that it names, may cost as much where it picks everything.
Lines between ``# only with: person`` and ``# end`` go where no such parameter (``person, event``: neither) is given;
so they may stand only around what then changes nothing, as any other engine runs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cyberkg.errors import UsageError
from cyberkg.query.lexer import Token, tokens
from cyberkg.query.results import Term

__all__ = ["fill", "is_iri", "write_term"]

# RFC 3987, section 2.2: ASCII, then planes 0 to 14 without controls, private use and non-characters
_NOT_IN_IRI = re.compile(
    "[^A-Za-z0-9_.~:/?#@!$&'()*+,;=%\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd-]|%(?![0-9A-Fa-f]{2})"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PLAIN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ONLY = re.compile(r"^[ \t]*# only with: (\w+(?:, \w+)*)$(.*?)^[ \t]*# end$", re.MULTILINE | re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")


def write_term(term: Term) -> str:
    r"""Write a term in the syntax that SPARQL and N-Triples share.

    What an IRI may not hold is percent-encoded (RFC 3987), so that it cannot end the IRI.

    >>> write_term(Term('Alice" } UNION {'))
    '"Alice\\" } UNION {"'
    >>> write_term(Term("https://example.org/> <", "iri"))
    '<https://example.org/%3E%20%3C>'

    :raises UsageError: for a blank node or a triple, which no parameter can be, for an IRI without a scheme
        and for a malformed language.
    """
    if term.kind == "iri":
        return f"<{_encode(term.value)}>"
    if term.kind != "literal":
        raise UsageError(f"a {term.kind} node cannot be given to a query", where=term.value)
    # a lone surrogate has no UTF-8 form and can match nothing in the store: it becomes a question mark
    value = term.value.encode("utf-8", "replace").decode("utf-8")
    text = '"' + "".join(_PLAIN.get(c, c) for c in value) + '"'
    if term.language:
        if not _LANGUAGE.match(term.language):
            raise UsageError(f"{term.language!r} is not a language tag", where=term.value)
        return f"{text}@{term.language}"
    return f"{text}^^{write_term(Term(term.datatype, 'iri'))}" if term.datatype else text


def is_iri(text: str) -> bool:
    """Tell whether a text can be an IRI in full: it begins with a scheme.

    >>> is_iri("https://example.org/x"), is_iri("Ada Tan")
    (True, False)
    """
    return _SCHEME.match(text) is not None


def _encode(iri: str) -> str:
    if not is_iri(iri):
        raise UsageError("is no IRI", where=repr(iri), hint="write it in full, such as https://example.org/x")
    start, mark, fragment = iri.partition("#")
    return _NOT_IN_IRI.sub(_percent, start + mark + fragment.replace("#", "%23"))


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))


def fill(sparql: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Put values into the slots of a query; slots without values are blanked out.

    :param values: for each parameter (without ``?``) what it may be; none at all means anything.
    :raises UsageError: where a parameter with values has no slot in the query.
    """
    sparql = _ONLY.sub(lambda match: _needed(match, values), sparql)
    parts, position, seen = [], 0, set()
    for name, start, end in _slots(sparql):
        seen.add(name)
        given = values.get(name, ())
        block = f"VALUES ?{name} {{ {' '.join(map(write_term, given))} }}" if given else ""
        parts += [sparql[position:start], block]
        position = end
    missing = sorted(name for name, given in values.items() if given and name not in seen)
    if missing:
        raise UsageError(
            f"the query has no place for the parameter {missing[0]}",
            hint=f"write VALUES ?{missing[0]} {{ UNDEF }} where it belongs",
        )
    return "".join(parts) + sparql[position:]


def _needed(match: re.Match[str], values: Mapping[str, Sequence[Term]]) -> str:
    """Leave lines as they are where a parameter that they serve is given, else as many empty ones."""
    given = any(values.get(name) for name in match[1].split(", "))
    return match[0] if given else "\n" * match[0].count("\n")


def _slots(sparql: str) -> Iterator[tuple[str, int, int]]:
    """Yield name, start and end of each block ``VALUES ?name { UNDEF }``."""
    words = list(tokens(sparql))
    shape = ("VALUES", "", "{", "UNDEF", "}")
    for index in range(len(words) - len(shape) + 1):
        block = words[index : index + len(shape)]
        if block[1].kind == "var" and all(_fits(word, want) for word, want in zip(block, shape, strict=True)):
            yield block[1].text[1:], block[0].start, block[-1].end


def _fits(word: Token, want: str) -> bool:
    return not want or word.keyword == want or (word.kind == "mark" and word.text == want)
