"""Posts, affiliations, ties between organisations, and names that are new, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from cyberkg.report.changes.clauses import Clause, sentences, verb
from cyberkg.report.changes.naming import one_line, the, the_all
from cyberkg.report.cited.lines import fold_name, gathered, latest
from cyberkg.report.cited.told import Thing, Told
from cyberkg.report.cited.wording import count, listed, on_words
from cyberkg.terms import EntityType, Status

__all__ = ["HELD", "changed_posts", "first_named", "new_posts", "ties"]

_MOST = 5
_TIES = MappingProxyType(
    {
        "affiliatedWith": ("is affiliated with", "are affiliated with"),
        "holdsPost": ("holds a post at", "hold posts at"),
        "memberOf": ("is a member of", "are members of"),
        "partOf": ("is a part of", "are parts of"),
    }
)
# a post so told is held
HELD = frozenset({Status.ASSERTED, Status.REPORTED})


def new_posts(facts: Sequence[Told]) -> str:
    """Name posts of people of whom none was told before.

    :param facts: stated, of the predicate ``holdsPost``.
    """
    people = gathered(facts, lambda t: t.subject)
    shown = [f"{the(told[0].subject)} ({_posts(told)})" for told in people.values()]
    posts = (
        "A post told for the first time is that"
        if len(shown) == 1
        else "Posts told for the first time are those"
    )
    return f"{posts} of {listed(shown, _MOST)}."


def changed_posts(facts: Sequence[Told], earlier: Sequence[Told]) -> str:
    """Tell the new posts of one person beside those told before."""
    before = [t for t in earlier if t.status in HELD]
    last = latest(before).briefing
    when = f", {on_words(last.date)}," if last.date else ""
    posts = _posts([t for t in before if t.briefing == last])
    now = _posts(facts)
    return f"{the(facts[0].subject)} is now told to be {now}; the last post told before{when} was {posts}."


def _posts(facts: Sequence[Told]) -> str:
    """Name posts: "director of Cybercrime Directorate and of INTERPOL"."""
    titles = gathered(facts, lambda t: fold_name(t.qualifier))
    shown = []
    for told in titles.values():
        title = one_line(told[0].qualifier)
        bodies = [the(t.object) for t in told if isinstance(t.object, Thing)]
        where = listed([f"of {body}" for body in dict.fromkeys(bodies)])
        shown.append(f"{title} {where}" if title else f"holder of a post {where}")
    return listed(shown)


def ties(facts: Sequence[Told]) -> str:
    """Tell affiliations, memberships and parts; people of one organisation stand together.

    Posts may be among them, where they are denied or yet to come.
    """
    groups = gathered(facts, lambda t: (t.predicate, t.object, fold_name(t.qualifier), t.status))
    clauses = [Clause(_tie(told), told[0].status) for told in groups.values()]
    clauses.sort(key=lambda clause: clause.status.rank)
    stated = [clause.words for clause in clauses if clause.status is Status.ASSERTED]
    shown = stated if len(stated) <= _MOST + 1 else stated[:_MOST]
    rest = len(stated) - len(shown)
    words = [f"Also told is {listed([f'that {each}' for each in shown])}."] if shown else []
    words += [f"{count(rest, 'more tie')} of this kind are in the table."] if rest else []
    words += [sentences(clause for clause in clauses if clause.status is not Status.ASSERTED)]
    return " ".join(filter(None, words))


def _tie(facts: Sequence[Told]) -> str:
    first = facts[0]
    who = list(dict.fromkeys(t.subject for t in facts))
    body = the(first.object) if isinstance(first.object, Thing) else one_line(first.object)
    one, many = _TIES[first.predicate]
    title = f"{one_line(first.qualifier)} of" if first.predicate == "holdsPost" and first.qualifier else ""
    said = f"{verb(who, 'is', 'are')} {title}" if title else verb(who, one, many)
    return f"{the_all(who)} {said} {body}"


def first_named(named: Iterable[Thing], known: Mapping[str, object]) -> str:
    """Name people and organisations of whom nobody spoke before; empty where there are none."""
    parts = []
    for kind, one, many in (
        (EntityType.PERSON, "person", "people"),
        (EntityType.ORGANISATION, "organisation", "organisations"),
    ):
        fresh = sorted(thing for thing in named if thing.type == kind and thing.iri not in known)
        if fresh:
            parts.append(f"{count(len(fresh), one, many)} ({the_all(fresh, _MOST)})")
    alone = len(parts) == 1 and parts[0].startswith("1 ")
    return f"Named for the first time {'is' if alone else 'are'} {listed(parts)}." if parts else ""
