"""One row of an answer, checked: against the fact contract, and against the text it claims to be from.

The text is hostile and the model obeys whom it will, so a row counts for nothing until it has passed: its
quote stands in the text that was sent, every word of a name, title or textual literal stands in the document,
types, predicate, status and literal are the contract's. What a text can talk a model into is thus a wrong
combination of its own words, in rows of its own document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from cyberkg.errors import InputError
from cyberkg.llm.pieces import Piece
from cyberkg.model import Literal, Span
from cyberkg.sources.literals import find_fault
from cyberkg.terms import PREDICATES, EntityType, LiteralKind, Predicate, Status

__all__ = ["Row", "check_row", "find_quote", "words_of"]

_LONGEST_QUOTE = 1500  # characters: a long list entry; no sentence is longer
_LONGEST_NAME = 200
_TYPES = {str(t).casefold(): t for t in EntityType} | {"organization": EntityType.ORGANISATION}
_LIKE = str.maketrans("‘’‚‛′“”„‟″‐‑‒–—−\u00a0", "'''''\"\"\"\"\"------ ")
_PAIRS = "\"'…. \t\n"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that passed.

    :param object: the name of a thing of ``object_type``; a literal, and then ``object_type`` is None.
    :param span: where its quote stands in the document's text.
    """

    subject: str
    subject_type: EntityType
    predicate: Predicate
    object: str | Literal
    object_type: EntityType | None
    qualifier: str
    status: Status
    span: Span


def check_row(raw: object, piece: Piece, words: frozenset[str]) -> Row:
    """Check a raw row.

    :param piece: the text that was sent.
    :param words: the words of the whole document, as ``words_of`` gives them.
    :raises InputError: saying why it is refused; the same words for the same reason.
    """
    if not isinstance(raw, Mapping):
        raise InputError("it is no row")
    predicate = PREDICATES.get(_value(raw, "predicate"))
    if predicate is None:
        raise InputError("its predicate is unknown")
    place = find_quote(_value(raw, "quote", _LONGEST_QUOTE), piece.text)
    if place is None:
        raise InputError("its quote is not in the text")
    status = _value(raw, "status").casefold()
    if status not in set(Status):
        raise InputError("its status is unknown")
    subject_type = _type(raw, "subject_type", predicate.domain)
    subject = _name(raw, "subject", subject_type, words)
    object_type = None if predicate.literal else _type(raw, "object_type", predicate.range)
    target: str | Literal
    target = _name(raw, "object", object_type, words) if object_type else _literal(raw, predicate, words)
    if (subject, subject_type) == (target, object_type):
        raise InputError("its two ends are the same")
    return Row(
        subject=subject,
        subject_type=subject_type,
        predicate=predicate,
        object=target,
        object_type=object_type,
        qualifier=_qualifier(raw, words),
        status=Status(status),
        span=piece.span(*place),
    )


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    r"""Find a quote in a text, whatever the white space, the shape of quotation marks and dashes, or marks around it.

    >>> find_quote("an “odd”  case", 'It was an "odd"\ncase.')
    (7, 21)
    """
    tokens = quote.translate(_LIKE).strip(_PAIRS).split()
    if not tokens or len(quote) > _LONGEST_QUOTE:
        return None
    found = re.search(r"\s+".join(map(re.escape, tokens)), text.translate(_LIKE))
    if found is None:
        return None
    end = found.end()
    while end < len(text) and text[end] in ".!?”\"'’" and not text[end - 1].isspace():
        end += 1  # a sentence is shown with its stop
    return found.start(), end


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text in lower case and without diacritics.

    >>> sorted(words_of("Siobhán O’Neill, HKCERT"))
    ['hkcert', 'neill', 'o', 'siobhan']
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    return frozenset(_WORD.findall("".join(c for c in folded if not unicodedata.combining(c))))


def _value(raw: Mapping[object, object], name: str, longest: int = _LONGEST_NAME) -> str:
    value = raw.get(name)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value}"
    if not isinstance(value, str):
        raise InputError("a cell of it is no text")
    if len(value) > longest:
        raise InputError("a cell of it is too long")
    return value.strip()


def _type(raw: Mapping[object, object], name: str, allowed: frozenset[EntityType]) -> EntityType:
    """Read the type of one end; one that is left out is inferred where only one is allowed."""
    given = _value(raw, name)
    if not given and len(allowed) == 1:
        return next(iter(allowed))
    type_ = _TYPES.get(given.casefold())
    if type_ is None:
        raise InputError("a type in it is unknown")
    if type_ not in allowed:
        raise InputError("its predicate does not take such a type")
    return type_


def _name(raw: Mapping[object, object], name: str, type_: EntityType, words: frozenset[str]) -> str:
    """Read a name, each word of which the document must have; an incident's is made, and only has to be plain."""
    value = " ".join(_value(raw, name).split())
    if not _WORD.search(value) or not value.isprintable():
        raise InputError("a name in it is none")
    if type_ is not EntityType.INCIDENT:
        _must_be_said(value, words)
    return value


def _literal(raw: Mapping[object, object], predicate: Predicate, words: frozenset[str]) -> Literal:
    kind = predicate.literal or LiteralKind.TEXT
    value = " ".join(_value(raw, "object").split())
    if not value or not value.isprintable() or find_fault(predicate.name, kind, value) is not None:
        raise InputError("a literal in it is not in the form of its kind")
    if kind is LiteralKind.TEXT and predicate.name != "incidentType":
        _must_be_said(value, words)
    return Literal(value, kind)


def _qualifier(raw: Mapping[object, object], words: frozenset[str]) -> str:
    value = " ".join(_value(raw, "qualifier").split())
    if not value.isprintable():
        raise InputError("its qualifier is no text")
    _must_be_said(value, words)
    return value


def _must_be_said(value: str, words: frozenset[str]) -> None:
    if not words_of(value) <= words:
        raise InputError("it has words that the document has not")
