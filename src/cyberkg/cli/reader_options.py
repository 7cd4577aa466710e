"""The options that choose who reads, the same for every command that reads documents."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from cyberkg.errors import UsageError

__all__ = ["llm_options"]

_OPTIONS = (
    click.option(
        "--llm-server",
        metavar="URL",
        default="",
        help="For --reader llm: an OpenAI-compatible server (Ollama, llama.cpp, vLLM, hosted). The text of the "
        "documents is sent there, and nowhere else; a key comes from CYBERKG_LLM_KEY.",
    ),
    click.option("--llm-model", metavar="NAME", default="", help="The model, as that server knows it."),
    click.option(
        "--llm-cache",
        type=click.Path(path_type=Path),
        help="Folder where its answers are kept, so that a text is sent once [default: cyberkg/llm in the "
        "user's cache folder].",
    ),
    click.option(
        "--llm-timeout",
        type=click.FloatRange(0.1, 86_400),
        default=300.0,
        show_default=True,
        help="Seconds that one answer may take.",
    ),
)


def llm_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of the language model; it gets them as ``llm``, None where another reads.

    The command must have ``--reader``. A server named for another reader is an error: the user would think
    that it was asked.

    :raises UsageError: when called, where the options do not fit together.
    """

    @wraps(command)
    def called(
        *,
        reader: str | None,
        llm_server: str,
        llm_model: str,
        llm_cache: Path | None,
        llm_timeout: float,
        **rest: Any,
    ) -> Any:
        if reader != "llm":
            if llm_server or llm_model:
                raise UsageError("a language model is named, but does not read", hint="add --reader llm")
            return command(reader=reader or "", llm=None, **rest)
        from cyberkg.llm import Settings

        llm = Settings(llm_server, llm_model, llm_cache, llm_timeout)
        return command(reader=reader, llm=llm, **rest)

    decorated: Callable[..., Any] = called
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
