"""Graphs in a few lines: a fact is ``document | sentence | subject | predicate | object | more``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from cyberkg.ident import DEFAULT_BASE, mint
from cyberkg.model import Document, Entity, Evidence, Fact, Iri, Knowledge, Literal
from cyberkg.rdf.order import in_order
from cyberkg.terms import PREDICATES, EntityType, Status

KINDS = {"p": "Person", "o": "Organisation", "e": "Event", "i": "Incident", "l": "Place"}
Make = Callable[..., Knowledge]


def make(
    said: str, names: Mapping[str, str] | None = None, former: Mapping[str, str] | None = None
) -> Knowledge:
    """Make a graph.

    Entities are written ``p/David Ip``; ``names`` gives other names, ``former`` other IRIs, each parted by
    semicolons. ``more`` holds a confidence, a status, ``for p/X`` and a title, parted by semicolons.
    """
    texts: dict[str, str] = {}
    seen: dict[str, set[str]] = {}
    facts = []
    for line in filter(None, map(str.strip, said.strip().splitlines())):
        name, quote, subject, predicate, target, *rest = (x.strip() for x in line.split("|"))
        texts.setdefault(name, "")
        if not quote:
            for end in filter(None, (subject, target)):
                seen.setdefault(end, set()).add(name)
            continue
        if quote not in texts[name]:
            texts[name] += f"{quote}\n"
        start = texts[name].index(quote)
        more = [m.strip() for m in "".join(rest).split(";") if m.strip()]
        behalf = next((m[4:] for m in more if m.startswith("for ")), "")
        kind = PREDICATES[predicate].literal
        for end in filter(None, (subject, behalf, "" if kind else target)):
            seen.setdefault(end, set()).add(name)
        facts.append(
            Fact(
                iri(subject), predicate, Literal(target, kind) if kind else iri(target),
                Evidence(name, start, start + len(quote), quote), "rules 1",
                next((Status(m) for m in more if m in set(Status)), Status.ASSERTED),
                next((m[6:] for m in more if m.startswith("title ")), ""),
                iri(behalf) if behalf else None,
                next((float(m) for m in more if m[0].isdigit()), 0.8),
            )
        )  # fmt: skip
    entities = [
        Entity(
            iri(key), EntityType(KINDS[key[0]]), key[2:],
            aliases=tuple((names or {}).get(key, "").split("; ")) if (names or {}).get(key) else (),
            documents=tuple(sorted(found)),
            former=tuple(iri(f) for f in (former or {}).get(key, "").split("; ") if f),
        )
        for key, found in seen.items()
    ]  # fmt: skip
    documents = [Document(n, t, sha256=f"{n}:{t}" if t else n) for n, t in texts.items()]
    return in_order(Knowledge(tuple(documents), tuple(entities), tuple(facts)))


def iri(key: str) -> Iri:
    return mint(DEFAULT_BASE, KINDS[key[0]], key[2:])


@pytest.fixture
def graph() -> Make:
    return make
