"""The shapes in words: what must hold for a class or a property, how bad it is where it does not, what is told then.

Source: Shapes Constraint Language, https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cyberkg.docs.model import Link, Rule
from cyberkg.docs.source import Source, short
from cyberkg.rdf.vocab import PREFIXES

__all__ = ["KNOWN", "Rules"]

_SH = PREFIXES["sh"]
_MOST_LISTED = 8
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
# Constraints of one value, with what is said of it.
_WORDS: Mapping[str, Callable[[str], str]] = {
    "class": lambda value: f"is of the class {short(value)}",
    "datatype": lambda value: f"is of the datatype {short(value)}",
    "nodeKind": lambda value: "is an IRI" if value == f"{_SH}IRI" else f"is of the kind {short(value)}",
    "minLength": lambda value: "is not empty" if value == "1" else f"has {value} characters or more",
    "minInclusive": lambda value: f"is {_plain(value)} or more",
    "maxInclusive": lambda value: f"is {_plain(value)} or less",
    "minExclusive": lambda value: f"is more than {_plain(value)}",
    "pattern": lambda value: f"matches {value}",
    "hasValue": lambda value: f"is “{value}”",
    "lessThan": lambda value: f"is less than its {short(value)}",
    "lessThanOrEquals": lambda value: f"is no more than its {short(value)}",
    "disjoint": lambda value: f"is none of its {short(value)}",
}
_COUNTS = frozenset(["minCount", "maxCount"])
_OTHERS = frozenset(["in", "or", "not", "qualifiedValueShape", "qualifiedMaxCount"])
_SILENT = frozenset(["path", "message", "severity", "property", "deactivated", *_TARGETS])
KNOWN = frozenset(f"{_SH}{name}" for name in (*_WORDS, *_COUNTS, *_OTHERS, *_SILENT))
"""The terms of SHACL that are put in words; a test holds ``shapes.ttl`` to them."""


def _number(digits: str) -> str:
    return {"1": "one", "2": "two"}.get(digits, digits)


def _plain(number: str) -> str:
    return number.removesuffix(".0")


class Rules:
    """The rules of a file of shapes.

    :param link: points to a term, on the page where it is there.
    """

    def __init__(self, source: Source, link: Callable[[str], Link]) -> None:
        self._source = source
        self._link = link

    def of(self, term: str) -> tuple[Rule, ...]:
        """Give what must hold for the things of a class, or for a property and its two ends."""
        found = []
        for shape in self._source.said:
            targets = {name: self._values(shape, name) for name in _TARGETS}
            if term in targets["targetClass"]:
                found += [self._rule(inner) for inner in self._values(shape, "property")]
                found += self._whole(shape, "itself")
            if term in targets["targetSubjectsOf"]:
                found += self._whole(shape, "its subject")
            if term in targets["targetObjectsOf"]:
                found += self._whole(shape, "its object")
            if term in self._values(shape, "path") and self._values(shape, "message"):
                found.append(self._rule(shape))
        return tuple(dict.fromkeys(found))

    def elsewhere(self, known: Callable[[str], bool]) -> Iterator[tuple[Link, tuple[Rule, ...]]]:
        """Give the rules on classes that are not of this ontology, with the class."""
        classes = (c for shape in self._source.said for c in self._values(shape, "targetClass"))
        for name in dict.fromkeys(classes):
            if not known(name):
                yield self._link(name), self.of(name)

    def checked(self) -> tuple[Rule, ...]:
        """Give the rules that SHACL cannot state, which ``cyberkg validate`` checks itself."""
        shapes = (shape for shape in self._source.said if self._values(shape, "deactivated") == ["true"])
        return tuple(Rule(Link(""), "", self._first(s, "message"), self._severity(s)) for s in shapes)

    def _values(self, shape: str, name: str) -> list[str]:
        return self._source.values(shape, f"{_SH}{name}")

    def _first(self, shape: str, name: str) -> str:
        return self._source.first(shape, f"{_SH}{name}")

    def _severity(self, shape: str) -> str:
        return (self._first(shape, "severity") or f"{_SH}Violation").removeprefix(_SH).lower()

    def _rule(self, shape: str) -> Rule:
        on = self._link(self._first(shape, "path"))
        return Rule(on, self._words(shape), self._first(shape, "message"), self._severity(shape))

    def _whole(self, shape: str, on: str) -> list[Rule]:
        words = self._words(shape)
        return [Rule(Link(on), words, self._first(shape, "message"), self._severity(shape))] if words else []

    def _words(self, shape: str) -> str:
        said = [count] if (count := self._count(shape)) else []
        for name, say in _WORDS.items():
            said += [say(value) for value in self._values(shape, name)]
        if members := [member for head in self._values(shape, "in") for member in self._source.listed(head)]:
            shown = ", ".join(map(short, members[:_MOST_LISTED]))
            said.append(
                f"is one of {shown}" + (f" … ({len(members)} in all)" if len(members) > _MOST_LISTED else "")
            )
        for head in self._values(shape, "or"):
            said.append(" or ".join(self._inner(member) for member in self._source.listed(head)))
        said += [f"not: {self._inner(inner)}" for inner in self._values(shape, "not")]
        most = _number(self._first(shape, "qualifiedMaxCount"))
        inner_shapes = self._values(shape, "qualifiedValueShape")
        said += [f"at most {most} that {self._inner(inner)}" for inner in inner_shapes]
        return "; ".join(said)

    def _inner(self, shape: str) -> str:
        """Put a shape within another in words, with the property it looks at, where it does."""
        path = self._first(shape, "path")
        return f"{short(path)}: {self._words(shape)}" if path else self._words(shape)

    def _count(self, shape: str) -> str:
        least, most = self._first(shape, "minCount"), self._first(shape, "maxCount")
        if least and least == most:
            return f"exactly {_number(least)}"
        return f"at least {_number(least)}" if least else f"at most {_number(most)}" if most else ""
