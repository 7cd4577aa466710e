"""One run against a real server, where one is named: CYBERKG_TEST_LLM_SERVER and CYBERKG_TEST_LLM_MODEL.

Tried by hand with llama.cpp's server and Gemma 3 270M (Q4_K_M, answers of 70 tokens), which is far too small to
read: it kept the schema, made up what it said, and no row of it passed. What is tested is that the request is
understood, the schema kept, and nothing unchecked let in.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cyberkg.llm import LlmReader, Settings
from cyberkg.model import Document

SERVER = os.environ.get("CYBERKG_TEST_LLM_SERVER", "")


@pytest.mark.skipif(not SERVER, reason="no real server is named in CYBERKG_TEST_LLM_SERVER")
def test_real_server_understands_the_request(document: Document, tmp_path: Path) -> None:
    model = os.environ.get("CYBERKG_TEST_LLM_MODEL", "default")
    reader = LlmReader(Settings(SERVER, model, tmp_path, timeout=900))
    examined = reader.examine(document)
    assert all(
        document.text[c.evidence.start : c.evidence.end] == c.evidence.quote for c in examined.reading.claims
    )
    assert not any("no JSON" in warning for warning in examined.warnings)
    assert reader.examine(document) == examined
