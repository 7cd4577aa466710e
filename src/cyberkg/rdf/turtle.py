"""One Turtle file over all graphs, made to be read in a diff, and back.

Subjects stand in groups (briefings, people, ..., claims, sentences), claims in the order of the text, with a
blank line between them; each statement has a line of its own and the full stop, too, so that an addition
changes the added lines only. There are no blank nodes. Characters that cannot be seen, or that turn the
direction of writing, are escaped.

The names of the graphs are not written: which briefing a triple rests on follows from the claims.

Source: RDF 1.1 Turtle, https://www.w3.org/TR/turtle/
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from cyberkg.errors import DamagedError, InputError
from cyberkg.ident import DEFAULT_BASE
from cyberkg.rdf import vocab
from cyberkg.rdf.decode import decode
from cyberkg.rdf.encode import ENTITY_CLASSES, encode

__all__ = [
    "Names",
    "Said",
    "block",
    "heading",
    "in_file_order",
    "natural",
    "read_turtle",
    "sort_key",
    "write_trig",
    "write_turtle",
]

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Briefings", (vocab.BRIEFING, vocab.MARKED_PART)),
    *((f"{kind}s".replace("Persons", "People"), (classes[0],)) for kind, classes in ENTITY_CLASSES.items()),
    ("Participations", (vocab.PARTICIPATION,)),
    ("Tenures", (vocab.TENURE,)),
    ("Amounts", (vocab.SCHEMA_MONETARY_AMOUNT, vocab.SCHEMA_QUANTITATIVE_VALUE)),
    ("Claims", (vocab.CLAIM,)),
    (
        "Sentences",
        (vocab.OA_SPECIFIC_RESOURCE, vocab.OA_TEXT_POSITION_SELECTOR, vocab.OA_TEXT_QUOTE_SELECTOR),
    ),
    ("Readings", (vocab.READING, vocab.PROV_AGENT)),
    ("Identity decisions", (vocab.IDENTITY_DECISION,)),
)
_RANK = {name: rank for rank, (_, names) in enumerate(_GROUPS) for name in names}
_OTHERS = len(_GROUPS)

# What one wants to read first of a subject; all else follows by name.
_FIRST: dict[str, int] = {
    name: rank
    for rank, name in enumerate(
        (
            vocab.SKOS_PREF_LABEL,
            vocab.SKOS_ALT_LABEL,
            vocab.ACRONYM,
            vocab.DCTERMS_IDENTIFIER,
            vocab.DCTERMS_TITLE,
            vocab.RDF_SUBJECT,
            vocab.RDF_PREDICATE,
            vocab.RDF_OBJECT,
            vocab.PARTICIPANT,
            vocab.AT_EVENT,
            vocab.ROLE,
        )
    )
}

# A node without a name stands where what it is about stands.
_ANCHORS = (vocab.EVIDENCE, vocab.PARTICIPANT, vocab.ORG_MEMBER, vocab.ABOUT_ENTITY)

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"[\w-]+(?:/[\w-]+)*(?:\.[0-9]+-[A-Za-z]+)?(?:#[\w=,;&-]+)?")
_DIGITS = re.compile(r"[0-9]+")
_ESCAPED = re.compile(
    '["\\\\\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff'
    "\U000e0000-\U000e0fff]"
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

_REMEMBERED = 20_000  # names that are written without being shortened again; of most claims there is one line

_Object = ox.NamedNode | ox.Literal
Said = dict[str, set[_Object]]
"""What is said of a subject: the objects of each property, by its IRI."""


def write_turtle(quads: Iterable[ox.Quad], base: str = DEFAULT_BASE) -> bytes:
    """Write all triples of all graphs, each once, as UTF-8 Turtle, lines ended by a line feed.

    The bytes depend on the set of triples and on ``base`` alone. Takes time in the number of triples, apart
    from the sorting: 100 000 in about a second.

    :raises InputError: where a quad has a blank node or a quoted triple.
    """
    names = Names(base)
    written = io.BytesIO()
    written.write(names.header().encode())
    for piece in _pieces(quads, names):
        written.write(piece.encode())
    return written.getvalue()


def write_trig(quads: Iterable[ox.Quad], base: str = DEFAULT_BASE) -> Iterator[bytes]:
    """Write all quads as UTF-8 TriG in the manner of ``write_turtle``, in pieces, a graph after the other.

    :param quads: graph by graph, as ``encode`` gives them; a graph that comes in several parts is written so.
    :raises InputError: where a quad has a blank node or a quoted triple, or is in no graph.
    """
    names = Names(base)
    yield names.header().encode()
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        if not isinstance(graph, ox.NamedNode):
            raise InputError("a statement is in no graph")
        yield "".join((f"\n{names.iri(graph.value)} {{\n", *_pieces(members, names), "}\n")).encode()


def in_file_order(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, Said]]:
    """Gather what the quads say of each subject, in the order in which the Turtle file has the subjects.

    All quads are read before the first subject is given, and what it says is let go of with it.

    :raises InputError: where a quad has a blank node or a quoted triple.
    """
    # Properties and objects in turn: of millions of statements a list takes a third of what sets in a dict do.
    subjects: dict[str, list[str | _Object]] = {}
    known: dict[str | _Object, str | _Object] = {}
    for subject, predicate, value, _ in quads:
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
            raise InputError("blank nodes and quoted triples have no place in the graph")
        name = predicate.value
        row = subjects.setdefault(subject.value, [])
        row += known.setdefault(name, name), known.setdefault(value, value)
    known.clear()
    for iri in sorted(subjects, key=lambda iri: sort_key(iri, _said(subjects[iri]))):
        yield iri, _said(subjects.pop(iri))


def _said(row: Sequence[Any]) -> Said:
    said: Said = {}
    for predicate, value in zip(row[::2], row[1::2], strict=True):
        said.setdefault(predicate, set()).add(value)
    return said


def _pieces(quads: Iterable[ox.Quad], names: Names) -> Iterator[str]:
    """Write each subject as one piece."""
    group = -1
    for iri, said in in_file_order(quads):
        rank = _group(said)
        head = heading(rank) if rank != group else ""
        group = rank
        yield head + "".join(block(iri, said, names))


def heading(group: int) -> str:
    """Write what stands above the first subject of a group: the first value of its ``sort_key``."""
    return f"\n# {_GROUPS[group][0] if group < _OTHERS else 'Other'}\n"


def _group(said: Said) -> int:
    types = said.get(vocab.RDF_TYPE, ())
    return min((_RANK.get(name.value, _OTHERS) for name in types), default=_OTHERS)


def sort_key(iri: str, said: Said) -> tuple[int, str, str, str]:
    """Sort by group, then by the sentence, the person or the briefing that a node hangs on, then by name."""
    anchor = min((value.value for name in _ANCHORS for value in said.get(name, ())), default="")
    return _group(said), natural(anchor), natural(iri), iri


def natural(iri: str) -> str:
    """Sort numbers in IRIs as numbers: ``#char=9,12`` before ``#char=10,12``."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(12), iri)


def block(iri: str, said: Said, names: Names) -> Iterator[str]:
    """Write a blank line and all that is said of a subject."""
    yield "\n"
    written = map(names.write, said.get(vocab.RDF_TYPE, ()))
    types = sorted(written, key=lambda name: (not name.startswith("ckg:"), name))
    yield f"{names.iri(iri)} a {', '.join(types)} ;\n" if types else f"{names.iri(iri)}\n"
    for _, word, predicate in sorted(map(names.property, said)):
        if predicate != vocab.RDF_TYPE:
            values = said[predicate]
            for value in sorted(map(names.write, values)) if len(values) > 1 else map(names.write, values):
                yield f"    {word} {value} ;\n"
    yield "    .\n"


class Names:
    """How terms are written: prefixed, relative to the base, or in full."""

    def __init__(self, base: str) -> None:
        self._base = base
        # The longest first: a namespace may lie within another.
        self._prefixes = sorted(vocab.PREFIXES.items(), key=lambda pair: (-len(pair[1]), pair))
        self._iris: dict[str, str] = {}
        self._properties: dict[str, tuple[int, str, str]] = {}

    def header(self) -> str:
        """Write the base and all prefixes, used or not, so that a new property changes no other line."""
        lines = [f"@base <{self._base}> ."]
        lines += [f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(vocab.PREFIXES.items())]
        return "\n".join(lines) + "\n"

    def property(self, iri: str) -> tuple[int, str, str]:
        """Give what sorts a property among those of a subject: its rank, how it is written, and its IRI."""
        known = self._properties.get(iri)
        if known is None:
            known = self._properties[iri] = (_FIRST.get(iri, len(_FIRST)), self.iri(iri), iri)
        return known

    def iri(self, iri: str) -> str:
        """Write an IRI as short as it reads back safely."""
        known = self._iris.get(iri)
        if known is None:
            known = self._shorten(iri)
            if len(self._iris) < _REMEMBERED:
                self._iris[iri] = known
        return known

    def _shorten(self, iri: str) -> str:
        if iri.startswith(self._base) and self._base.endswith("/"):
            local = iri[len(self._base) :]
            return f"<{local}>" if _RELATIVE.fullmatch(local) else f"<{iri}>"
        for prefix, namespace in self._prefixes:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def write(self, term: _Object) -> str:
        """Write an object: an IRI, a bare integer, a string with its datatype or language."""
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        quoted = f'"{_ESCAPED.sub(_escape, term.value)}"'
        if term.language:
            return f"{quoted}@{term.language}"
        datatype = term.datatype.value
        if datatype == vocab.XSD_STRING:
            return quoted
        if datatype == vocab.XSD_INTEGER and term.value.isascii() and term.value.isdigit():
            return term.value
        return f"{quoted}^^{self.iri(datatype)}"


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    code = ord(found)
    return _SHORT.get(found) or (f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}")


def read_turtle(turtle: bytes, base: str = DEFAULT_BASE) -> Iterator[ox.Quad]:
    """Put each triple of a file that ``write_turtle`` made back into its named graphs.

    :param base: the base that the graph was built with.
    :raises DamagedError: where the file is no Turtle, or says more or less than such a file does: which graph
        a foreign triple belongs to cannot be told, and none is dropped in silence.
    """
    try:
        parsed = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise DamagedError(f"no Turtle: {error.msg}", where=f"line {error.lineno}") from error
    quads = list(encode(decode(parsed, {}), base))
    found, expected = {quad.triple for quad in parsed}, {quad.triple for quad in quads}
    for odd, fault in ((found - expected, "is not of cyberkg's making"), (expected - found, "is missing")):
        if odd:
            raise DamagedError(f"{min(map(str, odd))} {fault}", hint="build the graph again")
    yield from quads
