"""The graph as one MISP event: incidents and whom they are about as objects, each briefing as an event report.

Objects follow the templates of MISP (incident, organization, person, event, geolocation, publication), their relations are
object references with the sentence as comment; attackers, tools and weaknesses are attributes too, which MISP
correlates. The event is for your organisation alone until you share it; each attribute carries the tag of the Traffic
Light Protocol that its briefing has.

Source: https://www.misp-standard.org/rfc/misp-standard-core.html, https://github.com/MISP/misp-objects
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from cyberkg.export.dates import latest_day
from cyberkg.export.markdown import plain
from cyberkg.export.marks import Marks
from cyberkg.export.misp_objects import DISTRIBUTION_INHERITED, DISTRIBUTION_OWN, Maker, misp_uuid
from cyberkg.export.model import Selection, Written
from cyberkg.export.text import count, to_json
from cyberkg.export.unsaid import former_iris, links, of_briefings, other_names
from cyberkg.export.words import said
from cyberkg.model import Document, Fact, Iri, Knowledge, Literal
from cyberkg.rdf.order import fact_key
from cyberkg.terms import EntityType, Status

__all__ = ["write"]

_RELATIONS = {
    "affiliatedWith": "affiliated-with",
    "holdsPost": "works-for",
    "memberOf": "member-of",
    "partOf": "part-of",
    "attended": "attended",
    "spokeAt": "spoke-at",
    "organised": "organised",
    "supported": "supported",
    "officiated": "officiated-at",
    "eventPlace": "located-at",
    "subEventOf": "part-of",
    "victim": "targets",
    "attacker": "attributed-to",
    "reportedTo": "reported-to",
    "investigatedBy": "investigated-by",
    "published": "published",
    "launched": "launched",
    "signed": "signed",
    "joined": "joined",
}


def write(selection: Selection) -> Written:
    """Write an event."""
    knowledge = selection.knowledge
    moment = str(calendar.timegm(latest_day(knowledge).timetuple()))
    maker = Maker(knowledge, moment)
    objects = [maker.thing(entity) for entity in sorted(knowledge.entities, key=lambda e: e.iri)]
    _refer(knowledge, {one["uuid"]: one for one in objects}, maker)
    losses = tuple(_losses(knowledge))
    marking = selection.marking
    told = (selection.about, *selection.notes, *(f"Not carried: {loss}" for loss in losses))
    body = [*objects, *maker.attributes]
    event = {
        "uuid": misp_uuid("event", *(one["uuid"] for one in body)),
        "info": f"Facts of security briefings. {selection.about}",
        "date": latest_day(knowledge).isoformat(),
        "timestamp": moment,
        "threat_level_id": "4",
        "analysis": "2",
        "distribution": DISTRIBUTION_OWN,
        "published": False,
        "Orgc": {"name": "cyberkg", "uuid": misp_uuid("organisation", "cyberkg")},
        "Tag": [{"name": f"tlp:{marking.value}"}] if marking else [],
        "Attribute": [maker.attribute("Other", "comment", line, None, "about", line) for line in told]
        + maker.attributes,
        "Object": objects,
        "EventReport": list(_reports(knowledge, moment)),
    }
    return Written((("", (to_json({"Event": event}, indent=1).encode("utf-8", "replace"), b"\n")),), losses)


def _losses(knowledge: Knowledge) -> Iterator[str]:
    denied = sum(fact.status is Status.DENIED for fact in knowledge.facts)
    if denied:
        yield f"{count(denied, 'denied fact')} but in the reports, as a reference would be taken for so"
    yield "how sure the reader is and which reader it was, offsets of sentences, decisions about who is who"
    places = sum(entity.type is EntityType.WORK for entity in knowledge.entities)
    if places:
        yield f"what kind {count(places, 'work')} {'is' if places == 1 else 'are'} of: all stand as publications"
    named = {EntityType.PERSON, EntityType.ORGANISATION}
    yield from other_names(entity for entity in knowledge.entities if entity.type not in named)
    yield from links(knowledge.entities)
    yield from former_iris(knowledge)
    yield from of_briefings(knowledge, "dates", "source", "address", "digest")


def _refer(knowledge: Knowledge, objects: dict[str, dict[str, Any]], maker: Maker) -> None:
    """Add a reference to the subject of each fact between two things that is not denied."""
    seen: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for fact in sorted(knowledge.facts, key=fact_key):
        if fact.status is Status.DENIED:
            continue
        target = maker.tool(fact) if fact.predicate == "usedTool" else None
        if target is None and not isinstance(fact.object, Literal):
            target = maker.uuid(fact.object)
        if target:
            relation = "uses" if fact.predicate == "usedTool" else _RELATIONS[fact.predicate]
            words = " ".join(
                filter(None, (fact.qualifier, "" if fact.status is Status.ASSERTED else f"[{fact.status}]"))
            )
            seen[maker.uuid(fact.subject), relation, target, words].append(
                " ".join(fact.evidence.quote.split())
            )
    for (source, relation, target, words), quotes in seen.items():
        comment = " ".join(filter(None, (words, *(f"“{quote}”" for quote in dict.fromkeys(quotes)))))
        objects[source].setdefault("ObjectReference", []).append(
            {
                "uuid": misp_uuid("reference", source, relation, target, words),
                "object_uuid": source,
                "referenced_uuid": target,
                "relationship_type": relation,
                "comment": comment,
            }
        )


def _reports(knowledge: Knowledge, moment: str) -> Iterator[dict[str, Any]]:
    labels = {entity.iri: entity.label for entity in knowledge.entities}
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(knowledge.facts, key=fact_key):
        facts[fact.evidence.document].append(fact)
    for document in sorted(knowledge.documents, key=lambda d: d.name):
        yield {
            "uuid": misp_uuid("report", document.name),
            "name": document.title or document.name,
            "content": _page(document, facts[document.name], labels),
            "timestamp": moment,
            "distribution": DISTRIBUTION_INHERITED,
        }


def _page(document: Document, facts: Sequence[Fact], labels: dict[Iri, str]) -> str:
    """Write a briefing as Markdown: each sentence, and what it says."""
    marking = Marks.document(document)
    lines = [f"# {plain(document.title or document.name)}", "", plain(document.name)]
    lines += [plain(marking.label)] if marking else []
    sentences: dict[str, list[str]] = defaultdict(list)
    for fact in facts:
        sentences[fact.evidence.quote].append(said(fact, labels))
    for quote, told in sentences.items():
        lines += ["", f"> {plain(quote)}", "", *(f"- {plain(one)}" for one in dict.fromkeys(told))]
    return "\n".join(lines) + "\n"
