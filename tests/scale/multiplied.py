"""Short briefings, as many as are asked for: passages of the marked corpus with all names exchanged.

Each has 60 to 100 words, a title and a date. Four in five of its people and two in three of its organisations are
its own, the others come from pools that grow more slowly than the briefings do, as an archive meets old
acquaintances again; every event and work is renamed, so that no two briefings tell of the same one by accident. Names are
put together from the words of the corpus, or they would not look like names. Equal numbers, equal bytes.
"""

from __future__ import annotations

import datetime
import random
import re
from dataclasses import dataclass
from pathlib import Path

from cyberkg.corpus import parse_marked, read_marked
from cyberkg.training.exchange import Pool, exchange, pool_of

__all__ = ["CORPUS", "Multiplier", "write_briefings"]

CORPUS = Path(__file__).parents[1] / "corpus" / "marked"
LEAST, MOST = 60, 100  # words
FIRST = datetime.date(2019, 1, 1)
DAYS = 2000
SOURCES = 600  # files of the corpus to cut passages from

_KEYED = re.compile(r"\[([^\[\]|]+)\|([a-z]\.[a-z0-9-]+)(~?)\]")
_MARK = re.compile(r"\[([^\[\]|]+)\|[^\[\]]*\]")
_TITLED = re.compile(r"#{1,6}\s+\S")


@dataclass(frozen=True, slots=True)
class _Words:
    """What names are made of: first and last names, and organisations less their first word."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    bodies: tuple[str, ...]


class Multiplier:
    """Makes briefings by number, each from its number and the corpus alone.

    :param corpus: a folder of marked texts.
    """

    def __init__(self, corpus: Path = CORPUS) -> None:
        paths = sorted(corpus.glob("*.txt"))
        paths = paths[:: max(1, len(paths) // SOURCES)]
        texts = [read_marked(path) for path in paths]
        self._passages = [p for path in paths for p in cut(path.read_text(encoding="utf-8-sig"))]
        self._words = _words_of(pool_of(texts))

    def make(self, number: int, count: int) -> tuple[str, str]:
        """Make one of ``count`` briefings: its file name and its text."""
        draw = random.Random(number)
        passage = self._passages[draw.randrange(len(self._passages))]
        pool = Pool(
            tuple(self._person(draw, number, count) for _ in range(40)),
            tuple(self._body(draw, number, count) for _ in range(40)),
        )
        source = self._renamed(exchange(passage, pool, str(number)), draw)
        day = FIRST + datetime.timedelta(draw.randrange(DAYS))
        text = parse_marked(f"# style: short\n\n{source}", str(number)).text
        return f"{day}-{number:06}.txt", f"{day:%d %B %Y}\n\n{text}"

    def _person(self, draw: random.Random, number: int, count: int) -> str:
        """Put a name together: one of this briefing in four cases of five, else one that many know."""
        own = draw.random() < 0.8
        one = random.Random(f"p {number} {draw.random()}" if own else f"p {draw.randrange(20 + count // 10)}")
        names = [one.choice(self._words.given), one.choice(self._words.family)]
        if own and one.random() < 0.5:
            names.insert(1, one.choice(self._words.given))
        return " ".join(names)

    def _body(self, draw: random.Random, number: int, count: int) -> str:
        own = draw.random() < 2 / 3
        one = random.Random(f"o {number} {draw.random()}" if own else f"o {draw.randrange(20 + count // 20)}")
        return f"{one.choice(self._words.family)} {one.choice(self._words.bodies)}"

    def _renamed(self, source: str, draw: random.Random) -> str:
        """Give events and works a word of their own in place of their first; letters that stand for one, other letters."""
        fresh: dict[str, str] = {}

        def rename(match: re.Match[str]) -> str:
            words, key, refers = match[1], match[2], match[3]
            if key[0] not in "ew" or refers:
                return match[0]
            word = fresh.setdefault(key, draw.choice(self._words.family))
            first, blank, rest = words.partition(" ")
            if not blank or not rest[0].isupper():
                return match[0] if words[0].islower() else f"[{word} {words}|{key}]"
            return f"[{word if first.casefold() != 'the' else f'the {word}'} {rest}|{key}]"

        return _KEYED.sub(rename, source)


def cut(source: str) -> list[str]:
    """Cut a marked text into passages of 60 to 100 words, in whole sentences, still marked but without facts."""
    lines = source.partition("\n\n")[2].splitlines()
    found: list[str] = []
    passage: list[str] = []
    words = 0
    for line in lines:
        if line.startswith(">"):
            continue
        length = len(_MARK.sub(r"\1", line).split())
        if words >= LEAST and (not line or words + length > MOST or _TITLED.match(line)):
            found.append("\n".join(passage).strip())
            passage, words = [], 0
        elif words + length > MOST:
            passage, words = [], 0
        passage.append(line)
        words += length
    if LEAST <= words <= MOST:
        found.append("\n".join(passage).strip())
    return found


def write_briefings(folder: Path, count: int, corpus: Path = CORPUS) -> None:
    """Write so many briefings into a folder, a thousand to a folder below it."""
    multiplier = Multiplier(corpus)
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        name, text = multiplier.make(number, count)
        (place / name).write_text(text, encoding="utf-8", newline="\n")


def _words_of(pool: Pool) -> _Words:
    people = [name.split() for name in pool.persons]
    bodies = {rest for name in pool.organisations if (rest := name.partition(" ")[2]) and rest[0].isupper()}
    return _Words(
        tuple(sorted({words[0] for words in people})),
        tuple(sorted({words[-1] for words in people if words[-1][0].isupper()})),
        tuple(sorted(bodies)),
    )
