"""``cyberkg report``: the reports. Each takes the parameters that its named query declares as options."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cyberkg.cli.cleared import Clearance, clearance_options
from cyberkg.cli.output import deliver, out_option
from cyberkg.cli.report_changes import changes
from cyberkg.cli.report_dossier import dossier
from cyberkg.cli.terminal import graph_option
from cyberkg.collector import paused
from cyberkg.query.named import Parameter, find_query

if TYPE_CHECKING:
    from cyberkg.report import Report

__all__ = ["report"]

_FORMS = ("table", "csv", "markdown", "html", "json", "xlsx")
_READ = frozenset({"table", "markdown", "html"})  # formats for people
_Command = Callable[..., Any]
_Filters = Mapping[str, Sequence[str]]


@click.group(
    epilog="\b\nExample:\n  cyberkg report attendance --person 'David Ip'\n"
    "  cyberkg report attendance --by person --matrix --format xlsx --out attendance.xlsx"
)
def report() -> None:
    """Print a report; every row of it can show its sentences."""


def _reporting(*names: str, forms: Sequence[str] = _FORMS) -> Callable[[_Command], _Command]:
    """Make a command of a function ``(store_path, base, filters, **options) -> Report``.

    It gets the options of every report, and one for each parameter of the queries of these names.
    """
    declared = {each.name: each for name in reversed(names) for each in reversed(find_query(name).parameters)}
    parameters = tuple(reversed(declared.values()))

    def decorate(body: Callable[..., Report]) -> _Command:
        @functools.wraps(body)
        def command(
            *,
            graph: Path,
            form: str,
            out: Path | None,
            sentences: str,
            clearance: Clearance,
            **options: Any,
        ) -> None:
            from cyberkg.report import BINARY, to_bytes

            given = {each.name: options.pop(each.name) for each in parameters}
            filters = {name: values for name, values in given.items() if values}
            with paused():
                with clearance.open(graph) as (store_path, base):
                    made = body(store_path, base, filters, **options)
                data = to_bytes(made, form, every=sentences == "all")
            deliver(data, out, binary=form if form in BINARY else "")

        made = _usual_options(command, forms)
        for parameter in reversed(parameters):
            made = _option(parameter)(made)
        return graph_option(made)

    return decorate


def _usual_options(command: _Command, forms: Sequence[str]) -> _Command:
    """Give a command --format, --sentences, --tlp, --unmarked and --out."""
    sentences = click.option(
        "--sentences",
        type=click.Choice(["first", "all"]),
        default="first",
        show_default=True,
        help="Of each row in a table or in markdown; other formats hold all.",
    )
    form = click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default="table",
        show_default=True,
        help="How to write it.",
    )
    made: _Command = form(sentences(clearance_options(out_option(command))))
    return made


def _paged(command: _Command) -> _Command:
    """Give a report that may be long the options that say how much of it is shown."""

    @functools.wraps(command)
    def body(*args: Any, **options: Any) -> Any:
        limit, everything = options.pop("limit"), options.pop("everything")
        form = click.get_current_context().params["form"]
        # what goes to a program is whole unless somebody says otherwise
        return command(
            *args, **options, limit=0 if everything or (limit is None and form not in _READ) else limit
        )

    made: _Command = click.option(
        "--all", "everything", is_flag=True, help="Show all rows, however many; data formats do anyway."
    )(body)
    return click.option(
        "--limit",
        type=click.IntRange(1),
        help="Show so many rows, sections of things whole [default: 100 of a report of more than 300].",
    )(made)


def _option(parameter: Parameter) -> Callable[[_Command], _Command]:
    """Make an option of a parameter; given twice it takes either of two values."""
    kinds = {"date": "DATE", "number": "NUMBER", "iri": "IRI", "text": "TEXT"}
    return click.option(
        f"--{parameter.name}",
        parameter.name,
        type=click.Choice(parameter.choices) if parameter.choices else str,
        metavar=None if parameter.choices else kinds.get(parameter.type, "NAME"),
        multiple=True,
        help=f"{parameter.help}.",
    )


report.add_command(changes)
report.add_command(dossier)


@report.command(
    epilog="\b\nExample:\n  cyberkg report attendance --by person --from 2023-09 --format markdown\n"
    "  cyberkg report attendance --by organisation --organisation police"
)
@_reporting("attendance")
@_paged
@click.option(
    "--by",
    type=click.Choice(["event", "person", "organisation"]),
    default="event",
    show_default=True,
    help="What to group by.",
)
@click.option("--matrix", is_flag=True, help="People, or with --by organisation these, against events.")
def attendance(
    store_path: Path, base: str, filters: _Filters, *, by: str, matrix: bool, limit: int | None
) -> Report:
    """Who attended what: role, organisation represented, post, date, place and the sentence that says it."""
    from cyberkg.report import attendance as ask

    return ask(store_path, by, filters, base, matrix=matrix, limit=limit)


@report.command(
    epilog="\b\nExample:\n  cyberkg report encounters --person 'David Ip'\n"
    "  cyberkg report encounters --by organisation --at-least 2\n  cyberkg report encounters --by broker"
)
@_reporting("encounters", "shared-people")
@_paged
@click.option(
    "--by",
    type=click.Choice(["person", "organisation", "broker"]),
    default="person",
    show_default=True,
    help="Pairs of people, of organisations that share people, or who lies between groups.",
)
@click.option(
    "--at-least",
    "least",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Only pairs with so many events, sentences or people.",
)
def encounters(
    store_path: Path, base: str, filters: _Filters, *, by: str, least: int, limit: int | None
) -> Report:
    """Who met whom: how often, where first and last; apart from those who are only named together."""
    from cyberkg.report import encounters as ask

    return ask(store_path, by, filters, base, least=least, limit=limit)


@report.command(
    epilog="\b\nExample:\n  cyberkg report incidents --type ransomware --from 2023-09\n"
    "  cyberkg report incidents --by ransom --ransom 1000000"
)
@_reporting("incident-values")
@_paged
@click.option(
    "--by",
    type=click.Choice(["period", "type", "victim", "attacker", "affected", "ransom"]),
    default="period",
    show_default=True,
    help="What to group by.",
)
def incidents(store_path: Path, base: str, filters: _Filters, *, by: str, limit: int | None) -> Report:
    """What happened to whom: date, type, victim, attacker, people and data affected, ransom."""
    from cyberkg.report import incidents as ask

    return ask(store_path, by, filters, base, limit=limit)


@report.command(epilog="\b\nExample:\n  cyberkg report timeline --from 2023-09 --to 2023-12")
@_reporting("timeline")
@_paged
def timeline(store_path: Path, base: str, filters: _Filters, *, limit: int | None) -> Report:
    """What was when: events and incidents in order of date."""
    from cyberkg.report import timeline as ask

    return ask(store_path, filters, base, limit=limit)


@report.command(
    epilog="\b\nExample:\n  cyberkg report calendar --from 2024-07\n"
    "  cyberkg report calendar --format ics --out calendar.ics"
)
@_reporting("calendar", forms=(*_FORMS, "ics"))
@_paged
def calendar(store_path: Path, base: str, filters: _Filters, *, limit: int | None) -> Report:
    """Which events there were, and are to be; with --format ics for a calendar program."""
    from cyberkg.report import calendar as ask

    return ask(store_path, filters, base, limit=limit)
