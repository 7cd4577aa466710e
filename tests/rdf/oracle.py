"""What the shapes find as they are written, by the engine alone."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pyshacl
import rdflib

from cyberkg.rdf import vocab
from cyberkg.rdf.resources import shapes_text


def as_written(triples: Iterable[ox.Triple]) -> set[tuple[str, ...]]:
    """Give rule, focus, path and value of all that is found; of blank nodes nothing."""
    data = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    shapes = rdflib.Graph().parse(data=shapes_text(), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    sh = rdflib.Namespace(vocab.PREFIXES["sh"])
    told = (sh.sourceShape, sh.focusNode, sh.resultPath, sh.value)
    return {
        tuple(_said(report.value(result, name)) for name in told)
        for result in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    }


def _said(term: rdflib.term.Node | None) -> str:
    return "" if isinstance(term, rdflib.BNode | None) else str(term)
