"""The graph as JSON-LD 1.1, a node a line, its context (``context.jsonld``) written into the file.

The context names each term by its full IRI and defines no prefix, so that no IRI of a briefing is taken for a
short one; an IRI is written relative to the base where that is safe. Nothing needs to be fetched to read it.

All statements are in the default graph: a reader that knows of one graph only, as most do, would find none of those
in named ones. Which briefing a fact is from its claim tells, with the sentence; TriG and N-Quads have the graphs.

Source: https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from cyberkg.errors import DamagedError
from cyberkg.export.model import Selection, Written
from cyberkg.export.rdf_comments import NO_GRAPHS
from cyberkg.export.text import to_json, to_utf8
from cyberkg.rdf import vocab
from cyberkg.rdf.encode import encode
from cyberkg.rdf.turtle import Said, in_file_order

__all__ = ["lines", "load_context", "write"]

_CONTEXT = Path(__file__).with_name("context.jsonld")
_RELATIVE = re.compile(r"[\w-]+/[\w-][\w.-]*(?:#[\w=,;&-]+)?")
_EXACT_DIGITS = 15  # JSON numbers beyond are read as rounded ones


def load_context() -> dict[str, Any]:
    """Read the context that comes with the package.

    :raises DamagedError: where it is missing.
    """
    try:
        context: dict[str, Any] = json.loads(_CONTEXT.read_text(encoding="utf-8"))["@context"]
    except FileNotFoundError as error:
        raise DamagedError(
            "a file of the package is missing", _CONTEXT.name, "install cyberkg again"
        ) from error
    return context


def write(selection: Selection) -> Written:
    """Write JSON-LD."""
    return Written(
        (("", to_utf8(lines(encode(selection.knowledge, selection.base), selection.base))),), (NO_GRAPHS,)
    )


def lines(quads: Iterable[ox.Quad], base: str) -> Iterator[str]:
    """Write what quads say, in pieces that together are a file.

    :param base: what IRIs are written relative to where that is safe.
    :raises InputError: where a quad has a blank node or a quoted triple.
    """
    context = {"@base": base, **load_context()}
    terms = _Terms(context, base)
    entries = ",\n".join(f"    {to_json(term)}: {to_json(told)}" for term, told in context.items())
    yield f'{{\n  "@context": {{\n{entries}\n  }},\n  "@graph": ['
    for number, (iri, said) in enumerate(in_file_order(quads)):
        yield f"{',' if number else ''}\n  {to_json(terms.node(iri, said))}"
    yield "\n]}\n"


class _Terms:
    """How the context writes things."""

    def __init__(self, context: Mapping[str, Any], base: str) -> None:
        self._base = base if base.endswith("/") else ""
        self._names: dict[str, str] = {}
        self._coercions: dict[str, str] = {}
        for term, told in context.items():
            if isinstance(told, Mapping):
                self._names[told["@id"]] = term
                self._coercions[told["@id"]] = told.get("@type", "")
            elif isinstance(told, str):
                self._names[told] = term

    def iri(self, iri: str) -> str:
        """Write the name of a node, relative to the base where no reader can mistake it."""
        if self._base and iri.startswith(self._base) and _RELATIVE.fullmatch(iri, len(self._base)):
            return iri[len(self._base) :]
        return iri

    def node(self, iri: str, said: Said) -> dict[str, Any]:
        """Write what is said of a node, its type first, then by property."""
        told: dict[str, Any] = {"id": self.iri(iri)}
        types = sorted(term.value for term in said.get(vocab.RDF_TYPE, ()))
        if types:
            told["type"] = self._single([self._names.get(name, name) for name in types])
        for predicate in sorted(said):
            if predicate != vocab.RDF_TYPE:
                values = [self._value(predicate, term) for term in sorted(said[predicate], key=str)]
                told[self._names.get(predicate, predicate)] = self._single(values)
        return told

    @staticmethod
    def _single(values: list[Any]) -> Any:
        return values[0] if len(values) == 1 else values

    def _value(self, predicate: str, term: ox.NamedNode | ox.Literal) -> Any:
        coercion = self._coercions.get(predicate, "")
        if isinstance(term, ox.NamedNode):
            if coercion == "@vocab":
                return self._names.get(term.value, term.value)
            return self.iri(term.value) if coercion == "@id" else {"id": self.iri(term.value)}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        if datatype == (coercion or vocab.XSD_STRING):
            return term.value
        if datatype == vocab.XSD_STRING:
            return {"@value": term.value}
        whole = datatype == vocab.XSD_INTEGER and term.value.isdecimal() and term.value.isascii()
        if whole and not coercion and len(term.value) <= _EXACT_DIGITS and str(int(term.value)) == term.value:
            return int(term.value)
        return {"@value": term.value, "type": self._names.get(datatype, datatype)}
