"""Queries to begin with in the editor: short ones, about what the graph at hand has, and the named ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cyberkg.query.named import named_queries
from cyberkg.query.results import Term
from cyberkg.query.slots import write_term
from cyberkg.serve.media import GRAPHS, TABLES
from cyberkg.serve.things import Things
from cyberkg.terms import PREDICATES, EntityType

__all__ = ["Example", "examples", "of_editor"]


@dataclass(frozen=True, slots=True)
class Example:
    """A query with what it is for.

    :param name: of the named query; empty for a short one.
    """

    title: str
    description: str
    sparql: str
    name: str = ""


def of_editor(things: Things, query: str, name: str) -> Mapping[str, object]:
    """Show the editor with a query in it: the given one, or the named one, or the first example."""
    known = examples(things)
    chosen = next((each for each in known if each.name == name), known[0]) if name else known[0]
    return {
        "query": query or chosen.sparql,
        "examples": known,
        "predicates": list(PREDICATES.values()),
        "classes": list(EntityType),
        "saves": (("table", TABLES), ("triples", GRAPHS)),
    }


def examples(things: Things) -> list[Example]:
    """Give all examples; those about one thing take the one that most briefings speak of."""
    people = things.of_type(EntityType.PERSON) or list(things.all)
    name = write_term(Term(people[0].label if people else ""))
    short = [
        Example(title, description, sparql.replace("NAME", name)) for title, description, sparql in _SHORT
    ]
    named = [Example(each.title, each.description, each.sparql, each.name) for each in named_queries()]
    return [*short, *named]


_SHORT = (
    (
        "Who spoke where",
        "People who spoke at an event, or opened it.",
        """# The prefixes of the graph need no declaration.
SELECT ?person ?name ?event
WHERE {
  ?person a ckg:Person ;
    skos:prefLabel ?name ;
    ckg:spokeAt|ckg:officiated ?what .
  ?what skos:prefLabel ?event .
}
ORDER BY ?name ?event
""",
    ),
    (
        "Incidents, victims, attackers",
        "Each incident with its victim and whoever is said to be behind it.",
        """SELECT ?incident ?victim ?attacker
WHERE {
  ?incident a ckg:Incident .
  OPTIONAL { ?incident ckg:victim/skos:prefLabel ?victim }
  OPTIONAL { ?incident ckg:attacker/skos:prefLabel ?attacker }
}
ORDER BY ?incident ?victim ?attacker
""",
    ),
    (
        "The sentences about one person",
        "Every claim, how sure it is, and the sentence that says it.",
        """SELECT ?predicate ?status ?confidence ?sentence ?briefing
WHERE {
  ?person skos:prefLabel NAME .
  ?claim rdf:subject ?person ;
    rdf:predicate ?predicate ;
    ckg:status ?status ;
    ckg:confidence ?confidence ;
    prov:wasQuotedFrom/dcterms:identifier ?briefing ;
    ckg:evidence/oa:hasSelector/oa:exact ?sentence .
}
ORDER BY DESC(?confidence) ?predicate
""",
    ),
    (
        "One person as triples",
        "All that the graph says of one person, in Turtle.",
        "DESCRIBE ?person\nWHERE { ?person skos:prefLabel NAME }\n",
    ),
    (
        "What there is, counted",
        "How many of each class the graph has.",
        """SELECT ?class (COUNT(?thing) AS ?things)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?things) ?class
""",
    ),
)
