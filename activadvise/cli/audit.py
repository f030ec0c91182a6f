"""`activadvise audit`."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import Force, Rules, house_rules


def audit(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCRIPT [ARGS]...", help="A training script and its arguments; options of audit stand before it."
        ),
    ] = None,
    module: Annotated[
        str | None, typer.Option("-m", metavar="MODULE", help="Run a module, as python -m does; ARGS are its own.")
    ] = None,
    steps: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="End after N optimizer steps; without one, N loss calls.")
    ] = None,
    format: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    fail_on: Annotated[
        str, typer.Option(help="Exit with 1 from this severity on: hint, warning, error or never.")
    ] = "warning",
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write the report there, not to stderr.")
    ] = None,
    force: Force = False,
    rules: Rules = None,
) -> int:
    """Run a training script and watch what reaches each loss. The report goes to stderr, or to -o.

    Exit code: the script's own where it is not 0 (the report says so; JSON has script_exit); else 1 for a finding from
    --fail-on on, 2 where no loss call was seen, 0.

    Example: activadvise audit --steps 50 train.py --lr 0.1
    """
    from activadvise.cli.printing import refuse_format, refuse_path, save, talk
    from activadvise.errors import BadValue, MissingExtra
    from activadvise.meaning.findings import SEVERITIES

    refuse_format(format, ("text", "json"))
    if fail_on not in (*SEVERITIES, "never"):
        raise BadValue(f"--fail-on {fail_on}: the severities are hint, warning, error, or never.")
    given = list(arguments or [])
    if module is not None:
        given.insert(0, module)
    if not given:
        raise BadValue("audit needs a program: activadvise audit SCRIPT [ARGS...], or -m MODULE [ARGS...].")
    refuse_path("-o", output, force)
    try:
        from activadvise.live.audit.script import run
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "torch":
            raise
        raise MissingExtra("audit", "torch") from None

    report = run(given[0], given[1:], module is not None, steps, house_rules(rules))
    text = report.json() if format == "json" else str(report)
    if output is not None:
        save(text, output, force)
    else:
        talk(text.rstrip("\n"))
    if report.script_exit:
        return report.script_exit
    if not report.calls and not report.findings:
        return 2
    return int(fail_on != "never" and report.failed(fail_on))


def guarded(given: list[str]) -> list[str]:
    """`audit -m MODULE --x` → `audit -m MODULE -- --x`: what stands behind the module is its own."""
    at = 1
    while at < len(given) and given[at].startswith("-") and given[at] != "--":
        if given[at] == "-m" and at + 2 < len(given):
            return [*given[: at + 2], "--", *given[at + 2 :]]
        at += 1 if "=" in given[at] or given[at] == "--force" else 2
    return given
