"""What is told of an incident: each rule reads one slot, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyberkg.reading.draft import Draft
from cyberkg.reading.incident_attackers import read_attackers
from cyberkg.reading.incident_data import read_data
from cyberkg.reading.incident_date import read_date
from cyberkg.reading.incident_extent import read_affected_count, read_volume
from cyberkg.reading.incident_fine import read_fine
from cyberkg.reading.incident_groups import read_groups
from cyberkg.reading.incident_inquiries import read_inquiry
from cyberkg.reading.incident_notices import read_notice
from cyberkg.reading.incident_ransom import read_ransom
from cyberkg.reading.incident_tools import read_tools
from cyberkg.reading.sentences import Sentence

__all__ = ["read_slots"]


def read_slots(incident: str, victims: frozenset[str], sentences: Sequence[Sentence]) -> Iterator[Draft]:
    """Read what sentences say of an incident; headings give nothing.

    :param incident: key of the incident's referent.
    :param victims: keys of its victims, which are not its attackers.
    :param sentences: those that are about it, in order.
    """
    yield from read_date(incident, sentences)
    ransom = False
    for sentence in sentences:
        if sentence.passage.is_heading:
            continue
        yield from read_volume(incident, sentence)
        found = list(read_ransom(incident, sentence, told=ransom))
        ransom = ransom or bool(found)
        yield from found
        yield from read_fine(incident, sentence)
        yield from read_affected_count(incident, sentence)
        yield from read_data(incident, sentence)
        yield from read_groups(incident, sentence)
        yield from read_attackers(incident, victims, sentence)
        for token in sentence.tokens:
            yield from read_notice(incident, victims, sentence, token)
            yield from read_inquiry(incident, victims, sentence, token)
        yield from read_tools(incident, sentence)
