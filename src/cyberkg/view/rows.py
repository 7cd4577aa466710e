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

from cyberkg.terms import PREDICATES, Status
from cyberkg.view.theme import GROUPS, LOOKS, STATUSES
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
    document, start, end (characters, half-open) and the words. ``communities`` holds the point of each in the
    overview of a big graph.
    """

    base: str
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    documents: list[dict[str, str]]
    sentences: list[list[int | str]]
    readers: list[str]
    communities: list[list[int]]
    types: list[dict[str, str]]
    predicates: list[dict[str, str]]
    groups: list[dict[str, str]]
    statuses: list[dict[str, str]]
    leftOut: dict[str, int]


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


def page_data(graph: nx.MultiDiGraph[str], *, most: int = MOST_NODES) -> PageData:
    """Turn a graph of ``project`` into the rows of the page; ``graph`` stays as it is.

    Of more than ``most`` nodes those with the most facts are kept and the rest counted in ``leftOut``.
    """
    from cyberkg.view.community import find_communities
    from cyberkg.view.layout import arrange

    iris, used = _choose(graph, most), _used(graph)
    number = {iri: i for i, iri in enumerate(iris)}
    numbers = _Numbers({each["name"]: each for each in graph.graph["documents"]})
    nodes = [_node(number[iri], iri, graph.nodes[iri], numbers) for iri in iris]
    edges = _edges(graph, number, numbers)
    links = [(edge["from"], edge["to"]) for edge in edges]
    degree = Counter(end for link in links for end in set(link))
    communities = find_communities(len(nodes), links)
    points = arrange(links, [_room(node, degree[node["id"]], len(nodes)) for node in nodes], communities)
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
        "communities": _communities(communities, links),
        "types": _types(graph),
        "predicates": [
            {"name": name, "group": str(term.group), "phrase": term.phrase}
            for name, term in PREDICATES.items()
            if name in used
        ],
        "groups": [{"name": str(group), "title": title} for group, title in GROUPS.items()],
        "statuses": [{"name": str(status), "meaning": meaning} for status, meaning in STATUSES.items()],
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
    kept = [edge for edge in graph.edges(keys=True, data=True) if edge[0] in number and edge[1] in number]
    kept.sort(key=lambda edge: (edge[0], edge[1], edge[3]["predicate"], edge[2]))
    for subject, target, _, fact in kept:
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
    """Half the width and height a node wants: its own size and, where there is space, part of its name."""
    size = 10 + 3.4 * min(degree, 60) ** 0.5
    name = 2.2 * min(len(node["label"]), 18) if count <= 400 else 0.0
    return size + name + 8, size + (16 if count <= 400 else 8)


def _communities(numbers: list[int], links: list[tuple[int, int]]) -> list[list[int]]:
    """Place the communities as if each were one node, near those they have the most links with."""
    from cyberkg.view.layout import arrange

    size = Counter(numbers)
    ties: dict[int, Counter[int]] = {}
    for a, b in links:
        one, other = numbers[a], numbers[b]
        if one != other and one >= 0 and other >= 0:
            ties.setdefault(one, Counter())[other] += 1
            ties.setdefault(other, Counter())[one] += 1
    strongest = [
        (one, other)
        for one in sorted(ties)
        for other, _ in sorted(ties[one].items(), key=lambda tie: (-tie[1], tie[0]))[:3]
    ]
    count = max(numbers, default=-1) + 1
    room = [(44 + 3 * size[number] ** 0.5, 26 + 3 * size[number] ** 0.5) for number in range(count)]
    return [list(point) for point in arrange(strongest, room, [0] * count)]


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
