"""Which parts of a web page are furniture: menus, banners, forms, what is hidden, lists of links.

Judged by what all sites share: elements, roles, words in class and id names, and how much of the text is
links. Names lie, so nothing that holds much of the page's text is dropped for its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cyberkg.sources.word_lists import words

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["NO_TEXT", "Judge", "tag_of"]

# Elements without text to be read, whatever is in them.
NO_TEXT = words("""
    script style noscript template head title meta link svg math canvas iframe frame object embed applet
    audio video map area select option datalist textarea input button progress meter img picture source
    track""")
_FURNITURE = words("""
    nav aside footer dialog menu menuitem""")
_ROLES = words("""
    navigation banner contentinfo complementary search menu menubar toolbar dialog alertdialog tablist
    tooltip""")
_NAMES = words("""
    nav navbar navigation navi menu submenu breadcrumb breadcrumbs crumb crumbs cookie cookies consent gdpr
    banner sidebar footer colophon masthead topbar share sharing sharebar social socials subscribe
    subscription signup comment comments disqus related recommended recommendations advert adverts
    advertisement ads promo sponsored pagination pager toolbar skip skiplink popup modal overlay copyright
    tagcloud""")
_HIDING_NAMES = words("""
    hidden invisible sr-only screen-reader-text visually-hidden visuallyhidden noprint no-print d-none""")
_HEADERS = words("header site-header site_header page-header siteheader main-header top-header global-header")
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAME_BREAK = re.compile(r"[\s_:/.-]+")
# What holds this share of the text, and at least so many characters, is never dropped for its name.
_MAIN_SHARE, _MAIN_CHARS = 0.4, 250
_LISTS = words("""
    ul ol dl div table section p""")


@dataclass(slots=True)
class _Weight:
    """How much text an element holds, in characters: all of it, and what is inside links."""

    text: int = 0
    linked: int = 0
    links: int = 0
    has_title: bool = False


@dataclass(slots=True)
class Judge:
    """Tells furniture from text in one page; reads the page once when made and never changes it.

    :param title: what the page calls itself; a heading with these words is no part of a banner.
    :param strict: False to go by elements only, for pages whose names mislead.
    """

    root: _Element
    title: str = ""
    strict: bool = True
    scope: _Element = field(init=False)
    _weights: dict[_Element, _Weight] = field(init=False, default_factory=dict)
    _total: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._weigh()
        self._total = self._weights[self.root].text
        self.scope = self._find_scope()

    def drops(self, element: _Element) -> bool:
        """Tell whether an element, with all that is in it, is to be left out."""
        tag = tag_of(element)
        if tag in NO_TEXT or tag in _FURNITURE or _is_hidden(element):
            return True
        if tag in {"html", "body", "main", "article"} or element is self.scope:
            return False
        if element.get("role", "").strip().lower() in _ROLES:
            return not self._is_main(element)
        if tag == "form":
            return not self._is_main(element)
        if tag == "header" or (self.strict and not _HEADERS.isdisjoint(_names(element, parts=False))):
            return not (
                self._is_in_article(element) or self._weights[element].has_title or self._is_main(element)
            )
        return (
            self.strict
            and not self._is_main(element)
            and (self._is_named(element) or self._is_link_list(element, tag))
        )

    def _is_named(self, element: _Element) -> bool:
        """Tell whether class or id call an element furniture; one with the page's title is none."""
        return not self._weights[element].has_title and not _NAMES.isdisjoint(_names(element))

    def _is_link_list(self, element: _Element, tag: str) -> bool:
        """Tell whether an element outside the main part is a list of short links."""
        weight = self._weights[element]
        if tag not in _LISTS or weight.links < 3 or tag_of(self.scope) in {"main", "article"}:
            return False
        return weight.linked * 10 >= weight.text * 8 and weight.linked < 45 * weight.links

    def _is_main(self, element: _Element) -> bool:
        text = self._weights[element].text
        return text >= self._total * _MAIN_SHARE and text >= _MAIN_CHARS

    def _is_in_article(self, element: _Element) -> bool:
        return any(tag_of(above) in {"article", "main", "section"} for above in element.iterancestors())

    def _weigh(self) -> None:
        """Add up the text below each element, from the leaves up."""
        elements = [e for e in self.root.iter() if isinstance(e.tag, str)]
        for element in elements:
            self._weights[element] = _Weight()
        titles = {e for e in elements if e.tag == "h1" and self._is_title(e)}
        for element in reversed(elements):
            weight = self._weights[element]
            tag = tag_of(element)
            if tag in NO_TEXT:
                weight.text = weight.linked = weight.links = 0
            else:
                weight.text += _length(element.text)
                weight.has_title = weight.has_title or element in titles
            if tag == "a":
                weight.linked, weight.links = weight.text, 1
            parent = element.getparent()
            if parent is not None and parent in self._weights:
                self._add(self._weights[parent], weight, element)

    def _is_title(self, heading: _Element) -> bool:
        """Tell whether a heading says what the page calls itself, or the better part of it."""
        mine = " ".join("".join(str(t) for t in heading.itertext()).split()).casefold()
        page = self.title.casefold()
        return bool(mine) and bool(page) and (mine in page or page in mine)

    @staticmethod
    def _add(above: _Weight, weight: _Weight, element: _Element) -> None:
        above.text += weight.text + _length(element.tail)
        above.linked += weight.linked
        above.links += weight.links
        above.has_title = above.has_title or weight.has_title

    def _find_scope(self) -> _Element:
        """Find the element that holds the text proper: main, a single article, else the whole page."""
        mains = [e for e in self._weights if tag_of(e) == "main" or e.get("role") == "main"]
        articles = [
            e
            for e in self._weights
            if tag_of(e) == "article" and not any(a.tag == "article" for a in e.iterancestors())
        ]
        for found, share in ((mains, 0.25), (articles, 0.4)):
            if len(found) == 1 and self._weights[found[0]].text >= self._total * share:
                return found[0]
        return self.root


def tag_of(element: _Element) -> str:
    """Name an element; empty for a comment or a processing instruction."""
    return element.tag if isinstance(element.tag, str) else ""


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _is_hidden(element: _Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true":
        return True
    if _HIDING_STYLE.search(element.get("style", "")):
        return True
    return not _HIDING_NAMES.isdisjoint(element.get("class", "").lower().split())


def _names(element: _Element, *, parts: bool = True) -> Iterator[str]:
    """Go through the names in class and id in lower case, or through the words that they are made of."""
    for attribute in ("class", "id"):
        for name in element.get(attribute, "").split():
            if not parts:
                yield name.lower()
                continue
            for word in _NAME_BREAK.split(name):
                yield word.lower()
                yield from (hump.lower() for hump in _HUMP.split(word))
