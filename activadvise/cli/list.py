"""`activadvise list`."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import Code, Force, Format, Out, Rules, completer, house_rules

KINDS = "activations architectures tasks losses inits norms modifiers symptoms models checks sources"


def list_entries(
    kind: Annotated[str | None, typer.Argument(help=f"One of: {KINDS}.", autocompletion=lambda: KINDS.split())] = None,
    activation: Annotated[
        str | None, typer.Option(help="Only the models that use it.", autocompletion=completer("activations"))
    ] = None,
    format: Format = None,
    code: Code = False,
    output: Out = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """The entries of a kind; without one, the kinds.

    Example: activadvise list models --activation relu2
    """
    from activadvise import api
    from activadvise.cli.printing import show

    show(api.listed(kind or "", activation=activation, rules=house_rules(rules)), format, code, output, force)
