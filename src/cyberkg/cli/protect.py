"""``cyberkg about`` and ``cyberkg forget``: what is stored about a person, listed and removed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cyberkg.building import open_knowledge
from cyberkg.cli.terminal import graph_option, print_table, unseen_escaped, visible
from cyberkg.errors import InputError, UsageError

if TYPE_CHECKING:
    from cyberkg.protect import Outcome, Places, Subject

__all__ = ["about", "forget"]


def _places_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that name the places to look at."""
    data = click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("data"),
        show_default=True,
        help="The folder of the sources, with identity.yaml and facts-review.yaml.",
    )
    cache = click.option(
        "--llm-cache",
        type=click.Path(path_type=Path),
        help="Where answers of a language model are kept [default: cyberkg/llm in the user's cache folder].",
    )
    return graph_option(data(cache(command)))


@click.command(epilog="\b\nExample:\n  cyberkg about 'David Ip' --format json")
@click.argument("person")
@_places_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="The format.",
)
def about(person: str, graph: Path, data: Path, llm_cache: Path | None, form: str) -> None:
    """List all that is stored about PERSON: a name, in whatever order, or an IRI.

    Looked through are the graph (names, facts with their sentences, mentions in the kept texts, decisions on who is
    who), the older graph, what builds read and keep, identity.yaml, facts-review.yaml, disagreements, kept answers of a language model, the key
    of pseudonyms and the briefings themselves. The exit code is 1 where nothing is stored.
    """
    from cyberkg.protect import find_holdings

    places, subject, base = _find(person, graph, data, llm_cache, whole=False)
    found = find_holdings(subject, base, places)
    if form == "json":
        names = {"names": list(subject.names), "iri": subject.entity.iri if subject.entity else None}
        told = {**names, "holdings": [asdict(holding) for holding in found]}
        click.echo(unseen_escaped(json.dumps(told, ensure_ascii=False, indent=2)))
    elif found:
        print_table(
            ("kind", "where", "what", "sentence"), [(h.kind, h.where, h.what, h.sentence) for h in found]
        )
    else:
        click.echo(f"nothing is stored about {visible(subject.label)}", err=True)
    if not found:
        raise click.exceptions.Exit(1)


@click.command(epilog="\b\nExample:\n  cyberkg about 'David Ip'\n  cyberkg forget 'David Ip'")
@click.argument("person")
@_places_options
@click.option(
    "--sources", is_flag=True, help="Also mask the name in the briefings (.txt, .md, .html, .docx)."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(person: str, graph: Path, data: Path, llm_cache: Path | None, *, sources: bool, yes: bool) -> None:
    """Remove PERSON (a whole name, or an IRI) from all that is kept, and keep them out of later builds.

    Facts about the person go. In the kept texts and in sentences of other facts the name is masked by characters of
    equal number. Decisions, verdicts, disagreements and kept answers that name the person go, and so do the older
    graph and what builds read and keep. The briefings stay as they are, unless --sources is given: what builds read of the person is left out, as
    forgotten.yaml in the folder of the sources tells them to. That file names nobody: it holds keyed hashes, and the
    key is in forgotten.key beside it, which stays out of git and which every build needs.

    There is no undo but to take the entry out of forgotten.yaml and to build again.
    """
    from cyberkg.protect import forget as run
    from cyberkg.protect import plan

    places, subject, base = _find(person, graph, data, llm_cache, whole=True)
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError(
                "nobody is forgotten without being asked", hint="say --yes, or ask from a terminal"
            )
        click.echo(visible(f"{subject.label}, by the names: {', '.join(subject.names)}"))
        _tell(plan(subject, base, places, sources=sources))
        if not click.confirm("Forget this person?", default=False):
            click.echo("nothing was changed")
            return
    outcome = run(subject, base, places, sources=sources)
    _tell(outcome)
    click.echo(f"forgotten; {visible(str(places.record))} keeps them out of every build with its key")
    if outcome.by_hand:
        raise InputError(
            f"{_count(len(outcome.by_hand), 'briefing')} could not be masked (see above); all else is done"
        )


def _find(
    person: str, graph: Path, data: Path, llm_cache: Path | None, *, whole: bool
) -> tuple[Places, Subject, str]:
    from cyberkg.forgotten import load_record
    from cyberkg.identity import load_decisions
    from cyberkg.protect import Places, find_subject

    places = Places(graph, data, llm_cache)
    knowledge, base = open_knowledge(graph)
    decisions, record = load_decisions(places.identity), load_record(places.record)
    return places, find_subject(knowledge, base, person, decisions, record, whole=whole), base


def _tell(outcome: Outcome) -> None:
    for name, told in _lines(outcome):
        click.echo(f"  {name:<10} {visible(told)}")


def _lines(outcome: Outcome) -> Iterator[tuple[str, str]]:
    facts = _count(outcome.facts, "fact")
    if outcome.idle:
        yield "nothing", "of the person is left in what cyberkg keeps"
    else:
        yield "graph", f"{_count(len(outcome.people), 'node')} and {facts} of the person removed"
    if outcome.things:
        yield "", f"with them what only they tell of: {', '.join(outcome.things)}"
    if outcome.names:
        yield (
            "texts",
            f"the name masked {_count(outcome.names, 'time')} in {_count(outcome.texts, 'kept text')}",
        )
    if outcome.ledgers:
        yield "ledgers", f"taken out of {', '.join(outcome.ledgers)}"
    if outcome.answers:
        yield "answers", f"{_count(len(outcome.answers), 'kept answer')} of a language model removed"
    if outcome.masked:
        yield "briefings", f"the name masked in {', '.join(map(str, outcome.masked))}"
    if outcome.left:
        yield (
            "not",
            f"reached: {', '.join(map(str, outcome.left))} (name the person still; builds leave it out)",
        )
    for path, advice in outcome.by_hand:
        yield "by hand", f"{path}: {advice}"
    if outcome.key:
        yield "not", f"reached: earlier exports; {outcome.key} tells their pseudonyms again"
    else:
        yield "not", "reached: exports and copies elsewhere, and the history of git"
    if outcome.bound:
        yield (
            "note",
            "only these briefings are shut: others bear the name, or it is one word alone; decisions on it stay",
        )


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
