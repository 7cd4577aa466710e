"""Training: from the marked corpus to the network's weights. Needs torch, which reading does not."""

from __future__ import annotations

__all__: list[str] = []
