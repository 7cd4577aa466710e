"""The Traffic Light Protocol 2.0 in STIX: the five marking definitions that OASIS has published for it.

Source: https://github.com/oasis-open/cti-stix-common-objects (extension-definition-60a3c5c5)
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from cyberkg.terms import Marking

__all__ = ["MARKING_IDS", "marking_definition"]

_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
MARKING_IDS = MappingProxyType(
    {
        Marking.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
        Marking.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        Marking.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
        Marking.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
        Marking.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
    }
)


def marking_definition(marking: Marking) -> dict[str, Any]:
    """Give the definition of a marking, as published."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": MARKING_IDS[marking],
        "created": "2022-10-01T00:00:00.000Z",
        "name": marking.label,
        "extensions": {_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": marking.value}},
    }
