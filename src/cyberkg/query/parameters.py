"""What the user says for the parameters of a named query, as terms to be put into it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from cyberkg.errors import UsageError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.named import NamedQuery, Parameter
from cyberkg.query.prefixes import expand
from cyberkg.query.results import Term
from cyberkg.rdf import vocab

__all__ = ["bind"]

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def bind(
    query: NamedQuery, values: Mapping[str, Sequence[str]], store_path: Path, base: str = DEFAULT_BASE
) -> dict[str, tuple[Term, ...]]:
    """Turn words into terms: names into the IRIs of the entities they mean, all else into literals.

    :param values: for each parameter what it may be; empty texts, and parameters left out, take the default.
    :param store_path: the store in which names are looked up.
    :raises UsageError: where a parameter or a name is unknown (with the nearest), or a value not of its type.
    """
    bound = {}
    given = {name: [text for text in texts if text] for name, texts in values.items()}
    for name in given:
        query.parameter(name)
    for parameter in query.parameters:
        texts = given.get(parameter.name) or ([parameter.default] if parameter.default else [])
        terms = {term: None for text in texts for term in _terms(parameter, text, store_path, base)}
        if terms:
            bound[parameter.name] = tuple(terms)
    return bound


def _terms(parameter: Parameter, text: str, store_path: Path, base: str) -> tuple[Term, ...]:
    if types := parameter.entity_types:
        from cyberkg.query.names import resolve

        return tuple(Term(iri, "iri") for iri in resolve(store_path, text, types, base))
    if parameter.choices:
        if text not in parameter.choices:
            raise _refuse(parameter, text, f"use {', '.join(parameter.choices)}")
        return (Term(text),)
    if parameter.type == "iri":
        return (Term(expand(text), "iri"),)
    if parameter.type == "date" and not _DATE.fullmatch(text):
        raise _refuse(parameter, text, "write a day, a month or a year: 2023-09-13, 2023-09 or 2023")
    if parameter.type == "number":
        if not _NUMBER.fullmatch(text):
            raise _refuse(parameter, text, "write it in digits")
        return (Term(text, datatype=vocab.XSD_DECIMAL if "." in text else vocab.XSD_INTEGER),)
    return (Term(text),)


def _refuse(parameter: Parameter, text: str, hint: str) -> UsageError:
    return UsageError(f"{parameter.name} cannot be {text!r}", hint=hint)
