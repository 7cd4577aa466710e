"""Files that others made, to rows of the fact contract: RDF, STIX 2.1, FollowTheMoney.

``load_parser`` gives what turns the bytes of a file into lines of JSON (see ``lines``). It is run in a child
process without files or network, by ``cyberkg.sources``, which believes none of the lines unchecked.
"""

from __future__ import annotations

from cyberkg.imports.parsers import FORMATS, load_parser

__all__ = ["FORMATS", "load_parser"]
