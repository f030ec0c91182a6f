"""ACT209: an in-place activation overwrites a tensor that a skip connection or backward still needs."""

from __future__ import annotations

import ast
import re

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Layer, Tensor


def wants(name: str, text: str) -> bool:
    """An in-place call, and a sum or another activation."""
    if ".append(" in text and "relu_(" in text:
        return True
    if "sigmoid_(" in text or "tanh_(" in text or "relu_(" in text:
        return name == "forward" and text.count("tanh") + text.count("sigmoid") + text.count("softmax") > 1
    if name == "__init__" or "+" not in text:
        return False
    if "inplace=true" in text:
        return True
    return name == "forward" and bool(_around(text) or ("relu" in text and " = x\n" in text and SKIP.search(text)))


SKIP = re.compile(r"\n +(\w+) = x\n *x = self\.\w*relu\w*\(x\)|\n +(\w+) = x\n *\w+ = self\.\w*(?:relu|act)\w*\(x\)")
BEHIND = re.compile(r" \+ self\.\w+\((\w+)\)")
BEFORE = re.compile(r"self\.\w+\((\w+)\) \+ \1\b")
FIRST = frozenset({"relu", "relu6", "silu", "mish", "selu", "hardswish"})  # inplace is their first argument
SAVED = ("tanh", "sigmoid", "softmax")  # backward reads their output


def _around(text: str) -> bool:
    """x + self.f(x) and self.f(x) + x; patterns that begin with a name take ten times as long."""
    for match in BEHIND.finditer(text):
        before, name = text[: match.start()], match[1]
        if before.endswith(name) and not re.match(r"\w", before[-len(name) - 1 : -len(name)]):
            return True
    return BEFORE.search(text) is not None


def install(run: Run) -> None:
    """Look at every forward that was read."""
    run.on_apply.append(_watch)
    run.on_sequence.append(_sequence)
    run.on_function.append(_finish)


def _watch(run: Run, layer: Layer, tensor: Tensor, node: ast.AST, frame: Frame) -> None:
    method = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
    last = tensor.last
    overwritten = last is not None and last.id in SAVED and tensor.meaning.by == last.id
    if last is not None and overwritten and method in ("sigmoid_", "tanh_", "relu_"):
        what = {"name": f"the output of {last.id}", "line": getattr(last.node, "lineno", 0)}
        run.hit("ACT209", (frame.module, node), what, tensor.flow)
    inplace = layer.literal(0 if layer.id in FIRST and layer.short[:1].isupper() else 9, "inplace")
    inplace = inplace is True or layer.name.endswith("_")
    if layer.kind == "activation" and inplace and isinstance(node, ast.Call) and node.args:
        first = node.args[0]
        if isinstance(first, ast.Name) and frame.node is not None and not frame.weak:
            run.inplace.append((frame, node, first.id))


def _sequence(run: Run, layer: Layer, node: ast.AST, frame: Frame) -> None:
    """A Sequential that begins with an in-place activation overwrites what it gets."""
    first = layer.items.items[0] if layer.items is not None and layer.items.items else None
    if not isinstance(first, Layer) or first.kind != "activation" or not isinstance(node, ast.Call) or not node.args:
        return
    given = node.args[0]
    inplace = first.literal(0 if first.id in FIRST else 9, "inplace") is True
    if inplace and isinstance(given, ast.Name) and frame.node is not None and not frame.weak:
        run.inplace.append((frame, node, given.id))


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
    """A later sum with the tensor, under the name it was given or under another one that still holds it."""
    statements = [s for s in ast.walk(function) if isinstance(s, (ast.Assign, ast.AugAssign))]
    names = {name} if not _rebound(statements, name, call.lineno, call.end_lineno or call.lineno) else set()
    for statement in statements:
        first, value = _targets(statement)[0], statement.value
        if isinstance(first, ast.Name) and isinstance(value, ast.Name) and value.id == name:
            line = statement.lineno
            if line < call.lineno and not _rebound(statements, name, line + 1, call.lineno - 1):
                names.add(first.id)
    kept = _kept_before(function, statements, call, name)
    if kept is not None:
        return kept
    for part in ast.walk(function):
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add) and call in (part.left, part.right):
            other = part.left if call is part.right else part.right
            if isinstance(other, ast.Name) and other.id == name:
                return other
        if isinstance(part, (ast.BinOp, ast.AugAssign)) and isinstance(part.op, ast.Add) and part.lineno > call.lineno:
            for side in (part.left, part.right) if isinstance(part, ast.BinOp) else (part.value,):
                used = isinstance(side, ast.Name) and side.id in names
                if used and not _rebound(statements, side.id, call.lineno + 1, part.lineno - 1):  # type: ignore[attr-defined]
                    return side  # type: ignore[return-value]
    return None


def _kept_before(
    function: ast.AST, statements: list[ast.Assign | ast.AugAssign], call: ast.Call, name: str
) -> ast.Name | None:
    """skips.append(x) in front of it: the list holds the tensor that is overwritten."""
    for part in ast.walk(function):
        appends = isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "append"
        if appends and isinstance(part, ast.Call) and len(part.args) == 1 and part.lineno < call.lineno:
            given = part.args[0]
            same = isinstance(given, ast.Name) and given.id == name
            if same and not _rebound(statements, name, part.lineno, call.lineno - 1):
                return given  # type: ignore[return-value]
    return None


def _targets(statement: ast.Assign | ast.AugAssign) -> list[ast.expr]:
    return statement.targets if isinstance(statement, ast.Assign) else [statement.target]


def _rebound(statements: list[ast.Assign | ast.AugAssign], name: str, first: int, last: int) -> bool:
    """Whether a name is bound again between two lines."""
    return any(
        isinstance(t, ast.Name) and t.id == name and first <= s.lineno <= last for s in statements for t in _targets(s)
    )
