"""What a node of each type looks like, for eyes of every kind.

Fills are the palette of Okabe and Ito, made to stay apart under colour blindness. Each type has a shape of
its own as well, so that colour never carries the meaning alone, and an outline that keeps a contrast of
3:1 with the canvas (WCAG 2.2, 1.4.11) where the fill does not.
Source: https://jfly.uni-koeln.de/color/
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources

from cyberkg.terms import EntityType, Group, Status

__all__ = ["FAIR", "GROUPS", "LOOKS", "STATUSES", "Look", "colours"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a type is drawn: ``shape`` in the words of vis-network, colours as ``#rrggbb``.

    ``light`` and ``dark`` outline the fill on the canvas of that theme.
    """

    plural: str
    shape: str
    fill: str
    light: str
    dark: str


# How much larger than a disc each shape must be to look as large; ``shapes.js`` has the same.
FAIR = {"dot": 1.0, "square": 0.87, "diamond": 1.22, "triangle": 1.14, "hexagon": 1.06, "star": 1.3}

_RULE = re.compile(r":root(\[data-theme=\"(\w+)\"\])? \{(.*?)\}", re.DOTALL)
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")

LOOKS: dict[EntityType, Look] = {
    EntityType.PERSON: Look("People", "dot", "#0072b2", "#00486f", "#4fb0ea"),
    EntityType.ORGANISATION: Look("Organisations", "square", "#e69f00", "#8f6200", "#f5c45c"),
    EntityType.EVENT: Look("Events", "diamond", "#009e73", "#00634a", "#4fd0aa"),
    EntityType.INCIDENT: Look("Incidents", "triangle", "#d55e00", "#8c3d00", "#f79b57"),
    EntityType.PLACE: Look("Places", "hexagon", "#56b4e9", "#1d6f9f", "#9fd6f5"),
    EntityType.WORK: Look("Works", "star", "#cc79a7", "#8a4469", "#e8b3d0"),
}

GROUPS: dict[Group, str] = {
    Group.ATTENDANCE: "Roles at events",
    Group.PEOPLE: "Posts and membership",
    Group.EVENTS: "About events",
    Group.INCIDENTS: "About incidents",
    Group.WORKS: "Works",
}

STATUSES: dict[Status, str] = {
    Status.ASSERTED: "stated as fact",
    Status.REPORTED: "claimed or alleged",
    Status.PLANNED: "announced, not yet so",
    Status.DENIED: "said not to be so",
}


def colours(theme: str) -> dict[str, str]:
    """Read the colours of a theme, ``light`` or ``dark``, from the one place where they stand: the style sheet."""
    style = resources.files("cyberkg.view").joinpath("assets", "page.css").read_text(encoding="utf-8")
    rules = {name or "light": body for _, name, body in _RULE.findall(style)}
    return dict(_COLOUR.findall(rules[theme]))
