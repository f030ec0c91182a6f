"""`activadvise plot`."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import Force, Rules, completer, house_rules


def plot(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="ACTIVATION...", help="One or more activations.", autocompletion=completer("activations")
        ),
    ],
    derivative: Annotated[bool, typer.Option("--derivative", help="Plot f' instead of f.")] = False,
    save: Annotated[
        str | None,
        typer.Option("--save", metavar="FILE", help="Write FILE.png, .svg or .pdf instead (needs the extra `plot`)."),
    ] = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """Draw activations in the terminal, or save a picture.

    Example: activadvise plot relu gelu silu --derivative
    """
    import os
    import shutil

    from activadvise import api
    from activadvise.cli.printing import refuse_path, terminal, write
    from activadvise.report.pictures import save_picture, terminal_picture

    refuse_path("--save", save, force)
    curves = api.curves(names, rules=house_rules(rules))
    if save is not None:
        save_picture(curves, save, derivative)
        return
    columns, lines = shutil.get_terminal_size((80, 24))
    color = terminal() and "NO_COLOR" not in os.environ
    write(terminal_picture(curves, min(columns, 120), min(lines - 2, 28), color, derivative) + "\n")
