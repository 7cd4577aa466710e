"""The IRIs that the graph mints for itself: documents, sentences, claims, participations, named graphs.

All are functions of what they name, so that the same text has the same IRIs on every machine. IRIs of
people, organisations and the like come from the identity room; see ``cyberkg.ident.mint``.
"""

from __future__ import annotations

import functools
import re

from cyberkg.ident import digest, slug
from cyberkg.model import Evidence, Iri

__all__ = ["document_iri", "entities_graph", "identity_graph", "node_iri", "sentence_iri", "value_iri"]

_FILE_NAME = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([a-z0-9]+)")
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)? [A-Za-z]+")
_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")


@functools.lru_cache(maxsize=1 << 12)  # each claim of a briefing names it several times
def document_iri(base: str, name: str) -> Iri:
    """Name a briefing by its file name; different names give different IRIs.

    A name made of lower-case words, hyphens and an extension reads as it is; any other could fall
    together with one of these and carries a digest.

    >>> document_iri("https://example.org/", "issue-7.txt")
    'https://example.org/document/issue-7-txt'
    >>> document_iri("https://example.org/", "Issue 7.txt")
    'https://example.org/document/issue-7-txt-3492d869'
    """
    plain = _FILE_NAME.fullmatch(name)
    local = f"{plain[1]}-{plain[2]}" if plain else f"{slug(name)}-{digest(name, length=8)}"
    return Iri(f"{base}document/{local}")


def sentence_iri(document: Iri, evidence: Evidence, *, quoted: bool = False) -> Iri:
    """Name the passage that a fact rests on by its offsets, in the manner of RFC 5147 (``#char=120,188``).

    :param quoted: put a digest of the quote behind the offsets, for a quote that is not the one that
        other facts of the document have at the same offsets.
    """
    doubt = f"&quote={digest(evidence.quote, length=8)}" if quoted else ""
    return Iri(f"{document}#char={evidence.start},{evidence.end}{doubt}")


def node_iri(base: str, kind: str, *parts: str) -> Iri:
    """Name a node without a name by the digest of what identifies it: ``{base}{kind}/{digest}``."""
    return Iri(f"{base}{kind}/{digest(*parts)}")


def value_iri(base: str, kind: str, value: str) -> Iri:
    """Name an amount by how it is written; different values give different IRIs.

    >>> value_iri("https://example.org/", "money", "300000 USD")
    'https://example.org/money/300000-USD'
    """
    if _AMOUNT.fullmatch(value):
        local = value.replace(" ", "-")
    elif _WORDS.fullmatch(value):
        local = value
    else:
        local = f"{slug(value)}-{digest(value, length=8)}"
    return Iri(f"{base}{kind}/{local}")


def entities_graph(base: str) -> Iri:
    """Name the graph of the entities' types and names, which no single briefing owns."""
    return Iri(f"{base}graph/entities")


def identity_graph(base: str) -> Iri:
    """Name the graph of the decisions about who is who."""
    return Iri(f"{base}graph/identity")
