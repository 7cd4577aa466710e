"""The written forms of dates without a month: years, spans of years, quarters, halves and seasons.

Four digits alone are no year. They count as one after a word that says so (``in 2023``), in brackets, in a
list of years, or as part of a capitalised name (``CSOP 2023``, ``the 2023 Policy Address``), which is marked.
"""

from __future__ import annotations

import re

from cyberkg.reading.date_parts import Part, Sighting

__all__ = ["in_title", "sight_years"]

_YEAR = r"(?:19|20)\d\d"
_LEFT = r"(?<![\w$€£¥#+/.:-])"
_RIGHT = r"(?![\w%]|[.:,/]\d|-\w)"
_VAGUE = (
    r"(?:[Ee]arly|[Mm]id|[Ll]ate|[Tt]he\s(?:start|beginning|middle|end)\sof|(?:fiscal|financial)\syear|[Tt]he\syear"
    r"|[Ee]arly\sin|[Ll]ate\sin|(?:(?:early|late)\s)?(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:\sof)?)"
)
_YEARS = re.compile(rf"{_LEFT}(?P<vague>{_VAGUE}[\s-])?(?P<y>{_YEAR}){_RIGHT}")
_SPAN = re.compile(
    rf"{_LEFT}(?P<y>{_YEAR})(?P<sep>\s?[-–—/]\s?|\s(?:to|until|through|and)\s)(?P<z>{_YEAR}|\d\d){_RIGHT}"
)
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_ORDINALS = "|".join(_ORDINAL)
_FRACTION = re.compile(
    rf"{_LEFT}(?:(?P<y0>{_YEAR})\s)?(?:(?P<kind>[QH])(?P<n>[1-4])|(?:[Tt]he\s)?(?P<word>[Ff]irst|{_ORDINALS})\s(?P<unit>quarter|half))"
    rf"(?:\s(?:of\s)?(?P<y>{_YEAR})|\s(?:of\s)?(?P<hint>(?:this|last|next)\syear)|\sof\sthe\s(?P<same>same\s)?year)?{_RIGHT}"
)

_CUES = re.compile(
    r"(?:^|[\s(])(?:in|since(?: at least)?|as early as|as long ago as|during|until|till|between|throughout|circa|around|about|early|late|before|after"
    r"|the years?|for the year)\s{1,2}$"
    r"|[(\[]$"
    r"|(?:19|20)\d\d(?:,|,? and|,? or)\s$",
    re.IGNORECASE,
)
_ASIDE = (re.compile(r"[A-Za-z)\"”],\s$"), re.compile(r"[.,;)](?!\w)|$"))  # "in Port Sable, 2024."
# Laws and reports: the year behind them tells which of several they are, and not when anything happened.
_TITLE = re.compile(
    r"(?<!\w)(?:Act|Bill|Law|Code|Ordinance|Statute|Decree|Directive|Regulations?|Rules|Order|Constitution"
    r"|Convention|Treaty|Report|Survey|Review|Study|Index|Yearbook|Bulletin|Census)"
    r"(?:\s(?:of|on|for)\s(?:the\s)?[A-Z][\w'’-]{0,30}(?:\s(?:and\s)?[A-Z][\w'’-]{0,30}){0,4})?"
    r"(?:\s\([A-Z][\w\s.'’-]{0,30}\))?[\"”]?(?:,|\sof)?\s{1,2}[(\[]?$"
)
_TITLE_REACH = 80
_WEAK_CUES = re.compile(r"(?:^|[\s(])(?:of|by|to|from|for|than|and|as of|up to)\s{1,2}$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:^|[\s(])(?:the|a|its|his|her|their|our|this|that|whose)\s{1,2}$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?P<word>[A-Z][\w'’.-]{0,30}\)?|[\"”’])\s{1,2}$")
_NAME_AFTER = re.compile(r"\s{1,2}[A-Z]")
_NOUN_AFTER = re.compile(r"\s[a-z]")
# What happens in a year, or is for one: "over the 2022 data breach", "entries for 2026 open in May".
_HAPPENING_AFTER = re.compile(
    r"\s(?:(?:data|security|ransomware|phishing|supply[- ]chain|cyber|malware)\s)?(?:breach|hack|attack|intrusion|leak|incident|outage"
    r"|opens?|closes?|begins?|starts?)\b"
)
_FUNCTION_AFTER = re.compile(
    r"\s(?:in|at|on|by|for|as|with|and|or|but|the|when|where|while|after|before|was|were|is|are|has|had|have"
    r"|that|which|who|to|from|under|until|a|an|it|he|she|they|we|also|alone|onwards?)\b"
)
# Numbers after these are numbers of models and documents, not years.
_NO_YEAR = {
    "Server",
    "Windows",
    "Office",
    "Exchange",
    "SharePoint",
    "Studio",
    "SQL",
    "RFC",
    "ISO",
    "IEC",
    "Room",
}
_NO_YEAR |= {
    "Hotline",
    "Port",
    "Flight",
    "Figure",
    "Table",
    "Page",
    "No.",
    "No",
    "Number",
    "Line",
    "Article",
    "Section",
}


def sight_years(text: str) -> list[Sighting]:
    """Find years, spans of years, quarters, halves and seasons; the sightings may overlap.

    >>> [(s.first.year, s.named) for s in sight_years("CSOP 2023 and the flood of 2021")]
    [(2023, True), (2021, False)]
    """
    found = [sighting for match in _SPAN.finditer(text) for sighting in _span(match)]
    found += [sighting for match in _FRACTION.finditer(text) for sighting in _fraction(match)]
    for match in _YEARS.finditer(text):
        named = _is_year(match)
        if named is not None:
            part = Part(int(match["y"]))
            found.append(Sighting(match.start(), match.end(), part, part, named=named))
    return found


def in_title(text: str, start: int) -> bool:
    """Tell whether the year at an offset belongs to the name of a law or report right before it.

    >>> in_title("the Harbour Act, 2012", 17), in_title("the harbour, 2012", 13)
    (True, False)
    """
    return bool(_TITLE.search(text[max(0, start - _TITLE_REACH) : start]))


def _is_year(match: re.Match[str]) -> bool | None:
    """Judge four digits: False for a year, True for one that is part of a name, None for another number."""
    text = match.string
    before = text[max(0, match.start() - 40) : match.start()]
    happening = _HAPPENING_AFTER.match(text, match.end())
    noun = (
        not happening
        and _NOUN_AFTER.match(text, match.end())
        and not _FUNCTION_AFTER.match(text, match.end())
    )
    if noun and match["y"].endswith("00"):
        return None  # "in 2000 cases"
    if not match["vague"] and in_title(text, match.start()):
        return True
    if match["vague"] or _CUES.search(before):
        return False
    if _ASIDE[0].search(before) and _ASIDE[1].match(text, match.end()):
        return False
    if _WEAK_CUES.search(before):
        return None if noun else False
    name = _NAME_BEFORE.search(before)
    if name:
        return None if name["word"] in _NO_YEAR else True
    if _NAME_AFTER.match(text, match.end()):
        return True
    if happening and before.endswith(("over ", "the ", "after ", "its ", "of ", "for ")):
        return False
    alone = not before.strip() and not noun
    return False if alone or _ARTICLE.search(before) else None


def _span(match: re.Match[str]) -> list[Sighting]:
    first = int(match["y"])
    short = len(match["z"]) == 2
    last = first - first % 100 + int(match["z"]) if short else int(match["z"])
    words = match["sep"].strip().isalpha()
    if short:
        month = match["sep"] == "-" and last % 100 <= 12  # 2011-12 is a month
        if words or month or last != first + 1:
            return []
    elif not first < last <= first + 60:
        return []
    before = match.string[max(0, match.start() - 12) : match.start()].casefold()
    if words and not before.rstrip().endswith(("from", "between")):
        return []
    return [Sighting(match.start(), match.end(), Part(first), Part(last))]


def _fraction(match: re.Match[str]) -> list[Sighting]:
    year = match["y"] or match["y0"]
    quarters = (match["kind"] or match["unit"][0]).upper() == "Q"
    number = int(match["n"]) if match["n"] else _ORDINAL[match["word"].casefold()]
    if match["word"] and not (year or match["hint"] or match["same"] or "of the year" in match[0]):
        return []  # "the first half" of what?
    if not quarters:
        number = min(number, 2) if match["word"] in {"last", "final"} else number
        if number > 2:
            return []
    length = 3 if quarters else 6
    first = Part(int(year) if year else None, (number - 1) * length + 1)
    last = Part(first.year, number * length)
    hint = match["hint"] or ("same year" if match["same"] else "")
    return [Sighting(match.start(), match.end(), first, last, hint=hint)]
