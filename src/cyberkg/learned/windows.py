"""From a scene to what the network takes in: windows of word pieces with their shapes and hints.

A document is laid out block after block, a marker in front of each that tells headings and list entries from
paragraphs. What is longer than a window continues in the next one, which begins with the opening of the story (there
the event or the victim is named) and a few blocks earlier.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cyberkg.learned.labels import HINTS
from cyberkg.reading.amounts import find_counts, find_money, find_quantities
from cyberkg.reading.discourse import Passage
from cyberkg.reading.draft import Scene
from cyberkg.shipped import read_shipped

__all__ = ["NO_WORD", "SHAPES", "SIZE", "Piece", "Value", "Window", "cut_windows", "values_of"]

SIZE = 500  # word pieces; the encoder has 512 places
_OVERLAP, _OPENING = 90, 100
_CLS = 101
# Words that the encoder's vocabulary leaves free.
_MARKERS = {"heading": 1, "bullet": 2, "paragraph": 3}
SHAPES = 13
NO_WORD = frozenset({0, 6, 12})  # the shapes of markers and of punctuation
_TOKENIZER = Path(__file__).with_name("tokenizer.json")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word piece: its passage, its offsets in the block's text (half-open), its sentence in the document.

    A marker in front of a block is an empty piece at its start.
    """

    passage: int
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Value:
    """A date, sum, volume or count that rules found: offsets in the block's text, half-open.

    :param kind: ``date``, ``money``, ``quantity`` or ``number``.
    :param value: its normal form.
    """

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a document: as many ids, shapes and hints as pieces."""

    pieces: tuple[Piece, ...]
    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    hints: tuple[int, ...]


def values_of(passage: Passage) -> list[Value]:
    """The values of a passage, in order, without overlaps: dates before money before volumes before counts."""
    text = passage.text
    found = [Value(d.start, d.end, "date", d.value) for d in passage.dates]
    found += [Value(m.start, m.end, "money", m.value) for m in find_money(text)]
    found += [Value(q.start, q.end, "quantity", q.value) for q in find_quantities(text)]
    found += [Value(c.start, c.end, "number", c.value) for c in find_counts(text)]
    kept: list[Value] = []
    for value in found:
        if value.start < value.end and not any(v.start < value.end and value.start < v.end for v in kept):
            kept.append(value)
    return sorted(kept, key=lambda v: v.start)


@lru_cache(maxsize=1)
def load_tokenizer() -> Any:
    """Load the encoder's tokenizer, which gives offsets in characters."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(read_shipped(_TOKENIZER).decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def cut_windows(scene: Scene) -> list[Window]:
    """Lay a document out as windows, in order."""
    laid = [_lay(passage, sentences) for passage, sentences in _by_passage(scene)]
    chunks = [chunk for rows in laid for chunk in _chunks(rows)]
    items = [scene.discourse.passages[chunk[0][0].passage].item for chunk in chunks]
    windows: list[Window] = []
    first = 0
    while first < len(chunks):
        opening = _opening(chunks[items.index(items[first]) : first])
        last, size = first, 1 + len(opening)
        while last < len(chunks) and size + len(chunks[last]) <= SIZE:
            size += len(chunks[last])
            last += 1
        windows.append(_window([*opening, *(row for chunk in chunks[first:last] for row in chunk)]))
        if last >= len(chunks):
            break
        back, shared = last, 0
        room = min(_OVERLAP, SIZE - 1 - _OPENING - len(chunks[last]))
        while back > first + 1 and shared + len(chunks[back - 1]) <= room:
            back -= 1
            shared += len(chunks[back])
        first = back
    return windows


_Row = tuple[Piece, int, int, int]


def _opening(chunks: Sequence[Sequence[_Row]]) -> list[_Row]:
    """The first rows of a story, of those before a window."""
    return [row for chunk in chunks for row in chunk][:_OPENING]


def _by_passage(scene: Scene) -> Iterator[tuple[Passage, list[tuple[int, int, int]]]]:
    """Yield each passage with its sentences: number in the document, start, end."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    for n, sentence in enumerate(scene.sentences):
        found.setdefault(sentence.passage.index, []).append((n, sentence.start, sentence.end))
    for passage in scene.discourse.passages:
        yield passage, found.get(passage.index, [(0, 0, len(passage.text))])


def _lay(passage: Passage, sentences: Sequence[tuple[int, int, int]]) -> list[_Row]:
    encoded = load_tokenizer().encode(passage.text, add_special_tokens=False)
    starts = [start for _, start, _ in sentences]
    hints = _hints(passage)
    rows: list[_Row] = [
        (Piece(passage.index, 0, 0, sentences[0][0]), _MARKERS.get(passage.block.kind, 3), 0, 0)
    ]
    before = -1
    for number, (start, end) in zip(encoded.ids, encoded.offsets, strict=True):
        sentence = sentences[max(bisect_right(starts, start) - 1, 0)][0]
        shape = _shape(passage.text[start:end], continued=start == before)
        rows.append((Piece(passage.index, start, end, sentence), number, shape, hints.get(start, 0)))
        before = end
    return rows


def _chunks(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """Cut a block that is too long for a window, at sentences where they allow it."""
    limit = SIZE - 1 - _OPENING
    while len(rows) > limit:
        cut = next(
            (n for n in range(limit, limit // 2, -1) if rows[n][0].sentence != rows[n - 1][0].sentence), limit
        )
        yield rows[:cut]
        rows = rows[cut:]
    yield rows


def _window(rows: Sequence[_Row]) -> Window:
    first = rows[0][0]
    opening = Piece(first.passage, first.start, first.start, first.sentence)
    return Window(
        pieces=(opening, *(piece for piece, *_ in rows)),
        ids=(_CLS, *(number for _, number, _, _ in rows)),
        shapes=(0, *(shape for *_, shape, _ in rows)),
        hints=(0, *(hint for *_, hint in rows)),
    )


def _shape(words: str, *, continued: bool) -> int:
    """Tell the case of a piece, which the encoder's vocabulary folds away: 1 to 6, 7 to 12 where it goes on a word."""
    if words.isalpha():
        kind = (
            1
            if words.islower()
            else 2
            if len(words) > 1 and words.isupper()
            else 3
            if words[0].isupper()
            else 4
        )
    else:
        kind = 5 if words[:1].isdigit() else 6
    return kind + 6 * continued


def _hints(passage: Passage) -> dict[int, int]:
    """What rules know of each character: twice the place in ``HINTS``, plus one inside; 0 for nothing."""
    found: dict[int, int] = {}
    spans = [(v.start, v.end, v.kind) for v in values_of(passage)]
    spans += [(m.start, m.end, m.type.value if m.type else "untyped") for m in passage.mentions]
    for start, end, hint in spans:
        for at in range(start, end):
            found[at] = 2 * HINTS.index(hint) + (at > start)
    return found
