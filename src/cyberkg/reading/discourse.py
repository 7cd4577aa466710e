"""Discourse: a document as passages with typed mentions, and what each mention, *he* or *the forum* refers to.

Built in four steps: mentions of every block; one type for each name over the whole document; clusters of
names (referents); posts. Rules ask it for the key of a mention, and for the antecedent of a phrase.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cyberkg.ident import slug
from cyberkg.model import Block, Document, Item, Referent
from cyberkg.reading.amounts import find_money, find_quantities
from cyberkg.reading.dates import Anchor, DateMention, date_spans, dateline, find_dates
from cyberkg.reading.language import Language
from cyberkg.reading.lexicon import EVENT_HEADS, HONORIFICS, ORGANISATION_HEADS
from cyberkg.reading.mentions import Entity, Mention, find_mentions, normal
from cyberkg.reading.naming import person_parts, same_name, same_names
from cyberkg.reading.numeric_dates import date_order
from cyberkg.reading.posts import Post, find_posts
from cyberkg.reading.year import sentences_between
from cyberkg.terms import EntityType

__all__ = ["Discourse", "Passage", "dated_blocks", "read_discourse"]

_LISTED = re.compile(r"\s*(?:,|;|and|&|(?:,|;)\s*and|,?\s*as well as)\s*(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with what was found on its surface.

    :param item: index of the item it belongs to.
    :param index: its place among the passages of the document.
    """

    item: int
    index: int
    block: Block
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    posts: tuple[Post, ...] = ()

    @property
    def text(self) -> str:
        """The block's text."""
        return self.block.text

    @property
    def is_heading(self) -> bool:
        """Whether the block is a heading."""
        return self.block.kind == "heading"


@dataclass(slots=True)
class _Cluster:
    type: EntityType
    mentions: list[tuple[int, Mention]] = field(default_factory=list)


@dataclass(slots=True)
class Discourse:
    """A document's passages and referents; grows as rules find referents that no name announces."""

    document: Document
    passages: list[Passage]
    items: tuple[Item, ...]
    keys: dict[tuple[int, int], str] = field(default_factory=dict)
    referents: dict[str, Referent] = field(default_factory=dict)
    _trail: list[tuple[int, int, str]] = field(default_factory=list)

    def key(self, passage: Passage, mention: Mention) -> str | None:
        """The key of the referent of a mention; None where it names nothing of a known type."""
        return self.keys.get((passage.index, mention.start))

    def type_of(self, key: str) -> EntityType:
        """The type of a referent."""
        return self.referents[key].type

    def add(self, kind: EntityType, name: str, passage: Passage, start: int, end: int) -> str:
        """Take up a thing that a rule found: the key of its referent, a new one unless the name is known."""
        key = f"{kind.lower()}:{slug(name)}"
        span = passage.block.span(start, end)
        known = self.referents.get(key)
        if known is None:
            self.referents[key] = Referent(key, kind, name, (name,) if name else (), (), (span,))
        elif span not in known.mentions:
            self.referents[key] = replace(known, mentions=tuple(sorted((*known.mentions, span))))
        self.keys[(passage.index, start)] = key
        self._trail.append((passage.index, start, key))
        self._trail.sort()
        return key

    def retype(self, name: str, kind: EntityType, passage: Passage, mention: Mention) -> str:
        """Take a name for a thing of a type that its role tells, wherever in the document it stands."""
        same = [
            (p, m)
            for p in self.passages
            for m in p.mentions
            if normal(m.name) == normal(name) and not m.quoted
        ] or [(passage, mention)]
        family = [
            k
            for k, r in self.referents.items()
            if r.type is kind and any(same_names(kind, name, n) for n in r.names)
        ]
        for p, m in same:
            old = self.keys.get((p.index, m.start))
            key = family[0] if family else self.add(kind, name, p, m.start, m.end)
            self.keys[(p.index, m.start)] = key
            if old and old != key:
                self._trail = [(i, s, key if k == old else k) for i, s, k in self._trail]
            family = [key]
        return family[0]

    def before(self, passage: Passage, start: int, kinds: Iterable[EntityType]) -> Iterator[str]:
        """Yield the referents of some types spoken of before a place in the same item, the nearest first."""
        wanted = frozenset(kinds)
        first = next(p.index for p in self.passages if p.item == passage.item)
        for index, offset, key in reversed(self._trail):
            if (index, offset) < (passage.index, start) and index >= first and self.type_of(key) in wanted:
                yield key

    def all_before(self, passage: Passage, start: int, kind: EntityType) -> Iterator[str]:
        """Yield the referents of a type spoken of before a place in the whole document, the nearest first."""
        for index, offset, key in reversed(self._trail):
            if (index, offset) < (passage.index, start) and self.type_of(key) is kind:
                yield key

    def heads(self, key: str) -> set[str]:
        """The words of all names of a referent, folded."""
        return {w for name in self.referents[key].names for w in normal(name).split()}


def _passages(document: Document, language: Language) -> list[Passage]:
    """Cut a document into passages and find dates and names in each."""
    blocks = [
        (i, block)
        for i, item in enumerate(document.items)
        for block in ((item.heading,) if item.heading else ()) + item.blocks
        if block.text.strip()
    ]
    found: list[Passage] = []
    dated = dated_blocks(document)
    for n, ((i, block), doc, (_, dates)) in enumerate(
        zip(blocks, language.names([b.text for _, b in blocks]), dated, strict=True)
    ):
        amounts = [(m.start, m.end) for m in find_money(block.text)]
        amounts += [(q.start, q.end) for q in find_quantities(block.text)]
        in_names = {(d.start, d.end) for d in dates if d.kind == "name-year"}
        closed = [*(span for span in date_spans(block.text) if span not in in_names), *amounts]
        entities = [Entity(e.start_char, e.end_char, e.label_) for e in doc.ents]
        found.append(Passage(i, n, block, tuple(find_mentions(block.text, entities, closed)), dates))
    return found


def dated_blocks(document: Document) -> Iterator[tuple[Block, tuple[DateMention, ...]]]:
    """Yield the blocks that have words, each with its dates; what a story has told of time goes on in it.

    The days of a meeting told once hold for the whole document. A story that opens with its place and day
    counts *today* from that day.
    """
    blocks = [(item.heading, *item.blocks) if item.heading else item.blocks for item in document.items]
    order = date_order([block.text for row in blocks for block in row], document.date)
    stretch = ""
    for row in blocks:
        anchor = Anchor(document.date, order=order, stretch=stretch)
        for block in row:
            if block.text.strip():
                anchor = anchor.on(dateline(block.text, anchor))
                dates = tuple(find_dates(block.text, anchor))
                at = 0
                for told in dates:
                    if told.kind != "name-year":
                        anchor, at = anchor.after(told.value), told.end
                anchor = anchor.further(1 + sentences_between(block.text, at, len(block.text)))
                yield block, dates
        stretch = anchor.stretch


def _settle(passages: Sequence[Passage]) -> list[Passage]:
    """Give every name one type over the whole document: the best supported one."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for passage in passages:
        for m in _smoothed(passage.text, passage.mentions):
            if m.type and not m.quoted:
                weight = 10**m.strength
                votes[normal(m.name)][m.type] += weight
                if m.acronym:
                    votes[normal(m.acronym)][m.type] += weight
    best = {name: max(sorted(c), key=lambda t, c=c: c[t]) for name, c in votes.items()}  # type: ignore[misc]
    best |= _by_short_forms(passages, best)
    settled = []
    for passage in passages:
        mentions = tuple(
            m if m.quoted or m.title else replace(m, type=best.get(normal(m.name), m.type))
            for m in _smoothed(passage.text, passage.mentions)
        )
        settled.append(replace(passage, mentions=mentions))
    return settled


def _smoothed(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Give the untyped members of an enumeration the type of the others: *Check Point, IBM and Huawei*."""
    found = list(mentions)
    start = 0
    while start < len(found):
        end = start + 1
        while end < len(found) and _LISTED.fullmatch(text, found[end - 1].end, found[end].start):
            end += 1
        group = found[start:end]
        sure = Counter(m.type for m in group if m.type and m.strength >= 2)
        weak = Counter(m.type for m in group if m.type and m.strength == 1)
        pick = (sure or weak).most_common(1)
        if end - start > 1 and pick and pick[0][1] * 2 >= len(group) - sum(m.type is None for m in group):
            kind = pick[0][0]
            found[start:end] = [
                replace(m, type=kind, strength=1) if m.strength < (2 if sure else 1) and not m.quoted else m
                for m in group
            ]
        start = end
    return found


def _by_short_forms(passages: Sequence[Passage], best: dict[str, EntityType]) -> dict[str, EntityType]:
    """Type short names by the long ones they abbreviate: *Qianxin* by *Qianxin Group*, *Ip* by *David Ip*."""
    family: dict[str, EntityType] = {}
    for name, kind in best.items():
        parts = name.split()
        if len(parts) < 2:
            continue
        if kind is EntityType.PERSON:
            family.setdefault(parts[-1], kind)
            family.setdefault(parts[0], kind)
        elif kind is EntityType.ORGANISATION and all(p in ORGANISATION_HEADS for p in parts[1:]):
            family[parts[0]] = kind
    untyped = {normal(m.name) for p in passages for m in p.mentions if m.strength < 2 and not m.quoted}
    return {name: family[name] for name in untyped if name in family}


def _rescan(passages: Sequence[Passage]) -> list[Passage]:
    """Find the known names where no capital or context announced them: in headings in title case, say."""
    known: dict[str, Mention] = {}
    for passage in passages:
        for m in passage.mentions:
            if m.type and not m.quoted and m.strength >= 1 and (len(m.name.split()) > 1 or m.strength >= 2):
                known.setdefault(m.name, m)
            if m.acronym and m.type:
                known.setdefault(m.acronym, replace(m, name=m.acronym, acronym="", title=""))
    if not known:
        return list(passages)
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(n) for n in sorted(known, key=lambda n: (-len(n), n))) + r")(?!\w)"
    )
    result = []
    for passage in passages:
        kept = list(passage.mentions)
        for match in pattern.finditer(passage.text):
            model = known[match.group()]
            over = [m for m in kept if m.start < match.end() and match.start() < m.end]
            if any(m.type or m.quoted for m in over):
                continue
            kept = [m for m in kept if m not in over]
            kept.append(Mention(match.start(), match.end(), match.group(), model.type, 2))
        result.append(replace(passage, mentions=tuple(sorted(kept, key=lambda m: m.start))))
    return result


def _cluster(passages: Sequence[Passage]) -> list[_Cluster]:
    """Group the mentions of a document by what they name: full names first, then short forms."""
    clusters: list[_Cluster] = []
    index: dict[tuple[EntityType, str], list[int]] = defaultdict(list)
    listed = [
        (p.index, m)
        for p in passages
        for m in p.mentions
        if m.type and (not m.quoted or m.type is EntityType.WORK)
    ]
    full = sorted(listed, key=lambda pm: (_is_short(pm[1]), pm[0], pm[1].start))
    for place, mention in full:
        kind = mention.type
        if kind is None:
            continue
        found = _match(clusters, index, place, mention)
        if found is None:
            if kind is EntityType.PERSON and _is_short(mention) and mention.strength < 3:
                continue
            if kind in (EntityType.ORGANISATION, EntityType.EVENT) and _is_bare_head(mention):
                continue
            found = len(clusters)
            clusters.append(_Cluster(kind))
        clusters[found].mentions.append((place, mention))
        for word in _index_words(mention):
            if found not in index[(kind, word)]:
                index[(kind, word)].append(found)
    return clusters


def _index_words(mention: Mention) -> set[str]:
    kept = set(normal(f"{mention.name} {mention.acronym}").split())
    if mention.type is EntityType.PERSON:
        kept = set(person_parts(mention.name))
    return kept


def _match(
    clusters: Sequence[_Cluster], index: dict[tuple[EntityType, str], list[int]], place: int, mention: Mention
) -> int | None:
    """Find the cluster of a mention: of several the one with the same full name, else spoken of last before."""
    kind = mention.type
    if kind is None:
        return None
    near = sorted({c for w in _index_words(mention) for c in index[(kind, w)]})
    hits = [c for c in near if any(same_name(mention, other) for _, other in clusters[c].mentions[:12])]
    if not hits and _is_bare_head(mention):
        hits = near  # "the Council" is the last body spoken of that is called a council
    if not hits:
        return None
    exact = [
        c
        for c in hits
        if any(normal(other.name) == normal(mention.name) for _, other in clusters[c].mentions)
    ]

    def recency(c: int) -> tuple[int, int, int]:
        spots = [(p, m.start) for p, m in clusters[c].mentions if (p, m.start) < (place, mention.start)]
        return max(((1, *s) for s in spots), default=(0, 0, 0))

    return max(exact or hits, key=lambda c: (recency(c), -c))


def _is_short(mention: Mention) -> bool:
    """Tell a name that leans on a longer one: a person's single name, an acronym, a bare head."""
    if mention.type is EntityType.PERSON:
        return len(person_parts(mention.name)) == 1
    return len(mention.name.split()) == 1 and not mention.acronym


def _is_bare_head(mention: Mention) -> bool:
    word = normal(mention.name)
    return word in ORGANISATION_HEADS | EVENT_HEADS and " " not in word


def read_discourse(document: Document, language: Language) -> Discourse:
    """Find what a document speaks of.

    :param document: the document, cut in items and blocks.
    :param language: the language pipeline.
    """
    passages = _rescan(_settle(_passages(document, language)))
    passages = [replace(p, posts=tuple(find_posts(p.text, p.mentions))) for p in passages]
    discourse = Discourse(document, passages, document.items)
    by_index = {p.index: p for p in passages}
    for cluster in _cluster(passages):
        _take(discourse, by_index, cluster)
    discourse._trail.sort()
    return discourse


def _take(discourse: Discourse, passages: dict[int, Passage], cluster: _Cluster) -> None:
    """Make a referent of a cluster: its names by length, its key from the fullest one."""
    names = Counter(_clean(m) for _, m in cluster.mentions)
    acronyms = sorted({m.acronym for _, m in cluster.mentions if m.acronym})
    order = sorted(names, key=lambda n: (-len(n.split()), -names[n], -len(n), n))
    if not order:
        return
    key = f"{cluster.type.lower()}:{slug(order[0])}"
    while key in discourse.referents:
        key += "-2"
    spans = tuple(sorted({passages[i].block.span(m.start, m.end) for i, m in cluster.mentions}))
    everything = tuple(dict.fromkeys([*order, *acronyms]))
    discourse.referents[key] = Referent(key, cluster.type, order[0], everything, tuple(acronyms), spans)
    for i, m in cluster.mentions:
        discourse.keys[(i, m.start)] = key
        discourse._trail.append((i, m.start, key))


def _clean(mention: Mention) -> str:
    """The name of a mention without honorifics and white space at its edges."""
    ws = mention.name.split()
    while mention.type is EntityType.PERSON and len(ws) > 1 and ws[0].casefold().rstrip(".") in HONORIFICS:
        ws = ws[1:]
    return " ".join(ws)
