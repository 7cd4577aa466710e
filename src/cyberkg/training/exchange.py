"""Exchanges the names of a marked text for others of the corpus, so that the network learns forms and not names."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cyberkg.corpus import MarkedText

__all__ = ["Pool", "exchange", "pool_of"]

_MARK = re.compile(r"\[([^\[\]|]+)\|([po]\.[a-z0-9-]+)\]")


@dataclass(frozen=True, slots=True)
class Pool:
    """Names to take: whole ones of persons (two words at least) and of organisations."""

    persons: tuple[str, ...]
    organisations: tuple[str, ...]


def pool_of(texts: Sequence[MarkedText]) -> Pool:
    """Gather the fullest name of each person and organisation of some texts."""
    fullest: dict[str, set[str]] = {"p": set(), "o": set()}
    for text in texts:
        for key in {m.key for m in text.mentions if m.key[0] in "po" and m.is_name}:
            fullest[key[0]].add(max(text.names(key), key=len))
    return Pool(
        tuple(sorted(n for n in fullest["p"] if " " in n)),
        tuple(sorted(n for n in fullest["o"] if not n.isupper())),
    )


def exchange(source: str, pool: Pool, seed: str) -> str:
    """Give each person and organisation of a marked text another name, its short forms in step.

    Two get the same name only where the pool has fewer than the text.

    :param source: the text with its marks.
    :param seed: the same seed makes the same exchange.
    """
    draw = random.Random(seed)  # noqa: S311 - names, no secret
    forms: dict[str, list[str]] = {}
    for words, key in _MARK.findall(source):
        forms.setdefault(key, []).append(words)
    fresh: dict[tuple[str, str], str] = {}
    given: set[str] = set()
    for key, names in forms.items():
        old = max(names, key=len)
        every = pool.persons if key.startswith("p.") else pool.organisations
        new = draw.choice([name for name in every if name not in given] or every)
        given.add(new)
        fresh |= {(key, name): _in_step(name, old, new) for name in names}
    return _MARK.sub(lambda m: f"[{fresh[m[2], m[1]]}|{m[2]}]", source)


def _in_step(form: str, old: str, new: str) -> str:
    """The form of a new name that corresponds to a form of the old one: whole, first or last word, initials."""
    parts, fresh = old.split(), new.split()
    if form == old or len(parts) == 1:
        return new.upper() if form.isupper() and len(form) > 6 else new
    if form.casefold() == parts[-1].casefold():
        return fresh[-1].upper() if form.isupper() and len(form) > 1 else fresh[-1]
    if form.casefold() == parts[0].casefold():
        return fresh[0]
    if form.isupper() and " " not in form:
        letters = "".join(w[0] for w in fresh if w[0].isupper())
        return letters if len(letters) > 1 else fresh[0]
    return new
