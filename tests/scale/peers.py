"""The engines below, on the same matter and alone: the measure that ratios are taken to. Each is Python for ``-c``."""

from __future__ import annotations

__all__ = ["OXIGRAPH_LOAD", "OXIGRAPH_QUERY", "RDFLIB_LOAD", "SPACY"]

SPACY = """
import sys
from pathlib import Path
from cyberkg.reading.language import DEFAULT_MODEL
import spacy
texts = [Path(line).read_text() for line in sys.stdin.read().splitlines()]
for document in spacy.load(DEFAULT_MODEL).pipe(texts, batch_size=16):
    document.ents
"""
"""Parses the texts of the files named on standard input, with the pipeline as it comes."""

OXIGRAPH_LOAD = """
import sys, pyoxigraph as ox
store = ox.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)
store.flush()
"""
"""Loads a file of N-Quads into a new database on disk."""

OXIGRAPH_QUERY = """
import io, json, sys, pyoxigraph as ox
job = json.load(sys.stdin)
found = ox.Store.read_only(job["store"]).query(job["sparql"], prefixes=job["prefixes"])
found.serialize(io.BytesIO(), ox.QueryResultsFormat.CSV)
"""
"""Answers a query from a published graph, in CSV."""

RDFLIB_LOAD = """
import sys, rdflib
rdflib.Dataset().parse(sys.argv[1], format="nquads")
"""
"""Loads a file of N-Quads into memory."""
