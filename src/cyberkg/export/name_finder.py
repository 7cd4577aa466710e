"""Names of persons in texts: full names wherever they stand, parts of a name where the text speaks of its bearer.

Names are compared word by word, so that case, accents, line breaks, hyphens, invisible characters and markup between
the words make no difference; a name is found as HTML, JSON and addresses write it, too, and one that words do not
tell (``★★★``) by its characters. A family name that is no common word is taken for somebody's in any text. A word that is part of the name of an organisation, an event, a place or a work is none
of a person's there. The names of people of whom the graph knows nothing are found where ``titled_names`` tells them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from cyberkg.export.name_spellings import signs, spellings
from cyberkg.export.name_words import Word, fold_word, gap_before, words_in
from cyberkg.export.titled_names import behind_title, given_behind
from cyberkg.identity.fold import spellings as plain_spellings
from cyberkg.identity.lexicon import words as word_list
from cyberkg.identity.person_name import parse, strip_titles

__all__ = ["SHORTEST_RUN", "Found", "NameFinder", "Part", "joined"]

SHORTEST_RUN = 8  # letters of a name written without its blanks: a shorter one may be a word
_WIDEST_GAP = 8
_PARTICLES = word_list("persons", "particles")
# what stands in brackets or quotes right behind a name
_ASIDE = re.compile(r"""\s?["“‘'(\[（]{1,2}(?P<said>[^\W\d_][\w .'’-]{0,40}?)["”’')\]）]{1,2}""")
# before the sign of an address of mail, or behind that of an account
_ADDRESS = re.compile(r"(?<![\w.+%'-])(?P<local>[\w.+%'-]{1,64}+)@(?=\w)|(?<!\w)@(?P<account>\w[\w.]{2,40}+)")
_SHORTEST_IN_ADDRESS = 4
_LONGEST_PART = 4
_SHORTEST_FAMILY = 3


Part = tuple[str, ...]
"""A part of a name that may stand alone: its words, folded (``("tan",)``, ``("lai", "ling")``)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: where it stands (characters, half-open), and whose it is.

    :param person: the IRI of the person; empty where several may be meant, or no person of the graph is.
    :param name: the name, folded.
    """

    start: int
    end: int
    person: str
    name: str


def _gap_of(name: str, words: Sequence[Word], at: int) -> int:
    """Tell how much of a name stands before a word of it; what parts paragraphs counts as much."""
    gap = gap_before(name, words, at) if at else ""
    return max(len(gap), _WIDEST_GAP + 1 if "\n\n" in gap else 0)


def joined(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether a word follows the one before it as words of one name do."""
    gap = gap_before(text, words, at)
    return len(gap) <= _WIDEST_GAP and "\n\n" not in gap


class _Lexicon:
    """Names as folded words, found by the words of a text in a time that does not grow with their number."""

    def __init__(self) -> None:
        self._names: set[Part] = set()
        self._lengths: dict[str, set[int]] = defaultdict(set)

    def add(self, name: Part) -> None:
        """Take note of a name; one without words is none."""
        if name:
            self._names.add(name)
            self._lengths[name[0]].add(len(name))

    def at(self, words: Sequence[Word], at: int) -> Iterator[Part]:
        """Give the names that the words of a text from one on are, the longest first."""
        for length in sorted(self._lengths.get(words[at].folded, ()), reverse=True):
            name = tuple(word.folded for word in words[at : at + length])
            if name in self._names:
                yield name


class _Literals:
    """Signs that are no words but stand in names (``★★★``), wherever they stand.

    :param names: pairs of a person's IRI and the signs.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for person, name in names:
            self._bearers[name].add(person)
        longest = sorted(self._bearers, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, longest))) if longest else None

    def take(self, text: str) -> tuple[list[Found], str]:
        """Find the signs in a text; gives them, and the text with blanks in their places, as long as before."""
        if self._pattern is None:
            return [], text
        found = [self._found(match) for match in self._pattern.finditer(text)]
        return found, self._pattern.sub(lambda match: " " * len(match[0]), text)

    def _found(self, match: re.Match[str]) -> Found:
        bearers = self._bearers[match[0]]
        return Found(match.start(), match.end(), next(iter(bearers)) if len(bearers) == 1 else "", match[0])


class NameFinder:
    """Finds the names of persons.

    :param persons: the names of each person, by its IRI.
    :param others: names of all else, which hold words that persons may have in theirs.
    """

    def __init__(self, persons: Mapping[str, Iterable[str]], others: Iterable[str]) -> None:
        self._full = _Lexicon()
        self._bearers: dict[Part, set[str]] = defaultdict(set)
        self._alone: dict[Part, set[str]] = defaultdict(set)
        self._widest: dict[Part, int] = defaultdict(int)  # what stands between two words of a name
        self._parts: dict[str, dict[Part, None]] = {}
        self._families: dict[Part, None] = {}
        self._run_together: set[Part] = set()
        for person, names in sorted(persons.items()):
            for name in sorted(set(names)):
                self._learn(person, name)
        self._literal = _Literals(
            (person, written)
            for person, names in persons.items()
            for name in names
            for written in signs(name)
        )
        self._others = _Lexicon()
        for name in set(others):
            if not any(True for _ in self.full_names(name)):
                self._others.add(tuple(word.folded for word in words_in(name)))

    def _learn_whole(self, person: str, name: str) -> list[Word]:
        """Take note of a name as a whole; gives its words."""
        words = words_in(name)
        folded = tuple(word.folded for word in words)
        if words:
            self._full.add(folded)
            self._bearers[folded].add(person)
            self._widest[folded] = max(
                self._widest[folded], *(_gap_of(name, words, at) for at in range(len(words)))
            )
        if len(words) == 1:
            self._alone[folded] |= {words[0].shown, words[0].shown.upper()}
        return words

    def _learn(self, person: str, name: str) -> None:
        for spelling in sorted(spellings(name)):
            self._learn_whole(person, spelling)
        for form in dict.fromkeys((name, re.sub("['’]", "", name), *plain_spellings(name))):
            self._learn_form(person, form)

    def _learn_form(self, person: str, name: str) -> None:
        """Take note of a name, of its parts, and of its words run together, as addresses and hashtags have them."""
        words = self._learn_whole(person, name)
        core = [word.folded for word in words_in(strip_titles(name) or name)]
        for run in ("".join(core), "".join(reversed(core))):
            if len(core) > 1 and len(run) >= SHORTEST_RUN:
                self._full.add((run,))
                self._bearers[run,].add(person)
                self._run_together.add((run,))
        if len(words) > 1:
            for number, token in enumerate((strip_titles(name) or name).split()):
                pieces = words_in(token)
                for part in {tuple(pieces), *((piece,) for piece in pieces)}:
                    said = tuple(word.folded for word in part)
                    link = number > 0 and _PARTICLES.issuperset(said)  # the "De" of "Ben De Bolle"
                    if part and part[0].capital and sum(map(len, said)) > 1 and not link:
                        self._parts.setdefault(person, {})[said] = None
            for family in parse(name)[0].family:
                if len(family) >= _SHORTEST_FAMILY:
                    self._families[tuple(word.folded for word in words_in(family))] = None

    def parts_of(self, persons: Iterable[str]) -> dict[Part, str]:
        """Give the parts of the names of persons, and whose each is; empty for one that several have."""
        bearers: dict[Part, set[str]] = defaultdict(set)
        for person in persons:
            for part in self._parts.get(person, ()):
                bearers[part].add(person)
        return {part: next(iter(whose)) if len(whose) == 1 else "" for part, whose in sorted(bearers.items())}

    def families(self, texts: Iterable[str]) -> dict[Part, str]:
        """Give the family names that are no words of the texts in small letters too (as ``Green`` is), whose-ever."""
        small = {word.folded for text in texts for word in words_in(text) if word.shown[:1].islower()}
        return {family: "" for family in sorted(self._families) if small.isdisjoint(family)}

    def full_names(self, text: str, *, any_case: bool = False) -> Iterator[Found]:
        """Find full names alone.

        :param any_case: take a name of one word in small letters as well, as file names and IRIs write it.
        """
        literal, rest = self._literal.take(text)
        yield from _merged([*literal, *self._full_names(rest, any_case=any_case)])

    def _addressed(self, text: str) -> Iterator[Found]:
        """Find what stands in an address for somebody: ``j.tan`` in ``j.tan@bank.example``, where the graph has a Tan."""
        for match in _ADDRESS.finditer(text):
            group = "local" if match["local"] else "account"
            said = "".join(word.folded for word in words_in(match[group].replace("_", " ")))
            ends = range(_SHORTEST_IN_ADDRESS, len(said) + 1)
            pieces = ((said[at:end],) for end in ends for at in range(end - _SHORTEST_IN_ADDRESS + 1))
            if any(piece in self._families for piece in pieces):
                yield Found(match.start(group), match.end(group), "", said)

    def _full_names(self, text: str, *, any_case: bool) -> Iterator[Found]:
        words = words_in(text)
        at = 0
        while at < len(words):
            found = self._full_at(text, words, at, any_case=any_case)
            if found:
                length, person = found
                yield self._found(words, at, length, person)
            at += found[0] if found else 1

    def find(self, text: str, parts: Mapping[Part, str], *, strangers: bool = False) -> Iterator[Found]:
        """Find all names, in order, none within another, with nicknames and names in another script.

        :param parts: those that the text may use alone, as ``parts_of`` gives them.
        :param strangers: also find the names of people whom the graph does not know, behind titles, and with the
            family name of somebody whom it does; what is theirs then is none of its bearer's.
        """
        literal, rest = self._literal.take(text)
        return _with_asides(
            text, _merged([*literal, *self._addressed(rest), *self._find(rest, parts, strangers=strangers)])
        )

    def _find(self, text: str, parts: Mapping[Part, str], *, strangers: bool) -> Iterator[Found]:
        words = words_in(text)
        at = 0
        while at < len(words):
            length = 1
            full, other = self._full_at(text, words, at), self._other_at(text, words, at)
            if full and full[0] >= other:
                length, person = full
                yield self._found(words, at, length, person)
            elif other:
                length = other
            elif strangers and (behind := behind_title(text, words, at)):
                length += yield from self._titled(text, words, behind, parts)
            elif part := self._part_at(text, words, at, parts):
                given = strangers and given_behind(text, words, at + len(part))
                known = not given or self._part_at(text, words, at + len(part), parts)
                length = len(part) if known else len(part) + given
                yield self._found(words, at, length, parts[part] if known else "")
            at += length

    def _titled(
        self, text: str, words: Sequence[Word], behind: range, parts: Mapping[Part, str]
    ) -> Generator[Found, None, int]:
        """Find a name behind a title; gives how many words it has.

        A full name that the graph knows, or the name of something else, ends it. It is whose all its words are, else
        nobody's whom the graph knows, though a word of it is somebody's: Mr Wong Kam-fai is not Tony Wong.
        """
        end = behind.start
        while end < behind.stop:
            other = self._other_at(text, words, end)
            if self._full_at(text, words, end) or other > 1 or (other and end > behind.start):
                break
            end += 1
        length = end - behind.start
        if length:
            yield self._found(words, behind.start, length, self._bearer(words[behind.start : end], parts))
        return length

    @staticmethod
    def _bearer(name: Sequence[Word], parts: Mapping[Part, str]) -> str:
        """Give whose all the words of a name are; empty for nobody's, or several persons'."""
        words = tuple(word.folded for word in name)
        whose, at = set(), 0
        while at < len(words):
            end = next((end for end in range(len(words), at, -1) if words[at:end] in parts), 0)
            whose.add(parts[words[at:end]] if end else "")
            at = end or len(words)
        return next(iter(whose)) if len(whose) == 1 else ""

    @staticmethod
    def _found(words: Sequence[Word], at: int, length: int, person: str) -> Found:
        found = words[at : at + length]
        return Found(found[0].start, found[-1].end, person, " ".join(word.folded for word in found))

    def _part_at(self, text: str, words: Sequence[Word], at: int, parts: Mapping[Part, str]) -> Part | None:
        if not words[at].capital:
            return None
        for length in range(min(_LONGEST_PART, len(words) - at), 0, -1):
            part = tuple(word.folded for word in words[at : at + length])
            if part in parts and all(joined(text, words, at + n) for n in range(1, length)):
                return part
        return None

    def _full_at(
        self, text: str, words: Sequence[Word], at: int, *, any_case: bool = False
    ) -> tuple[int, str] | None:
        """Find a full name that begins at a word: how many words it has, and whose it is, empty for several."""
        for folded in self._full.at(words, at):
            fits = (
                any_case
                or len(folded) > 1
                or folded in self._run_together
                or words[at].shown in self._alone[folded]
            )
            if fits and self._fits(text, words, at, len(folded), self._widest[folded]):
                bearers = self._bearers[folded]
                return len(folded), next(iter(bearers)) if len(bearers) == 1 else ""
        return None

    def _other_at(self, text: str, words: Sequence[Word], at: int) -> int:
        found = (len(name) for name in self._others.at(words, at) if self._fits(text, words, at, len(name)))
        return next(found, 0)

    @staticmethod
    def _fits(text: str, words: Sequence[Word], at: int, length: int, widest: int = 0) -> bool:
        """Tell whether words follow each other as those of one name do, or no farther apart than in that very name."""
        wide = 2 * widest if widest > _WIDEST_GAP else 0  # escaped, each sign is two
        return all(
            joined(text, words, at + n) or len(gap_before(text, words, at + n)) <= wide
            for n in range(1, length)
        )


def _merged(found: Iterable[Found]) -> list[Found]:
    """Put names in order, without those within another."""
    ordered: list[Found] = []
    for name in sorted(found, key=lambda f: (f.start, -f.end)):
        if not ordered or name.start >= ordered[-1].end:
            ordered.append(name)
    return ordered


def _with_asides(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Add to names what brackets or quotes hold behind them: ``Ben "Bo" Bolle`` is one name, ``陳大文 (Ben Chan)`` two."""
    end = 0
    for name, following in zip_longest(found, found[1:]):
        if name.start < end:
            continue
        aside = _ASIDE.match(text, name.end)
        if aside is None or not all(word.capital for word in words_in(aside["said"])):
            end = name.end
            yield name
        elif (
            following
            and following.person == name.person
            and "\n" not in text[aside.end() : following.start]
            and _PARTICLES.issuperset(text[aside.end() : following.start].casefold().split())
        ):
            end = following.end
            yield Found(name.start, end, name.person, f"{name.name} {following.name}")
        else:
            end = name.end
            yield name
            if _is_latin(aside["said"]) != _is_latin(text[name.start : name.end]):
                end = aside.end("said")
                yield Found(aside.start("said"), end, name.person, fold_word(aside["said"]))


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())
