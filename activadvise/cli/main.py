"""The entry point: builds the app, turns errors into one paragraph and an exit code."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from enum import IntEnum
from importlib import import_module
from typing import NoReturn

import typer

from activadvise import __version__
from activadvise.english import counted
from activadvise.errors import ActivadviseError, BrokenRules


class ExitCode(IntEnum):
    """What the exit code says."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    INTERRUPTED = 130


# command → function in `activadvise.cli`; a Typer app where the command has commands of its own
COMMANDS = {
    "recommend": "recommend.recommend",
    "output": "output.output",
    "init": "init.init",
    "diagnose": "diagnose.diagnose",
    "explain": "explain.explain",
    "list": "list.list_entries",
    "plot": "plot.plot",
    "check": "check.check",
    "audit": "audit.audit",
    "inspect": "inspect.inspect",
    "compare": "compare.compare",
    "rules": "rules.app",
}
# what people look for among the commands, and is a function for their own programs
FUNCTIONS = {
    "watch": "with activadvise.watch(model, every=50) as watched: ...",
    "initialize": "activadvise.initialize(model, example)",
    "signal": "activadvise.signal.gain(torch.relu)",
}
LONG = frozenset({"audit", "check", "compare", "inspect"})


def build(only: str | None = None) -> typer.Typer:
    """The app with all its commands, or with one: registering one takes a tenth of the time."""
    app = typer.Typer(
        name="activadvise",
        help="The activation advisor for PyTorch: activation, output layer, loss and init, why, and code to paste.",
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=f"In your own program: activadvise.{', activadvise.'.join(FUNCTIONS)}.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    for name in [only] if only in COMMANDS else COMMANDS:
        module, _, member = COMMANDS[name].partition(".")
        found = getattr(import_module(f"activadvise.cli.{module}"), member)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            # what stands behind a script belongs to the script; a symptom may hold numbers such as -1
            settings = {"allow_interspersed_args": name != "audit", "ignore_unknown_options": name == "diagnose"}
            app.command(name, context_settings=settings)(found)
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
    if given[:1] == ["audit"]:
        from activadvise.cli.audit import guarded

        given = guarded(given)
    own = given.index("audit") + 1 if "audit" in given[:2] else len(given)
    debug = "--debug" in given[:own]
    given = [argument for argument in given[:own] if argument != "--debug"] + given[own:]
    only = given[0] if given and not {"-h", "--help"} & set(given) else None
    if arguments is None and only not in LONG:
        gc.disable()  # advice takes a fifth of a second; collecting garbage would be a tenth of that
        atexit.register(gc.freeze)  # and the interpreter's last look for garbage, when all is said, a fourth
    try:
        if given[:1] and given[0] in FUNCTIONS:
            raise _no_command(given[0])
        result = build(only)(args=given, prog_name="activadvise", standalone_mode=False)
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


def _no_command(name: str) -> ActivadviseError:
    return ActivadviseError(
        f"{name} is no command but for your own program, as in `import activadvise` and "
        f"`{FUNCTIONS[name]}`; `python -c 'import activadvise; help(activadvise.{name})'` explains it."
    )


def _report(error: Exception) -> None:
    """One plain paragraph on stderr; an error of ours that nobody foresaw says so."""
    from activadvise.cli.printing import talk

    if isinstance(error, BrokenRules):
        talk("\n".join(error.problems[:20]))
        talk(f"activadvise: {counted(len(error.problems), 'problem')} in the rules.")
    elif isinstance(error, ActivadviseError):
        talk(f"activadvise: {error}")
    elif hasattr(error, "format_message"):
        text, context = error.format_message(), getattr(error, "ctx", None)
        command = context.command_path if context is not None else "activadvise"
        talk(f"activadvise: {text}{'' if text.endswith(('.', '?')) else '.'} See `{command} --help`.")
    else:
        talk(f"activadvise: internal error ({type(error).__name__}: {error}). Run again with --debug and report it.")
