"""What a comparison looks at, and what it answers: pure values, free of documents and offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from cyberkg.terms import EntityType

__all__ = ["NOTHING", "Comparison", "Context", "Profile", "Ref", "Verdict", "merged"]


class Verdict(StrEnum):
    """What a comparison says of two referents."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


_SAME_FROM = 0.7
_DIFFERENT_BELOW = 0.3


# Named tuples, of which there are hundreds of thousands: a frozen dataclass takes three times as long to make.
class Comparison(NamedTuple):
    """How two referents compare: a score never comes without its reason.

    :param score: in [0, 1], the probability that the two are one; same from 0.7 on, different below 0.3.
    :param reason: why, in words that finish "taken for the same, or not, because of ...".
    :param firm: for *same*: holds whatever else there is, not only as long as no other candidate turns up.
        For *different*: something speaks against it, so that no third referent may bring the two together;
        two that merely have nothing in common are not firmly different.
    """

    score: float
    reason: str
    firm: bool = True

    @property
    def verdict(self) -> Verdict:
        """Same, unsure or different, by the score."""
        if self.score >= _SAME_FROM:
            return Verdict.SAME
        return Verdict.UNSURE if self.score >= _DIFFERENT_BELOW else Verdict.DIFFERENT

    @property
    def barred(self) -> bool:
        """True where the two may never stand in one cluster."""
        return self.firm and self.score < _DIFFERENT_BELOW


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A thing that a context points to: equal by ``id``; ``label`` is for reasons."""

    id: str
    label: str = field(default="", compare=False)


NOTHING: frozenset[Ref] = frozenset()
_NO_WORDS: frozenset[str] = frozenset()


class Context(NamedTuple):
    """What the claims of a document say around a referent; a field is empty where they say nothing.

    :param affiliations: organisations of a person, with those these are part of.
    :param posts: titles of posts held, folded.
    :param people: persons of an organisation, participants of an event.
    :param events: events a person took part in.
    :param makers: organisers of an event, publishers of a work.
    :param parents: what an organisation or an event is part of.
    :param victims: who an incident hit.
    :param attackers: who is said to be behind an incident.
    :param places: where an event was.
    :param dates: ISO 8601 dates of an event or incident.
    :param kinds: types of an incident.
    :param tools: malware, tools and CVE identifiers of an incident, folded.
    :param figures: counts and amounts of an incident, such as ``affectedCount 13000``.
    :param countries: the country that the text around the mentions is about, else the whole document.
    :param nearby: the country that the text around the mentions is about.
    :param written: dates of the documents that speak of it.
    :param documents: names of these documents.
    """

    affiliations: frozenset[Ref] = NOTHING
    people: frozenset[Ref] = NOTHING
    events: frozenset[Ref] = NOTHING
    makers: frozenset[Ref] = NOTHING
    parents: frozenset[Ref] = NOTHING
    victims: frozenset[Ref] = NOTHING
    attackers: frozenset[Ref] = NOTHING
    places: frozenset[Ref] = NOTHING
    posts: frozenset[str] = _NO_WORDS
    dates: frozenset[str] = _NO_WORDS
    kinds: frozenset[str] = _NO_WORDS
    tools: frozenset[str] = _NO_WORDS
    figures: frozenset[str] = _NO_WORDS
    countries: frozenset[str] = _NO_WORDS
    nearby: frozenset[str] = _NO_WORDS
    written: frozenset[str] = _NO_WORDS
    documents: frozenset[str] = _NO_WORDS


class Profile(NamedTuple):
    """A referent, or several taken for one, as comparisons see it.

    :param names: its names as written, the fullest first.
    :param acronyms: those of ``names`` that abbreviate another of them.
    :param label: how to speak of it where it has no name, as an incident.
    """

    type: EntityType
    names: tuple[str, ...] = ()
    acronyms: frozenset[str] = _NO_WORDS
    context: Context = Context()
    label: str = ""

    @property
    def name(self) -> str:
        """The fullest name, else the label."""
        return self.names[0] if self.names else self.label


def merged(profiles: Iterable[Profile]) -> Profile:
    """Put together the profiles of one thing: all names in order of appearance, all of the context.

    ``profiles`` must not be empty; type and label are those of the first.
    """
    every = list(profiles)
    if len(every) == 1:
        return every[0]
    context = Context._make(
        frozenset().union(*each) for each in zip(*(p.context for p in every), strict=True)
    )
    return Profile(
        type=every[0].type,
        names=tuple(dict.fromkeys(name for p in every for name in p.names)),
        acronyms=frozenset().union(*(p.acronyms for p in every)),
        context=context,
        label=every[0].label,
    )
