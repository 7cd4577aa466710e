"""The tables as a folder of CSV files: UTF-8, commas, lines ended by a line feed, texts in quotes.

Source: https://www.rfc-editor.org/rfc/rfc4180
"""

from __future__ import annotations

from cyberkg.export.cells import altered, csv_lines
from cyberkg.export.model import Selection, Written
from cyberkg.export.tables import make_tables
from cyberkg.export.text import to_utf8

__all__ = ["write"]


def write(selection: Selection) -> Written:
    """Write a CSV file for each table."""
    tables = make_tables(selection.knowledge)
    files = tuple((f"{table.name}.csv", to_utf8(csv_lines(table))) for table in tables)
    return Written(files, altered(tables))
