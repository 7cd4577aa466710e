"""Where answers go: each is written into its file at once, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cyberkg.errors import InputError
from cyberkg.identity import load_decisions
from cyberkg.identity.fold import fold, tokens
from cyberkg.llm import Difference
from cyberkg.model import Knowledge
from cyberkg.review.identity_file import Entry, with_entry
from cyberkg.review.question import FactQuestion, IdentityQuestion, Question
from cyberkg.review.questions import find_questions
from cyberkg.review.text_file import read_text, remove_text, replace_text
from cyberkg.review.verdict_file import VERDICTS, load_verdicts, with_verdict
from cyberkg.review.verdicts import Verdict
from cyberkg.terms import EntityType

__all__ = ["IDENTITY", "Edit", "Notebook", "entry_of"]

IDENTITY = "identity.yaml"
# Types whose full names mean the same thing in every document; editions of an event share theirs.
_NAMED = frozenset({EntityType.PERSON, EntityType.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Edit:
    """What an answer changed: a file's text before and after; ``made`` where there was no file before."""

    path: Path
    before: str
    after: str
    made: bool


@dataclass(frozen=True, slots=True)
class Notebook:
    """The files of answers in one folder.

    :param folder: that of the sources, from which builds read the files; made where it is missing.
    """

    folder: Path

    def open_questions(
        self, knowledge: Knowledge, below: float, differences: Sequence[Difference] = ()
    ) -> tuple[Question, ...]:
        """Find what to ask about a graph that the files do not answer; see ``find_questions``.

        :raises InputError: where one of the files is damaged.
        """
        decisions = load_decisions(self.folder / IDENTITY)
        verdicts = load_verdicts(self.folder / VERDICTS)
        return find_questions(knowledge, decisions, verdicts, below, differences)

    def note(self, question: Question, *, yes: bool, corrected: str = "", other: bool = False) -> Edit:
        """Write an answer down: same or different, right or wrong.

        :param corrected: for a fact that is wrong, what belongs in place of its object.
        :param other: for a fact that is wrong, that the other reader's version is right.
        :raises InputError: where the file is damaged, or the answer contradicts it or cannot be written in it.
        :raises DiskError: where the disk refuses; the file is as it was then.
        """
        if isinstance(question, IdentityQuestion):
            path = self.folder / IDENTITY
            before = read_text(path)
            after = with_entry(before, "same" if yes else "different", entry_of(question), str(path))
        else:
            path = self.folder / VERDICTS
            before = read_text(path)
            after = before
            for verdict in _verdicts(question, yes=yes, corrected=corrected, other=other):
                after = with_verdict(after, verdict, str(path))
        made = not path.exists()
        replace_text(path, after)
        return Edit(path, before, after, made)

    def take_back(self, edit: Edit) -> None:
        """Put a file back as it was before an answer; one that was not there goes.

        :raises InputError: where somebody has changed it since.
        :raises DiskError: where the disk refuses.
        """
        if read_text(edit.path) != edit.after:
            raise InputError("has been changed since", str(edit.path), "take the answer out of it by hand")
        if edit.made:
            remove_text(edit.path)
        else:
            replace_text(edit.path, edit.before)


def _verdicts(question: FactQuestion, *, yes: bool, corrected: str, other: bool) -> Iterator[Verdict]:
    yield replace(question.verdict, right=yes, corrected="" if yes else corrected)
    if other and question.other:
        yield question.other.verdict


def entry_of(question: IdentityQuestion) -> Entry:
    """Write an answer so that it means these two and no others.

    Full names of people and organisations hold for all documents; short names and events for the two documents
    only. Incidents, which have no names, and two of one name in one document are told by their IRIs.
    """
    one, other = question.one, question.other
    distinct = fold(one.name) != fold(other.name)
    places = tuple(dict.fromkeys((one.document, other.document)))
    if one.iri and other.iri and (question.type is EntityType.INCIDENT or not (distinct or len(places) > 1)):
        note = f"{one.label} ({one.document}), {other.label} ({other.document})"
        return Entry(question.type, (one.iri, other.iri), note=note)
    full = all(len(tokens(name)) > 1 for name in (one.name, other.name))
    names = (one.name, other.name) if distinct else (one.name,)
    wide = (distinct and full and question.type in _NAMED) or "" in places
    return Entry(question.type, names, () if wide else places)
