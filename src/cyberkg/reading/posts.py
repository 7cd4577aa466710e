"""Posts: who holds which title where, read from the forms in which titles stand beside names.

    NAME, TITLE of ORG          ORG's TITLE, NAME         TITLE of ORG, NAME
    NAME (TITLE, ORG)           ORG TITLE NAME            NAME of ORG
    NAME, who is TITLE of ORG   ORG, led by NAME          NAME, ORG

The forms are matched on units (words and mentions) before any grammar is parsed, since titles between
commas are what breaks the parser. The stretch that a form covers is handed back, so that the parser sees one
name in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyberkg.reading.lexicon import POST_HEADS, POST_MODIFIERS, words
from cyberkg.reading.mentions import Mention
from cyberkg.reading.runs import GENERIC, split_words
from cyberkg.terms import EntityType

__all__ = ["Post", "Unit", "find_posts", "units_of"]

_JOINS = words("of at for in from with to on and & ,")
_OF = words("of at for in from with")
_STARTS = words("the a an also its their his her our then now former formerly currently ex")
_COPULA = words("is was are were serves served became becomes being as")
_OWNERS = words("its their his her our")
_MAX_TITLE = 18  # units; a longer stretch is a sentence, not a title


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a mention, in the order of the text: offsets in characters of the block, half-open."""

    text: str
    start: int
    end: int
    mention: Mention | None = None
    owner: bool = False

    @property
    def low(self) -> str:
        """The unit in lower case without a final full stop; a mention has no words."""
        return "" if self.mention else (self.text.casefold().rstrip(".") or self.text)

    def is_a(self, *types: EntityType) -> bool:
        """Tell whether the unit is a mention of one of the types."""
        return self.mention is not None and self.mention.type in types


@dataclass(frozen=True, slots=True)
class Post:
    """A title, or mere membership, of a person.

    :param person: the mention of the person.
    :param title: the title as worded; empty where only the affiliation is told.
    :param organisation: the mention of the body; None where it is not named here.
    :param reference: a phrase such as ``its`` or ``the company`` that stands for the body, or empty.
    :param start: offset of the stretch that the form covers, the name included; half-open.
    """

    person: Mention
    title: str
    organisation: Mention | None
    reference: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    organisation: Mention | None
    reference: str
    last: int


def units_of(text: str, mentions: Sequence[Mention]) -> list[Unit]:
    """Cut a block's text into units: each mention is one, each word or mark outside a mention another."""
    units: list[Unit] = []
    place = 0
    for mention in mentions:
        units += _plain(text, place, mention.start)
        owned = text[mention.end : mention.end + 2] in ("'s", "’s") or (
            text[mention.end - 1] == "s" and text[mention.end : mention.end + 1] in ("'", "’")
        )
        units.append(Unit(text[mention.start : mention.end], mention.start, mention.end, mention, owned))
        place = mention.end + (
            2 if text[mention.end : mention.end + 2] in ("'s", "’s") else 1 if owned else 0
        )
    return units + _plain(text, place, len(text))


def _plain(text: str, start: int, end: int) -> list[Unit]:
    return [Unit(w.text, start + w.start, start + w.end, None, w.owner) for w in split_words(text[start:end])]


def find_posts(text: str, mentions: Sequence[Mention]) -> list[Post]:
    """Find the posts and affiliations told beside the names of a block, in order of the names."""
    if not any(mention.type is EntityType.PERSON for mention in mentions):
        return []
    units = units_of(text, mentions)
    found: list[Post] = []
    for i, unit in enumerate(units):
        if unit.mention is not None and unit.mention.type is EntityType.PERSON:
            found += _before(text, units, i) + _behind(text, units, i)
    return found


def _behind(text: str, units: Sequence[Unit], i: int) -> list[Post]:
    """Read what follows a name: an apposition, a bracket, a relative clause, *of ORG*."""
    person = units[i].mention
    following = units[i + 1] if i + 1 < len(units) else None
    if person is None or following is None:
        return []
    if following.text in {",", "(", "–", "-", ":"}:
        j = i + 2
        if following.text == "," and _lows(units, j, 2) in (["who", w] for w in _COPULA):
            j += 2
        titles = _titles(text, units, j)
        if titles:
            end = units[titles[-1].last - 1].end
            if following.text == "(" and titles[-1].last < len(units) and units[titles[-1].last].text == ")":
                end = units[titles[-1].last].end
            return [Post(person, t.text, t.organisation, t.reference, units[i].start, end) for t in titles]
        return _bare_affiliation(units, i)
    if following.low in _COPULA - {"as", "being"}:
        titles = _titles(text, units, i + 2)
        return [
            Post(person, t.text, t.organisation, t.reference, units[i].start, units[i].end) for t in titles
        ]
    if following.low in {"of", "from"} and i + 2 < len(units):
        j = i + 2 + (units[i + 2].low == "the")
        if j < len(units) and units[j].is_a(EntityType.ORGANISATION):
            title = person.title
            return [Post(person, title, units[j].mention, "", units[i].start, units[j].end)]
    return []


def _bare_affiliation(units: Sequence[Unit], i: int) -> list[Post]:
    """Read *NAME (ORG)* and *NAME, ORG* at the end of a line or before a mark."""
    person = units[i].mention
    if person is None or i + 2 >= len(units) or not units[i + 2].is_a(EntityType.ORGANISATION):
        return []
    closing = units[i + 3].text if i + 3 < len(units) else ""
    if units[i + 1].text == "(" and closing == ")":
        return [Post(person, "", units[i + 2].mention, "", units[i].start, units[i + 3].end)]
    bare = i == 0 or units[i - 1].text in {":", ";", ".", "•", "-", "–"}
    if units[i + 1].text == "," and bare and closing in {"", ";", "."}:
        return [Post(person, "", units[i + 2].mention, "", units[i].start, units[i + 2].end)]
    return []


def _lows(units: Sequence[Unit], start: int, count: int) -> list[str]:
    return [u.low for u in units[start : start + count]]


def _titles(text: str, units: Sequence[Unit], start: int) -> list[_Title]:
    """Read one title or more joined by *and*, from units[start] on."""
    found: list[_Title] = []
    place = start
    while True:
        title = _title(text, units, place)
        if title is None:
            return found
        found.append(title)
        more = title.last
        if more < len(units) and units[more].text == ",":
            more += 1
        if title.organisation is None or _lows(units, more, 1) not in (["and"], ["&"]):
            return found
        place = more + 1


def _title(text: str, units: Sequence[Unit], start: int) -> _Title | None:
    """Read a title: words with a post's head among them, then *of* a body, if one is named."""
    i = start
    reference = ""
    while i < len(units) and units[i].low in _STARTS:
        reference = units[i].low if units[i].low in _OWNERS else reference
        i += 1
    begin, head, place = i, False, i
    owner = None
    if i + 1 < len(units) and _owns_title(units, i):
        owner, place, begin = units[i].mention, i + 1, i + 1
    elif i + 1 < len(units) and units[i].owner and not units[i].mention:
        reference, place, begin = f"the {units[i].low}", i + 1, i + 1
    while place < len(units) and place - start < _MAX_TITLE:
        unit = units[place]
        if unit.low in POST_HEADS:
            head = True
        elif not _in_title(units, place, begin, head):
            break
        place += 1
    last = place
    while last > begin and units[last - 1].low in _JOINS | {"the", "his", "her", "its"}:
        last -= 1
    if not head or last == begin or not _headed(units[begin:last]):
        return None
    title = text[units[begin].start : units[last - 1].end]
    body = _body(units, last)
    if body is None:
        return _Title(title, owner, reference, last)
    chain, end = body
    while len(chain) > 1 and _is_unit(chain[0]):
        title = f"{title} of the {chain[0].name}"
        chain = chain[1:]
    return _Title(title, chain[0], "", end)


def _owns_title(units: Sequence[Unit], i: int) -> bool:
    """Tell the body in *Okta's chief security officer* and in *the United Nations High Representative*."""
    mention = units[i].mention
    if mention is None or mention.quoted or mention.type not in (EntityType.ORGANISATION, None):
        unsure = mention is not None and mention.strength < 2 and mention.type is not EntityType.PLACE
        if not (unsure and units[i].owner):
            return False
    following = units[i + 1]
    return units[i].owner or (
        units[i].is_a(EntityType.ORGANISATION) and following.low in POST_MODIFIERS | POST_HEADS
    )


def _headed(units: Sequence[Unit]) -> bool:
    """Tell whether a post's head stands where a title has it: before the first *of* or *for*."""
    for unit in units:
        if unit.low in POST_HEADS:
            return True
        if unit.low in {"of", "for", "at"}:
            return False
    return False


def _in_title(units: Sequence[Unit], i: int, begin: int, head: bool) -> bool:
    """Tell whether a unit that is no post's head goes on a title."""
    unit = units[i]
    low = unit.low
    if unit.mention is not None:
        return (unit.is_a(EntityType.PLACE) and i > begin and units[i - 1].low in _JOINS) or (
            unit.mention.type is None and not unit.mention.quoted and i > begin and not head
        )
    if not head:
        return low in POST_MODIFIERS | GENERIC or low == "of" or (unit.text[0].isupper() and low.isalpha())
    if low in _JOINS - {","}:
        following = units[i + 1] if i + 1 < len(units) else None
        if following is not None and following.low == "the" and i + 2 < len(units):
            following = units[i + 2]
        return (
            following is not None
            and (
                following.mention is None
                or not following.is_a(EntityType.ORGANISATION, EntityType.PERSON, EntityType.EVENT)
            )
            and (
                low != "and"
                or following.low in POST_HEADS | POST_MODIFIERS | GENERIC
                or following.text[0].isupper()
            )
        )
    if low == "," and _listed(units, i):
        return True
    if low == "the":
        return units[i - 1].low in _OF
    return (
        low in POST_MODIFIERS | GENERIC
        or (unit.text[0].isupper() and low.isalpha())
        or (units[i - 1].low in _JOINS and low.isalpha() and low not in {"who", "which", "a", "an"})
    )


def _listed(units: Sequence[Unit], i: int) -> bool:
    """Tell a comma within *Secretary for Innovation, Technology and Industry* from one behind a title."""
    ahead = units[i + 1 : i + 4]
    lows = [u.low for u in ahead]
    return (
        len(ahead) == 3
        and lows[0] in GENERIC
        and (lows[1] in {"and", "&", ","} and lows[2] in GENERIC)
        and any(u.low == "for" for u in units[max(0, i - 3) : i])
    )


def _body(units: Sequence[Unit], i: int) -> tuple[list[Mention], int] | None:
    """Read *of the ORG of the ORG* (or *, ORG*) from units[i] on: the bodies and the index behind the last."""
    chain: list[Mention] = []
    while i < len(units):
        j = i
        if units[j].low in _OF or (units[j].text == "," and not chain):
            j += 1
            if j < len(units) and units[j].low in {"the", "a"}:
                j += 1
        elif chain or not units[j].is_a(EntityType.ORGANISATION):
            break
        if j + 1 < len(units) and units[j].owner and units[j + 1].is_a(EntityType.ORGANISATION):
            j += 1  # the Summit's Organising Committee
        elif (
            j + 1 < len(units)
            and units[j].owner
            and units[j].mention is None
            and units[j + 1].is_a(EntityType.ORGANISATION)
        ):
            j += 1
        if j >= len(units) or not units[j].is_a(EntityType.ORGANISATION):
            break
        mention = units[j].mention
        if mention is None:
            break
        chain.append(mention)
        i = j + 1
    if i < len(units) - 2 and units[i].low == "in" and chain:
        j = i + 1 + (units[i + 1].low == "the")
        if j < len(units) and units[j].is_a(EntityType.PLACE):
            i = j + 1
    return (chain, i) if chain else None


def _is_unit(mention: Mention) -> bool:
    """Tell a unit without a name of its own (*Information Centre*) from a body that stands alone."""
    ws = [w.low for w in split_words(mention.name)]
    return len(ws) <= 4 and all(w in GENERIC | {"and", "&"} for w in ws[:-1])


def _before(text: str, units: Sequence[Unit], i: int) -> list[Post]:
    """Read what stands in front of a name: *ORG TITLE*, *ORG's TITLE,*, *TITLE of ORG,*, *led by*."""
    person = units[i].mention
    if person is None:
        return []
    j = i - (1 if i and units[i - 1].text == "," else 0)
    start = j - 1
    floor = max(-1, j - _MAX_TITLE)
    while start > floor:
        title = _title(text, units, start) if _may_open(units, start) else None
        if title is not None and title.last >= j:
            body = title.organisation
            first = start
            if body is None and start and units[start - 1].is_a(EntityType.ORGANISATION):
                body, first = units[start - 1].mention, start - 1
            if title.last == j or body is not None:
                return [Post(person, title.text, body, title.reference, units[first].start, units[i].end)]
        if units[start].text in {".", ";", ":"}:
            break
        start -= 1
    if person.title:
        previous = units[i - 1] if i else None
        if previous is not None and previous.is_a(EntityType.ORGANISATION):
            return [Post(person, person.title, previous.mention, "", previous.start, units[i].end)]
        following = _body(units, i + 1) if i + 1 < len(units) and units[i + 1].low in {"of", "for"} else None
        if following is None:
            return [Post(person, person.title, None, "", units[i].start, units[i].end)]
    for k in range(i - 2, max(-1, i - 10), -1):
        if units[k].low == "whose" and k and units[i - 1].low in {"is", "was"}:
            title = _title(text, units, k + 1)
            whole = next(
                (u for u in units[k - 1 : max(-1, k - 3) : -1] if u.is_a(EntityType.ORGANISATION)), None
            )
            if title is not None and title.last == i - 1 and whole is not None:
                return [Post(person, title.text, whole.mention, "", units[i].start, units[i].end)]
    if i >= 2 and units[i - 1].low == "by" and units[i - 2].low in {"led", "headed", "chaired"}:
        k = i - 3 - (1 if i >= 3 and units[i - 3].text == "," else 0)
        if k >= 0 and units[k].is_a(EntityType.ORGANISATION):
            return [Post(person, "", units[k].mention, "", units[i].start, units[i].end)]
    return []


def _may_open(units: Sequence[Unit], i: int) -> bool:
    """Tell whether a title may begin here: the longest one is wanted, so the unit before is no part of it."""
    before = units[i - 1] if i else None
    if before is None or before.mention is not None:
        return True
    return (
        before.low not in POST_MODIFIERS | POST_HEADS | GENERIC | _JOINS - {","} | {"the"}
        or units[i].low in _STARTS
    )
