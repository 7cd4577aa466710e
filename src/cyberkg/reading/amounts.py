"""The amounts that a passage speaks of: sums of money, volumes of data and counts of things."""

from __future__ import annotations

from cyberkg.reading.counts import CountMention, find_counts
from cyberkg.reading.money import MoneyMention, find_money
from cyberkg.reading.quantities import QuantityMention, find_quantities

__all__ = ["CountMention", "MoneyMention", "QuantityMention", "find_counts", "find_money", "find_quantities"]
