"""Text in Markdown that others will render: no word of a briefing is markup there."""

from __future__ import annotations

import re

from cyberkg.query.visible import visible

__all__ = ["plain"]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&@:-])")


def plain(text: str) -> str:
    r"""Write a text on one line, whatever Markdown takes for markup escaped, hidden characters spelled out.

    >>> print(plain("<b>[x](y)"))
    \<b\>\[x\]\(y\)
    """
    return _MARKUP.sub(r"\\\1", visible(" ".join(text.split())))
