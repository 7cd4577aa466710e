"""The rows that the page draws: plain values, small, in a fixed order, ready for JSON.

Nodes and sentences are numbered and meant by their numbers, for a briefing's list of guests gives one
sentence to dozens of facts. Facts that say the same in several documents are one line with several
pieces of evidence; facts that differ in predicate, status, qualifier or in whom the subject represents stay
lines of their own, side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

from cyberkg.terms import PREDICATES
from cyberkg.view.choosing import choose, line_of, listed
from cyberkg.view.part import Part, part_of, when_of
from cyberkg.view.theme import GROUPS, LOOKS, STATUSES
from cyberkg.view.wording import clean

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MOST_NODES", "WHOLE", "PageData", "Wish", "page_data"]

_MOST_HOPS = 3  # steps that the page offers around one thing
MOST_NODES = 20_000  # beyond this no browser draws or searches a page with comfort


@dataclass(frozen=True, slots=True)
class Wish:
    """What a user asked to see.

    :param part: the part of the graph to draw.
    :param layout: how to place things, one of ``layouts.LAYOUTS``.
    :param report: the view to open in, one of ``ties.VIEWS``; empty for things and facts.
    """

    part: Part = field(default_factory=Part)
    layout: str = "force"
    report: str = ""


WHOLE = Wish()


class PageData(TypedDict):
    """All that the page knows. Numbers mean positions: of a node in ``nodes``, of a sentence, of a document.

    A node has ``id``, ``iri`` (without ``base``), ``type``, ``label``, ``aliases``, ``documents``, where these are not
    all ``readIn`` (how many there are), ``links``, ``facts`` (with literals), where dated ``when`` (first and last
    day), and what ``placing.py`` adds. An edge
    has ``id``, ``from``, ``to``, ``predicate``, ``status``, ``qualifier``, ``represents`` (a node or -1) and
    ``evidence``: lists of sentence, confidence and reader. A sentence is a document, start, end (characters,
    half-open) and the words. ``briefings`` counts those that tell of what is here, ``documents`` are those listed
    or quoted. ``placing`` is told there too. ``leftOut`` counts the things and links of the graph that are not here. ``part`` says in words which part of the graph this is; it is empty for the whole.
    ``opening`` is the address of the state to open in.
    """

    base: str
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    documents: list[dict[str, str]]
    briefings: int
    sentences: list[list[int | str]]
    readers: list[str]
    placing: dict[str, Any]
    types: list[dict[str, str]]
    predicates: list[dict[str, str]]
    groups: list[dict[str, str]]
    statuses: list[dict[str, str]]
    leftOut: dict[str, int]
    part: str
    opening: str


class _Numbers:
    """Documents, sentences and readers, each numbered when first met."""

    def __init__(self, documents: Mapping[str, Mapping[str, str]]) -> None:
        self.documents: list[dict[str, str]] = []
        self.named: set[str] = set()  # documents, those that are counted alone included
        self.sentences: list[list[int | str]] = []
        self.readers: list[str] = []
        self._known = documents
        self._numbers: dict[tuple[str, ...], int] = {}

    def listed(self, names: Sequence[str]) -> list[int]:
        """Number those of the briefings that name a thing that stand with it; note all of them."""
        self.named.update(names)
        return [self.document(name) for name in listed(names, self._known)]

    def document(self, name: str) -> int:
        if ("document", name) not in self._numbers:
            self._numbers["document", name] = len(self.documents)
            self.named.add(name)
            known = self._known.get(name, {"name": name, "title": "", "start": "", "end": "", "source": ""})
            self.documents.append({key: clean(value) for key, value in known.items()})
        return self._numbers["document", name]

    def evidence(self, fact: Mapping[str, Any]) -> list[int | float]:
        """Turn the evidence of a fact to numbers: [sentence, confidence, reader]."""
        where = ("sentence", fact["document"], str(fact["start"]), str(fact["end"]), fact["quote"])
        if where not in self._numbers:
            self._numbers[where] = len(self.sentences)
            document = self.document(fact["document"])
            self.sentences.append([document, fact["start"], fact["end"], clean(fact["quote"])])
        reader = ("reader", fact["reader"])
        if reader not in self._numbers:
            self._numbers[reader] = len(self.readers)
            self.readers.append(clean(fact["reader"]))
        confidence = fact["confidence"]
        return [
            self._numbers[where],
            round(confidence, 3) if 0 <= confidence <= 1 else 0,
            self._numbers[reader],
        ]


def page_data(
    graph: nx.MultiDiGraph[str],
    *,
    most: int = MOST_NODES,
    most_bytes: int | None = None,
    wish: Wish = WHOLE,
    aspect: float | None = None,
) -> PageData:
    """Turn a graph of ``project`` into the rows of the page; ``graph`` stays as it is.

    Of more than ``most`` nodes those with the most facts are kept. What is not kept is counted.

    :param most_bytes: about how much the rows may weigh as JSON, which keeps fewer nodes; None for no matter how much.
    :param aspect: width to height of the picture, as near as may be; None for that of a page.
    :raises UsageError: where nothing is left of the part wished for.
    """
    from cyberkg.view.placing import place_rows

    cut = part_of(graph, wish.part)
    iris, used = choose(cut, most, most_bytes, wish.part.focus), _used(cut)
    number = {iri: i for i, iri in enumerate(iris)}
    numbers = _Numbers({each["name"]: each for each in graph.graph["documents"]})
    nodes = [_node(number[iri], iri, cut.nodes[iri], numbers) for iri in iris]
    edges = _edges(cut, number, numbers)
    centres = [number[iri] for iri in wish.part.focus]
    placing = place_rows(nodes, edges, layout=wish.layout, centres=centres, aspect=aspect)
    base = _base(iris)
    for node in nodes:
        node["iri"] = node["iri"].removeprefix(base)
    return {
        "base": clean(base),
        "nodes": nodes,
        "edges": edges,
        "documents": numbers.documents,
        "briefings": len(numbers.named),
        "sentences": numbers.sentences,
        "readers": numbers.readers,
        "placing": placing,
        "types": _types(cut),
        "predicates": [
            {"name": name, "group": str(term.group), "phrase": term.phrase}
            for name, term in PREDICATES.items()
            if name in used
        ],
        "groups": [{"name": str(group), "title": title} for group, title in GROUPS.items()],
        "statuses": [{"name": str(status), "meaning": meaning} for status, meaning in STATUSES.items()],
        "leftOut": {
            "nodes": graph.number_of_nodes() - len(nodes),
            "links": len({line_of(*edge) for edge in graph.edges(data=True)}) - len(edges),
        },
        "part": wish.part.in_words(graph),
        "opening": _opening(wish, [nodes[centre]["iri"] for centre in centres]),
    }


def _opening(wish: Wish, centres: list[str]) -> str:
    """Write the address of the state to open in, as the page writes addresses."""
    from urllib.parse import quote

    told = [f"view={wish.report}"] if wish.report else []
    if len(centres) == 1 and not wish.report:
        told.append(f"node={quote(centres[0], safe='/,|')}")
        told += [f"hops={wish.part.hops}"] if wish.part.hops <= _MOST_HOPS else []
    return "&".join(told)


def _base(iris: list[str]) -> str:
    """Find what most IRIs have before their last two parts (``person/david-ip``)."""
    bases = Counter("/".join([*iri.split("/")[:-2], ""]) for iri in iris)
    return min(bases, key=lambda base: (-bases[base], base), default="")


def _node(number: int, iri: str, entity: Mapping[str, Any], numbers: _Numbers) -> dict[str, Any]:
    facts: dict[tuple[str, ...], dict[str, Any]] = {}
    for fact in entity["facts"]:
        key = (fact["predicate"], fact["value"], fact["status"], fact["qualifier"])
        row = facts.setdefault(
            key,
            {
                "predicate": clean(fact["predicate"]),
                "value": clean(fact["value"]),
                "kind": fact["kind"],
                "status": fact["status"],
                "qualifier": clean(fact["qualifier"]),
                "evidence": [],
            },
        )
        row["evidence"].append(numbers.evidence(fact))
    when = when_of(entity["facts"])
    documents = numbers.listed(entity["documents"])
    more = {"readIn": len(entity["documents"])} if len(documents) < len(entity["documents"]) else {}
    return (
        {
            "id": number,
            "iri": clean(iri),
            "type": entity["type"],
            "label": clean(entity["label"]) or "(no name)",
            "aliases": [clean(name) for name in entity["aliases"]],
            "documents": documents,
            "links": [clean(link) for link in entity["links"]],
            "facts": list(facts.values()),
        }
        | more
        | ({"when": list(when)} if when else {})
    )


def _edges(graph: nx.MultiDiGraph[str], number: Mapping[str, int], numbers: _Numbers) -> list[dict[str, Any]]:
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    kept = [edge for edge in graph.edges(keys=True, data=True) if edge[0] in number and edge[1] in number]
    kept.sort(key=lambda edge: (edge[0], edge[1], edge[3]["predicate"], edge[2]))
    for subject, target, _, fact in kept:
        row = rows.setdefault(
            line_of(subject, target, fact),
            {
                "id": len(rows),
                "from": number[subject],
                "to": number[target],
                "predicate": clean(fact["predicate"]),
                "status": fact["status"],
                "qualifier": clean(fact["qualifier"]),
                "represents": number.get(fact["represents"], -1),
                "evidence": [],
            },
        )
        row["evidence"].append(numbers.evidence(fact))
    return list(rows.values())


def _used(graph: nx.MultiDiGraph[str]) -> set[str]:
    """Collect the predicates of all facts, with literals or not."""
    used = {fact["predicate"] for _, _, fact in graph.edges(data=True)}
    return used | {fact["predicate"] for _, node in graph.nodes(data=True) for fact in node["facts"]}


def _types(graph: nx.MultiDiGraph[str]) -> list[dict[str, str]]:
    """Describe how the types that there are look, in the order of the contract."""
    present = {node["type"] for _, node in graph.nodes(data=True)}
    return [
        {
            "name": str(kind),
            "plural": look.plural,
            "shape": look.shape,
            "fill": look.fill,
            "light": look.light,
            "dark": look.dark,
        }
        for kind, look in LOOKS.items()
        if str(kind) in present
    ]
