"""What a text calls the tool of an attack, sorted into the kinds that STIX tells apart."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["tool_fields"]

_CVE = re.compile(r"CVE-[0-9]{4}-[0-9]{4,}", re.IGNORECASE)
_TECHNIQUE = re.compile(
    r"\b(?:\w+ing|\w+-in-the-middle|attacks?|brute[- ]force|deep ?fakes?|engineering|fatigue|injection|overflow|"
    r"scripting|takeover)\s*\Z",
    re.IGNORECASE,
)
# Software with a lawful use that attackers use as well.
_LAWFUL_TABLE = """
advanced ip scanner, adfind, anydesk, atera, bloodhound, cobalt strike, connectwise, filezilla, fleetdeck
impacket, metasploit, mimikatz, ngrok, nmap, powershell, psexec, putty, quick assist
rclone, rustdesk, screenconnect, sliver, splashtop, teamviewer, winrar, winscp, wmic
"""
_LAWFUL = frozenset(name.strip() for name in _LAWFUL_TABLE.replace("\n", ", ").split(","))


def tool_fields(name: str) -> tuple[str, dict[str, Any]]:
    """Tell the type of STIX object that a tool is, and the fields that such an object has.

    >>> tool_fields("CVE-2024-0001")[0], tool_fields("Mimikatz")[0], tool_fields("SIM swapping")[0]
    ('vulnerability', 'tool', 'attack-pattern')
    >>> tool_fields("LockBit")
    ('malware', {'is_family': True})
    """
    plain = " ".join(name.split())
    if _CVE.fullmatch(plain):
        number = {"source_name": "cve", "external_id": plain.upper()}
        return "vulnerability", {"external_references": [number]}
    if plain.casefold() in _LAWFUL:
        return "tool", {}
    if _TECHNIQUE.search(plain):
        return "attack-pattern", {}
    return "malware", {"is_family": True}
