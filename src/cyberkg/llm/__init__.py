"""A large language model as a reader, behind any server that speaks OpenAI's chat completions.

    settings      which server and model, how long to wait, where answers are kept
    pieces        a document cut into what one request sends
    prompt        what the model is told, and the schema of its answer
    client        one request, sent again where that can help
    cache         answers kept by content
    answer        the words of an answer as rows
    rows          one row checked against the contract and the text
    assembly      checked rows as referents and claims
    reader        all of it, a document in and its reading out
    difference    what two readers of one document do not agree on

Nothing here runs, and no text leaves the machine, unless the user names a server.
"""

from __future__ import annotations

from cyberkg.llm.difference import Difference, Side, disagreements
from cyberkg.llm.reader import Examined, LlmReader, read_documents
from cyberkg.llm.settings import KEY_VARIABLE, Settings

__all__ = [
    "KEY_VARIABLE",
    "Difference",
    "Examined",
    "LlmReader",
    "Settings",
    "Side",
    "disagreements",
    "read_documents",
]
