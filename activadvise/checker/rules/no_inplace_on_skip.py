"""ACT209: an in-place activation overwrites a tensor that a skip connection or backward still needs."""

from __future__ import annotations

import ast

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Layer, Tensor


def wants(name: str, text: str) -> bool:
    """An in-place call, and a sum or another activation."""
    if "sigmoid_(" in text or "tanh_(" in text or "relu_(" in text:
        return name == "forward" and text.count("tanh") + text.count("sigmoid") + text.count("softmax") > 1
    return "inplace=true" in text and "+" in text and name != "__init__"


SAVED = ("tanh", "sigmoid", "softmax")  # backward reads their output


def install(run: Run) -> None:
    """Look at every forward that was read."""
    run.on_apply.append(_watch)
    run.on_function.append(_finish)


def _watch(run: Run, layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> None:
    method = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
    last = tensor.last
    overwritten = last is not None and last.id in SAVED and tensor.meaning.by == last.id
    if last is not None and overwritten and method in ("sigmoid_", "tanh_", "relu_"):
        what = {"name": f"the output of {last.id}", "line": getattr(last.node, "lineno", 0)}
        run.hit("ACT209", (frame.module, node), what, tensor.flow)
    if layer.kind == "activation" and layer.literal(9, "inplace") is True and isinstance(node, ast.Call) and node.args:
        first = node.args[0]
        if isinstance(first, ast.Name) and frame.node is not None and not frame.weak:
            run.inplace.append((frame, node, first.id))


def _finish(run: Run, node: ast.AST, frame: Frame) -> None:
    mine = [entry for entry in run.inplace if entry[0] is frame]
    if not mine:
        return
    run.inplace = [entry for entry in run.inplace if entry[0] is not frame]
    for _, call, name in mine:
        read = _read_later(node, call, name)
        if read is not None:
            run.hit("ACT209", (frame.module, call), {"name": name, "line": read.lineno})


def _read_later(function: ast.AST, call: ast.Call, name: str) -> ast.Name | None:
    """A later `out + name`, where name was not bound again since the call."""
    bound = call.lineno
    statements = [s for s in ast.walk(function) if isinstance(s, (ast.Assign, ast.AugAssign))]
    for statement in statements:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        inside = statement.lineno <= call.lineno <= (statement.end_lineno or 0)
        if any(isinstance(t, ast.Name) and t.id == name for t in targets) and inside:
            return None  # x = relu(x): the old tensor is not read any more
    for part in ast.walk(function):
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add) and part.lineno > bound:
            for side in (part.left, part.right):
                if isinstance(side, ast.Name) and side.id == name and not _bound_between(statements, name, call, part):
                    return side
    return None


def _bound_between(statements: list[ast.Assign | ast.AugAssign], name: str, call: ast.Call, use: ast.BinOp) -> bool:
    return any(
        isinstance(t, ast.Name) and t.id == name and call.lineno < s.lineno <= use.lineno
        for s in statements
        for t in (s.targets if isinstance(s, ast.Assign) else [s.target])
    )
