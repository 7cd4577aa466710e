"""An evaluation written down: as text for a terminal, as JSON, as Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cyberkg.errors import UsageError
from cyberkg.evaluate.evaluation import Evaluation
from cyberkg.evaluate.found import Found, FoundFact
from cyberkg.evaluate.gold import Gold, GoldFact
from cyberkg.evaluate.score import Tally

__all__ = ["FORMATS", "render"]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
_COUNTS = ("gold", "right", "wrong", "precision", "recall", "F1")
_CLAIMS = ("claimed", "facts", "on average", "right")


def render(evaluation: Evaluation, form: str = "table", *, errors: bool = False) -> str:
    """Write an evaluation as ``table``, ``json`` or ``markdown``; ends with a newline.

    :param errors: list each missing and each wrong fact too, with its sentence.
    :raises UsageError: where there is no such format.
    """
    if form not in FORMATS:
        raise UsageError(f"no format is called {form}", hint=f"use {', '.join(FORMATS)}")
    return FORMATS[form](evaluation, errors)


def _table(evaluation: Evaluation, errors: bool) -> str:
    lines = [_opening(evaluation), ""]
    for name, rows in (("predicate", _predicates), ("group", _groups)):
        lines += [*_aligned([(name, *_COUNTS), *rows(evaluation)]), ""]
    if evaluation.reliability.bins:
        lines += [*_aligned([_CLAIMS, *_claims(evaluation)]), ""]
    lines += _closing(evaluation)
    for error in _errors(evaluation) if errors else ():
        lines += ["", *_error_lines(error)]
    return "\n".join(lines) + "\n"


def _opening(evaluation: Evaluation) -> str:
    documents = len(evaluation.documents)
    return f"{_number(documents, 'document')}, {_number(evaluation.overall.gold, 'fact')} in the gold"


def _number(count: int, of_what: str) -> str:
    return f"{count} {of_what}{'' if count == 1 else 's'}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Set rows in columns: the first to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *cells])


def _predicates(evaluation: Evaluation) -> list[tuple[str, ...]]:
    return [(name, *_counts(tally)) for name, tally in evaluation.predicates.items()]


def _groups(evaluation: Evaluation) -> list[tuple[str, ...]]:
    rows = [(group.value, *_counts(tally)) for group, tally in evaluation.groups.items()]
    return [*rows, ("all", *_counts(evaluation.overall))]


def _counts(tally: Tally) -> tuple[str, ...]:
    shares = (f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1))
    return (str(tally.gold), str(tally.right), str(tally.wrong), *shares)


def _claims(evaluation: Evaluation) -> list[tuple[str, ...]]:
    return [
        (f"{b.low:.1f}-{b.high:.1f}", str(b.facts), f"{b.claimed:.3f}", f"{b.right:.3f}")
        for b in evaluation.reliability.bins
    ]


def _closing(evaluation: Evaluation) -> list[str]:
    identity = evaluation.identity
    lines = [
        f"calibration: expected error {evaluation.reliability.error:.3f}",
        f"identity (B-cubed): precision {identity.precision:.3f}, recall {identity.recall:.3f}"
        f" over {_number(identity.mentions, 'mention')}",
    ]
    for status, share in evaluation.shares.items():
        lines.append(
            f"{status.value}: {share.found} of {_number(share.gold, 'gold fact')} found with that status"
        )
    return lines


def _error_lines(error: Mapping[str, Any]) -> list[str]:
    claimed = "" if error["confidence"] is None else f"  {error['confidence']:.2f}"
    lines = [f"{error['error']}: {_statement(error)}{claimed}"]
    if error["sentence"]:
        lines.append(f"    “{error['sentence']}”")
    return [*lines, f"    {_place(error)}"]


def _statement(error: Mapping[str, Any]) -> str:
    title = f" ({error['title']})" if error["title"] else ""
    return f"{error['subject']} {error['predicate']} {error['object']}{title}"


def _place(error: Mapping[str, Any]) -> str:
    if error["start"] is None:
        return str(error["document"])
    return f"{error['document']}, {error['start']}-{error['end']}"


def _errors(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """Go through what is missing and what is wrong, document by document."""
    for score in evaluation.documents:
        for missing in score.missing:
            yield {"error": "missing", "document": score.gold.document, **_missing(missing, score.gold)}
        for wrong in score.wrong:
            yield {"error": "wrong", "document": score.gold.document, **_wrong(wrong, score.found)}


def _missing(fact: GoldFact, gold: Gold) -> dict[str, Any]:
    return {
        "subject": _gold_name(fact.subject, gold),
        "predicate": fact.predicate,
        "object": fact.object if fact.is_value else _gold_name(fact.object, gold),
        "title": fact.title,
        "sentence": _one_line(fact.sentence),
        "start": None,
        "end": None,
        "confidence": None,
    }


def _gold_name(key: str, gold: Gold) -> str:
    names = gold.entities[key].names
    return _one_line(names[0]) if names else key


def _wrong(fact: FoundFact, found: Found) -> dict[str, Any]:
    return {
        "subject": _one_line(found.labels[fact.subject]),
        "predicate": fact.predicate,
        "object": _one_line(fact.object if fact.is_value else found.labels[fact.object]),
        "title": _one_line(fact.title if fact.predicate == "holdsPost" else ""),
        "sentence": _one_line(fact.quote),
        "start": fact.start,
        "end": fact.end,
        "confidence": fact.confidence,
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _markdown(evaluation: Evaluation, errors: bool) -> str:
    lines = ["# Evaluation", "", f"{_opening(evaluation)}.", ""]
    for name, rows in (("predicate", _predicates), ("group", _groups)):
        lines += [*_grid((name, *_COUNTS), rows(evaluation)), ""]
    if evaluation.reliability.bins:
        lines += [*_grid(_CLAIMS, _claims(evaluation)), ""]
    lines += [f"- {line}" for line in _closing(evaluation)]
    if errors:
        columns = ("error", "document", "fact", "sentence")
        rows_of_errors = [
            tuple(map(_plain, (e["error"], _place(e), _statement(e), e["sentence"])))
            for e in _errors(evaluation)
        ]
        lines += ["", *_grid(columns, rows_of_errors)]
    return "\n".join(lines) + "\n"


def _grid(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    head = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    return [*head, *(f"| {' | '.join(row)} |" for row in rows)]


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _json(evaluation: Evaluation, errors: bool) -> str:
    reliability, identity = evaluation.reliability, evaluation.identity
    whole: dict[str, Any] = {
        "overall": _figures(evaluation.overall),
        "groups": {group.value: _figures(tally) for group, tally in evaluation.groups.items()},
        "predicates": {name: _figures(tally) for name, tally in evaluation.predicates.items()},
        "documents": {
            score.gold.document: _figures(sum(score.tallies.values(), Tally())) for score in evaluation.documents
        },
        "calibration": {
            "error": reliability.error,
            "bins": [
                {"low": b.low, "high": b.high, "facts": b.facts, "claimed": b.claimed, "right": b.right}
                for b in reliability.bins
            ],
        },
        "identity": {
            "precision": identity.precision, "recall": identity.recall, "mentions": identity.mentions,
        },
        "statuses": {s.value: {"gold": share.gold, "found": share.found} for s, share in evaluation.shares.items()},
    }  # fmt: skip
    if errors:
        whole["errors"] = list(_errors(evaluation))
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _figures(tally: Tally) -> dict[str, int | float]:
    return {
        "gold": tally.gold,
        "right": tally.right,
        "wrong": tally.wrong,
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
    }


FORMATS: Mapping[str, Callable[[Evaluation, bool], str]] = {
    "table": _table,
    "json": _json,
    "markdown": _markdown,
}
