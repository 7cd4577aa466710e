"""Texts as YAML scalars: bare where that is safe, else in double quotes with what cannot be seen spelt out.

And where a node of a YAML text ends, for edits that leave the rest as it was written.
"""

from __future__ import annotations

import json
import re

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["comment", "last_index", "scalar"]

# Letters first, then nothing that means something to YAML, in flow lists too, and no space at the end.
_BARE = re.compile(r"[^\W\d_](?:[\w '’./()&-]*[\w.)])?")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
# What YAML 1.1 does not let stand in a file (section 5.1), and what turns the direction of text.
_UNFIT = re.compile(
    "[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    "|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def scalar(text: str) -> str:
    r"""Write a text so that YAML reads it back as it is.

    >>> print(scalar("Tang Ping-keung"), scalar("ACME: a \x1b[31mname"))
    Tang Ping-keung "ACME: a \u001b[31mname"
    """
    if _BARE.fullmatch(text) and text.casefold() not in _WORDS and not _UNFIT.search(text):
        return text
    return _UNFIT.sub(_spelt, json.dumps(text, ensure_ascii=False))


def comment(text: str) -> str:
    """Write a text as a comment on the line it is put on."""
    return f"# {_UNFIT.sub('?', ' '.join(text.split()))}"


def _spelt(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def last_index(node: Node) -> int:
    """Give the offset behind the last character of a node; the end of a block is that of its last part."""
    if isinstance(node, ScalarNode) or (isinstance(node, CollectionNode) and node.flow_style):
        return node.end_mark.index
    if isinstance(node, MappingNode) and node.value:
        return last_index(node.value[-1][1])
    if isinstance(node, SequenceNode) and node.value:
        return last_index(node.value[-1])
    return node.end_mark.index
