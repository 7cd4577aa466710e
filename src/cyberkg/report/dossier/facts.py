"""What is told of an event or an incident itself: each point once, and values that differ side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cyberkg.report.cited.agreement import SINGLE, versions
from cyberkg.report.cited.lines import cell, date_ref, gathered, line, value_ref
from cyberkg.report.cited.model import Line, Ref, Section
from cyberkg.report.cited.told import Told
from cyberkg.report.dossier.roles import ROLES
from cyberkg.terms import Status

__all__ = ["fact_lines", "other_end", "version_section"]


def fact_lines(facts: Sequence[Told], names: Mapping[str, str]) -> tuple[Line, ...]:
    """Make a line for each point that is told, its values together unless they are vouched for differently.

    :param facts: in order of time.
    :param names: for each predicate to be told, in their order, what it is about.
    """
    lines = []
    for predicate, name in names.items():
        values = gathered((t for t in facts if t.predicate == predicate), other_end)
        alike = [[told] for told in values.values()] if predicate in SINGLE else _alike(values.values())
        lines += [
            line(
                [told for group in groups for told in group],
                (cell(name), cell(*(other_end(group[0]) for group in groups))),
                groups[0][0].briefing.date,
            )
            for groups in alike
        ]
    return tuple(lines)


def other_end(told: Told) -> Ref:
    """Show what a fact on an event or incident tells: its value, or who had the part."""
    return Ref(told.subject.label, told.subject.iri) if told.predicate in ROLES else value_ref(told)


def _alike(values: Iterable[tuple[Told, ...]]) -> Iterable[list[tuple[Told, ...]]]:
    """Put values together that are vouched for alike in the same order of time."""
    groups: dict[tuple[Status, ...], list[tuple[Told, ...]]] = {}
    for facts in values:
        groups.setdefault(tuple(dict.fromkeys(t.status for t in facts)), []).append(facts)
    return groups.values()


def version_section(facts: Sequence[Told], names: Mapping[str, str]) -> Section:
    """Set values that cannot all be right side by side, each with the briefings that tell it.

    :param facts: in order of time.
    """
    lines = []
    order = list(names)
    for found in sorted(
        versions(facts), key=lambda v: order.index(v.predicate) if v.predicate in names else len(order)
    ):
        for told in found.values:
            denied = "denied: " if told[0].status is Status.DENIED else ""
            shown = other_end(told[0])
            lines.append(
                line(
                    told,
                    (
                        cell(names.get(found.predicate, found.predicate)),
                        cell(Ref(f"{denied}{shown.text}", shown.iri, shown.value)),
                        cell(*_briefings(told)),
                    ),
                    told[0].briefing.date,
                )
            )
    columns = ("about", "told", "briefings")
    note = "The graph does not decide between these: the sentences do." if lines else ""
    return Section(
        "versions", "Where the briefings differ", "first told", columns, tuple(lines), note, "versions"
    )


def _briefings(facts: Iterable[Told]) -> Iterable[Ref]:
    for told in facts:
        when = date_ref(told.briefing.date)
        yield Ref(f"{told.briefing.name} ({when.text})" if when.text else told.briefing.name)
