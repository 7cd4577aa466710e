"""What the user decided about identity: ``data/identity.yaml``, read before any rule and above all of them.

    same:                                  # one thing under several names
      - [Frank Law, Law Yuet-wing]
      - {type: Person, names: [John Lee], documents: [a.txt, b.txt]}
    different:                             # two things that look like one
      - [Raymond Siu, Raymond Lam]
      - {type: Person, names: [John Lee], documents: [a.txt, c.txt]}
    label: {Law Yuet-wing: Frank Law}      # how to call it
    link: {Europol: https://www.wikidata.org/entity/Q207203}
    iri: {Frank Law: person/frank-law}     # what to know it by, for good

A name may also be the IRI of a thing in the graph.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import yaml
from yaml.nodes import Node

from cyberkg.errors import InputError
from cyberkg.identity.decision_file import Decision, DecisionReader, Decisions
from cyberkg.identity.fold import fold
from cyberkg.terms import EntityType

__all__ = ["Decision", "Decisions", "load_decisions", "parse_decisions"]

_MOST_BYTES = 4_000_000


def load_decisions(path: Path) -> Decisions:
    """Read decisions from a YAML file; a file that is not there holds none.

    :raises InputError: where the file cannot be read or is not of the form above, naming the line; and
        where it says of two names that they are the same and that they are different.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Decisions()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", str(path), "check the file's rights"
        ) from error
    return _parse(raw, str(path))


def parse_decisions(text: str, name: str) -> Decisions:
    """Read decisions from the text of a file; ``name`` is for messages.

    :raises InputError: as ``load_decisions``.
    """
    return _parse(text.encode("utf-8", "surrogatepass"), name)


def _parse(raw: bytes, name: str) -> Decisions:
    decisions = DecisionReader(name).read(_compose(name, raw))
    _refuse_contradictions(decisions)
    return decisions


def _compose(name: str, raw: bytes) -> Node | None:
    """Parse YAML to nodes, not to values: nodes know their lines, and build no objects."""
    if len(raw) > _MOST_BYTES:
        raise InputError(f"has {len(raw)} bytes", name, f"keep it below {_MOST_BYTES} bytes")
    try:
        return yaml.compose(raw.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", name, "save it as UTF-8") from error
    except RecursionError as error:
        raise InputError("is nested too deeply", name, "keep lists of names flat") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}" if mark else name
        problem = getattr(error, "problem", None) or "is no YAML"
        raise InputError(str(problem), where, "quote names with a colon, a # or a bracket in them") from error


def _refuse_contradictions(decisions: Decisions) -> None:
    """Refuse decisions that say of two names, also by way of others, both that they are one and two.

    Only decisions for all documents are looked at; the others are checked against the briefings.
    """
    for kind in (None, *EntityType):
        names = _Names()
        for decision in decisions.same:
            if decision.type in {None, kind} and not decision.documents:
                names.join(decision)
        for decision in decisions.different:
            if decision.type in {None, kind} and not decision.documents:
                _refuse_contradiction(decision, names)


def _refuse_contradiction(decision: Decision, names: _Names) -> None:
    for one, other in combinations(decision.names, 2):
        if names.find(fold(one)) == names.find(fold(other)):
            said = " and ".join(sorted({names.said[fold(one)], names.said[fold(other)]}))
            what = f"says that {one} and {other} are different, but {said} says that they are the same"
            raise InputError(what, decision.where, "drop one of the two")


class _Names:
    """Folded names joined by decisions, and where each was last spoken of."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self.said: dict[str, str] = {}

    def find(self, name: str) -> str:
        """Give the name that stands for all that are one with ``name``."""
        while name in self._above:
            name = self._above[name]
        return name

    def join(self, decision: Decision) -> None:
        """Make the names of a decision one."""
        for name in map(fold, decision.names):
            self.said[name] = decision.where
            one, other = self.find(fold(decision.names[0])), self.find(name)
            if one != other:
                self._above[other] = one
