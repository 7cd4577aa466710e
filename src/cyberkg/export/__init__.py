"""Knowledge to the formats of others: each says what it could not carry, and none runs a word of it.

    choose       Knowledge → Selection: what may leave, by its marking, with or without the names of persons
    FORMATS      the formats by name; ``write_format`` gives the files of one, as streams of bytes
    save         those files to a place, whole or not at all

One module a format. Same selection, same bytes: no clock, no random number, every order told.
"""

from __future__ import annotations

from cyberkg.export.choosing import choose
from cyberkg.export.forms import FORMATS, write_format
from cyberkg.export.model import Form, Selection, Written
from cyberkg.export.saving import save

__all__ = ["FORMATS", "Form", "Selection", "Written", "choose", "save", "write_format"]
