"""Where the weights lie that the package ships, and the list that they are held to when they are loaded."""

from __future__ import annotations

from pathlib import Path

from cyberkg import shipped
from cyberkg.learned import network

__all__ = ["WEIGHTS", "release"]

WEIGHTS = Path(network.__file__).with_name("weights")


def release(folder: Path) -> None:
    """List new weights of the package as released: what is not in the list is not loaded. Others need no list."""
    if folder.resolve() == WEIGHTS.resolve():
        shipped.release()
