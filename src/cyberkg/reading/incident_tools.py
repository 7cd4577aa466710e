"""What an attack was made with: malware by its name, flaws by their CVE numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.model import Literal
from cyberkg.reading.draft import Draft
from cyberkg.reading.incident_words import GANG
from cyberkg.reading.mentions import Mention
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType, LiteralKind

__all__ = ["read_tools"]

_CVE = re.compile(r"\bCVE-\d{4}-\d{4,7}\b", re.I)
_TOOL = re.compile(
    r"\b(?:malware|ransomware|trojan|back ?door|worm|wiper|botnet|spyware|tool|toolkit|loader|stealer|virus|strain|variant)\b",
    re.I,
)
_NOUN_BEHIND = re.compile(
    r"\s+(?:ransomware|malware|trojan|backdoor|back door|worm|wiper|botnet|spyware|loader|stealer|virus)\b",
    re.I,
)
_APPOSITION_BEHIND = re.compile(
    r",\s+(?:a|an|the)\s+(?:\w+\s+){0,3}(?:tool|malware|framework|toolkit|ransomware|trojan)\b", re.I
)
_CALLED = re.compile(
    r"\b(?:called|named|dubbed|known as|variant of|strain of|version of|copy of)\s+[“\"']?$", re.I
)
_GANG_NOUN = re.compile(r"\b(?:gang|group|crew|hackers)\b", re.I)


def read_tools(incident: str, sentence: Sentence) -> Iterator[Draft]:
    """Draft ``usedTool`` for each CVE number and each name of malware in a sentence."""
    text = sentence.passage.text
    for match in _CVE.finditer(text, sentence.start, sentence.end):
        yield Draft(
            incident,
            "usedTool",
            Literal(match.group().upper(), LiteralKind.TEXT),
            sentence,
            match.start(),
            weight=0.9,
        )
    for mention in sentence.mentions():
        if mention.quoted or (
            mention.type in (EntityType.EVENT, EntityType.WORK, EntityType.PERSON, EntityType.PLACE)
            and mention.strength >= 2
        ):
            continue
        if _is_tool(text, mention):
            yield Draft(
                incident,
                "usedTool",
                Literal(mention.name, LiteralKind.TEXT),
                sentence,
                mention.start,
                weight=0.75,
            )


def _is_tool(text: str, mention: Mention) -> bool:
    """Tell malware by what stands beside its name: *the X trojan*, *X, a new loader*, *malware called X*."""
    after = text[mention.end : mention.end + 40]
    before = text[max(0, mention.start - 50) : mention.start]
    if GANG.search(after):
        return False
    if _NOUN_BEHIND.match(after) or _APPOSITION_BEHIND.match(after):
        return True
    return bool(
        _CALLED.search(before)
        and _TOOL.search(text[max(0, mention.start - 90) : mention.start])
        and not _GANG_NOUN.search(before)
    )
