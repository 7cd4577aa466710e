"""Which organisations share people: the rows of ``shared-people.rq``, paired."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from cyberkg.ident import DEFAULT_BASE
from cyberkg.report.asking import Filters, ask, joined, sentence_of, understand
from cyberkg.report.model import Report, Row, Section, Sentence
from cyberkg.report.paging import cut

__all__ = ["shared_people"]

_COLUMNS = ("organisation", "other", "people", "who", "status")
_NOTE = "Somebody is shared who is told to belong to, hold a post in or stand for both, be it one after the other."
_Named = tuple[str, str]  # label and IRI


def shared_people(
    store_path: Path,
    filters: Filters | None = None,
    base: str = DEFAULT_BASE,
    *,
    least: int = 1,
    limit: int | None = 0,
) -> Report:
    """Pair the organisations of each person.

    :param filters: ``organisation``: only pairs with this one.
    :param least: people at the least.
    :param limit: pairs at the most, which a note tells; 0 for all; None for as many as a first look wants.
    :raises UsageError: where a name is unknown (with the nearest ones).
    """
    terms = understand(store_path, "shared-people", filters, base)
    focus = {term.value for term in terms.get("organisation", ())}
    ties: dict[_Named, dict[_Named, list[tuple[str, Sentence]]]] = {}
    for record in ask(store_path, "shared-people", terms, base):
        of = ties.setdefault((record["personLabel"], record["person"]), {})
        told = of.setdefault((record["organisationLabel"], record["organisation"]), [])
        told.append((record["status"], sentence_of(record)))
    pairs: dict[tuple[_Named, _Named], list[_Named]] = {}
    for person in sorted(ties):
        for one, other in combinations(sorted(ties[person]), 2):
            if not focus or focus & {one[1], other[1]}:
                pair = (other, one) if other[1] in focus and one[1] not in focus else (one, other)
                pairs.setdefault(pair, []).append(person)
    often = sorted(
        ((pair, people) for pair, people in pairs.items() if len(people) >= least),
        key=lambda entry: (-len(entry[1]), entry[0]),
    )
    page = cut(((entry, 1) for entry in often), limit)
    rows = tuple(_row(pair, people, ties) for pair, people in page.keys)
    sections = (Section("", "", rows),) if rows else ()
    return Report(
        "Organisations that share people",
        "shared-people",
        "",
        _COLUMNS,
        sections,
        notes=(*page.notes, _NOTE) if rows else (),
    )


def _row(
    pair: tuple[_Named, _Named],
    people: Sequence[_Named],
    ties: dict[_Named, dict[_Named, list[tuple[str, Sentence]]]],
) -> Row:
    told = [entry for person in people for end in pair for entry in ties[person][end]]
    asserted = any(
        all("asserted" in {status for status, _ in ties[person][end]} for end in pair) for person in people
    )
    cells = (
        pair[0][0],
        pair[1][0],
        len(people),
        joined(label for label, _ in people),
        "asserted" if asserted else "reported",
    )
    return Row(cells, tuple(sorted({sentence for _, sentence in told})), (pair[0][1], pair[1][1]))
