"""Python's collector of cycles, paused where a great many values are made that all stay.

It looks through all values there are, again and again, the more the more there are, and finds nothing: what a graph
is made of has no cycles. A build of a thousand briefings spends a tenth of what it does after reading on that, and a
report a fifth of its time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["paused"]


@contextmanager
def paused() -> Iterator[None]:
    """Leave cycles where they are during the block, also as a decorator; a collector that was off stays off."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
