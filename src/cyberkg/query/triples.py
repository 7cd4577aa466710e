"""Triples written down by the worker, in the syntaxes of RDF.

The library declares prefixes in any order and writes RDF/XML that no parser takes where a property has no
name of XML at its end; both are seen to here.

Source: https://www.w3.org/TR/rdf-syntax-grammar/
"""

from __future__ import annotations

import re
from typing import IO

import pyoxigraph

from cyberkg.query.rows import XmlOutput

__all__ = ["write_triples"]

_FORMATS = {
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
}
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_XML_NAME_AT_END = re.compile(r"(?<![\w.·-])[\d.·-]*+[^\W\d][\w.·-]*+\Z")


def write_triples(
    triples: list[pyoxigraph.Triple], wanted: str, prefixes: dict[str, str], output: IO[bytes]
) -> None:
    """Write triples as ``ttl``, ``nt``, ``rdf`` or ``jsonld``.

    :param prefixes: which to use, in the syntaxes that have them: name to IRI.
    :raises ValueError: where the syntax cannot hold them.
    """
    if wanted == "ttl":
        output.write(_turtle(triples, prefixes))
        return
    if wanted != "rdf":
        pyoxigraph.serialize(triples, output, _FORMATS[wanted])
        return
    for triple in triples:
        if not _XML_NAME_AT_END.search(triple.predicate.value):
            raise ValueError(f"RDF/XML has no way to write the property <{triple.predicate.value}>")
    mended = XmlOutput(output)
    pyoxigraph.serialize(triples, mended, _FORMATS[wanted], prefixes=_used(triples, prefixes))  # type: ignore[arg-type]  # it only calls write and flush


def _turtle(triples: list[pyoxigraph.Triple], prefixes: dict[str, str]) -> bytes:
    """Write Turtle, the prefixes that are used on top and sorted; the library writes all, in any order."""
    used = _used(triples, prefixes)
    lines = pyoxigraph.serialize(triples, None, pyoxigraph.RdfFormat.TURTLE, prefixes=used) or b""
    body = lines.split(b"\n", len(used))[-1]
    head = "".join(f"@prefix {name}: <{start}> .\n" for name, start in sorted(used.items()))
    return head.encode() + (b"\n" if head and body else b"") + body


def _used(triples: list[pyoxigraph.Triple], prefixes: dict[str, str]) -> dict[str, str]:
    """Keep the prefixes that shorten something: for each namespace the one that covers most of it."""
    iris = {term.value for triple in triples for term in triple if isinstance(term, pyoxigraph.NamedNode)}
    iris |= {
        t.object.datatype.value
        for t in triples
        if isinstance(t.object, pyoxigraph.Literal) and t.object.datatype.value != _STRING
    }
    spaces = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in iris}
    fitting = ([(len(p), n) for n, p in prefixes.items() if space.startswith(p)] for space in spaces)
    names = {max(some)[1] for some in fitting if some}
    return {name: prefixes[name] for name in sorted(names)}
