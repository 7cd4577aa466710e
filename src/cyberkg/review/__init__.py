"""The correction loop: what a build is unsure of, asked; what the analyst answered, kept and applied.

find_questions     a graph, and what its readers do not agree on -> what is doubtful in it, the worst first
Session            goes through questions, with undo; a Notebook writes each answer down at once
load_verdicts      data/facts-review.yaml -> verdicts on facts
apply_verdicts     readings and verdicts -> readings in which they hold
"""

from __future__ import annotations

from cyberkg.review.apply import Judged, apply_verdicts
from cyberkg.review.notebook import IDENTITY, Notebook
from cyberkg.review.question import FactQuestion, IdentityQuestion, Mention, Question, Version
from cyberkg.review.questions import find_questions
from cyberkg.review.session import Session
from cyberkg.review.verdict_file import VERDICTS, load_verdicts
from cyberkg.review.verdicts import Verdict

__all__ = [
    "IDENTITY",
    "VERDICTS",
    "FactQuestion",
    "IdentityQuestion",
    "Judged",
    "Mention",
    "Notebook",
    "Question",
    "Session",
    "Verdict",
    "Version",
    "apply_verdicts",
    "find_questions",
    "load_verdicts",
]
