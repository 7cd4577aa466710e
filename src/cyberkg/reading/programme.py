"""Rules for programmes: labelled lines (*Sponsors: …*) and rows of a timetable (*09:30 Keynote: …*)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberkg.model import Literal
from cyberkg.reading.draft import Draft, Scene
from cyberkg.reading.happenings import event_of
from cyberkg.reading.mentions import Mention
from cyberkg.reading.sentences import Sentence
from cyberkg.terms import EntityType, LiteralKind

__all__ = ["read_programme"]

_LABELS = tuple(
    (predicate, re.compile(rf"(?:^|(?<=[/|;.])\s*|(?<=\d)\s+)\s*(?:{form})", re.I))
    for predicate, form in (
        (
            "organised",
            r"(?:co-?)?(?:organi[sz]ed|hosted|presented|convened)\s+by\b|(?:co-?)?(?:organi[sz]ers?|hosts?)\s*:",
        ),
        (
            "supported",
            r"(?:\w+\s+)?(?:sponsors?|sponsored by|supported by|supporters?|supporting organi[sz]ations?|partners?)\s*:?(?=\s)",
        ),
        ("officiated", r"ribbon[- ]cutting\b|(?:officiating guests?|guests? of honou?r|officiated by)\b"),
        ("eventPlace", r"(?:venue|place|location)\s*:"),
        ("eventTheme", r"(?:theme|motto)\s*:"),
        (
            "spokeAt",
            r"(?:opening|closing|welcome|welcoming)?\s*(?:keynotes?|speakers?|speech|address|remarks|talks?|panel(?:lists?|ists?)?"
            r"|moderators?|moderated by|chair|lectures?|presentations?|fireside chat|welcome|workshop|session)\b[^:.]{0,40}[:.,]",
        ),
    )
)
_TIME = re.compile(r"^\s*(?:day \w+\W+)?\d{1,2}[:.h]\d\d")
_OFF = re.compile(
    r"\b(?:cancelled|canceled|absent|apologies|unable|replaced|postponed|withdrawn|n\.n\.|tbc)\b", re.I
)
_NEXT_LABEL = re.compile(r"\s[/|]\s|\n")


def read_programme(scene: Scene) -> Iterator[Draft]:
    """Read labelled lines and timetable rows under an event."""
    for sentence in scene.sentences:
        if sentence.passage.is_heading or not sentence.tokens or sentence.start:
            continue
        event = event_of(scene, sentence, sentence.tokens[0])
        if event and not _OFF.search(sentence.passage.text):
            yield from _line(sentence, event)


def _line(sentence: Sentence, event: str) -> Iterator[Draft]:
    text = sentence.passage.text
    labelled = [(m.start(), m.end(), predicate) for predicate, label in _LABELS for m in label.finditer(text)]
    labelled.sort()
    timed = bool(_TIME.match(text))
    if not labelled and not (timed and sentence.passage.block.kind != "heading"):
        return
    if not timed and len(text) > 400:
        return
    for mention in sentence.passage.mentions:
        before = [(start, end, predicate) for start, end, predicate in labelled if end <= mention.start + 1]
        predicate = before[-1][2] if before else ("spokeAt" if timed else "")
        if before and predicate != "spokeAt" and _NEXT_LABEL.search(text, before[-1][1], mention.start):
            continue
        yield from _part(sentence, event, mention, predicate)
    for start, end, predicate in labelled:
        if predicate == "eventTheme" and not start:
            theme = text[end:].strip().strip("“”\"'.")
            if theme:
                yield Draft(
                    event, "eventTheme", Literal(theme, LiteralKind.TEXT), sentence, start, weight=0.8
                )


def _part(sentence: Sentence, event: str, mention: Mention, predicate: str) -> Iterator[Draft]:
    """The part of one named party in a line."""
    discourse = sentence.discourse
    key = discourse.key(sentence.passage, mention)
    if key is None or mention.quoted:
        return
    kind = discourse.type_of(key)
    fits = {
        "spokeAt": kind is EntityType.PERSON,
        "officiated": kind is EntityType.PERSON,
        "organised": kind in (EntityType.PERSON, EntityType.ORGANISATION),
        "supported": kind is EntityType.ORGANISATION,
    }
    if fits.get(predicate):
        yield Draft(key, predicate, event, sentence, mention.start, weight=0.75)
    elif predicate == "eventPlace" and kind is EntityType.PLACE:
        yield Draft(event, "eventPlace", key, sentence, mention.start, weight=0.8)
