"""Marked texts: one sentence a line, its mentions in brackets, its facts beneath it.

    # style: press release
    # date: 2023-09-19

    [David Ip|p.ip], [Assistant Commissioner|=] of the [Digital Office|o.do], opened [CSOP 2023|e.csop] on [19 September|=2023-09-19].
    > p.ip officiated e.csop
    > p.ip holdsPost o.do =Assistant Commissioner
    > e.csop eventDate =2023-09-19

The grammar, line by line:

``# name: value``
    in the head of the file, up to the first empty line, only: what is known of the text.
``> [status] subject predicate object [=title]``
    a fact that the line above says. Status is ``~`` reported, ``?`` planned, ``!`` denied, ``%`` optional (right but
    not asked for), nothing for asserted.
an empty line
    ends a paragraph.
``/ words``
    words that begin on a new line of the same block (a programme's row); list marks and headings do so by themselves.
any other line
    a sentence; the sentences of a paragraph are joined by a space.

A mention is ``[words|key]``; a key begins with its type: ``p.`` person, ``o.`` organisation, ``e.`` event, ``i.`` incident,
``l.`` place, ``w.`` work, ``t.`` tool (malware family, tool, CVE). ``~`` behind a key says that the words only refer
(*he*, *the forum*) and are no name. A value is ``[words|=normal form]``, or ``[words|=]`` where the words are the value.
Marks do not nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyberkg.errors import InputError
from cyberkg.terms import INCIDENT_TYPES, PREDICATES, EntityType, LiteralKind

__all__ = ["TYPES", "Fact", "MarkedText", "Mention", "parse_marked", "read_marked"]

# "t" is a value in the contract (``usedTool``), but a name in a text, so it is marked as one.
TYPES: dict[str, EntityType | None] = {
    "p": EntityType.PERSON,
    "o": EntityType.ORGANISATION,
    "e": EntityType.EVENT,
    "i": EntityType.INCIDENT,
    "l": EntityType.PLACE,
    "w": EntityType.WORK,
    "t": None,
}
STATUSES = {"~": "reported", "?": "planned", "!": "denied", "%": "optional"}

_KEY = r"[poeilwt]\.[a-z0-9][a-z0-9-]*"
_MARK = re.compile(rf"\[(?P<words>[^\[\]|]+)\|(?:(?P<key>{_KEY})(?P<refers>~?)|=(?P<value>[^\[\]|]*))\]")
_FACT = re.compile(
    rf">\s*+(?P<status>[~?!%]?)\s*+(?P<subject>{_KEY})\s+(?P<predicate>[A-Za-z]+)\s+(?P<rest>\S.*)"
)
_OWN_LINE = re.compile(r"(?:[-*•–]|#{1,6}|\(?\d{1,2}[.)、]|[IVX]+\.)\s*\S")
_HEAD = re.compile(r"#\s*(?P<name>[a-z]+):\s*(?P<value>.*)")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words of a text that name or refer to a thing, or give a value.

    :param start: offset of the words in ``MarkedText.text``, half-open with ``end``.
    :param key: key of the thing; ``=`` and the normal form for a value.
    :param is_name: False where the words only refer.
    """

    start: int
    end: int
    key: str
    is_name: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """A fact that a sentence says.

    :param object: a key, or ``=`` and a value.
    :param status: ``asserted``, ``reported``, ``planned``, ``denied`` or ``optional``.
    :param start: offset of the sentence that says it, half-open with ``end``.
    """

    subject: str
    predicate: str
    object: str
    title: str
    status: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with its mentions in order and its facts in the order in which it says them."""

    name: str
    text: str
    head: dict[str, str]
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]

    def names(self, key: str) -> tuple[str, ...]:
        """The names that the text uses for a thing, without repetition; what refers to it where it has none."""
        named = [self.text[m.start : m.end] for m in self.mentions if m.key == key and m.is_name]
        others = [self.text[m.start : m.end] for m in self.mentions if m.key == key]
        return tuple(dict.fromkeys(named or others))


def read_marked(path: Path) -> MarkedText:
    """Read a file of marked text, in UTF-8.

    :raises InputError: where it is no UTF-8, a line breaks the grammar or a fact breaks the contract.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is no text in UTF-8", str(path), "save it as UTF-8") from error
    return parse_marked(source, path.stem)


def parse_marked(source: str, name: str) -> MarkedText:
    """Parse marked text; the module's docstring has the grammar.

    :param name: what errors call it.
    :raises InputError: where a line breaks the grammar or a fact breaks the contract, with the line's number.
    """
    parser = _Parser(name)
    for number, line in enumerate(source.splitlines(), start=1):
        parser.take(number, line.rstrip())
    return parser.result()


class _Parser:
    def __init__(self, name: str) -> None:
        self._name = name
        self._in_head = True
        self._head: dict[str, str] = {}
        self._parts: list[str] = []
        self._length = 0
        self._broken = False
        self._sentence = (0, 0)
        self._mentions: list[Mention] = []
        self._facts: list[tuple[int, Fact]] = []

    def take(self, number: int, line: str) -> None:
        if self._in_head:
            self._in_head = bool(line)
            if line:
                self._take_head(number, line)
        elif not line:
            self._broken = bool(self._parts)
        elif line.startswith(">"):
            self._take_fact(number, line)
        else:
            self._take_sentence(number, line)

    def result(self) -> MarkedText:
        known = {m.key for m in self._mentions}
        for number, fact in self._facts:
            for end in (fact.subject, fact.object):
                if not end.startswith(("=", "i.")) and end not in known:
                    raise self._fault(
                        number, f"{end} is nowhere in the text", f"mark the words that name it: [words|{end}]"
                    )
        return MarkedText(
            self._name,
            "".join(self._parts) + "\n",
            self._head,
            tuple(self._mentions),
            tuple(f for _, f in self._facts),
        )

    def _take_head(self, number: int, line: str) -> None:
        match = _HEAD.fullmatch(line)
        if match is None:
            raise self._fault(
                number,
                f"{line!r} is no line of a head",
                "write '# name: value', and an empty line below the head",
            )
        self._head[match["name"]] = match["value"].strip()

    def _take_sentence(self, number: int, line: str) -> None:
        forced = line.startswith("/ ")
        line = line.removeprefix("/ ")
        joint = "\n\n" if self._broken else "\n" if forced or _OWN_LINE.match(line) else " "
        if self._parts:
            self._add(joint)
        self._broken = False
        start = self._length
        place = 0
        for match in _MARK.finditer(line):
            self._add_plain(number, line[place : match.start()])
            key = match["key"] or f"={match['value'].strip() or match['words']}"
            self._mentions.append(
                Mention(self._length, self._length + len(match["words"]), key, not match["refers"])
            )
            self._add(match["words"])
            place = match.end()
        self._add_plain(number, line[place:])
        self._sentence = (start, self._length)

    def _add_plain(self, number: int, words: str) -> None:
        if "[" in words or "]" in words:
            raise self._fault(
                number, f"a mark that does not close, or has no key: {words.strip()!r}", "write [words|key]"
            )
        self._add(words)

    def _add(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def _take_fact(self, number: int, line: str) -> None:
        match = _FACT.fullmatch(line)
        if match is None:
            raise self._fault(number, f"{line!r} is no fact", "write '> subject predicate object'")
        if not self._parts:
            raise self._fault(
                number, "a fact stands above the first sentence", "put it below the sentence that says it"
            )
        thing, _, title = (
            match["rest"].partition(" =") if not match["rest"].startswith("=") else (match["rest"], "", "")
        )
        fact = Fact(
            match["subject"],
            match["predicate"],
            thing.strip(),
            title.strip(),
            STATUSES.get(match["status"], "asserted"),
            *self._sentence,
        )
        problem = next(_problems(fact), None)
        if problem:
            raise self._fault(number, problem, "the contract's terms are in cyberkg.terms")
        self._facts.append((number, fact))

    def _fault(self, number: int, what: str, hint: str) -> InputError:
        return InputError(f"{self._name}, line {number}: {what}", hint=hint)


def _problems(fact: Fact) -> Iterator[str]:
    predicate = PREDICATES.get(fact.predicate)
    if predicate is None:
        yield f"there is no predicate {fact.predicate}"
        return
    if TYPES[fact.subject[0]] not in predicate.domain:
        yield f"{fact.subject} cannot be the subject of {fact.predicate}"
    if (fact.predicate == "holdsPost") != bool(fact.title):
        yield "a title goes with holdsPost, and with nothing else"
    if predicate.literal is None:
        if fact.object.startswith("=") or TYPES.get(fact.object[0]) not in predicate.range:
            yield f"{fact.object} cannot be the object of {fact.predicate}"
    elif not (fact.object.startswith("=") or (fact.predicate == "usedTool" and fact.object.startswith("t."))):
        yield f"the object of {fact.predicate} is a value: =…"
    elif fact.predicate == "incidentType" and fact.object[1:] not in INCIDENT_TYPES:
        yield f"there is no incident type {fact.object[1:]}"
    elif not _is_normal(predicate.literal, fact.object[1:]):
        yield f"{fact.object[1:]!r} is not the normal form of a {predicate.literal}"


_DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_FORMS = {
    LiteralKind.DATE: re.compile(rf"{_DAY}(?:/{_DAY})?"),
    LiteralKind.MONEY: re.compile(r"\d+(?:\.\d+)? [A-Z]{3}|\D+"),
    LiteralKind.QUANTITY: re.compile(r"\d+(?:\.\d+)? [A-Za-z]+"),
    LiteralKind.NUMBER: re.compile(r"\d+"),
}


def _is_normal(kind: LiteralKind, value: str) -> bool:
    form = _FORMS.get(kind)
    if form is None:
        return bool(value)
    return form.fullmatch(value) is not None and (kind is not LiteralKind.DATE or _is_in_calendar(value))


def _is_in_calendar(value: str) -> bool:
    """Tell whether the days of a date or an interval exist and stand in order."""
    try:
        days = [date.fromisoformat((day + "-01-01")[:10]) for day in value.split("/")]
    except ValueError:
        return False
    return days == sorted(days)
