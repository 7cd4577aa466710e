"""The first so many things of a ranking, and how many there are in all; a query ranks, and its rows come in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["first_of", "ranks"]

_Record = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Ranking:
    """What a query ranks.

    :param thing: the column of what is ranked.
    :param within: the columns that set one ranking apart from another: money of one currency from that of another.
    :param by: the column of what it is ranked by.
    """

    thing: str
    within: tuple[str, ...]
    by: str


_RANKINGS: Mapping[str, _Ranking] = MappingProxyType(
    {
        "most": _Ranking("thing", ("as",), "number"),
        "largest": _Ranking("incident", ("kind", "unit"), "value"),
    }
)


def ranks(query: str) -> bool:
    """Tell whether a query, by its name, ranks things."""
    return query in _RANKINGS


def first_of(query: str, records: Sequence[_Record], most: int) -> tuple[list[_Record], str]:
    """Take the rows of the first things of each ranking.

    :param query: name of the query that gave the rows.
    :param records: its rows, the first of a ranking first.
    :param most: things to show of each ranking; 0 for all.
    :returns: the rows that are shown, in order; and what a reader must be told, nothing where all are shown.
    """
    ranking = _RANKINGS.get(query)
    if not most or ranking is None:
        return list(records), ""
    ranked: dict[
        tuple[str, ...], dict[str, str]
    ] = {}  # for each ranking its things, each with what it goes by
    for record in records:
        group = tuple(record[column] for column in ranking.within)
        ranked.setdefault(group, {}).setdefault(record[ranking.thing], record[ranking.by])
    shown = {group: frozenset([*things][:most]) for group, things in ranked.items()}
    kept = [r for r in records if r[ranking.thing] in shown[tuple(r[column] for column in ranking.within)]]
    return kept, _note(ranked, shown, most)


def _note(
    ranked: Mapping[tuple[str, ...], Mapping[str, str]],
    shown: Mapping[tuple[str, ...], frozenset[str]],
    most: int,
) -> str:
    if all(len(things) <= most for things in ranked.values()):
        return ""
    of_each = f"{most:,} of each kind and currency, " if len(ranked) > 1 else ""
    told, total = (len(set().union(*things)) for things in (list(shown.values()), list(ranked.values())))
    ties = sum(_count_ties(list(things.values()), most) for things in ranked.values())
    tie = f"; {ties:,} more {'ties' if ties == 1 else 'tie'} with the last" if ties else ""
    return f"Showing {of_each}{told:,} of {total:,}{' in all' if of_each else ''}{tie}."


def _count_ties(values: Sequence[str], most: int) -> int:
    """Count what stands behind the last that is shown and goes by the same."""
    return sum(value == values[most - 1] for value in values[most:])
