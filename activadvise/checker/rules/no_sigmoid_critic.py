"""ACT118: a Wasserstein loss over probabilities."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Value


def wants(name: str, text: str) -> bool:
    """A difference of means, between real and fake."""
    return text.count("mean(") > 1 and "fake" in text and "real" in text


def install(run: Run) -> None:
    """Watch differences."""
    run.on_operator.append(_watch)


def _watch(run: Run, node: ast.BinOp, left: Value, right: Value, frame: Frame) -> None:
    if not isinstance(node.op, (ast.Sub, ast.Add)) or not (_mean(node.left) and _mean(node.right)):
        return
    if isinstance(node.op, ast.Add) and not isinstance(node.left, ast.UnaryOp):
        return
    sides = [run.means.get(id(_call(side))) for side in (node.left, node.right)]
    if all(side is not None and side.meaning.kind == "probability" and side.meaning.by == "sigmoid" for side in sides):
        first = sides[0]
        assert first is not None
        run.hit("ACT118", (frame.module, node), {"value": run.judge.describe(first.meaning)}, first.flow)


def _call(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.UnaryOp):
        node = node.operand
    return node


def _mean(node: ast.expr) -> bool:
    """critic(x).mean() or torch.mean(critic(x)), where the critic is called right there."""
    call = _call(node)
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "mean":
        return False
    return not call.args or not isinstance(call.func.value, ast.Call)
