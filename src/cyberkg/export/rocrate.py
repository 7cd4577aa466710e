"""The data package as an RO-Crate: ``ro-crate-metadata.json`` tells machines what lies in the folder, from what and how.

Its digests and the columns of its tables stand in ``datapackage.json`` beside it.

Source: https://w3id.org/ro/crate/1.1
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cyberkg import __version__
from cyberkg.export import package
from cyberkg.export.dates import latest_day
from cyberkg.export.model import Selection, Written
from cyberkg.export.text import to_json
from cyberkg.model import Document
from cyberkg.rdf.iris import document_iri

__all__ = ["write"]

_FILE = "ro-crate-metadata.json"
_CRATE = "https://w3id.org/ro/crate/1.1"
_MAKER, _MAKING = "#cyberkg", "#export"
_DESCRIBED = "datapackage.json"
_TYPES = {"csv": "text/csv", "ttl": "text/turtle", "json": "application/json", "md": "text/markdown"}
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_WEB = ("http://", "https://")
Thing = dict[str, Any]


def write(selection: Selection) -> Written:
    """Write a folder: that of a data package, and what makes it a crate."""
    packed = package.write(selection)
    files = {name: b"".join(pieces) for name, pieces in packed.files}
    crate = {"@context": f"{_CRATE}/context", "@graph": list(_things(selection, files))}
    files[_FILE] = (to_json(crate, indent=2) + "\n").encode("utf-8", "replace")
    return Written(tuple((name, (data,)) for name, data in sorted(files.items())), packed.losses)


def _things(selection: Selection, files: Mapping[str, bytes]) -> Iterator[Thing]:
    """Tell of the metadata, the folder, each file in it, and all that these refer to: flat, each once."""
    described = json.loads(files[_DESCRIBED])
    documents = sorted(selection.knowledge.documents, key=lambda document: document.name)
    sources = [_ref(document_iri(selection.base, document.name)) for document in documents]
    licence = _licence(selection.licence)
    yield {
        "@id": _FILE,
        "@type": "CreativeWork",
        "conformsTo": _ref(_CRATE),
        "about": _ref("./"),
    }
    yield _folder(selection, files, described, sources, licence)
    yield from _files(files, described)
    if licence:
        yield licence
    yield from (_briefing(document, selection.base) for document in documents)
    yield {"@id": _MAKER, "@type": "SoftwareApplication", "name": "cyberkg", "softwareVersion": __version__}
    yield {
        "@id": _MAKING,
        "@type": "CreateAction",
        "name": "Facts read from briefings",
        "instrument": _ref(_MAKER),
        "object": sources,
        "result": _ref("./"),
    }


def _folder(
    selection: Selection,
    files: Mapping[str, bytes],
    described: Mapping[str, Any],
    sources: Sequence[Thing],
    licence: Thing,
) -> Thing:
    folder: Thing = {
        "@id": "./",
        "@type": "Dataset",
        "name": described["title"],
        "description": described["description"],
        "datePublished": latest_day(selection.knowledge).isoformat(),
        "license": _ref(licence["@id"]) if licence else _NO_LICENCE,
        "keywords": ", ".join(described["keywords"]),
        "hasPart": [_ref(name) for name in sorted(files)],
        "isBasedOn": sources,
        "mentions": [_ref(_MAKING)],
    }
    if selection.marking:
        folder["conditionsOfAccess"] = selection.marking.label
    return folder


_NO_LICENCE = "No licence was named: ask who gave you this before you pass it on."
_OTHERS = {
    _DESCRIBED: "Frictionless data package: each file with its digest, each table with its columns",
    "README.md": "What is in this folder, for people",
}


def _files(files: Mapping[str, bytes], described: Mapping[str, Any]) -> Iterator[Thing]:
    titles = {resource["path"]: resource["title"] for resource in described["resources"]} | _OTHERS
    for name, data in sorted(files.items()):
        yield {
            "@id": name,
            "@type": "File",
            "name": titles[name],
            "encodingFormat": _TYPES[name.rpartition(".")[2]],
            "contentSize": str(len(data)),
        }


def _briefing(document: Document, base: str) -> Thing:
    about: Thing = {
        "@id": document_iri(base, document.name),
        "@type": "CreativeWork",
        "name": document.title or document.name,
        "alternateName": document.name,
    }
    if document.source.startswith(_WEB):
        about["url"] = document.source
    if document.date:
        about["datePublished"] = document.date.end
    if document.marking:
        about["conditionsOfAccess"] = document.marking.label
    return about


def _licence(licence: str) -> Thing:
    """Describe a licence: by its address, or that of its SPDX identifier; empty where none is named."""
    if not licence:
        return {}
    iri = f"https://spdx.org/licenses/{licence}" if _SPDX.fullmatch(licence) else ""
    iri = licence if licence.startswith(_WEB) else iri or "#licence"
    return {"@id": iri, "@type": "CreativeWork", "name": licence, "description": "What others may do with it"}


def _ref(iri: str) -> Thing:
    return {"@id": iri}
