"""What the endpoint is, in RDF, for programs that ask it before they ask anything else.

Source: https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cyberkg.query.prefixes import PREFIXES
from cyberkg.serve.media import GRAPHS, choose, find
from cyberkg.serve.refusal import RefusalError

if TYPE_CHECKING:
    from starlette.responses import Response

__all__ = ["describe_service"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


def describe_service(address: str, accept: str, name: str = "") -> Response:
    """Describe the endpoint in the format that the client likes best.

    :param address: of the endpoint, as the client calls it.
    :param name: of the format, where the client says it.
    :raises RefusalError: where the client takes no format of RDF.
    """
    import pyoxigraph as ox
    from starlette.responses import Response

    from cyberkg.query.triples import write_triples

    chosen = find(name, GRAPHS) or choose(accept, GRAPHS)
    if chosen is None:
        raise RefusalError(406, "what this endpoint is, is told in RDF", f"accept {GRAPHS[0].types[0]}")
    endpoint = ox.NamedNode(address)
    said = [
        (PREFIXES["rdf"] + "type", f"{_SD}Service"),
        (f"{_SD}endpoint", address),
        (f"{_SD}supportedLanguage", f"{_SD}SPARQL11Query"),
        (f"{_SD}feature", f"{_SD}UnionDefaultGraph"),
        *((f"{_SD}resultFormat", f"{_FORMATS}{each}") for each in _RESULTS),
    ]
    triples = [ox.Triple(endpoint, ox.NamedNode(p), ox.NamedNode(o)) for p, o in said]
    body = io.BytesIO()
    write_triples(triples, chosen.name, {**PREFIXES, "sd": _SD, "formats": _FORMATS}, body)
    return Response(body.getvalue(), headers={"content-type": chosen.type, "vary": "Accept"})
