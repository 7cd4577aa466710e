"""The graph as a STIX 2.1 bundle: who was hit by whom with what, and the sentences that say so as notes.

What STIX has an object for becomes one: people, organisations, attackers, incidents, tools, weaknesses, places. Each
sentence becomes a note on the objects it speaks of, with all that it says in words, so that a conference, a post or a
published guide is told of though STIX has no object for them. Each briefing becomes a report. Identifiers are
made of what they name, times are the days of the briefings: the same graph gives the same bundle.

Source: https://docs.oasis-open.org/cti/stix/v2.1/stix-v2.1.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cyberkg.export.dates import EPOCH
from cyberkg.export.model import Selection, Written
from cyberkg.export.stix_markings import MARKING_IDS, marking_definition
from cyberkg.export.stix_objects import PRODUCER, StixObject, make, stix_id
from cyberkg.export.stix_relations import relationships
from cyberkg.export.stix_reports import make_notes, make_reports
from cyberkg.export.stix_things import Things
from cyberkg.export.text import count, to_json, to_utf8
from cyberkg.export.unsaid import former_iris, links, of_briefings, other_names
from cyberkg.model import Knowledge
from cyberkg.terms import EntityType

__all__ = ["write"]


def write(selection: Selection) -> Written:
    """Write a bundle."""
    knowledge = selection.knowledge
    things = Things(knowledge)
    relations = relationships(knowledge, things)
    notes = make_notes(knowledge, things, relations.of)
    reports = make_reports(knowledge, things, relations.of, notes.of)
    losses = (*_losses(things, notes.untold), *_unsaid(knowledge, things))
    told = (selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses))
    fields = {"name": "cyberkg", "description": ". ".join(told) + ".", "identity_class": "system"}
    body = [
        make(PRODUCER, (EPOCH, EPOCH), None, fields),
        *things.objects,
        *relations.objects,
        *notes.objects,
        *reports,
    ]
    used = {ref for one in body for ref in one.get("object_marking_refs", ())}
    markings = [marking_definition(marking) for marking, ref in MARKING_IDS.items() if ref in used]
    return Written((("", to_utf8(_lines([*markings, *body]))),), losses)


def _losses(things: Things, untold: int) -> Iterator[str]:
    for kind, one in ((EntityType.EVENT, "event"), (EntityType.WORK, "work")):
        if number := sum(entity.type is kind for entity in things.missing):
            yield f"{count(number, one)} as objects, which STIX has none for; notes tell of them in words"
    if number := sum(entity.type is EntityType.PLACE for entity in things.missing):
        yield f"{count(number, 'place')} of which no country is known, which STIX asks of a location"
    if untold:
        yield f"{count(untold, 'fact')} that no object of STIX has a part in"
    yield "dates, amounts and counts of incidents, but in words; decisions about who is who"
    if number := things.days.undated:
        yield f"a day for {count(number, 'briefing')} that {'tells' if number == 1 else 'tell'} none (1980-01-01 instead)"


def _unsaid(knowledge: Knowledge, things: Things) -> Iterator[str]:
    """Tell of what STIX has no place for in the objects that it has."""
    yield "how sure the reader is of facts that are no relationships, and which reader found what"
    yield from other_names(things.missing)
    yield from links(things.missing)
    yield from former_iris(knowledge)
    yield from of_briefings(knowledge, "days", "source")


def _lines(objects: Sequence[StixObject]) -> Iterator[str]:
    written = [to_json(one) for one in objects]
    yield f'{{"type": "bundle", "id": "{stix_id("bundle", *written)}", "objects": [\n'
    for number, one in enumerate(written):
        yield f",\n{one}" if number else one
    yield "\n]}\n"
