"""Plain text cut into drafts: which lines belong together, which begin something new, which are no text.

The hard part is wrapping. A text editor breaks a paragraph where the next word would not fit, so a line break
is taken for wrapping only where the first word below would not have fitted above, measured by the width to
which the text as a whole is wrapped. Lists of short lines fail that test and stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from cyberkg.sources.drafts import Draft, width
from cyberkg.sources.furniture import is_furniture, is_kicker, is_page_number, is_rule
from cyberkg.sources.marked import Marked
from cyberkg.sources.numbering import Number, find_number
from cyberkg.sources.tlp import holds_mark, is_mark

__all__ = ["Field", "cut_lines", "head_fields"]

_LINE = re.compile(r"[^\n\v\f\x85\u2028\u2029]*(?:[\n\v\f\x85\u2028\u2029]|\Z)")
_BULLET = re.compile(
    r"(?:[-*+–—‐−][ \t\u00a0]+|(?:[•‣▪●○◦■□►▶➢➤✓✔·∙◆◇★☆※🔹🔸📌👉✅]|\u27a1\ufe0f?)[ \t\u00a0\u3000]*)(?=\S)"
)
_TIME = r"(?:[01]?[0-9]|2[0-4])(?:[:.：h][0-5][0-9](?![0-9]) ?(?:[ap]\.?m\b\.?|hrs?\b|h\b)?| ?[ap]\.?m\b\.?)"
_CLOCK = r"[0-2][0-9][0-5][0-9](?![0-9])"
_TIMETABLE = re.compile(
    rf"(?:{_TIME}(?:\s*(?:[-–—~]|to|until)\s*{_TIME})?|"
    rf"(?!(?:19|20)\d\d\D){_CLOCK}\s*[-–—~]\s*{_CLOCK}(?: ?hrs?\b)?)"
    r"[ \t|:：,–—-]+(?=[^\s\d|])",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(date|published|posted|updated|last updated|issued|released|release date|publication date|日期|"
    r"source|url|link|original|title|subject|headline|author|byline|from|to|cc)[ \t]*[:：][ \t]*(?=\S)",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}|\^{3,}")
_UNDERLINE_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 3}
# Words that no line of a list ends on, but a wrapped line may.
_UNFINISHED = re.compile(
    r"\b(?:a|an|the|of|in|on|at|by|to|for|from|with|and|or|that|its?|their|his|her|as|is|was|were)$|,$"
)

# Nobody wraps to less, in columns; and what is longer is a paragraph on one line.
_NARROWEST, _WIDEST = 40, 140
# Proportional type wraps unevenly: a line this full counts as full.
_FULL = 0.85
_HEAD_LINES = 12
_HEAD_WIDTH = 60  # of a line there that is not taken for a wrapped one, though it may end within a sentence


@dataclass(frozen=True, slots=True)
class Field:
    """A line such as ``Date: 8 September 2023`` in the head of a text: its name in lower case, its value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words on it: where they stand, and what is around them."""

    start: int
    end: int
    text: str
    indent: int
    opens: str
    number: Number | None
    gap_above: bool
    rule_above: bool = False
    underline: str = ""


def head_fields(lines: Iterable[str]) -> tuple[Field, ...]:
    """Read the fields among the first lines of a text (``Date:``, ``Source:``, ``Title:``)."""
    found = []
    for line in lines:
        match = _FIELD.match(line.strip())
        if match is not None:
            found.append(Field(match.group(1).casefold(), line.strip()[match.end() :]))
    return tuple(found)


def cut_lines(text: str, start: int = 0) -> tuple[list[Draft], tuple[Field, ...]]:
    """Cut a plain text, from ``start`` on, into drafts in order, and read the fields in its head."""
    lines, fields = _read_lines(text, start)
    wrap = _wrap_width(lines)
    drafts: list[Draft] = []
    groups = list(_groups(lines, wrap))
    for at, group in enumerate(groups):
        if group[0].rule_above and drafts:
            drafts.append(Draft("rule", Marked("", ())))
        open_below = at + 1 == len(groups) or groups[at + 1][0].gap_above
        draft = _draft(text, group, open_below)
        # A line of zero-width characters holds no words.
        drafts += [draft] if draft.text else []
    return drafts, fields


def _read_lines(text: str, start: int) -> tuple[list[_Line], tuple[Field, ...]]:
    lines: list[_Line] = []
    fields: list[Field] = []
    gap, rule, seen = True, False, 0
    for begin, end, raw in _raw_lines(text, start):
        words = raw.strip()
        seen += bool(words)
        if not words:
            gap = True
        elif lines and not gap and _UNDERLINE.fullmatch(words) and lines[-1].gap_above:
            lines[-1] = replace(lines[-1], underline=words[0])
            gap = True
        elif is_rule(words):
            gap = rule = True
        elif is_mark(words) or (seen <= _HEAD_LINES and len(words) < _HEAD_WIDTH and holds_mark(words)):
            lines.append(_line(text, begin, end, True, rule))  # a paragraph of its own
            gap, rule = True, False
        elif seen <= _HEAD_LINES and (field := head_fields([words])):
            fields += field
            gap = True
        elif not holds_mark(words) and (is_furniture(words) or (seen <= _HEAD_LINES and is_kicker(words))):
            gap = True
        else:
            lines.append(_line(text, begin, end, gap, rule))
            gap = rule = False
    return _without_page_numbers(lines), tuple(fields)


def _raw_lines(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    for match in _LINE.finditer(text, start):
        raw = match.group()
        yield match.start(), match.end(), raw
        if match.end() == len(text):
            return


def _without_page_numbers(lines: Sequence[_Line]) -> list[_Line]:
    """Drop the numbers that stand alone between empty lines."""
    gaps = [*(line.gap_above for line in lines), True]
    return [
        line for at, line in enumerate(lines) if not (gaps[at] and gaps[at + 1] and is_page_number(line.text))
    ]


def _line(text: str, begin: int, end: int, gap: bool, rule: bool) -> _Line:
    raw = text[begin:end]
    indent = len(raw) - len(raw.lstrip())
    words = raw.strip()
    start = begin + indent
    number = None
    opens = ""
    if _BULLET.match(words):
        opens = "bullet"
    elif _TIMETABLE.match(words):
        opens = "time"
    else:
        number = find_number(words[:200])
        opens = "number" if number else ""
    return _Line(
        start, start + len(words), words, len(raw[:indent].expandtabs(4)), opens, number, gap, rule_above=rule
    )


def _wrap_width(lines: Sequence[_Line]) -> int:
    """Find the width in columns to which a text is wrapped; 0 where it is not."""
    widths = []
    for group in _runs(lines):
        inner = [_columns(line) for line in group[:-1]]
        if not inner or not _NARROWEST <= max(inner) <= _WIDEST:
            continue
        breaks = [_is_full(a, b, max(inner)) for a, b in pairwise(group) if not b.opens]
        if len(inner) > 1 and breaks and sum(breaks) * 5 >= len(breaks) * 3:
            widths.append(max(inner))
    return median_low(widths) if widths else _width_of_pairs(lines)


def _width_of_pairs(lines: Sequence[_Line]) -> int:
    """Find the width of a text whose paragraphs take two lines each: their first lines are about as long."""
    firsts = sorted(_columns(group[0]) for group in _runs(lines) if len(group) == 2)
    if len(firsts) < 3 or not _NARROWEST <= firsts[-1] <= _WIDEST or firsts[0] < firsts[-1] * 0.8:
        return 0
    return firsts[-1]


def _runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Go through the stretches of lines without an empty line between them."""
    run: list[_Line] = []
    for line in lines:
        if line.gap_above and run:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_full(above: _Line, below: _Line, wrap: float) -> bool:
    """Tell whether the first word of a line would not have fitted on the line above."""
    first = below.text.split(maxsplit=1)[0]
    room = width(first) if first.isascii() else 2
    return _columns(above) + 1 + room > wrap


def _columns(line: _Line) -> int:
    return line.indent + width(line.text)


def _groups(lines: Sequence[_Line], wrap: int) -> Iterator[list[_Line]]:
    """Put the lines of each paragraph, heading and list entry together."""
    group: list[_Line] = []
    counts: dict[str, int] = {}
    for line in lines:
        if group and not _goes_on(group, line, wrap, counts):
            yield group
            group = []
        if line.number and not group:
            counts[line.number.style] = line.number.value
        group.append(line)
    if group:
        yield group


def _goes_on(group: Sequence[_Line], line: _Line, wrap: int, counts: dict[str, int]) -> bool:
    """Tell whether a line continues the paragraph above it."""
    above = group[-1]
    full = bool(wrap) and _is_full(above, line, wrap * _FULL)
    if line.gap_above or above.underline or line.underline or _opens_entry(line, full, counts):
        return False
    if _starts_paragraph(group, line):
        return False
    if (
        _is_unspaced(above.text[-1])
        and _is_unspaced(line.text[0])
        and _NARROWEST <= _columns(above) <= _WIDEST
    ):
        return True
    if line.text[0].islower() or _UNFINISHED.search(above.text[-12:]):
        return _columns(above) <= _WIDEST
    if full and _ends_sentence(above.text):
        return _is_full(above, line, wrap * 0.95)
    return full


def _is_unspaced(character: str) -> bool:
    """Tell whether a character is a letter of a script without spaces, which is wrapped anywhere."""
    return character.isalpha() and width(character) == 2


def _opens_entry(line: _Line, full: bool, counts: dict[str, int]) -> bool:
    """Tell whether a line begins a list entry or a heading, and not by the chance of wrapping."""
    if line.number:
        return not full or line.number.value == counts.get(line.number.style, 0) + 1
    return line.opens == "bullet" or (line.opens == "time" and not full)


def _starts_paragraph(group: Sequence[_Line], line: _Line) -> bool:
    """Tell whether a line is indented as the first of a paragraph is."""
    hangs = bool(group[0].opens)
    return line.indent > group[-1].indent + 1 and not (hangs and len(group) == 1)


def _ends_sentence(text: str) -> bool:
    return text.rstrip("\"'”’)]")[-1:] in ".!?。！？"


def _draft(text: str, group: Sequence[_Line], open_below: bool) -> Draft:
    first, last = group[0], group[-1]
    kind, level, start = "paragraph", 0, first.start
    if first.underline:
        kind, level = "heading", _UNDERLINE_LEVELS[first.underline]
    elif first.opens in {"bullet", "time"}:
        kind, level = "bullet", 1 + min(first.indent // 2, 8)
        bullet = _BULLET.match(first.text)
        start += bullet.end() if bullet else 0
    words = Marked.of(text, start, last.end).tidied()
    number = find_number(words.text) if first.number else None
    return Draft(kind, words, level, number, len(group), first.gap_above, open_below)
