"""The syntaxes of RDF: bytes to quads, nothing fetched, no document type, nesting bounded."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any
from xml.parsers import expat

import pyoxigraph as ox

from cyberkg.errors import InputError, LimitError
from cyberkg.imports.contexts import DEEPEST, offline

__all__ = ["BASE", "SYNTAXES", "load_json", "parse_json_ld", "parse_rdf"]

BASE = "https://import.invalid/"
"""What IRIs without a scheme are relative to; none of them is kept."""

# kind: (the library's name of it, what people call it)
SYNTAXES = {
    "ttl": (ox.RdfFormat.TURTLE, "Turtle"),
    "nt": (ox.RdfFormat.N_TRIPLES, "N-Triples"),
    "trig": (ox.RdfFormat.TRIG, "TriG"),
    "nq": (ox.RdfFormat.N_QUADS, "N-Quads"),
    "rdf": (ox.RdfFormat.RDF_XML, "RDF/XML"),
    "jsonld": (ox.RdfFormat.JSON_LD, "JSON-LD"),
}
_MOST_QUADS = 400_000
_MOST_ATTRIBUTES = 1000
_OPENING, _CLOSING = frozenset("[({"), frozenset("])}")
# Turtle and TriG: strings, IRIs and comments, in which no bracket counts, and brackets.
_MARKS = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?|\'\'\'(?:[^'\\]|\\.|'(?!\'\'))*+(?:\'\'\')?|"(?:[^"\\\n]|\\.)*+"?|'''
    r"""'(?:[^'\\\n]|\\.)*+'?|<[^<>"{}|^`\\\s]*+>|#[^\n]*+|[\[({]|[\])}]""",
    re.DOTALL,
)
_SAID = re.compile(r'"[^"]*+"?|<[^<>]*+>?')  # what the file says, which may name people
_PLACE = re.compile(r"Parser error at (?:line|between|byte)[^:]{0,80}: ")
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]{0,300}\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


def parse_rdf(content: bytes, kind: str) -> list[ox.Quad]:
    """Parse one of ``SYNTAXES`` but JSON-LD.

    :raises InputError: where the file is not of the syntax, or declares a document type.
    :raises LimitError: where it holds too many statements.
    """
    if kind == "rdf":
        content = _plain_xml(content)
    elif kind in {"ttl", "trig"}:
        _check_nesting(content.decode("utf-8", "replace"))
    return _parse(content, kind)


def parse_json_ld(document: Any) -> list[ox.Quad]:
    """Parse JSON-LD that has been loaded.

    :raises InputError: where it asks for a context that is not shipped, or is no JSON-LD.
    :raises LimitError: where it holds too many statements.
    """
    return _parse(json.dumps(offline(document)).encode("ascii"), "jsonld")


def load_json(text: str) -> Any:
    """Load JSON of bounded depth.

    :raises InputError: where it is none, or nests deeper than anything made to be read.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise InputError(f"nests deeper than {DEEPEST} levels", hint="flatten it") from error
    except ValueError as error:
        reason = getattr(error, "msg", "too long a number")
        raise InputError(f"is no valid JSON ({reason})", hint="export it again") from error


def _check_nesting(text: str) -> None:
    """Refuse Turtle and TriG that nest deeper than the parser goes down in reasonable time.

    :raises InputError: where they do.
    """
    if sum(map(text.count, _OPENING)) <= DEEPEST:
        return
    depth = 0
    for mark in _MARKS.finditer(text):
        depth += mark[0] in _OPENING
        depth -= mark[0] in _CLOSING
        if depth > DEEPEST:
            raise InputError(f"nests deeper than {DEEPEST} levels", hint="flatten it")


def _parse(content: bytes, kind: str) -> list[ox.Quad]:
    form, name = SYNTAXES[kind]
    try:
        quads = list(islice(ox.parse(content, format=form, base_iri=BASE), _MOST_QUADS + 1))
    except (SyntaxError, ValueError) as error:
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        reason = _PLACE.sub("", " ".join((getattr(error, "msg", "") or str(error)).split()))
        reason = _SAID.sub("…", reason)[:200]
        raise InputError(f"is no valid {name}{line} ({reason})", hint="export it again") from error
    except MemoryError as error:
        if "buffer" not in str(error):
            raise
        raise LimitError("holds a text of more than 16 MB", hint="take it out") from error
    if len(quads) > _MOST_QUADS:
        raise LimitError(f"holds more than {_MOST_QUADS:,} statements", hint="split it")
    return quads


def _plain_xml(content: bytes) -> bytes:
    """Give XML in UTF-8 without its declaration, if it is plain: no document type, which is what entities come from.

    The parser of RDF/XML would abort on a bomb of entities, and takes quadratic time in depth and attributes.
    """
    plain = _DECLARATION.sub("", _decode_xml(content), count=1).encode("utf-8", "replace")
    depth = 0

    def refuse(*_: object) -> None:
        raise InputError("declares a document type or entities", hint="save it as Turtle")

    def begin(_: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if len(attributes) > _MOST_ATTRIBUTES:
            raise InputError(
                f"has an element with more than {_MOST_ATTRIBUTES} attributes", hint="save it as Turtle"
            )
        if depth > DEEPEST:
            raise InputError(f"nests deeper than {DEEPEST} levels", hint="save it as Turtle")

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    look = expat.ParserCreate("utf-8")
    look.StartDoctypeDeclHandler, look.StartElementHandler, look.EndElementHandler = refuse, begin, end
    try:
        look.Parse(plain, True)
    except expat.ExpatError as error:
        what = f"is no valid XML, line {error.lineno} ({expat.ErrorString(error.code)})"
        raise InputError(what, hint="export it again") from error
    return plain


def _decode_xml(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    declared = _ENCODING.match(content.lstrip()[:400])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in {"utf-8", "us-ascii", "iso-8859-1", "windows-1252"}:
        raise InputError(f"is in an encoding that is not read ({name})", hint="save it as UTF-8")
    return content.decode({"iso-8859-1": "cp1252", "windows-1252": "cp1252"}.get(name, "utf-8"), "replace")
