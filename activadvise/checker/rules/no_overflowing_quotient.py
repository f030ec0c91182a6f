"""ACT409: exp(x) / (1 + exp(x)) and its relatives, NaN where exp(x) is infinite."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Tensor, Value

SUMS = ("exp + ", "1 + exp")
EXP = ("exponential", "exp + ", "1 + exp")


def wants(name: str, text: str) -> bool:
    """A division and exponentials on both of its sides."""
    return "exp(" in text and "/" in text


def install(run: Run) -> None:
    """Watch divisions."""
    run.on_operator.append(_watch)


def _watch(run: Run, node: ast.BinOp, left: Value, right: Value, frame: Frame) -> None:
    if not isinstance(node.op, ast.Div) or not isinstance(left, Tensor) or frame.node is None:
        return  # the top level of a script makes data
    if left.meaning.by not in EXP or "max" in frame.module.slice(frame.node or node):
        return
    if not isinstance(right, Tensor) or not _same_exponential(left, right):
        return
    if right.meaning.by in SUMS:
        run.hit("ACT409", (frame.module, node), {"instead": "sigmoid, tanh and mish of PyTorch are stable"})
    elif right.meaning.by == "sum of exp":
        run.hit("ACT409", (frame.module, node), {"instead": "softmax is stable"})


def _same_exponential(left: Tensor, right: Tensor) -> bool:
    """Both sides hold exp of one and the same input; the exponentials of two inputs are another matter."""
    if left.flow is None or right.flow is None:
        return False
    return ast.unparse(left.flow.node) == ast.unparse(right.flow.node)
