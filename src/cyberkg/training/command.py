"""``python -m cyberkg.training tests/corpus/marked``: train the network and fit its judge.

Needs the dependency group ``train``: ``uv run --group train python -m cyberkg.training tests/corpus/marked``.
The parts of the corpus say what learns what: the network from ``train``, the judge from ``dev`` (and from the documents
of ``--gold``, if any), nothing from ``test``.

A pass takes some ten minutes on one core. The weights that the package ships were made in several sittings, each going
on from the last (``--onward``), between which the corpus grew: the command makes such weights, and not the same.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

from cyberkg.corpus import MarkedText, parse_marked, part_of, read_marked
from cyberkg.evaluate.gold import gold_of_marked, parse_gold
from cyberkg.training.calibrate import Case, cases_of, fit, write
from cyberkg.training.examples import Example, Versions, document_of, examples_of
from cyberkg.training.exchange import Pool, exchange, pool_of
from cyberkg.training.integers import quicken
from cyberkg.training.weights import WEIGHTS, release

__all__ = ["main"]

_LEAST = 0.4
_COPIES = 2


def main() -> None:
    """Train, export, calibrate."""
    parser = argparse.ArgumentParser(prog="python -m cyberkg.training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of marked texts")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="gold in JSON for the judge")
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="folders of the documents of --gold"
    )
    parser.add_argument("--passes", type=int, default=12)
    parser.add_argument(
        "--onward",
        type=Path,
        help="folder of weights to go on from, as one more document need not begin anew",
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--version", default="1", help="told by the reader's name in every claim")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument(
        "--state", type=Path, default=Path("training.pt"), help="kept after each pass, to resume from"
    )
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if find_spec("torch") is None:
        parser.error("torch is missing: uv run --group train python -m cyberkg.training ...")
    files = sorted(args.corpus.glob("*.txt"))
    parts = {part: [f for f in files if part_of(f.stem) == part] for part in ("train", "dev")}
    if not all(parts.values()):
        parser.error(f"{args.corpus} has too few marked texts: some for training, some for the judge")
    names = pool_of([read_marked(file) for file in parts["train"]])
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        documents = list(pool.map(partial(_versions, names), parts["train"], chunksize=4))
    logging.info("%d documents", len(documents))
    _train(documents, args)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        cases = [
            case for found in pool.map(partial(_cases, args.out), parts["dev"], chunksize=4) for case in found
        ]
        more = pool.map(partial(_cases_of_gold, args.out, args.texts), args.gold)
        cases += [case for found in more for case in found]
    write(fit(cases, _LEAST), args.out / "judge.json")
    release(args.out)
    logging.info("judge fitted on %d candidates of %d documents", len(cases), len(parts["dev"]))


def _train(documents: list[Versions], args: argparse.Namespace) -> None:
    from cyberkg.training.export import export
    from cyberkg.training.train import Plan, new_network, train

    network = new_network(args.onward)
    train(network, documents, Plan(passes=args.passes, seed=args.seed), args.state)
    export(network, args.out, args.version)
    release(args.out)
    quicken(args.out, args.corpus)
    release(args.out)


def _versions(names: Pool, path: Path) -> Versions:
    """A text's windows as written, and twice with other names."""
    source = path.read_text(encoding="utf-8")
    others = [exchange(source, names, f"{path.stem}-{n}") for n in range(_COPIES)]
    return [_examples(parse_marked(text, path.stem)) for text in (source, *others)]


def _examples(marked: MarkedText) -> list[Example]:
    from cyberkg.reading.reader import open_scene

    return list(examples_of(marked, open_scene(document_of(marked))))


def _cases(weights: Path, path: Path) -> list[Case]:
    from cyberkg.learned.network import load_network
    from cyberkg.learned.reader import candidates_of

    marked = read_marked(path)
    return cases_of(
        gold_of_marked(marked, path), *candidates_of(document_of(marked), network=load_network(weights))
    )


def _cases_of_gold(weights: Path, folders: Sequence[Path], path: Path) -> list[Case]:
    from cyberkg.learned.network import load_network
    from cyberkg.learned.reader import candidates_of
    from cyberkg.sources import read

    gold = parse_gold(path.read_text(encoding="utf-8"), path)
    place = next(folder / gold.document for folder in folders if (folder / gold.document).exists())
    return cases_of(gold, *candidates_of(read(place, place.name).document, network=load_network(weights)))
