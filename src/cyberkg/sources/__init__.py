"""Files in, documents out: briefings as ``model.Document``, hand-written facts as ``model.Reading``.

``discover`` finds the files, ``read`` reads one, ``read_all`` many. Whatever a file holds, reading it ends in
a ``Source`` or in an error that names the file: formats whose parsers a file could crash or stall (.pdf,
.docx, .html, .md) are parsed in child processes without network, files or much memory.
"""

from __future__ import annotations

from cyberkg.sources.discovery import discover, name_files
from cyberkg.sources.isolation import Parsers
from cyberkg.sources.reader import Known, Refusal, Source, read, read_all

__all__ = ["Known", "Parsers", "Refusal", "Source", "discover", "name_files", "read", "read_all"]
