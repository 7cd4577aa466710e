"""Changes in words: "David Ip now attended CSOP 2023", "X and Y are now one"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyberkg.diff.model import DocumentChange, FactChange, Statement, Thing, ThingChange

__all__ = ["document_words", "fact_words", "gone_words", "new_words", "plain", "said", "thing_words"]


def plain(text: str) -> str:
    """Write a text on one line."""
    return " ".join(text.split())


def said(statement: Statement, adverb: str = "") -> str:
    """Put a fact in words.

    :param adverb: what stands before the verb (``now``).
    """
    words = (statement.subject, adverb, statement.phrase, statement.object)
    title = f" ({statement.qualifier})" if statement.qualifier else ""
    behalf = f", representing {statement.represents}" if statement.represents else ""
    return plain(f"{' '.join(filter(None, words))}{title}{behalf}")


def new_words(statement: Statement) -> str:
    """Put a fact that came in words; its status is told where it is not simply asserted."""
    return f"{said(statement, 'now')}{_status(statement)}"


def gone_words(statement: Statement) -> str:
    """Put a fact that went in words."""
    return f"{said(statement, 'no longer')}{_status(statement)}"


def _status(statement: Statement) -> str:
    return "" if statement.status == "asserted" else f" [{statement.status}]"


def fact_words(change: FactChange) -> str:
    """Put what is other about a fact in words: "Harbour Forum took place on 2024-05-04, before 2024-05-03"."""
    old, new = change.old, change.new
    value = "value" in change.what
    parts = list(_parts(change))
    head = said(new, "now" if value else "") + (f", before {plain(old.object)}" if value else "")
    return f"{head}: {'; '.join(parts)}" if parts else f"{head}{_status(new)}"


def _parts(change: FactChange) -> Iterator[str]:
    old, new = change.old, change.new
    for name, one, other in (
        ("status", old.status, new.status),
        ("confidence", f"{old.confidence:g}", f"{new.confidence:g}"),
        ("qualifier", old.qualifier or "untold", new.qualifier or "untold"),
        ("represents", old.represents or "nobody", new.represents or "nobody"),
    ):
        if name in change.what:
            yield plain(f"{name} now {other}, before {one}")
    if change.what == ("sentence",):
        yield "the sentence is another"


def thing_words(change: ThingChange) -> str:
    """Put what became of entities in words."""
    shown = change.new[0].label if change.new else change.old[0].label
    kind = change.type.lower()
    if change.kind == "merged":
        names = _listed([t.label for t in change.old])
        count = "one" if len(change.old) == 2 else f"one, all {len(change.old)}"
        words = f"{names} are now {count}: {shown} ({kind})"
    elif change.kind == "split":
        words = f"{change.old[0].label} is now {len(change.new)} ({kind}): {_listed(list(map(_placed, change.new)))}"
    elif change.kind == "new":
        words = f"{shown} is new ({kind})"
    elif change.kind == "gone":
        words = f"{shown} is gone ({kind})"
    elif change.kind == "renamed":
        words = f"{change.old[0].label} is now called {shown} ({kind})"
    else:
        words = f"{shown} ({kind})"
    details = "; ".join(change.details)
    return plain(f"{words}: {details}" if details else words)


def _placed(thing: Thing) -> str:
    return f"{thing.label} (in {', '.join(thing.documents)})" if thing.documents else thing.label


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def document_words(change: DocumentChange) -> str:
    """Put what became of a document in words."""
    if change.kind == "moved":
        return plain(f"{change.before} is now {change.name}")
    return plain(f"{change.name} is {change.kind}")
