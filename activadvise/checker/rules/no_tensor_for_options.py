"""ACT123 and ACT401: a class of torch.nn called with the tensors instead of its options."""

from __future__ import annotations

import ast
import re

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Tensor, Value

CALL = re.compile(
    r"nn\.\w*(?:relu|gelu|silu|sigmoid|tanh|mish|softmax|elu|hardswish)\((?!\)|inplace|dim|true|false|[-\d])"
)
LOSS = re.compile(r"loss\([a-z]\w*(?:\(.*)?,")


def wants(name: str, text: str) -> bool:
    """A class that gets something else than options."""
    return "nn." in text and bool(CALL.search(text) or LOSS.search(text))


def install(run: Run) -> None:
    """Watch the construction of every activation and loss of torch.nn."""
    words = run.vocabulary
    for name, entry in [*words.losses.items(), *words.activations.items()]:
        if name.rpartition(".")[2][:1].isupper():
            run.on_call.setdefault(name, []).append(_loss if entry in words.base.losses else _activation)


def _loss(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    first = args[0] if args else None
    if isinstance(first, Tensor) and (first.meaning.kind != "unknown" or len(args) > 1) and len(args) >= 2:
        run.hit("ACT123", (frame.module, node), {"loss": name.rpartition(".")[2]}, first.flow)


def _activation(
    run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame
) -> None:
    first = args[0] if args else None
    if isinstance(first, Tensor) and first.last is not None:
        run.hit("ACT401", (frame.module, node), {"activation": name.rpartition(".")[2]}, first.flow)
