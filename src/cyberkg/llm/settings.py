"""Which server is asked, for which model, and where its answers are kept."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cyberkg.errors import UsageError
from cyberkg.net import is_loopback, split_url

__all__ = ["KEY_VARIABLE", "Settings", "default_cache"]

KEY_VARIABLE = "CYBERKG_LLM_KEY"
_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user decided. The key is read from the environment alone and shown nowhere.

    :param server: where the server is: ``http://localhost:11434``, with or without its path (``/v1``).
    :param model: the model's name, as the server knows it.
    :param cache: folder of kept answers; None for ``default_cache()``.
    :param timeout: seconds that one answer may take, from its sending to its last byte.
    :param pause: seconds before the second repeat of a request; each further one waits twice as long.
    :raises UsageError: where no server or model is named, or the URL or the key cannot be used.
    """

    server: str
    model: str
    cache: Path | None = None
    timeout: float = 300.0
    pause: float = 1.0
    key: str = field(default_factory=lambda: os.environ.get(KEY_VARIABLE, ""), repr=False)

    def __post_init__(self) -> None:
        if not self.server:
            raise UsageError(
                "no server is named for the language model",
                hint="say --llm-server URL; the text of the documents is sent there",
            )
        if not self.model.strip() or not self.model.isprintable():
            raise UsageError(
                "no language model is named", hint="say --llm-model NAME, as the server knows it"
            )
        if not self.timeout > 0:
            raise UsageError("an answer cannot take less than no time", hint="give --llm-timeout in seconds")
        _check(self.server)
        if not (self.key.isascii() and self.key.isprintable()) or " " in self.key:
            raise UsageError(
                "holds characters that no key has", KEY_VARIABLE, "set it to the key alone, without spaces"
            )

    @property
    def endpoint(self) -> str:
        """The URL that requests go to.

        >>> Settings("http://localhost:11434", "m").endpoint
        'http://localhost:11434/v1/chat/completions'
        """
        parts = urlsplit(self.server)
        path = parts.path.rstrip("/")
        if not path.endswith(_PATH):
            path = f"{path or '/v1'}{_PATH}"
        return parts._replace(path=path).geturl()

    @property
    def host(self) -> str:
        """The server's name and port, for messages."""
        return urlsplit(self.server).netloc

    @property
    def exposed(self) -> bool:
        """Tell whether the text, and the key, go over a network unencrypted."""
        parts = urlsplit(self.server)
        return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def default_cache() -> Path:
    """Give the folder where answers are kept: ``cyberkg/llm`` in the user's cache folder.

    Source: https://specifications.freedesktop.org/basedir-spec/ (a relative XDG_CACHE_HOME is ignored).

    :raises UsageError: where the user has no home folder.
    """
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named / "cyberkg" / "llm"
    try:
        return Path.home() / ".cache" / "cyberkg" / "llm"
    except RuntimeError as error:
        raise UsageError("there is no home folder to keep answers in", hint="say --llm-cache DIR") from error


def _check(server: str) -> None:
    parts = split_url(server)
    if parts is None:
        raise UsageError(
            f"{server[:80]!r} is no URL of a server",
            hint="write it as http://localhost:11434 or https://…/v1",
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise UsageError(
            "the URL of the server holds more than host, port and path",
            hint=f"put the key into the environment variable {KEY_VARIABLE}",
        )
