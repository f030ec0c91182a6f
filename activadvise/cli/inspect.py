"""`activadvise inspect`."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import Force, Format, Out, Rules, house_rules

Target = Annotated[
    str,
    typer.Argument(
        metavar="TARGET",
        help="file.py:name or package.module:name, a module or a function that makes one; or a saved module with "
        "--trust.",
    ),
]
Input = Annotated[
    list[str] | None,
    typer.Option(
        "--input",
        metavar="SHAPE[:dtype]",
        help="Random input, as 64,128 or 8,16:long; repeat it for each argument of forward.",
    ),
]
Batch = Annotated[
    str | None, typer.Option(metavar="FILE:NAME", help="A real batch, or a DataLoader: far better than --input.")
]
Loss = Annotated[
    str | None, typer.Option(metavar="LOSS", help="Its gradient is looked at: file.py:name or cross_entropy.")
]
Device = Annotated[str | None, typer.Option(help="Move the model there, as cuda.")]
Train = Annotated[bool | None, typer.Option("--train/--eval", help="The mode to run in; the model's own.")]
Trust = Annotated[bool, typer.Option("--trust", help="Load a saved module, which runs code stored in it.")]
SuggestInit = Annotated[
    bool, typer.Option("--suggest-init", help="Show what activadvise.initialize would do, as code.")
]
Save = Annotated[str | None, typer.Option(metavar="FILE.html", help="Also write a report with pictures.")]
FailOn = Annotated[str, typer.Option(help="Exit with 1 from this severity on: hint, warning, error or never.")]


def inspect(
    target: Target,
    input: Input = None,
    batch: Batch = None,
    loss: Loss = None,
    device: Device = None,
    train: Train = None,
    trust: Trust = False,
    suggest_init: SuggestInit = False,
    save: Save = None,
    fail_on: FailOn = "warning",
    format: Format = None,
    output: Out = None,
    force: Force = False,
    rules: Rules = None,
) -> int:
    """Look into a live model: dead units, saturation, signal and gradient, layer by layer. It runs your code.

    Example: activadvise inspect model.py:make_model --input 256,128
    """
    from activadvise.cli.printing import FORMATS, refuse_format, refuse_path, show
    from activadvise.cli.printing import save as write_file
    from activadvise.errors import BadValue, MissingExtra
    from activadvise.meaning.findings import SEVERITIES

    if fail_on not in (*SEVERITIES, "never"):
        raise BadValue(f"--fail-on {fail_on}: the severities are hint, warning, error, or never.")
    if save is not None and not save.endswith((".html", ".htm")):
        raise BadValue(f"--save {save}: the report is HTML; the name must end in .html.")
    refuse_format(format, FORMATS)
    refuse_path("-o", output, force)
    refuse_path("--save", save, force)
    try:
        from activadvise.live.inspect.command import run
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "torch":
            raise
        raise MissingExtra("inspect", "torch") from None

    answer = run(target, input or [], batch, loss, device, train, trust, suggest_init, house_rules(rules))
    if save is not None:
        from activadvise.report.html import render

        write_file(render(answer), save, force, "--save")
    show(answer, format, False, output, force)
    if fail_on == "never":
        return 0
    reached = SEVERITIES.index(fail_on)
    return int(any(SEVERITIES.index(item.severity) >= reached for item in answer.findings))
