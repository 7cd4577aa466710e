"""Somebody removed from all that cyberkg keeps, and kept out of every later build.

The steps are in an order that lets a run which was cut short be run again: first the record, which from then on
keeps the person out of builds; then the user's ledgers, kept answers and, if wished, the briefings; last the graph,
which is published at one stroke as any build is, and then the older one cleared away. Until the graph is published
it still tells all names of the person, by which a second run finds the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cyberkg.building import open_doubts, rewrite
from cyberkg.forgotten import Record, entry_for, load_record, withdraw, without
from cyberkg.llm import Difference
from cyberkg.model import Knowledge
from cyberkg.protect.briefings import write_briefing
from cyberkg.protect.holdings import Search
from cyberkg.protect.places import Places
from cyberkg.protect.subject import Subject
from cyberkg.protect.traces import Traces, find_traces
from cyberkg.review.text_file import read_text, replace_text
from cyberkg.store.disk import disk_errors

__all__ = ["Outcome", "forget", "plan"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What forgetting somebody does, or did.

    :param people: nodes that go, by label.
    :param things: nodes that nothing else is known of, by label.
    :param facts: how many claims go.
    :param names: how often a name is masked in kept texts, and in how many of these (``texts``).
    :param ledgers: places, file and line, of the user's decisions and verdicts that go or are masked.
    :param answers: files of kept answers that go.
    :param masked: briefings in which the name is masked.
    :param left: briefings that name the person and stay as they are; ``by_hand`` tells what to do with them where
        they were to be masked.
    :param bound: no name of the person is one that others could not bear: only the briefings that the graph knows
        are shut to them.
    :param key: the key of the pseudonyms in earlier exports; None where there is none.
    """

    people: tuple[str, ...]
    things: tuple[str, ...]
    facts: int
    names: int
    texts: int
    ledgers: tuple[str, ...]
    answers: tuple[Path, ...]
    masked: tuple[Path, ...]
    left: tuple[Path, ...]
    by_hand: tuple[tuple[Path, str], ...]
    bound: bool
    key: Path | None

    @property
    def idle(self) -> bool:
        """True where nothing of the person is left to be removed."""
        return not (self.people or self.names or self.ledgers or self.answers or self.masked)


def plan(subject: Subject, base: str, places: Places, *, sources: bool = False) -> Outcome:
    """Tell what forgetting somebody would do; nothing is changed.

    :param base: where the IRIs of the graph begin.
    :raises CyberkgError: as the rooms raise them.
    """
    knowledge, differences = open_doubts(places.graph)
    search = Search.of(subject, knowledge, differences, base)
    traces = find_traces(places, search.record, search.withdrawal, search.documents)
    return _outcome(search, traces, places, sources=sources)


def forget(subject: Subject, base: str, places: Places, *, sources: bool = False) -> Outcome:
    """Remove somebody, and keep them out of later builds.

    :param base: where the IRIs of the graph begin.
    :param sources: also mask the name in the briefings, where they are plain text, Markdown, HTML or Word.
    :raises InputError: where a ledger is damaged; nothing is changed then.
    :raises BusyError: another process is writing the graph.
    :raises CyberkgError: as the rooms raise them; the old graph stays then, and a second run finishes.
    """
    knowledge, differences = open_doubts(places.graph)
    search = Search.of(subject, knowledge, differences, base)
    traces = find_traces(places, search.record, search.withdrawal, search.documents)
    outcome = _outcome(search, traces, places, sources=sources)
    record = load_record(places.record, make=True) or Record(b"")
    record = record.with_entry(entry_for(record, subject.names, subject.entity, knowledge))
    _replace(places.record, record.render())
    _replace(places.identity, traces.identity.text)
    _replace(places.verdicts, traces.verdicts.text)
    for path in traces.answers:
        with disk_errors(path):
            path.unlink(missing_ok=True)
    for briefing in traces.briefings if sources else ():
        write_briefing(briefing)
    rewrite(places.graph, partial(_withdrawn, record))
    return outcome


def _replace(path: Path, text: str) -> None:
    """Replace a file whose text is another one; one that is not there counts as an empty one."""
    if read_text(path) != text:
        replace_text(path, text)


def _withdrawn(
    record: Record, knowledge: Knowledge, differences: tuple[Difference, ...], base: str
) -> tuple[Knowledge, tuple[Difference, ...]] | None:
    """Free what a graph knows of the people of a record; None where it knows nothing of them."""
    withdrawal = withdraw(knowledge, record, base)
    left = without(differences, record, withdrawal)
    return (withdrawal.knowledge, left) if withdrawal.changed or left != differences else None


def _outcome(search: Search, traces: Traces, places: Places, *, sources: bool) -> Outcome:
    gone = search.withdrawal
    old = {d.name: d.text for d in search.knowledge.documents}
    changed = sum(gone.text_of(name) not in {None, text} for name, text in old.items())
    masked = tuple(b.path for b in traces.briefings if sources and b.content is not None)
    return Outcome(
        people=tuple(e.label for e in gone.persons),
        things=tuple(e.label for e in gone.things),
        facts=gone.facts,
        names=gone.names,
        texts=changed,
        ledgers=(*traces.identity.removed, *traces.verdicts.removed),
        answers=traces.answers,
        masked=masked,
        left=tuple(b.path for b in traces.briefings if b.path not in masked),
        by_hand=tuple((b.path, b.by_hand) for b in traces.briefings if sources and b.content is None),
        bound=not search.record.people[0].names,
        key=places.redact_key if places.redact_key.exists() else None,
    )
