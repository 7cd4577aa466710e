"""The conductor: news in, paragraph and sections out, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from cyberkg.report.changes.differing import differing_words, find_differing
from cyberkg.report.changes.events import event_weight, is_planned, more_on_event, new_event
from cyberkg.report.changes.incidents import incident_weight, more_on_incident, new_incident
from cyberkg.report.changes.model import Changes, Item, News
from cyberkg.report.changes.naming import one_line
from cyberkg.report.changes.people import HELD, changed_posts, first_named, new_posts, ties
from cyberkg.report.changes.table import sections
from cyberkg.report.changes.works import alike, work_words
from cyberkg.report.cited.lines import fold_name, gathered
from cyberkg.report.cited.told import Briefing, Thing, Told
from cyberkg.report.cited.wording import capital, count, day_words, listed
from cyberkg.report.dossier.roles import ROLES
from cyberkg.terms import PREDICATES, EntityType, Group, Status

__all__ = ["KINDS", "tell"]

# kinds of news in the order in which they are told: what one is called, and many
KINDS = MappingProxyType(
    {
        "incident": ("new incident", "new incidents"),
        "incident-more": ("known incident on which more is told", "known incidents on which more is told"),
        "event": ("new event", "new events"),
        "planned": ("newly planned event", "newly planned events"),
        "event-more": ("known event on which more is told", "known events on which more is told"),
        "post": ("new post", "new posts"),
        "work": ("work", "works"),
        "differing": ("value that differs from before", "values that differ from before"),
        "tie": ("tie between people or organisations", "ties between people or organisations"),
    }
)
_MOST = 8  # items of one kind in the paragraph
_EVENT = frozenset({*ROLES, *(p.name for p in PREDICATES.values() if p.group is Group.EVENTS)})


def tell(news: News, least: float = 0.0) -> Changes:
    """Put news in words.

    :param least: facts less sure than this stay out of the paragraph; the sections have them all.
    """
    new = _new(news)
    sure = tuple(told for told in new if told.confidence >= least)
    items = _items(news, sure)
    title, lead = _lead(news, items)
    words = [lead, *_told(items)]
    if items:
        concerned = {end for told in sure for end in told.ends}
        words.append(first_named(_spoken_of(news, concerned, least), news.known))
    return Changes(
        title=title,
        briefings=news.briefings,
        paragraph=" ".join(filter(None, words)),
        remark=" ".join(_remarks(news, new, len(new) - len(sure), least)),
        sections=sections(_items(news, new), news.earlier),
    )


def _new(news: News) -> tuple[Told, ...]:
    """Take the facts that were not told before, as well vouched for; of one told twice the better telling."""
    before: dict[tuple[str, ...], list[Told]] = {}
    for told in news.earlier:
        before.setdefault(_said(told), []).append(told)
    best: dict[tuple[str, ...], int] = {}
    for told in news.fresh:
        best[_said(told)] = min(told.status.rank, best.get(_said(told), told.status.rank))
    return tuple(
        told
        for told in news.fresh
        if told.status.rank == best[_said(told)]
        and not any(_covers(old, told) for old in before.get(_said(told), ()))
    )


def _said(told: Told) -> tuple[str, ...]:
    denied = "denied" if told.status is Status.DENIED else ""
    return (told.subject.iri, told.predicate, told.value, fold_name(told.qualifier), denied)


def _covers(old: Told, new: Told) -> bool:
    """Tell whether an old telling leaves nothing new in a new one."""
    return old.status.rank <= new.status.rank and new.represents in {None, old.represents}


def _items(news: News, facts: Sequence[Told]) -> list[Item]:
    """Make items of facts, the weightiest first."""
    order = list(KINDS)
    return sorted(_made(news, facts), key=lambda item: (order.index(item.kind), item.weight))


def _made(news: News, facts: Sequence[Told]) -> Iterator[Item]:
    differing = list(find_differing(facts, news.earlier))
    for told, others in differing:
        yield Item("differing", differing_words(told, others), (0.0, told.subject.label), (told,))
    apart = {told.id for told, _ in differing}
    rest = [told for told in facts if told.id not in apart]
    yield from _incidents(news, rest)
    yield from _events(news, rest)
    yield from _posts(news, rest)
    for told_of in alike(rest):
        yield Item("work", work_words(told_of), (0.0, told_of[0].subject.label), told_of)
    tied = [t for t in rest if t.predicate in {"affiliatedWith", "memberOf", "partOf"}]
    if tied:
        yield Item("tie", ties(tied), (0.0, ""), tuple(tied))


def _incidents(news: News, facts: Sequence[Told]) -> Iterator[Item]:
    found = gathered(facts, lambda t: t.subject if t.subject.type == EntityType.INCIDENT else None)
    for incident, told in found.items():
        if not isinstance(incident, Thing):
            continue
        first = news.known.get(incident.iri)
        words = more_on_incident(incident, told, first) if first else new_incident(told)
        kind = "incident-more" if first else "incident"
        yield Item(kind, words, (incident_weight(told), incident.label), told)


def _events(news: News, facts: Sequence[Told]) -> Iterator[Item]:
    found = gathered(facts, lambda t: _event(t) if t.predicate in _EVENT else None)
    for event, told in found.items():
        if not isinstance(event, Thing):
            continue
        first = news.known.get(event.iri)
        words = more_on_event(event, told, first) if first else new_event(event, told)
        kind = "event-more" if first else "planned" if is_planned(told) else "event"
        yield Item(kind, words, (event_weight(told), event.label), told)


def _event(told: Told) -> Thing | None:
    if told.predicate in ROLES:
        return told.object if isinstance(told.object, Thing) else None
    return told.subject


def _posts(news: News, facts: Sequence[Told]) -> Iterator[Item]:
    """New posts of people with posts told before stand by themselves, all others together."""
    before = gathered(
        news.earlier, lambda t: t.subject if t.predicate == "holdsPost" and t.status in HELD else None
    )
    unknown: list[Told] = []
    for person, told in gathered(facts, lambda t: t.subject if t.predicate == "holdsPost" else None).items():
        held = [t for t in told if t.status is Status.ASSERTED]
        if held and person in before:
            yield Item("post", changed_posts(held, before[person]), (0.0, told[0].subject.label), tuple(held))
        else:
            unknown += held
        unsure = tuple(t for t in told if t.status is not Status.ASSERTED)
        if unsure:
            yield Item("post", ties(unsure), (2.0, told[0].subject.label), unsure)
    if unknown:
        yield Item("post", new_posts(unknown), (1.0, ""), tuple(unknown))


def _told(items: Iterable[Item]) -> Iterator[str]:
    """Yield the words of items; of a kind with many the weightiest, and how many more there are."""
    kinds: dict[str, list[Item]] = {}
    for item in items:
        kinds.setdefault(item.kind, []).append(item)
    for kind, members in kinds.items():
        shown = members if len(members) <= _MOST + 1 else members[:_MOST]
        yield from (item.words for item in shown)
        rest = len(members) - len(shown)
        if rest:
            yield f"{count(rest, f'more {KINDS[kind][0]}', f'more {KINDS[kind][1]}')} are in the table."


def _spoken_of(news: News, concerned: set[Thing], least: float) -> Iterable[Thing]:
    """Choose whom to name: all whom the briefings speak of; those in facts sure enough, where others stay out."""
    return {thing for thing in news.named if thing in concerned} if least else news.named


def _lead(news: News, items: Sequence[Item]) -> tuple[str, str]:
    """Give the title, and a first sentence that counts the news."""
    who = _whose(news.briefings)
    title = "What is new against the older graph" if news.against else f"What {who} brought"
    if not news.briefings:
        nothing = "Nothing is new against the older graph" if news.against else "No briefing is of that time"
        return title, f"{nothing}."
    counted = [count(number, *KINDS[kind]) for kind in KINDS if (number := _number(kind, items))]
    one = len(news.briefings) == 1
    start = "Against the older graph, " if news.against else ""
    subject = f"{start}{who}" if start else capital(who)
    if not news.fresh:
        return title, f"{subject} {'tells' if one else 'tell'} no facts."
    if not items:
        return title, f"{subject} {'brings' if one else 'bring'} nothing that was not told before."
    return title, f"{subject} {'brings' if one else 'bring'} {listed(counted)}."


def _number(kind: str, items: Iterable[Item]) -> int:
    """Count what is told of a kind; one item may tell several posts, works or ties."""
    found = [item for item in items if item.kind == kind]
    if kind in {"post", "tie"}:
        return len({(t.subject, t.value, fold_name(t.qualifier)) for item in found for t in item.facts})
    if kind == "work":
        return len({t.object for item in found for t in item.facts})
    return len(found)


def _whose(briefings: Sequence[Briefing]) -> str:
    """Name briefings by their dates: "the 3 briefings from 4 to 22 November 2024"."""
    if not briefings:
        return "the briefings"
    dates = [briefing.date for briefing in briefings if briefing.date]
    alone = len(briefings) == 1
    named = "the briefing" if alone else f"the {count(len(briefings), 'briefing')}"
    if not dates:
        return f"{named} {one_line(briefings[0].name)}" if alone else named
    start, end = min(d.partition("/")[0] for d in dates), max(d.rpartition("/")[2] for d in dates)
    if alone or start == end:
        return f"{named} of {day_words(dates[0])}"
    return f"{named} from {day_words(f'{start}/{end}')}"


def _remarks(news: News, new: Sequence[Told], unsure: int, least: float) -> Iterator[str]:
    kept = {_said(told) for told in new}
    again = sum(_said(told) not in kept for told in news.fresh)
    if again:
        yield f"{again} of the {count(len(news.fresh), 'fact')} had been told before."
    if unsure:
        verb = "is" if unsure == 1 else "are"
        yield f"{count(unsure, 'fact')} less sure than {least:g} {verb} left out of the text, not of the tables."
    if news.gone:
        yield f"{count(news.gone, 'fact')} of the older graph {'is' if news.gone == 1 else 'are'} no longer told."
