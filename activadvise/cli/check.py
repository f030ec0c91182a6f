"""`activadvise check`."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import Force, Out, Rules, house_rules

Codes = list[str] | None


def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Files, folders, notebooks; - for stdin.")
    ] = None,
    format: Annotated[
        str, typer.Option("--format", help="text, concise, json, github, gitlab, sarif or junit.")
    ] = "text",
    select: Annotated[Codes, typer.Option(metavar="CODE", help="Codes or prefixes to report, comma-separated.")] = None,
    extend_select: Annotated[Codes, typer.Option(metavar="CODE", help="Codes added to those selected.")] = None,
    ignore: Annotated[Codes, typer.Option(metavar="CODE", help="Codes or prefixes to leave out.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Paths not to look at; repeatable.")] = None,
    show: Annotated[str, typer.Option(help="List loss calls with these verdicts: wrong, right, undecided.")] = "",
    fail_on: Annotated[str | None, typer.Option(help="Lowest severity that exits 1: error, warning or hint.")] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever was found.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Apply safe fixes.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: also fixes that change what a model returns.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the fixes as a diff; write nothing.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count findings by code.")] = False,
    stdin_filename: Annotated[str, typer.Option(metavar="FILE", help="The name of what stdin holds.")] = "stdin.py",
    jobs: Annotated[int, typer.Option("-j", "--jobs", help="Processes; 0: one per core.")] = 1,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor write the cache.")] = False,
    baseline: Annotated[
        str | None, typer.Option(metavar="FILE", help="Report only findings that are not in it.")
    ] = None,
    write_baseline: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write all findings to a baseline.")
    ] = None,
    output: Out = None,
    force: Force = False,
    rules: Rules = None,
) -> int:
    """Read PyTorch source without running it; find contradictions of activation, output, loss and init.

    Example: activadvise check src train.py
    """
    from activadvise.cli import checking

    options = checking.Options(
        paths or ["."], format, _split(select), _split(extend_select), _split(ignore), exclude or [], _split([show]),
        fail_on, exit_zero, fix or diff, unsafe_fixes, diff, statistics, stdin_filename, jobs, not no_cache,
        baseline,
        write_baseline, output, force, house_rules(rules),
    )  # fmt: skip
    return checking.main(options)


def _split(given: list[str] | None) -> list[str]:
    return [part.strip() for text in given or [] for part in text.split(",") if part.strip()]
