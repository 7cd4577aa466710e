"""Facts in words, for formats that have a place for prose and none for the fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cyberkg.model import Fact, Iri, Literal
from cyberkg.terms import PREDICATES, Status

__all__ = ["said", "said_together"]


def said_together(facts: Iterable[Fact], labels: Mapping[Iri, str]) -> str:
    """Put facts in words, each subject named once: "The attack hit Orchid Bank, affected 13000; Ada Tan spoke at ..."."""
    subjects: dict[Iri, dict[str, None]] = {}
    for fact in facts:
        name = " ".join(labels[fact.subject].split())
        subjects.setdefault(fact.subject, {})[said(fact, labels).removeprefix(name).strip()] = None
    return "; ".join(f"{' '.join(labels[iri].split())} {', '.join(words)}" for iri, words in subjects.items())


def said(fact: Fact, labels: Mapping[Iri, str]) -> str:
    """Put a fact in words, with its status where it is not simply asserted.

    :param labels: what each entity is called.
    """
    end = fact.object.value if isinstance(fact.object, Literal) else labels[fact.object]
    title = f" ({fact.qualifier})" if fact.qualifier else ""
    behalf = f", representing {labels[fact.represents]}" if fact.represents else ""
    status = "" if fact.status is Status.ASSERTED else f" [{fact.status}]"
    return " ".join(
        f"{labels[fact.subject]} {PREDICATES[fact.predicate].phrase} {end}{title}{behalf}{status}".split()
    )
