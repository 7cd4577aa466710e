"""Organisations that have a part in what is told, and no name but a common noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.lint.model import Briefing, Finding
from cyberkg.model import Span
from cyberkg.reading.discourse import Passage
from cyberkg.reading.lexicon import ORGANISATION_HEADS
from cyberkg.terms import EntityType

__all__ = ["check_organisations"]

KIND = "unnamed-organisation"
_ARTICLES = frozenset(("the", "a", "an"))
# "Brazil's Police", "Chairman of the Board, Amber Foundation": what stands beside it says which one
_OWNED = re.compile(r"['’]s?\s$|\b(?i:chair\w*|member|secretary|president)\sof\sthe\s$")
_PHRASE = re.compile(
    r"(?<![\w-])[Tt]he\s(?P<noun>(?i:company|firm|bank|hospital|clinic|ministry|department|agency|authority|bureau|commission"
    r"|committee|council|university|institute|association|foundation))(?![\w'’-]|\s(?:of|for|on|de|des|du|di|del)\b|\sd['’]|\s[A-Z])"
)


def check_organisations(briefing: Briefing) -> Iterator[Finding]:
    """Warn of each such organisation once in each story, where it is spoken of first."""
    found = sorted({*_read(briefing), *_spoken_of(briefing)})
    for n, warning in enumerate(found):
        if n == 0 or found[n - 1].end <= warning.start:
            yield warning


def _read(briefing: Briefing) -> Iterator[Finding]:
    """Those that facts speak of."""
    for referent in briefing.reading.referents:
        names = referent.names or (referent.label,)
        if referent.type is not EntityType.ORGANISATION or not all(map(_is_generic, names)):
            continue
        if referent.mentions and not any(_is_owned(briefing, span) for span in referent.mentions):
            span = min(referent.mentions)
            yield briefing.warn_at(span.start, span.end, KIND, f"{referent.label} is no name; say which one")


def _is_owned(briefing: Briefing, span: Span) -> bool:
    return bool(_OWNED.search(briefing.document.text[max(0, span.start - 30) : span.start]))


def _is_generic(name: str) -> bool:
    """Tell whether a name is one word only that any organisation of its kind has."""
    words = [word.casefold() for word in re.findall(r"[^\W_]+", name) if word.casefold() not in _ARTICLES]
    return len(words) == 1 and words[0] in ORGANISATION_HEADS and not name.isupper()


def _spoken_of(briefing: Briefing) -> Iterator[Finding]:
    """*The company* in a story that has named no organisation before, *the Ministry* where none has a name."""
    told: set[tuple[int, str]] = set()
    for passage in briefing.discourse.passages:
        for match in _PHRASE.finditer(passage.text):
            noun = match["noun"]
            place = (passage.item, noun.casefold())
            if place in told or _may_mean(briefing, passage, match.start(), noun):
                continue
            told.add(place)
            start, end = match.span()
            yield briefing.warn(passage, start, end, KIND, f"{match.group()} is no name; say which one")


def _may_mean(briefing: Briefing, passage: Passage, start: int, noun: str) -> bool:
    """Tell whether a phrase may stand for an organisation that is named: before it, or by such a noun anywhere."""
    names = rf"\b(?!The\b)[A-Z][\w’'.-]*\s(?i:{noun})\b|\b{noun.title()}\s(?:of|for|on)\b"
    if re.search(names, briefing.document.text):
        return True
    above = set(briefing.document.items[passage.item].path)
    return noun.islower() and any(
        mention.type is not EntityType.PERSON and (other.index, mention.start) < (passage.index, start)
        for other in briefing.discourse.passages
        if other.item == passage.item or other.text in above
        for mention in other.mentions
    )
