"""What the user may say of a server, and what is refused before any text is sent."""

from __future__ import annotations

import pytest

from cyberkg.errors import UsageError
from cyberkg.llm import Settings

ENDPOINTS = [
    ("http://localhost:11434", "http://localhost:11434/v1/chat/completions"),
    ("http://localhost:11434/v1/", "http://localhost:11434/v1/chat/completions"),
    ("https://llm.example/api/v3", "https://llm.example/api/v3/chat/completions"),
    ("https://llm.example/v1/chat/completions", "https://llm.example/v1/chat/completions"),
]


@pytest.mark.parametrize(("server", "endpoint"), ENDPOINTS)
def test_endpoint_is_found_from_any_form_of_the_url(server: str, endpoint: str) -> None:
    assert Settings(server, "m").endpoint == endpoint


REFUSED = [
    ("", "m", "k", "no server is named for the language model; say --llm-server URL; the text of the documents is sent there"),
    ("http://localhost", " ", "k", "no language model is named; say --llm-model NAME, as the server knows it"),
    ("localhost:8080", "m", "k", "'localhost:8080' is no URL of a server; write it as http://localhost:11434 or https://…/v1"),
    ("file:///etc/passwd", "m", "k", "'file:///etc/passwd' is no URL of a server; write it as http://localhost:11434 or https://…/v1"),
    ("http://a:99999999/", "m", "k", "'http://a:99999999/' is no URL of a server; write it as http://localhost:11434 or https://…/v1"),
    ("http://a b/", "m", "k", "'http://a b/' is no URL of a server; write it as http://localhost:11434 or https://…/v1"),
    ("http://me:pw@a/", "m", "k", "the URL of the server holds more than host, port and path; put the key into the environment"
     " variable CYBERKG_LLM_KEY"),
    ("http://localhost", "m", "k\r\nX: y", "CYBERKG_LLM_KEY: holds characters that no key has; set it to the key alone, without spaces"),
]  # fmt: skip


@pytest.mark.parametrize(("server", "model", "key", "said"), REFUSED)
def test_what_cannot_be_used_is_refused_in_one_line(server: str, model: str, key: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        Settings(server, model, key=key)
    assert str(error.value) == said


def test_key_comes_from_the_environment_and_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CYBERKG_LLM_KEY", "s3cret")
    settings = Settings("http://localhost", "m")
    assert settings.key == "s3cret"
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    ("server", "exposed"),
    [
        ("http://localhost:1", False),
        ("http://127.0.0.9", False),
        ("http://[::1]:1", False),
        ("https://a.example", False),
        ("http://a.example", True),
        ("http://192.0.2.1", True),
    ],
)
def test_unencrypted_network_is_noticed(server: str, exposed: bool) -> None:
    assert Settings(server, "m").exposed is exposed
