"""Marks of the Traffic Light Protocol in a text: taken out of what is read, and kept as what they say.

A line that is a mark and nothing else (``TLP:AMBER``, ``Classification: TLP GREEN``) marks the document where it
stands at its head or its foot, else the item it stands in, and the next one where it stands between two. A mark set
off at either end of a heading (``[TLP:RED] Bank hit``) marks the item and the items below it, at either end of a
paragraph or list entry that alone; before a short line it counts as a line of its own. Behind the number of a heading
(``2. [TLP:RED] Bank hit``) it is at its front. A mark in brackets amid the words (``... since. (TLP:RED) The bank ...``)
marks the whole paragraph or item where it is stricter than what holds there. So do a level in a short line that says
more (``Security briefing, page 1, TLP:RED``), terms behind a mark (``TLP:RED. Not for disclosure``) and a sentence of a
text about itself (``This briefing is TLP:RED``), for all that a line of its own would mark. Letters and signs count as
what they look like. What the nearest mark says holds; of several for the same, the strictest. Where a mark can be read
in two ways, more is marked, not less; talk of marks (``shared as TLP:AMBER``) is none.

Source: https://www.first.org/tlp/
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cyberkg.errors import InputError
from cyberkg.sources.drafts import Draft, is_prose
from cyberkg.sources.marked import Marked
from cyberkg.sources.numbering import find_number
from cyberkg.sources.opening import shown
from cyberkg.terms import Marking

__all__ = [
    "Mark",
    "holds_mark",
    "is_mark",
    "read_margins",
    "read_marking",
    "take_marks",
    "unmarked",
]

_NAME = r"(?:RED|AMBER\s?[+ _-]\s?STRICT|AMBER|GREEN|CLEAR|WHITE)\b"
# Of two levels (AMBER/RED) the stricter holds; in "TLP:GREEN | Red Cross hit" there is one.
_AND = r"(?:/|\s?[/|&]\s?TLP\s?:\s?|\s[/|&]\s(?=[^\W_]+[\W_]*\Z))"
_LEVEL = rf"(?P<level>{_NAME})(?:{_AND}(?P<other>{_NAME}))?"
_TLP = (
    r"(?:TLP|Traffic\sLight\sProtocol(?:\s?\(TLP\))?)(?:\s?v?[12](?:\.0)?)?"
    r"(?:\s(?:level|colou?r|classification|marking|rating))?"
)
_MARK = rf"{_TLP}(?:\s?[:=]{{1,2}}\s{{0,2}}|\s?[-/]\s?|[ _.])[\"'“‘(\[]?{_LEVEL}(?!\s?\+)"
_LABEL = (
    r"(?:(?:classification|sensitivity|marking|handling|distribution|dissemination|sharing)\s?[:：]?\s?"
    r"|\w{1,20}\s?[:：]\s?)?"
)
_LINE = re.compile(rf"[\W_]*+{_LABEL}[\W_]*+{_MARK}[\W_]*(?:\([^()]{{0,160}}\)[\W_]*)?", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"[\W_]*+(?:\w{1,20}\s?[:：]\s?)?[\W_]*+TLP\s?[:：]\s?(?P<level>[A-Z][A-Z+:._-]{1,20})[\W_]*"
)
_OPEN, _CLOSE = r"(?:(?P<open>[(\[【])\s?", r"(?(open)\s?[)\]】]"
_CAPITAL = (
    r"\s+(?-i:(?=[^\Wa-z_]))"  # behind a bare mark: "TLP:RED The bank" is marked, "TLP:RED notes" are told of
)
_ENDED = r"(?<=[.!?…。”\"’])\s++"  # before a bare mark: it stands behind a whole sentence
_FRONT = re.compile(
    rf"{_OPEN})?{_MARK}{_CLOSE}|(?:\s?(?=[-–—:|/.,;=])|{_CAPITAL}))\s*[-–—:|/.,;=]*\s*", re.IGNORECASE
)
_BACK = re.compile(rf"(?<!\s)(?:\s*+{_OPEN}|[-–—|/]\s?)|{_ENDED}){_MARK}{_CLOSE})\s?[.]?\Z", re.IGNORECASE)
_HEADING_BACK = re.compile(
    rf"(?<!\s)\s++{_MARK}\s?[.]?\Z", re.IGNORECASE
)  # in a heading, nothing else is at its end
_AMID = re.compile(rf"[(\[【]\s?{_MARK}\s?[)\]】]", re.IGNORECASE)
_ANYWHERE = re.compile(_MARK, re.IGNORECASE)
_TERMS = re.compile(
    r"\W*(?:not?|for|only|limited|restricted|recipients?|disclosure|sharing|strictly|internal|do|may|must)\b",
    re.IGNORECASE,
)  # behind a mark: what may be done with the text
_ITSELF = re.compile(
    r"\bthis\s(?:document|briefing|report|bulletin|advisory|alert|newsletter|message|e-?mail|file|note|issue|paper|text|"
    rf"publication|information|content|material)\b[^.!?\n]{{0,60}}?{_MARK}",
    re.IGNORECASE,
)
_LONGEST_LINE = 80
_NAMES = {"WHITE": Marking.CLEAR, **{marking.value.upper(): marking for marking in Marking}}
_LINE_BREAK = "\n\v\f\x85\u2028\u2029"
# letters and signs that look like those of a mark, beside what Unicode takes for the same
_ALIKE = dict(
    zip(
        map(ord, "АВСЕНІКМОРТХасеіорхΑΒΕΗΙΚΜΝΟΡΤΧ‐‑‒–—−∶꞉ː"),
        "ABCEHIKMOPTXaceiopxABEHIKMNOPTX------:::",
        strict=True,
    )
)
_HINT = f"write {', '.join(marking.value for marking in Marking)}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a text.

    :param at: where it begins, in characters of the document's text.
    :param within: for a mark in a heading or a paragraph, where the last word of that stands, as a number in front
        of it may go; None for a line of its own.
    :param amid: it stands amid the words, and can make what holds there stricter, not freer.
    :param line: it counts for as much as a line of its own, though it is none.
    """

    at: int
    marking: Marking
    within: int | None = None
    amid: bool = False
    line: bool = False


class _Plain(dict[int, str]):
    """Each character as the one that it stands for, so that offsets hold."""

    def __missing__(self, code: int) -> str:
        shown = unicodedata.normalize("NFKC", chr(code))
        self[code] = _ALIKE.get(code, shown if len(shown) == 1 else chr(code))
        return self[code]


_PLAIN = _Plain()


def _plain(text: str) -> str:
    return text if text.isascii() else text.translate(_PLAIN)


def read_marking(value: str, where: str) -> Marking | None:
    """Read a marking as a field of front matter or a row gives it (``amber``, ``TLP:AMBER``); None for an empty one.

    :raises InputError: where it is none, which must not pass for no marking.
    """
    if not value.strip():
        return None
    found = re.fullmatch(rf"\W*(?:TLP\W*)?{_LEVEL}\W*", value, re.IGNORECASE)
    if found is None:
        raise InputError(f"does not know the marking {shown(value)}", where, _HINT)
    return _marking(found)


def read_margins(lines: Iterable[str], name: str) -> list[Marking]:
    """Read the marks among the lines of page headers and footers.

    :raises InputError: where one is of a level that the protocol does not know.
    """
    found: list[Marking] = []
    for line in lines:
        if is_mark(line):
            found.append(_read_line(line, name))
        elif holds_mark(line):
            found += map(_marking, _ANYWHERE.finditer(_plain(line)))
    return found


def is_mark(line: str) -> bool:
    """Tell whether a line is a mark and nothing else."""
    plain = _plain(line) if len(line) < 300 else ""
    return bool(_LINE.fullmatch(plain) or _UNKNOWN.fullmatch(plain))


def holds_mark(line: str) -> bool:
    """Tell whether a line is short and has a mark in it, as headers and footers of pages do."""
    return len(line) < 300 and bool(_ANYWHERE.search(_plain(line)))


def unmarked(title: str) -> tuple[str, Marking | None]:
    """Take a mark off a title.

    >>> unmarked("Issue 7 (TLP:AMBER)")
    ('Issue 7', <Marking.AMBER: 'amber'>)
    """
    for pattern in (_FRONT, _BACK):
        plain = _plain(title)
        found = pattern.match(plain) if pattern is _FRONT else pattern.search(plain)
        if found:
            return (title[: found.start()] + title[found.end() :]).strip(), _marking(found)
    return title, None


def _marking(found: re.Match[str]) -> Marking:
    levels = (level.upper() for level in found.group("level", "other") if level)
    return max((Marking.AMBER_STRICT if "STRICT" in v else _NAMES[v] for v in levels), key=lambda m: m.rank)


def take_marks(drafts: Sequence[Draft], text: str, name: str) -> tuple[list[Draft], list[Mark]]:
    """Take the marks out of drafts: lines as a whole, the others off their heading or paragraph.

    :param text: the document's text, which the drafts' offsets count in.
    :raises InputError: where a line is a mark of a level that the protocol does not know.
    """
    kept: list[Draft] = []
    marks: list[Mark] = []
    for draft in drafts:
        if not _may_hold(draft.text):
            kept.append(draft)
        elif is_mark(draft.text):
            marks.append(Mark(draft.words.offsets[0], _read_line(draft.text, name)))
        else:
            rest, found = _take_inner(draft, text)
            kept.append(rest)
            marks += found or _amid_line(draft)
    return kept, marks


def _may_hold(text: str) -> bool:
    said = _plain(text).casefold()
    return "tlp" in said or "traffic light" in said


def _amid_line(draft: Draft) -> list[Mark]:
    """Find the levels in a short line, or in sentences of a text about itself."""
    short = draft.kind == "paragraph" and len(draft.text) <= _LONGEST_LINE and not is_prose(draft)
    places = (_ANYWHERE if short else _ITSELF).finditer(_plain(draft.text))
    offsets = draft.words.offsets
    return [Mark(offsets[f.start()], _marking(f), offsets[-1], amid=True, line=True) for f in places]


def _read_line(line: str, name: str) -> Marking:
    known = _LINE.fullmatch(_plain(line))
    if known is not None:
        return _marking(known)
    unknown = _UNKNOWN.fullmatch(_plain(line))
    level = unknown["level"] if unknown else line
    raise InputError(f"is marked TLP:{level}, which the protocol does not know", name, _HINT)


def _take_inner(draft: Draft, text: str) -> tuple[Draft, list[Mark]]:
    """Take a mark off the front and the back of a draft that says more than that."""
    words, marks = draft.words, []
    line = _first_line(draft.words, text)
    front = line or _front(draft)
    if front and front.end() < len(words.text):
        at = words.offsets[front.start()]
        words = Marked.chain([words.cut(0, front.start()), words.cut(front.end())])
        marks.append(Mark(at, _marking(front), None if line else words.offsets[-1]))
        if draft.kind != "heading" and not line and _TERMS.match(words.text):
            marks.append(Mark(at, _marking(front), words.offsets[-1], amid=True, line=True))
    plain = _plain(words.text)
    back = _BACK.search(plain) or (draft.kind == "heading" and _HEADING_BACK.search(plain))
    if back and back.start():
        at, words = words.offsets[back.start()], words.cut(0, back.start())
        marks.append(Mark(at, _marking(back), words.offsets[-1]))
    for amid in _AMID.finditer(_plain(words.text)):
        marks.append(Mark(words.offsets[amid.start()], _marking(amid), words.offsets[-1], amid=True))
    if not marks:
        return draft, []
    number = find_number(words.text[:200]) if draft.kind in {"heading", "paragraph"} else draft.number
    return replace(draft, words=words, number=number), marks


def _front(draft: Draft) -> re.Match[str] | None:
    """Find a mark at the front of a draft, or behind the number there."""
    words = _plain(draft.words.text)
    number = find_number(words[:200]) if draft.kind in {"heading", "paragraph"} else None
    return _FRONT.match(words) or (_FRONT.match(words, number.end) if number else None)


def _first_line(words: Marked, text: str) -> re.Match[str] | None:
    """Find a mark that has the first line of a paragraph for itself, which has been put together with the next."""
    found = re.match(rf"[\W_]*{_LABEL}{_MARK}[\W_]*", _plain(words.text), re.IGNORECASE)
    if found is None or found.end() >= len(words.text):
        return None
    gap = text[words.offsets[found.end("level") - 1] + 1 : words.offsets[found.end()]]
    return found if any(c in _LINE_BREAK for c in gap) else None
