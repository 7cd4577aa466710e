"""cyberkg: security briefings in, an RDF knowledge graph out, every fact with its sentence.

import cyberkg

cyberkg.build(["data"], out="graph")
graph = cyberkg.open("graph")
graph.query("SELECT ?name WHERE { ?p a ckg:Person ; skos:prefLabel ?name }")
"""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
