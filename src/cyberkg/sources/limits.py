"""How much of a file is read before it is refused: one place for every limit of this room."""

from __future__ import annotations

__all__ = [
    "CHILD_BYTES",
    "CHILD_SECONDS",
    "FILES_PER_CHILD",
    "FILE_BYTES",
    "FRONT_MATTER_CHARS",
    "IMPORT_PATIENCE",
    "TEXT_CHARS",
    "TEXT_LINES",
    "YAML_CHARS",
    "ZIP_PARTS",
    "ZIP_RATIO",
    "ZIP_UNPACKED_BYTES",
]

# A file on disk, in bytes.
FILE_BYTES = 200_000_000
# The text of one briefing. Each character of a block carries its offset (some 40 bytes), so this keeps the
# memory of a build below 1 GB; the longest novels have 3 million characters.
TEXT_CHARS = 10_000_000
# Its lines: a list of names this long is no briefing, and takes some 20 microseconds a line.
TEXT_LINES = 300_000
# A YAML file of facts: its parser is plain Python and reads about 100,000 characters a second.
YAML_CHARS = 1_000_000
FRONT_MATTER_CHARS = 65_536

# A child that parses files: address space in bytes, seconds for one file, files before it is replaced.
CHILD_BYTES = 1_000_000_000
CHILD_SECONDS = 20.0
FILES_PER_CHILD = 64
# A file to import is a whole data set: it may take so many times as long as a briefing.
IMPORT_PATIENCE = 3

# A .docx, checked on its directory before anything is unpacked.
ZIP_UNPACKED_BYTES = 200_000_000
ZIP_PARTS = 2_000
ZIP_RATIO = 100
