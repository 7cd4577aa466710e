"""The command line. Commands load when they are called, so that ``cyberkg --help`` answers at once."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Sequence

import click

from cyberkg import __version__
from cyberkg.errors import CyberkgError, DiskError

__all__ = ["COMMANDS", "cli", "main"]

# name: (module, attribute, short help), told here so that the list of commands needs none of the modules
COMMANDS: dict[str, tuple[str, str, str]] = {
    "about": ("protect", "about", "List all that is stored about a person."),
    "ask": ("ask_words", "ask", "Ask the graph in plain words."),
    "build": ("build", "build", "Read briefings and publish their graph."),
    "completion": ("project", "completion", "Print the completion script of a shell."),
    "diff": ("diff", "diff", "Tell what changed between two graphs, in words."),
    "docs": ("docs", "docs", "Write the reference of the ontology, with example queries."),
    "entities": ("rows", "entities", "Print the entities of a graph, one a row."),
    "evaluate": ("evaluate", "evaluate", "Measure how well documents are read against gold facts."),
    "explain": ("ask", "explain", "Show the sentences behind a name or a fact."),
    "export": ("export", "export", "Write the graph in another format."),
    "facts": ("rows", "facts", "Print the facts of a graph, one a row."),
    "forget": ("protect", "forget", "Remove a person, and keep them out of later builds."),
    "import": ("importing", "import_", "Turn RDF, STIX or FollowTheMoney into facts for the build."),
    "init": ("project", "init", "Make a fresh project folder to put briefings in."),
    "lint": ("lint", "lint", "Warn the writer of a briefing of what it leaves to be guessed."),
    "push": ("push", "push", "Bring the graph to a SPARQL 1.1 server."),
    "query": ("ask", "query", "Ask the graph: a named query, or SPARQL."),
    "report": ("report", "report", "Print a report, such as who attended what."),
    "review": ("review", "review", "Answer what the build is unsure of, the worst first."),
    "sbom": ("sbom", "sbom", "Write a bill of materials of this installation (CycloneDX)."),
    "serve": ("serve", "serve", "Explore the graph in a browser, and ask it over HTTP."),
    "validate": ("validate", "validate", "Check the graph against its shapes, in words."),
    "view": ("view", "view", "Draw the network page."),
}
_EPILOG = """\b
Exit codes: 0 done, 1 the answer is no, 2 wrong call, 3 an input was refused (the rest was done), 4 a limit was
hit, 5 the graph is being built by another, 6 the graph is missing or damaged, 7 disk, 8 network, 130 interrupted.

\b
Example:
  cyberkg build                 # reads data/, writes graph/
  cyberkg report attendance     # who attended what
"""


class _Lazy(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        found: click.Command = getattr(importlib.import_module(f"cyberkg.cli.{module}"), attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in self.list_commands(ctx)])


@click.group(
    cls=_Lazy,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option(
    "--debug",
    is_flag=True,
    help="Show the traceback of an error that nobody expected, and what is passed over in silence otherwise.",
)
def cli(debug: bool) -> None:
    """Turn security briefings into a knowledge graph in which every fact opens the sentence that says it."""
    if debug:  # main looks at it too
        import logging

        logger = logging.getLogger("cyberkg")
        logger.handlers = [logging.StreamHandler()]
        logger.setLevel(logging.DEBUG)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: every error is one line, with the exit code of its class."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    _leave_no_core()
    try:
        code = cli.main(args=argv, prog_name="cyberkg", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)  # where a command exits, click gives back its code
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # a group without a command: its help, of many lines
            error.show()
        else:
            _say(error.format_message())
        sys.exit(error.exit_code)
    except CyberkgError as error:
        _say(str(error))
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.exceptions.Abort):
        _say("interrupted; the graph is as it was")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        RuntimeError,
        OSError,
        MemoryError,
    ) as error:
        if "--debug" in argv:
            raise
        if isinstance(error, OSError) and error.errno in {errno.EMFILE, errno.ENFILE}:  # also of an import
            _say("too many files are open; raise `ulimit -n`")
            sys.exit(DiskError.exit_code)
        _say(
            f"something went wrong that nobody expected ({type(error).__name__}: {error}); run again with --debug and report it"
        )
        sys.exit(1)


def _leave_no_core() -> None:
    """See to it that a crash leaves no image of the memory, which names people, on the disk; children inherit it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _say(message: str) -> None:
    from cyberkg.cli.terminal import visible

    click.echo(f"error: {visible(' '.join(message.split()))}", err=True)
