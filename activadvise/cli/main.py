"""The entry point: builds the app, turns errors into one paragraph and an exit code."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from typing import NoReturn

import typer

from activadvise import __version__
from activadvise.errors import ActivadviseError, BrokenRules


class ExitCode(IntEnum):
    """What the exit code says."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    INTERRUPTED = 130


def build() -> typer.Typer:
    """The app with all its commands."""
    from activadvise.cli.check import check
    from activadvise.cli.diagnose import diagnose
    from activadvise.cli.explain import explain
    from activadvise.cli.init import init
    from activadvise.cli.inspect import inspect
    from activadvise.cli.list import list_entries
    from activadvise.cli.output import output
    from activadvise.cli.plot import plot
    from activadvise.cli.recommend import recommend
    from activadvise.cli.rules import app as rules

    app = typer.Typer(
        name="activadvise",
        help="The activation advisor for PyTorch: activation, output layer, loss and init, why, and code to paste.",
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    for function, name in ((recommend, "recommend"), (output, "output"), (init, "init"), (diagnose, "diagnose"),
                           (explain, "explain"), (list_entries, "list"), (plot, "plot"), (inspect, "inspect"),
                           (check, "check")):  # fmt: skip
        app.command(name)(function)
    app.add_typer(rules, name="rules")
    return app


def _version(value: bool) -> None:
    if value:
        typer.echo(f"activadvise {__version__}")
        raise typer.Exit


def _options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
    debug: bool = typer.Option(False, "--debug", help="Show a traceback when something fails."),
) -> None:
    """Options before the command."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given
    given = [argument for argument in given if argument != "--debug"]
    try:
        result = build()(args=given, prog_name="activadvise", standalone_mode=False)
        sys.exit(result if isinstance(result, int) else ExitCode.FINE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.FINE)
    except (KeyboardInterrupt, EOFError, typer.Abort):
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as error:
        if debug:
            raise
        _report(error)
        sys.exit(ExitCode.USAGE)


def _report(error: Exception) -> None:
    """One plain paragraph on stderr; an error of ours that nobody foresaw says so."""
    from activadvise.cli.printing import talk

    if isinstance(error, BrokenRules):
        talk("\n".join(error.problems[:20]))
        count = len(error.problems)
        talk(f"activadvise: {count} problem{'s' if count > 1 else ''} in the rules.")
    elif isinstance(error, ActivadviseError):
        talk(f"activadvise: {error}")
    elif hasattr(error, "format_message"):
        talk(f"activadvise: {error.format_message()} See `activadvise --help`.")
    else:
        talk(f"activadvise: internal error ({type(error).__name__}: {error}). Run again with --debug and report it.")
