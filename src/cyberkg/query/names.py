"""Which entities of a graph a name may mean: whole names first, then whole words of names, then parts.

Capitals and diacritics do not count, and names in other scripts are also found by Latin letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cyberkg.errors import UsageError
from cyberkg.ident import DEFAULT_BASE, fold, foldings
from cyberkg.model import Iri
from cyberkg.query.engine import run
from cyberkg.query.named import find_query
from cyberkg.query.prefixes import expand
from cyberkg.query.results import Limits, Table, Term
from cyberkg.query.slots import is_iri
from cyberkg.rdf import vocab
from cyberkg.store.names import find_names
from cyberkg.terms import EntityType

__all__ = ["Name", "match_names", "nearest_names", "read_names", "resolve"]

_ALL = Limits(timeout=30, rows=0)

# Where a graph has no file of its names, as on a server, not all of them are read to find one: those in plain letters only
# where they hold a word that is sought. For these is the store's idea of capitals ours; of the others ``fold`` is the
# judge. ``library/names.rq`` gives all.
_NEAR = """
SELECT DISTINCT ?entity ?name WHERE {
  { SELECT ?entity ?name {
      VALUES ?word { UNDEF }
      { ?entity skos:prefLabel ?name } UNION { ?entity skos:altLabel ?name } UNION { ?entity ckg:acronym ?name }
      FILTER(CONTAINS(LCASE(STR(?name)), ?word) || REGEX(STR(?name), "[^ -~]"))
  } }
  { SELECT ?entity { VALUES ?type { UNDEF } ?entity a ?type } }
}
"""
_OF_IRI = """
SELECT DISTINCT ?entity WHERE {
  { VALUES ?iri { UNDEF } ?entity dcterms:replaces ?iri }
  UNION { VALUES ?iri { UNDEF } BIND(?iri AS ?entity) FILTER EXISTS { ?entity skos:prefLabel ?name } }
  VALUES ?type { UNDEF }
  ?entity a ?type
}
"""


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name of an entity. ``former`` names no thing but is an IRI that the entity used to have."""

    text: str
    entity: Iri
    former: bool = False


def match_names(sought: str, names: Iterable[Name]) -> tuple[Iri, ...]:
    """Find the entities that a name, or a part of one, may mean; sorted.

    Where a whole name fits, parts of others do not count; where whole words fit, parts of words do not.
    """
    wanted = fold(sought)
    found: dict[int, set[Iri]] = {}
    for name in names:
        rank = 0 if name.former else _rank(wanted, name.text)
        if rank:
            found.setdefault(rank, set()).add(name.entity)
    return tuple(sorted(found[max(found)])) if found else ()


def _rank(wanted: str, text: str) -> int:
    """Say how well a folded name fits: 3 wholly, 2 by whole words, 1 in part, 0 not."""
    if not wanted:
        return 0
    return max(_rank_folded(wanted, form) for form in foldings(text))


def _rank_folded(wanted: str, known: str) -> int:
    if wanted == known:
        return 3
    if wanted not in known:
        return 0
    words = "".join(c if c.isalnum() else " " for c in known)
    sought = "".join(c if c.isalnum() else " " for c in wanted)
    return 2 if f" {' '.join(sought.split())} " in f" {' '.join(words.split())} " else 1


def nearest_names(sought: str, names: Iterable[Name], count: int = 3) -> tuple[str, ...]:
    """Give the names that look most like one that is not there, the likest first; none that is unlike."""
    from rapidfuzz import fuzz, process

    texts = sorted({name.text for name in names if not name.former})
    folded = [fold(text) for text in texts]
    found = process.extract(fold(sought), folded, scorer=fuzz.WRatio, score_cutoff=60, limit=count)
    return tuple(texts[index] for _, _, index in found)


def read_names(store_path: Path, types: Sequence[EntityType] = ()) -> tuple[Name, ...]:
    """Read the names of all entities, of some types or of any, and the IRIs they used to have.

    :raises CyberkgError: as ``engine.run``.
    """
    rows = _ask(store_path, find_query("names").sparql, types)
    return tuple(
        Name(name.value, Iri(entity.value), name.kind == "iri") for entity, name in rows if entity and name
    )


def resolve(
    store_path: Path, sought: str, types: Sequence[EntityType] = (), base: str = DEFAULT_BASE
) -> tuple[Iri, ...]:
    """Find the entities of a graph that a name, a part of one, or an IRI (also in short) means.

    :raises UsageError: where nothing has such a name; gives the nearest ones.
    """
    iri = f"{base}{sought[5:]}" if sought.startswith("ckgd:") else expand(sought)
    found = _of_iri(store_path, iri, types) if is_iri(iri) else ()
    found = found or match_names(sought, _near(store_path, sought, types))
    if not found:
        kinds = " or ".join(kind.lower() for kind in types) or "thing"
        near = nearest_names(sought, read_names(store_path, types))
        raise UsageError(
            f"no {kinds} in this graph is called {sought!r}",
            hint=f"the nearest names are {', '.join(near)}" if near else "",
        )
    return found


def _of_iri(store_path: Path, iri: str, types: Sequence[EntityType]) -> tuple[Iri, ...]:
    """Find what has an IRI, or used to have it; sorted."""
    rows = _ask(store_path, _OF_IRI, types, iri=Term(iri, "iri"))
    return tuple(sorted(Iri(entity.value) for (entity,) in rows if entity))


def _near(store_path: Path, sought: str, types: Sequence[EntityType]) -> Iterator[Name]:
    """Read the names that something sought may mean, and some others."""
    wanted = fold(sought)
    if not wanted:
        return iter(())
    found = find_names(store_path, wanted)
    if found is not None:
        return (Name(name, Iri(iri)) for name, iri, kind in found if not types or kind in types)
    rows = _ask(store_path, _NEAR, types, word=Term(max(wanted.split(), key=len)))
    return (Name(name.value, Iri(entity.value)) for entity, name in rows if entity and name)


def _ask(
    store_path: Path, sparql: str, types: Sequence[EntityType], **terms: Term
) -> tuple[tuple[Term | None, ...], ...]:
    """Ask for entities of some types, or of any."""
    kinds = [Term(f"{vocab.PREFIXES['ckg']}{kind}", "iri") for kind in types or EntityType]
    bindings = {"type": kinds, **{name: [term] for name, term in terms.items()}}
    table = run(store_path, sparql, limits=_ALL, bindings=bindings)
    return table.rows if isinstance(table, Table) else ()
