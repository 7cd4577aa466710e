"""What the pages look like: the colours of the network page, and a shape for each type as it draws them."""

from __future__ import annotations

import hashlib
import math
import re
from functools import cache
from importlib import resources

from cyberkg.serve.dossiers import dossier_style
from cyberkg.terms import EntityType
from cyberkg.view.theme import LOOKS

__all__ = ["assets", "shapes", "stamp"]

_FILES = {
    "explorer.css": "text/css; charset=utf-8",
    "theme.js": "text/javascript; charset=utf-8",
    "search.js": "text/javascript; charset=utf-8",
    "editor.js": "text/javascript; charset=utf-8",
    "forms.js": "text/javascript; charset=utf-8",
}
_ROOTS = re.compile(r"(?m)^:root[^{}]*\{[^{}]*\}")


@cache
def assets() -> dict[str, tuple[str, bytes]]:
    """Give the style sheet and the scripts of the pages: name to media type and bytes."""
    found = {name: (kind, _read("cyberkg.serve", name)) for name, kind in _FILES.items()}
    palette = "\n".join(_ROOTS.findall(_read("cyberkg.view", "page.css").decode()))
    kind, style = found["explorer.css"]
    found["explorer.css"] = kind, "\n".join((palette, _types(), style.decode())).encode()
    found["dossier.css"] = kind, dossier_style()
    return found


def _read(package: str, name: str) -> bytes:
    return resources.files(package).joinpath("assets", name).read_bytes().replace(b"\r\n", b"\n")


def stamp() -> str:
    """Give a word that changes with the assets, so that a browser does not keep old ones."""
    return hashlib.sha256(b"".join(body for _, body in sorted(assets().values()))).hexdigest()[:12]


def _types() -> str:
    rules = [
        f".{kind.value} {{ --fill: {look.fill}; --line: {look.light}; }}\n"
        f'[data-theme="dark"] .{kind.value} {{ --line: {look.dark}; }}'
        for kind, look in LOOKS.items()
    ]
    return "\n".join(rules)


@cache
def shapes() -> dict[str, str]:
    """Give the outline of each type's picture: the data of a path in a field of 20 by 20."""
    return {kind.value: _outline(LOOKS[kind].shape) for kind in EntityType}


def _outline(shape: str) -> str:
    """Draw a shape with the middle at (10, 10), each as large to the eye as the disc."""
    up = -math.pi / 2
    if shape == "square":
        return "M4.2 4.2h11.6v11.6H4.2z"
    if shape == "diamond":
        return _polygon(10, [8.1], 4, up)
    if shape == "triangle":
        return _polygon(11, [8.4], 3, up)
    if shape == "hexagon":
        return _polygon(10, [7.1], 6, 0)
    if shape == "star":
        return _polygon(10, [8.6, 4.2], 10, up)
    return "M3.4 10a6.6 6.6 0 1 0 13.2 0a6.6 6.6 0 1 0-13.2 0z"


def _polygon(middle: float, reach: list[float], corners: int, turn: float) -> str:
    angles = [turn + i * 2 * math.pi / corners for i in range(corners)]
    points = [
        f"{10 + reach[i % len(reach)] * math.cos(a):.2f} {middle + reach[i % len(reach)] * math.sin(a):.2f}"
        for i, a in enumerate(angles)
    ]
    return f"M{'L'.join(points)}z"
