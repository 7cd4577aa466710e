"""The ontology and its shapes as texts, from an installed package or from a checkout."""

from __future__ import annotations

from pathlib import Path

from cyberkg.errors import DamagedError

__all__ = ["ontology_text", "shapes_text"]

_HERE = Path(__file__).resolve().parent


def ontology_text() -> str:
    """Read ``ontology.ttl``: beside this module in an installed package, at the top of a checkout.

    :raises DamagedError: where it is in neither place.
    """
    return _read(_HERE / "ontology.ttl", _HERE.parents[2] / "ontology.ttl")


def shapes_text() -> str:
    """Read ``shapes.ttl``, the SHACL shapes of the graph.

    :raises DamagedError: where it is missing.
    """
    return _read(_HERE / "shapes.ttl")


def _read(*places: Path) -> str:
    for place in places:
        if place.is_file():
            return place.read_text(encoding="utf-8")
    raise DamagedError("a file of the package is missing", where=places[0].name, hint="install cyberkg again")
