"""Short forms that the briefing never spells out and that nothing else makes known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.lint.model import Briefing, Finding
from cyberkg.lint.word_lists import listed
from cyberkg.reading.discourse import Passage
from cyberkg.reading.lexicon import COMMON_STARTS, HONORIFICS, KNOWN_ORGANISATIONS, ORGANISATION_HEADS
from cyberkg.terms import EntityType

__all__ = ["check_acronyms"]

KIND = "unknown-acronym"
_ACRONYM = re.compile(
    r"(?<![\w.&/$€£:-])(?:[A-Z][A-Z&]*[A-Z]|[A-Z][a-z][A-Z]{1,3})(?![\w&/$.:-]*\w|['’][a-rt-zA-Z])"
)
_CAPITALS = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    [
        "of",
        "for",
        "on",
        "the",
        "and",
        "&",
        "in",
        "to",
        "at",
        "de",
        "des",
        "et",
        "la",
        "du",
        "by",
        "with",
        "a",
        "an",
    ]
)
_NO_NAME = COMMON_STARTS | HONORIFICS
_LONGEST = 7  # a longer word in capitals is shouted, not abbreviated
_SORTS = "gang|group|crew|ransomware|malware|trojan|botnet|worm|virus|campaign|operation|software|tool|kit"
_CALLED = re.compile(
    r"\b(?:called|named|known as|by the name of|short|abbreviated|brand)\s+(?:the\s+)?[\"“'‘]?$"
)


def check_acronyms(briefing: Briefing) -> Iterator[Finding]:
    """Warn of each short form once, where it stands first."""
    passages = briefing.discourse.passages
    told = _explained(briefing)
    for passage in passages:
        if _is_shouted(passage.text):
            continue
        for match in _ACRONYM.finditer(passage.text):
            short = match.group()
            if short in told or len(short) > _LONGEST or _is_word(briefing, passage, match):
                continue
            told.add(short)
            message = (
                f"{short} is never spelled out; write its full name once, with {short} in brackets behind it"
            )
            yield briefing.warn(passage, match.start(), match.end(), KIND, message)


def _explained(briefing: Briefing) -> set[str]:
    """The short forms that a reader can understand, wherever in the briefing they are explained."""
    texts = [passage.text for passage in briefing.discourse.passages]
    shorts = {match.group() for text in texts for match in _ACRONYM.finditer(text)}
    known = listed("acronyms") | briefing.known | {name.casefold() for name in KNOWN_ORGANISATIONS}
    given = {name for referent in briefing.discourse.referents.values() for name in referent.acronyms}
    return {
        short
        for short in shorts
        if short.casefold() in known or short in given or any(_explains(text, short) for text in texts)
    }


def _explains(text: str, short: str) -> bool:
    """Tell whether a text says what a short form stands for, or shows it to be a name."""
    letters = short.casefold().replace("&", "")
    if short not in text:
        return _spells(text, letters)
    written = re.escape(short)
    beside = rf"\w[^\W\d_]*\s\({written}\)|(?<!\w){written}\s\([^)]*[a-z]|(?<!\w){written}\s(?:{_SORTS})\b"
    # "a backdoor, HAKARL,", "the register, the RENAPER", "TIMS, the system with which", "ALPHV, also called BlackCat"
    told = rf"(?:\b(?i:an?|the|its|our)|['’]s)\s(?:[a-z-]+\s){{0,4}}[a-z-]+,\s{written},|[a-z],\sthe\s{written}\b|(?<!\w){written}(?:,\s(?:also|or|an?|the|which|our|its)|,?\s(?:is|was)\s(?:an?|the))\b"
    if re.search(f"{beside}|{told}", text) or _spells(text, letters) or _is_part_of_name(text, written):
        return True
    return any(
        _CALLED.search(text[: match.start()]) for match in re.finditer(rf"(?<!\w){written}(?!\w)", text)
    )


def _is_part_of_name(text: str, written: str) -> bool:
    """Tell whether a short form stands in a longer name: *MGM Resorts*, *Windows XP*."""
    for match in re.finditer(rf"(?:(\w[\w’'-]*)\s)?(?<!\w){written}(?:\s(\w+))?", text):
        before, behind = match[1] or "", match[2] or ""
        if before in ORGANISATION_HEADS:  # "the data protection authority UODO"
            return True
        if any(
            word[:1].isupper() and not word.isupper() and word.casefold() not in _NO_NAME
            for word in (before, behind)
        ):
            return True
    return False


def _spells(text: str, letters: str) -> bool:
    """Tell whether words in a row begin with the letters of a short form; small words may stand between."""
    words = [word.casefold() for word in _CAPITALS.findall(text)]
    firsts = [n for n, word in enumerate(words) if word[0] == letters[0] and word not in _SMALL]
    return any(_runs_on(words[start:], letters) for start in firsts)


def _runs_on(words: list[str], letters: str) -> bool:
    left = letters
    for word in words[: 3 * len(letters)]:
        if left and word.startswith(left[0]) and word.casefold() != letters:
            taken = next(n for n in (2, 1) if word.startswith(left[:n]))
            left = left[taken:] if len(left) > taken or taken == 1 else left[1:]
        elif word not in _SMALL:
            return not left
        if not left:
            return True
    return not left


def _is_shouted(text: str) -> bool:
    """Tell whether a passage is written in capitals as a whole."""
    letters = [character for character in text if character.isalpha()]
    return sum(map(str.isupper, letters)) * 2 > len(letters)


def _is_word(briefing: Briefing, passage: Passage, match: re.Match[str]) -> bool:
    """Tell whether capitals are no short form: a surname, a shouted word, the place of a dateline."""
    before, behind = passage.text[: match.start()].rstrip(), passage.text[match.end() :]
    neighbours = (
        before.rpartition(" ")[2],
        behind.split(" ")[1] if behind[:1] == " " and len(behind) > 1 else "",
    )
    if any(len(word.strip(",.:;-")) > 1 and word.strip(",.:;-").isupper() for word in neighbours):
        return True
    if not before and re.match(r"[,:]|\s?(?:[–—(]|--?\s)", behind):
        return True
    if re.search(rf"\b{re.escape(match.group().lower())}\b", briefing.document.text):
        return True
    if neighbours[0].casefold().strip(".") in HONORIFICS:
        return True
    return any(
        mention.start <= match.start() and match.end() <= mention.end
        for mention in passage.mentions
        if mention.type is EntityType.PERSON or mention.quoted
    )
