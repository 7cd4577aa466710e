"""RDF in any syntax to statements: a graph of cyberkg's own by its claims, any other by its public vocabularies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from cyberkg.imports.model import Imported
from cyberkg.imports.nary import read_nary
from cyberkg.imports.own import is_own, read_own
from cyberkg.imports.public import Reader
from cyberkg.imports.syntax import SYNTAXES, parse_json_ld, parse_rdf
from cyberkg.imports.triples import Graph

__all__ = ["read_json_ld", "read_rdf"]


def read_rdf(content: bytes, kind: str) -> Imported:
    """Read a file in one of ``SYNTAXES`` but JSON-LD.

    :raises InputError: where it is not of the syntax, declares a document type, or is a damaged graph of ours.
    :raises LimitError: where it holds too much.
    """
    return _read(parse_rdf(content, kind), f"RDF ({SYNTAXES[kind][1]})")


def read_json_ld(document: Any) -> Imported:
    """Read JSON-LD that has been loaded.

    :raises InputError: as ``read_rdf``, and where it asks for a context that is not shipped.
    :raises LimitError: where it holds too much.
    """
    return _read(parse_json_ld(document), "RDF (JSON-LD)")


def _read(quads: Sequence[ox.Quad], form: str) -> Imported:
    if is_own(quads):
        return read_own(quads, form)
    reader = Reader(Graph(quads))
    reader.find_things()
    read_nary(reader)
    reader.read_statements()
    reader.count_left()
    return reader.collector.imported(form)
