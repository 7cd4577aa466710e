"""A difference written down, as ``text``, ``json`` or ``markdown``. No word of a briefing is markup."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

from cyberkg.diff.model import Difference, Statement
from cyberkg.diff.wording import document_words, fact_words, gone_words, new_words, plain, said, thing_words
from cyberkg.errors import UsageError

__all__ = ["FORMATS", "render"]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
# Characters that steer a terminal or turn the direction of text; JSON may spell them out.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SAME = "nothing differs"


def render(difference: Difference, form: str) -> str:
    """Write a difference as ``text``, ``json`` or ``markdown``; ends with a newline.

    :raises UsageError: where there is no such format.
    """
    if form not in FORMATS:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(FORMATS)}")
    return FORMATS[form](difference)


_Line = tuple[str, str, Statement | None]
"""A sign, the words, and the fact whose sentence stands below them."""


def _sections(difference: Difference) -> Iterator[tuple[str, list[_Line]]]:
    yield "Documents", [(_SIGNS[c.kind], document_words(c), None) for c in difference.documents]
    yield "Things", [(_SIGNS[c.kind], thing_words(c), None) for c in difference.things]
    yield "Facts added", [("+", new_words(s), s) for s in difference.added]
    yield "Facts gone", [("-", gone_words(s), s) for s in difference.gone]
    yield "Facts changed", [("~", fact_words(c), c.new) for c in difference.changed]


_SIGNS = {
    "new": "+",
    "gone": "-",
    "edited": "~",
    "moved": "~",
    "merged": ">",
    "split": "<",
    "renamed": "~",
    "altered": "~",
}


def _text(difference: Difference) -> str:
    lines = []
    for heading, found in _sections(difference):
        if not found:
            continue
        lines.append(f"{heading} ({len(found)})")
        for sign, words, statement in found:
            claimed = f"  {statement.confidence:g}" if statement else ""
            lines.append(f"  {sign} {words}{claimed}")
            if statement:
                lines.append(f"      “{plain(statement.quote)}” {plain(statement.document)}")
    return "\n".join(lines or [_SAME]) + "\n"


def _markdown(difference: Difference) -> str:
    blocks = ["# What changed"]
    for heading, found in _sections(difference):
        if found:
            blocks.append(f"## {heading}")
            blocks.append("\n".join(_entry(words, statement) for _, words, statement in found))
    if difference.empty:
        blocks.append("Nothing differs.")
    return "\n\n".join(blocks) + "\n"


def _entry(words: str, statement: Statement | None) -> str:
    if statement is None:
        return f"- {_escaped(words)}"
    place = f"{_escaped(statement.document)}, confidence {statement.confidence:g}"
    return f"- {_escaped(words)}\n  > {_escaped(statement.quote)}\\\n  > {place}"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", plain(text))


def _json(difference: Difference) -> str:
    whole = {
        "same": difference.empty,
        "documents": [{**asdict(c), "words": document_words(c)} for c in difference.documents],
        "things": [{**asdict(c), "words": thing_words(c)} for c in difference.things],
        "facts": {
            "added": [{**asdict(s), "words": said(s)} for s in difference.added],
            "gone": [{**asdict(s), "words": said(s)} for s in difference.gone],
            "changed": [{**asdict(c), "words": fact_words(c)} for c in difference.changed],
        },
    }
    written = json.dumps(whole, ensure_ascii=False, indent=2)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"


FORMATS: Mapping[str, Callable[[Difference], str]] = {"text": _text, "json": _json, "markdown": _markdown}
