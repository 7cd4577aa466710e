"""``cyberkg review``: an analyst walks through what the build is unsure of, one key for each answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cyberkg.building import open_doubts
from cyberkg.cli.keys import read_key, read_line
from cyberkg.cli.terminal import visible
from cyberkg.errors import InputError

if TYPE_CHECKING:
    from cyberkg.review import Question, Session

__all__ = ["review"]

_EPILOG = """\b
Keys: y same or right, n different or wrong, c wrong and then the correct value (facts), o the other reader's
version is right (facts that two readers have otherwise), s skip, u undo, q quit.
On a terminal no Enter is needed; else each line of the input is one key. Every answer is on the disk at once.

\b
Answers are kept in the folder of the sources, to be read and edited, and hold at every later build:
  identity.yaml       who is the same and who is not
  facts-review.yaml   which facts are right, wrong or to be corrected

\b
Example:
  cyberkg review && cyberkg build
"""


@click.command(epilog=_EPILOG)
@click.argument("graph", type=click.Path(path_type=Path), default=Path("graph"))
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    show_default=True,
    help="The folder of the sources, where answers go.",
)
@click.option(
    "--below",
    type=click.FloatRange(0, 1),
    default=0.7,
    show_default=True,
    help="Ask about facts claimed with less confidence than this.",
)
@click.option("--only", type=click.Choice(["identity", "facts"]), help="Ask about these only.")
@click.option("--list", "as_list", is_flag=True, help="Print the questions and ask none.")
def review(graph: Path, data: Path, below: float, only: str | None, as_list: bool) -> None:
    """Answer what the build of GRAPH is unsure of: who is who, and facts that are doubtful or in conflict.

    Of a graph read by a language model it also asks what the built-in reader has otherwise, or has besides.
    The most doubtful comes first, each with its sentence. What was answered before is not asked again.
    """
    from cyberkg.review import FactQuestion, Notebook, Session

    notebook = Notebook(data)
    knowledge, differences = open_doubts(graph)
    questions = notebook.open_questions(knowledge, below, differences)
    if only:
        questions = tuple(q for q in questions if isinstance(q, FactQuestion) is (only == "facts"))
    if as_list:
        for number, question in enumerate(questions, 1):
            _show(question, number, len(questions))
        return
    session = Session(questions, notebook)
    _walk(session)
    _tell(session)


def _walk(session: Session) -> None:
    """Ask until there is nothing left or the analyst quits; an answer that is refused is asked again."""
    while (question := session.current) is not None:
        _show(question, session.position + 1, len(session.questions))
        click.echo("> ", nl=False)
        key = read_key()
        click.echo(visible(key))
        if key == "q":
            return
        try:
            _act(session, question, key)
        except InputError as error:
            click.echo(f"  not noted: {visible(str(error))}")


def _act(session: Session, question: Question, key: str) -> None:
    from cyberkg.review import FactQuestion

    if key == "y":
        session.answer(yes=True)
    elif key == "n":
        session.answer(yes=False)
    elif key == "o" and isinstance(question, FactQuestion) and question.other:
        session.answer(yes=False, other=True)
    elif key == "c" and isinstance(question, FactQuestion):
        click.echo("  correct value: ", nl=False)
        value = read_line()
        click.echo()
        if value:
            session.answer(yes=False, corrected=value)
    elif key == "s":
        session.skip()
    elif key == "u":
        click.echo("  undone" if session.undo() else "  there is nothing to undo")
    else:
        click.echo("  there is no such key")


def _show(question: Question, number: int, total: int) -> None:
    from cyberkg.review.wording import keys_of, lines_of

    click.echo(f"\n{number} of {total}, wrong with probability {question.doubt:.2f}")
    for line in lines_of(question):
        click.echo(visible(line))
    click.echo(f"  {keys_of(question)}")


def _tell(session: Session) -> None:
    if not session.questions:
        click.echo("nothing is in doubt")
        return
    left = len(session.questions) - session.answered
    click.echo(f"\n{session.answered} answered, {left} left")
    if session.answered:
        click.echo(visible(f"written to {', '.join(session.files)}; run cyberkg build to apply it"))
