"""``cyberkg sbom``: what this installation is made of, for those who have to know."""

from __future__ import annotations

from pathlib import Path

import click

from cyberkg.cli.output import deliver, out_option

__all__ = ["sbom"]


@click.command(epilog="\b\nExample:\n  cyberkg sbom --out cyberkg.cdx.json")
@out_option
def sbom(out: Path | None) -> None:
    """Write a software bill of materials of this installation: CycloneDX 1.5 in JSON.

    Every distribution that cyberkg rests on, with version and licence, and the weights and word lists by digest.
    """
    from cyberkg.sbom import bill_of_materials

    deliver(bill_of_materials(), out)
