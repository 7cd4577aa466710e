"""Questions in words, line by line; nothing of a briefing can begin a line of its own."""

from __future__ import annotations

from collections.abc import Iterator

from cyberkg.review.question import FactQuestion, IdentityQuestion, Mention, Question

__all__ = ["keys_of", "lines_of"]


def lines_of(question: Question) -> Iterator[str]:
    """Yield the lines of a question: what is asked, what speaks for and against it, the sentences."""
    for line in _identity(question) if isinstance(question, IdentityQuestion) else _fact(question):
        yield line[: len(line) - len(line.lstrip())] + " ".join(line.split())


def keys_of(question: Question) -> str:
    """Say which key means what."""
    if isinstance(question, IdentityQuestion):
        return "[y] same  [n] different  [s] skip  [u] undo  [q] quit"
    choices = "[y] right  [o] the other is  [n] neither" if question.other else "[y] right  [n] wrong"
    return f"{choices}  [c] correct it  [s] skip  [u] undo  [q] quit"


def _identity(question: IdentityQuestion) -> Iterator[str]:
    one, other = question.one, question.other
    yield f"Are these the same {question.type.lower()}: {one.name} and {other.name}?"
    for side in (one, other):
        yield f"  {_placed(side)}"
        if side.quote:
            yield f"    “{side.quote}”"
    yield f"  {question.reason}"


def _placed(side: Mention) -> str:
    known = f", in the graph {side.label}" if side.label != side.name else ""
    place = f" in {side.document}" if side.document else ""
    return f"{side.name}{place}{known}"


def _fact(question: FactQuestion) -> Iterator[str]:
    yield f"Is this right: {_stated(question.words, question.status)}?"
    absent = ", not in the graph" if question.absent else ""
    yield f"  {question.verdict.document}, confidence {question.confidence:g}{absent}"
    yield f"    “{question.verdict.quote}”"
    if question.only:
        yield f"  only {question.only} has this"
    if question.other:
        other = question.other
        words = _stated(other.words, other.status)
        yield f"  the built-in reader: {words}, confidence {other.confidence:g}"
        if other.verdict.quote != question.verdict.quote:
            yield f"    “{other.verdict.quote}”"
    for words in question.against:
        yield f"  in conflict with: {words}"


def _stated(words: str, status: str) -> str:
    return words if status == "asserted" else f"{words} [{status}]"
