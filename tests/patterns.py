"""Every regular expression of the source, and texts aimed at it.

An expression is found where a module compiles it when it is imported, whatever it is put together from, and where the
source hands one to ``re`` within a function. Aimed at it are texts made from its own parts: all that leads up to a
repetition, the repeated part very often, and something after it that does not fit; and runs of what texts are made of.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any, NamedTuple, TypeAlias

SOURCE = Path(__file__).parents[1] / "src" / "cyberkg"
FUNCTIONS = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
RUNS = ("a", "A", "1", " ", "\n", ".", "-", "'", '"', "(", "<", "é", "数", "a ", "A ", "1 ", "1,", "a-", "A. ", "a, ",
        "of the ", " \n", "\\", "and ")  # fmt: skip
ENDS = ("", "\0", "\n\0", "!x")
FEW = 4  # of the ways in which a repeated part may look

Pattern: TypeAlias = "re.Pattern[str] | re.Pattern[bytes]"


class Found(NamedTuple):
    """An expression of the source.

    :param where: its module, and its name there, or how it begins.
    :param ways: the functions of ``re`` that it is used with; none where that is not known.
    """

    where: str
    pattern: Pattern
    ways: frozenset[str]

    @property
    def anchored(self) -> tuple[str, ...]:
        """How it is to be tried: ``match``, ``fullmatch``, or ``search``, which is what all others do."""
        ways = self.ways or {"search"}
        plain = {"match", "fullmatch"} & ways
        return (*sorted(plain), "search") if ways - plain else tuple(sorted(plain))


def collect() -> list[Found]:
    """Import every module and give each expression once: what modules hold, what they compile, what functions write out."""
    compiled: list[tuple[str, Pattern]] = []
    real = re._compile  # type: ignore[attr-defined]

    def watch(pattern: Any, flags: Any) -> Pattern:
        made: Pattern = real(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        if Path(frame.f_code.co_filename).is_relative_to(SOURCE):
            compiled.append((_place(frame.f_globals["__name__"], made.pattern), made))
        return made

    re._compile = watch  # type: ignore[attr-defined]
    try:
        modules = [importlib.import_module(name) for name in _names()]
    finally:
        re._compile = real  # type: ignore[attr-defined]
    found: dict[tuple[str | bytes, int], Found] = {}
    for module in modules:
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        ways = _ways(tree)
        held = [(name, p) for name, value in vars(module).items() for p in _held(value)]
        # one in a table is used by another name; that is no text that is split
        others = frozenset(w for name in ways.keys() - {name for name, _ in held} for w in ways[name]) - {
            "split"
        }
        for name, pattern in held:
            _add(found, Found(f"{module.__name__}.{name}", pattern, frozenset(ways.get(name, others))))
        for one in _written(tree, module):
            _add(found, one)
    for where, pattern in compiled:
        if (pattern.pattern, pattern.flags) not in found:
            _add(found, Found(where, pattern, frozenset()))
    return sorted(found.values(), key=lambda one: (one.where, str(one.pattern.pattern)))


def _names() -> list[str]:
    paths = sorted(path.relative_to(SOURCE.parent) for path in SOURCE.rglob("*.py"))
    names = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return [name for name in names if "training" not in name and not name.endswith("__main__")]


def _add(found: dict[tuple[str | bytes, int], Found], one: Found) -> None:
    key = (one.pattern.pattern, one.pattern.flags)
    found[key] = found[key]._replace(ways=found[key].ways | one.ways) if key in found else one


def _held(value: object, depth: int = 0) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping | Sequence | Set) and not isinstance(value, str | bytes) and depth < 3:
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _held(one, depth + 1)


def _ways(tree: ast.AST) -> dict[str, set[str]]:
    """Tell which functions each name of a module is used with."""
    used: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in FUNCTIONS and ast.unparse(node.value) != "re":
            for name in ast.walk(node.value):
                if isinstance(name, ast.Name):
                    used.setdefault(name.id, set()).add(node.attr)
    return used


def _written(tree: ast.AST, module: ModuleType) -> Iterator[Found]:
    """Give what is handed to ``re`` and made of constants of the module; what is made of a text's words is not known."""
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args):
            continue
        if ast.unparse(call.func.value) != "re" or call.func.attr not in FUNCTIONS | {"compile"}:
            continue
        flags = [
            a for a in (*call.args[1:], *(k.value for k in call.keywords)) if ast.unparse(a).startswith("re.")
        ]
        try:
            text, flag = (
                eval(ast.unparse(a), dict(vars(module)))
                for a in (call.args[0], (flags or [ast.Constant(0)])[0])
            )
        except NameError:
            continue
        if isinstance(text, str | bytes):
            ways = frozenset({call.func.attr} & FUNCTIONS)
            yield Found(_place(module.__name__, text), re.compile(text, flag), ways)


def _place(module: str, text: str | bytes) -> str:
    """Name one that has no name, and keep the name when lines are put in above it."""
    return f"{module}: {text[:24]!r}"


def aimed(pattern: Pattern) -> list[tuple[str, str, str]]:
    """Give texts aimed at an expression: what comes before, what is repeated, what comes after."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(
        text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    texts: dict[tuple[str, str, str], None] = {}
    for before, body, after in _repeats(tree, "", ""):
        for number in range(FEW):
            pump = _sample(body, number)
            if pump:
                for end in (*ENDS, after[:-1]):
                    texts[before, pump, end] = None
                texts["", pump, "\0"] = None
                texts["", before + pump, "\0"] = None
                texts["", pump + after, "\0"] = None
    return [*texts, *((("", run, end)) for run in RUNS for end in ("", "\0"))]


def _repeats(tree: Any, before: str, after: str) -> Iterator[tuple[str, Any, str]]:
    items = list(tree)
    for at, (op, value) in enumerate(items):
        lead = before + _sample(items[:at])
        tail = _sample(items[at + 1 :]) + after
        if op in REPEATS:
            _, most, body = value
            if most is sre.MAXREPEAT or most > 15:
                yield lead, body, tail
            yield from _repeats(body, lead, tail)
        elif op is sre.SUBPATTERN:
            yield from _repeats(value[3], lead, tail)
        elif op is sre.ATOMIC_GROUP:
            yield from _repeats(value, lead, tail)
        elif op is sre.BRANCH:
            for branch in value[1][:12]:
                yield from _repeats(branch, lead, tail)
        elif op in {sre.ASSERT, sre.ASSERT_NOT}:
            yield from _repeats(value[1], lead, tail)


REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}
CHOICES = "a1A -.,;:'\n_éZ\"()<>/&\0数"


def _sample(tree: Any, number: int = 0) -> str:
    return "".join(_one(op, value, number) for op, value in tree)


def _one(op: Any, value: Any, number: int) -> str:
    if op is sre.LITERAL:
        return chr(value)
    if op is sre.NOT_LITERAL:
        return next(c for c in CHOICES if ord(c) != value)
    if op is sre.ANY:
        return "a .1"[number % 4]
    if op is sre.IN:
        fitting = [c for c in CHOICES if _fits(value, ord(c))]
        if not fitting:
            fitting = [
                chr(v if o is sre.LITERAL else v[0]) for o, v in value if o in {sre.LITERAL, sre.RANGE}
            ] or ["a"]
        return str(fitting[number % len(fitting)])
    if op is sre.SUBPATTERN:
        return _sample(value[3], number)
    if op is sre.ATOMIC_GROUP:
        return _sample(value, number)
    if op is sre.BRANCH:
        return _sample(value[1][number % len(value[1])], number)
    if op in REPEATS:
        least, most, body = value
        return _sample(body, number) * int(max(least, 1 if number % 2 == 0 and most else 0))
    return ""


def _fits(members: Any, code: int) -> bool:
    negated = any(op is sre.NEGATE for op, _ in members)
    inside = any(_member(op, value, code) for op, value in members)
    return inside is not negated


def _member(op: Any, value: Any, code: int) -> bool:
    if op is sre.LITERAL:
        return bool(value == code)
    if op is sre.RANGE:
        return bool(value[0] <= code <= value[1])
    if op is sre.CATEGORY:
        return any(value is inside and holds(chr(code)) for inside, holds in CATEGORIES)
    return False


CATEGORIES: tuple[tuple[Any, Callable[[str], bool]], ...] = (
    (sre.CATEGORY_DIGIT, lambda c: c.isdigit()),
    (sre.CATEGORY_SPACE, lambda c: c.isspace()),
    (sre.CATEGORY_WORD, lambda c: c.isalnum() or c == "_"),
    (sre.CATEGORY_NOT_DIGIT, lambda c: not c.isdigit()),
    (sre.CATEGORY_NOT_SPACE, lambda c: not c.isspace()),
    (sre.CATEGORY_NOT_WORD, lambda c: not c.isalnum() and c != "_"),
)
