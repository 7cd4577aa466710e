"""Answers kept by content: the same text asked of the same model in the same words is asked once.

An entry is one file, named by the digest of model, prompt version and text. It holds words of private
documents, so that only its user may read it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cyberkg.errors import DiskError
from cyberkg.ident import digest

__all__ = ["Cache", "DamagedEntryError"]

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_LARGEST = 16_000_000  # bytes; the client takes no answer that could be written longer


class DamagedEntryError(ValueError):
    """An entry is not what was written. It may be ignored: the answer is asked for again."""


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of kept answers, made at the first that is kept.

    Processes may share it: entries are set in place whole, and equal keys hold equal answers.
    """

    folder: Path

    def find(self, model: str, version: str, text: str) -> str | None:
        """Give the answer kept for a text; None where there is none.

        :raises DamagedEntryError: where the entry is cut, altered or of another make.
        :raises DiskError: where the folder cannot be read.
        """
        key, path = self._place(model, version, text)
        try:
            with path.open("rb") as file:
                written = file.read(_LARGEST + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except IsADirectoryError as error:
            raise DamagedEntryError(str(path)) from error
        except OSError as error:
            raise _refused(error, path) from error
        return _decode(written, key, path)

    def keep(self, model: str, version: str, text: str, answer: str) -> None:
        """Keep an answer, whole or not at all.

        :raises DiskError: where it cannot be written.
        """
        key, path = self._place(model, version, text)
        entry = {"model": model, "answer": answer, "seal": digest(key, answer, length=64)}
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(path, json.dumps(entry).encode())
        except OSError as error:
            raise _refused(error, path) from error

    def entries(self) -> Iterator[tuple[Path, str]]:
        """Give the file of each entry and the words in it, escapes undone; sorted. One that is damaged is given as it is.

        :raises DiskError: where the folder cannot be read.
        """
        try:
            for path in sorted(self.folder.glob("??/*.json")):
                written = path.read_bytes()[: _LARGEST + 1].decode("utf-8", "replace")
                for _ in range(2):  # an answer is JSON in JSON
                    written = _ESCAPE.sub(
                        lambda found: chr(int(found[1], 16)), written.replace("\\\\u", "\\u")
                    )
                yield path, written.replace("\\n", " ")
        except OSError as error:
            raise _refused(error, self.folder) from error

    def _place(self, model: str, version: str, text: str) -> tuple[str, Path]:
        key = digest(model, version, text, length=64)
        return key, self.folder / key[:2] / f"{key[2:]}.json"


def _decode(written: bytes, key: str, path: Path) -> str:
    try:
        entry = json.loads(written)
        answer = entry["answer"]
        sound = isinstance(answer, str) and entry["seal"] == digest(key, answer, length=64)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise DamagedEntryError(str(path)) from error
    if not sound:
        raise DamagedEntryError(str(path))
    return str(answer)


def _write(path: Path, written: bytes) -> None:
    """Write beside the place and set in it, so that readers see nothing half done. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _refused(error: OSError, path: Path) -> DiskError:
    return DiskError(
        f"an answer cannot be kept or found: {error.strerror or error}",
        str(path.parent),
        "choose another folder with --llm-cache",
    )
