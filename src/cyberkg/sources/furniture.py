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

# Each stands for a whole line, in lower case, with white space collapsed and outer punctuation cut.
_LINES = "|".join(
    (
        # Places on the page
        r"(?:go |back |scroll |jump |return )?(?:to )?(?:the )?(?:top|bottom)(?: of (?:the )?page)?",
        r"skip to (?:the )?(?:main |primary )?(?:content|navigation|search|footer)",
        r"(?:view|read|open) (?:this )?(?:email|message|page|newsletter|it)? ?(?:in|online|as)(?: (?:a|your))? ?(?:web ?)?(?:browser|page)?",
        r"(?:main |site |mobile |toggle |open |close )?(?:menu|navigation|nav|sidebar|search)(?: bar| menu)?",
        r"(?:home|about|about us|contact|contact us|sitemap|site map|login|log in|sign in|sign up|register|log out|faqs?|help)",
        # Sharing, printing, following
        r"(?:share|tweet|pin|print|email|e-mail|save|bookmark|copy|download)(?: (?:this|it|the))?(?: (?:article|page|post|story|link|now|pdf|version|url))?",
        r"(?:copy|get|permanent) ?link|permalink|printer.friendly(?: version)?|print.friendly",
        r"(?:share|follow|like|find|join|connect)(?: (?:this|us|it|me))?(?: (?:article|page|post|story))? (?:on|via|with us on|by) .{2,60}",
        r"(?:facebook|twitter|linkedin|whatsapp|wechat|weibo|telegram|reddit|instagram|youtube|email|print|x|rss)"
        r"(?:[ ,|/•·]+(?:facebook|twitter|linkedin|whatsapp|wechat|weibo|telegram|reddit|instagram|youtube|email|print|x|rss))*",
        # Subscribing
        r"(?:subscribe|unsubscribe|sign up|register)(?: (?:now|here|today|free))?(?: (?:to|for|from|via) .{1,80})?",
        r"manage (?:your )?(?:subscriptions?|preferences|cookies)(?: .{1,40})?",
        r"you (?:are receiving|received) this (?:e-?mail|newsletter|message) because .{1,200}",
        # Comments and reactions
        r"commenting (?:has been|is) (?:turned|switched) off|comments (?:are|have been) (?:closed|disabled|turned off)(?: .{1,60})?",
        r"(?:no|\d{1,6}) ?(?:comments?|replies|likes?|shares?|views?|reactions?)(?: yet)?|(?:leave|write|add|post) a (?:comment|reply)",
        r"post (?:not )?marked as liked|(?:log|sign) in to (?:comment|reply|post|leave) ?.{0,40}|be the first to comment",
        # Other articles
        r"(?:read|see|view|show|learn|load) (?:more|less|all|full story|the full (?:story|article))(?: posts| articles| news)?|see also|continue reading",
        r"(?:related|recent|popular|latest|similar|previous|next|older|newer|more|trending|featured|recommended)"
        r" (?:posts?|articles?|news|stories|story|reading|topics|page|entries)|most (?:read|popular|viewed)|you (?:may|might) also like",
        r"previous|next|(?:prev(?:ious)?|older) ?[|/] ?(?:next|newer)|advertisement|sponsored|promoted|loading",
        r"(?:filed under|posted in|tagged(?: with)?|tags?|categor(?:y|ies)|topics?|keywords?)\W .{1,120}",
        r"(?:about )?\d{1,3}[ -]?min(?:ute)?s?(?: (?:read|reading time|to read))|(?:reading time|read time|time to read)\W? .{1,20}",
        # Law
        r"(?:copyright )?(?:©|\(c\)|copyright).{0,150}|.{0,80}all rights reserved.{0,40}",
        r"(?:privacy|cookies?|terms|legal|accessibility|disclaimer)(?: (?:policy|policies|notice|statement|settings|preferences|and conditions|& conditions|of use|of service|information))?(?: and cookies)?",
        r"(?:this (?:web ?)?site|our (?:web ?)?site|we|this page) (?:also )?uses? (?:essential |functional )?cookies.{0,200}",
        r"by (?:continuing to|using) .{1,60} cookies.{0,120}",
        r"(?:accept|reject|allow|decline|manage|deny)(?: all| only)?(?: (?:necessary|essential|optional))? ?(?:cookies)?",
        # End marks
        r"(?:the )?ends?|30|xxx|fin|完|end of (?:press release|document|report|message|transcript|newsletter|briefing)",
    )
)
_FURNITURE = re.compile(_LINES)
_MENU = re.compile(r"(?:[^|»>›•·]{1,25} ?[|»>›•·] ?){2,20}[^|»>›•·]{1,25}")
# An entry of a table of contents: dots that lead to a page number.
_LEADERS = re.compile(r"(?:\. ?){6}[. ]*\d{0,4}$|…{2}[… ]*\d{1,4}$")
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
