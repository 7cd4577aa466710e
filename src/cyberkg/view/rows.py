"""The rows that the page draws: plain values, small, in a fixed order, ready for JSON.

Nodes and sentences are numbered and meant by their numbers, for a briefing's list of guests gives one
sentence to dozens of facts. Facts that say the same in several documents are one line with several
pieces of evidence; facts that differ in predicate, status, qualifier or in whom the subject represents stay
lines of their own, side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from cyberkg.terms import PREDICATES, EntityType, Group, Status
from cyberkg.view.theme import CANVAS, GROUPS, LOOKS, STATUSES
from cyberkg.view.wording import clean, days

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MOST_NODES", "PageData", "page_data"]

MOST_NODES = 20_000  # beyond this no browser draws or searches a page with comfort


class PageData(TypedDict):
    """All that the page knows. Numbers mean positions: of a node in ``nodes``, of a sentence, of a document.

    A node has ``id``, ``iri`` (without ``base``), ``type``, ``label``, ``aliases``, ``documents``, ``links``,
    ``x``, ``y``, ``community`` (-1 is none), ``facts`` (with literals) and, where dated, ``when``
    (first and last day). An edge has ``id``, ``from``, ``to``, ``predicate``, ``status``, ``qualifier``,
    ``represents`` (a node or -1) and ``evidence``: lists of sentence, confidence and reader. A sentence is a
    document, start, end (characters, half-open) and the words.
    """

    base: str
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    documents: list[dict[str, str]]
    sentences: list[list[int | str]]
    readers: list[str]
    types: list[dict[str, str]]
    predicates: list[dict[str, str]]
    groups: list[dict[str, str]]
    statuses: list[dict[str, str]]
    canvas: dict[str, str]
    leftOut: dict[str, int]  # noqa: N815 - a key of JSON, named as JavaScript names things


class _Numbers:
    """Documents, sentences and readers, each numbered when first met."""

    def __init__(self, documents: Mapping[str, Mapping[str, str]]) -> None:
        self.documents: list[dict[str, str]] = []
        self.sentences: list[list[int | str]] = []
        self.readers: list[str] = []
        self._known = documents
        self._numbers: dict[tuple[str, ...], int] = {}

    def document(self, name: str) -> int:
        if ("document", name) not in self._numbers:
            self._numbers["document", name] = len(self.documents)
            known = self._known.get(name, {"name": name, "title": "", "start": "", "end": "", "source": ""})
            self.documents.append({key: clean(value) for key, value in known.items()})
        return self._numbers["document", name]

    def evidence(self, fact: Mapping[str, Any]) -> list[int | float]:
        """Number the sentence and the reader of a fact: [sentence, confidence, reader]."""
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


def page_data(graph: nx.MultiDiGraph[str], *, most: int = MOST_NODES) -> PageData:
    """Turn a graph of ``project`` into the rows of the page; ``graph`` stays as it is.

    Of more than ``most`` nodes those with the most facts are kept and the rest counted in ``leftOut``.
    """
    from cyberkg.view.community import find_communities
    from cyberkg.view.layout import arrange

    iris = _choose(graph, most)
    number = {iri: i for i, iri in enumerate(iris)}
    numbers = _Numbers({each["name"]: each for each in graph.graph["documents"]})
    nodes = [_node(number[iri], iri, graph.nodes[iri], numbers) for iri in iris]
    edges = _edges(graph, number, numbers)
    links = [(edge["from"], edge["to"]) for edge in edges]
    degree = Counter(end for link in links for end in set(link))
    points = arrange(len(nodes), links, [_room(node, degree[node["id"]], len(nodes)) for node in nodes])
    communities = find_communities(len(nodes), links)
    base = _base(iris)
    for node, (x, y), community in zip(nodes, points, communities, strict=True):
        node |= {"iri": node["iri"].removeprefix(base), "x": x, "y": y, "community": community}
    return {
        "base": clean(base),
        "nodes": nodes,
        "edges": edges,
        "documents": numbers.documents,
        "sentences": numbers.sentences,
        "readers": numbers.readers,
        **_terms(graph),
        "leftOut": {
            "nodes": graph.number_of_nodes() - len(nodes),
            "facts": sum(1 for s, o in graph.edges() if s not in number or o not in number),
        },
    }


def _choose(graph: nx.MultiDiGraph[str], most: int) -> list[str]:
    degree = dict(graph.degree())
    ranked = sorted(graph, key=lambda iri: (-degree[iri], iri))
    return sorted(ranked[:most])


def _base(iris: list[str]) -> str:
    """What all IRIs have in front of their last two parts (``person/david-ip``); empty where they differ."""
    bases = {"/".join([*iri.split("/")[:-2], ""]) for iri in iris}
    return bases.pop() if len(bases) == 1 else ""


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
    when = _when(entity["facts"])
    return {
        "id": number,
        "iri": clean(iri),
        "type": entity["type"],
        "label": clean(entity["label"]) or "(no name)",
        "aliases": [clean(name) for name in entity["aliases"]],
        "documents": [numbers.document(name) for name in entity["documents"]],
        "links": [clean(link) for link in entity["links"]],
        "facts": list(facts.values()),
    } | ({"when": list(when)} if when else {})


def _when(facts: tuple[Mapping[str, Any], ...]) -> tuple[str, str] | None:
    """First and last day of all dates that the facts give, apart from those denied."""
    known = [
        period
        for fact in facts
        if fact["kind"] == "date" and fact["status"] != Status.DENIED and (period := days(fact["value"]))
    ]
    return (min(start for start, _ in known), max(end for _, end in known)) if known else None


def _edges(graph: nx.MultiDiGraph[str], number: Mapping[str, int], numbers: _Numbers) -> list[dict[str, Any]]:
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    kept = ((s, o, key, fact) for s, o, key, fact in graph.edges(keys=True, data=True) if s in number and o in number)
    for subject, target, _, fact in sorted(kept, key=lambda edge: (edge[0], edge[1], edge[3]["predicate"], edge[2])):
        same = (subject, target, fact["predicate"], fact["status"], fact["qualifier"], fact["represents"])
        row = rows.setdefault(
            same,
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


def _room(node: Mapping[str, Any], degree: int, count: int) -> tuple[float, float]:
    """Half the width and height that a node wants: its own size and, where there is space, part of its name."""
    size = 10 + 3.4 * min(degree, 60) ** 0.5
    name = 2.2 * min(len(node["label"]), 18) if count <= 400 else 0.0
    return size + name + 8, size + (16 if count <= 400 else 8)


def _terms(graph: nx.MultiDiGraph[str]) -> Any:
    """The types, predicates and statuses that the graph uses, in the order of the contract, with their words."""
    types = {kind for _, kind in graph.nodes(data="type")}
    used = {predicate for *_, predicate in graph.edges(data="predicate")}
    used |= {fact["predicate"] for _, facts in graph.nodes(data="facts") for fact in facts}
    return {
        "types": [
            {
                "name": str(kind),
                "plural": look.plural,
                "shape": look.shape,
                "fill": look.fill,
                "light": look.light,
                "dark": look.dark,
            }
            for kind, look in LOOKS.items()
            if kind in types
        ],
        "predicates": [
            {"name": name, "group": str(term.group), "phrase": term.phrase}
            for name, term in PREDICATES.items()
            if name in used
        ],
        "groups": [{"name": str(group), "title": title} for group, title in GROUPS.items()],
        "statuses": [{"name": str(status), "meaning": meaning} for status, meaning in STATUSES.items()],
        "canvas": CANVAS,
    }
