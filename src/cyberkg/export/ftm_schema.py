"""The part of the FollowTheMoney model that an export uses: schemata, their properties, what each must have.

Properties are those of a schema and all it extends. The model itself is a package that needs a compiler to
install; these names are of its versions 3 and 4.

Source: https://followthemoney.tech/explorer/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["SCHEMATA", "Schema"]

_THING = (
    "name alias country summary notes description sourceUrl publisher wikidataId keywords addressEntity proof"
)
_INTERVAL = "startDate endDate date summary description recordId sourceUrl proof publisher publisherUrl"
_INTEREST = f"{_INTERVAL} role status"


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema.

    :param properties: names of the properties that it may have.
    :param required: those that it must have.
    :param entities: properties whose values are ids of entities, and the schemata these may be of.
    """

    properties: frozenset[str]
    required: frozenset[str]
    entities: Mapping[str, frozenset[str]]


_LEGAL = frozenset({"Person", "Organization"})
_DOCUMENT = frozenset({"Document"})
_THINGS = frozenset({"Person", "Organization", "Event", "Document", "Project"})


def _schema(properties: str, required: str = "", **entities: frozenset[str]) -> Schema:
    ranges = {"proof": _DOCUMENT, "addressEntity": frozenset({"Address"}), **entities}
    names = frozenset(properties.split())
    return Schema(
        names | entities.keys(),
        frozenset(required.split()),
        {k: v for k, v in ranges.items() if k in names | entities.keys()},
    )


SCHEMATA = MappingProxyType(
    {
        "Person": _schema(_THING, "name"),
        "Organization": _schema(_THING, "name"),
        "Event": _schema(f"{_THING} {_INTERVAL} location", "name", organizer=_LEGAL, involved=_LEGAL),
        "Project": _schema(f"{_THING} {_INTERVAL}", "name"),
        "Document": _schema(f"{_THING} title fileName date publishedAt"),
        "Address": _schema(f"{_INTERVAL} full city region country"),
        "Employment": _schema(
            _INTEREST,
            "employer employee",
            employer=frozenset({"Organization"}),
            employee=frozenset({"Person"}),
        ),
        "Membership": _schema(
            _INTEREST, "member organization", member=_LEGAL, organization=frozenset({"Organization"})
        ),
        "ProjectParticipant": _schema(_INTEREST, "", project=frozenset({"Project"}), participant=_LEGAL),
        "Documentation": _schema(_INTEREST, "document entity", document=_DOCUMENT, entity=_THINGS),
        "UnknownLink": _schema(_INTEREST, "subject object", subject=_THINGS, object=_THINGS),
    }
)
"""The schemata by name."""
