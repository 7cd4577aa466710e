"""``facts-review.yaml`` without somebody: verdicts on facts about the person go, the name is masked in others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cyberkg.errors import InputError
from cyberkg.protect.identity_ledger import IsTheirs, Scrubbed
from cyberkg.review import Verdict
from cyberkg.review.verdict_file import lines_of, parse_verdicts
from cyberkg.sources.yaml_text import read_yaml

__all__ = ["scrub_verdicts"]

Clean = Callable[[str, tuple[str, ...]], str]


def scrub_verdicts(text: str, is_theirs: IsTheirs, clean: Clean, name: str) -> Scrubbed:
    """Take somebody out of the text of a file of verdicts.

    :param clean: masks names of the person in a text that is of some documents.
    :param name: of the file, for messages.
    :raises InputError: where the file is damaged, or written so that the person cannot be taken out.
    """
    before = parse_verdicts(text, name)
    after = [_without(verdict, is_theirs, clean) for verdict in before]
    root = read_yaml(text.removeprefix("\ufeff"), name)
    if not before or root is None or root.values is None:
        return _comments(text, (), clean)
    lines = text.splitlines(keepends=True)
    end = "\r\n" if "\r\n" in text else "\n"
    starts = [node.line - 1 for node in root.values]
    found = lines[: starts[0]]
    removed = []
    for old, new, start, stop in zip(before, after, starts, [*starts[1:], len(lines)], strict=True):
        inner = lines[start:stop]
        while inner and inner[-1].lstrip()[:1] in {"", "#"}:
            inner.pop()
        behind = lines[start + len(inner) : stop]
        if new == old:
            found += inner
        else:
            removed.append(old.where)
            found += [f"{line}{end}" for line in lines_of(new)] if new else []
        found += behind
    scrubbed = _comments("".join(found), tuple(removed), clean)
    if parse_verdicts(scrubbed.text, name) != tuple(v for v in after if v is not None):
        raise InputError("is written so that nobody can be taken out", name, "take the name out by hand")
    return scrubbed


def _without(verdict: Verdict, is_theirs: IsTheirs, clean: Clean) -> Verdict | None:
    told = (verdict.document,)
    ends = (verdict.subject, verdict.object, verdict.represents, verdict.corrected)
    if any(is_theirs(end, told) for end in ends if end) or is_theirs(verdict.document, ()):
        return None
    return replace(
        verdict,
        subject=clean(verdict.subject, told),
        object=clean(verdict.object, told),
        represents=clean(verdict.represents, told),
        corrected=clean(verdict.corrected, told),
        qualifier=clean(verdict.qualifier, told),
        quote=clean(verdict.quote, told),
    )


def _comments(text: str, removed: tuple[str, ...], clean: Clean) -> Scrubbed:
    lines = [
        clean(line, ()) if line.lstrip().startswith("#") else line for line in text.splitlines(keepends=True)
    ]
    return Scrubbed("".join(lines), removed)
