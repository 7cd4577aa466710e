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
    trust         how sure a fact is that both readers have, or one
    alignment     which things of two readings are the same
    contrast      the facts of two readings side by side
    difference    what two readers of one document do not agree on, in words
    weighing      a model's reading weighed against the built-in reader's
    difference_file  what they do not agree on, kept in the graph's folder

Nothing here runs, and no text leaves the machine, unless the user names a server.
"""

from __future__ import annotations

from cyberkg.llm.cache import Cache
from cyberkg.llm.difference import Difference, Side, disagreements
from cyberkg.llm.difference_file import DISAGREEMENTS, read_differences, write_differences
from cyberkg.llm.reader import Examined, LlmReader, read_documents
from cyberkg.llm.settings import KEY_VARIABLE, Settings, default_cache
from cyberkg.llm.weighing import Weighed, weigh

__all__ = [
    "DISAGREEMENTS",
    "KEY_VARIABLE",
    "Cache",
    "Difference",
    "Examined",
    "LlmReader",
    "Settings",
    "Side",
    "Weighed",
    "default_cache",
    "disagreements",
    "read_differences",
    "read_documents",
    "weigh",
    "write_differences",
]
