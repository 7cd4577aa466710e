"""The day of a briefing, or the period that it covers, from wherever a publisher puts it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from cyberkg.model import Period
from cyberkg.sources.periods import Found, find_periods, parse_period

__all__ = ["find_document_date", "is_date_line"]

_HEAD_LINES = 12
_YEARS = re.compile(r"(?<![\w$€£.,/-])(?:19[89]|20[0-4])[0-9](?![\w%]|[,.][0-9])")
_SEPARATORS = re.compile(r"[_.\s]+")
_FILE_DAY = re.compile(r"(?<![0-9])((?:19[89]|20[0-9])[0-9])([-_.]?)([01][0-9])\2([0-3][0-9])(?![0-9])")
_FILE_MONTH = re.compile(r"(?<![0-9])((?:19[89]|20[0-9])[0-9])[-_.]?(0[1-9]|1[0-2])(?![0-9])")
_FILE_YEAR = re.compile(r"(?<![0-9])((?:19[89]|20[0-9])[0-9])(?![0-9])")

_LABEL = re.compile(
    r"[(\[]?(?:(?:date|published|posted|updated|last updated|issued|released|release date|publication date|"
    r"first published|日期|發布日期|发布日期|發佈日期)(?: on| at)?[ \t]*+(?:[:：][ \t]*+)?)",
    re.IGNORECASE,
)
# What may stand before the date of a dateline: a place, in capitals or followed by a comma or a dash.
_PLACE = re.compile(r"[(\[]?[A-Z][^\W\d_]*(?:[ .,'’/-]{1,2}[A-Z][^\W\d_]*){0,5}\.?[ \t]*+[,/|–—-]*+[ \t(]*+")
_AFTER_DATELINE = re.compile(
    r"[ \t]*(?:[)\]][ \t]*|\([A-Za-z ,/]{2,40}\)[ \t]*)?(?:[-–—:|/·•]|$)|[ \t]*[)\]]"
)
_WORD = re.compile(r"[^\W\d_]+")


def find_document_date(
    name: str, text: str, title: str, stated: Sequence[str] = (), properties: Sequence[str] = ()
) -> Period | None:
    """Find the date of a document: as stated, else in its dateline, its title, its file name.

    A date that names no year takes that of the file name, else the year that the text names most often.
    A bare year counts only where nothing more exact is found.

    :param stated: what front matter or the page's own metadata give as the date, the best first.
    :param properties: dates in the file's properties, which tell of the file more than of the text.
    """
    year = _year_of(name, text)
    vague: Period | None = None
    for period in _candidates(name, text, title, stated, properties, year):
        if len(period.start) > len("2023"):
            return period
        vague = vague or period
    return vague


def is_date_line(text: str) -> bool:
    """Tell whether a line holds a date and hardly anything else: ``Hong Kong, 23 October 2024``."""
    for found in find_periods(text[:120]):
        if found.has_day and _is_dateline_start(text[: found.start]):
            return len(_WORD.findall(text[found.end :])) <= 4
    return False


def _candidates(
    name: str, text: str, title: str, stated: Sequence[str], properties: Sequence[str], year: int
) -> Iterator[Period]:
    yield from _parsed(stated, year)
    yield from _datelines(text, year)
    yield from _parsed([title], year)
    yield from _of_file_name(name)
    yield from _parsed(properties, 0)


def _parsed(texts: Iterable[str], year: int) -> Iterator[Period]:
    for text in texts:
        period = parse_period(text[:300], year)
        if period is not None:
            yield period


def _datelines(text: str, year: int) -> Iterator[Period]:
    """Go through the dates that open one of the first lines and are set off from the words after them."""
    for line in _head(text):
        for found in find_periods(line[:160])[:2]:
            period = found.period(year) if found.first.month else None
            if period is not None and _is_dateline(line, found):
                yield period


def _head(text: str) -> list[str]:
    lines = (line.strip() for line in text[:20_000].split("\n"))
    return [line for line in lines if line][:_HEAD_LINES]


def _is_dateline(line: str, found: Found) -> bool:
    before, after = line[: found.start], line[found.end :]
    if _LABEL.fullmatch(before):
        return True
    if not _is_dateline_start(before):
        return False
    if before.lstrip()[:1] in {"(", "["}:
        return after.lstrip()[:1] in {")", "]"}
    short = len(_WORD.findall(after)) <= 4 and len(after) < 60
    return bool(_AFTER_DATELINE.match(after)) and (
        short or bool(before.strip()) or after.lstrip()[:1] in {"-", "–", "—"}
    )


def _is_dateline_start(before: str) -> bool:
    bare = before.strip()
    if not bare or bare in {"(", "["} or _LABEL.fullmatch(before):
        return True
    if len(before) > 60 or not _PLACE.fullmatch(before):
        return False
    return bare[-1] in ",/|–—-" or bare.isupper()


def _of_file_name(name: str) -> Iterator[Period]:
    stem = PurePath(name).stem
    days = [parse_period(f"{m[1]}-{m[3]}-{m[4]}") for m in _FILE_DAY.finditer(stem)]
    real = [d for d in days if d is not None]
    if real:
        yield Period(real[0].start, max(real[0], real[-1]).end)
        return
    month = _FILE_MONTH.search(stem)
    if month is not None:
        yield Period(f"{month[1]}-{month[2]}", f"{month[1]}-{month[2]}")
    else:
        yield from _parsed([_SEPARATORS.sub(" ", stem.replace("-", " "))], 0)


def _year_of(name: str, text: str) -> int:
    """Find the year of dates that name none; 0 where neither file name nor text names a year."""
    in_name = _FILE_YEAR.search(PurePath(name).stem) or _FILE_DAY.search(PurePath(name).stem)
    if in_name is not None:
        return int(in_name[1])
    counts = Counter(int(year) for year in _YEARS.findall(text[:200_000]))
    return max(counts, key=lambda year: (counts[year], year), default=0)
