"""ACT404, ACT405, ACT406, ACT407: logarithms and exponentials written out, which over- or underflow."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Const, Function, Tensor, Value


def wants(name: str, text: str) -> bool:
    """A logarithm or tanh, and what makes it unstable."""
    if "log(" in text or "log1p(" in text:
        return "softmax" in text or "sigmoid" in text or "exp(" in text
    return "tanh(" in text and "exp(" in text


LOGS = ("torch.log",)


def install(run: Run) -> None:
    """Watch torch.log and the operators around torch.exp."""
    run.on_call.setdefault("torch.log", []).append(_log)
    run.on_call.setdefault("torch.log1p", []).append(_log1p)
    run.on_call.setdefault("torch.tanh", []).append(_tanh)
    run.on_log.append(flag)


def _log(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    if node.args and _one_plus_exp(node.args[0]):
        run.hit("ACT406", (frame.module, node))


def flag(run: Run, value: Tensor, node: ast.AST, frame: Frame) -> None:
    """The logarithm of a fresh softmax or sigmoid."""
    if value.last is None or value.last.kind != "activation":
        return
    if value.meaning.kind == "distribution" and value.meaning.by == "softmax":
        run.hit("ACT404", (frame.module, node), {}, value.flow)
    elif value.meaning.kind == "probability" and value.meaning.by == "sigmoid":
        run.hit("ACT405", (frame.module, node), {}, value.flow)


def _one_plus_exp(node: ast.expr) -> bool:
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)):
        return False
    one = [side for side in (node.left, node.right) if isinstance(side, ast.Constant) and side.value in (1, 1.0)]
    return bool(one) and any(_exp(side) for side in (node.left, node.right))


def _exp(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "exp":
        return False
    inner = node.args[0] if node.args else node.func.value
    text = ast.unparse(inner)
    return "abs" not in text and "clamp" not in text and "clip" not in text and not text.startswith("-")


def _log1p(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    if node.args and _exp(node.args[0]):
        run.hit("ACT406", (frame.module, node))


def _tanh(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    inner = node.args[0] if node.args else None
    if inner is not None and _exp(inner):
        run.hit("ACT407", (frame.module, node))


__all__ = ["Const", "Function", "flag", "install"]
