"""How far two annotators of the same texts agree: on the mentions, on what is one thing, on the facts.

The first annotation is taken for right and the second is measured against it: precision is the share of what the
second marks that the first has too, recall the share of what the first marks that the second has too.

- A mention is the same when it has the same offsets and the same type; values are mentions of a type of their own.
- Coreference is measured by B-cubed (see ``identity``) over the mentions of things that both have.
- Facts are scored as those of a reader (see ``score``): what the first holds optional counts neither way, and the
  second does not claim what it holds optional itself.

``python -m cyberkg.evaluate.agreement FIRST_FOLDER SECOND_FOLDER`` prints it for the texts that both folders have.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cyberkg.corpus import MarkedText, read_marked
from cyberkg.errors import CyberkgError, InputError, UsageError
from cyberkg.evaluate.found import Found, FoundFact
from cyberkg.evaluate.gold import Gold, GoldFact, gold_of_marked
from cyberkg.evaluate.identity import Identity, Mention, b_cubed
from cyberkg.evaluate.score import Share, Tally, score
from cyberkg.terms import PREDICATES, Group, Status

__all__ = ["Agreement", "agree", "agree_on_folders", "agree_on_text", "render"]

_TYPES = {
    "p": "person",
    "o": "organisation",
    "e": "event",
    "i": "incident",
    "l": "place",
    "w": "work",
    "t": "tool",
    "=": "value",
}
_COUNTS = ("first", "second", "both", "precision", "recall", "F1")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a second annotation agrees with a first one.

    :param types: the counts of mentions by type, of the types that occur: ``right`` are those that both have,
        ``wrong`` those of the second alone, ``missing`` those of the first alone.
    :param things: the mentions of things that both have, each with the first's key and the second's as its id.
    :param groups: the counts of facts by group, of the groups that occur.
    :param shares: of the first's facts that are planned or denied, how many the second has with that status.
    """

    types: Mapping[str, Tally]
    things: tuple[Mention, ...]
    groups: Mapping[Group, Tally]
    shares: Mapping[Status, Share]

    @property
    def mentions(self) -> Tally:
        """The counts of all mentions."""
        return sum(self.types.values(), Tally())

    @property
    def coreference(self) -> Identity:
        """B-cubed over the mentions of things that both have."""
        return b_cubed(self.things)

    @property
    def facts(self) -> Tally:
        """The counts of all facts."""
        return sum(self.groups.values(), Tally())


def agree_on_text(first: MarkedText, second: MarkedText) -> Agreement:
    """Compare two annotations of one text.

    :raises InputError: where their texts differ.
    """
    if first.text != second.text:
        raise InputError("the two annotations are of different texts", first.name, "annotate the same text")
    mine, other = _spans(first), _spans(second)
    types = {
        name: Tally(
            right=sum(span[2] == kind for span in mine.keys() & other.keys()),
            wrong=sum(span[2] == kind for span in other.keys() - mine.keys()),
            missing=sum(span[2] == kind for span in mine.keys() - other.keys()),
        )
        for kind, name in _TYPES.items()
        if any(span[2] == kind for span in mine.keys() | other.keys())
    }
    # a key means something only within its text
    things = tuple(
        Mention(first.name, f"{first.name} {mine[span]}", f"{first.name} {other[span]}")
        for span in sorted(mine.keys() & other.keys())
        if span[2] != "="
    )
    scored = score(_gold(first), _found(_gold(second)))
    groups: dict[Group, Tally] = {}
    for predicate, tally in scored.tallies.items():
        group = PREDICATES[predicate].group
        groups[group] = groups.get(group, Tally()) + tally
    return Agreement(types, things, groups, scored.shares)


def agree(agreements: Iterable[Agreement]) -> Agreement:
    """Put the agreements on several texts together: everything is counted once, whatever its text."""
    every = list(agreements)
    return Agreement(
        {name: _sum(one.types.get(name) for one in every) for name in _TYPES.values()},
        tuple(thing for one in every for thing in one.things),
        {group: _sum(one.groups.get(group) for one in every) for group in Group},
        {
            status: sum((one.shares.get(status, Share()) for one in every), Share())
            for status in (Status.PLANNED, Status.DENIED)
        },
    )


def agree_on_folders(first: Path, second: Path) -> dict[str, Agreement]:
    """Compare the marked texts that two folders both have, by name and in the order of names.

    :raises InputError: where there is none in both, one breaks the grammar, or two are of different texts.
    """
    names = sorted({p.name for p in first.glob("*.txt")} & {p.name for p in second.glob("*.txt")})
    if not names:
        raise InputError(
            "the two folders have no marked text in common",
            f"{first}, {second}",
            "give the texts the same names",
        )
    return {
        name.removesuffix(".txt"): agree_on_text(read_marked(first / name), read_marked(second / name))
        for name in names
    }


def render(agreements: Mapping[str, Agreement]) -> str:
    """Write agreements down as tables: by text, by type of mention and by group of facts; ends with a newline."""
    total = agree(agreements.values())
    texts = [
        (name, *map(_share, (one.mentions.f1, _f1(one.coreference), one.facts.f1)))
        for name, one in [*agreements.items(), ("all", total)]
    ]
    types = [(name, *_counts(tally)) for name, tally in [*total.types.items(), ("all", total.mentions)]]
    groups = [(name, *_counts(tally)) for name, tally in [*total.groups.items(), ("all", total.facts)]]
    same = total.coreference
    shares = ", ".join(f"{s.found} of {s.gold} {status}" for status, s in total.shares.items())
    return "\n".join(
        [
            *_aligned([("text", "mentions F1", "coreference F1", "facts F1"), *texts]),
            "",
            *_aligned([("mentions", *_COUNTS), *types]),
            "",
            f"coreference over {same.mentions} mentions that both have: "
            f"B-cubed precision {same.precision:.3f}, recall {same.recall:.3f}, F1 {_f1(same):.3f}",
            "",
            *_aligned([("facts", *_COUNTS), *groups]),
            "",
            f"the second has, with their status, {shares} facts of the first",
            "",
        ]
    )


def _spans(marked: MarkedText) -> dict[tuple[int, int, str], str]:
    """Map the offsets and the type of each mention to its key."""
    return {(m.start, m.end, m.key[0]): m.key for m in marked.mentions}


def _gold(marked: MarkedText) -> Gold:
    return gold_of_marked(marked, Path(f"{marked.name}.txt"))


def _found(gold: Gold) -> Found:
    """Take an annotation for what a reader found; what it holds optional is left out."""
    stated = ((gold.facts, Status.ASSERTED), (gold.planned, Status.PLANNED), (gold.denied, Status.DENIED))
    return Found(
        tuple(_found_fact(fact, status) for facts, status in stated for fact in facts),
        {key: frozenset(entity.names) for key, entity in gold.entities.items()},
        {key: entity.type for key, entity in gold.entities.items()},
        {key: next(iter(entity.names), key) for key, entity in gold.entities.items()},
    )


def _found_fact(fact: GoldFact, status: Status) -> FoundFact:
    # of a tool's names, which are equally good, a reader gives one
    target = fact.object.partition("|")[0] if fact.is_value else fact.object
    return FoundFact(
        fact.subject, fact.predicate, target, fact.title, fact.is_value, status, quote=fact.sentence
    )


def _sum(tallies: Iterable[Tally | None]) -> Tally:
    return sum((tally for tally in tallies if tally is not None), Tally())


def _f1(identity: Identity) -> float:
    both = identity.precision + identity.recall
    return 2 * identity.precision * identity.recall / both if both else 0.0


def _share(share: float) -> str:
    return f"{share:.3f}"


def _counts(tally: Tally) -> tuple[str, ...]:
    counts = (tally.gold, tally.right + tally.wrong, tally.right)
    return (*map(str, counts), *map(_share, (tally.precision, tally.recall, tally.f1)))


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Set rows in columns: the first to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])])  # the same number, by zip
        for row in rows
    ]


def _main(arguments: Sequence[str]) -> int:
    """Print the agreement of two folders and give the exit code."""
    try:
        if len(arguments) != 2:
            raise UsageError("two folders are needed", hint="name FIRST_FOLDER and SECOND_FOLDER")
        sys.stdout.write(render(agree_on_folders(*map(Path, arguments))))
    except CyberkgError as error:
        sys.stderr.write(f"Error: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
