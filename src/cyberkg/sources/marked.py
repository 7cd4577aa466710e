"""Text that remembers where in the file each of its characters stood.

Blocks leave markup, wrapping and furniture out; what they keep must still point into the document's text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Marked"]

# Control characters read as spaces. Soft hyphens, zero-width and bidirectional controls vanish: they are
# drawn as nothing, and would split or disguise the words they stand in.
_SPACE = r"\s\x00-\x1f\x7f-\x9f"
_INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_ANY_SPACE = re.compile(rf"[{_SPACE}]")
_UNTIDY = re.compile(rf"[{_SPACE}{_INVISIBLE}]+")
_DISORDER = re.compile(rf"^[{_SPACE}]|[{_SPACE}]$|[{_SPACE}]{{2}}|[^\S ]|[\x00-\x1f\x7f-\x9f{_INVISIBLE}]")
_LINE_BREAK = re.compile(r"[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Scripts written without spaces between words: kana, Han, their punctuation and full-width forms.
_UNSPACED = re.compile(r"[\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and, for each of its characters, the offset in the document's text; strictly increasing."""

    text: str
    offsets: Sequence[int]

    @classmethod
    def of(cls, document: str, start: int, end: int) -> Marked:
        """Take ``document[start:end]`` as it stands."""
        return cls(document[start:end], range(start, end))

    @classmethod
    def chain(cls, parts: Sequence[Marked]) -> Marked:
        """Put parts one after another, which must stand in this order in the document."""
        if len(parts) == 1:
            return parts[0]
        offsets: list[int] = []
        for part in parts:
            offsets.extend(part.offsets)
        return cls("".join(part.text for part in parts), tuple(offsets))

    def cut(self, start: int, end: int | None = None) -> Marked:
        """Take the characters from ``start`` up to ``end``, both counted in this text."""
        return Marked(self.text[start:end], self.offsets[start:end])

    def tidied(self) -> Marked:
        """Collapse white space and wrapped lines to single spaces and drop invisible characters.

        A line break between two characters of a script without spaces, or after a hyphen inside a word,
        leaves nothing. A space for a line break points at the line break.
        """
        if not _DISORDER.search(self.text):
            return self
        texts: list[str] = []
        offsets: list[int] = []
        end = 0
        for gap in _UNTIDY.finditer(self.text):
            texts.append(self.text[end : gap.start()])
            offsets.extend(self.offsets[end : gap.start()])
            end = gap.end()
            space = self._space(gap)
            if space is not None and texts != [""]:
                texts.append(" ")
                offsets.append(self.offsets[space])
        texts.append(self.text[end:])
        offsets.extend(self.offsets[end:])
        tidy = "".join(texts)
        if tidy.endswith(" "):
            tidy, offsets = tidy[:-1], offsets[:-1]
        return Marked(tidy, tuple(offsets))

    def _space(self, gap: re.Match[str]) -> int | None:
        """Find the character of a gap that its space points at; None where no space is left."""
        space = _ANY_SPACE.search(gap.group())
        if space is None:
            return None
        line_break = _LINE_BREAK.search(gap.group())
        if line_break is None:
            return gap.start() + space.start()
        before, after = self.text[max(gap.start() - 2, 0) : gap.start()], self.text[gap.end() : gap.end() + 1]
        if _UNSPACED.fullmatch(before[-1:]) and _UNSPACED.fullmatch(after):
            return None
        if len(before) == 2 and before[0].isalpha() and before[1] == "-" and after.islower():
            return None
        return gap.start() + line_break.start()
