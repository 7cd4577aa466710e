"""What a web page says about itself: its title, its address, the day it was published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cyberkg.sources.boilerplate import tag_of
from cyberkg.sources.word_lists import listed

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Head", "cut_site", "read_head"]

_DATES = listed("""
    article:published_time og:article:published_time datepublished date dc.date.issued dc.date
    dcterms.issued dcterms.created dcterms.date dc.date.created pubdate publishdate publish-date
    publish_date publication_date publication-date sailthru.date parsely-pub-date article.published last-
    modified article:modified_time""")
_SURE_BREAK = re.compile(r"(?<!\s)\s++(?:\||»|›|::|·|•)\s++|(?:(?<!\s)\s++)?\|\s*+")
_DASH = re.compile(r"(?<!\s)\s++[-–—]\s++(?=[^-–—]*$)")
_LONGEST_SCRIPT = 200_000
_LONGEST_DATE = 60


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself; dates as written, the best first."""

    title: str = ""
    source: str = ""
    dates: tuple[str, ...] = ()


def read_head(root: _Element) -> Head:
    """Read title, address and dates from the elements that hold them; empty where there are none."""
    metas = dict(reversed(list(_metas(root))))
    site = metas.get("og:site_name", "")
    written = next((" ".join(_text(t).split()) for t in root.iter("title")), "")
    title = cut_site(metas.get("og:title") or written, site)
    address = next((e.get("href", "") for e in root.iter("link") if e.get("rel") == "canonical"), "")
    address = address or metas.get("og:url", "")
    source = address if re.match(r"https?://\S+$", address) else site
    stated = [metas[key] for key in _DATES if key in metas]
    published = list(_published(root))
    dates = (*stated[:1], *published, *stated[1:], *_times(root))
    return Head(title, source, tuple(date for date in dates if 0 < len(date) <= _LONGEST_DATE))


def cut_site(title: str, site: str = "") -> str:
    """Cut the name of the site off the title of a page.

    >>> cut_site("Data breach investigations of 2024 | News")
    'Data breach investigations of 2024'
    >>> cut_site("Ireland says no - the Conti affair goes on")
    'Ireland says no - the Conti affair goes on'
    """
    parts = [part for part in _SURE_BREAK.split(title) if part.strip()]
    if len(parts) > 1:
        title = parts[1] if parts[0] == site else parts[0]
    dash = _DASH.search(title)
    if dash is not None:
        rest = title[dash.end() :]
        named = rest == site or (len(rest.split()) <= 4 and all(w[0].isupper() for w in rest.split()))
        if named and len(title[: dash.start()].split()) > 2:
            title = title[: dash.start()]
    return title.strip()


def _metas(root: _Element) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or "").split())
        if key and content:
            yield key.strip().lower(), content[:1000]


def _published(root: _Element) -> Iterator[str]:
    """Find datePublished in the JSON-LD of a page."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in script.get("type", "") or len(text) > _LONGEST_SCRIPT:
            continue
        try:
            waiting: list[Any] = [json.loads(text)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                date = value.get("datePublished")
                if isinstance(date, str):
                    yield date
                waiting += [v for v in value.values() if isinstance(v, (dict, list))]


def _times(root: _Element) -> Iterator[str]:
    """Find the times that date the page: those marked so, else the first that stands outside of sentences."""
    times = [t for t in root.iter("time") if t.get("datetime")]
    for time in times:
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None:
            yield time.get("datetime", "")
    for time in times[:1]:
        around = time.getparent()
        if around is not None and tag_of(around) != "body" and len(_text(around)) < 120:
            yield time.get("datetime", "")


def _text(element: _Element) -> str:
    return "".join(str(text) for text in element.itertext())
