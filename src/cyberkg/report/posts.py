"""The post that somebody held at a date, as far as briefings tell.

Posts have no dates of their own, only the briefings that tell of them. So the post at an event is the one in
the briefing that tells of the event; else the one told nearest to its day, with the day when it was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cyberkg.ident import DEFAULT_BASE
from cyberkg.query.results import Term
from cyberkg.report.asking import Record, ask, joined, sentence_of
from cyberkg.report.model import Sentence
from cyberkg.report.periods import days_between

__all__ = ["Post", "Posts", "read_posts"]

_FEW = 200  # people; for more all posts are read, which then is quicker
_FAR = 10**9  # days


@dataclass(frozen=True, slots=True)
class Post:
    """A post, as one sentence tells of it.

    :param words: post and organisation, and how far that is vouched for where it is not asserted.
    :param organisation: its IRI.
    :param told: the day of the briefing that tells.
    """

    words: str
    organisation: str
    told: str
    sentence: Sentence

    @classmethod
    def told_of(
        cls, title: str, label: str, organisation: str, status: str, told: str, sentence: Sentence
    ) -> Post:
        """Put what is told of a post into words.

        :param label: of the organisation, whose IRI is ``organisation``.
        """
        mark = "" if status == "asserted" else f" ({status})"
        return cls(", ".join(x for x in (title, label) if x) + mark, organisation, told, sentence)


class Posts:
    """The posts of people, as ``tenures.rq`` gives them."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._of: dict[str, list[Post]] = defaultdict(list)
        for r in records:
            named = (r["post"], r["organisationLabel"], r["organisation"], r["status"], r["told"])
            self.add(r["person"], Post.told_of(*named, sentence_of(r)))

    def add(self, person: str, post: Post) -> None:
        """Take in another post of a person, by the person's IRI."""
        self._of[person].append(post)

    def at(
        self, person: str, dates: Collection[str], documents: Collection[str], organisations: Collection[str]
    ) -> tuple[str, tuple[Sentence, ...]]:
        """Tell the post of a person at an event, and the sentences that say so; empty where none is told.

        :param person: the person's IRI.
        :param dates: those of the event.
        :param documents: the briefings that tell of the person at the event.
        :param organisations: IRIs of those that the person represents there: posts in these come first.
        """
        best: Sequence[Post] = self._of.get(person, ())
        if not best:
            return "", ()
        if len(best) > 1:
            best = _least(
                best,
                [
                    2 * (p.organisation not in organisations) + (p.sentence.document not in documents)
                    for p in best
                ],
            )
        if len(best) > 1:
            best = _least(best, [_distance(post.told, dates) for post in best])
        if len(best) > 1:
            best = sorted(best, key=lambda p: (p.words, p.sentence))
        when = "" if best[0].sentence.document in documents else joined(post.told for post in best)
        words = best[0].words if len(best) == 1 else joined((post.words for post in best), "; ")
        return (f"{words} (told {when})" if when else words), tuple([post.sentence for post in best])


def _least(posts: Sequence[Post], ranks: Sequence[int]) -> Sequence[Post]:
    """Keep the posts of the lowest rank."""
    lowest = min(ranks)
    return [post for post, found in zip(posts, ranks, strict=True) if found == lowest]


def _distance(told: str, dates: Collection[str]) -> int:
    found = [days for date in dates if (days := days_between(told, date)) is not None]
    return min(found, default=_FAR)


def read_posts(store_path: Path, people: Collection[str], base: str = DEFAULT_BASE) -> Posts:
    """Read the posts that are asserted or reported of some people.

    :param people: their IRIs.
    """
    if not people:
        return Posts(())
    named = [Term(iri, "iri") for iri in sorted(people)] if len(people) <= _FEW else []
    return Posts(ask(store_path, "tenures", {"person": named}, base))
