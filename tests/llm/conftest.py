"""A server in a process of its own, a document to read, and a reader for it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cyberkg.llm import LlmReader, Settings
from cyberkg.model import Document
from cyberkg.sources import read

TEXT = """Spring digest
Date: 6 May 2024

1. Forum

Jane Doe of Acme Ltd spoke at the
Harbour Forum on 3 May 2024. John Roe sent apologies.

2. Library

The Data Commissioner (DCO) said that ransomware had hit the Harbour Library. "Some 13,000 readers are
affected," the DCO added. The library has reported it to the Data Commissioner. The DCO investigates.
"""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("server.py"))],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # clients that hang up are the point of some tests
        text=True,
    ) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.terminate()


@pytest.fixture
def seen(server: str) -> Callable[[str], list[dict[str, Any]]]:
    """Give the requests that a model of the server was sent."""

    def ask(model: str) -> list[dict[str, Any]]:
        with urllib.request.urlopen(f"{server}/seen?{urllib.parse.quote(model)}") as answer:
            found: list[dict[str, Any]] = json.load(answer)
            return found

    return ask


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "digest.txt"
    path.write_text(TEXT, encoding="utf-8")
    return read(path, path.name).document


@pytest.fixture
def reader(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., LlmReader]:
    """Make a reader that asks a model of the server."""
    monkeypatch.delenv("CYBERKG_LLM_KEY", raising=False)

    def make(model: str, timeout: float = 20.0, key: str = "") -> LlmReader:
        settings = Settings(server, model, tmp_path / "answers", timeout=timeout, pause=0.01, key=key)
        return LlmReader(settings)

    return make
