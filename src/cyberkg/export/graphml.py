"""The network as GraphML, for yEd, igraph, networkx, Cytoscape and whatever else draws or counts graphs.

Source: http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cyberkg.export.model import Selection, Written
from cyberkg.export.network import EDGE_FIELDS, NODE_FIELDS, Network, make_network
from cyberkg.export.text import to_utf8, xml_attribute, xml_losses, xml_text

__all__ = ["write"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_KINDS = {"string": "string", "integer": "int", "double": "double"}


def write(selection: Selection) -> Written:
    """Write GraphML."""
    network = make_network(selection.knowledge)
    losses = (*network.losses, *xml_losses(network.texts()))
    return Written((("", to_utf8(_lines(selection, network, losses))),), losses)


def _lines(selection: Selection, network: Network, losses: tuple[str, ...]) -> Iterator[str]:
    yield _HEAD
    told = (selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses))
    yield f"  <desc>{xml_text('. '.join(told))}.</desc>\n"
    for end, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        for name, kind in {"label": "string", **fields}.items():
            yield f'  <key id="{end}-{name}" for="{end}" attr.name="{name}" attr.type="{_KINDS[kind]}"/>\n'
    yield '  <graph id="cyberkg" edgedefault="directed">\n'
    for node in network.nodes:
        yield f'    <node id="{xml_attribute(node.id)}">\n'
        yield from _data("node", {"label": node.label, **node.values})
        yield "    </node>\n"
    for edge in network.edges:
        ends = f'source="{xml_attribute(edge.source)}" target="{xml_attribute(edge.target)}"'
        yield f'    <edge id="{edge.id}" {ends}>\n'
        yield from _data("edge", {"label": edge.label, **edge.values})
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(end: str, values: Mapping[str, str | int | float]) -> Iterator[str]:
    for name, value in values.items():
        yield f'      <data key="{end}-{name}">{xml_text(str(value))}</data>\n'
