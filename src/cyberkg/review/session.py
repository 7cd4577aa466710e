"""One sitting: questions one by one, each answer written down at once, each step undone on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyberkg.review.notebook import Edit, Notebook
from cyberkg.review.question import Question

__all__ = ["Session"]


@dataclass(frozen=True, slots=True)
class _Step:
    """A question left behind; ``edit`` is None where it was skipped."""

    edit: Edit | None


class Session:
    """Goes through questions in their order."""

    def __init__(self, questions: Sequence[Question], notebook: Notebook) -> None:
        self.questions = tuple(questions)
        self._notebook = notebook
        self._steps: list[_Step] = []

    @property
    def position(self) -> int:
        """How many questions are behind."""
        return len(self._steps)

    @property
    def answered(self) -> int:
        """How many of them were answered."""
        return sum(step.edit is not None for step in self._steps)

    @property
    def current(self) -> Question | None:
        """The question in view; None at the end."""
        return self.questions[self.position] if self.position < len(self.questions) else None

    @property
    def files(self) -> tuple[str, ...]:
        """The files written to, sorted."""
        return tuple(sorted({step.edit.path.as_posix() for step in self._steps if step.edit}))

    def answer(self, *, yes: bool, corrected: str = "", other: bool = False) -> None:
        """Write down the answer to the question in view and go on; see ``Notebook.note``.

        :raises InputError: where it cannot be written down; the question stays in view then.
        :raises DiskError: where the disk refuses; likewise.
        """
        question = self.current
        if question is not None:
            edit = self._notebook.note(question, yes=yes, corrected=corrected, other=other)
            self._steps.append(_Step(edit))

    def skip(self) -> None:
        """Leave the question in view for another day."""
        if self.current is not None:
            self._steps.append(_Step(None))

    def undo(self) -> bool:
        """Go back one question and take its answer back; False where there is none to go back to.

        :raises InputError: where its file has been changed since; nothing is undone then.
        """
        if not self._steps:
            return False
        edit = self._steps[-1].edit
        if edit is not None:
            self._notebook.take_back(edit)
        self._steps.pop()
        return True
