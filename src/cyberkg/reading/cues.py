"""The words that take back, put off or pass on what a clause says: a table of cues and their false friends.

Scopes, from narrow to wide:

    near     the next eight words of the clause
    onward   the rest of the clause
    clause   the rest of the clause and, where nothing else governs it, the subject before the cue
    event    as clause, and what it says is that the event does not happen
    over     the rest of the clause and the that-clauses and conditions that hang on it
    match    the words of the cue itself
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from cyberkg.reading.date_parts import MONTHS, WEEKDAYS
from cyberkg.terms import Status

__all__ = ["Cue", "find_cues"]

_AUX = r"(?:was|were|is|are|am|has|have|had|do|does|did|could|would|will|shall|should|can|must|may|might|be)"
_BE = r"(?:is|are|was|were|be|been|being)"
_GAP = r"(?:\s[\w’'-]{1,20}){0,3}?"  # at most three words between the parts of a cue
_FAR = r"(?:\s[\w’',-]{1,25}){0,6}?"
_LY = r"(?:\s\w{1,15}ly)?"
_DAYS = "|".join(name.capitalize() for name in WEEKDAYS)
_MONTHS = "|".join(name.capitalize() for name in MONTHS)

_DENIED = rf"""
over    no{_GAP}\s(?:evidence|signs?|indications?|proof|suggestion|traces?|reason\sto\sbelieve)
        (?:\s(?:that|of|so\sfar))?
over    (?:den(?:y|ies|ied|ying)|reject(?:s|ed)|refut(?:es|ed)|dismiss(?:es|ed)|rule[sd]\sout|disput(?:es|ed))
over    {_BE}\snot\s(?:believed|thought|known|expected|understood|clear|true)(?:\s(?:to|that|whether))?
over    (?:did|does|do|has|have|had|could|would)\s(?:not|never)\s(?:yet\s)?
        (?:confirm|say|believe|think|find|found|claim|see|seen)(?:ed)?(?:\s(?:that|whether|if|any))?
over    (?:has|have|had)\s(?:yet|still)\sto
onward  (?:paid|pays?|paying|found|gave|made|took|had|has|have|saw|left|\w{{2,15}}ed)\s(?:no|nothing|nobody)(?=\W)
over    (?:false(?:ly)?|untrue|bogus|wrong(?:ly)?)\s(?:claim|report|rumou?r|alleg|stat)\w{{0,8}}
clause  {_AUX}{_LY}\s(?:not|never)(?:\s(?:yet|been|be|have))*
clause  \w{{2,8}}n['’]t
clause  (?:cannot|never)
onward  not
clause  (?:refus(?:es|ed|ing|e)|declin(?:es|ed|ing|e))(?:\s(?:to|all|any))?
clause  fail(?:s|ed|ing)?\sto(?!\s(?:prevent|stop|block|contain|avert|detect|notice|patch|protect))
clause  {_BE}\s(?:unable|not\sable|barred|banned|forbidden|too\s\w{{2,12}})\s(?:to|from)
clause  (?:sen(?:t|ds?)|conveyed|tendered)\s(?:(?:his|her|their|its|an|the)\s)?(?:apologies|regrets)
onward  apologies\s(?:were\sreceived\s)?from
onward  (?:apologies|absent(?:ees)?|excused|regrets|unable\sto\s(?:attend|join|come))(?:\s\w{{2,12}}){{0,2}}:
event   (?:ha(?:s|ve|d)\s)?(?:{_BE}\s)?(?:been\s)?(?:cancel(?:l?ed|s)?|call(?:ed|s)\soff
        |scrapped|abandoned|shelved)
clause  (?:ha(?:s|ve|d)\s)?(?:turned\sdown|pulled\sout|withdr[ae]wn?|stayed\saway|skipped)
onward  (?:neither|none|nobody|no\sone|nothing|no|without)(?=\s)
near    (?:rather\sthan|instead\sof|except(?:\sfor)?|as\sopposed\sto|in\sthe\sabsence\sof|excluding)
onward  (?:prevent(?:s|ed)|stop(?:s|ped)|kept){_GAP}\sfrom
match   attempts?\b(?:\s[\w’'-]{{1,25}}){{0,12}}?\s(?:failed
        |(?:was|were)\s(?:stopped|foiled|thwarted|blocked|averted|unsuccessful|fended\soff|prevented))
"""

_TO_DO = r"\sto(?=\s[a-z])"
_PLANNED = rf"""
clause  (?-i:(?:will|shall|would|may|might|could|can|should|must)|['’]ll|ought\sto|needs?\sto|have\sto)
clause  (?:is|are){_TO_DO}
onward  (?:was|were)\sto(?=\s(?!blame)[a-z])
clause  (?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|hop(?:es|ed|ing|e)|want(?:s|ed|ing)?|wish(?:es|ed)?|seeks?
        |prepar(?:es|ing|ed)|aims?){_GAP}{_TO_DO}
clause  {_BE}{_LY}\s(?:scheduled|slated|expected|set|due|supposed|poised|planned|likely|obliged|required
        |ordered|asked|urged|advised|told|instructed|encouraged|ready)\s(?:to|for)
clause  {_BE}{_LY}\s(?:scheduled|slated|expected|set|due|planned)(?=\s(?:in|on|at)\b)
clause  due\s(?:in|on|to\s(?:be|begin|start|open|take|meet|speak|appear|attend|join|close|end))
clause  (?:has|have|had|is|are|being)(?:\s(?:been|also|already|being))*\sinvited
clause  (?:was|were){_LY}\sinvited(?={_FAR}\sbut\b)
onward  invit(?:ed|es|ing){_FAR}{_TO_DO}
onward  (?:promis(?:es|ed|e)|pledg(?:es|ed|e)|vow(?:s|ed)?|offer(?:s|ed)|threaten(?:s|ed|ing)?|undertook)
        {_FAR}{_TO_DO}
onward  agree[sd]?\sto(?=\s(?!the\b|an?\b|its\b|their\b)[a-z])
onward  (?:urg(?:es|ed|ing)|advis(?:es|ed|ing)|ask(?:s|ed|ing)|call(?:s|ed|ing)\son|order(?:s|ed|ing)
        |oblig(?:es|ed|e)|requir(?:es|ed|e)|encourag(?:es|ed|ing)|recommend(?:s|ed)?|remind(?:s|ed)
        |instruct(?:s|ed)){_FAR}{_TO_DO}
clause  to\sbe\s(?:held|shown|sent|put|given|made|run|\w{{2,20}}ed)
clause  (?:proposes|proposed\sto|postponed|rescheduled)
onward  (?:see\syou(?:\sall)?\s(?:at|in|on)|join\sus\s(?:at|for|in|on))(?=\s)
near    (?:upcoming|forthcoming|proposed|planned|prospective|would-be|potential|possibility\sof)
clause  (?<!the\s)next\s(?:week|month|year|spring|summer|autumn|winter|{_DAYS}|{_MONTHS})
clause  (?:tomorrow|later\sthis\s(?:week|month|year)|in\sthe\scoming\s\w{{4,6}})
onward  (?:plans|planning)\s(?:an?|another|further|more)(?=\s)
over    (?:if|unless|whether|in\scase)
over    ^(?-i:Should|Had)(?=\s)
"""

_REPORTED = rf"""
over    (?:claim(?:s|ed|ing)?|alleg(?:es|ed|ing|edly|e)|reportedly|purported(?:ly)?|supposedly|apparently
        |presumably|probably|possibly|according\sto)
over    (?:it\s(?:is|was|has\sbeen)|{_BE}){_LY}\s(?:reported|said|believed|thought|understood|suspected
        |rumou?red|alleged|estimated|assumed|feared|known)(?=\s(?:to|that)\b)
over    report(?:s|ed)?(?:\son\s\w{{4,10}})?\sthat
over    (?:believ(?:es|ed|e)|suspect(?:s|ed)?|fear(?:s|ed)?|thinks?|suggest(?:s|ed)?|assum(?:es|ed|e)
        |estimat(?:es|ed|e)|rumou?r(?:s|ed)?)
over    (?:says?|said|boast(?:s|ed))\s(?:that\s)?(?:it|they|he|she)\s(?:hold|holds|held|ha[sd]|have|stole|took
        |obtained|possess|were\sbehind|was\sbehind)
over    (?:unconfirmed|unverified|hearsay|likely|appear(?:s|ed)?\sto|seem(?:s|ed)?\sto)
clause  (?-i:may|might|could)\s(?:have\b|be\s(?:affected|involved|at\srisk|impacted|exposed|compromised)\b)
over    (?:(?:can|could|did|has|have)\snot|cannot|(?:ca|could|did)n['’]t)\s(?:yet\s)?
        (?:rule\sout|ruled\sout|exclude|deny|denied|dispute)
"""

# What looks like a cue and is none, or is a weaker one: cues that touch it do not count,
# unless they only say that something is reported.
_FRIENDS = rf"""
not\s(?:only|just|merely|simply|least|surprisingly|to\sbe\sconfused|to\smention|unlike|uncommon|far
        |long\s(?:after|before|ago))
(?:not|\w{{2,8}}n['’]t){_FAR}\suntil
no\s(?:fewer|less|later|more|sooner|doubt|matter|wonder|surprise|other)
no\.
nothing\s(?:but|less)
without\s(?:delay|warning|doubt|question|exception|notice|precedent|further|permission|authori[sz]ation
        |consent|a\sdoubt|fail)
denied\s(?:access|service|entry)
would\s(?:also\s)?like\sto\s(?:thank|congratulate|express|welcome|acknowledge|extend)
will\s(?:long\s)?be\s(?:remembered|missed)
(?:was|were){_LY}\s(?:also\s)?invited\s(?:to|as|there)\b(?:\s[a-z]{{2,12}})?(?!{_FAR}\sbut\b)
needs?\sto\sknow
(?:found|claim(?:ed|s)?|said|known|believed|thought|considered|reported|proved|out|appear(?:ed|s)?
        |seem(?:ed|s)?|happened|used)\sto\sbe
(?:may|might|could)\s(?:have|be\s(?:affected|involved|at\srisk|impacted|exposed|compromised))
(?:(?:can|could|did|has|have)\snot|cannot|(?:ca|could|did)n['’]t)\s(?:yet\s)?(?:rule\sout|ruled\sout|exclude
        |deny|denied|dispute)
"""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence.

    :param start: offset in characters, half-open with ``end``.
    :param status: what it makes of the words it governs.
    :param scope: how far it reaches, see the module's docstring.
    """

    start: int
    end: int
    status: Status
    scope: str


def _rows(table: str) -> list[str]:
    """Return the rows of a table; an indented line goes on with the row above it."""
    return table.strip().replace("\n        ", "").splitlines()


def _compile(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-])(?:{form})(?![\w-])", re.IGNORECASE)


def _read(table: str, status: Status) -> list[tuple[Status, str, re.Pattern[str]]]:
    rows = (row.split(maxsplit=1) for row in _rows(table))
    return [(status, scope, _compile(form)) for scope, form in rows]


_CUES = (
    *_read(_DENIED, Status.DENIED),
    *_read(_PLANNED, Status.PLANNED),
    *_read(_REPORTED, Status.REPORTED),
)
_MASK = tuple(_compile(row) for row in _rows(_FRIENDS))


@lru_cache(maxsize=64)
def find_cues(sentence: str) -> tuple[Cue, ...]:
    """Find the cues of a sentence, sorted by place; in time linear in the sentence.

    >>> [(cue.status.value, cue.scope) for cue in find_cues("It will not only meet, it refused to pay.")]
    [('planned', 'clause'), ('denied', 'clause')]
    """
    friends = sorted(match.span() for form in _MASK for match in form.finditer(sentence))
    reach = list(accumulate((end for _, end in friends), max))
    found = []
    for status, scope, form in _CUES:
        for match in form.finditer(sentence):
            before = bisect_left(friends, (match.end(),))
            touched = before > 0 and reach[before - 1] > match.start()
            if status is Status.REPORTED or not touched:
                found.append(Cue(match.start(), match.end(), status, scope))
    return tuple(sorted(found, key=lambda cue: (cue.start, -cue.end, cue.status, cue.scope)))
