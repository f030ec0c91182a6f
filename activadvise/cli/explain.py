"""`activadvise explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import Code, Force, Format, Out, Rules, house_rules

PROGRAMS = {"activation": "init", "architecture": "recommend", "task": "output"}


def _names(incomplete: str) -> list[str]:
    from activadvise.rulebase import KINDS, load

    base = load()
    return [name for kind in KINDS for name in base.entries(kind) if name.startswith(incomplete.lower())]


def explain(
    names: Annotated[
        list[str],
        typer.Argument(help="Anything the rule base knows; task:diffusion picks a kind.", autocompletion=_names),
    ],
    format: Format = None,
    code: Code = False,
    output: Out = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """Everything known about an activation, a loss, a task, an init, a source…

    Example: activadvise explain swish
    """
    from activadvise import api
    from activadvise.cli.printing import show

    house = house_rules(rules)
    answer = api.explain(*names, rules=house)
    if code and len(answer.entries) == 1 and answer.entries[0].kind in PROGRAMS:
        entry = answer.entries[0]
        show(getattr(api, PROGRAMS[entry.kind])(entry.id, rules=house), format, code, output, force)
        return
    show(answer, format, code, output, force)
