"""The network as GEXF 1.3, for Gephi: nodes in the colours and shapes of the network page, edges by kind.

Source: https://gexf.net/schema.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cyberkg.export.dates import latest_day
from cyberkg.export.model import Selection, Written
from cyberkg.export.network import EDGE_FIELDS, NODE_FIELDS, Edge, Network, Node, make_network
from cyberkg.export.text import to_utf8, xml_attribute, xml_losses
from cyberkg.view.theme import LOOKS

__all__ = ["write"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
"""
# the shapes that GEXF knows
_SHAPES = {"dot": "disc", "square": "square", "triangle": "triangle", "diamond": "diamond"}


def write(selection: Selection) -> Written:
    """Write GEXF."""
    network = make_network(selection.knowledge)
    losses = (*network.losses, *xml_losses(network.texts()))
    return Written((("", to_utf8(_lines(selection, network, losses))),), losses)


def _lines(selection: Selection, network: Network, losses: tuple[str, ...]) -> Iterator[str]:
    yield _HEAD
    told = (selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses))
    # not the day of writing, which would make each file another
    yield f'  <meta lastmodifieddate="{latest_day(selection.knowledge)}">\n    <creator>cyberkg</creator>\n'
    yield f"    <description>{xml_attribute('. '.join(told))}.</description>\n  </meta>\n"
    yield '  <graph mode="static" defaultedgetype="directed">\n'
    for end, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        yield f'    <attributes class="{end}">\n'
        for name, kind in fields.items():
            yield f'      <attribute id="{name}" title="{name}" type="{kind}"/>\n'
        yield "    </attributes>\n"
    degree = Counter(end for edge in network.edges for end in (edge.source, edge.target))
    yield f'    <nodes count="{len(network.nodes)}">\n'
    for node in network.nodes:
        yield from _node(node, degree[node.id])
    yield f'    </nodes>\n    <edges count="{len(network.edges)}">\n'
    for edge in network.edges:
        yield from _edge(edge)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _node(node: Node, degree: int) -> Iterator[str]:
    look = LOOKS[node.type]
    red, green, blue = (int(look.fill[at : at + 2], 16) for at in (1, 3, 5))
    yield f'      <node id="{xml_attribute(node.id)}" label="{xml_attribute(node.label)}">\n'
    yield from _values(node.values)
    yield f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n'
    yield f'        <viz:size value="{round(10 + 3.4 * degree**0.5, 1)}"/>\n'
    yield f'        <viz:shape value="{_SHAPES.get(look.shape, "disc")}"/>\n      </node>\n'


def _edge(edge: Edge) -> Iterator[str]:
    ends = f'source="{xml_attribute(edge.source)}" target="{xml_attribute(edge.target)}"'
    kind, weight = edge.values["predicate"], edge.values["tellings"]
    words = f'kind="{kind}" weight="{weight}" label="{xml_attribute(edge.label)}"'
    yield f'      <edge id="{edge.id}" {ends} {words}>\n'
    yield from _values(edge.values)
    yield "      </edge>\n"


def _values(values: Mapping[str, str | int | float]) -> Iterator[str]:
    yield "        <attvalues>\n"
    for name, value in values.items():
        yield f'          <attvalue for="{name}" value="{xml_attribute(str(value))}"/>\n'
    yield "        </attvalues>\n"
