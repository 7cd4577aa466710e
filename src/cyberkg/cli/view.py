"""``cyberkg view``: the network of a graph, or of a part of it, as a page or a picture."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyberkg.building import PAGE, open_knowledge
from cyberkg.cli.sharing import level_options
from cyberkg.cli.terminal import graph_option, visible
from cyberkg.errors import UsageError
from cyberkg.terms import EntityType, Marking

if TYPE_CHECKING:
    from cyberkg.model import Knowledge
    from cyberkg.view import Wish

__all__ = ["view"]

# told here so that --help needs none of the modules; a test keeps them in step
_FORMATS = ("html", "png", "svg", "pdf")
_LAYOUTS = ("force", "radial", "time", "columns")
_REPORTS = ("encounters", "organisations")
_MOST_CENTRES = 20  # things that one term may mean
_PIXELS = range(200, 10_001)


def _size(_: click.Context, __: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,6})[x×](\d{1,6})", value, re.ASCII)
    if not found or int(found[1]) not in _PIXELS or int(found[2]) not in _PIXELS:
        raise click.BadParameter(f"{value!r} is no size: write 1600x900, each from 200 to 10000")
    return int(found[1]), int(found[2])


@click.command(
    epilog="\b\nExample:\n  cyberkg view --out network.html"
    "\n  cyberkg view --focus INTERPOL --hops 2 --out interpol.html"
    "\n  cyberkg view --report encounters --from 2023 --to 2024 --out met.svg"
)
@graph_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write [default: network.html beside the graph's folder].",
)
@click.option("--title", default="cyberkg", show_default=True, help="What it is called.")
@click.option("--focus", multiple=True, metavar="TERM", help="Only what lies around this; may be repeated.")
@click.option("--hops", type=click.IntRange(1, 10), help="Steps around --focus [default: 1].")
@click.option(
    "--type",
    "kinds",
    multiple=True,
    type=click.Choice(list(map(str, EntityType)), case_sensitive=False),
    help="Only things of this type; may be repeated.",
)
@click.option("--from", "first", default="", help="Only what was not over before this day, month or year.")
@click.option("--to", "last", default="", help="Only what had begun by this day, month or year.")
@click.option(
    "--report",
    type=click.Choice(_REPORTS),
    help="Open with who met whom at events, or with organisations that share people.",
)
@click.option(
    "--layout",
    type=click.Choice(_LAYOUTS),
    help="How to place things [default: force]: by links, in rings around --focus or the best connected, "
    "from left to right in time, or a column for each type.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="A page, or a picture [default: as --out ends, else html].",
)
@click.option("--size", callback=_size, metavar="WxH", help="Pixels of a picture [default: 1600x900].")
@click.option("--theme", type=click.Choice(["light", "dark"]), help="Ground of a picture [default: light].")
@level_options
def view(  # noqa: PLR0913, PLR0917
    graph: Path,
    out: Path | None,
    title: str,
    focus: tuple[str, ...],
    hops: int | None,
    kinds: tuple[str, ...],
    first: str,
    last: str,
    report: str | None,
    layout: str | None,
    form: str | None,
    size: tuple[int, int] | None,
    theme: str | None,
    level: Marking | None,
    unmarked: Marking,
) -> None:
    """Draw the network as a page that opens anywhere, offline, or as a picture, and print its path.

    The build has drawn the page of the whole in the graph's folder already: without options its path is
    printed.
    """
    form = form or _form_of(out)
    if hops and not focus:
        raise UsageError("--hops counts steps around something", hint="name it with --focus")
    if form == "html" and (size or theme):
        raise UsageError("--size and --theme are for pictures", hint="ask for one with --format png")
    asked = focus or kinds or first or last or report or layout or level
    if out is None and not asked and title == "cyberkg" and form == "html":
        from cyberkg.store import open_graph

        open_graph(graph)
        click.echo(visible(str(graph / PAGE)))
        return
    from cyberkg.view import Part, Wish

    part = Part(_centres(graph, focus), hops or 1, frozenset(map(EntityType, kinds)), first, last)
    wish = Wish(part, layout or "force", report or "")
    target = out or graph.with_name(f"network.{form}")
    from cyberkg.export import choose

    knowledge = choose(*open_knowledge(graph), level=level, unmarked=unmarked).knowledge
    _write(target, _draw(knowledge, form, title, wish, size, theme or "light"))
    click.echo(visible(str(target)))


def _form_of(out: Path | None) -> str:
    """Tell by the ending of the file what is wanted."""
    ending = out.suffix.lower().removeprefix(".") if out else ""
    return ending if ending in _FORMATS else "html"


def _centres(graph: Path, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Find what terms mean, in the order given.

    :raises UsageError: where one means nothing (with the nearest names), or too much.
    """
    if not terms:
        return ()
    from cyberkg.query.names import resolve
    from cyberkg.store import open_graph

    generation = open_graph(graph)
    found: dict[str, None] = {}
    for term in terms:
        meant = resolve(generation.store_path, term, (), str(generation.manifest["base"]))
        if len(meant) > _MOST_CENTRES:
            raise UsageError(f"{term!r} may mean {len(meant)} things", hint="write more of the name")
        found |= dict.fromkeys(meant)
    return tuple(found)


def _draw(
    knowledge: Knowledge, form: str, title: str, wish: Wish, size: tuple[int, int] | None, theme: str
) -> bytes:
    if form == "html":
        from cyberkg.view import render

        return render(knowledge, title=title, wish=wish).encode("utf-8")
    from cyberkg.view.picture import SIZE, Size, draw

    return draw(knowledge, form, title=title, wish=wish, theme=theme, size=Size(*size) if size else SIZE)


def _write(target: Path, content: bytes) -> None:
    from cyberkg.store.disk import disk_errors

    with disk_errors(target):
        target.write_bytes(content)
