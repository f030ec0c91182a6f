"""`activadvise recommend`."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import (
    Code,
    Deploy,
    Depth,
    Force,
    Format,
    Goal,
    Norm,
    Out,
    Rules,
    Scale,
    Sizes,
    completer,
    house_rules,
    sizes,
)


def recommend(
    name: Annotated[str | None, typer.Argument(hidden=True)] = None,
    arch: Annotated[
        str | None,
        typer.Option(help="Architecture, published model, or words.", autocompletion=completer("architectures")),
    ] = None,
    activation: Annotated[
        str | None,
        typer.Option(
            help="Show the snippet with this one, and what speaks for and against it.",
            autocompletion=completer("activations"),
        ),
    ] = None,
    task: Annotated[
        str | None,
        typer.Option(
            help="Add the output layer and loss of a task: a whole program.", autocompletion=completer("tasks")
        ),
    ] = None,
    goal: Goal = None,
    deploy: Deploy = None,
    norm: Norm = None,
    depth: Depth = None,
    scale: Scale = None,
    pretrained: Annotated[bool, typer.Option("--pretrained", help="The weights come from a checkpoint.")] = False,
    set_: Sizes = None,
    format: Format = None,
    code: Code = False,
    output: Out = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """Which hidden activation an architecture should use, why, and the code.

    Example: activadvise recommend --arch transformer
    """
    import shlex

    from activadvise import api
    from activadvise.cli.printing import interactive, show, talk
    from activadvise.errors import BadValue

    house = house_rules(rules)
    arch = arch or name
    if arch is None and task is not None:
        raise BadValue(f"recommend needs --arch; for the task alone: activadvise output --task {shlex.quote(task)}.")
    if arch is None and interactive():
        arch = typer.prompt("Architecture (empty for the whole table)", default="", show_default=False) or None
    if arch is None:
        if activation or goal or deploy or norm or depth or scale or pretrained or set_:
            talk("activadvise: without --arch the options change nothing; this is the whole table.")
        show(api.decisions("architectures", rules=house), format, code, output, force)
        return
    answer = api.recommend(
        arch, activation=activation, task=task, goal=goal, deploy=deploy, norm=norm, depth=depth, scale=scale,
        pretrained=pretrained, sizes=sizes(set_), rules=house,
    )  # fmt: skip
    show(answer, format, code, output, force)
