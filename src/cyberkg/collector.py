"""Python's collector of cycles, paused where a great many values are made that all stay.

It looks through all values there are, again and again, the more the more there are, and finds nothing: what a graph
is made of has no cycles. A build of a thousand briefings spends a tenth of what it does after reading on that, and a
report a fifth of its time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["paused", "returned"]


@contextmanager
def paused(*, aside: bool = False) -> Iterator[None]:
    """Leave cycles where they are during the block, also as a decorator; a collector that was off stays off.

    :param aside: set all values that there are in the end aside, so that the collector passes them over from then on,
        up to the end of a block of ``returned``: once is enough to make up for the pause.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if aside:
            gc.freeze()
        gc.enable()


@contextmanager
def returned() -> Iterator[None]:
    """Give back what is set aside during the block, in the end."""
    try:
        yield
    finally:
        gc.unfreeze()
