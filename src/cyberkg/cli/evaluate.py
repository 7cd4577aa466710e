"""``cyberkg evaluate``: how well documents are read, measured against gold facts for them."""

from __future__ import annotations

from pathlib import Path

import click

from cyberkg.cli.terminal import visible

__all__ = ["evaluate"]

_FORMS = click.Choice(["table", "json", "markdown"])
_EPILOG = """\b
GOLD in JSON, one file a document:
  {"document": "notes.txt",
   "entities": {"doe": {"type": "Person", "names": ["Jane Doe"]},
                "forum": {"type": "Event", "names": ["Harbour Forum"]}},
   "facts": [["doe", "spokeAt", "@forum"], ["forum", "eventDate", "2024-05-03"]],
   "optional": [], "planned": [], "denied": []}

\b
GOLD as a marked text, which carries the document itself:
  # date: 2024-05-04

\b
  [Jane Doe|p.doe] spoke at the [Harbour Forum|e.forum] on [3 May|=2024-05-03].
  > p.doe spokeAt e.forum
  > e.forum eventDate =2024-05-03

\b
Example:
  cyberkg evaluate my-gold --texts my-briefings --errors
"""


@click.command(epilog=_EPILOG)
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--graph",
    type=click.Path(path_type=Path),
    help="Take the facts of this graph [default: read the documents now].",
)
@click.option(
    "--texts",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Folder of the documents of gold in JSON [default: beside the gold, ../texts, data/].",
)
@click.option(
    "--reader",
    type=click.Choice(["learned", "rules"]),
    help="Read by the network or the rules alone [default: by both].",
)
@click.option(
    "--part",
    type=click.Choice(["train", "dev", "test"]),
    help="Only the documents in this part of a corpus, as told by their names.",
)
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="How to print.")
@click.option("--errors", is_flag=True, help="List each missing and wrong fact with its sentence.")
def evaluate(
    gold: tuple[Path, ...], graph: Path | None, texts: tuple[Path, ...], reader: str | None, part: str | None,
    form: str, errors: bool,
) -> None:  # fmt: skip
    """Measure how well documents are read against GOLD: the facts that a careful reader finds in them.

    GOLD are .json files, marked .txt texts, or folders of them. Printed are precision, recall and F1, whether
    claimed confidence is kept, and whether the same things were taken as one over documents.
    """
    from cyberkg.building import Options
    from cyberkg.evaluate import evaluate as measure
    from cyberkg.evaluate.render import render

    options = Options(reader=reader or "")
    evaluation = measure(gold, graph=graph, texts=texts, part=part or "", options=options)
    text = render(evaluation, form, errors=errors)
    click.echo(text if form == "json" else visible(text), nl=False)
