"""Components of pictures that were laid out before, by shape, so that a build lays out only those that changed.

A shape is all that the places in a component depend on: the boxes of its nodes, the links, and which of these lead
to another community. No name is part of it. Where nothing is known each is laid out, and the picture is the same.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Shapes", "known", "lay_out_once"]

Plane: TypeAlias = npt.NDArray[np.float64]

_HEAD = struct.Struct("<32sI")  # the digest of a shape, and how many nodes it has
_POINT = 16  # bytes
_TYPE = np.dtype("<f8")


class Shapes:
    """The places in components, by the digest of their shape.

    :param packed: what ``pack`` gave; anything else is not believed, and nothing is known.
    """

    def __init__(self, packed: bytes = b"") -> None:
        self._used: dict[bytes, Plane] = {}
        try:
            self._known = dict(_unpacked(packed))
        except (ValueError, struct.error):
            self._known = {}

    def place(self, shape: tuple[bytes, ...], count: int, lay_out: Callable[[], Plane]) -> Plane:
        """Give the places of a component's nodes, one row each, read-only.

        :param shape: all that they depend on.
        :param lay_out: finds them where they are not known.
        """
        key = _digest(shape)
        plane = self._known.get(key)
        if plane is None or len(plane) != count:
            plane = lay_out()
        self._used[key] = plane
        return plane

    def pack(self) -> bytes:
        """Write down all that were asked for; equal ones give equal bytes."""
        parts = (
            part
            for key, plane in sorted(self._used.items(), key=lambda pair: pair[0])
            for part in (_HEAD.pack(key, len(plane)), plane.astype(_TYPE).tobytes())
        )
        return b"".join(parts)


_current: ContextVar[Shapes | None] = ContextVar("shapes", default=None)


@contextmanager
def known(shapes: Shapes) -> Iterator[None]:
    """Take the places of what is laid out in the block from shapes, and add those that they lack."""
    before = _current.set(shapes)
    try:
        yield
    finally:
        _current.reset(before)


def lay_out_once(shape: tuple[bytes, ...], count: int, lay_out: Callable[[], Plane]) -> Plane:
    """Give the places of a component's nodes from the shapes of the block, if there are any; see ``Shapes.place``."""
    shapes = _current.get()
    return lay_out() if shapes is None else shapes.place(shape, count, lay_out)


def _digest(shape: tuple[bytes, ...]) -> bytes:
    hasher = hashlib.sha256()
    for part in shape:
        hasher.update(len(part).to_bytes(8, "little"))
        hasher.update(part)
    return hasher.digest()


def _unpacked(packed: bytes) -> Iterator[tuple[bytes, Plane]]:
    at = 0
    while at < len(packed):
        key, count = _HEAD.unpack_from(packed, at)
        at += _HEAD.size
        plane = np.frombuffer(packed, dtype=_TYPE, count=2 * count, offset=at).reshape(-1, 2)
        if not count or not np.isfinite(plane).all():
            raise ValueError("no places")
        at += _POINT * count
        yield key, plane
