"""ACT402: the result of an activation is thrown away, as in a line `F.relu(x)`."""

from __future__ import annotations

import ast
import re

from activadvise.checker import expressions
from activadvise.checker.run import Frame, Run
from activadvise.checker.values import External, Layer, Tensor, Value

CALLS = ("elu", "softmax", "sigmoid", "tanh", "silu", "dropout", "act", "activation")
BEFORE = re.compile(r" +(?:[\w.]+\.)?\w*")  # what stands before it in a line that only calls it
AFTER = re.compile(r"\d?\(")


def wants(name: str, text: str) -> bool:
    """A line that only calls an activation."""
    return any(_begins(text, call) for call in CALLS)


def _begins(text: str, call: str) -> bool:
    """Whether a line begins with this call; found from the few calls, since trying every line takes longer."""
    at = text.find(call)
    while at >= 0:
        if AFTER.match(text, at + len(call)) and BEFORE.fullmatch(text, text.rfind("\n", 0, at) + 1, at):
            return True
        at = text.find(call, at + 1)
    return False


def install(run: Run) -> None:
    """Watch expression statements."""
    run.on_statement.append(_watch)


def _watch(run: Run, node: ast.Expr, value: Value, frame: Frame) -> None:
    call = node.value
    if isinstance(call, ast.Call) and getattr(frame.node, "name", "") == "forward" and _dropout(call, frame):
        run.hit("ACT402", (frame.module, call), {"call": ast.unparse(call.func)})
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


def _dropout(call: ast.Call, frame: Frame) -> bool:
    """F.dropout(x) without inplace, or a dropout layer."""
    if "dropout" not in ast.unparse(call.func) or any(keyword.arg == "inplace" for keyword in call.keywords):
        return False
    called = expressions.evaluate(call.func, frame)
    if isinstance(called, External):
        return called.name == "torch.nn.functional.dropout"
    return isinstance(called, Layer) and called.kind == "dropout" and called.argument(1, "inplace") is None


def _in_forward(frame: Frame) -> bool:
    """Elsewhere a call may be a warm-up, a benchmark or a demonstration."""
    return getattr(frame.node, "name", "") in ("forward", "__call__", "training_step") or any(
        isinstance(part, ast.Return) and part.value is not None for part in ast.walk(frame.node or ast.Pass())
    )
