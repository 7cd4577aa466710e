"""Profiles of nodes: names, and what the claims say around them, in terms of what is resolved so far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cyberkg.identity.choices import name_key
from cyberkg.identity.gather import Gathered, Node, NodeKey
from cyberkg.identity.profile import Context, Profile, Ref
from cyberkg.terms import EntityType

__all__ = ["Resolved", "profile_of"]

_WORDS = frozenset(["dates", "kinds", "tools", "figures", "posts"])
_LEVELS = 3


class Resolved:
    """What each node was found to be so far; a node not yet looked at stands for its name.

    :param gathered: all nodes and links.
    """

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered
        self._nodes = {node.key: node for node in gathered.nodes}
        self._refs: dict[NodeKey, Ref] = {}
        self._parents: dict[str, frozenset[Ref]] = {}

    def add(self, things: Iterable[tuple[Node, ...]]) -> None:
        """Note that the nodes of each thing are one."""
        added = []
        for nodes in things:
            ref = Ref("\t".join(nodes[0].key), nodes[0].referent.label or nodes[0].referent.key)
            self._refs.update((node.key, ref) for node in nodes)
            added.append((ref, nodes))
        for ref, nodes in added:
            links = (
                link for n in nodes for link in self.gathered.links.get(n.key, ()) if link.field == "parents"
            )
            self._parents[ref.id] = frozenset(
                r for r in (self.ref(k.target) for k in links) if r.id != ref.id
            )

    def ref(self, target: NodeKey | str) -> Ref:
        """Give what a link points to."""
        if isinstance(target, str):
            return Ref(target, target)
        known = self._refs.get(target)
        if known is not None:
            return known
        node = self._nodes[target]
        kind = node.referent.type
        return Ref(f"{kind.value}:{name_key(kind, node.name)}", node.name)

    def words(self, node: Node, field: str) -> list[str]:
        """Give the words that the claims of its document say in a field of a node's context."""
        links = self.gathered.links.get(node.key, ())
        return [link.target for link in links if link.field == field and isinstance(link.target, str)]

    def nodes(self, node: Node, field: str) -> list[Node]:
        """Give the nodes that the claims of its document point to in a field of a node's context."""
        links = self.gathered.links.get(node.key, ())
        return [
            self._nodes[link.target]
            for link in links
            if link.field == field and not isinstance(link.target, str)
        ]

    def with_parents(self, refs: Iterable[Ref]) -> frozenset[Ref]:
        """Give the things themselves and what they are part of, a few levels up."""
        found, level = set(refs), set(refs)
        for _ in range(_LEVELS):
            if not level:
                break
            level = {p for ref in level for p in self._parents.get(ref.id, frozenset())} - found
            found |= level
        return frozenset(found)

    def context(self, node: Node) -> Context:
        """Give what the claims of its document say around a node."""
        words: dict[str, set[str]] = {}
        refs: dict[str, set[Ref]] = {}
        for link in self.gathered.links.get(node.key, ()):
            if link.field in _WORDS and isinstance(link.target, str):
                words.setdefault(link.field, set()).add(link.target)
            else:
                refs.setdefault(link.field, set()).add(self.ref(link.target))
        if "people" in refs:
            refs["people"] = {r for r in refs["people"] if " " in r.label}
        if "affiliations" in refs:
            refs["affiliations"] = set(self.with_parents(refs["affiliations"]))
        told: dict[str, Any] = {name: frozenset(found) for name, found in words.items()}
        told |= {name: frozenset(found) for name, found in refs.items()}
        around = node.nearby or node.country
        return Context(
            **told,
            countries=frozenset([around]) if around else frozenset(),
            nearby=frozenset([node.nearby]) if node.nearby else frozenset(),
            written=frozenset([node.written]) if node.written else frozenset(),
            documents=frozenset([node.document]),
        )


def profile_of(node: Node, resolved: Resolved) -> Profile:
    """Give the profile of one node."""
    referent = node.referent
    names = referent.names
    if not names and referent.type is not EntityType.INCIDENT:
        names = (referent.label or referent.key,)
    return Profile(
        type=referent.type,
        names=names,
        acronyms=frozenset(referent.acronyms),
        context=resolved.context(node),
        label=referent.label or referent.key,
    )
