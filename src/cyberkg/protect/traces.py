"""Where somebody is named outside the graph, found by a record: ledgers, disagreements, kept answers, briefings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cyberkg.forgotten import Record, Withdrawal, spot
from cyberkg.protect.briefings import Masked, mask_briefing
from cyberkg.protect.identity_ledger import Scrubbed, scrub_identity
from cyberkg.protect.places import Places
from cyberkg.protect.verdict_ledger import scrub_verdicts
from cyberkg.review.text_file import read_text

__all__ = ["Traces", "find_traces"]


@dataclass(frozen=True, slots=True)
class Traces:
    """What names somebody outside the graph, each as it would be without the name.

    :param answers: files of kept answers of a language model.
    :param briefings: source files that name the person, with their masked content.
    """

    identity: Scrubbed
    verdicts: Scrubbed
    answers: tuple[Path, ...]
    briefings: tuple[Masked, ...]


def find_traces(places: Places, record: Record, withdrawal: Withdrawal, documents: Iterable[str]) -> Traces:
    """Find all traces of the people of a record.

    :param withdrawal: of the graph, which knows parts of their names.
    :param documents: names of the documents of the graph.
    :raises InputError: where a ledger is damaged, or written so that nobody can be taken out.
    :raises DiskError: where the disk refuses.
    """
    names = tuple(documents)

    def is_theirs(name: str, told: tuple[str, ...]) -> bool:
        whole = record.whose_name(name, told) is not None
        return whole or ("://" in name and any(True for _ in spot(record, name, any_case=True)))

    def is_theirs_alone(name: str, _: tuple[str, ...]) -> bool:
        return is_theirs(name, ())  # a decision that holds two of one name apart is the other's too

    identity = scrub_identity(
        read_text(places.identity),
        is_theirs_alone,
        lambda text: withdrawal.clean(text, ()),
        str(places.identity),
    )
    verdicts = scrub_verdicts(read_text(places.verdicts), is_theirs, withdrawal.clean, str(places.verdicts))
    masked = (mask_briefing(b, lambda text, name: withdrawal.clean(text, [name])) for b in places.briefings)
    return Traces(identity, verdicts, tuple(_answers(places, record, names)), tuple(filter(None, masked)))


def _answers(places: Places, record: Record, documents: tuple[str, ...]) -> Iterator[Path]:
    if places.cache is not None:
        for path, words in places.cache.entries():
            if any(True for _ in spot(record, words, documents)):
                yield path
