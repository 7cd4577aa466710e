"""Pseudonyms of persons: the same for the same person and key, and no way back without the key.

Source: HMAC, RFC 2104; on pseudonyms by keyed hashes, ENISA, "Pseudonymisation techniques and best practices" (2019)
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cyberkg.errors import InputError
from cyberkg.store.disk import disk_errors

__all__ = ["PREFIX", "Pseudonyms", "key_beside", "read_key"]

PREFIX = "Person"
_CHARACTERS = 10  # of 5 bits each: no two of a million persons are likely to share one
_SHORTEST_KEY = 16


class Pseudonyms:
    """Pseudonyms by a key of 16 bytes or more."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, kind: str, name: str) -> str:
        """Turn what identifies a thing into ten letters and digits."""
        hashed = hmac.new(
            self._key, f"{kind}\0{name}".encode("utf-8", "surrogatepass"), hashlib.sha256
        ).digest()
        return base64.b32encode(hashed).decode("ascii").lower()[:_CHARACTERS]

    def person(self, identity: str) -> str:
        """Name a person by what identifies it: an IRI, or a name that no fact is about.

        >>> Pseudonyms(b"0123456789abcdef").person("https://example.org/person/ada")
        'Person nkybrxxlax'
        """
        return f"{PREFIX} {self.token('person', identity)}"


def key_beside(graph: Path) -> Path:
    """Name the file beside a graph's folder that keeps its key: ``graph.redact-key``."""
    named = graph if graph.name not in {"", ".."} else Path(os.path.abspath(graph))  # noqa: PTH100
    return named.with_name(f"{named.name}.redact-key")


def read_key(path: Path, *, make: bool) -> tuple[bytes, bool]:
    """Read a key from a file; all but the white space at its ends counts.

    :param make: make a new key, which only the user may read, where there is no such file.
    :returns: the key, and whether it was made.
    :raises InputError: where there is no such file, or it holds too little to be a key.
    :raises DiskError: where the disk refuses.
    """
    with disk_errors(path):
        try:
            key = path.read_bytes().strip()
        except FileNotFoundError as error:
            if not make:
                raise InputError("there is no such key file", str(path), "check the path") from error
            key = secrets.token_hex(32).encode()
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(key + b"\n")
            return key, True
    if len(key) < _SHORTEST_KEY:
        raise InputError(f"a key has {_SHORTEST_KEY} characters or more", str(path), "make a longer one")
    return key, False
