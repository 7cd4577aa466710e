"""Cuts a sentence into clauses by its surface: punctuation, conjunctions and the verbs around them.

A clause may lie in several stretches, as the main clause does around a relative one. The cut is made without
a parser, so that it works on fragments too, and in time linear in the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from cyberkg.reading.lexicon import words

__all__ = ["AUXILIARIES", "Clause", "is_verb", "split_clauses"]

AUXILIARIES = words(
    """was were is are am be been being has have had did does do will would shall should can could may
    might must cannot wasn't weren't isn't aren't hasn't haven't hadn't didn't doesn't don't won't
    wouldn't couldn't can't"""
)
# Past forms that are no participles: they always are the verb of a clause.
_FINITE = words(
    """took spoke gave went came began wrote saw said told testified attended joined knew chose drove
    rose wore broke stole hid grew threw flew fell"""
)
_PAST = words(
    """taken spoken given gone come begun written seen known chosen held hit paid led ran run sent got
    gotten found made left lost won met brought bought caught kept cut put set let read sold struck
    shut stolen broken heard spent built thought taught fought dealt fled drawn shown hidden withdrew
    withdrawn"""
)
_NO_VERBS = words(
    """need indeed speed feed hundred based united limited related affected interested infected unnamed
    advanced combined selected distinguished so-called unrelated compromised leaked"""
)

_RELATIVES = words("which who whom whose where")
_CONDITIONS = words("if whether unless")
_SUBORDINATES = words("while whereas because although though after before since until when why how what once")
# Words that take a that-clause, so that the "that" behind them does not belong to a noun.
_CLAUSE_TAKERS = re.compile(
    r"sa(?:id|ys?|ying)|told|tells?|announc|report|claim|belie[vf]|den(?:y|ie)|know|knew|found|finds?|confirm|warn"
    r"|add(?:ed|s)$|stress|think|thought|not(?:ed|es)$|stat(?:ed|es)$|insist|evidence|signs?$|indicat|proof"
    r"|suggest|suspect|doubt|hope|fact$|fear|likely|possib|agree|expect|mean|show|so$|alleg|assert|maintain"
    r"|argu|conclud|admit|acknowledg|inform|reveal|disclos|learn|true$|clear$|reject|rumou?r|emphasi|promis"
    r"|explain|remark|understood|out$|conce"
)
_IN_GROUP = AUXILIARIES | words("not also never just")
_NON_FINITE = words("be been being to")
_TAGS = words(
    "said says told tells added adds reported reports announced warned wrote explained noted stressed"
)

_TOKEN = re.compile(r"[^\W_](?:[\w’'.&-]{0,80}[\w’'])?|[^\w\s]")
_CLOSED_BY_COMMA = _RELATIVES | _CONDITIONS | _SUBORDINATES | {"that", "as", "participle", "tag", "aside"}
_AHEAD = 12  # tokens to look for the verb of what "and" joins


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence.

    :param opener: the word that opens it; ``participle`` for *held in May* between commas, ``tag`` for
        *he said*, ``aside`` for *but not Delta*, empty for a main clause.
    :param parent: index of the clause it stands in, None for a main clause.
    :param complement: whether it is a that-clause that says what someone said, saw or thinks.
    :param stretches: the parts of the sentence it covers: offsets in characters, half-open, in order.
    """

    opener: str = ""
    parent: int | None = None
    complement: bool = False
    stretches: tuple[tuple[int, int], ...] = ()


def is_verb(word: str) -> bool:
    """Tell whether a word in lower case looks like a verb that is finite or a past participle.

    >>> is_verb("attended"), is_verb("Limited"), is_verb("forum")
    (True, False, False)
    """
    if word in AUXILIARIES or word in _FINITE or word in _PAST:
        return True
    return word.islower() and word.endswith("ed") and len(word) > 3 and word not in _NO_VERBS


@lru_cache(maxsize=64)
def split_clauses(sentence: str) -> tuple[Clause, ...]:
    """Cut a sentence into clauses, in the order in which they begin; the first may be empty.

    >>> [c.stretches for c in split_clauses("The summit, which was moved, opens today.")]
    [((0, 12), (27, 41)), ((12, 27),)]
    """
    return _Splitter(sentence).run()


class _Splitter:
    """Walks over the tokens of a sentence once, opening and closing clauses."""

    def __init__(self, sentence: str) -> None:
        matches = list(_TOKEN.finditer(sentence))
        self.sentence = sentence
        self.tokens = [match[0] for match in matches]
        self.starts = [match.start() for match in matches]
        self.clauses = [Clause()]
        self.stretches: list[list[tuple[int, int]]] = [[]]
        self.verbs = [0]  # how many verbs each clause has had so far
        self.current = 0
        self.begin = 0  # offset at which the current stretch begins

    def run(self) -> tuple[Clause, ...]:
        """Walk over the tokens and return the clauses."""
        for i, word in enumerate(self.tokens):
            self._step(i, word.replace("’", "'"))
        self._leave(len(self.sentence))
        return tuple(
            replace(c, stretches=tuple(s)) for c, s in zip(self.clauses, self.stretches, strict=True)
        )

    def _step(self, i: int, word: str) -> None:
        lower = word.lower()
        if word == ";" or word in "—–" or (word in ":-" and self._spaced(i)):
            self._open(i + 1, "", None)
        elif word == ",":
            self._comma(i)
        elif lower == "but" and self._after(i) == "not":
            self._open(i, "aside", self.current)
        elif (lower == "but" and self._after(i) != "also") or (lower == "yet" and self._before(i) == ","):
            self._open(i, lower, None)
        elif lower == "and" and self._joins_clauses(i):
            self._open(i, "and", self.clauses[self._verbal()].parent)
        elif self._opens(i, lower):
            self._subordinate(i, lower)
        elif is_verb(word):
            self._verb(i, word)

    def _spaced(self, i: int) -> bool:
        after = self.starts[i] + 1
        return self.sentence[after : after + 1].isspace() and (
            self.tokens[i] == ":" or self.sentence[self.starts[i] - 1 : self.starts[i]].isspace()
        )

    def _before(self, i: int) -> str:
        return self.tokens[i - 1].lower() if i else ""

    def _after(self, i: int) -> str:
        return self.tokens[i + 1] if i + 1 < len(self.tokens) else ""

    def _comma(self, i: int) -> None:
        """Close what a comma closes, then open the participle or tag that may stand behind it."""
        clause = self.clauses[self.current]
        if clause.opener in _CLOSED_BY_COMMA and not clause.complement:
            first = not self.stretches[self.current] and self.begin == 0
            self._resume(i, None if first else clause.parent)
        if self._is_tag(i):
            self._open(i, "tag", self.current)
        elif self._is_participle(i):
            self._open(i, "participle", self.current)
        elif self._after(i) == "not":
            self._open(i, "aside", self.current)

    def _is_tag(self, i: int) -> bool:
        following = self.tokens[i + 1 : i + 6]
        for n, word in enumerate(following):
            if word in _TAGS:
                return n > 0 and following[0].lower() not in _SUBORDINATES | _RELATIVES | {"and", "but", "as"}
            if is_verb(word) or word in ",;":
                return False
        return False

    def _is_participle(self, i: int) -> bool:
        following = self.tokens[i + 1 : i + 4]
        skip = 1 if following and following[0].endswith("ly") else 0
        if len(following) < skip + 2 or following[skip] in AUXILIARIES | _FINITE:
            return False
        return is_verb(following[skip]) and following[skip + 1] not in {",", "or", "and", "nor"}

    def _joins_clauses(self, i: int) -> bool:
        """Tell whether an "and" joins verbs with their subjects, not nouns: a verb on either side."""
        if self._after(i) in AUXILIARIES - _NON_FINITE:
            return True
        if not self.verbs[self._verbal()] or (self._after(i).lower() in _RELATIVES | {"that"}):
            return False
        comma = self._before(i) == ","
        for n in range(i + 1, min(i + 1 + _AHEAD, len(self.tokens))):
            word, passive = self.tokens[n], self.tokens[n - 1] in _NON_FINITE
            if word == "and" and is_verb(self._after(n)):
                return False  # that one joins the verbs
            if is_verb(word) and word not in _NON_FINITE and not passive:
                return True
            if word in ";:—" or (word == "," and not comma) or word in {"to", "which", "who"}:
                return False
        return False

    def _verbal(self) -> int:
        """Return the current clause, or the one that it is a mere adjunct of: *after the attack*."""
        clause = self.clauses[self.current]
        adjunct = (
            clause.opener in _SUBORDINATES and clause.parent is not None and not self.verbs[self.current]
        )
        return clause.parent if adjunct and clause.parent is not None else self.current

    def _opens(self, i: int, lower: str) -> bool:
        if lower == "as":
            return self._before(i) == "," and any(is_verb(t) for t in self.tokens[i + 1 : i + 6])
        if lower == "that":
            return bool(i) and self._after(i).lower() not in {"day", "time", "month", "year", ",", "."}
        if lower == "because" and self._after(i) == "of":
            return False
        if lower in {"what", "how", "why", "where", "once"}:
            return bool(i) or lower == "where"
        return lower in _RELATIVES or lower in _CONDITIONS or lower in _SUBORDINATES

    def _subordinate(self, i: int, lower: str) -> None:
        clause = self.clauses[self.current]
        joined = self._before(i) in {"and", "or", "nor"} and clause.opener in {lower, "and"}
        parent = clause.parent if joined else self.current
        complement = lower == "that" and any(
            _CLAUSE_TAKERS.match(t.lower()) for t in self.tokens[max(0, i - 6) : i]
        )
        if joined and lower == "that":
            complement = clause.complement
        self._open(i, lower, parent, complement=complement)

    def _verb(self, i: int, word: str) -> None:
        """Count the verb; a second one that is finite ends a relative clause that no comma closes."""
        clause = self.clauses[self.current]
        relative = clause.opener in _RELATIVES | {"that"} and not clause.complement
        second = self.verbs[self.current] and word in AUXILIARIES | _FINITE
        if relative and second and self._before(i) not in _IN_GROUP:
            self._resume(i, clause.parent)
        self.verbs[self.current] += 1

    def _open(self, i: int, opener: str, parent: int | None, *, complement: bool = False) -> None:
        """Begin a clause at a token."""
        self._leave(self._start(i))
        self.clauses.append(Clause(opener, parent, complement))
        self.stretches.append([])
        self.verbs.append(0)
        self.current = len(self.clauses) - 1

    def _resume(self, i: int, parent: int | None) -> None:
        """Go on with a clause that was interrupted, or begin a main clause where there was none."""
        if parent is None or not self.stretches[parent]:
            self._open(i, "", None)
        else:
            self._leave(self._start(i))
            self.current = parent

    def _start(self, i: int) -> int:
        return self.starts[i] if i < len(self.starts) else len(self.sentence)

    def _leave(self, offset: int) -> None:
        if offset > self.begin:
            self.stretches[self.current].append((self.begin, offset))
        self.begin = offset
