"""ACT402: the result of an activation is thrown away, as in a line `F.relu(x)`."""

from __future__ import annotations

import ast
import re

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Tensor, Value

LINE = re.compile(r"\n +(?:[\w.]+\.)?(?:relu|softmax|sigmoid|tanh|gelu|silu|elu|leaky_relu|log_softmax)\(")


def wants(name: str, text: str) -> bool:
    """A line that only calls an activation."""
    return ("relu(" in text or "sigmoid(" in text or "max(" in text or "tanh(" in text) and bool(LINE.search(text))


def install(run: Run) -> None:
    """Watch expression statements."""
    run.on_statement.append(_watch)


def _watch(run: Run, node: ast.Expr, value: Value, frame: Frame) -> None:
    call = node.value
    if not isinstance(call, ast.Call) or not isinstance(value, Tensor) or value.last is None:
        return
    layer = value.last
    if layer.kind != "activation" or value.flow is None or value.flow.node is not call:
        return
    name = ast.unparse(call.func)
    inplace = layer.argument(9, "inplace")
    if name.endswith("_") or inplace is not None or getattr(frame.node, "name", "").startswith("test"):
        return
    if frame.node is None or not _in_forward(frame):
        return
    run.hit("ACT402", (frame.module, call), {"call": name})


def _in_forward(frame: Frame) -> bool:
    """Elsewhere a call may be a warm-up, a benchmark or a demonstration."""
    return getattr(frame.node, "name", "") in ("forward", "__call__", "training_step") or any(
        isinstance(part, ast.Return) and part.value is not None for part in ast.walk(frame.node or ast.Pass())
    )
