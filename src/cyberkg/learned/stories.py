"""The stories of a document: a digest's items tell of things of their own, the sections of a report do not."""

from __future__ import annotations

import re

from cyberkg.learned.things import Mark
from cyberkg.reading.draft import Scene

__all__ = ["in_other_story"]

# Headings of the parts of a report on one matter. What else stands over a part may be the title of a story.
_SECTION = re.compile(
    r"(?:(?:the|our|its|this|some|key|main|initial|further|immediate|general)\s)*"
    r"(?:purpose|scope|background|context|introduction|(?:executive\s)?summary|overview|facts|details|history"
    r"|what\s(?:happened|went\swrong|we\s(?:know|found|did|are\sdoing)|you\s(?:can|should)\sdo|it\smeans|comes\snext"
    r"|(?:data|information)\s(?:was|is)\s(?:involved|affected|taken))(?:\s(?:so\sfar|now))?"
    r"|who\s(?:is|was|were|has\sbeen|have\sbeen)\s(?:affected|told|informed|involved)|who\s(?:knows|did\sit)"
    r"|how\s(?:it|they|this|we)\s(?:happened|got\sin|responded)|timeline|chronology|sequence\sof\sevents"
    r"|incident|attack|breach|intrusion|case|impact|effects?|consequences|damage|(?:data|people)\s(?:affected|involved)"
    r"|response|actions?(?:\staken)?|steps\staken|measures|containment|recovery|notifications?|investigations?|inquiry"
    r"|findings?|analysis|root\scauses?|causes?|assessment|discussion|decision|reasons|sanctions?|penalty|fine|orders?"
    r"|assurance|lessons(?:\slearn(?:ed|t))?|recommendations?|conclusions?|next\ssteps|outlook|(?:press\s)?contacts?"
    r"|(?:further|more)\sinformation|notes(?:\s(?:to|for)\seditors)?|questions(?:\sand\sanswers)?)",
    re.IGNORECASE,
)


def in_other_story(scene: Scene, one: Mark, other: Mark) -> bool:
    """Tell whether two marks stand in items side by side: a digest's stories have events of their own.

    The opening of a document, and a heading above, belong to all that follows; so do the sections of a report to one
    another.
    """
    passages, items = scene.discourse.passages, scene.discourse.items
    first, second = sorted(passages[m.passage].item for m in (one, other))
    before, behind = items[first].heading, items[second].heading
    if first in (0, second) or before is None:
        return False
    if behind is not None and all(_SECTION.fullmatch(h.text.strip(" .:?!")) for h in (before, behind)):
        return False
    return before.text not in items[second].path
