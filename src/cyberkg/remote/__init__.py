"""A graph on a SPARQL 1.1 server: pushing it there, and the means to read it back.

server       where it is, who asks, what is said where it fails
client       queries, updates and uploads
catalogue    what a push leaves on record there, and what a push cut short does
staging      triples sent in batches to graphs that nobody reads yet
pushing      the published graph of a folder becomes the graph of the server
reading      which graphs a query sees, and whether they are still the same after it
"""

from __future__ import annotations

from cyberkg.remote.pushing import Pushed, push
from cyberkg.remote.reading import Reading, fetch, open_remote
from cyberkg.remote.server import Server

__all__ = ["Pushed", "Reading", "Server", "fetch", "open_remote", "push"]
