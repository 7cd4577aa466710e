"""The engines below and beside cyberkg, and its own loading: each is Python for ``-c``, which prints what it took."""

from __future__ import annotations

__all__ = ["COMMAND", "CYBERKG_LOAD", "OXIGRAPH_LOAD", "OXIGRAPH_QUERY", "RDFLIB"]

OXIGRAPH_LOAD = """
import json, os, sys, pyoxigraph as ox
def spent(): return sum(os.times()[:2])
quads, triples, place = sys.argv[1:]
start = spent()
store = ox.Store(place)
store.bulk_load(path=quads, format=ox.RdfFormat.N_QUADS)
store.flush()
named = spent()
store.bulk_load(path=triples, format=ox.RdfFormat.N_TRIPLES)
store.flush()
print(json.dumps([named - start, spent() - start]))
"""
"""Loads a graph into a new database on disk: its quads, and then its triples into the default graph."""

CYBERKG_LOAD = """
import json, os, sys, pyoxigraph as ox
from pathlib import Path
from cyberkg.ident import DEFAULT_BASE
from cyberkg.store import publish
def spent(): return sum(os.times()[:4])
start = spent()
quads = ox.parse(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)
made = publish(Path(sys.argv[2]), {"graph.ttl": b""}, quads, about={"base": DEFAULT_BASE})
print(json.dumps([spent() - start, str(made.path)]))
"""
"""Publishes a graph, which stores the union of its graphs beside them, orders the tables and seals them."""

COMMAND = """
import os, sys, time
from cyberkg.cli import main
from cyberkg.query import names
spent = []
def timed(*given, resolve=names.resolve):
    start = time.process_time()
    try:
        return resolve(*given)
    finally:
        spent.append(time.process_time() - start)
names.resolve = timed
try:
    main(sys.argv[2:])
finally:
    workers = os.times()
    with open(sys.argv[1], "w") as note:
        note.write(str(workers.children_user + workers.children_system + sum(spent)))
"""
"""Runs a command, and notes in a file what its workers took, and itself to find what a name means."""

OXIGRAPH_QUERY = """
import json, sys, pyoxigraph as ox
job = json.load(sys.stdin)
found = ox.Store.read_only(job["store"]).query(job["sparql"], prefixes=job["prefixes"])
found.serialize(sys.stdout.buffer, ox.QueryResultsFormat.CSV)
"""
"""Answers a query from a published graph, in CSV."""

RDFLIB = """
import json, os, signal, sys, rdflib
def spent(): return sum(os.times()[:2])
def stop(*_): raise TimeoutError
signal.signal(signal.SIGVTALRM, stop)
job = json.load(sys.stdin)
start = spent()
graph = rdflib.Dataset(default_union=True)
graph.parse(job["quads"], format="nquads")
told = {"load": [spent() - start, 0]}
for name, sparql in job["queries"].items():
    start = spent()
    signal.setitimer(signal.ITIMER_VIRTUAL, job["most"])
    try:
        rows = len(list(graph.query(sparql)))
    except TimeoutError:
        rows = -1
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    told[name] = [spent() - start, rows]
print(json.dumps(told))
"""
"""Loads a graph into rdflib's memory and asks it; no query has more than so many seconds, and then -1 rows."""
