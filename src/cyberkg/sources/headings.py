"""Which drafts are headings: numbers that count on, capitals, and short lines that stand over a text.

Formats that mark their headings (a web page, Markdown) are taken at their word once they mark two, but for
numbers; in all others the company a line keeps decides. An unnumbered sentence that ends in a full stop is
never a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cyberkg.sources.dating import is_date_line
from cyberkg.sources.drafts import Draft, is_prose, width
from cyberkg.sources.word_lists import words

__all__ = ["find_headings", "find_title"]

_STOPPED = re.compile(r"[.。;；,，…][\"'”’)\]」』]*$")
_NO_HEADING = re.compile(
    r"by [A-Z]|(?:photo|image|picture|credit|caption|figure|table|video|tel|phone|fax|e-?mail|contact)s?\b"
    r"[^:：]{0,20}[:：]|"
    r"(?:dear|hi|hello) |sincerely|(?:best |kind )?regards",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"@|://|www\.")
_SMALL = words("""
    a an and as at but by for from in into is its nor of off on onto or our over per s so than the to up via
    vs with yet""")
_WORD = re.compile(r"[^\W_][^\s]*")
_LONGEST_HEADING, _LONGEST_TITLE, _LONGEST_NUMBERED = 110, 250, 200
# A number of these styles says by itself that a heading follows; others need a second that counts on.
_SURE_ALONE = frozenset({"keyword", "han", "ordinal", "arabic", "circled", "keycap", "bracket-han"})


def find_title(drafts: Sequence[Draft]) -> int | None:
    """Find the draft that is the title: the first that says more than a date, if it looks like a heading."""
    for at, draft in enumerate(drafts[:4]):
        if draft.kind == "heading":
            return at
        if draft.kind == "paragraph" and not _is_lead(draft):
            return at if draft.number is None and _can_be_title(drafts, at) else None
    return None


def find_headings(drafts: Sequence[Draft], title: int | None) -> list[Draft]:
    """Give each draft its final kind.

    :param title: index of the title, which becomes a heading of level 1.
    :returns: drafts of the kinds ``heading``, ``paragraph``, ``bullet``, ``story`` (a numbered paragraph that
        begins an item without a heading) and ``rule``, in the same order. A number that counts nothing is
        taken off the draft and stays in its words.
    """
    marked = sum(d.kind == "heading" for d in drafts)
    found = list(drafts)
    if title is not None:
        found[title] = replace(found[title], kind="heading", level=found[title].level or 1)
    _judge_numbers(found)
    if marked < 2:
        _judge_lines(found, title)
    return _levelled(found, title)


def _is_lead(draft: Draft) -> bool:
    """Tell whether a line above the title is a date or a byline."""
    return width(draft.text) < 80 and (is_date_line(draft.text) or draft.text.lower().startswith("by "))


def _can_be_title(drafts: Sequence[Draft], at: int) -> bool:
    draft = drafts[at]
    follows = any(d.kind != "rule" for d in drafts[at + 1 :])
    short = width(draft.text) <= _LONGEST_TITLE and draft.lines <= 3
    return (
        follows
        and short
        and not re.search(r"[.。;；,，:：][\"'”’)\]」』]*$", draft.text)
        and _has_letters(draft.text)
    )


def _has_letters(text: str) -> bool:
    return any(c.isalpha() for c in text) and not _ADDRESS.search(text)


def _judge_numbers(drafts: list[Draft]) -> None:
    """Settle each run of numbers: headings, stories, list entries, or no numbering at all."""
    for run in _number_runs(drafts):
        kinds = _kinds_of_run(drafts, run)
        for at, kind in zip(run, kinds, strict=True):
            if drafts[at].kind != "heading":
                drafts[at] = replace(drafts[at], kind=kind, level=1 if kind == "bullet" else 0)


def _number_runs(drafts: Sequence[Draft]) -> Iterator[list[int]]:
    """Collect the indices of drafts whose numbers, of one style, count on from each other."""
    open_runs: dict[str, list[int]] = {}
    for at, draft in enumerate(drafts):
        number = draft.number
        if number is None or draft.kind == "rule":
            continue
        run = open_runs.get(number.style)
        last = drafts[run[-1]].number if run else None
        if run is None or last is None or not last.value < number.value <= last.value + 2:
            if run:
                yield run
            run = open_runs[number.style] = []
        run.append(at)
    yield from open_runs.values()


def _kinds_of_run(drafts: Sequence[Draft], run: Sequence[int]) -> list[str]:
    short = [_is_short_entry(drafts[at]) for at in run]
    bodied = [_has_body(drafts, at) for at in run]
    clear = [s and not _STOPPED.search(drafts[at].text) for s, at in zip(short, run, strict=True)]
    if len(run) == 1:
        return [_kind_of_single(drafts, run[0], clear[0] and bodied[0])]
    if any(clear) and sum(bodied[:-1]) * 2 >= len(run) - 1 and sum(short) * 2 >= len(run):
        alone = [drafts[at].open_below or c for at, c in zip(run, clear, strict=True)]
        return ["heading" if s and a else "story" for s, a in zip(short, alone, strict=True)]
    long = sum(width(drafts[at].text) > _LONGEST_NUMBERED for at in run)
    return ["story" if long * 2 >= len(run) else "bullet"] * len(run)


def _kind_of_single(drafts: Sequence[Draft], at: int, heads: bool) -> str:
    number = drafts[at].number
    if number is None or number.style not in _SURE_ALONE:
        return "paragraph"
    if heads and drafts[at].open_above and drafts[at].open_below:
        return "heading"
    return "bullet" if number.value == 1 and not is_prose(drafts[at]) else "paragraph"


def _is_short_entry(draft: Draft) -> bool:
    return width(draft.text) <= _LONGEST_NUMBERED and draft.lines <= 3


def _has_body(drafts: Sequence[Draft], at: int) -> bool:
    """Tell whether something other than the next number of the same style comes after an entry."""
    if at + 1 == len(drafts):
        return False
    here, below = drafts[at].number, drafts[at + 1]
    same = here is not None and below.number is not None and below.number.style == here.style
    return below.kind != "rule" and not same


def _judge_lines(drafts: list[Draft], title: int | None) -> None:
    """Find the headings that carry no number: set in capitals or in bold, or standing over a paragraph."""
    for at, draft in enumerate(drafts):
        if at != title and draft.kind == "paragraph" and draft.number is None and _heads(drafts, at, title):
            drafts[at] = replace(draft, kind="heading")


def _heads(drafts: Sequence[Draft], at: int, title: int | None) -> bool:
    draft = drafts[at]
    if not _looks_like_heading(draft) or at + 1 == len(drafts):
        return False
    below = drafts[at + 1]
    if draft.strong or _is_capitals(draft.text):
        return below.kind != "rule"
    if at and at - 1 != title and not _settles(drafts[at - 1]):
        return False
    if _is_title_case(draft.text) and (draft.open_below or below.kind == "bullet"):
        return is_prose(below) or below.kind in {"bullet", "heading", "story"}
    return is_prose(below) and width(below.text) >= 2 * width(draft.text)


def _looks_like_heading(draft: Draft) -> bool:
    text = draft.text
    return (
        draft.open_above
        and draft.lines <= 2
        and width(text) <= _LONGEST_HEADING
        and not text[0].islower()
        and not _STOPPED.search(text)
        and not text.endswith((":", "："))
        and _has_letters(text)
        and not _NO_HEADING.match(text)
        and not is_date_line(text)
    )


def _settles(above: Draft) -> bool:
    """Tell whether the text above a line has come to an end, so that the line is not one of a list."""
    return (
        above.kind in {"heading", "bullet", "story", "rule"}
        or above.text.endswith((":", "："))
        or is_prose(above)
    )


def _is_capitals(text: str) -> bool:
    """Tell whether a line is set in capitals, which a single acronym (``CSOP 2023``) does not show."""
    words = re.findall(r"[^\W\d_]+", text)
    raised = any(c.isupper() for c in text) and not any(c.islower() for c in text)
    return raised and (len(words) > 1 or max(map(len, words)) > 6)


def _is_title_case(text: str) -> bool:
    words = [w for w in _WORD.findall(text) if w.casefold().strip(".'’") not in _SMALL]
    if not words or len(words) > 14:
        return False
    raised = sum(not w[0].islower() for w in words)
    return raised * 5 >= len(words) * 4 and any(w[0].isupper() or not w.isascii() for w in words)


def _levelled(drafts: Sequence[Draft], title: int | None) -> list[Draft]:
    """Give a depth to the headings that the format gave none: one below the title, then by style."""
    base = max((d.level for d in drafts if d.kind == "heading"), default=0)
    styles: list[str] = []
    levelled = []
    for at, draft in enumerate(drafts):
        if draft.kind in {"heading", "story"} and not draft.level and at != title:
            style = _style(draft)
            if style not in styles:
                styles.append(style)
            levelled.append(replace(draft, level=base + 1 + styles.index(style)))
        else:
            levelled.append(draft)
    return levelled


def _style(draft: Draft) -> str:
    if draft.number is not None:
        return draft.number.style
    return "capitals" if _is_capitals(draft.text) else "line"
