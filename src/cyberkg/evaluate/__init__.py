"""How well documents were read, measured against gold facts for them.

    gold         gold files of both formats as values
    documents    the documents that the gold is for, read, or found in a graph
    found        rows of the fact contract as values, document by document
    values       when two names or values are the same
    align        which gold entity each entity of the graph is
    score        which facts are right, wrong and missing
    calibration  whether the confidence that is claimed is kept
    identity     whether the same things, and only they, were taken as one
    evaluation   all of it over all documents
    render       an evaluation written down
    agreement    how far two annotations of one text agree

Everything between ``documents`` and ``render`` is pure: gold and rows in, values out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cyberkg.building import Options, Progress
from cyberkg.corpus import part_of
from cyberkg.errors import InputError
from cyberkg.evaluate.calibration import Reliability, reliability
from cyberkg.evaluate.documents import find_in_graph, read_documents
from cyberkg.evaluate.evaluation import Evaluation, measure
from cyberkg.evaluate.gold import Gold, GoldEntity, GoldFact, load_gold
from cyberkg.evaluate.score import DocumentScore, Tally, score
from cyberkg.rdf.rows import entity_rows, fact_rows

__all__ = [
    "DocumentScore",
    "Evaluation",
    "Gold",
    "GoldEntity",
    "GoldFact",
    "Reliability",
    "Tally",
    "evaluate",
    "load_gold",
    "measure",
    "reliability",
    "score",
]


def evaluate(
    gold: Sequence[Path],
    *,
    graph: Path | None = None,
    texts: Sequence[Path] = (),
    part: str = "",
    options: Options | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Measure the reading of the documents that gold is given for.

    :param gold: files and folders of gold, in JSON or as marked texts.
    :param graph: the folder of a graph to take the facts from; None to read the documents now.
    :param texts: folders with the documents of gold in JSON; where none is given, the gold file's own folder,
        ``../texts`` beside it and ``data/``.
    :param part: ``train``, ``dev`` or ``test``: only the documents in this part of a corpus; empty for all.
    :param options: how to read, where no graph is given. No identity decisions are followed unless they are
        named here: it is the reading that is measured.
    :param progress: called with a stage, how much is done and how much there is.
    :raises InputError: where the gold is bad, or a document of it is missing or cannot be read.
    :raises DamagedError: where there is no graph, or it is damaged.
    """
    golds = tuple(g for g in load_gold(gold) if not part or part_of(Path(g.document).stem) == part)
    if not golds:
        raise InputError(f"no gold is in the part {part}", hint="leave --part out")
    if graph is not None:
        knowledge = find_in_graph(golds, graph)
    else:
        knowledge = read_documents(golds, texts, options or Options(), progress)
    return measure(golds, fact_rows(knowledge), entity_rows(knowledge))
