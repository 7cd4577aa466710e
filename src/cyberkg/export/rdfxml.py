"""The graph as RDF/XML: a description of each node, in the order of the Turtle file.

Source: https://www.w3.org/TR/rdf-syntax-grammar/
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from cyberkg.errors import CyberkgError
from cyberkg.export.model import Selection, Written
from cyberkg.export.rdf_comments import NO_GRAPHS
from cyberkg.export.text import to_utf8, xml_attribute, xml_losses, xml_text
from cyberkg.rdf import vocab
from cyberkg.rdf.encode import encode
from cyberkg.rdf.turtle import Said, in_file_order

__all__ = ["write"]


def write(selection: Selection) -> Written:
    """Write RDF/XML."""
    nodes = list(in_file_order(encode(selection.knowledge, selection.base)))
    texts = (term.value for _, said in nodes for terms in said.values() for term in terms)
    losses = (NO_GRAPHS, *xml_losses(texts))
    return Written((("", to_utf8(_elements(selection, nodes, losses))),), losses)


def _elements(selection: Selection, nodes: list[tuple[str, Said]], losses: tuple[str, ...]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    told = (selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses))
    for line in told:
        # two hyphens would end the comment
        yield f"<!-- {xml_text(line).replace('--', '- -')}. -->\n"
    spaces = (
        f'\n    xmlns:{prefix}="{xml_attribute(iri)}"' for prefix, iri in sorted(vocab.PREFIXES.items())
    )
    yield f"<rdf:RDF{''.join(spaces)}>\n"
    for iri, said in nodes:
        yield f'<rdf:Description rdf:about="{xml_attribute(iri)}">\n'
        for predicate in sorted(said):
            for term in sorted(said[predicate], key=str):
                yield _statement(_tag(predicate), term)
        yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _tag(iri: str) -> str:
    """Name a property as an element is named; all that the graph uses have a prefix."""
    found = [
        (len(space), prefix, iri[len(space) :])
        for prefix, space in vocab.PREFIXES.items()
        if iri.startswith(space)
    ]
    if not found:
        raise CyberkgError("a property of no known vocabulary cannot be written as XML", iri)
    _, prefix, local = max(found)
    return f"{prefix}:{local}"


def _statement(tag: str, term: ox.NamedNode | ox.Literal) -> str:
    if isinstance(term, ox.NamedNode):
        return f'  <{tag} rdf:resource="{xml_attribute(term.value)}"/>\n'
    kind = ""
    if term.language:
        kind = f' xml:lang="{xml_attribute(term.language)}"'
    elif term.datatype.value != vocab.XSD_STRING:
        kind = f' rdf:datatype="{xml_attribute(term.datatype.value)}"'
    return f"  <{tag}{kind}>{xml_text(term.value)}</{tag}>\n"
