"""Who is named in the same sentence as somebody, without having met: the rows of ``named-together.rq``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from cyberkg.query.results import Term
from cyberkg.report.asking import ask, sentence_of
from cyberkg.report.model import Row, Sentence
from cyberkg.report.tally import Named, Pair, Tally

__all__ = ["NAMED", "NamedPairs", "named_row", "named_together"]

NAMED = "only named together"
NamedPairs = dict[Pair, list[Sentence]]


def named_together(
    store_path: Path, terms: Mapping[str, Sequence[Term]], base: str, met: Tally, least: int = 1
) -> NamedPairs:
    """Pair the people of each sentence, but for those who met or are to meet.

    :param terms: the people sought; without any, all.
    :param met: the pairs to leave out, either way round.
    :param least: sentences at the least.
    :returns: pairs with their sentences, the most frequent first, then by names.
    """
    people: dict[Sentence, set[Named]] = {}
    for record in ask(store_path, "named-together", terms, base):
        people.setdefault(sentence_of(record), set()).add((record["personLabel"], record["person"]))
    focus = {term.value for term in terms.get("person", ())}
    known = {
        frozenset((met.people[one][1], met.people[other][1]))
        for times in met.times.values()
        for one, other in times
    }
    pairs: NamedPairs = {}
    for sentence, named in people.items():
        for one, other in combinations(sorted(named), 2):
            if focus and not focus & {one[1], other[1]}:
                continue
            if frozenset((one[1], other[1])) not in known:
                pair = (other, one) if other[1] in focus and one[1] not in focus else (one, other)
                pairs.setdefault(pair, []).append(sentence)
    often = [(pair, told) for pair, told in pairs.items() if len(told) >= least]
    return dict(sorted(often, key=lambda entry: (-len(entry[1]), entry[0])))


def named_row(pair: Pair, told: Sequence[Sentence]) -> Row:
    """Make the row of a pair: in how many sentences it is named, in which documents first and last."""
    documents = sorted({sentence.document for sentence in told})
    cells = (pair[0][0], pair[1][0], len(told), documents[0], documents[-1], "")
    return Row(cells, tuple(sorted(told)), (pair[0][1], pair[1][1]))
