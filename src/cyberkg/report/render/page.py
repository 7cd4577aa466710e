"""A report as one page that opens offline: no script, nothing from elsewhere, a policy that forbids both."""

from __future__ import annotations

from pathlib import Path

from cyberkg.report.model import Report
from cyberkg.report.render.cells import readable

__all__ = ["to_page"]

_TEMPLATE = Path(__file__).with_name("page.html")


def to_page(report: Report) -> str:
    """Write the page; every row unfolds to its sentences."""
    import jinja2

    engine = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True, trim_blocks=True
    )
    return engine.from_string(_TEMPLATE.read_text(encoding="utf-8")).render(report=report, readable=readable)
