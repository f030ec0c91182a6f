"""`activadvise output`."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import (
    Code,
    Force,
    Format,
    Out,
    Rules,
    Sizes,
    completer,
    house_rules,
    sizes,
)


def output(
    name: Annotated[str | None, typer.Argument(hidden=True)] = None,
    task: Annotated[
        str | None,
        typer.Option(help="Task, or words such as 'regression between 0 and 100'.", autocompletion=completer("tasks")),
    ] = None,
    loss: Annotated[
        str | None, typer.Option(help="The loss to use; the chain changes with it.", autocompletion=completer("losses"))
    ] = None,
    range: Annotated[
        tuple[float, float] | None, typer.Option(metavar="LO HI", help="Bounds of the targets, as in --range -1 1.")
    ] = None,
    positive: Annotated[bool, typer.Option("--positive", help="Targets are above zero.")] = False,
    imbalanced: Annotated[bool, typer.Option("--imbalanced", help="One class is rare.")] = False,
    classes: Annotated[int | None, typer.Option(help="Number of classes.")] = None,
    set_: Sizes = None,
    format: Format = None,
    code: Code = False,
    out: Out = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """The whole chain for a task: last layer, loss, target, inference, decision, code.

    Example: activadvise output --task multilabel
    """
    from activadvise import api
    from activadvise.cli.printing import interactive, show, talk

    house = house_rules(rules)
    task = task or name
    if task is None and interactive():
        task = typer.prompt("Task (empty for the whole table)", default="", show_default=False) or None
    if task is None:
        if loss or range or positive or imbalanced or classes or set_:
            talk("activadvise: without --task the options change nothing; this is the whole table.")
        show(api.decisions("tasks", rules=house), format, code, out, force)
        return
    answer = api.output(
        task, loss=loss, range=range, positive=positive, imbalanced=imbalanced, classes=classes,
        sizes=sizes(set_), rules=house,
    )  # fmt: skip
    show(answer, format, code, out, force)
