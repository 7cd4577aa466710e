"""What the words of a question mean: stems, synonyms, and words that say nothing.

The list ``words.txt`` gives each meaning its words. A word is compared by its stem, so that *attended*,
*attending* and *attends* are one; a stem is no word, only the same for all forms of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cyberkg.shipped import read_shipped

__all__ = ["NOISE", "Word", "all_meanings", "cut", "meanings", "nouns", "stem"]

NOISE = "~"
"""The meaning of words that say nothing of what is asked for."""

_WORD = re.compile(
    r"n['’]t\b|['’]s\b|[^\W_]+?(?=n['’]t\b)|[^\W_]+(?:(?:[.&'’/-](?!s\b)|(?<=\w)&)[^\W_]+)*", re.UNICODE
)
_REFERENCE = re.compile(r"<([\w-]+)>")
_BEFORE_NOUNS = ("what", "which", "how many", "what kind of", "what sort of", "what type of", "the number of")
_ENDINGS = ("ies", "ied", "ing", "ed", "es", "s", "y", "e")
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question.

    :param start: where it stands, in characters, half-open.
    :param past: whether it has the ending of the past: then it is no noun, *breached* is no *breach*.
    """

    start: int
    end: int
    stem: str
    past: bool = False


def cut(text: str) -> tuple[Word, ...]:
    """Cut a text into words. A possessive *'s* and a negating *n't* are words of their own.

    >>> [word.stem for word in cut("Who didn't attend Group-IB's talks?")]
    ['who', 'did', "n't", 'attend', 'group-ib', 's', 'talk']
    """
    found = ((m, m.group()) for m in _WORD.finditer(text))
    return tuple(Word(m.start(), m.end(), stem(word), word.casefold().endswith("ed")) for m, word in found)


def stem(word: str) -> str:
    """Take the regular endings from a word: those of plurals, of the past and of what goes on.

    >>> stem("organised"), stem("Organizing"), stem("companies"), stem("meetings")
    ('organis', 'organis', 'compan', 'meet')
    """
    text = word.casefold().replace("’", "'").removeprefix("'")
    if len(text) < 4 or not text.isalpha():
        return text
    text = re.sub(r"i[sz](?=e[sd]?$|ing$|ations?$|ers?$)", "is", text)
    shorter = next((text.removesuffix(e) for e in _ENDINGS if _may_lose(text.removesuffix(e), e, text)), "")
    return stem(shorter) if shorter else _single(text)


def _may_lose(rest: str, ending: str, text: str) -> bool:
    """Tell whether what is left of a word may be a stem: *press*, *sing* and *this* have no ending."""
    if rest == text or len(rest) < 3 or not _VOWELS & set(rest):
        return False
    if ending in {"s", "e"}:
        return rest[-1] not in ("siu" if ending == "s" else "e")
    return ending != "es" or rest.endswith(("s", "x", "z", "ch", "sh")) or not rest.endswith("e")


def _single(text: str) -> str:
    """Undo the doubling before an ending: *plann(ed)* and *plan* are one."""
    return text[:-1] if len(text) > 3 and text[-1] == text[-2] else text


@cache
def all_meanings() -> frozenset[str]:
    """Name all meanings of the list."""
    return frozenset(name.rstrip("*") for name, _ in _lines())


@cache
def nouns() -> frozenset[str]:
    """Name the meanings that nouns have."""
    return frozenset(name.rstrip("*") for name, _ in _lines() if name.endswith("*"))


@cache
def meanings() -> Mapping[tuple[str, ...], frozenset[str]]:
    """Read the list: for a row of stems what it may mean."""
    lines = _lines()
    found: dict[tuple[str, ...], set[str]] = {}
    for name, forms in lines:
        meaning = name.rstrip("*")
        for form in forms:
            for phrase in _expand(form, lines):
                for whole in (phrase, *(f"{b} {phrase}" for b in _BEFORE_NOUNS if name.endswith("*"))):
                    found.setdefault(tuple(word.stem for word in cut(whole)), set()).add(meaning)
    return {stems: frozenset(names) for stems, names in found.items()}


def _lines() -> list[tuple[str, list[str]]]:
    text = read_shipped(Path(__file__).with_name("words.txt")).decode("utf-8")
    pairs = (line.partition(":") for line in text.splitlines() if line and not line.startswith("#"))
    return [(name.strip(), [form.strip() for form in forms.split(",")]) for name, _, forms in pairs]


def _expand(form: str, lines: list[tuple[str, list[str]]]) -> Iterator[str]:
    """Put each form of a line where a form names the line: *which <person>*."""
    reference = _REFERENCE.search(form)
    if reference is None:
        yield form
        return
    for name, forms in lines:
        if name.rstrip("*") == reference[1]:
            for other in forms:
                yield form.replace(reference[0], other)
