"""The inline markup of Markdown taken off, each character left knowing where it stood.

markdown-it says what the text is but not where its characters were. So every rule of its inline parser is
wrapped to note the position at which it was applied; the rule for plain text is replaced by one that does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cyberkg.sources.marked import Marked
from cyberkg.sources.word_lists import listed

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["read_inline", "track_positions"]

_RULES = listed("""
    text newline escape backticks strikethrough emphasis link image autolink html_inline entity""")
_AT = "cyberkg-at"
# What no rule but that for plain text applies to.
_PLAIN = re.compile(r"[^\n!&*<\[\\\]_`~>:@]+")


def track_positions(parser: MarkdownIt) -> None:
    """Make the inline rules of a parser note in each token's ``meta`` where it begins."""
    rules = parser.inline.ruler
    known = {rule.name: rule.fn for rule in rules.__rules__}
    for name in _RULES:
        if name in known:
            rules.at(name, _take_text if name == "text" else _tracked(known[name]))
    rules.push("any-character", _take_character)
    # Joining neighbours would keep the position of one of them only.
    parser.inline.ruler2.disable("fragments_join", ignoreInvalid=True)


def read_inline(parser: MarkdownIt, content: Marked, links: dict[str, Any]) -> tuple[Marked, bool]:
    """Read the inline markup of a paragraph.

    :param content: the paragraph without the markup of the block it stands in.
    :param links: the parser's environment after the blocks are read: it holds the link definitions.
    :returns: its words, and whether all of them are set in bold.
    """
    from markdown_it.rules_inline import StateInline

    state = StateInline(content.text, parser, links, [])
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        rule(state)
    parts: list[Marked] = []
    bold, plain = 0, False
    for token in state.tokens:
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        part = _part(token, content)
        if part is None:
            return content, False
        if part.text:
            parts.append(part)
            plain = plain or (not bold and bool(part.text.strip()))
    words = Marked.chain(parts) if parts else Marked("", ())
    return words, not plain and bool(words.text.strip())


def _take_text(state: StateInline, silent: bool) -> bool:
    plain = _PLAIN.match(state.src, state.pos, state.posMax)
    return plain is not None and _take(state, silent, plain.end())


def _take_character(state: StateInline, silent: bool) -> bool:
    return _take(state, silent, state.pos + 1)


def _take(state: StateInline, silent: bool, end: int) -> bool:
    if not silent:
        token = state.push("text", "", 0)
        token.content = state.src[state.pos : end]
        token.meta[_AT] = state.pos
    state.pos = end
    return True


def _tracked(rule: Callable[[Any, bool], bool]) -> Callable[[Any, bool], bool]:
    """Wrap a rule so that the tokens it makes note where they begin."""

    def apply(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, True)
        start, before = state.pos, len(state.tokens)
        if not rule(state, False):
            return False
        if state.pending:
            state.pushPending()
        at = start
        for token in state.tokens[before:]:
            if _AT not in token.meta:
                token.meta[_AT] = at
                token.meta["cyberkg-end"] = state.pos
                at += len(token.content) if token.type == "text" else 0
        return True

    return apply


def _part(token: Token, content: Marked) -> Marked | None:
    """Give the words of a token; None where it is not known where they stood."""
    if token.type in {"softbreak", "hardbreak"}:
        # A hard break may begin with spaces or a backslash; the line break itself is what is kept.
        end = content.text.find("\n", token.meta[_AT]) if _AT in token.meta else -1
        return content.cut(end, end + 1) if end >= 0 else None
    if token.type not in {"text", "text_special", "code_inline"} or not token.content:
        return Marked("", ())
    at = token.meta.get(_AT)
    if at is None:
        return None
    if token.type == "text_special":
        return _special(token, content, at)
    return _literal(token, content, at)


def _special(token: Token, content: Marked, at: int) -> Marked:
    """Place a character: an escaped one stands after its backslash, an entity where it begins."""
    if token.info == "escape" and len(token.content) == 1:
        return content.cut(at + 1, at + 2)
    # An entity of two characters (a letter and an accent) has room for both offsets.
    return Marked(token.content, tuple(content.offsets[at + i] for i in range(len(token.content))))


def _literal(token: Token, content: Marked, at: int) -> Marked | None:
    end = token.meta.get("cyberkg-end", len(content.text))
    found = content.text.find(token.content, at, end)
    if found < 0:
        found = content.text.replace("\n", " ").find(token.content, at, end)
    return content.cut(found, found + len(token.content)) if found >= 0 else None
