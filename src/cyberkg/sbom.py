"""A software bill of materials: what is installed here for cyberkg, as CycloneDX 1.5 in JSON.

It lists the distributions that cyberkg rests on, as they are installed, each with its version, its licence and what it
rests on itself, and the weights and word lists by digest. No clock, no random number, no address of where anything was
downloaded from: the same installation gives the same bytes.

Source: https://cyclonedx.org/docs/1.5/json/ ; package URLs by https://github.com/package-url/purl-spec
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from cyberkg.errors import DamagedError
from cyberkg.shipped import LANGUAGE_MODEL, listed

__all__ = ["bill_of_materials"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_LICENCE = 120
_NO_LICENCE = frozenset({"", "UNKNOWN", "DUAL LICENSE"})


def bill_of_materials() -> bytes:
    """Make the bill of materials of this installation, in UTF-8.

    :raises DamagedError: where cyberkg is not installed as a distribution.
    """
    try:
        root = distribution("cyberkg")
    except PackageNotFoundError as error:
        raise DamagedError("is not installed as a package", "cyberkg", "install it with uv or pip") from error
    found: dict[str, Distribution] = {}
    edges: dict[str, list[str]] = {}
    waiting = [root]
    while waiting:
        here = waiting.pop()
        ref = _purl(here)
        if ref in found:
            continue
        found[ref] = here
        needed = list(_requirements(here))
        edges[ref] = sorted({_purl(each) for each in needed})
        waiting += needed
    own = _purl(root)
    libraries = [_component(dist, "library") for ref, dist in sorted(found.items()) if ref != own]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _component(root, "application")},
        "components": [*libraries, *_files()],
        "dependencies": [{"ref": ref, "dependsOn": edges[ref]} for ref in sorted(edges)],
    }
    return (json.dumps(bill, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _requirements(dist: Distribution) -> Iterator[Distribution]:
    """Give what a distribution needs and is installed; what only its extras need is left out."""
    for line in dist.requires or ():
        spec, _, marker = line.partition(";")
        name = _NAME.match(spec.strip())
        if name is None or "extra" in marker:
            continue
        try:
            yield distribution(name[0])
        except PackageNotFoundError:
            continue  # for another system or version of Python


def _plain_name(dist: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", dist.metadata["Name"]).lower()


def _purl(dist: Distribution) -> str:
    return f"pkg:pypi/{_plain_name(dist)}@{dist.version}"


def _component(dist: Distribution, kind: str) -> dict[str, Any]:
    ref = _purl(dist)
    found: dict[str, Any] = {"type": kind, "bom-ref": ref, "name": _plain_name(dist), "version": dist.version}
    licence = _licence(dist)
    if licence:
        found["licenses"] = [licence]
    found["purl"] = ref
    return found


def _licence(dist: Distribution) -> dict[str, Any] | None:
    """Give the licence: the expression where there is one, else its name as the distribution tells it."""
    expression = _field(dist, "License-Expression")
    if expression:
        return {"expression": expression}
    named = _field(dist, "License")
    if named.upper() in _NO_LICENCE or len(named) > _LONGEST_LICENCE:
        classifiers = dist.metadata.get_all("Classifier") or []
        named = next((str(c).rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::")), "")
    return {"license": {"name": named}} if named else None


def _field(dist: Distribution, name: str) -> str:
    return " ".join(" ".join(map(str, dist.metadata.get_all(name) or [])).split())


def _files() -> Iterator[dict[str, Any]]:
    """Give the weights and word lists that the package itself ships."""
    for name, digest in sorted(listed().items()):
        if name.startswith(f"{LANGUAGE_MODEL}/"):
            continue  # of a distribution that is listed whole
        kind = "machine-learning-model" if name.startswith("learned/weights/") else "data"
        hashes = [{"alg": "SHA-256", "content": digest}]
        yield {"type": kind, "bom-ref": f"file:cyberkg/{name}", "name": f"cyberkg/{name}", "hashes": hashes}
