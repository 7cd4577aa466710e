"""The language pipeline: spaCy's names on the text as it stands, and its grammar on a simplified text.

The small English model is loaded once a process. Matrix products run on numpy's BLAS instead of the stock
wheel's generic kernel, which gives the same output in less than half the time. That BLAS is held to one thread in the
whole process: the matrices are small, a second thread would spin more than it works, and documents are read side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from cyberkg.errors import UsageError
from cyberkg.reading.pieces import cut, without_endless_words
from cyberkg.shipped import LANGUAGE_MODEL, check_model

__all__ = ["DEFAULT_MODEL", "Language", "load_language"]

DEFAULT_MODEL = LANGUAGE_MODEL
_BATCH = 16  # larger batches are no faster and take three to seven times the memory


@dataclass(frozen=True, slots=True)
class Language:
    """A loaded spaCy pipeline.

    :param name: name and version of the model, as claims cite it.
    """

    name: str
    _nlp: Any

    def names(self, texts: Sequence[str]) -> Iterator[Any]:
        """Yield for each text its spaCy ``Doc`` with tokens and named entities only."""
        with self._nlp.select_pipes(enable=["ner"]):
            yield from self._run(texts)

    def grammar(self, texts: Sequence[str]) -> Iterator[Any]:
        """Yield for each text its spaCy ``Doc`` with parts of speech, lemmas, dependencies and sentences."""
        with self._nlp.select_pipes(disable=["ner"]):
            yield from self._run(texts)

    def _run(self, texts: Sequence[str]) -> Iterator[Any]:
        """Run the pipeline; of a text that is cut the docs are put together again."""
        pieces = [cut(without_endless_words(text)) for text in texts]
        docs = self._nlp.pipe((piece for some in pieces for piece in some), batch_size=_BATCH)
        for some in pieces:
            found = list(islice(docs, len(some)))
            yield found[0] if len(found) == 1 else type(found[0]).from_docs(found, ensure_whitespace=False)


@lru_cache(maxsize=2)
def load_language(model: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy model by its package name or path.

    :raises UsageError: where no such model is installed.
    :raises DamagedError: where the embedded one is not what was released.
    """
    import spacy
    from thinc.api import NumpyOps
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")
    check_model(model)
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise UsageError(
            f"no spaCy model {model!r} is installed", hint=f"try --model {DEFAULT_MODEL}"
        ) from error
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if hasattr(pipe, "model") and hasattr(pipe.model, "walk") else ():
            node.ops = ops
    return Language(f"{nlp.meta['name']} {nlp.meta['version']}", nlp)
