"""How to ask a shape of a node: its constraints as functions that answer yes, no or, where that is not certain, nothing.

Those of core SHACL are here that the shapes of cyberkg have; a shape with any other cannot be asked.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import pyoxigraph as ox

from cyberkg.rdf import vocab

__all__ = ["Ask", "Nodes", "Said", "Value", "read_ask"]

Value: TypeAlias = str | ox.Literal
"""An IRI or a literal."""
Nodes: TypeAlias = dict[str, dict[str, set[Value]]]
"""What is said of each node: the values of each property."""
Said: TypeAlias = dict[Any, dict[str, list[Any]]]
"""What is said of each node of the shapes, as terms."""
Ask: TypeAlias = Callable[[Value, Nodes], bool | None]
"""Asks a shape of a node."""

_Check: TypeAlias = Callable[[Value, Collection[Value], Nodes], bool | None]
_Comparable: TypeAlias = Decimal | datetime.date
_Makers: TypeAlias = Mapping[str, Callable[[Any, dict[str, list[Any]], Said], _Check]]
_SH = vocab.PREFIXES["sh"]
_RDF = vocab.PREFIXES["rdf"]
_PATH = f"{_SH}path"
_MOST = f"{_SH}qualifiedMaxCount"
_SILENT = frozenset(
    (
        vocab.RDF_TYPE,
        _PATH,
        _MOST,
        *(
            f"{_SH}{name}"
            for name in (
                "message",
                "name",
                "property",
                "severity",
                "targetClass",
                "targetObjectsOf",
                "targetSubjectsOf",
            )
        ),
    )
)
_FORMS: dict[str, re.Pattern[str]] = {
    vocab.XSD_INTEGER: re.compile(r"-?[0-9]{1,4000}", re.ASCII),  # of more digits Python makes no number
    vocab.XSD_DECIMAL: re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII),
    vocab.XSD_DATE: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII),
}


class _UnknownError(ValueError):
    """A constraint that cannot be asked here."""


def read_ask(shape: Any, told: Said) -> Ask | None:
    """Read how to ask a shape; None where it has a constraint that is not known here.

    A shape looks at the values of one property of a node and at the types of these, and no further.
    """
    try:
        return _ask(shape, told)
    except _UnknownError:
        return None


def _ask(shape: Any, told: Said, *, inside: bool = False) -> Ask:
    """Read a shape.

    :param inside: it is asked of the values of another one's property, so that it may have none of its own.
    """
    said = told.get(shape)
    if said is None:
        raise _UnknownError(str(shape))
    paths = said.get(_PATH, [])
    if any(not isinstance(path, ox.NamedNode) for path in paths) or len(paths) > 1 or (inside and paths):
        raise _UnknownError(str(paths))
    path = paths[0].value if paths else ""
    checks: list[_Check] = []
    for name, values in said.items():
        if name in _SILENT:
            continue
        if name not in _MAKERS:
            raise _UnknownError(name)
        checks += [_MAKERS[name](value, said, told) for value in values]

    def ask(focus: Value, nodes: Nodes) -> bool | None:
        values = _said(focus, nodes).get(path, ()) if path else (focus,)
        return _all(check(focus, values, nodes) for check in checks)

    return ask


def _said(node: Value, nodes: Nodes) -> Mapping[str, Collection[Value]]:
    return nodes.get(node, {}) if isinstance(node, str) else {}


def _all(answers: Iterable[bool | None]) -> bool | None:
    certain = True
    for answer in answers:
        if answer is False:
            return False
        certain = certain and answer is not None
    return True if certain else None


def _none(answers: Iterable[bool | None]) -> bool | None:
    return _all(None if answer is None else not answer for answer in answers)


def _any(answers: Iterable[bool | None]) -> bool | None:
    found = _none(answers)
    return None if found is None else not found


def _min_count(least: Any, _: object, __: Said) -> _Check:
    number = int(least.value)
    if number > 1:  # two spellings of one number count once
        return lambda _, values, __: True if sum(map(_is_spelt, values)) >= number else None
    return lambda _, values, __: len(values) >= number


def _max_count(most: Any, _: object, __: Said) -> _Check:
    number = int(most.value)
    return lambda _, values, __: True if len(values) <= number else None


def _class(kind: Any, _: object, __: Said) -> _Check:
    name = kind.value
    return lambda _, values, nodes: all(name in _said(v, nodes).get(vocab.RDF_TYPE, ()) for v in values)


def _node_kind(kind: Any, _: object, __: Said) -> _Check:
    if kind.value != f"{_SH}IRI":
        raise _UnknownError(kind.value)
    return lambda _, values, __: all(isinstance(value, str) for value in values)


def _in(head: Any, _: object, told: Said) -> _Check:
    members = frozenset(map(_value, _list(head, told)))
    return lambda _, values, __: True if all(value in members for value in values) else None


def _has_value(term: Any, _: object, __: Said) -> _Check:
    wanted = _value(term)
    if not _is_spelt(wanted):
        raise _UnknownError(str(term))
    return lambda _, values, __: wanted in values


def _datatype(kind: Any, _: object, __: Said) -> _Check:
    name = kind.value
    if name not in _FORMS and name != vocab.XSD_STRING:
        raise _UnknownError(name)

    def check(_: Value, values: Collection[Value], __: Nodes) -> bool | None:
        right = all(
            isinstance(value, ox.Literal)
            and value.datatype.value == name
            and (name == vocab.XSD_STRING or _comparable(value) is not None)
            for value in values
        )
        return True if right else None

    return check


def _pattern(form: Any, said: Mapping[str, Sequence[Any]], _: Said) -> _Check:
    pattern = re.compile(form.value)
    return lambda _, values, __: _all(
        pattern.search(_text(value)) is not None if _is_spelt(value) else None for value in values
    )


def _min_length(least: Any, _: object, __: Said) -> _Check:
    number = int(least.value)
    return lambda _, values, __: _all(
        len(_text(value)) >= number if _is_spelt(value) else None for value in values
    )


def _bound(holds: Callable[[Any, Any], bool]) -> Callable[[Any, object, Said], _Check]:
    """Make a constraint that compares each value with one that the shape tells."""

    def make(term: Any, _: object, __: Said) -> _Check:
        bound = _comparable(term)
        return lambda _, values, __: _all(_compare(value, bound, holds) for value in values)

    return make


def _pair(holds: Callable[[Any, Any], bool]) -> Callable[[Any, object, Said], _Check]:
    """Make a constraint that compares each value with each of another property."""

    def make(other: Any, _: object, __: Said) -> _Check:
        name = other.value
        return lambda focus, values, nodes: _all(
            _compare(value, _comparable(end), holds)
            for end in _said(focus, nodes).get(name, ())
            for value in values
        )

    return make


def _compare(value: Value, other: _Comparable | None, holds: Callable[[Any, Any], bool]) -> bool | None:
    found = _comparable(value)
    if found is None or other is None or isinstance(found, Decimal) is not isinstance(other, Decimal):
        return None
    return True if holds(found, other) else None


def _comparable(value: Value) -> _Comparable | None:
    """Give the number or the day that a literal is; None where that is not certain."""
    if not isinstance(value, ox.Literal):
        return None
    name = value.datatype.value
    if name not in _FORMS or not _FORMS[name].fullmatch(value.value):
        return None
    try:
        return datetime.date.fromisoformat(value.value) if name == vocab.XSD_DATE else Decimal(value.value)
    except ValueError:
        return None


def _disjoint(other: Any, _: object, __: Said) -> _Check:
    name = other.value

    def check(focus: Value, values: Collection[Value], nodes: Nodes) -> bool | None:
        others = _said(focus, nodes).get(name, ())
        apart = {*values}.isdisjoint(others) and all(map(_is_spelt, (*values, *others)))
        return True if apart else None

    return check


def _or(head: Any, said: Mapping[str, Sequence[Any]], told: Said) -> _Check:
    asks = [_ask(shape, told, inside=_PATH in said) for shape in _list(head, told)]
    return lambda _, values, nodes: _all(_any(ask(value, nodes) for ask in asks) for value in values)


def _not(shape: Any, said: Mapping[str, Sequence[Any]], told: Said) -> _Check:
    ask = _ask(shape, told, inside=_PATH in said)
    return lambda _, values, nodes: _none(ask(value, nodes) for value in values)


def _qualified(shape: Any, said: Mapping[str, Sequence[Any]], told: Said) -> _Check:
    ask = _ask(shape, told, inside=True)
    most = min((int(term.value) for term in said.get(_MOST, ())), default=0)

    def check(_: Value, values: Collection[Value], nodes: Nodes) -> bool | None:
        return True if sum(ask(value, nodes) is not False for value in values) <= most else None

    return check


def _list(head: Any, told: Said) -> list[Any]:
    """Give the members of an RDF list."""
    members = []
    while isinstance(head, ox.BlankNode):
        members.append(told[head][f"{_RDF}first"][0])
        head = told[head][f"{_RDF}rest"][0]
    return members


def _value(term: Any) -> Value:
    found: Value = term.value if isinstance(term, ox.NamedNode) else term
    return found


def _is_spelt(value: Value) -> bool:
    """Tell whether a value is what it is by its spelling, as IRIs and strings are and numbers are not."""
    return isinstance(value, str) or value.datatype.value == vocab.XSD_STRING


def _text(value: Value) -> str:
    return value if isinstance(value, str) else value.value


_MAKERS: _Makers = {
    f"{_SH}{name}": maker
    for name, maker in {
        "class": _class,
        "datatype": _datatype,
        "disjoint": _disjoint,
        "hasValue": _has_value,
        "in": _in,
        "lessThan": _pair(lambda one, other: bool(one < other)),
        "lessThanOrEquals": _pair(lambda one, other: bool(one <= other)),
        "maxCount": _max_count,
        "maxInclusive": _bound(lambda one, bound: bool(one <= bound)),
        "minCount": _min_count,
        "minExclusive": _bound(lambda one, bound: bool(one > bound)),
        "minInclusive": _bound(lambda one, bound: bool(one >= bound)),
        "minLength": _min_length,
        "nodeKind": _node_kind,
        "not": _not,
        "or": _or,
        "pattern": _pattern,
        "qualifiedValueShape": _qualified,
    }.items()
}
