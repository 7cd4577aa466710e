"""Lines that belong to the page and not to the briefing: menus, notices, page numbers, end marks.

The patterns speak of what web pages, newsletters and press releases have around their text in general. A
line counts only where a pattern covers all of it, so a sentence that mentions cookies stays.
"""

from __future__ import annotations

import re

__all__ = ["is_furniture", "is_kicker", "is_page_number", "is_rule"]

_LONGEST = 300
_RULE = re.compile(r"[-=_*~#·•.+—–─━═⸻ ]{3,}|#{1,6}|\*|§|❦|⁂")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|] ?)?(?:page|p\.|seite|第)? ?\d{1,4} ?(?:页|頁)?(?: ?(?:of|/) ?\d{1,4})?(?: ?[-–—|])?"
)
_KICKER = re.compile(
    r"(?:for )?(?:immediate release|press release|news release|media release|press statement|media statement|"
    r"media alert|press information|news|newsletter|briefing|bulletin|新聞稿|新闻稿|即時發放|即时发布)"
)

# Each stands for a whole line, in lower case, with white space collapsed and outer punctuation cut. In here
# white space is layout; an underscore stands for a space.
_LINES = r"""
    (?:go_|back_|scroll_|jump_|return_)?(?:to_)?(?:the_)?(?:top|bottom)(?:_of_(?:the_)?page)?|
    skip_to_(?:the_)?(?:main_|primary_)?(?:content|navigation|search|footer)|
    (?:view|read|open)_(?:this_)?(?:email|message|page|newsletter|it)?_?(?:in|online|as)(?:_(?:a|
      your))?_?(?:web_?)?(?:browser|page)?|
    (?:main_|site_|mobile_|toggle_|open_|close_)?(?:menu|navigation|nav|sidebar|search)(?:_bar|_menu)?|
    (?:home|about|about_us|contact|contact_us|sitemap|site_map|login|log_in|sign_in|sign_up|register|
      log_out|faqs?|help)|
    (?:share|tweet|pin|print|email|e-mail|save|bookmark|copy|download)(?:_(?:this|it|the))?(?:_(?:article|
      page|post|story|link|now|pdf|version|url))?|
    (?:copy|get|permanent)_?link|permalink|printer.friendly(?:_version)?|print.friendly|
    (?:share|follow|like|find|join|connect)(?:_(?:this|us|it|me))?(?:_(?:article|page|post|story))?_(?:on|
      via|with_us_on|by)_.{2,60}|
    (?:facebook|twitter|linkedin|whatsapp|wechat|weibo|telegram|reddit|instagram|youtube|email|print|x|rss)
      (?:[_,|/•·]+(?:facebook|twitter|linkedin|whatsapp|wechat|weibo|telegram|reddit|instagram|youtube|email|
      print|x|rss))*|
    (?:subscribe|unsubscribe|sign_up)(?:_(?:now|here|today|free))?(?:_(?:to|for|from|via)_.{1,80})?|
    manage_(?:your_)?(?:subscriptions?|preferences|cookies)(?:_.{1,40})?|
    you_(?:are_receiving|received)_this_(?:e-?mail|newsletter|message)_because_.{1,200}|
    commenting_(?:has_been|is)_(?:turned|switched)_off|comments_(?:are|have_been)_(?:closed|disabled|
      turned_off)(?:_.{1,60})?|
    (?:no|\d{1,6})_?(?:comments?|replies|likes?|shares?|views?|reactions?)(?:_yet)?|(?:leave|write|add|
      post)_a_(?:comment|reply)|
    post_(?:not_)?marked_as_liked|(?:log|sign)_in_to_(?:comment|reply|post|leave)_?.{0,40}|
      be_the_first_to_comment|
    (?:read|see|view|show|learn|load)_(?:more|less|all|full_story|the_full_(?:story|article))(?:_posts|
      _articles|_news)?|see_also|continue_reading|
    (?:related|recent|popular|latest|similar|previous|next|older|newer|more|trending|featured|
      recommended)_(?:posts?|articles?|news|stories|story|reading|topics|page|entries)|most_(?:read|popular|
      viewed)|you_(?:may|might)_also_like|
    previous|next|(?:prev(?:ious)?|older)_?[|/]_?(?:next|newer)|advertisement|sponsored|promoted|loading|
    (?:filed_under|posted_in|tagged(?:_with)?|tags?|categor(?:y|ies)|keywords?)\W_.{1,120}|
    (?:about_)?\d{1,3}[_-]?min(?:ute)?s?(?:_(?:read|reading_time|to_read))|(?:reading_time|read_time|
      time_to_read)\W?_.{1,20}|
    (?:copyright_)?(?:©|\(?c\)).{0,150}|copyright_(?:19|20)\d\d.{0,150}|.{0,80}all_rights_reserved.{0,40}|
    (?:privacy|cookies?|terms|legal|accessibility|disclaimer)(?:_(?:policy|policies|notice|statement|
      settings|preferences|and_conditions|&_conditions|of_use|of_service|information))?(?:_and_cookies)?|
    (?:this_(?:web_?)?site|our_(?:web_?)?site|we|this_page)_(?:also_)?uses?_(?:essential_|
      functional_)?cookies.{0,200}|
    by_(?:continuing_to_(?:use|browse)|using)_(?:this|our|the)_(?:web_?)?(?:site|service)\b.{0,200}|
    (?:accept|reject|allow|decline|manage|deny)(?:_all|_only)?(?:_(?:necessary|essential|
      optional))?_?(?:cookies)?|
    (?:the_)?ends?|30|xxx|fin|完|end_of_(?:press_release|document|report|message|transcript|newsletter|
      briefing)
"""
_FURNITURE = re.compile("".join(_LINES.split()).replace("_", " "))
# Each piece is taken whole or not at all: a blank that may stand on either side of a mark would be tried on both.
_MENU = re.compile(r"(?:[^|»>›•·]{1,27}+[|»>›•·]){2,20}[^|»>›•·]{1,26}")
# An entry of a table of contents: dots that lead to a page number.
_LEADERS = re.compile(r"(?<!\.)(?<!\. )(?:\. ?){6}[. ]*+\d{0,4}$|(?<!…)…{2}[… ]*+\d{1,4}$")
_OUTER = " \t.…:!*-–—=_~#|[](){}<>«»›‹→←↑↓▲▼►·•\"'“”✉"


def is_furniture(line: str) -> bool:
    """Tell whether a line is page furniture; runs in linear time, and looks at no line over 300 characters.

    >>> is_furniture("Commenting has been turned off."), is_furniture("- End -")
    (True, True)
    >>> is_furniture("The site uses cookies to spread malware, PCPD said.")
    False
    """
    if len(line) > _LONGEST:
        return False
    bare = " ".join(line.split()).casefold().strip(_OUTER)
    if not bare:
        return True
    return bool(_FURNITURE.fullmatch(bare) or _LEADERS.search(line)) or _is_menu(line)


def _is_menu(line: str) -> bool:
    """Tell whether a line is a row of furniture: ``Contact | Sitemap | Privacy policy``."""
    if len(line) > 200 or not _MENU.fullmatch(line.strip()):
        return False
    parts = [part.strip(_OUTER).casefold() for part in re.split(r"[|»>›•·]", line)]
    known = sum(bool(_FURNITURE.fullmatch(part)) for part in parts)
    return known * 2 >= len(parts)


def is_kicker(line: str) -> bool:
    """Tell whether a line only says what sort of text follows (``PRESS RELEASE``)."""
    return len(line) < 60 and bool(_KICKER.fullmatch(" ".join(line.split()).casefold().strip(_OUTER)))


def is_page_number(line: str) -> bool:
    """Tell whether a line that stands alone is the number of a page (``- 3 -``, ``Page 3 of 10``)."""
    return len(line) < 30 and bool(_PAGE_NUMBER.fullmatch(" ".join(line.split()).casefold()))


def is_rule(line: str) -> bool:
    """Tell whether a line is a drawn one (``-----``, ``* * *``)."""
    return bool(_RULE.fullmatch(line.strip()))
