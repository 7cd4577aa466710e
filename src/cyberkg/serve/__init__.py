"""The local explorer: a graph as pages to read, search and ask, on this machine alone; nothing is ever written.

gate        what each request must pass, and what each answer tells the browser
endpoint    the SPARQL 1.1 Protocol, over the query worker
things      every thing of the graph by name: search
told        what is told of a thing, in order of time, with its sentences
pages       all that as HTML; describe the same as RDF
app         the routes
server      a socket on loopback, and uvicorn

starlette, uvicorn and jinja2 load when the explorer starts, not before.
"""

from __future__ import annotations
