"""ACT204: sigmoid as the hidden activation of a deep stack."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Layer, Value

DEEP = 3


def wants(name: str, text: str) -> bool:
    """A Sequential with as many sigmoids."""
    return text.count("sigmoid(") >= DEEP and "sequential(" in text


def install(run: Run) -> None:
    """Watch every Sequential that is made."""
    run.on_call.setdefault("torch.nn.Sequential", []).append(_watch)


def _watch(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    places = [i for i, arg in enumerate(args) if isinstance(arg, Layer) and arg.kind == "linear"]
    hidden = (
        [arg for arg in args[places[0] : places[-1]] if isinstance(arg, Layer) and arg.id == "sigmoid"]
        if places
        else []
    )
    if len(hidden) >= DEEP:
        run.hit("ACT204", (frame.module, node), {"count": len(hidden), "factor": 4 ** len(hidden)})
