"""Tells what pip-audit found, and ends with 1 where a version that mends it is out."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(report: Path) -> int:
    """Print the findings of a report of pip-audit; those without a mended version are told and let pass."""
    found = [
        (package, fault)
        for package in json.loads(report.read_text(encoding="utf-8"))["dependencies"]
        for fault in package.get("vulns", ())
    ]
    for package, fault in found:
        mended = ", ".join(fault["fix_versions"]) or "no version yet"
        sys.stdout.write(f"{package['name']} {package['version']}: {fault['id']}, mended in {mended}\n")
    sys.stdout.write(f"{len(found)} known vulnerabilities\n")
    return int(any(fault["fix_versions"] for _, fault in found))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
