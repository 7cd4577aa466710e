"""The words that take back, put off or pass on what a clause says: a table of cues and of their false friends.

Scopes, from narrow to wide:

    near     the next eight words of the clause
    onward   the rest of the clause
    clause   the rest of the clause and, where nothing else governs it, the subject before the cue
    over     the rest of the clause and the that-clauses and conditions that hang on it
    match    the words of the cue itself
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cyberkg.terms import Status

__all__ = ["Cue", "find_cues"]

_AUX = r"(?:was|were|is|are|am|has|have|had|do|does|did|could|would|will|shall|should|can|must|may|might|be)"
_BE = r"(?:is|are|was|were|be|been|being)"
_GAP = r"(?:\s[\w’'-]{1,20}){0,3}?"  # at most three words between the parts of a cue
_FAR = r"(?:\s[\w’',-]{1,25}){0,6}?"
_LY = r"(?:\s\w{1,15}ly)?"
_ATTEMPT = r"attempts?\b(?:\s[\w’'-]{1,25}){0,12}?\s(?:failed|(?:was|were)"

_DENIED = rf"""
over    no{_GAP}\s(?:evidence|signs?|indications?|proof|suggestion|traces?|reason\sto\sbelieve|records?)(?:\s(?:that|of|so\sfar))?
over    (?:den(?:y|ies|ied)|denying|reject(?:s|ed)|refut(?:es|ed)|dismiss(?:es|ed)|ruled\sout|rules\sout|disput(?:es|ed))
over    {_BE}\snot\s(?:believed|thought|known|expected|understood|clear|true)(?:\s(?:to|that|whether))?
over    (?:did|does|do|has|have|had|could|would)\s(?:not|never)\s(?:yet\s)?(?:confirm|say|believe|think|find|found|claim|see|seen)(?:ed)?(?:\s(?:that|whether|if|any))?
over    (?:false(?:ly)?|untrue|bogus|wrong(?:ly)?)\s(?:claim|report|rumou?r|alleg|stat)\w{{0,8}}
clause  {_AUX}{_LY}\s(?:not|never)(?:\s(?:yet|been|be|have))*
clause  \w{{2,8}}n['’]t
clause  cannot
clause  never
onward  not
clause  (?:refus(?:es|ed|ing|e)|declin(?:es|ed|ing|e))(?:\s(?:to|all|any))?
clause  fail(?:s|ed|ing)?\sto(?!\s(?:prevent|stop|block|contain|avert|detect|notice|patch|protect))
clause  {_BE}\s(?:unable|not\sable|barred|banned|forbidden|too\s\w{{2,12}})\s(?:to|from)
clause  (?:sent|sends|send|conveyed|tendered)\s(?:(?:his|her|their|its|an|the)\s)?(?:apologies|regrets)
onward  apologies\s(?:were\sreceived\s)?from
clause  (?:cancel(?:l?ed|s)?|call(?:ed|s)\soff|scrapped|abandoned|shelved|turned\sdown|pulled\sout|withdrew|stayed\saway|skipped)
onward  neither
onward  (?:none|nobody|no\sone|nothing)
onward  no(?=\s[a-z])
onward  without
near    (?:rather\sthan|instead\sof|except(?:\sfor)?|as\sopposed\sto|unlike|in\sthe\sabsence\sof|excluding)
onward  (?:prevent(?:s|ed)|stopp?(?:s|ed)|kept){_GAP}\sfrom
match   {_ATTEMPT}\s(?:stopped|foiled|thwarted|blocked|averted|unsuccessful|fended\soff|prevented))
"""

_PLANNED = rf"""
clause  (?:will|shall|['’]ll)
clause  (?:would|may|might|could|can|should|must|ought\sto|needs?\sto|have\sto)
clause  (?:is|are)\sto(?=\s[a-z])
onward  (?:was|were)\sto(?=\s(?!blame)[a-z])
clause  (?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|hop(?:es|ed|ing|e)|aim(?:s|ed|ing)?|want(?:s|ed|ing)?|wish(?:es|ed)?|seeks?|prepar(?:es|ing|ed)){_GAP}\sto(?=\s[a-z])
clause  {_BE}{_LY}\s(?:scheduled|slated|expected|set|due|supposed|poised|planned|likely|obliged|required|ordered|asked|urged|advised|told|instructed|encouraged|ready)(?:\s(?:to|for)|(?=\s(?:in|on|at)\b))
clause  due\s(?:in|on|to\s(?:be|begin|start|open|take|meet|speak|appear|attend|join|close|end))
clause  (?:has|have|had|is|are|being)(?:\s(?:been|also|already|being))*\sinvited
onward  invit(?:ed|es|ing){_FAR}\sto(?=\s[a-z])
onward  (?:promis(?:es|ed|e)|pledg(?:es|ed|e)|vow(?:s|ed)?|offer(?:s|ed)|threaten(?:s|ed|ing)?|undertook){_FAR}\sto(?=\s[a-z])
onward  agree[sd]?\sto(?=\s(?!the\b|an?\b|its\b|their\b)[a-z])
onward  (?:urg(?:es|ed|ing)|advis(?:es|ed|ing)|ask(?:s|ed|ing)|call(?:s|ed|ing)\son|order(?:s|ed|ing)|oblig(?:es|ed|e)|requir(?:es|ed|e)|encourag(?:es|ed|ing)|recommend(?:s|ed)?|remind(?:s|ed)|instruct(?:s|ed)){_FAR}\sto(?=\s[a-z])
clause  to\sbe\s(?:held|shown|sent|put|given|made|run|\w{{2,20}}ed)
clause  (?:proposes|proposed\sto|postponed|rescheduled)
near    (?:upcoming|forthcoming|proposed|planned|prospective|would-be|potential)
near    possibility\sof
clause  next\s(?:week|month|year|spring|summer|autumn|fall|winter|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|January|February|March|April|May|June|July|August|September|October|November|December)\w{{0,4}}
clause  (?:tomorrow|later\sthis\s(?:week|month|year)|in\sthe\scoming\s\w{{4,6}})
over    (?:[Ii]f|[Uu]nless|[Ww]hether|in\scase)
"""

_REPORTED = rf"""
over    (?:claim(?:s|ed|ing)?|alleg(?:es|ed|ing|edly|e)|reportedly|purported(?:ly)?|supposedly|apparently|presumably|probably|possibly)
over    [Aa]ccording\sto
over    (?:it\s(?:is|was|has\sbeen)|{_BE}){_LY}\s(?:reported|said|believed|thought|understood|suspected|rumou?red|alleged|estimated|assumed|feared|known)(?=\s(?:to|that)\b)
over    (?:report(?:s|ed)?)(?:\son\s\w{{4,10}})?\sthat
over    (?:believ(?:es|ed|e)|suspect(?:s|ed)?|fear(?:s|ed)?|think(?:s)?|suggest(?:s|ed)?|assum(?:es|ed|e)|estimat(?:es|ed|e)|rumou?r(?:s|ed)?)
over    (?:say|says|said|boast(?:s|ed))\s(?:that\s)?(?:it|they|he|she)\s(?:hold|holds|held|ha[sd]|have|stole|took|obtained|possess|were\sbehind|was\sbehind)
over    (?:unconfirmed|unverified|hearsay|suspected|likely|appear(?:s|ed)?\sto|seem(?:s|ed)?\sto)
"""

# What looks like a cue and is none. "May have been affected" is how counts of victims are told.
_FRIENDS = rf"""
\bnot\s(?:only|just|merely|simply|least|surprisingly|to\sbe\sconfused|to\smention|unlike|uncommon|far|long\s(?:after|before|ago))\b
\b(?:not|n['’]t){_FAR}\suntil\b
\b[Nn]o\s(?:fewer|less|later|more|sooner|longer\sthan|doubt|matter|wonder|surprise|less|other)\b
\b[Nn]o\.
\bnothing\s(?:but|less)\b
\bwithout\s(?:delay|warning|doubt|question|exception|notice|precedent|further|permission|authori[sz]ation|consent|a\sdoubt|fail)\b
\bdenied\s(?:access|service|entry)\b
\b(?:would\slike|would\salso\slike)\sto\s(?:thank|congratulate|express|welcome|acknowledge|extend)\b
\bwill\s(?:long\s)?be\s(?:remembered|missed)\b
\b(?:was|were){_LY}\s(?:also\s)?invited\s(?:to|as|there)\b(?!{_FAR}\sbut\b)
\bneeds?\sto\sknow\b
\b(?:found|claim(?:ed|s)?|said|known|believed|thought|considered|reported|proved|out|appear(?:ed|s)?|seem(?:ed|s)?|happened|used)\sto\sbe\b
\bclaimed\sthe\slives?\b
"""
_EPISTEMIC = r"\b(?:may|might|could)\s(?:have\b|be\s(?:affected|involved|at\srisk|impacted|exposed|compromised)\b)"
_DOUBLE = (
    r"\b(?:cannot|could\snot|can\snot|did\snot|has\snot|have\snot|can['’]t|couldn['’]t|didn['’]t)\s(?:yet\s)?"
    r"(?:rule\sout|ruled\sout|exclude|deny|denied|dispute)\b"
)


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


def _read(table: str, status: Status) -> list[tuple[Status, str, re.Pattern[str]]]:
    rows = [line.split(maxsplit=1) for line in table.strip().splitlines()]
    return [(status, scope, re.compile(rf"(?<![\w’'-])(?:{form})(?![\w-])")) for scope, form in rows]


_CUES = [
    *_read(_DENIED, Status.DENIED),
    *_read(_PLANNED, Status.PLANNED),
    *_read(_REPORTED, Status.REPORTED),
    (Status.REPORTED, "clause", re.compile(_EPISTEMIC)),
    (Status.REPORTED, "over", re.compile(_DOUBLE)),
]
