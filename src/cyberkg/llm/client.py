"""One question to a server that speaks OpenAI's chat completions, sent again where that can help.

Sources: https://platform.openai.com/docs/api-reference/chat/create,
https://docs.ollama.com/openai, https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html.

The text goes to the host that the user named and to no other (see ``net``). An answer that is too long or takes
too long is given up.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from cyberkg.errors import NetworkError
from cyberkg.llm.settings import KEY_VARIABLE, Settings
from cyberkg.net import Failure, Reason, Transport

__all__ = ["Client"]

_LARGEST = 4_000_000  # bytes of one answer; 8192 tokens are some 40 kB
_MOST_TOKENS = 8192
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
# what a server may refuse by name: the request is then sent without it, or with the newer name
_RENAMED = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "", "temperature": "", "seed": ""}
_HINTS = {
    400: "the model must take response_format json_schema, and a context of 8192 tokens",
    401: f"set the environment variable {KEY_VARIABLE} to the server's key",
    403: f"check the key in {KEY_VARIABLE}",
    404: "check --llm-server and --llm-model",
    413: "choose a model with a longer context",
    422: "the model must take response_format json_schema",
    429: "the server asks for fewer requests: try again later, what was answered is kept",
}


@dataclass(slots=True)
class Client:
    """Asks one model on one server. Keeps connections open; safe to use from several threads."""

    settings: Settings
    _transport: Transport | None = field(default=None, init=False, repr=False)

    def ask(self, system: str, user: str, schema: dict[str, Any]) -> str:
        """Ask for an answer in JSON of a schema, as little at random as the server can; give the model's words.

        :raises NetworkError: where the server cannot be reached, refuses, fails after repeats, takes longer
            than ``settings.timeout`` or gives what is no chat completion. The message has one line.
        """
        body: dict[str, Any] = {
            "model": self.settings.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "facts", "strict": True, "schema": schema},
            },
            "temperature": 0,
            "seed": 1,
            "max_tokens": _MOST_TOKENS,
            "stream": False,
        }
        status, answer = self._post(body)
        while status == 400 and (name := _refused_field(body, answer)):
            value = body.pop(name)
            if _RENAMED[name]:
                body[_RENAMED[name]] = value
            status, answer = self._post(body)
        if status != 200:
            raise self._refusal(status, answer)
        return self._completion(answer)

    def _post(self, body: dict[str, Any]) -> tuple[int, bytes]:
        """Send a request and read its answer, within the time that the settings allow."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.settings.key:
            headers["Authorization"] = f"Bearer {self.settings.key}"
        try:
            reply = self._connections().send(
                "POST", self.settings.endpoint, headers, json.dumps(body).encode(), largest=_LARGEST
            )
        except Failure as failure:
            raise self._failure(failure.reason) from failure
        return reply.status, reply.body

    def _connections(self) -> Transport:
        if self._transport is None:
            self._transport = Transport(self.settings.timeout, self.settings.pause, _AGAIN)
        return self._transport

    def _failure(self, reason: Reason) -> NetworkError:
        """Say what kept an answer from coming."""
        if reason in {Reason.UNKNOWN, Reason.UNREACHABLE}:
            return self._error("cannot be reached", "start the server, or check --llm-server")
        if reason is Reason.LATE:
            return self._error(
                f"gave no answer in {self.settings.timeout:g} s",
                "give it longer with --llm-timeout, or try again",
            )
        if reason is Reason.CERTIFICATE:
            return self._error("has no certificate that can be trusted", "check --llm-server")
        if reason is Reason.LARGE:
            return self._error(f"the answer is longer than {_LARGEST // 1_000_000} MB", "try another model")
        return self._error("broke off", "try again, what was answered is kept")

    def _refusal(self, status: int, answer: bytes) -> NetworkError:
        if 300 <= status < 400:
            return self._error(
                f"sends on elsewhere (HTTP {status}), where no text is sent", "name the server itself"
            )
        said = _message(answer)
        hint = _HINTS.get(status, "try again later, what was answered is kept" if status >= 500 else "")
        return self._error(f"refuses with HTTP {status}{f': {said}' if said else ''}", hint)

    def _completion(self, answer: bytes) -> str:
        """Take the words of the model out of a completion."""
        try:
            content = json.loads(answer)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise self._error("gives what is no chat completion", "check --llm-server") from error
        return content if isinstance(content, str) else ""

    def _error(self, what: str, hint: str) -> NetworkError:
        return NetworkError(what, f"language model server {self.settings.host}", hint)


def _refused_field(body: dict[str, Any], answer: bytes) -> str | None:
    """Name the field of a request that a refusal is about, where it can do without."""
    said = _message(answer)
    if "context length" in said:  # vLLM, where prompt and tokens of the answer exceed it together
        said += " max_tokens max_completion_tokens"
    return next((name for name in _RENAMED if name in body and name in said), None)


def _message(answer: bytes) -> str:
    """Give the server's own words for a refusal, at most 200 characters of them; empty where there are none."""
    try:
        error = json.loads(answer)["error"]
        said = error["message"] if isinstance(error, dict) else error
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return " ".join(said.split())[:200] if isinstance(said, str) else ""
