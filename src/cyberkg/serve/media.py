"""Media types: which formats there are, and which of them a client likes best.

Source: RFC 9110, section 12.5.1
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["DESCRIPTIONS", "GRAPHS", "HTML", "TABLES", "TRUTHS", "Format", "choose", "find"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of answers.

    :param name: as it is said in an address (``?format=ttl``), and as the query room calls it.
    :param type: what it is sent as.
    :param also: other media types, and other names, that mean it.
    """

    name: str
    type: str
    title: str
    also: tuple[str, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """All media types that mean it, without parameters, its own first."""
        return (self.type.partition(";")[0], *(each for each in self.also if "/" in each))


HTML = Format("html", "text/html; charset=utf-8", "HTML", ("application/xhtml+xml",))
_TTL = Format("ttl", "text/turtle; charset=utf-8", "Turtle", ("application/x-turtle", "turtle"))
_JSONLD = Format("jsonld", "application/ld+json", "JSON-LD", ("application/json", "json", "json-ld"))
_NT = Format("nt", "application/n-triples", "N-Triples", ("ntriples",))
_RDF = Format("rdf", "application/rdf+xml", "RDF/XML", ("application/xml", "text/xml", "xml", "rdf+xml"))

# in the order in which they are given where a client has no wish
TABLES = (
    Format("json", "application/sparql-results+json", "JSON", ("application/json",)),
    Format("xml", "application/sparql-results+xml", "XML", ("application/xml", "text/xml")),
    Format("csv", "text/csv; charset=utf-8", "CSV"),
    Format("tsv", "text/tab-separated-values; charset=utf-8", "TSV"),
)
TRUTHS = TABLES[:2]
GRAPHS = (_TTL, _NT, _RDF, _JSONLD)
DESCRIPTIONS = (HTML, _TTL, _JSONLD, _NT, _RDF)


def find(name: str, offers: Iterable[Format]) -> Format | None:
    """Find a format by its name, or by another name or media type that means it."""
    wanted = name.casefold()
    return next((f for f in offers if wanted in (f.name, f.type.partition(";")[0], *f.also)), None)


def choose(accept: str, offers: Iterable[Format]) -> Format | None:
    """Choose what a client likes best; of equals the first.

    :param accept: the header of that name; empty where there is none, which likes everything.
    :returns: None where it likes none of them.
    """
    wishes = _wishes(accept or "*/*")
    rated = [(_rate(offer, wishes), offer) for offer in offers]
    best = max((rate for rate, _ in rated), default=0.0)
    return next((offer for rate, offer in rated if rate == best), None) if best > 0 else None


def _wishes(accept: str) -> Mapping[str, float]:
    """Read the header: media ranges with how much each is liked, from 0 to 1; what is malformed is left out."""
    wishes: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().casefold() for piece in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            wishes[name] = max(wishes.get(name, 0.0), min(1.0, max(0.0, float(weight))))
        except ValueError:
            continue
    return wishes


def _rate(offer: Format, wishes: Mapping[str, float]) -> float:
    """Say how much a format is liked: of what names its type the most exact, or another type that means it."""
    name = offer.types[0]
    ranges = (name, f"{name.partition('/')[0]}/*", "*/*")
    liked = next((wishes[each] for each in ranges if each in wishes), 0.0)
    return max(liked, *(wishes.get(each, 0.0) for each in offer.types[1:]), 0.0)
