"""SPARQL over a published graph, in a worker process without network or files that cannot outlive its limits.

    engine     run(store, sparql) -> Table | Triples | bool, or the answer written out in a W3C format
    named      the queries that come with cyberkg (``library/*.rq``) and those of the user
    names      which entities a name, or a part of one, may mean
    table      an answer as text for a terminal, every control character made visible
    explain    why the graph says what it says

This page imports none of them: the worker starts through it and must start fast.
"""

from __future__ import annotations
