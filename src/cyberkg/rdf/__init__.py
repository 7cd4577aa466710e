"""Knowledge as RDF: facts to quads and back, the Turtle that people read, the ontology and its shapes."""
