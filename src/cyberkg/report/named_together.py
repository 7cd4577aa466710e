"""Who is named in the same sentence as somebody, without having met: the rows of ``named-together.rq``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from cyberkg.errors import LimitError
from cyberkg.query.results import Term
from cyberkg.report.asking import ask, sentence_of
from cyberkg.report.model import Row, Section, Sentence

__all__ = ["named_together"]

_MOST = 100_000  # pairs
_Named = tuple[str, str]  # label and IRI


def named_together(
    store_path: Path,
    terms: Mapping[str, Sequence[Term]],
    base: str,
    met: Collection[tuple[_Named, _Named]],
    least: int = 1,
) -> Section:
    """Pair the people of each sentence, but for those who met or are to meet.

    :param terms: the people sought; without any, all.
    :param met: the pairs to leave out, either way round.
    :param least: sentences at the least.
    :raises LimitError: where there are too many pairs.
    """
    people: dict[Sentence, set[_Named]] = {}
    for record in ask(store_path, "named-together", terms, base):
        people.setdefault(sentence_of(record), set()).add((record["personLabel"], record["person"]))
    focus = {term.value for term in terms.get("person", ())}
    known = {frozenset((one[1], other[1])) for one, other in met}
    pairs: dict[tuple[_Named, _Named], list[Sentence]] = {}
    for sentence, named in people.items():
        for one, other in combinations(sorted(named), 2):
            if focus and not focus & {one[1], other[1]}:
                continue
            if frozenset((one[1], other[1])) not in known:
                pair = (other, one) if other[1] in focus and one[1] not in focus else (one, other)
                pairs.setdefault(pair, []).append(sentence)
    often = {pair: told for pair, told in pairs.items() if len(told) >= least}
    if len(often) > _MOST:
        raise LimitError(
            f"{len(often):,} pairs are named together, too many to be read",
            hint="name a person, or raise --at-least",
        )
    ordered = sorted(often.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return Section("only named together", "", tuple(_row(pair, told) for pair, told in ordered))


def _row(pair: tuple[_Named, _Named], told: Sequence[Sentence]) -> Row:
    documents = sorted({sentence.document for sentence in told})
    cells = (pair[0][0], pair[1][0], len(told), documents[0], documents[-1], "")
    return Row(cells, tuple(sorted(told)), (pair[0][1], pair[1][1]))
