"""`activadvise init`."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import (
    Code,
    Depth,
    Force,
    Format,
    Norm,
    Out,
    Rules,
    completer,
    house_rules,
)


def init(
    name: Annotated[str | None, typer.Argument(hidden=True)] = None,
    activation: Annotated[
        str | None, typer.Option(help="The activation after the layer.", autocompletion=completer("activations"))
    ] = None,
    depth: Depth = None,
    norm: Norm = None,
    mode: Annotated[str, typer.Option(help="fan_in keeps the forward variance, fan_out the backward one.")] = "fan_in",
    slope: Annotated[float | None, typer.Option(help="Slope on the left, for Leaky ReLU and its kin.")] = None,
    format: Format = None,
    code: Code = False,
    output: Out = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """The init that fits an activation: the call, the gain and where it comes from.

    Example: activadvise init --activation gelu --depth 50 --norm none
    """
    from activadvise import api
    from activadvise.cli.printing import show
    from activadvise.errors import BadValue

    activation = activation or name
    if activation is None:
        raise BadValue("init needs an activation, as in `activadvise init --activation gelu`.")
    answer = api.init(activation, depth=depth, norm=norm, mode=mode, slope=slope, rules=house_rules(rules))
    show(answer, format, code, output, force)
