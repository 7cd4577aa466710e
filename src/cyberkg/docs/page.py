"""The reference of the ontology as one HTML file that needs nothing else and asks for nothing.

The content security policy names the one script and the one style sheet by their digests and forbids all else.
The file itself tells the ontology's version; the same ontology gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from cyberkg.docs.matrix import matrix
from cyberkg.docs.rules import Rules
from cyberkg.docs.source import CKG, Source
from cyberkg.docs.terms import read_sections
from cyberkg.rdf.resources import ontology_text, shapes_text
from cyberkg.rdf.vocab import PREFIXES

__all__ = ["FILES", "render", "terms"]


def render(ontology: str = "", shapes: str = "") -> str:
    """Write the page.

    :param ontology: Turtle; empty for the ontology of the package, ``shapes`` likewise.
    :raises DamagedError: where a file of the package is missing.
    """
    import jinja2
    from markupsafe import Markup

    source = Source(ontology or ontology_text())
    rules = Rules(Source(shapes or shapes_text()), source.link)
    style, script = _asset("page.css"), _asset("page.js")
    columns, rows = matrix()
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_asset),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("template.html").render(
        about={name: source.first(CKG, f"{PREFIXES[p]}{name}") for p, name in _ABOUT},
        namespace=CKG,
        prefixes=sorted(PREFIXES.items()),
        preface=source.preface(),
        sections=read_sections(source, rules),
        columns=columns,
        rows=rows,
        elsewhere=list(rules.elsewhere(lambda iri: iri in source.said)),
        checked=rules.checked(),
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        hashes={"style": _hash(style), "script": _hash(script)},
    )


_ABOUT = (("rdfs", "label"), ("rdfs", "comment"), ("owl", "versionInfo"), ("dcterms", "license"))
FILES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {"ontology.html": render, "ontology.ttl": ontology_text, "shapes.ttl": shapes_text}
)
"""The files of the reference, by name: the page, and what it is made of."""


@cache
def terms() -> frozenset[str]:
    """Give the IRIs of all terms that the page tells of; the anchor of one is what stands behind ``CKG``.

    :raises DamagedError: where a file of the package is missing.
    """
    return frozenset(iri for iri in Source(ontology_text()).said if iri.startswith(CKG) and iri != CKG)


def _asset(name: str) -> str:
    text = resources.files("cyberkg.docs").joinpath("assets", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _hash(text: str) -> str:
    """Make the source expression of a content security policy for an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
